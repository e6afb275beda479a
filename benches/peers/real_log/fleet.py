"""The real web log as a fleet of 8 shards in one region, for `shardctl plan backtest` and `plan replay`.

Keys lie by BLAKE2b, eight bytes of digest over the key, big-endian, mod 8; sizes are those of the log. No shard may hold more
than the fullest does today. Writes a config, an S3 Inventory report per shard and nothing else.

    fleet.py DIRECTORY USD_PER_CROSSING USD_PER_1000_WRITES
"""

import gzip
import hashlib
import json
import pathlib
import sys
import urllib.parse

LOG = "fixtures/logs/real/web-access-2015-05.log.gz"
SHARDS = 8


def sizes():
    found = {}
    for line in gzip.open(LOG, "rt", errors="replace"):
        quoted = line.split('"')
        method, target = quoted[1].split(" ")[:2]
        status, sent = quoted[2].split()[:2]
        key = urllib.parse.unquote(target.split("?")[0][1:])
        if method in ("GET", "HEAD") and (200 <= int(status) < 300 or status == "304") and key:
            found.setdefault(key, 0)
            if status == "200" and sent.isdigit():
                found[key] = int(sent)
    return found


def home(key):
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") % SHARDS


def report(directory, shard, objects):
    rows = "".join(
        f'"w{shard}","{urllib.parse.quote(key)}","true","false","{size}","2015-05-01T00:00:00.000Z","","STANDARD"\n' for key, size in sorted(objects.items()))
    data = gzip.compress(rows.encode(), mtime=0)
    folder = directory / f"w{shard}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1.csv.gz").write_bytes(data)
    manifest = {
        "sourceBucket": f"w{shard}", "destinationBucket": "arn:aws:s3:::reports", "version": "2016-11-30",
        "creationTimestamp": "1432166400000", "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass",
        "files": [{"key": "data/1.csv.gz", "size": len(data), "MD5checksum": hashlib.md5(data).hexdigest()}],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def main():
    directory, crossing, write = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    directory.mkdir(parents=True, exist_ok=True)
    lying = [{} for _ in range(SHARDS)]
    for key, size in sizes().items():
        lying[home(key)][key] = size
    for shard, objects in enumerate(lying):
        report(directory, shard, objects)
    capacity = max(sum(objects.values()) for objects in lying)
    text = f"""state_dir = "{directory.resolve()}/state"
[endpoint.store]
kind = "s3"
url = "http://127.0.0.1:9"
region = "r"
[plan]
segment_depth = 64
usd_per_cross_shard_access = {crossing}
[prices.storage]
r = 0
[prices.requests.r]
read_per_1000 = 0
write_per_1000 = {write}
[[logs]]
name = "web"
source = "{pathlib.Path(LOG).resolve()}"
format = "http-combined"
bucket = "w0"
"""
    for shard in range(SHARDS):
        text += f'[[shard]]\nname = "w{shard}"\nendpoint = "store"\nbucket = "w{shard}"\ncapacity_bytes = "{capacity}"\nmax_fill = 1.0\n'
    (directory / "config.toml").write_text(text)


main()
