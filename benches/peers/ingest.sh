#!/usr/bin/env bash
# Ingestion side by side with its peers, in one run on one input: `wc -l`, GoAccess and DuckDB.
#
#   benches/peers/ingest.sh DIR                  5 million lines, 3.5 GB; needs 5 GB in DIR
#   benches/peers/ingest.sh DIR 500000 100000    fewer lines and keys
#   ROUNDS=2 benches/peers/ingest.sh DIR         two rounds in place of five
#   MANY_KEYS=100000000 benches/peers/ingest.sh DIR
#                                                in addition, a log of so many keys, made while it is
#                                                read, within --memory 4G: takes an hour and 15 GB; with
#                                                ROUNDS=0 that alone
#
# Installs GoAccess (Debian package, as root or through sudo) and DuckDB (PyPI, in a venv in DIR),
# generates the input there, and prints CPU time (user and system), ratios of medians, and which bars are met.
# The input stays in DIR for the next run.
set -euo pipefail
dir=$(mkdir -p "${1:?a directory for the input}" && cd "$1" && pwd)
lines=${2:-5000000}
keys=${3:-1000000}
cd "$(dirname "$0")/../.."

if ! command -v goaccess > /dev/null; then
    sudo=$([[ $(id -u) == 0 ]] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -qq -y goaccess > /dev/null
fi
[[ -x $dir/venv/bin/python ]] || python3 -m venv "$dir/venv"
"$dir/venv/bin/python" -c 'import duckdb' 2> /dev/null || "$dir/venv/bin/pip" install --quiet duckdb

cargo build --release --quiet --bin shardctl
bench=$(cargo build --release --quiet --bench ingest --message-format json |
    sed -n 's/.*"name":"ingest".*"executable":"\([^"]*\)".*/\1/p')

log=$dir/access-$lines-$keys.log
if [[ ! -s $log.truth.json ]]; then
    "$bench" generate --lines "$lines" --keys "$keys" --seed 1 "$log"
fi
part=$((lines < 200000 ? lines : 200000))
[[ -s $log.part ]] || head -n "$part" "$log" > "$log.part"
[[ -s $log.part.gz ]] || gzip -6 --keep --stdout "$log.part" > "$log.part.gz"
if [[ ! -d $log.files ]]; then
    mkdir "$log.files.new"
    split --lines 100 --suffix-length 6 "$log.part" "$log.files.new/"
    mv "$log.files.new" "$log.files"
fi

exec "$dir/venv/bin/python" benches/peers/ingest.py "$log" \
    "${CARGO_TARGET_DIR:-target}/release/shardctl" "$bench" "${ROUNDS:-5}"
