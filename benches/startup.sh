#!/usr/bin/env bash
# Start-up times of the release build: `--version`, and `locate` of one key from a cold process with
# a map of 100 rules. Usage: benches/startup.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-100}
cargo build --release --quiet
shardctl=$PWD/target/release/shardctl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SHARDCTL_CONFIG=$dir/config.toml SHARDCTL_STATE_DIR=$dir/state

{
  printf '[endpoint.e]\nkind = "s3"\nurl = "http://127.0.0.1:9"\nregion = "r"\nprices = "free"\n'
  for shard in a b; do
    printf '\n[[shard]]\nname = "%s"\nendpoint = "e"\nbucket = "data-%s"\nregion = "r"\n' "$shard" "$shard"
  done
} > "$SHARDCTL_CONFIG"
for shard in a b; do
  for i in $(seq 1000); do
    if [ "$shard" = a ]; then key=$((i * 2)); else key=$((i * 2 + 1)); fi
    printf '"data-%s","tenant/%04d/x/%d","1","2026-11-18T12:00:00.000Z","","STANDARD"\n' "$shard" "$key" "$i"
  done | gzip > "$dir/$shard.csv.gz"
  printf '{"sourceBucket":"data-%s","destinationBucket":"arn:aws:s3:::i","version":"2016-11-30","creationTimestamp":"1795176000000","fileFormat":"CSV","fileSchema":"Bucket, Key, Size, LastModifiedDate, ETag, StorageClass","files":[{"key":"%s.csv.gz","size":1,"MD5checksum":"%s"}]}' \
    "$shard" "$shard" "$(md5sum < "$dir/$shard.csv.gz" | cut -d' ' -f1)" > "$dir/$shard.json"
  "$shardctl" -q inventory import "$dir/$shard.json" > /dev/null
done
"$shardctl" -q init --adopt > /dev/null

mean_ms() {
  local begin end
  begin=$(date +%s%N)
  for _ in $(seq "$runs"); do "$@" > /dev/null; done
  end=$(date +%s%N)
  echo "$(((end - begin) / runs / 1000)) µs a run: ${*##*/}"
}
mean_ms /bin/true
mean_ms "$shardctl" --version
mean_ms "$shardctl" locate tenant/0042/x/21
