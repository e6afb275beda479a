#!/usr/bin/env bash
# Instructions per record, counted by callgrind, which no load on the machine changes: parsing alone,
# and the whole of `logs ingest` with co-access, up to the commit. What a run costs before its first
# record is taken out by a second run on a tenth of the log. Prints `skipped` and why where valgrind can
# neither be found nor installed.
#
#   benches/instructions.sh           fails when a figure is more than 10 % above instructions.txt
#   benches/instructions.sh --write   writes instructions.txt
set -euo pipefail
cd "$(dirname "$0")/.."
committed=benches/instructions.txt
if ! command -v valgrind > /dev/null; then
    sudo=$([[ $(id -u) == 0 ]] || echo sudo)
    if ! { $sudo apt-get update -qq && $sudo apt-get install -qq -y valgrind > /dev/null; }; then
        echo "skipped: valgrind is not here and cannot be installed from Debian's packages"
        exit 0
    fi
fi
if [[ $(uname -m) != x86_64 ]]; then
    echo "skipped: the committed figures are those of x86-64-v3"
    exit 0
fi

# A target of their own: these flags are for this measurement alone.
export RUSTFLAGS='-Ctarget-cpu=x86-64-v3' CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/x86-64-v3
cargo build --release --quiet --bin shardctl
bench=$(cargo build --release --quiet --bench ingest --message-format json |
    sed -n 's/.*"name":"ingest".*"executable":"\([^"]*\)".*/\1/p')
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$bench" generate --lines 100000 --keys 20000 --damaged 0 --seed 1 "$dir/all" > /dev/null
head -n 10000 "$dir/all" > "$dir/tenth"
records=$(($(wc -l < "$dir/all") - 10000))
export SHARDCTL_CONFIG=$dir/all.config.toml

# Instructions of a command.
count() {
    local name=$1
    shift
    valgrind --tool=callgrind --callgrind-out-file="$dir/$name" "$@" > "$dir/$name.log" 2>&1 || {
        cat "$dir/$name.log" >&2
        return 1
    }
    awk '/^(summary|totals):/ { print $2; exit }' "$dir/$name"
}

parse() { count "parse-$1" "$bench" parse "$dir/$1"; }
ingest() {
    SHARDCTL_STATE_DIR=$dir/state-$1 count "ingest-$1" "$CARGO_TARGET_DIR/release/shardctl" -q logs ingest \
        "$dir/$1" --threads 1
}

failed=0
for what in parse ingest; do
    found=$((($("$what" all) - $("$what" tenth)) / records))
    known=$(awk -v what="$what" '$1 == what { print $2 }' "$committed" 2> /dev/null || true)
    printf '%s: %d instructions a record (committed: %s)\n' "$what" "$found" "${known:-none}"
    printf '%s %d\n' "$what" "$found" >> "$dir/found"
    if [[ -n $known ]] && ((found * 10 > known * 11)); then
        failed=1
    fi
done
if [[ ${1:-} == --write ]]; then
    mv "$dir/found" "$committed"
elif ((failed)); then
    echo "more than 10 % above $committed" >&2
    exit 1
fi
