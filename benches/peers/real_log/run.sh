#!/usr/bin/env bash
# Judges the planner on the real web log: `plan backtest` and `plan replay` on a fleet of 8 shards, offline.
#
#     benches/peers/real_log/run.sh
#
# An access that leaves its session's shard costs 0.0002 USD, moving an object 0.0006 USD (a write and a delete);
# SHARDCTL names another binary than that of the release profile.
set -euo pipefail
cd "$(dirname "$0")/../../.."
out=target/peers/real_log
rm -rf "$out"
python3 benches/peers/real_log/fleet.py "$out" "${CROSSING:-0.0002}" "${WRITES:-0.3}"
if [ -z "${SHARDCTL:-}" ]; then
    cargo build --release --quiet
    SHARDCTL=target/release/shardctl
fi
run() { "$SHARDCTL" -c "$out/config.toml" "$@"; }
for shard in 0 1 2 3 4 5 6 7; do
    run inventory import "$out/w$shard/manifest.json" --shard "w$shard" > "$out/import.txt"
done
run init --adopt > "$out/adopt.txt"
run logs ingest > "$out/ingest.txt"
run plan backtest
# The log is four days long: nights of six hours.
run plan replay --warm-up 1d --every 6h
