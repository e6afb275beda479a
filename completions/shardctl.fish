# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_shardctl_global_optspecs
    string join \n c/config= state-dir= o/output= json columns= sort-by= no-headers limit= q/quiet v/verbose log-format= log-file= progress= progress-interval= color= utc timeout= retries= no-input reason= h/help V/version
end

function __fish_shardctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_shardctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_shardctl_using_subcommand
    set -l cmd (__fish_shardctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c shardctl -n "__fish_shardctl_needs_command" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_needs_command" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_needs_command" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_needs_command" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_needs_command" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_needs_command" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_needs_command" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_needs_command" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_needs_command" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_needs_command" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_needs_command" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_needs_command" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_needs_command" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_needs_command" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_needs_command" -s V -l version -d 'Print version'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "init" -d 'Write a config to start from, or adopt what the buckets hold as the first map'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "doctor" -d 'Check credentials, reachability, clock skew and permissions'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "status" -d 'Show the state of the fleet on one page'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "config" -d 'Show and check the settings'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "inventory" -d 'Learn what the shards hold'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "logs" -d 'Read access logs'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "analyze" -d 'Ask the statistics'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "forecast" -d 'Forecast demand, with intervals and the error of a backtest'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "plan" -d 'Propose, show and explain plans'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "migrate" -d 'Move data: copy, verify, switch, and complete or reverse'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "recover" -d 'Settle what an interrupted run left in flight, here or on another host'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "drill" -d 'Rehearse a disaster, and measure how long recovery takes'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "audit" -d 'Compare the map with what the buckets hold'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "lock" -d 'Show who works on the fleet, and take over from who no longer does'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "locate" -d 'Show which shard holds a key'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "map" -d 'Show the shard map, and pin what must stay'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "snapshot" -d 'Look at, take and go back to snapshots of the map'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "rollback" -d 'Make the map say again what an earlier version said'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "reconcile" -d 'Work off changes of the map that were left half done'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "object" -d 'Write single objects where the map says'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "shard" -d 'Change the shard set'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "shardkey" -d 'Compute the shard key of client, data type and time'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "demo" -d 'Play the whole story on a simulated fleet'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "completion" -d 'Print the completion script of a shell'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "generate" -d 'Write completions/ and man/ from the commands\' own words'
complete -c shardctl -n "__fish_shardctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l adopt -d 'Make the first map from the inventory: every key stays where it lies. Where [control] is set it is read first: a map that was published there and is not here was lost, and is not made anew'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l probe-url -d 'Where to probe an endpoint that has no control prefix: `s3://BUCKET/PREFIX?endpoint=NAME`' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l probe -d 'Also find out what each store truly rejects; writes tiny objects'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -f -a "iam" -d 'Print the least policy that this config needs'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -f -a "parity" -d 'Compare what else is true of two shards\' buckets'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and not __fish_seen_subcommand_from iam parity help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l role -d 'What the credentials are for' -r -f -a "plan\t'Inventory, logs and plans: reads only'
copy\t'Copying and verifying: writes, and deletes nothing'
complete\t'Ending a migration: deletes only under an ETag'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l endpoint -d 'Only the places on this endpoint' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from iam" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l segment -d 'Only what is about this segment [default: the whole shard]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from parity" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from help" -f -a "iam" -d 'Print the least policy that this config needs'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from help" -f -a "parity" -d 'Compare what else is true of two shards\' buckets'
complete -c shardctl -n "__fish_shardctl_using_subcommand doctor; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l offline -d 'Ask no shard: send no request'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "show" -d 'Show the effective settings'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "check" -d 'Check the config file'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and not __fish_seen_subcommand_from show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Show what decided each: a flag, a variable, a line of a file, or nobody'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the effective settings'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check the config file'
complete -c shardctl -n "__fish_shardctl_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -f -a "scan" -d 'List the shards'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -f -a "import" -d 'Read an S3 Inventory report'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and not __fish_seen_subcommand_from scan import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l ways -d 'LIST requests at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l restart -d 'Begin anew rather than go on with an interrupted scan'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from scan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l shard -d 'The shard that the report is of; by default every shard of the report\'s bucket' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l endpoint -d 'Endpoint of an `s3://` manifest; by default that of the shard' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from help" -f -a "scan" -d 'List the shards'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from help" -f -a "import" -d 'Read an S3 Inventory report'
complete -c shardctl -n "__fish_shardctl_using_subcommand inventory; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "ingest" -d 'Read access logs into the statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "detect" -d 'Name the format of a log and show five records'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "sources" -d 'Show what was read of each source'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "export" -d 'Write what was ingested as aggregates'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "sql" -d 'Print the query that makes aggregates of raw logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "prune" -d 'Forget old access statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and not __fish_seen_subcommand_from ingest detect sources export sql prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l format -d 'Format of the files given, or a [format.NAME] of the config [default: told from each file]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l bucket -d 'Bucket of the requests, where the log does not say' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l region-label -d 'Region of the site that wrote the log' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l host-pattern -d 'Where the logged host names the bucket: {bucket}.s3.example.net' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l endpoint -d 'Endpoint of s3:// sources' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l max-reject-ratio -d 'Largest share of a file\'s lines that may be rejected' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l rewritten -d 'What to do with a file whose content is another than the one read under its name before' -r -f -a "refuse\t'Leave the file alone and say so'
replace\t'It was corrected: its old records no longer count'
keep\t'It was rotated and the old file is gone: its records still count'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l poll -d 'Time between two looks with --follow' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l memory -d 'Memory that reading may take [default: `memory` of the config, 4G]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l threads -d 'Threads that parse [default: one for each processor]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l again -d 'Read files anew that were read before, in place of what was read of them'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l no-co-access -d 'Keep no sessions and no pairs of objects used together: faster, and the planner knows less'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l follow -d 'Go on: look for what is new every --poll, until a signal ends it'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l list-all -d 'List s3:// prefixes whole'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from ingest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l format -d 'Format of the files given, or a [format.NAME] of the config [default: told from each file]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l bucket -d 'Bucket of the requests, where the log does not say' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l region-label -d 'Region of the site that wrote the log' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l host-pattern -d 'Where the logged host names the bucket: {bucket}.s3.example.net' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l endpoint -d 'Endpoint of s3:// sources' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from detect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l metrics -d 'CSV of shard,hour,requests, as another counter has them: shards whose logs have fewer are named' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sources" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l dialect -d 'Whose SQL to print' -r -f -a "duckdb\t'`DuckDB`, reading files or s3://'
spark\t'Apache Spark, reading a folder or s3a://'
trino\t'Trino, reading a table of lines'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l from -d 'Where the raw logs are: files, or the table of lines for trino' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l to -d 'Where the aggregates go' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from sql" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l before -d 'Time: RFC 3339, a date (UTC midnight), or milliseconds since 1970' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "ingest" -d 'Read access logs into the statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "detect" -d 'Name the format of a log and show five records'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "sources" -d 'Show what was read of each source'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write what was ingested as aggregates'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "sql" -d 'Print the query that makes aggregates of raw logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Forget old access statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand logs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "keys" -d 'Rank objects by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "segments" -d 'Rank segments by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "regions" -d 'Show demand by requester region'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "mobility" -d 'Rank segments or tenants by how much of their demand is elsewhere'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "anomalies" -d 'List segments whose demand left what was expected of it'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "coaccess" -d 'Rank pairs of segments by how often sessions will go from one to the other'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "tenants" -d 'Rank tenants by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "shardkeys" -d 'Score candidate shard keys on the logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and not __fish_seen_subcommand_from keys segments regions mobility anomalies coaccess tenants shardkeys help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l segment -d 'Only keys of this segment: prefix:PREFIX or exact:KEY' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l sort -d 'What to rank by' -r -f -a "score\t'By access score'
requests\t'By reads and writes'
bytes\t'By bytes read and written'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l sort -d 'What to rank by' -r -f -a "score\t'By access score'
requests\t'By reads and writes'
bytes\t'By bytes read and written'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from segments" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from regions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l by -d 'What is ranked' -r -f -a "segment\t'Segments of the key space'
tenant\t'Tenants, by all they ask for; their home serves most of it'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l measure -d 'What counts as demand' -r -f -a "requests\t'Reads and writes'
bytes\t'Bytes sent and received'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l horizon -d 'How far ahead [default: forecast.horizon, else 7d]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l min-score -d 'Show only segments with at least this score' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l shares -d 'List the share of every region in what is expected, with its interval, instead of the score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from mobility" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from anomalies" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l horizon -d 'How far ahead [default: forecast.horizon, else 7d]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l level -d 'Share of outcomes the intervals should hold, 0 to 1 [default: forecast.level, else 0.9]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l backtest -d 'Show how the forecast did on newest days held out, beside "as in the last window"'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from coaccess" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l sort -d 'What to rank by' -r -f -a "score\t'By access score'
requests\t'By reads and writes'
bytes\t'By bytes read and written'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from tenants" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l shards -d 'Number of shards to spread over [default: the shards of the config, at least 2; else 4]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from shardkeys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "keys" -d 'Rank objects by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "segments" -d 'Rank segments by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "regions" -d 'Show demand by requester region'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "mobility" -d 'Rank segments or tenants by how much of their demand is elsewhere'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "anomalies" -d 'List segments whose demand left what was expected of it'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "coaccess" -d 'Rank pairs of segments by how often sessions will go from one to the other'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "tenants" -d 'Rank tenants by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "shardkeys" -d 'Score candidate shard keys on the logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand analyze; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l segment -d 'Only this segment, in detail: `prefix:PREFIX`, `exact:KEY`, or the bare prefix' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l region -d 'Only the demand from this requester region, reads and writes apart' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l shard -d 'Only the load of this shard: all its segments together, with the busiest hour' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l tenant -d 'Only the demand of this tenant, in detail, by segment, region and class' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l horizon -d 'How far ahead; in whole hours, rounded up [default: forecast.horizon, else 7d]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l level -d 'Share of outcomes the intervals should hold, 0 to 1 [default: forecast.level, else 0.9]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l series -d 'Forecast the series of this CSV file instead, gzipped or not: series_id,timestamp,value; - is standard input' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l combine -d 'What several values within one hour become' -r -f -a "mean\t'Their mean, for gauges'
sum\t'Their sum, for counts'"
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l effort -d 'How much time a series is worth' -r -f -a "bulk\t'A fraction of a millisecond'
hot\t'A few milliseconds: every model'"
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l backtest -d 'Show how every candidate model did in the backtest, and below what the forecast of co-access was worth'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand forecast" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "propose" -d 'Propose moves that earn their cost'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "show" -d 'Show a plan'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "list" -d 'List the plans'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "explain" -d 'Show every term of a move'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "export" -d 'Write the plan file'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "export-graph" -d 'Write the fleet\'s co-access as a hypergraph'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "partition" -d 'Divide a graph among shards, apart from any fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "backtest" -d 'Judge the planner by logs that it has not seen'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "history" -d 'Hold the plans kept against what came after them'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "replay" -d 'Replay the logs with a plan every night'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and not __fish_seen_subcommand_from propose show list explain export export-graph partition backtest history replay help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l max-bytes -d 'Most bytes to move, such as 500GiB' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l max-moves -d 'Most moves' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l max-cost -d 'Most dollars that the moving may cost' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l min-confidence -d 'Least confidence of a move, 0 to 1; less likely moves are left out' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l min-region-coverage -d 'Least share of requests whose region is known, 0 to 1' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l max-log-age -d 'Oldest the newest log record may be, such as 6h' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l budget -d 'Keep the best moves whose moving costs at most so many US dollars; implies --fit' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l out -d 'Also write the plan to a file' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l name -d 'Name to keep the plan under: letters, digits, `.`, `_` and `-`. A name means the newest plan proposed under it' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l fit -d 'Keep the best moves that meet the guards instead of refusing'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l detailed-exitcode -d 'End with exit code 10 when moves are proposed'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l unproven -d 'Propose also what the newest logs, held out, do not bear out'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l allow-resize -d 'Say also whether a shard more would earn its keep (like which, where, from when), or one fewer; and empty those that `shard drain` has named'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from propose" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l all -d 'Show every move, however many'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l move -d 'Number of the move; every move when left out' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l why-not -d 'Why the plan does not move this segment or key' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l out -d 'Where to write: the names without their endings' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from export-graph" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l shards -d 'How many shards' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l current -d 'Where the vertices are now: a file with one part per line' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l imbalance -d 'Room above the mean weight, as a share of it' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l move-price -d 'What moving a vertex costs, in net weight (times its size where the graph has sizes)' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l seed -d 'Seed of the search' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l out -d 'Where to write the parts instead of GRAPH.part.K' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from partition" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l train -d 'Share of the logs that the first plan is made from' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l folds -d 'Points in time at which to plan; the rest of the logs is divided among them' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l placement -d 'A placement to judge too: an assignment file as `migrate request` takes it (repeatable)' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from backtest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l warm-up -d 'Logs before the first night' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l every -d 'Time from one plan to the next, whole hours' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l unproven -d 'Carry out also what the newest logs of a night do not bear out'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from replay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "propose" -d 'Propose moves that earn their cost'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a plan'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the plans'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Show every term of a move'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the plan file'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "export-graph" -d 'Write the fleet\'s co-access as a hypergraph'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "partition" -d 'Divide a graph among shards, apart from any fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "backtest" -d 'Judge the planner by logs that it has not seen'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "history" -d 'Hold the plans kept against what came after them'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "replay" -d 'Replay the logs with a plan every night'
complete -c shardctl -n "__fish_shardctl_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "start" -d 'Copy and verify, up to the switch'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "request" -d 'Ask for a placement that was decided elsewhere'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "status" -d 'Show a migration on one page'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "list" -d 'List the migrations, newest first, with their places in the queue'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "prioritise" -d 'Change the place of a migration that waits for its turn'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "log" -d 'Show who did what, and when'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "wait" -d 'Wait until a migration has come so far'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "pause" -d 'Send nothing new for a migration until it is resumed'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "resume" -d 'Let a paused migration go on'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "verify" -d 'Compare every copy with its source anew'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "rehearse" -d 'Read from the copies what clients lately read from the source'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "switch" -d 'Make the map say target'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "reverse" -d 'Make the map say source again'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "readers" -d 'Show who still reads the old places of a migration'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "complete" -d 'Delete the source copies, once grace is over'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "cancel" -d 'Give up what was not switched'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "resolve" -d 'Decide about an object that needs a person'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and not __fish_seen_subcommand_from start request status list prioritise log wait pause resume verify rehearse switch reverse readers complete cancel resolve help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l contract -d 'What you promise about writers while data moves [default: immutable]' -r -f -a "immutable\t'No key is ever rewritten; new keys may appear'
quiesced\t'Nobody writes while data moves'
mutable\t'Anything may be written at any time'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l verify -d 'The least comparison that proves a copy [default: checksum]' -r -f -a "etag\t'Equal ETags of single-part objects will do'
checksum\t'Equal full-object checksums; where a store keeps none, every byte is read'
full-read\t'Every byte is read'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l copy -d 'Who carries the bytes: the store where it can, or always this host [default: server]' -r -f -a "server\t'By the store where it can'
stream\t'Always through this host'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l max-objects -d 'Copy at most this many objects, then end with 14; the next run goes on' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l deadline -d 'When it should be copied, where it has to wait for its turn: RFC 3339, or a date' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l accept -d 'Take this fact of the buckets as it is; `doctor parity` names them' -r -f -a "cors\t''
encryption\t''
lifecycle\t''
logging\t''
lost_events\t''
lost_replica\t''
notifications\t''
object_lock\t''
open_uploads\t''
ownership\t''
policy\t''
presigned\t''
public_access\t''
replica_deletes\t''
replication\t''
replication_back\t''
requester_pays\t''
source_events\t''
source_expiry\t''
source_lock\t''
target_events\t''
target_expiry\t''
target_lock\t''
versioning\t''"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l move -d 'Work on these moves only, by their numbers' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l transfers -l ways -d 'Objects to work on at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l max-duration -d 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l bwlimit -d 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l max-cost -d 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l allow-stream -d 'Allow bytes between two AWS endpoints to travel through this host'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l confidence -d 'How sure you are that the moves are right, 0 to 1' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l map -d 'File of the wanted placement; `-` reads standard input' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l contract -d 'What you promise about writers while data moves [default: immutable]' -r -f -a "immutable\t'No key is ever rewritten; new keys may appear'
quiesced\t'Nobody writes while data moves'
mutable\t'Anything may be written at any time'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l verify -d 'The least comparison that proves a copy [default: checksum]' -r -f -a "etag\t'Equal ETags of single-part objects will do'
checksum\t'Equal full-object checksums; where a store keeps none, every byte is read'
full-read\t'Every byte is read'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l copy -d 'Who carries the bytes: the store where it can, or always this host [default: server]' -r -f -a "server\t'By the store where it can'
stream\t'Always through this host'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l max-bytes -d 'Most bytes to move, such as 500GiB' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l max-moves -d 'Most moves' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l max-cost -d 'Most dollars that the moving may cost' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l min-confidence -d 'Least confidence of a move, 0 to 1; less likely moves are left out' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l min-region-coverage -d 'Least share of requests whose region is known, 0 to 1' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l max-log-age -d 'Oldest the newest log record may be, such as 6h' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l allow-stream -d 'Allow bytes between two AWS endpoints to travel through this host'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from request" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l deadline -d 'When it should be copied, instead of before all others: RFC 3339, or a date' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from prioritise" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l since -d 'Only what was written since: a time, a date, or a duration before now' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l objects -d 'What became of each object, too'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l for -d 'The state to wait for' -r -f -a "copying\t'Objects are being copied'
verified\t'Every copy is verified: ready for the switch'
switched\t'The map says target'
completing\t'Source copies are being deleted'
completed\t'Source copies are gone'
cancelled\t'Given up before the switch'
reversing\t'The map says source again, and its grace runs'
reversed\t'Switched back, and that grace is over'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l timeout -d 'Longest to wait; for ever when left out' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l move -d 'Work on these moves only, by their numbers' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l transfers -l ways -d 'Objects to work on at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l max-duration -d 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l bwlimit -d 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l max-cost -d 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l as -d 'Read with this profile of the AWS config files, at both stores' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l sample -d 'Reads to replay' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l since -d 'Leave out log files that end so long before the newest record ingested' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l move -d 'Only these moves, by their numbers' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from rehearse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l accept -d 'Take this fact of the buckets as it is; `doctor parity` names them' -r -f -a "cors\t''
encryption\t''
lifecycle\t''
logging\t''
lost_events\t''
lost_replica\t''
notifications\t''
object_lock\t''
open_uploads\t''
ownership\t''
policy\t''
presigned\t''
public_access\t''
replica_deletes\t''
replication\t''
replication_back\t''
requester_pays\t''
source_events\t''
source_expiry\t''
source_lock\t''
target_events\t''
target_expiry\t''
target_lock\t''
versioning\t''"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l move -d 'Work on these moves only, by their numbers' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l transfers -l ways -d 'Objects to work on at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l max-duration -d 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l bwlimit -d 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l max-cost -d 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from switch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l move -d 'Work on these moves only, by their numbers' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l transfers -l ways -d 'Objects to work on at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l max-duration -d 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l bwlimit -d 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l max-cost -d 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from reverse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from readers" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l confirm -d 'Confirm by the migration\'s full id' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l max-delete -d 'Most source objects to delete, over `safety.max_delete`' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l accept -d 'Take this fact of the buckets as it is; `doctor parity` names them' -r -f -a "cors\t''
encryption\t''
lifecycle\t''
logging\t''
lost_events\t''
lost_replica\t''
notifications\t''
object_lock\t''
open_uploads\t''
ownership\t''
policy\t''
presigned\t''
public_access\t''
replica_deletes\t''
replication\t''
replication_back\t''
requester_pays\t''
source_events\t''
source_expiry\t''
source_lock\t''
target_events\t''
target_expiry\t''
target_lock\t''
versioning\t''"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l move -d 'Work on these moves only, by their numbers' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l transfers -l ways -d 'Objects to work on at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l max-duration -d 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l bwlimit -d 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l max-cost -d 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s y -l yes -d 'Answers no question of this weight; known so that who gives it is told what does'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l accept-readers -d 'Delete though the source is still read, or nobody can tell by the logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from complete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l transfers -l ways -d 'Objects to work on at a time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l keep -d 'Which object is right' -r -f -a "source\t'The source\'s'
target\t'The target\'s'
both\t'Both, each where it is'
neither\t'Neither: both are gone after a delete of ours, and that is right'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "start" -d 'Copy and verify, up to the switch'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "request" -d 'Ask for a placement that was decided elsewhere'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show a migration on one page'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the migrations, newest first, with their places in the queue'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "prioritise" -d 'Change the place of a migration that waits for its turn'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "log" -d 'Show who did what, and when'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "wait" -d 'Wait until a migration has come so far'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Send nothing new for a migration until it is resumed'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Let a paused migration go on'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Compare every copy with its source anew'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "rehearse" -d 'Read from the copies what clients lately read from the source'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "switch" -d 'Make the map say target'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "reverse" -d 'Make the map say source again'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "readers" -d 'Show who still reads the old places of a migration'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "complete" -d 'Delete the source copies, once grace is over'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Give up what was not switched'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "resolve" -d 'Decide about an object that needs a person'
complete -c shardctl -n "__fish_shardctl_using_subcommand migrate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "inspect" -d 'Tell what is in flight and what would be done about it'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "run" -d 'Bring everything in flight to rest'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "map" -d 'Make map.db anew from the control location, and take over'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "in-flight" -d 'List what is in flight, as it was published'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "verify" -d 'Check all that recovery would rely on'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "object" -d 'Read an object, or a directory of objects, back together'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and not __fish_seen_subcommand_from inspect run map in-flight verify object help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l policy -d 'What becomes of migrations under way after that; left out, they stay as they are' -r -f -a "resume\t'Go on: copy what is not copied, bring along what came late; nothing is switched or deleted'
reverse\t'Go back: give up what was not switched, switch back what was'
hold\t'Pause: nothing new begins until `migrate resume`'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l control -d 'Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config\'s' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l from-scan -d 'The last resort, where nothing that was published is left: write what the listings of the shards say of the map to FILE, as a proposal to review; no map is made and nothing is taken over' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l replace -d 'Put a map.db of another fleet aside, too'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l from-replica -d 'Work from the copy of the control location that has come furthest, while the location does not answer'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l primary-lost -d 'The control location is lost for good: its copy decides in its stead'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from map" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l control -d 'Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config\'s' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from in-flight" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l control -d 'Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config\'s' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l deep -d 'Hash the map at every version: for a large map some seconds for each'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -s O -l into -d 'The directory to write to: new or empty' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from object" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "inspect" -d 'Tell what is in flight and what would be done about it'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "run" -d 'Bring everything in flight to rest'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "map" -d 'Make map.db anew from the control location, and take over'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "in-flight" -d 'List what is in flight, as it was published'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check all that recovery would rely on'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "object" -d 'Read an object, or a directory of objects, back together'
complete -c shardctl -n "__fish_shardctl_using_subcommand recover; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l region -d 'The region that is away; else the one with the most moves under way, then with the most shards' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand drill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l read-data-subset -d 'Read the objects of part N of T, too: each key falls into the same part every time' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -f -a "show" -d 'Show who holds the lease of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -f -a "break" -d 'End the lease of a holder that is dead, before its time'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and not __fish_seen_subcommand_from show break help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from break" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show who holds the lease of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from help" -f -a "break" -d 'End the lease of a holder that is dead, before its time'
complete -c shardctl -n "__fish_shardctl_using_subcommand lock; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l keys-from -d 'Read keys from FILE, one a line; `-` is standard input' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l from -d 'Also show the round-trip time from this region' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l stream -d 'Answer each key of the file as it is read, in one line: KEY, SHARD, OBJECT, FALLBACK OBJECT'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -s 0 -l null -d 'Keys in the file end with a NUL byte instead of a newline'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand locate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "show" -d 'Show the shard map'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "history" -d 'List the versions of the map, newest first'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "diff" -d 'Compare two versions of the map'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "export" -d 'Write the map as a file for others'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "import" -d 'Make a map that was exported, and perhaps edited, the newest version'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "verify" -d 'Check the map that this host answers from'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "pin" -d 'Pin a segment, so that no plan moves it'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "unpin" -d 'Remove the pin of a segment'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "wait" -d 'Wait until a version of the map is published'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and not __fish_seen_subcommand_from show history diff export import verify pin unpin wait help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l shards -d 'Show the shards instead of the rules'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l pins -d 'Show the pins instead of the rules'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l format -d 'Form of the file' -r -f -a "json\t'The canonical document: shards, rules and pins. Equal maps are equal bytes'
csv\t'The rules, one a line, with where their shard is; keys are exact but on a terminal'
nginx\t'An nginx `map` block from the decoded path to the shard\'s name'
haproxy\t'A map file for HAProxy\'s `map_reg`, from the decoded path to the shard\'s name'
envoy\t'Envoy\'s routes, in JSON, one cluster a shard'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l sample -d 'How many of them' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l deep -d 'Ask the shards for a sample of the inventoried objects, too'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l reason -d 'Why it must stay, for whoever meets the pin' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from pin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from unpin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l version -d 'The version to wait for' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l timeout -d 'Longest to wait; for ever when left out' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the shard map'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "history" -d 'List the versions of the map, newest first'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Compare two versions of the map'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the map as a file for others'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "import" -d 'Make a map that was exported, and perhaps edited, the newest version'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check the map that this host answers from'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "pin" -d 'Pin a segment, so that no plan moves it'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "unpin" -d 'Remove the pin of a segment'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "wait" -d 'Wait until a version of the map is published'
complete -c shardctl -n "__fish_shardctl_using_subcommand map; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "create" -d 'Take a snapshot of the newest map now'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "list" -d 'List the snapshots'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "show" -d 'Show one snapshot'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "diff" -d 'Compare a snapshot with another, or with the newest published map'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "verify" -d 'Check snapshots against the map log'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "restore" -d 'Make the map say again what a snapshot says'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "prune" -d 'Remove old snapshots'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and not __fish_seen_subcommand_from create list show diff verify restore prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l map -d 'Write the map in it, as `map export` does'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l contract -d 'What you promise about writers while data moves [default: immutable]' -r -f -a "immutable\t'No key is ever rewritten; new keys may appear'
quiesced\t'Nobody writes while data moves'
mutable\t'Anything may be written at any time'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l verify -d 'The least comparison that proves a copy [default: checksum]' -r -f -a "etag\t'Equal ETags of single-part objects will do'
checksum\t'Equal full-object checksums; where a store keeps none, every byte is read'
full-read\t'Every byte is read'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l copy -d 'Who carries the bytes: the store where it can, or always this host [default: server]' -r -f -a "server\t'By the store where it can'
stream\t'Always through this host'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l allow-stream -d 'Allow bytes between two AWS endpoints to travel through this host'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l keep -d 'How many of the newest to keep' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "create" -d 'Take a snapshot of the newest map now'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the snapshots'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one snapshot'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Compare a snapshot with another, or with the newest published map'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check snapshots against the map log'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Make the map say again what a snapshot says'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove old snapshots'
complete -c shardctl -n "__fish_shardctl_using_subcommand snapshot; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l to -d 'The version whose placement is wanted' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l contract -d 'What you promise about writers while data moves [default: immutable]' -r -f -a "immutable\t'No key is ever rewritten; new keys may appear'
quiesced\t'Nobody writes while data moves'
mutable\t'Anything may be written at any time'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l verify -d 'The least comparison that proves a copy [default: checksum]' -r -f -a "etag\t'Equal ETags of single-part objects will do'
checksum\t'Equal full-object checksums; where a store keeps none, every byte is read'
full-read\t'Every byte is read'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l copy -d 'Who carries the bytes: the store where it can, or always this host [default: server]' -r -f -a "server\t'By the store where it can'
stream\t'Always through this host'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l allow-stream -d 'Allow bytes between two AWS endpoints to travel through this host'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l action -d 'Only this action; the first characters of its id will do' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l check -d 'Only look'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l drop -d 'Give the action up: nothing is sent'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand reconcile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -f -a "put" -d 'Write an object only if what is there is what you think'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and not __fish_seen_subcommand_from put help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l if-match -d 'Only when the object has this ETag, as a listing or HEAD shows it' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l if-none-match -d 'Only when there is no object of that key'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from help" -f -a "put" -d 'Write an object only if what is there is what you think'
complete -c shardctl -n "__fish_shardctl_using_subcommand object; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -f -a "add" -d 'Make a shard of the config part of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -f -a "reweight" -d 'Give a shard another share of the keys to come'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -f -a "drain" -d 'Send no more keys to a shard, and tell what lies there'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -f -a "remove" -d 'Take an empty shard out of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -f -a "settle" -d 'Find keys that lie elsewhere than the map says, and let the map say so'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and not __fish_seen_subcommand_from add reweight drain remove settle help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l no-scan -d 'Rely on the newest inventories instead of listing all shards first'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l no-scan -d 'Rely on the newest inventories instead of listing all shards first'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from reweight" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l no-scan -d 'Rely on the newest inventories instead of listing all shards first'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from drain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l no-scan -d 'Rely on the newest inventories instead of listing all shards first'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l no-scan -d 'Rely on the newest inventories instead of listing all shards first'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -s n -l dry-run -d 'Go the same way, but send nothing that writes and record nothing'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from settle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a shard of the config part of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from help" -f -a "reweight" -d 'Give a shard another share of the keys to come'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from help" -f -a "drain" -d 'Send no more keys to a shard, and tell what lies there'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Take an empty shard out of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from help" -f -a "settle" -d 'Find keys that lie elsewhere than the map says, and let the map say so'
complete -c shardctl -n "__fish_shardctl_using_subcommand shard; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l client -d 'Client, tenant or user, as the application names it' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l type -d 'Data type, such as a file extension' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l time -d 'Time: RFC 3339, a date (UTC midnight), or milliseconds since 1970' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l window -d 'Length of the time window' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l client-weight -d 'Weight of the client' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l type-weight -d 'Weight of the data type' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l time-weight -d 'Weight of the time window' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l explain -d 'Show which bits come from what'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand shardkey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l serve -d 'Keep the simulator running and write a config into DIR, to try every command by hand' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l seed -d 'Seed of everything that is drawn' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l dir -d 'Directory that holds completions/ and man/' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -s c -l config -d 'Config file [env: SHARDCTL_CONFIG]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l state-dir -d 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -s o -l output -d 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]' -r -f -a "table\t'Columns for people; fewer where a terminal is too narrow'
wide\t'All columns for people, nothing cut'
json\t'One JSON document, with exact keys'
jsonl\t'One JSON record a line; the last line is the summary'
csv\t'Comma-separated values; in texts, as in tables, control characters are written out'
name\t'The first column alone, one a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l columns -d 'Columns of lists, in this order' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l sort-by -d 'Column that orders a list; `-COLUMN` puts the largest first' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l limit -d 'Show at most this many rows' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l log-format -d 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]' -r -f -a "text\t'Lines for people'
json\t'A JSON object a line'"
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l log-file -d 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]' -r -F
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l progress -d 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]' -r -f -a "auto\t'A bar on a terminal, plain lines elsewhere, nothing with `--quiet`'
bar\t'A bar'
plain\t'A line every interval'
json\t'A JSON line every interval'
none\t'Nothing'"
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l progress-interval -d 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l color -d 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]' -r -f -a "auto\t'On a terminal; `NO_COLOR` and `CLICOLOR_FORCE` decide first'
always\t'Always'
never\t'Never'"
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l timeout -d 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l retries -d 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l reason -d 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]' -r
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l json -d 'The same as `--output json`'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l no-headers -d 'Leave out the heads of tables and CSV'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -s q -l quiet -d 'Say nothing but the answer; one line when something is wrong'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -s v -l verbose -d 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l utc -d 'Show times in UTC'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -l no-input -d 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]'
complete -c shardctl -n "__fish_shardctl_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "init" -d 'Write a config to start from, or adopt what the buckets hold as the first map'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "doctor" -d 'Check credentials, reachability, clock skew and permissions'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "status" -d 'Show the state of the fleet on one page'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "config" -d 'Show and check the settings'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "inventory" -d 'Learn what the shards hold'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "logs" -d 'Read access logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "analyze" -d 'Ask the statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "forecast" -d 'Forecast demand, with intervals and the error of a backtest'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "plan" -d 'Propose, show and explain plans'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "migrate" -d 'Move data: copy, verify, switch, and complete or reverse'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "recover" -d 'Settle what an interrupted run left in flight, here or on another host'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "drill" -d 'Rehearse a disaster, and measure how long recovery takes'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "audit" -d 'Compare the map with what the buckets hold'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "lock" -d 'Show who works on the fleet, and take over from who no longer does'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "locate" -d 'Show which shard holds a key'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "map" -d 'Show the shard map, and pin what must stay'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "snapshot" -d 'Look at, take and go back to snapshots of the map'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "rollback" -d 'Make the map say again what an earlier version said'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "reconcile" -d 'Work off changes of the map that were left half done'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "object" -d 'Write single objects where the map says'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "shard" -d 'Change the shard set'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "shardkey" -d 'Compute the shard key of client, data type and time'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "demo" -d 'Play the whole story on a simulated fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "completion" -d 'Print the completion script of a shell'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "generate" -d 'Write completions/ and man/ from the commands\' own words'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and not __fish_seen_subcommand_from init doctor status config inventory logs analyze forecast plan migrate recover drill audit lock locate map snapshot rollback reconcile object shard shardkey demo completion generate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from doctor" -f -a "iam" -d 'Print the least policy that this config needs'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from doctor" -f -a "parity" -d 'Compare what else is true of two shards\' buckets'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show the effective settings'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Check the config file'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from inventory" -f -a "scan" -d 'List the shards'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from inventory" -f -a "import" -d 'Read an S3 Inventory report'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "ingest" -d 'Read access logs into the statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "detect" -d 'Name the format of a log and show five records'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "sources" -d 'Show what was read of each source'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "export" -d 'Write what was ingested as aggregates'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "sql" -d 'Print the query that makes aggregates of raw logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from logs" -f -a "prune" -d 'Forget old access statistics'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "keys" -d 'Rank objects by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "segments" -d 'Rank segments by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "regions" -d 'Show demand by requester region'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "mobility" -d 'Rank segments or tenants by how much of their demand is elsewhere'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "anomalies" -d 'List segments whose demand left what was expected of it'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "coaccess" -d 'Rank pairs of segments by how often sessions will go from one to the other'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "tenants" -d 'Rank tenants by access score'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from analyze" -f -a "shardkeys" -d 'Score candidate shard keys on the logs'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "propose" -d 'Propose moves that earn their cost'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "show" -d 'Show a plan'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "list" -d 'List the plans'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "explain" -d 'Show every term of a move'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "export" -d 'Write the plan file'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "export-graph" -d 'Write the fleet\'s co-access as a hypergraph'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "partition" -d 'Divide a graph among shards, apart from any fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "backtest" -d 'Judge the planner by logs that it has not seen'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "history" -d 'Hold the plans kept against what came after them'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "replay" -d 'Replay the logs with a plan every night'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "start" -d 'Copy and verify, up to the switch'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "request" -d 'Ask for a placement that was decided elsewhere'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "status" -d 'Show a migration on one page'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "list" -d 'List the migrations, newest first, with their places in the queue'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "prioritise" -d 'Change the place of a migration that waits for its turn'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "log" -d 'Show who did what, and when'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "wait" -d 'Wait until a migration has come so far'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "pause" -d 'Send nothing new for a migration until it is resumed'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "resume" -d 'Let a paused migration go on'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "verify" -d 'Compare every copy with its source anew'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "rehearse" -d 'Read from the copies what clients lately read from the source'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "switch" -d 'Make the map say target'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "reverse" -d 'Make the map say source again'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "readers" -d 'Show who still reads the old places of a migration'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "complete" -d 'Delete the source copies, once grace is over'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "cancel" -d 'Give up what was not switched'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from migrate" -f -a "resolve" -d 'Decide about an object that needs a person'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from recover" -f -a "inspect" -d 'Tell what is in flight and what would be done about it'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from recover" -f -a "run" -d 'Bring everything in flight to rest'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from recover" -f -a "map" -d 'Make map.db anew from the control location, and take over'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from recover" -f -a "in-flight" -d 'List what is in flight, as it was published'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from recover" -f -a "verify" -d 'Check all that recovery would rely on'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from recover" -f -a "object" -d 'Read an object, or a directory of objects, back together'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from lock" -f -a "show" -d 'Show who holds the lease of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from lock" -f -a "break" -d 'End the lease of a holder that is dead, before its time'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "show" -d 'Show the shard map'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "history" -d 'List the versions of the map, newest first'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "diff" -d 'Compare two versions of the map'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "export" -d 'Write the map as a file for others'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "import" -d 'Make a map that was exported, and perhaps edited, the newest version'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "verify" -d 'Check the map that this host answers from'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "pin" -d 'Pin a segment, so that no plan moves it'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "unpin" -d 'Remove the pin of a segment'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from map" -f -a "wait" -d 'Wait until a version of the map is published'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "create" -d 'Take a snapshot of the newest map now'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "list" -d 'List the snapshots'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "show" -d 'Show one snapshot'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "diff" -d 'Compare a snapshot with another, or with the newest published map'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "verify" -d 'Check snapshots against the map log'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "restore" -d 'Make the map say again what a snapshot says'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from snapshot" -f -a "prune" -d 'Remove old snapshots'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from object" -f -a "put" -d 'Write an object only if what is there is what you think'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from shard" -f -a "add" -d 'Make a shard of the config part of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from shard" -f -a "reweight" -d 'Give a shard another share of the keys to come'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from shard" -f -a "drain" -d 'Send no more keys to a shard, and tell what lies there'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from shard" -f -a "remove" -d 'Take an empty shard out of the fleet'
complete -c shardctl -n "__fish_shardctl_using_subcommand help; and __fish_seen_subcommand_from shard" -f -a "settle" -d 'Find keys that lie elsewhere than the map says, and let the map say so'
