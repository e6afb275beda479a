#!/usr/bin/env bash
# Divides the same graphs with shardctl, METIS and Mt-KaHyPar, and prints the tables that set them side by side.
# Takes a quarter of an hour, most of it Mt-KaHyPar; SEEDS=1 makes it shorter, LARGE=1 adds a million segments (ours only).
#
#     benches/peers/partition/run.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=benches/peers/partition
out=target/peers/partition
mkdir -p "$out"
python=$out/venv/bin/python
[ -x "$python" ] || {
    python3 -m venv "$out/venv"
    "$out/venv/bin/pip" install --quiet -r "$here/requirements.txt"
}
cargo build --release --quiet
[ -e "$out/generated.graph" ] || "$python" "$here/generate.py" --hgr "$out/generated.hgr" --graph "$out/generated.graph"
nice -n 10 "$python" "$here/generated.py" "$out" "${SEEDS:-5}"
nice -n 10 "$python" "$here/web_log.py" "$out" "${SEEDS:-5}"
cargo bench --quiet --bench partition -- affinity | "$python" "$here/affinity.py"
if [ "${LARGE:-0}" = 1 ]; then
    [ -e "$out/large.hgr" ] || "$python" "$here/generate.py" --segments 1000000 --sessions 870000 --cold --hgr "$out/large.hgr"
    "$python" "$here/large.py" "$out"
fi
