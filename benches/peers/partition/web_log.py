"""The real web log among 8 shards: plans made on three quarters of the sessions, judged on the last quarter.

Objects are the paths of GET and HEAD requests answered 2xx or 304; they lie by BLAKE2b, eight bytes of digest over the key,
big-endian, mod 8. Sessions: one client address, gaps up to 30 minutes. Held-out fan-out: shards per session that uses two
objects or more that were seen before. Ours plans on sessions and directories, one pseudo-session each, as
`shardctl plan export-graph` does; the peers on the sessions.
"""

import collections
import datetime
import gzip
import hashlib
import itertools
import random
import statistics
import sys
import urllib.parse

import programs

LOG = "fixtures/logs/real/web-access-2015-05.log.gz"
PARTS = 8
# Accesses that a move must save to be worth it, from cheap to dear.
PRICES = [0, 0.25, 0.5, 0.75, 1, 1.1, 1.25, 1.5, 1.625, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 6]
BUDGETS = [0.2, 0.35, 0.5]


def reads():
    for line in gzip.open(LOG, "rt", errors="replace"):
        quoted = line.split('"')
        when = datetime.datetime.strptime(line.split("[")[1].split("]")[0], "%d/%b/%Y:%H:%M:%S %z").timestamp()
        method, target = quoted[1].split(" ")[:2]
        status = int(quoted[2].split()[0])
        key = urllib.parse.unquote(target.split("?")[0][1:])
        if method in ("GET", "HEAD") and (200 <= status < 300 or status == 304) and key:
            yield when, quoted[0].split(" ")[0], key


def all_sessions():
    latest, found = {}, []
    for when, client, key in sorted(reads(), key=lambda read: read[0]):
        session = latest.get(client)
        if session is None or when - session[1] > 1800:
            session = latest[client] = [when, when, []]
            found.append(session)
        session[1] = when
        session[2].append(key)
    found.sort(key=lambda session: session[0])
    return [session[2] for session in found]


class Case:
    def __init__(self, out):
        sessions = all_sessions()
        past = sessions[: len(sessions) * 3 // 4]
        self.keys = sorted({key for session in past for key in session})
        number = {key: index for index, key in enumerate(self.keys)}
        load = collections.Counter(key for session in past for key in session)
        self.weights = [load[key] for key in self.keys]
        self.home = [int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") % PARTS for key in self.keys]
        future = ({number[key] for key in session if key in number} for session in sessions[len(past):])
        self.future = [session for session in future if len(session) > 1]
        seen = collections.Counter(tuple(sorted({number[key] for key in session})) for session in past)
        nets = {net: weight for net, weight in seen.items() if len(net) > 1}
        self.raw, self.ours, self.graph, self.start = (f"{out}/web.{name}" for name in ("hgr", "ours.hgr", "graph", "start"))
        programs.write_hypergraph(self.raw, list(nets), list(nets.values()), self.weights)
        directories = collections.defaultdict(set)
        for key, index in number.items():
            for end, letter in enumerate(key):
                if letter == "/":
                    directories[key[: end + 1]].add(index)
        priors = collections.Counter(nets)
        priors.update(tuple(sorted(members)) for members in directories.values() if len(members) > 1)
        programs.write_hypergraph(self.ours, list(priors), list(priors.values()), self.weights)
        self.write_clique_graph(nets)
        with open(self.start, "w") as lines:
            lines.writelines(f"{part}\n" for part in self.home)
        self.stay = self.fan_outs(self.home)

    def write_clique_graph(self, nets):
        near = [{} for _ in self.keys]
        for net, weight in nets.items():
            for a, b in itertools.permutations(net, 2):
                near[a][b] = near[a].get(b, 0) + weight
        with open(self.graph, "w") as lines:
            lines.write(f"{len(near)} {sum(map(len, near)) // 2} 011\n")
            for weight, neighbours in zip(self.weights, near):
                lines.write(f"{weight} {' '.join(f'{other + 1} {count}' for other, count in neighbours.items())}\n")

    def fan_outs(self, part):
        return [len({part[vertex] for vertex in session}) for session in self.future]

    def score(self, part):
        """(held-out gain, share of objects moved, imbalance)"""
        gain = statistics.mean(self.stay) - statistics.mean(self.fan_outs(part))
        moved = sum(now != then for now, then in zip(part, self.home)) / len(part)
        return gain, moved, programs.imbalance(self.weights, part, PARTS)

    def interval(self, parts):
        """95 % bootstrap interval over sessions of the gain, mean of several plans."""
        fans = [self.fan_outs(part) for part in parts]
        gains = [stay - statistics.mean(fan[at] for fan in fans) for at, stay in enumerate(self.stay)]
        draw = random.Random(1)
        means = sorted(statistics.mean(draw.choices(gains, k=len(gains))) for _ in range(1000))
        return means[25], means[974]


def curve(case, seeds, plan):
    """By price: the plans of all seeds."""
    return {price: [plan(price, seed) for seed in range(1, seeds + 1)] for price in PRICES}


def means(case, parts):
    return tuple(statistics.mean(column) for column in zip(*(case.score(part) for part in parts)))


def within(case, plans, budget):
    """The plans of the lowest price that moves no more than the budget in the mean: known without the future."""
    for price in PRICES:
        if means(case, plans[price])[1] <= budget:
            return price, plans[price]
    return None, [case.home]


def row(case, name, parts):
    gain, moved, _ = means(case, parts)
    low, high = case.interval(parts)
    uneven = max(case.score(part)[2] for part in parts)
    print(f"| {name} | {gain:.3f} [{low:.2f}, {high:.2f}] | {moved:.3f} | {uneven:.3f} |", flush=True)
    return gain, moved


def main():
    out, seeds = sys.argv[1], int(sys.argv[2])
    case = Case(out)
    print(
        f"{len(case.keys)} objects, {len(case.future)} held-out sessions of two objects or more, "
        f"fan-out {statistics.mean(case.stay):.3f}, imbalance {programs.imbalance(case.weights, case.home, PARTS):.3f}, {seeds} seeds")
    print("| method | held-out gain | objects moved | imbalance worst |\n|---|---|---|---|")
    metis = [programs.measured(programs.metis, case.graph, PARTS, seed)[0] for seed in range(1, seeds + 1)]
    metis = [programs.relabelled(part, case.home, PARTS) for part in metis]
    gain, moved = row(case, "METIS k-way, relabelled", metis)
    free = [programs.measured(programs.mtkahypar, case.raw, PARTS, seed)[0] for seed in range(1, seeds + 1)]
    row(case, "Mt-KaHyPar default, relabelled", [programs.relabelled(part, case.home, PARTS) for part in free])
    stay = ["--current", case.start]
    ours = curve(case, seeds, lambda price, seed: programs.shardctl(case.ours, PARTS, seed, *stay, "--move-price", str(price))[0])
    price, plans = within(case, ours, 0.55 * moved)
    our_gain, our_moved = row(case, f"shardctl, price {price}", plans)
    print(f"\nshardctl: {our_gain / gain:.1%} of METIS' gain with {our_moved / moved:.1%} of its moves (bar: 93 %, 55 %)\n")
    fixed = curve(case, seeds, lambda price, seed: programs.measured(
        programs.mtkahypar, case.raw, PARTS, seed, "DEFAULT", case.home, round(1000 * price))[0])
    print("| budget of objects | method | held-out gain | objects moved | imbalance worst |\n|---|---|---|---|---|")
    for budget in BUDGETS:
        for name, plans in [("shardctl", ours), ("Mt-KaHyPar, fixed vertices", fixed)]:
            price, parts = within(case, plans, budget)
            row(case, f"{budget} | {name}, price {price}", parts)


if __name__ == "__main__":
    main()
