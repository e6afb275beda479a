"""Runs query.sql of a folder in DuckDB or Spark and compares its rows with own.csv.zst: see run.sh.

A row of the query says what the log says; regions and tenants are then resolved as the config has
it, which is written down here a second time."""

import csv
import glob
import io
import ipaddress
import subprocess
import sys
import tomllib
import urllib.parse

engine, folder = sys.argv[1:]
query = open(f"{folder}/query.sql").read()
if engine == "duckdb":
    import duckdb

    duckdb.sql(query)
    files = [f"{folder}/duckdb"]
else:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").getOrCreate()
    spark.sql(query.rstrip().rstrip(";"))
    print("Spark", spark.version)
    files = glob.glob(f"{folder}/spark/*.csv.gz")
    spark.stop()


def rows(name):
    unpack = ["gzip", "-dc"] if name.endswith(".gz") else ["zstd", "-dcq"]
    text = subprocess.run(unpack, stdin=open(name, "rb"), capture_output=True, check=True).stdout
    return csv.DictReader(io.StringIO(text.decode(), newline=""))


config = tomllib.load(open(f"{folder}/log.config.toml", "rb"))
home = {shard["bucket"]: shard["region"] for shard in config["shard"]}
networks = [line.split(",") for line in open(f"{folder}/log.regions.csv") if not line.startswith("#")]
networks = [(ipaddress.ip_network(cidr), region) for cidr, region, _ in networks]


def region_of(address):
    address = ipaddress.ip_address(address)
    return next((region for network, region in networks if address in network), None)


NUMBERS = ["requests", "accesses", "assumed", "bytes"]


def add(rows, cell, numbers, size):
    known = rows.setdefault(cell, [0, 0, 0, 0, 0])
    for at, number in enumerate(numbers):
        known[at] += number
    known[4] = max(known[4], size)


def key_of(text):
    return urllib.parse.unquote_to_bytes(text)


made, own, sizes = {}, {}, {}
for name in files:
    for row in rows(name):
        if row["bucket"] not in home:
            continue
        key, requests = key_of(row["key"]), int(row["requests"])
        region = row["region"] or region_of(row["address"])
        assumed = 0 if region else requests
        tenant = row["key"].split("/")[1]
        cell = (int(row["hour"]), key, region or home[row["bucket"]], tenant, row["class"])
        numbers = (requests, int(row["accesses"]), assumed, int(row["bytes"]))
        add(made, cell, numbers, 0)
        sizes[key] = max(sizes.get(key, -1), int(row["object_size"] or -1))
for row in rows(f"{folder}/own.csv.zst"):
    if row["class"] == "any":  # What a log has in an hour: a query counts demand only.
        continue
    key = key_of(row["key"])
    cell = (int(row["hour"]), key, row["region"], row["tenant"], row["class"])
    add(own, cell, [int(row[name]) for name in NUMBERS], 0)
    if int(row["object_size"] or -1) != sizes.get(key):
        sys.exit(f"{key}: size {row['object_size']}, {engine} has {sizes.get(key)}")

differ = [cell for cell in made.keys() | own.keys() if made.get(cell) != own.get(cell)]
for cell in sorted(differ)[:10]:
    print(cell, engine, made.get(cell), "shardctl", own.get(cell))
requests = sum(numbers[0] for numbers in own.values())
print(f"{len(own)} rows of {requests} requests; {len(differ)} differ between {engine} and shardctl")
sys.exit(1 if differ or not own else 0)
