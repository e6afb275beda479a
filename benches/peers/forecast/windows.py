"""Cuts series into windows: a history to forecast from and the hours that followed.

    windows.py OUT SERIES.csv[.gz]...

Every model sees the same windows: the newest 1,344 hours before an origin. Origins lie a step apart that is no
multiple of a day, so that they fall on every hour; a window's future is 24 hours, and 168 where the series
has 672 hours before the origin and 168 after it. Of `tune` windows (every fourth) parameters may be chosen, of
the others never. Writes OUT/history.csv (series_id,timestamp,value: what `forecast --series` reads) and
OUT/future.csv (series_id,group,tune,hour,value).
"""

import csv
import sys
from pathlib import Path

import pandas as pd

LONGEST_HISTORY = 1344
LONG_HORIZON_FROM = 672
# Group, by the beginning of a series' name: (first origin, step), in hours.
GROUPS = {"tweets": (336, 75), "aws": (192, 39), "bike": (1344, 661)}


def origins(hours: int, group: str):
    first, step = GROUPS.get(group, (336, 83))
    return range(first, hours - 24 + 1, step)


def main(out: Path, sources: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "history.csv", "w", newline="") as history, open(out / "future.csv", "w", newline="") as future:
        history, future = csv.writer(history, lineterminator="\n"), csv.writer(future, lineterminator="\n")
        history.writerow(["series_id", "timestamp", "value"])
        future.writerow(["series_id", "group", "tune", "hour", "value"])
        for source in sources:
            for name, rows in pd.read_csv(source, dtype=str).groupby("series_id", sort=False):
                times, values = rows.timestamp.tolist(), rows.value.tolist()
                group = name.split("_")[0]
                for number, origin in enumerate(origins(len(values), group)):
                    window = f"{name}@{origin}"
                    start = max(0, origin - LONGEST_HISTORY)
                    for time, value in zip(times[start:origin], values[start:origin]):
                        history.writerow([window, time, value])
                    week = origin >= LONG_HORIZON_FROM and origin + 168 <= len(values)
                    ahead = values[origin : origin + (168 if week else 24)]
                    for hour, value in enumerate(ahead, 1):
                        future.writerow([window, group, int(number % 4 == 1), hour, value])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
