#!/usr/bin/env bash
# Fuzzes every log format, guided by coverage (libFuzzer), from the fixtures on. Needs only the
# stable toolchain and a C++ compiler.
#
#   tests/fuzz/run.sh                    a minute for each format
#   tests/fuzz/run.sh 600 minio-audit    ten minutes for one
#
# What is found stays in tests/fuzz/artifacts/; `tests/fuzz/target/*/release/log_format FILE` with FUZZED_FORMAT
# set runs one input again. Corpora grow in tests/fuzz/corpus/.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
shift || true

# What cargo-fuzz passes, without the sanitizer: the crate forbids unsafe code, and memory is
# watched by the limit below.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
# A target of its own keeps the flags from build scripts, which have no fuzzer to link with.
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --locked --release --quiet --target "$host"
bin=${CARGO_TARGET_DIR:-target}/$host/release
formats=("$@")
((${#formats[@]})) || mapfile -t formats < <("$bin/log_format" 2> /dev/null)
((${#formats[@]}))

fuzz() {
    local format=$1 corpus=corpus/$1
    mkdir -p "$corpus" artifacts
    # Every fixture is a start for every format: detection is by content, and so are mistakes.
    find ../../fixtures/logs -type f ! -name '*.gz' -size -64k -exec cp -n {} "$corpus" \;
    FUZZED_FORMAT=$format "$bin/log_format" "$corpus" -max_total_time="$seconds" -max_len=65536 \
        -timeout=10 -rss_limit_mb=512 -artifact_prefix="artifacts/$format-" \
        -print_final_stats=1 -verbosity=0 > "artifacts/$format.log" 2>&1 || {
        echo "$format: FAILED"
        tail -n 40 "artifacts/$format.log"
        return 1
    }
    echo "$format: $(awk '/number_of_executed_units|peak_rss_mb/ { printf "%s ", $2 }' "artifacts/$format.log")executions, MiB"
}
export -f fuzz
export seconds bin
printf '%s\n' "${formats[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}'
