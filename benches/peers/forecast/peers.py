"""Forecasts every window with statsforecast's models, at their defaults. A failure stays a failure.

    peers.py WINDOWS OUT

Writes OUT/MODEL.csv (series_id,hour,mean,lower,upper) and appends to OUT/cpu.csv (model,windows,failures,cpu_s).
A model whose file is there and no older than the windows is not run again.
"""

import csv
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from statsforecast.models import MSTL, AutoARIMA, AutoCES, AutoETS, AutoTheta, SeasonalNaive

MODELS = {
    "SeasonalNaive": lambda: SeasonalNaive(season_length=24),
    "MSTL_24_168": lambda: MSTL(season_length=[24, 168]),
    "AutoTheta": lambda: AutoTheta(season_length=24),
    "AutoCES": lambda: AutoCES(season_length=24),
    "AutoETS": lambda: AutoETS(season_length=24),
    "MSTL_AutoARIMA": lambda: MSTL(season_length=[24, 168], trend_forecaster=AutoARIMA()),
}
# The slow one runs on this many windows, evenly spread.
SAMPLE = {"MSTL_AutoARIMA": 10}


def forecast(make, values: np.ndarray, horizon: int):
    got = make().forecast(y=values, h=horizon, level=[90])
    columns = [np.asarray(got[key], dtype=float) for key in ("mean", "lo-90", "hi-90")]
    if not all(len(column) == horizon and np.isfinite(column).all() for column in columns):
        raise ValueError("not finite")
    return zip(*columns)


def of_as_many_series(names: list[str], count: int) -> list[str]:
    """So many windows, of every series one before any has two."""
    by_series = {}
    for name in names:
        by_series.setdefault(name.split("@")[0], []).append(name)
    rounds = max(len(windows) for windows in by_series.values())
    turns = [windows[-1 - turn] for turn in range(rounds) for windows in by_series.values() if turn < len(windows)]
    return turns[:count]


def run(model: str, windows: dict[str, np.ndarray], horizons: dict[str, int], out: Path) -> None:
    names = [name for name in windows if name in horizons]
    if model in SAMPLE:
        names = of_as_many_series([name for name in names if horizons[name] == 168], SAMPLE[model])
    failures, cpu = 0, 0.0
    part = out / f"{model}.part"
    with open(part, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["series_id", "hour", "mean", "lower", "upper"])
        for name in names:
            start = time.process_time()
            try:
                rows = list(forecast(MODELS[model], windows[name], horizons[name]))
            except Exception as error:  # whatever a model throws counts against it
                failures += 1
                print(f"{model} {name}: {type(error).__name__}: {error}", file=sys.stderr)
                rows = []
            cpu += time.process_time() - start
            for hour, row in enumerate(rows, 1):
                writer.writerow([name, hour, *(f"{value:.6g}" for value in row)])
    with open(out / "cpu.csv", "a") as file:
        file.write(f"{model},{len(names)},{failures},{cpu:.3f}\n")
    part.rename(out / f"{model}.csv")


def main(folder: Path, out: Path) -> None:
    warnings.filterwarnings("ignore")
    out.mkdir(parents=True, exist_ok=True)
    history = pd.read_csv(folder / "history.csv")
    windows = {name: rows.value.to_numpy(dtype=float) for name, rows in history.groupby("series_id", sort=False)}
    horizons = pd.read_csv(folder / "future.csv").groupby("series_id").hour.max().to_dict()
    made = (folder / "history.csv").stat().st_mtime
    for model in MODELS:
        done = out / f"{model}.csv"
        if not done.exists() or done.stat().st_mtime < made:
            print(f"{model}: {len(windows)} windows", file=sys.stderr)
            run(model, windows, horizons, out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
