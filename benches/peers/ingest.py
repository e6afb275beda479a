"""Measures ingestion and its peers: see ingest.sh, which calls this with the log, both programs and
the number of rounds. All jobs of a round run one after the other; the median of the rounds counts."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

log, shardctl, bench, rounds = sys.argv[1:]
truth = json.load(open(log + ".truth.json"))
work = tempfile.mkdtemp(prefix="bench-", dir=os.path.dirname(log))
env = dict(os.environ, SHARDCTL_CONFIG=log + ".config.toml")

# Count and bytes by prefix and hour: less than shardctl counts. Quotes must be well formed.
DUCKDB = f"""
import duckdb
duckdb.sql("SET threads = 1")
duckdb.sql('''
SELECT split_part(key, '/', 2) AS tenant, substr(time, 2, 14) AS hour, count(*), sum(TRY_CAST(sent AS BIGINT))
FROM read_csv('{log}', delim = ' ', quote = '"', escape = '', header = false, auto_detect = false,
    strict_mode = false, ignore_errors = true, null_padding = true, parallel = false,
    columns = {{{', '.join(f"'{c}': 'VARCHAR'" for c in
        'owner bucket time zone address requester id operation key request status error sent size takes waits '
        'referer agent version trace signature cipher auth host tls arn acl region'.split())}}})
GROUP BY ALL''').fetchall()
"""

# Everything but requests and visitors by day and by path.
PANELS = ("REQUESTS_STATIC NOT_FOUND HOSTS OS BROWSERS VISIT_TIMES VIRTUAL_HOSTS REFERRERS "
          "REFERRING_SITES KEYPHRASES STATUS_CODES REMOTE_USER CACHE_STATUS GEO_LOCATION "
          "MIME_TYPE TLS_TYPE").split()


def ingest(*what):
    return [shardctl, "-q", "logs", "ingest", *what]


jobs = {
    "wc -l": ["wc", "-l", log],
    "shardctl, with co-access": ingest(log, "--threads", "1"),
    "shardctl, without": ingest(log, "--threads", "1", "--no-co-access"),
    "shardctl, two threads": ingest(log, "--threads", "2"),
    "GoAccess": ["goaccess", log, "--log-format=AWSS3", "--no-progress", "-o", work + "/goaccess.json",
                 *(f"--ignore-panel={panel}" for panel in PANELS)],
    "DuckDB": [sys.executable, "-c", DUCKDB],
    "part": ingest(log + ".part", "--threads", "1"),
    "part, gzip": ingest(log + ".part.gz", "--threads", "1"),
    "decompression": [bench, "inflate", log + ".part.gz"],
    "files": ingest(log + ".files", "--threads", "1", "--format", "s3-server-access"),
}


def run(command):
    """CPU seconds, wall seconds, peak MiB."""
    state = tempfile.mkdtemp(dir=work)
    begin = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.dup2(os.open(work + "/stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        try:
            os.execvpe(command[0], command, dict(env, SHARDCTL_STATE_DIR=state))
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - begin
    shutil.rmtree(state)
    if status:
        sys.exit(f"{command[:4]} failed:\n" + open(work + "/stderr").read())
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def many_keys(count):
    """Ingests a log of so many keys while it is made, and compares the 1 % with the most requests with
    what was made: rows for the table of bars."""
    env["SHARDCTL_STATE_DIR"] = tempfile.mkdtemp(dir=work)
    begin = time.monotonic()
    maker = subprocess.Popen([bench, "generate", "--lines", str(2 * count), "--keys", str(count), "--seed", "1",
                              "--hot", "--beside", work + "/many", "-"], stdout=subprocess.PIPE)
    reader = subprocess.Popen(ingest("-", "--format", "s3-server-access", "--memory", "4G"), stdin=maker.stdout,
                              env=env)
    maker.stdout.close()
    _, status, usage = os.wait4(reader.pid, 0)
    if status or maker.wait():
        sys.exit("the log of many keys could not be read")
    cpu, wall = usage.ru_utime + usage.ru_stime, time.monotonic() - begin
    print(f"{count} keys: {cpu:.0f} s, {wall:.0f} s of wall with the generator", file=sys.stderr)
    export = subprocess.Popen([shardctl, "-q", "logs", "export", "-"], stdout=subprocess.PIPE, env=env)
    hot, wrong = map(int, subprocess.check_output([bench, "hot", work + "/many.hot.csv"], stdin=export.stdout).split())
    if export.wait():
        sys.exit("the statistics of many keys could not be exported")
    return [
        (f"MiB of {count} keys with --memory 4G", usage.ru_maxrss / 1024, "<=", 4096),
        (f"of their {hot} hot ones, not exact", wrong, "<=", 0),
    ]


def print_bars(bars):
    print("\n| bar | measured | wanted | met |\n|---|--:|--:|---|")
    for name, figure, how, bar in bars:
        met = figure >= bar if how == ">=" else figure <= bar
        print(f"| {name} | {figure:.3g} | {how} {bar} | {'yes' if met else 'no'} |")


many = int(os.environ.get("MANY_KEYS", "0"))
if int(rounds) == 0:
    print_bars(many_keys(many))
    shutil.rmtree(work)
    sys.exit()
found = {}
for round in range(int(rounds)):
    for name, command in jobs.items():
        figures = run(command)
        found.setdefault(name, []).append(figures)
        print(f"round {round + 1}: {name}: {figures[0]:.2f} s, {figures[1]:.2f} s of wall", file=sys.stderr)
best = {name: tuple(map(statistics.median, zip(*figures))) for name, figures in found.items()}
taken, damaged, lost = map(int, subprocess.check_output([bench, "damage", log]).split())
many_bars = many_keys(many) if many else []
shutil.rmtree(work)

size = os.path.getsize(log)
with open("/proc/cpuinfo") as cpus:
    model = next((line.split(":")[1].strip() for line in cpus if line.startswith("model name")), platform.machine())
print(f"\n{truth['lines']} lines, {size} bytes, {truth['keys']} keys; medians of {rounds}, CPU time, page cache; "
      f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.1f}\n")
print("| job | s | MB/s | million lines/s | peak MiB |\n|---|--:|--:|--:|--:|")
for name in list(jobs)[:6]:
    cpu, _, peak = best[name]
    print(f"| {name} | {cpu:.2f} | {size / cpu / 1e6:.0f} | {truth['lines'] / cpu / 1e6:.2f} | {peak:.0f} |")

cpu = {name: figures[0] for name, figures in best.items()}
wall = {name: figures[1] for name, figures in best.items()}
co, plain = cpu["shardctl, with co-access"], cpu["shardctl, without"]
files = len(os.listdir(log + ".files"))
bars = [
    ("with co-access: × wc -l", cpu["wc -l"] / co, ">=", 0.12),
    ("with co-access: × GoAccess", cpu["GoAccess"] / co, ">=", 9),
    ("with co-access: × DuckDB", cpu["DuckDB"] / co, ">=", 1.3),
    ("without: × wc -l", cpu["wc -l"] / plain, ">=", 0.18),
    ("without: × GoAccess", cpu["GoAccess"] / plain, ">=", 13),
    ("without: × DuckDB", cpu["DuckDB"] / plain, ">=", 2),
    ("two threads: × wall of one", wall["shardctl, with co-access"] / wall["shardctl, two threads"], ">=", 1.7),
    ("MiB for a million keys, with co-access", best["shardctl, with co-access"][2] / truth["keys"] * 1e6, "<=", 350),
    ("gzip: × CPU of decompression", cpu["part, gzip"] / cpu["decompression"], "<=", 1.5),
    ("µs for a small file", (cpu["files"] - cpu["part"]) / files * 1e6, "<=", 40),
]
bars += [
    ("damaged lines taken for good", taken / damaged, "<=", 0.004),
    ("good lines rejected", lost, "<=", 0),
]
print_bars(bars + many_bars)
