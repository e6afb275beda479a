
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'shardctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'shardctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'shardctl' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a config to start from, or adopt what the buckets hold as the first map')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check credentials, reachability, clock skew and permissions')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the state of the fleet on one page')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show and check the settings')
            [CompletionResult]::new('inventory', 'inventory', [CompletionResultType]::ParameterValue, 'Learn what the shards hold')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Read access logs')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Ask the statistics')
            [CompletionResult]::new('forecast', 'forecast', [CompletionResultType]::ParameterValue, 'Forecast demand, with intervals and the error of a backtest')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Propose, show and explain plans')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move data: copy, verify, switch, and complete or reverse')
            [CompletionResult]::new('recover', 'recover', [CompletionResultType]::ParameterValue, 'Settle what an interrupted run left in flight, here or on another host')
            [CompletionResult]::new('drill', 'drill', [CompletionResultType]::ParameterValue, 'Rehearse a disaster, and measure how long recovery takes')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Compare the map with what the buckets hold')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Show who works on the fleet, and take over from who no longer does')
            [CompletionResult]::new('locate', 'locate', [CompletionResultType]::ParameterValue, 'Show which shard holds a key')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Show the shard map, and pin what must stay')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'Look at, take and go back to snapshots of the map')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Make the map say again what an earlier version said')
            [CompletionResult]::new('reconcile', 'reconcile', [CompletionResultType]::ParameterValue, 'Work off changes of the map that were left half done')
            [CompletionResult]::new('object', 'object', [CompletionResultType]::ParameterValue, 'Write single objects where the map says')
            [CompletionResult]::new('shard', 'shard', [CompletionResultType]::ParameterValue, 'Change the shard set')
            [CompletionResult]::new('shardkey', 'shardkey', [CompletionResultType]::ParameterValue, 'Compute the shard key of client, data type and time')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Play the whole story on a simulated fleet')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write completions/ and man/ from the commands'' own words')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;init' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--adopt', '--adopt', [CompletionResultType]::ParameterName, 'Make the first map from the inventory: every key stays where it lies. Where [control] is set it is read first: a map that was published there and is not here was lost, and is not made anew')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;doctor' {
            [CompletionResult]::new('--probe-url', '--probe-url', [CompletionResultType]::ParameterName, 'Where to probe an endpoint that has no control prefix: `s3://BUCKET/PREFIX?endpoint=NAME`')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--probe', '--probe', [CompletionResultType]::ParameterName, 'Also find out what each store truly rejects; writes tiny objects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('iam', 'iam', [CompletionResultType]::ParameterValue, 'Print the least policy that this config needs')
            [CompletionResult]::new('parity', 'parity', [CompletionResultType]::ParameterValue, 'Compare what else is true of two shards'' buckets')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;doctor;iam' {
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'What the credentials are for')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Only the places on this endpoint')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;doctor;parity' {
            [CompletionResult]::new('--segment', '--segment', [CompletionResultType]::ParameterName, 'Only what is about this segment [default: the whole shard]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;doctor;help' {
            [CompletionResult]::new('iam', 'iam', [CompletionResultType]::ParameterValue, 'Print the least policy that this config needs')
            [CompletionResult]::new('parity', 'parity', [CompletionResultType]::ParameterValue, 'Compare what else is true of two shards'' buckets')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;doctor;help;iam' {
            break
        }
        'shardctl;doctor;help;parity' {
            break
        }
        'shardctl;doctor;help;help' {
            break
        }
        'shardctl;status' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no shard: send no request')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;config' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the effective settings')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the config file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;config;show' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--origin', '--origin', [CompletionResultType]::ParameterName, 'Show what decided each: a flag, a variable, a line of a file, or nobody')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;config;check' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the effective settings')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the config file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;config;help;show' {
            break
        }
        'shardctl;config;help;check' {
            break
        }
        'shardctl;config;help;help' {
            break
        }
        'shardctl;inventory' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'List the shards')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Read an S3 Inventory report')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;inventory;scan' {
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'LIST requests at a time')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--restart', '--restart', [CompletionResultType]::ParameterName, 'Begin anew rather than go on with an interrupted scan')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;inventory;import' {
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'The shard that the report is of; by default every shard of the report''s bucket')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Endpoint of an `s3://` manifest; by default that of the shard')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;inventory;help' {
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'List the shards')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Read an S3 Inventory report')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;inventory;help;scan' {
            break
        }
        'shardctl;inventory;help;import' {
            break
        }
        'shardctl;inventory;help;help' {
            break
        }
        'shardctl;logs' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('ingest', 'ingest', [CompletionResultType]::ParameterValue, 'Read access logs into the statistics')
            [CompletionResult]::new('detect', 'detect', [CompletionResultType]::ParameterValue, 'Name the format of a log and show five records')
            [CompletionResult]::new('sources', 'sources', [CompletionResultType]::ParameterValue, 'Show what was read of each source')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write what was ingested as aggregates')
            [CompletionResult]::new('sql', 'sql', [CompletionResultType]::ParameterValue, 'Print the query that makes aggregates of raw logs')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Forget old access statistics')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;logs;ingest' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Format of the files given, or a [format.NAME] of the config [default: told from each file]')
            [CompletionResult]::new('--bucket', '--bucket', [CompletionResultType]::ParameterName, 'Bucket of the requests, where the log does not say')
            [CompletionResult]::new('--region-label', '--region-label', [CompletionResultType]::ParameterName, 'Region of the site that wrote the log')
            [CompletionResult]::new('--host-pattern', '--host-pattern', [CompletionResultType]::ParameterName, 'Where the logged host names the bucket: {bucket}.s3.example.net')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Endpoint of s3:// sources')
            [CompletionResult]::new('--max-reject-ratio', '--max-reject-ratio', [CompletionResultType]::ParameterName, 'Largest share of a file''s lines that may be rejected')
            [CompletionResult]::new('--rewritten', '--rewritten', [CompletionResultType]::ParameterName, 'What to do with a file whose content is another than the one read under its name before')
            [CompletionResult]::new('--poll', '--poll', [CompletionResultType]::ParameterName, 'Time between two looks with --follow')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory that reading may take [default: `memory` of the config, 4G]')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that parse [default: one for each processor]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--again', '--again', [CompletionResultType]::ParameterName, 'Read files anew that were read before, in place of what was read of them')
            [CompletionResult]::new('--no-co-access', '--no-co-access', [CompletionResultType]::ParameterName, 'Keep no sessions and no pairs of objects used together: faster, and the planner knows less')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on: look for what is new every --poll, until a signal ends it')
            [CompletionResult]::new('--list-all', '--list-all', [CompletionResultType]::ParameterName, 'List s3:// prefixes whole')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;logs;detect' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Format of the files given, or a [format.NAME] of the config [default: told from each file]')
            [CompletionResult]::new('--bucket', '--bucket', [CompletionResultType]::ParameterName, 'Bucket of the requests, where the log does not say')
            [CompletionResult]::new('--region-label', '--region-label', [CompletionResultType]::ParameterName, 'Region of the site that wrote the log')
            [CompletionResult]::new('--host-pattern', '--host-pattern', [CompletionResultType]::ParameterName, 'Where the logged host names the bucket: {bucket}.s3.example.net')
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Endpoint of s3:// sources')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;logs;sources' {
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'CSV of shard,hour,requests, as another counter has them: shards whose logs have fewer are named')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;logs;export' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;logs;sql' {
            [CompletionResult]::new('--dialect', '--dialect', [CompletionResultType]::ParameterName, 'Whose SQL to print')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Where the raw logs are: files, or the table of lines for trino')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Where the aggregates go')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;logs;prune' {
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Time: RFC 3339, a date (UTC midnight), or milliseconds since 1970')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;logs;help' {
            [CompletionResult]::new('ingest', 'ingest', [CompletionResultType]::ParameterValue, 'Read access logs into the statistics')
            [CompletionResult]::new('detect', 'detect', [CompletionResultType]::ParameterValue, 'Name the format of a log and show five records')
            [CompletionResult]::new('sources', 'sources', [CompletionResultType]::ParameterValue, 'Show what was read of each source')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write what was ingested as aggregates')
            [CompletionResult]::new('sql', 'sql', [CompletionResultType]::ParameterValue, 'Print the query that makes aggregates of raw logs')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Forget old access statistics')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;logs;help;ingest' {
            break
        }
        'shardctl;logs;help;detect' {
            break
        }
        'shardctl;logs;help;sources' {
            break
        }
        'shardctl;logs;help;export' {
            break
        }
        'shardctl;logs;help;sql' {
            break
        }
        'shardctl;logs;help;prune' {
            break
        }
        'shardctl;logs;help;help' {
            break
        }
        'shardctl;analyze' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Rank objects by access score')
            [CompletionResult]::new('segments', 'segments', [CompletionResultType]::ParameterValue, 'Rank segments by access score')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'Show demand by requester region')
            [CompletionResult]::new('mobility', 'mobility', [CompletionResultType]::ParameterValue, 'Rank segments or tenants by how much of their demand is elsewhere')
            [CompletionResult]::new('anomalies', 'anomalies', [CompletionResultType]::ParameterValue, 'List segments whose demand left what was expected of it')
            [CompletionResult]::new('coaccess', 'coaccess', [CompletionResultType]::ParameterValue, 'Rank pairs of segments by how often sessions will go from one to the other')
            [CompletionResult]::new('tenants', 'tenants', [CompletionResultType]::ParameterValue, 'Rank tenants by access score')
            [CompletionResult]::new('shardkeys', 'shardkeys', [CompletionResultType]::ParameterValue, 'Score candidate shard keys on the logs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;analyze;keys' {
            [CompletionResult]::new('--segment', '--segment', [CompletionResultType]::ParameterName, 'Only keys of this segment: prefix:PREFIX or exact:KEY')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'What to rank by')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;segments' {
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'What to rank by')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;regions' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;mobility' {
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'What is ranked')
            [CompletionResult]::new('--measure', '--measure', [CompletionResultType]::ParameterName, 'What counts as demand')
            [CompletionResult]::new('--horizon', '--horizon', [CompletionResultType]::ParameterName, 'How far ahead [default: forecast.horizon, else 7d]')
            [CompletionResult]::new('--min-score', '--min-score', [CompletionResultType]::ParameterName, 'Show only segments with at least this score')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--shares', '--shares', [CompletionResultType]::ParameterName, 'List the share of every region in what is expected, with its interval, instead of the score')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;anomalies' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;coaccess' {
            [CompletionResult]::new('--horizon', '--horizon', [CompletionResultType]::ParameterName, 'How far ahead [default: forecast.horizon, else 7d]')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'Share of outcomes the intervals should hold, 0 to 1 [default: forecast.level, else 0.9]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--backtest', '--backtest', [CompletionResultType]::ParameterName, 'Show how the forecast did on newest days held out, beside "as in the last window"')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;tenants' {
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'What to rank by')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;shardkeys' {
            [CompletionResult]::new('--shards', '--shards', [CompletionResultType]::ParameterName, 'Number of shards to spread over [default: the shards of the config, at least 2; else 4]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;analyze;help' {
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Rank objects by access score')
            [CompletionResult]::new('segments', 'segments', [CompletionResultType]::ParameterValue, 'Rank segments by access score')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'Show demand by requester region')
            [CompletionResult]::new('mobility', 'mobility', [CompletionResultType]::ParameterValue, 'Rank segments or tenants by how much of their demand is elsewhere')
            [CompletionResult]::new('anomalies', 'anomalies', [CompletionResultType]::ParameterValue, 'List segments whose demand left what was expected of it')
            [CompletionResult]::new('coaccess', 'coaccess', [CompletionResultType]::ParameterValue, 'Rank pairs of segments by how often sessions will go from one to the other')
            [CompletionResult]::new('tenants', 'tenants', [CompletionResultType]::ParameterValue, 'Rank tenants by access score')
            [CompletionResult]::new('shardkeys', 'shardkeys', [CompletionResultType]::ParameterValue, 'Score candidate shard keys on the logs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;analyze;help;keys' {
            break
        }
        'shardctl;analyze;help;segments' {
            break
        }
        'shardctl;analyze;help;regions' {
            break
        }
        'shardctl;analyze;help;mobility' {
            break
        }
        'shardctl;analyze;help;anomalies' {
            break
        }
        'shardctl;analyze;help;coaccess' {
            break
        }
        'shardctl;analyze;help;tenants' {
            break
        }
        'shardctl;analyze;help;shardkeys' {
            break
        }
        'shardctl;analyze;help;help' {
            break
        }
        'shardctl;forecast' {
            [CompletionResult]::new('--segment', '--segment', [CompletionResultType]::ParameterName, 'Only this segment, in detail: `prefix:PREFIX`, `exact:KEY`, or the bare prefix')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Only the demand from this requester region, reads and writes apart')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Only the load of this shard: all its segments together, with the busiest hour')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Only the demand of this tenant, in detail, by segment, region and class')
            [CompletionResult]::new('--horizon', '--horizon', [CompletionResultType]::ParameterName, 'How far ahead; in whole hours, rounded up [default: forecast.horizon, else 7d]')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'Share of outcomes the intervals should hold, 0 to 1 [default: forecast.level, else 0.9]')
            [CompletionResult]::new('--series', '--series', [CompletionResultType]::ParameterName, 'Forecast the series of this CSV file instead, gzipped or not: series_id,timestamp,value; - is standard input')
            [CompletionResult]::new('--combine', '--combine', [CompletionResultType]::ParameterName, 'What several values within one hour become')
            [CompletionResult]::new('--effort', '--effort', [CompletionResultType]::ParameterName, 'How much time a series is worth')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--backtest', '--backtest', [CompletionResultType]::ParameterName, 'Show how every candidate model did in the backtest, and below what the forecast of co-access was worth')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('propose', 'propose', [CompletionResultType]::ParameterValue, 'Propose moves that earn their cost')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a plan')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the plans')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show every term of a move')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the plan file')
            [CompletionResult]::new('export-graph', 'export-graph', [CompletionResultType]::ParameterValue, 'Write the fleet''s co-access as a hypergraph')
            [CompletionResult]::new('partition', 'partition', [CompletionResultType]::ParameterValue, 'Divide a graph among shards, apart from any fleet')
            [CompletionResult]::new('backtest', 'backtest', [CompletionResultType]::ParameterValue, 'Judge the planner by logs that it has not seen')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Hold the plans kept against what came after them')
            [CompletionResult]::new('replay', 'replay', [CompletionResultType]::ParameterValue, 'Replay the logs with a plan every night')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;plan;propose' {
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'Most bytes to move, such as 500GiB')
            [CompletionResult]::new('--max-moves', '--max-moves', [CompletionResultType]::ParameterName, 'Most moves')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Most dollars that the moving may cost')
            [CompletionResult]::new('--min-confidence', '--min-confidence', [CompletionResultType]::ParameterName, 'Least confidence of a move, 0 to 1; less likely moves are left out')
            [CompletionResult]::new('--min-region-coverage', '--min-region-coverage', [CompletionResultType]::ParameterName, 'Least share of requests whose region is known, 0 to 1')
            [CompletionResult]::new('--max-log-age', '--max-log-age', [CompletionResultType]::ParameterName, 'Oldest the newest log record may be, such as 6h')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'Keep the best moves whose moving costs at most so many US dollars; implies --fit')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Also write the plan to a file')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Name to keep the plan under: letters, digits, `.`, `_` and `-`. A name means the newest plan proposed under it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--fit', '--fit', [CompletionResultType]::ParameterName, 'Keep the best moves that meet the guards instead of refusing')
            [CompletionResult]::new('--detailed-exitcode', '--detailed-exitcode', [CompletionResultType]::ParameterName, 'End with exit code 10 when moves are proposed')
            [CompletionResult]::new('--unproven', '--unproven', [CompletionResultType]::ParameterName, 'Propose also what the newest logs, held out, do not bear out')
            [CompletionResult]::new('--allow-resize', '--allow-resize', [CompletionResultType]::ParameterName, 'Say also whether a shard more would earn its keep (like which, where, from when), or one fewer; and empty those that `shard drain` has named')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;show' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show every move, however many')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;list' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;explain' {
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Number of the move; every move when left out')
            [CompletionResult]::new('--why-not', '--why-not', [CompletionResultType]::ParameterName, 'Why the plan does not move this segment or key')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;export' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;export-graph' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where to write: the names without their endings')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;partition' {
            [CompletionResult]::new('--shards', '--shards', [CompletionResultType]::ParameterName, 'How many shards')
            [CompletionResult]::new('--current', '--current', [CompletionResultType]::ParameterName, 'Where the vertices are now: a file with one part per line')
            [CompletionResult]::new('--imbalance', '--imbalance', [CompletionResultType]::ParameterName, 'Room above the mean weight, as a share of it')
            [CompletionResult]::new('--move-price', '--move-price', [CompletionResultType]::ParameterName, 'What moving a vertex costs, in net weight (times its size where the graph has sizes)')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the search')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where to write the parts instead of GRAPH.part.K')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;backtest' {
            [CompletionResult]::new('--train', '--train', [CompletionResultType]::ParameterName, 'Share of the logs that the first plan is made from')
            [CompletionResult]::new('--folds', '--folds', [CompletionResultType]::ParameterName, 'Points in time at which to plan; the rest of the logs is divided among them')
            [CompletionResult]::new('--placement', '--placement', [CompletionResultType]::ParameterName, 'A placement to judge too: an assignment file as `migrate request` takes it (repeatable)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;history' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;replay' {
            [CompletionResult]::new('--warm-up', '--warm-up', [CompletionResultType]::ParameterName, 'Logs before the first night')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Time from one plan to the next, whole hours')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--unproven', '--unproven', [CompletionResultType]::ParameterName, 'Carry out also what the newest logs of a night do not bear out')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;plan;help' {
            [CompletionResult]::new('propose', 'propose', [CompletionResultType]::ParameterValue, 'Propose moves that earn their cost')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a plan')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the plans')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show every term of a move')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the plan file')
            [CompletionResult]::new('export-graph', 'export-graph', [CompletionResultType]::ParameterValue, 'Write the fleet''s co-access as a hypergraph')
            [CompletionResult]::new('partition', 'partition', [CompletionResultType]::ParameterValue, 'Divide a graph among shards, apart from any fleet')
            [CompletionResult]::new('backtest', 'backtest', [CompletionResultType]::ParameterValue, 'Judge the planner by logs that it has not seen')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Hold the plans kept against what came after them')
            [CompletionResult]::new('replay', 'replay', [CompletionResultType]::ParameterValue, 'Replay the logs with a plan every night')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;plan;help;propose' {
            break
        }
        'shardctl;plan;help;show' {
            break
        }
        'shardctl;plan;help;list' {
            break
        }
        'shardctl;plan;help;explain' {
            break
        }
        'shardctl;plan;help;export' {
            break
        }
        'shardctl;plan;help;export-graph' {
            break
        }
        'shardctl;plan;help;partition' {
            break
        }
        'shardctl;plan;help;backtest' {
            break
        }
        'shardctl;plan;help;history' {
            break
        }
        'shardctl;plan;help;replay' {
            break
        }
        'shardctl;plan;help;help' {
            break
        }
        'shardctl;migrate' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Copy and verify, up to the switch')
            [CompletionResult]::new('request', 'request', [CompletionResultType]::ParameterValue, 'Ask for a placement that was decided elsewhere')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show a migration on one page')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the migrations, newest first, with their places in the queue')
            [CompletionResult]::new('prioritise', 'prioritise', [CompletionResultType]::ParameterValue, 'Change the place of a migration that waits for its turn')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show who did what, and when')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a migration has come so far')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Send nothing new for a migration until it is resumed')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let a paused migration go on')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare every copy with its source anew')
            [CompletionResult]::new('rehearse', 'rehearse', [CompletionResultType]::ParameterValue, 'Read from the copies what clients lately read from the source')
            [CompletionResult]::new('switch', 'switch', [CompletionResultType]::ParameterValue, 'Make the map say target')
            [CompletionResult]::new('reverse', 'reverse', [CompletionResultType]::ParameterValue, 'Make the map say source again')
            [CompletionResult]::new('readers', 'readers', [CompletionResultType]::ParameterValue, 'Show who still reads the old places of a migration')
            [CompletionResult]::new('complete', 'complete', [CompletionResultType]::ParameterValue, 'Delete the source copies, once grace is over')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Give up what was not switched')
            [CompletionResult]::new('resolve', 'resolve', [CompletionResultType]::ParameterValue, 'Decide about an object that needs a person')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;migrate;start' {
            [CompletionResult]::new('--contract', '--contract', [CompletionResultType]::ParameterName, 'What you promise about writers while data moves [default: immutable]')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'The least comparison that proves a copy [default: checksum]')
            [CompletionResult]::new('--copy', '--copy', [CompletionResultType]::ParameterName, 'Who carries the bytes: the store where it can, or always this host [default: server]')
            [CompletionResult]::new('--max-objects', '--max-objects', [CompletionResultType]::ParameterName, 'Copy at most this many objects, then end with 14; the next run goes on')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'When it should be copied, where it has to wait for its turn: RFC 3339, or a date')
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Take this fact of the buckets as it is; `doctor parity` names them')
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Work on these moves only, by their numbers')
            [CompletionResult]::new('--transfers', '--transfers', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--max-duration', '--max-duration', [CompletionResultType]::ParameterName, 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on')
            [CompletionResult]::new('--bwlimit', '--bwlimit', [CompletionResultType]::ParameterName, 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--allow-stream', '--allow-stream', [CompletionResultType]::ParameterName, 'Allow bytes between two AWS endpoints to travel through this host')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;request' {
            [CompletionResult]::new('--confidence', '--confidence', [CompletionResultType]::ParameterName, 'How sure you are that the moves are right, 0 to 1')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'File of the wanted placement; `-` reads standard input')
            [CompletionResult]::new('--contract', '--contract', [CompletionResultType]::ParameterName, 'What you promise about writers while data moves [default: immutable]')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'The least comparison that proves a copy [default: checksum]')
            [CompletionResult]::new('--copy', '--copy', [CompletionResultType]::ParameterName, 'Who carries the bytes: the store where it can, or always this host [default: server]')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'Most bytes to move, such as 500GiB')
            [CompletionResult]::new('--max-moves', '--max-moves', [CompletionResultType]::ParameterName, 'Most moves')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Most dollars that the moving may cost')
            [CompletionResult]::new('--min-confidence', '--min-confidence', [CompletionResultType]::ParameterName, 'Least confidence of a move, 0 to 1; less likely moves are left out')
            [CompletionResult]::new('--min-region-coverage', '--min-region-coverage', [CompletionResultType]::ParameterName, 'Least share of requests whose region is known, 0 to 1')
            [CompletionResult]::new('--max-log-age', '--max-log-age', [CompletionResultType]::ParameterName, 'Oldest the newest log record may be, such as 6h')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--allow-stream', '--allow-stream', [CompletionResultType]::ParameterName, 'Allow bytes between two AWS endpoints to travel through this host')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;status' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;list' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;prioritise' {
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'When it should be copied, instead of before all others: RFC 3339, or a date')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;log' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what was written since: a time, a date, or a duration before now')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--objects', '--objects', [CompletionResultType]::ParameterName, 'What became of each object, too')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;wait' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'The state to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest to wait; for ever when left out')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;pause' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;resume' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;verify' {
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Work on these moves only, by their numbers')
            [CompletionResult]::new('--transfers', '--transfers', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--max-duration', '--max-duration', [CompletionResultType]::ParameterName, 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on')
            [CompletionResult]::new('--bwlimit', '--bwlimit', [CompletionResultType]::ParameterName, 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;rehearse' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Read with this profile of the AWS config files, at both stores')
            [CompletionResult]::new('--sample', '--sample', [CompletionResultType]::ParameterName, 'Reads to replay')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out log files that end so long before the newest record ingested')
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Only these moves, by their numbers')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;switch' {
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Take this fact of the buckets as it is; `doctor parity` names them')
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Work on these moves only, by their numbers')
            [CompletionResult]::new('--transfers', '--transfers', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--max-duration', '--max-duration', [CompletionResultType]::ParameterName, 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on')
            [CompletionResult]::new('--bwlimit', '--bwlimit', [CompletionResultType]::ParameterName, 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;reverse' {
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Work on these moves only, by their numbers')
            [CompletionResult]::new('--transfers', '--transfers', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--max-duration', '--max-duration', [CompletionResultType]::ParameterName, 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on')
            [CompletionResult]::new('--bwlimit', '--bwlimit', [CompletionResultType]::ParameterName, 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;readers' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;complete' {
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'Confirm by the migration''s full id')
            [CompletionResult]::new('--max-delete', '--max-delete', [CompletionResultType]::ParameterName, 'Most source objects to delete, over `safety.max_delete`')
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Take this fact of the buckets as it is; `doctor parity` names them')
            [CompletionResult]::new('--move', '--move', [CompletionResultType]::ParameterName, 'Work on these moves only, by their numbers')
            [CompletionResult]::new('--transfers', '--transfers', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--max-duration', '--max-duration', [CompletionResultType]::ParameterName, 'Begin nothing more after so long, such as 6h, and end with 14; the next run goes on')
            [CompletionResult]::new('--bwlimit', '--bwlimit', [CompletionResultType]::ParameterName, 'Bytes a second to move, by the time of day: 10M, or "08:00,512K 19:00,10M 23:00,off"')
            [CompletionResult]::new('--max-cost', '--max-cost', [CompletionResultType]::ParameterName, 'Stop before requests and traffic of the migration, earlier runs included, cost more (14)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answers no question of this weight; known so that who gives it is told what does')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answers no question of this weight; known so that who gives it is told what does')
            [CompletionResult]::new('--accept-readers', '--accept-readers', [CompletionResultType]::ParameterName, 'Delete though the source is still read, or nobody can tell by the logs')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;cancel' {
            [CompletionResult]::new('--transfers', '--transfers', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('--ways', '--ways', [CompletionResultType]::ParameterName, 'Objects to work on at a time')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;resolve' {
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Which object is right')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;migrate;help' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Copy and verify, up to the switch')
            [CompletionResult]::new('request', 'request', [CompletionResultType]::ParameterValue, 'Ask for a placement that was decided elsewhere')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show a migration on one page')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the migrations, newest first, with their places in the queue')
            [CompletionResult]::new('prioritise', 'prioritise', [CompletionResultType]::ParameterValue, 'Change the place of a migration that waits for its turn')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show who did what, and when')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a migration has come so far')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Send nothing new for a migration until it is resumed')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let a paused migration go on')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare every copy with its source anew')
            [CompletionResult]::new('rehearse', 'rehearse', [CompletionResultType]::ParameterValue, 'Read from the copies what clients lately read from the source')
            [CompletionResult]::new('switch', 'switch', [CompletionResultType]::ParameterValue, 'Make the map say target')
            [CompletionResult]::new('reverse', 'reverse', [CompletionResultType]::ParameterValue, 'Make the map say source again')
            [CompletionResult]::new('readers', 'readers', [CompletionResultType]::ParameterValue, 'Show who still reads the old places of a migration')
            [CompletionResult]::new('complete', 'complete', [CompletionResultType]::ParameterValue, 'Delete the source copies, once grace is over')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Give up what was not switched')
            [CompletionResult]::new('resolve', 'resolve', [CompletionResultType]::ParameterValue, 'Decide about an object that needs a person')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;migrate;help;start' {
            break
        }
        'shardctl;migrate;help;request' {
            break
        }
        'shardctl;migrate;help;status' {
            break
        }
        'shardctl;migrate;help;list' {
            break
        }
        'shardctl;migrate;help;prioritise' {
            break
        }
        'shardctl;migrate;help;log' {
            break
        }
        'shardctl;migrate;help;wait' {
            break
        }
        'shardctl;migrate;help;pause' {
            break
        }
        'shardctl;migrate;help;resume' {
            break
        }
        'shardctl;migrate;help;verify' {
            break
        }
        'shardctl;migrate;help;rehearse' {
            break
        }
        'shardctl;migrate;help;switch' {
            break
        }
        'shardctl;migrate;help;reverse' {
            break
        }
        'shardctl;migrate;help;readers' {
            break
        }
        'shardctl;migrate;help;complete' {
            break
        }
        'shardctl;migrate;help;cancel' {
            break
        }
        'shardctl;migrate;help;resolve' {
            break
        }
        'shardctl;migrate;help;help' {
            break
        }
        'shardctl;recover' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Tell what is in flight and what would be done about it')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Bring everything in flight to rest')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Make map.db anew from the control location, and take over')
            [CompletionResult]::new('in-flight', 'in-flight', [CompletionResultType]::ParameterValue, 'List what is in flight, as it was published')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check all that recovery would rely on')
            [CompletionResult]::new('object', 'object', [CompletionResultType]::ParameterValue, 'Read an object, or a directory of objects, back together')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;recover;inspect' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;recover;run' {
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'What becomes of migrations under way after that; left out, they stay as they are')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;recover;map' {
            [CompletionResult]::new('--control', '--control', [CompletionResultType]::ParameterName, 'Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config''s')
            [CompletionResult]::new('--from-scan', '--from-scan', [CompletionResultType]::ParameterName, 'The last resort, where nothing that was published is left: write what the listings of the shards say of the map to FILE, as a proposal to review; no map is made and nothing is taken over')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Put a map.db of another fleet aside, too')
            [CompletionResult]::new('--from-replica', '--from-replica', [CompletionResultType]::ParameterName, 'Work from the copy of the control location that has come furthest, while the location does not answer')
            [CompletionResult]::new('--primary-lost', '--primary-lost', [CompletionResultType]::ParameterName, 'The control location is lost for good: its copy decides in its stead')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;recover;in-flight' {
            [CompletionResult]::new('--control', '--control', [CompletionResultType]::ParameterName, 'Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config''s')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;recover;verify' {
            [CompletionResult]::new('--control', '--control', [CompletionResultType]::ParameterName, 'Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config''s')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--deep', '--deep', [CompletionResultType]::ParameterName, 'Hash the map at every version: for a large map some seconds for each')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;recover;object' {
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'The directory to write to: new or empty')
            [CompletionResult]::new('--into', '--into', [CompletionResultType]::ParameterName, 'The directory to write to: new or empty')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;recover;help' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Tell what is in flight and what would be done about it')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Bring everything in flight to rest')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Make map.db anew from the control location, and take over')
            [CompletionResult]::new('in-flight', 'in-flight', [CompletionResultType]::ParameterValue, 'List what is in flight, as it was published')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check all that recovery would rely on')
            [CompletionResult]::new('object', 'object', [CompletionResultType]::ParameterValue, 'Read an object, or a directory of objects, back together')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;recover;help;inspect' {
            break
        }
        'shardctl;recover;help;run' {
            break
        }
        'shardctl;recover;help;map' {
            break
        }
        'shardctl;recover;help;in-flight' {
            break
        }
        'shardctl;recover;help;verify' {
            break
        }
        'shardctl;recover;help;object' {
            break
        }
        'shardctl;recover;help;help' {
            break
        }
        'shardctl;drill' {
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region that is away; else the one with the most moves under way, then with the most shards')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;audit' {
            [CompletionResult]::new('--read-data-subset', '--read-data-subset', [CompletionResultType]::ParameterName, 'Read the objects of part N of T, too: each key falls into the same part every time')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;lock' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show who holds the lease of the fleet')
            [CompletionResult]::new('break', 'break', [CompletionResultType]::ParameterValue, 'End the lease of a holder that is dead, before its time')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;lock;show' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;lock;break' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;lock;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show who holds the lease of the fleet')
            [CompletionResult]::new('break', 'break', [CompletionResultType]::ParameterValue, 'End the lease of a holder that is dead, before its time')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;lock;help;show' {
            break
        }
        'shardctl;lock;help;break' {
            break
        }
        'shardctl;lock;help;help' {
            break
        }
        'shardctl;locate' {
            [CompletionResult]::new('--keys-from', '--keys-from', [CompletionResultType]::ParameterName, 'Read keys from FILE, one a line; `-` is standard input')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Also show the round-trip time from this region')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--stream', '--stream', [CompletionResultType]::ParameterName, 'Answer each key of the file as it is read, in one line: KEY, SHARD, OBJECT, FALLBACK OBJECT')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'Keys in the file end with a NUL byte instead of a newline')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'Keys in the file end with a NUL byte instead of a newline')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the shard map')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the versions of the map, newest first')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two versions of the map')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the map as a file for others')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Make a map that was exported, and perhaps edited, the newest version')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check the map that this host answers from')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a segment, so that no plan moves it')
            [CompletionResult]::new('unpin', 'unpin', [CompletionResultType]::ParameterValue, 'Remove the pin of a segment')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a version of the map is published')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;map;show' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--shards', '--shards', [CompletionResultType]::ParameterName, 'Show the shards instead of the rules')
            [CompletionResult]::new('--pins', '--pins', [CompletionResultType]::ParameterName, 'Show the pins instead of the rules')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;history' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;diff' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;export' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Form of the file')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;import' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;verify' {
            [CompletionResult]::new('--sample', '--sample', [CompletionResultType]::ParameterName, 'How many of them')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--deep', '--deep', [CompletionResultType]::ParameterName, 'Ask the shards for a sample of the inventoried objects, too')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;pin' {
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why it must stay, for whoever meets the pin')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;unpin' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;wait' {
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'The version to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest to wait; for ever when left out')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;map;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the shard map')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the versions of the map, newest first')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two versions of the map')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the map as a file for others')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Make a map that was exported, and perhaps edited, the newest version')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check the map that this host answers from')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a segment, so that no plan moves it')
            [CompletionResult]::new('unpin', 'unpin', [CompletionResultType]::ParameterValue, 'Remove the pin of a segment')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a version of the map is published')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;map;help;show' {
            break
        }
        'shardctl;map;help;history' {
            break
        }
        'shardctl;map;help;diff' {
            break
        }
        'shardctl;map;help;export' {
            break
        }
        'shardctl;map;help;import' {
            break
        }
        'shardctl;map;help;verify' {
            break
        }
        'shardctl;map;help;pin' {
            break
        }
        'shardctl;map;help;unpin' {
            break
        }
        'shardctl;map;help;wait' {
            break
        }
        'shardctl;map;help;help' {
            break
        }
        'shardctl;snapshot' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Take a snapshot of the newest map now')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the snapshots')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one snapshot')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare a snapshot with another, or with the newest published map')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check snapshots against the map log')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Make the map say again what a snapshot says')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove old snapshots')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;snapshot;create' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;list' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;show' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'Write the map in it, as `map export` does')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;diff' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;verify' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;restore' {
            [CompletionResult]::new('--contract', '--contract', [CompletionResultType]::ParameterName, 'What you promise about writers while data moves [default: immutable]')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'The least comparison that proves a copy [default: checksum]')
            [CompletionResult]::new('--copy', '--copy', [CompletionResultType]::ParameterName, 'Who carries the bytes: the store where it can, or always this host [default: server]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--allow-stream', '--allow-stream', [CompletionResultType]::ParameterName, 'Allow bytes between two AWS endpoints to travel through this host')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;prune' {
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'How many of the newest to keep')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;snapshot;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Take a snapshot of the newest map now')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the snapshots')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one snapshot')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare a snapshot with another, or with the newest published map')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check snapshots against the map log')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Make the map say again what a snapshot says')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove old snapshots')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;snapshot;help;create' {
            break
        }
        'shardctl;snapshot;help;list' {
            break
        }
        'shardctl;snapshot;help;show' {
            break
        }
        'shardctl;snapshot;help;diff' {
            break
        }
        'shardctl;snapshot;help;verify' {
            break
        }
        'shardctl;snapshot;help;restore' {
            break
        }
        'shardctl;snapshot;help;prune' {
            break
        }
        'shardctl;snapshot;help;help' {
            break
        }
        'shardctl;rollback' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The version whose placement is wanted')
            [CompletionResult]::new('--contract', '--contract', [CompletionResultType]::ParameterName, 'What you promise about writers while data moves [default: immutable]')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'The least comparison that proves a copy [default: checksum]')
            [CompletionResult]::new('--copy', '--copy', [CompletionResultType]::ParameterName, 'Who carries the bytes: the store where it can, or always this host [default: server]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--allow-stream', '--allow-stream', [CompletionResultType]::ParameterName, 'Allow bytes between two AWS endpoints to travel through this host')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;reconcile' {
            [CompletionResult]::new('--action', '--action', [CompletionResultType]::ParameterName, 'Only this action; the first characters of its id will do')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only look')
            [CompletionResult]::new('--drop', '--drop', [CompletionResultType]::ParameterName, 'Give the action up: nothing is sent')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;object' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Write an object only if what is there is what you think')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;object;put' {
            [CompletionResult]::new('--if-match', '--if-match', [CompletionResultType]::ParameterName, 'Only when the object has this ETag, as a listing or HEAD shows it')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--if-none-match', '--if-none-match', [CompletionResultType]::ParameterName, 'Only when there is no object of that key')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;object;help' {
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Write an object only if what is there is what you think')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;object;help;put' {
            break
        }
        'shardctl;object;help;help' {
            break
        }
        'shardctl;shard' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Make a shard of the config part of the fleet')
            [CompletionResult]::new('reweight', 'reweight', [CompletionResultType]::ParameterValue, 'Give a shard another share of the keys to come')
            [CompletionResult]::new('drain', 'drain', [CompletionResultType]::ParameterValue, 'Send no more keys to a shard, and tell what lies there')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take an empty shard out of the fleet')
            [CompletionResult]::new('settle', 'settle', [CompletionResultType]::ParameterValue, 'Find keys that lie elsewhere than the map says, and let the map say so')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;shard;add' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--no-scan', '--no-scan', [CompletionResultType]::ParameterName, 'Rely on the newest inventories instead of listing all shards first')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;shard;reweight' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--no-scan', '--no-scan', [CompletionResultType]::ParameterName, 'Rely on the newest inventories instead of listing all shards first')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;shard;drain' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--no-scan', '--no-scan', [CompletionResultType]::ParameterName, 'Rely on the newest inventories instead of listing all shards first')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;shard;remove' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--no-scan', '--no-scan', [CompletionResultType]::ParameterName, 'Rely on the newest inventories instead of listing all shards first')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;shard;settle' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--no-scan', '--no-scan', [CompletionResultType]::ParameterName, 'Rely on the newest inventories instead of listing all shards first')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Go the same way, but send nothing that writes and record nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;shard;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Make a shard of the config part of the fleet')
            [CompletionResult]::new('reweight', 'reweight', [CompletionResultType]::ParameterValue, 'Give a shard another share of the keys to come')
            [CompletionResult]::new('drain', 'drain', [CompletionResultType]::ParameterValue, 'Send no more keys to a shard, and tell what lies there')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take an empty shard out of the fleet')
            [CompletionResult]::new('settle', 'settle', [CompletionResultType]::ParameterValue, 'Find keys that lie elsewhere than the map says, and let the map say so')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;shard;help;add' {
            break
        }
        'shardctl;shard;help;reweight' {
            break
        }
        'shardctl;shard;help;drain' {
            break
        }
        'shardctl;shard;help;remove' {
            break
        }
        'shardctl;shard;help;settle' {
            break
        }
        'shardctl;shard;help;help' {
            break
        }
        'shardctl;shardkey' {
            [CompletionResult]::new('--client', '--client', [CompletionResultType]::ParameterName, 'Client, tenant or user, as the application names it')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Data type, such as a file extension')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'Time: RFC 3339, a date (UTC midnight), or milliseconds since 1970')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Length of the time window')
            [CompletionResult]::new('--client-weight', '--client-weight', [CompletionResultType]::ParameterName, 'Weight of the client')
            [CompletionResult]::new('--type-weight', '--type-weight', [CompletionResultType]::ParameterName, 'Weight of the data type')
            [CompletionResult]::new('--time-weight', '--time-weight', [CompletionResultType]::ParameterName, 'Weight of the time window')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Show which bits come from what')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;demo' {
            [CompletionResult]::new('--serve', '--serve', [CompletionResultType]::ParameterName, 'Keep the simulator running and write a config into DIR, to try every command by hand')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of everything that is drawn')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;completion' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;generate' {
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'Directory that holds completions/ and man/')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Config file [env: SHARDCTL_CONFIG]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory of map.db and stats.db [env: SHARDCTL_STATE_DIR]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer [env: SHARDCTL_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Columns of lists, in this order')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Column that orders a list; `-COLUMN` puts the largest first')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this many rows')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Form of the log [env: SHARDCTL_LOG_FORMAT] [default: text]')
            [CompletionResult]::new('--log-file', '--log-file', [CompletionResultType]::ParameterName, 'Append the log to a file, not to stderr [env: SHARDCTL_LOG_FILE]')
            [CompletionResult]::new('--progress', '--progress', [CompletionResultType]::ParameterName, 'How progress is told; SIGUSR1 asks for a line at once [env: SHARDCTL_PROGRESS] [default: auto]')
            [CompletionResult]::new('--progress-interval', '--progress-interval', [CompletionResultType]::ParameterName, 'Time between two lines of progress off a terminal, 1s at least [env: SHARDCTL_PROGRESS_INTERVAL] [default: 60s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour [env: NO_COLOR, CLICOLOR_FORCE] [default: auto]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for one S3 request [env: SHARDCTL_TIMEOUT] [default: 60s]')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first at an S3 request [env: SHARDCTL_RETRIES] [default: 5]')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why something is changed, for `migrate log` [env: SHARDCTL_REASON]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as `--output json`')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Leave out the heads of tables and CSV')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer; one line when something is wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr: -v info, -vv debug, -vvv trace [env: SHARDCTL_LOG=info,aws_sdk_s3=warn]')
            [CompletionResult]::new('--utc', '--utc', [CompletionResultType]::ParameterName, 'Show times in UTC')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: end with 16 where a confirmation is missing [env: SHARDCTL_NO_INPUT]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'shardctl;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a config to start from, or adopt what the buckets hold as the first map')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check credentials, reachability, clock skew and permissions')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the state of the fleet on one page')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show and check the settings')
            [CompletionResult]::new('inventory', 'inventory', [CompletionResultType]::ParameterValue, 'Learn what the shards hold')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Read access logs')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Ask the statistics')
            [CompletionResult]::new('forecast', 'forecast', [CompletionResultType]::ParameterValue, 'Forecast demand, with intervals and the error of a backtest')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Propose, show and explain plans')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move data: copy, verify, switch, and complete or reverse')
            [CompletionResult]::new('recover', 'recover', [CompletionResultType]::ParameterValue, 'Settle what an interrupted run left in flight, here or on another host')
            [CompletionResult]::new('drill', 'drill', [CompletionResultType]::ParameterValue, 'Rehearse a disaster, and measure how long recovery takes')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Compare the map with what the buckets hold')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Show who works on the fleet, and take over from who no longer does')
            [CompletionResult]::new('locate', 'locate', [CompletionResultType]::ParameterValue, 'Show which shard holds a key')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Show the shard map, and pin what must stay')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'Look at, take and go back to snapshots of the map')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Make the map say again what an earlier version said')
            [CompletionResult]::new('reconcile', 'reconcile', [CompletionResultType]::ParameterValue, 'Work off changes of the map that were left half done')
            [CompletionResult]::new('object', 'object', [CompletionResultType]::ParameterValue, 'Write single objects where the map says')
            [CompletionResult]::new('shard', 'shard', [CompletionResultType]::ParameterValue, 'Change the shard set')
            [CompletionResult]::new('shardkey', 'shardkey', [CompletionResultType]::ParameterValue, 'Compute the shard key of client, data type and time')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Play the whole story on a simulated fleet')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write completions/ and man/ from the commands'' own words')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'shardctl;help;init' {
            break
        }
        'shardctl;help;doctor' {
            [CompletionResult]::new('iam', 'iam', [CompletionResultType]::ParameterValue, 'Print the least policy that this config needs')
            [CompletionResult]::new('parity', 'parity', [CompletionResultType]::ParameterValue, 'Compare what else is true of two shards'' buckets')
            break
        }
        'shardctl;help;doctor;iam' {
            break
        }
        'shardctl;help;doctor;parity' {
            break
        }
        'shardctl;help;status' {
            break
        }
        'shardctl;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the effective settings')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check the config file')
            break
        }
        'shardctl;help;config;show' {
            break
        }
        'shardctl;help;config;check' {
            break
        }
        'shardctl;help;inventory' {
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'List the shards')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Read an S3 Inventory report')
            break
        }
        'shardctl;help;inventory;scan' {
            break
        }
        'shardctl;help;inventory;import' {
            break
        }
        'shardctl;help;logs' {
            [CompletionResult]::new('ingest', 'ingest', [CompletionResultType]::ParameterValue, 'Read access logs into the statistics')
            [CompletionResult]::new('detect', 'detect', [CompletionResultType]::ParameterValue, 'Name the format of a log and show five records')
            [CompletionResult]::new('sources', 'sources', [CompletionResultType]::ParameterValue, 'Show what was read of each source')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write what was ingested as aggregates')
            [CompletionResult]::new('sql', 'sql', [CompletionResultType]::ParameterValue, 'Print the query that makes aggregates of raw logs')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Forget old access statistics')
            break
        }
        'shardctl;help;logs;ingest' {
            break
        }
        'shardctl;help;logs;detect' {
            break
        }
        'shardctl;help;logs;sources' {
            break
        }
        'shardctl;help;logs;export' {
            break
        }
        'shardctl;help;logs;sql' {
            break
        }
        'shardctl;help;logs;prune' {
            break
        }
        'shardctl;help;analyze' {
            [CompletionResult]::new('keys', 'keys', [CompletionResultType]::ParameterValue, 'Rank objects by access score')
            [CompletionResult]::new('segments', 'segments', [CompletionResultType]::ParameterValue, 'Rank segments by access score')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'Show demand by requester region')
            [CompletionResult]::new('mobility', 'mobility', [CompletionResultType]::ParameterValue, 'Rank segments or tenants by how much of their demand is elsewhere')
            [CompletionResult]::new('anomalies', 'anomalies', [CompletionResultType]::ParameterValue, 'List segments whose demand left what was expected of it')
            [CompletionResult]::new('coaccess', 'coaccess', [CompletionResultType]::ParameterValue, 'Rank pairs of segments by how often sessions will go from one to the other')
            [CompletionResult]::new('tenants', 'tenants', [CompletionResultType]::ParameterValue, 'Rank tenants by access score')
            [CompletionResult]::new('shardkeys', 'shardkeys', [CompletionResultType]::ParameterValue, 'Score candidate shard keys on the logs')
            break
        }
        'shardctl;help;analyze;keys' {
            break
        }
        'shardctl;help;analyze;segments' {
            break
        }
        'shardctl;help;analyze;regions' {
            break
        }
        'shardctl;help;analyze;mobility' {
            break
        }
        'shardctl;help;analyze;anomalies' {
            break
        }
        'shardctl;help;analyze;coaccess' {
            break
        }
        'shardctl;help;analyze;tenants' {
            break
        }
        'shardctl;help;analyze;shardkeys' {
            break
        }
        'shardctl;help;forecast' {
            break
        }
        'shardctl;help;plan' {
            [CompletionResult]::new('propose', 'propose', [CompletionResultType]::ParameterValue, 'Propose moves that earn their cost')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a plan')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the plans')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Show every term of a move')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the plan file')
            [CompletionResult]::new('export-graph', 'export-graph', [CompletionResultType]::ParameterValue, 'Write the fleet''s co-access as a hypergraph')
            [CompletionResult]::new('partition', 'partition', [CompletionResultType]::ParameterValue, 'Divide a graph among shards, apart from any fleet')
            [CompletionResult]::new('backtest', 'backtest', [CompletionResultType]::ParameterValue, 'Judge the planner by logs that it has not seen')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Hold the plans kept against what came after them')
            [CompletionResult]::new('replay', 'replay', [CompletionResultType]::ParameterValue, 'Replay the logs with a plan every night')
            break
        }
        'shardctl;help;plan;propose' {
            break
        }
        'shardctl;help;plan;show' {
            break
        }
        'shardctl;help;plan;list' {
            break
        }
        'shardctl;help;plan;explain' {
            break
        }
        'shardctl;help;plan;export' {
            break
        }
        'shardctl;help;plan;export-graph' {
            break
        }
        'shardctl;help;plan;partition' {
            break
        }
        'shardctl;help;plan;backtest' {
            break
        }
        'shardctl;help;plan;history' {
            break
        }
        'shardctl;help;plan;replay' {
            break
        }
        'shardctl;help;migrate' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Copy and verify, up to the switch')
            [CompletionResult]::new('request', 'request', [CompletionResultType]::ParameterValue, 'Ask for a placement that was decided elsewhere')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show a migration on one page')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the migrations, newest first, with their places in the queue')
            [CompletionResult]::new('prioritise', 'prioritise', [CompletionResultType]::ParameterValue, 'Change the place of a migration that waits for its turn')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show who did what, and when')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a migration has come so far')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Send nothing new for a migration until it is resumed')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let a paused migration go on')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare every copy with its source anew')
            [CompletionResult]::new('rehearse', 'rehearse', [CompletionResultType]::ParameterValue, 'Read from the copies what clients lately read from the source')
            [CompletionResult]::new('switch', 'switch', [CompletionResultType]::ParameterValue, 'Make the map say target')
            [CompletionResult]::new('reverse', 'reverse', [CompletionResultType]::ParameterValue, 'Make the map say source again')
            [CompletionResult]::new('readers', 'readers', [CompletionResultType]::ParameterValue, 'Show who still reads the old places of a migration')
            [CompletionResult]::new('complete', 'complete', [CompletionResultType]::ParameterValue, 'Delete the source copies, once grace is over')
            [CompletionResult]::new('cancel', 'cancel', [CompletionResultType]::ParameterValue, 'Give up what was not switched')
            [CompletionResult]::new('resolve', 'resolve', [CompletionResultType]::ParameterValue, 'Decide about an object that needs a person')
            break
        }
        'shardctl;help;migrate;start' {
            break
        }
        'shardctl;help;migrate;request' {
            break
        }
        'shardctl;help;migrate;status' {
            break
        }
        'shardctl;help;migrate;list' {
            break
        }
        'shardctl;help;migrate;prioritise' {
            break
        }
        'shardctl;help;migrate;log' {
            break
        }
        'shardctl;help;migrate;wait' {
            break
        }
        'shardctl;help;migrate;pause' {
            break
        }
        'shardctl;help;migrate;resume' {
            break
        }
        'shardctl;help;migrate;verify' {
            break
        }
        'shardctl;help;migrate;rehearse' {
            break
        }
        'shardctl;help;migrate;switch' {
            break
        }
        'shardctl;help;migrate;reverse' {
            break
        }
        'shardctl;help;migrate;readers' {
            break
        }
        'shardctl;help;migrate;complete' {
            break
        }
        'shardctl;help;migrate;cancel' {
            break
        }
        'shardctl;help;migrate;resolve' {
            break
        }
        'shardctl;help;recover' {
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Tell what is in flight and what would be done about it')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Bring everything in flight to rest')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Make map.db anew from the control location, and take over')
            [CompletionResult]::new('in-flight', 'in-flight', [CompletionResultType]::ParameterValue, 'List what is in flight, as it was published')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check all that recovery would rely on')
            [CompletionResult]::new('object', 'object', [CompletionResultType]::ParameterValue, 'Read an object, or a directory of objects, back together')
            break
        }
        'shardctl;help;recover;inspect' {
            break
        }
        'shardctl;help;recover;run' {
            break
        }
        'shardctl;help;recover;map' {
            break
        }
        'shardctl;help;recover;in-flight' {
            break
        }
        'shardctl;help;recover;verify' {
            break
        }
        'shardctl;help;recover;object' {
            break
        }
        'shardctl;help;drill' {
            break
        }
        'shardctl;help;audit' {
            break
        }
        'shardctl;help;lock' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show who holds the lease of the fleet')
            [CompletionResult]::new('break', 'break', [CompletionResultType]::ParameterValue, 'End the lease of a holder that is dead, before its time')
            break
        }
        'shardctl;help;lock;show' {
            break
        }
        'shardctl;help;lock;break' {
            break
        }
        'shardctl;help;locate' {
            break
        }
        'shardctl;help;map' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show the shard map')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the versions of the map, newest first')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two versions of the map')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write the map as a file for others')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Make a map that was exported, and perhaps edited, the newest version')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check the map that this host answers from')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Pin a segment, so that no plan moves it')
            [CompletionResult]::new('unpin', 'unpin', [CompletionResultType]::ParameterValue, 'Remove the pin of a segment')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until a version of the map is published')
            break
        }
        'shardctl;help;map;show' {
            break
        }
        'shardctl;help;map;history' {
            break
        }
        'shardctl;help;map;diff' {
            break
        }
        'shardctl;help;map;export' {
            break
        }
        'shardctl;help;map;import' {
            break
        }
        'shardctl;help;map;verify' {
            break
        }
        'shardctl;help;map;pin' {
            break
        }
        'shardctl;help;map;unpin' {
            break
        }
        'shardctl;help;map;wait' {
            break
        }
        'shardctl;help;snapshot' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Take a snapshot of the newest map now')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the snapshots')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one snapshot')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare a snapshot with another, or with the newest published map')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check snapshots against the map log')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Make the map say again what a snapshot says')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove old snapshots')
            break
        }
        'shardctl;help;snapshot;create' {
            break
        }
        'shardctl;help;snapshot;list' {
            break
        }
        'shardctl;help;snapshot;show' {
            break
        }
        'shardctl;help;snapshot;diff' {
            break
        }
        'shardctl;help;snapshot;verify' {
            break
        }
        'shardctl;help;snapshot;restore' {
            break
        }
        'shardctl;help;snapshot;prune' {
            break
        }
        'shardctl;help;rollback' {
            break
        }
        'shardctl;help;reconcile' {
            break
        }
        'shardctl;help;object' {
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Write an object only if what is there is what you think')
            break
        }
        'shardctl;help;object;put' {
            break
        }
        'shardctl;help;shard' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Make a shard of the config part of the fleet')
            [CompletionResult]::new('reweight', 'reweight', [CompletionResultType]::ParameterValue, 'Give a shard another share of the keys to come')
            [CompletionResult]::new('drain', 'drain', [CompletionResultType]::ParameterValue, 'Send no more keys to a shard, and tell what lies there')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take an empty shard out of the fleet')
            [CompletionResult]::new('settle', 'settle', [CompletionResultType]::ParameterValue, 'Find keys that lie elsewhere than the map says, and let the map say so')
            break
        }
        'shardctl;help;shard;add' {
            break
        }
        'shardctl;help;shard;reweight' {
            break
        }
        'shardctl;help;shard;drain' {
            break
        }
        'shardctl;help;shard;remove' {
            break
        }
        'shardctl;help;shard;settle' {
            break
        }
        'shardctl;help;shardkey' {
            break
        }
        'shardctl;help;demo' {
            break
        }
        'shardctl;help;completion' {
            break
        }
        'shardctl;help;generate' {
            break
        }
        'shardctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
