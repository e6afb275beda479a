#!/usr/bin/env bash
# Runs the query of `logs sql` on a generated log and compares what it makes with what `logs ingest`
# makes of the same log, row by row; then ingests what the query made, which must be the same again.
#
#   tests/sql/run.sh duckdb          installs DuckDB from PyPI
#   tests/sql/run.sh spark           installs PySpark from PyPI; needs Java 17
#   tests/sql/run.sh duckdb 200000   so many lines in place of 20,000
set -euo pipefail
engine=${1:?duckdb or spark}
lines=${2:-20000}
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-$PWD/target}
case $engine in
    duckdb) package=duckdb made=duckdb ;;
    spark) package=pyspark made=spark ;;
    *) echo "run.sh: unknown engine \`$engine\`: duckdb or spark" >&2; exit 2 ;;
esac
venv=$target/sql/$engine
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
"$venv/bin/python" -c "import $package" 2> /dev/null || "$venv/bin/pip" install --quiet "$package"
command -v zstd > /dev/null || {
    sudo=$([[ $(id -u) == 0 ]] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -qq -y zstd > /dev/null
}

# As the tests build it: the engine is slower than either build.
executables=$(cargo build --quiet --bin shardctl --bench ingest --message-format json |
    sed -n 's/.*"name":"\([a-z]*\)".*"executable":"\([^"]*\)".*/\1 \2/p')
shardctl=$(sed -n 's/^shardctl //p' <<< "$executables")
bench=$(sed -n 's/^ingest //p' <<< "$executables")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# Without damage: a query over text is laxer than a parser, and says so.
"$bench" generate --lines "$lines" --keys "$((lines / 5))" --damaged 0 --seed 5 "$dir/log"
export SHARDCTL_CONFIG=$dir/log.config.toml SHARDCTL_STATE_DIR=$dir/state
"$shardctl" -q logs ingest "$dir/log" > /dev/null
"$shardctl" -q logs export "$dir/own.csv.zst"
"$shardctl" logs sql --dialect "$engine" --from "$dir/log" --to "$dir/$engine" > "$dir/query.sql"
"$venv/bin/python" tests/sql/compare.py "$engine" "$dir"

export SHARDCTL_STATE_DIR=$dir/imported
"$shardctl" -q logs ingest --format aggregates "$dir/$made" > /dev/null
"$shardctl" -q logs export "$dir/imported.csv.zst"
# But for the rows that say how much a log has in an hour: a query knows of demand only.
demand() { zstd -dcq "$1" | grep -v ',any,'; }
cmp <(demand "$dir/own.csv.zst") <(demand "$dir/imported.csv.zst")
echo "ingested again, the aggregates of $engine are the statistics of shardctl"
