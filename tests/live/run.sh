#!/usr/bin/env bash
# Runs against real S3 servers on loopback, Ceph radosgw and moto: the conformance suite and the
# doctor's probe on each, on radosgw two hosts that race for one fleet, then whole migrations with
# kill -9, within radosgw and from there to moto.
#
#   tests/live/run.sh                   everything
#   tests/live/run.sh radosgw           the suite on one of them
#   SHARDCTL_SWEEP=1 tests/live/run.sh radosgw -- cargo test --test it -- --nocapture race_live
#                                       the race, 1,000 rounds of it
#   tests/live/run.sh moto -- COMMAND   another command in place of the suite, such as `sleep 3600`
#
# Installs what is missing (Debian packages as root or through sudo, moto into target/live/venv).
# A server that cannot be had is a failure, never a skipped test. Everything started here is
# stopped on exit, also after Ctrl-C.
set -euo pipefail
live=$(cd "$(dirname "$0")" && pwd)
cd "$live/../.."
work=${CARGO_TARGET_DIR:-$PWD/target}/live
mkdir -p "$work"
work=$(cd "$work" && pwd)

# shellcheck source=tests/live/server.sh
source "$live/server.sh"
# shellcheck source=tests/live/radosgw.sh
source "$live/radosgw.sh"
# shellcheck source=tests/live/moto.sh
source "$live/moto.sh"

# What runs against each server; the variables tell it which one.
suite=(cargo test --offline --test it -- --nocapture conformance::live doctor::live race_live)
servers=()
while (($#)); do
    case $1 in
        radosgw | moto) servers+=("$1") ;;
        --) shift; suite=("$@"); break ;;
        *) echo "run.sh: unknown server \`$1\`: radosgw or moto" >&2; exit 2 ;;
    esac
    shift
done
((${#servers[@]})) && pair=() || { servers=(radosgw moto); pair=(radosgw moto); }
migrations=(cargo test --offline --test it -- --nocapture migrate_live)

trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

failed=()
for server in "${servers[@]}"; do
    began=$SECONDS
    say "$server: install"
    "${server}_install"
    say "$server: start"
    "${server}_start" "$work/$server"
    say "$server: answers on $SHARDCTL_LIVE_ENDPOINT after $((SECONDS - began)) s; running: ${suite[*]}"
    SHARDCTL_LIVE_KIND=$server "${suite[@]}" || failed+=("$server")
    stop_all
done

if ((${#pair[@]})); then
    say "migrations: start both"
    for server in "${pair[@]}"; do
        "${server}_start" "$work/$server"
        # The first is the one that data moves from.
        if [[ $server == "${pair[0]}" ]]; then
            first=("$SHARDCTL_LIVE_ENDPOINT" "$SHARDCTL_LIVE_ACCESS_KEY" "$SHARDCTL_LIVE_SECRET_KEY")
        fi
    done
    SHARDCTL_LIVE_SECOND_KIND=${pair[1]} \
        SHARDCTL_LIVE_SECOND_ENDPOINT=$SHARDCTL_LIVE_ENDPOINT \
        SHARDCTL_LIVE_SECOND_ACCESS_KEY=$SHARDCTL_LIVE_ACCESS_KEY \
        SHARDCTL_LIVE_SECOND_SECRET_KEY=$SHARDCTL_LIVE_SECRET_KEY \
        SHARDCTL_LIVE_KIND=${pair[0]} \
        SHARDCTL_LIVE_ENDPOINT=${first[0]} \
        SHARDCTL_LIVE_ACCESS_KEY=${first[1]} \
        SHARDCTL_LIVE_SECRET_KEY=${first[2]} \
        "${migrations[@]}" || failed+=("migrations")
    stop_all
fi

if ((${#failed[@]})); then
    say "failed on: ${failed[*]}"
    exit 1
fi
say "passed on: ${servers[*]}"
