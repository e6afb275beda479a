#!/usr/bin/env bash
# Forecasts the fixtures' series, and any SERIES.csv named, with shardctl and with statsforecast, and prints the
# table that sets them side by side. Peers run once; delete target/peers/forecast to run them again.
#
#     benches/peers/forecast/run.sh [SERIES.csv...]
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=benches/peers/forecast
out=target/peers/forecast
mkdir -p "$out"
python=$out/venv/bin/python
[ -x "$python" ] || {
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet -r "$here/requirements.txt"
}
sources="fixtures/series/nab-hourly.csv.gz fixtures/series/bike-hourly.csv.gz"
# The same series again must not make the peers run again.
# shellcheck disable=SC2086
echo $sources "$@" > "$out/wanted"
cmp -s "$out/wanted" "$out/sources" || {
    # shellcheck disable=SC2086
    "$python" "$here/windows.py" "$out" $sources "$@"
    mv "$out/wanted" "$out/sources"
}
OMP_NUM_THREADS=1 nice -n 10 "$python" "$here/peers.py" "$out" "$out/peers"
cargo build --release --quiet
# 3: some series have no forecast; these count as failures.
{ time -p target/release/shardctl forecast --series "$out/history.csv" --horizon 7d -o csv > "$out/ours.csv" || [ $? = 3 ]; } 2> "$out/ours.time"
"$python" "$here/score.py" "$out" "$out/peers" "$out/ours.csv"
echo
echo "Windows that no parameter was chosen on:"
"$python" "$here/score.py" "$out" "$out/peers" "$out/ours.csv" held
echo
echo "CPU seconds: model,windows,failures,cpu_s"
cat "$out/peers/cpu.csv"
echo "shardctl (user + sys of the whole command, all windows)"
cat "$out/ours.time"
