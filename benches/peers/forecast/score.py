"""Sets forecasts side by side, paired by window, with bootstrap intervals.

    score.py WINDOWS PEERS OURS.csv [all|tune|held]

MASE: mean absolute error over the mean |value - value a day before| of the history. Windows whose history never
differs from the day before have none and are left out, for every model. A difference is paired: only windows that both models
forecast count. Intervals of differences resample whole series (2,000 times, fixed seed), as windows of one series
are alike; of fewer than five series, blocks of three consecutive windows instead, and so those of coverage. Width is the mean width of the 90 % interval in units of the MASE scale.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

ROUNDS = 2000


def scales(history: pd.DataFrame) -> dict[str, float]:
    scale = {}
    for name, rows in history.groupby("series_id", sort=False):
        values = rows.value.to_numpy(dtype=float)
        scale[name] = np.abs(values[24:] - values[:-24]).mean()
    return scale


def by_window(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    columns = rows[["mean", "lower", "upper"]].to_numpy(dtype=float)
    return {name: columns[index] for name, index in rows.groupby("series_id", sort=False).indices.items()}


FEWEST_SERIES = 5
BLOCK = 3


def blocks(names: list[str]) -> np.ndarray:
    """The block of each window: so many of one series with neighbouring origins."""
    by_series = {}
    for name in names:
        series, origin = name.split("@")
        by_series.setdefault(series, []).append(int(origin))
    place = {series: {origin: i for i, origin in enumerate(sorted(origins))} for series, origins in by_series.items()}
    parts = (name.split("@") for name in names)
    return np.array([f"{series}/{place[series][int(origin)] // BLOCK}" for series, origin in parts])


def bootstrap(values: np.ndarray, series: np.ndarray) -> tuple[float, float]:
    """90 % interval of the mean of `values`, resampling series, or blocks."""
    rng = np.random.default_rng(0)
    names, index = np.unique(series, return_inverse=True)
    sums = np.bincount(index, weights=values)
    counts = np.bincount(index)
    picks = rng.integers(0, len(names), size=(ROUNDS, len(names)))
    means = sums[picks].sum(axis=1) / counts[picks].sum(axis=1)
    return tuple(np.quantile(means, [0.05, 0.95]))


def measure(windows, forecasts, scale, horizon):
    """Per window: MASE, share covered, relative width."""
    got = {}
    for name, actual in windows.items():
        forecast = forecasts.get(name)
        if forecast is None or len(forecast) < horizon or not scale[name] > 0:
            continue
        mean, lower, upper = forecast[:horizon].T
        actual = actual[:horizon]
        got[name] = (
            np.abs(mean - actual).mean() / scale[name],
            ((lower - 1e-9 * scale[name] <= actual) & (actual <= upper + 1e-9 * scale[name])).mean(),
            (upper - lower).mean() / scale[name],
        )
    return got


def main(folder: Path, peers: Path, ours: Path, part: str = "all") -> None:
    scale = scales(pd.read_csv(folder / "history.csv"))
    future = pd.read_csv(folder / "future.csv")
    if part != "all":
        future = future[future.tune == int(part == "tune")]
    models = {"shardctl": by_window(pd.read_csv(ours))}
    models |= {path.stem: by_window(pd.read_csv(path)) for path in sorted(peers.glob("*.csv")) if path.stem != "cpu"}
    print(f"# windows: {part}\n")
    print("| group | hours | model | windows | MASE | shardctl - model | 90 % interval | covered | width |")
    print("|---|---|---|---|---|---|---|---|---|")
    for horizon in (24, 168):
        long_enough = future.groupby("series_id").hour.transform("max") >= horizon
        usable = future[long_enough]
        for group in ["all", *sorted(usable.group.unique())]:
            rows = usable if group == "all" else usable[usable.group == group]
            windows = {name: r.value.to_numpy(dtype=float) for name, r in rows.groupby("series_id", sort=False)}
            results = {model: measure(windows, f, scale, horizon) for model, f in models.items()}
            own = results["shardctl"]
            for model, got in results.items():
                if not got:
                    continue
                both = [name for name in own if name in got]
                series = np.array([name.split("@")[0] for name in both])
                errors = np.array([got[name] for name in both])
                line = f"| {group} | {horizon} | {model} | {len(both)} of {len(windows)} | {errors[:, 0].mean():.3f} |"
                if model == "shardctl":
                    low, high = bootstrap(errors[:, 1], blocks(both))
                    line += f" | | {errors[:, 1].mean():.3f} [{low:.3f}, {high:.3f}] | {errors[:, 2].mean():.2f} |"
                else:
                    difference = np.array([own[name][0] for name in both]) - errors[:, 0]
                    few = len(set(series)) < FEWEST_SERIES
                    low, high = bootstrap(difference, blocks(both) if few else series)
                    line += f" {difference.mean():+.3f} | [{low:+.3f}, {high:+.3f}] |"
                    line += f" {errors[:, 1].mean():.3f} | {errors[:, 2].mean():.2f} |"
                print(line)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *sys.argv[4:5])
