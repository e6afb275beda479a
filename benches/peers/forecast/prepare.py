"""Makes fixtures/series/nab-hourly.csv.gz and bike-hourly.csv.gz from their sources.

    prepare.py NAB/data bike-hourly.csv.gz fixtures/series

NAB comes at five minutes: counts (tweets, load balancer requests) are summed to hours, gauges averaged; the
incomplete first and last hours are dropped. An hour without any sample (one in two series, where clocks
changed) repeats the hour before it. The bike series come hourly, their gaps filled with 0.
"""

import gzip
import shutil
import sys
from pathlib import Path

import pandas as pd


def hourly(path: Path) -> pd.Series:
    rows = pd.read_csv(path, parse_dates=["timestamp"])
    hours = rows.set_index("timestamp").value.resample("h")
    is_count = path.parent.name == "realTweets" or path.name.startswith("elb_request_count")
    values = hours.sum(min_count=1) if is_count else hours.mean()
    return values.iloc[1:-1].ffill()


def main(nab: Path, bikes: Path, out: Path) -> None:
    with open(out / "nab-hourly.csv.gz", "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as file:
        file.write(b"series_id,timestamp,value\n")
        for folder, prefix in (("realTweets", "tweets_"), ("realAWSCloudwatch", "aws_")):
            for path in sorted((nab / folder).glob("*.csv")):
                name = prefix + path.stem.removeprefix("Twitter_volume_")
                for time, value in hourly(path).items():
                    file.write(f"{name},{time:%Y-%m-%dT%H:00:00Z},{value:.10g}\n".encode())
    shutil.copyfile(bikes, out / "bike-hourly.csv.gz")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
