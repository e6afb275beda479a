#!/usr/bin/env bash
# Runs the conformance suite and the doctor's probe against real S3 servers on loopback: Ceph
# radosgw, then moto.
#
#   tests/live/run.sh                   both servers, one after the other
#   tests/live/run.sh radosgw           one of them
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
suite=(cargo test --offline --test it -- --nocapture conformance::live doctor::live)
servers=()
while (($#)); do
    case $1 in
        radosgw | moto) servers+=("$1") ;;
        --) shift; suite=("$@"); break ;;
        *) echo "run.sh: unknown server \`$1\`: radosgw or moto" >&2; exit 2 ;;
    esac
    shift
done
((${#servers[@]})) || servers=(radosgw moto)

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

if ((${#failed[@]})); then
    say "failed on: ${failed[*]}"
    exit 1
fi
say "passed on: ${servers[*]}"
