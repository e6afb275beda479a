"""Write a generated co-access hypergraph (communities, Zipf popularity, noise) as hMETIS and as its clique graph in METIS form."""

import argparse
import bisect
import collections
import itertools
import random


def sessions(rng, segments, count, noise):
    """Sessions of distinct segments: most of one community, the rest from anywhere, both by Zipf popularity."""
    communities, first = [], 0
    while first < segments:
        size = min(segments - first, int(8 * rng.paretovariate(1.2)), 2000)
        communities.append(range(first, first + size))
        first += size
    inside = {}
    for community in communities:
        size = len(community)
        if size not in inside:
            inside[size] = list(itertools.accumulate((rank + 1) ** -0.4 for rank in range(size)))
    between = list(itertools.accumulate(
        len(community) * (rank + 10) ** -0.4 for rank, community in enumerate(rng.sample(communities, len(communities)))))
    order = list(range(len(communities)))
    rng.shuffle(order)

    def pick(cumulative):
        return bisect.bisect(cumulative, rng.random() * cumulative[-1])

    def from_community(index):
        community = communities[order[index]]
        return community[pick(inside[len(community)])]

    for _ in range(count):
        length = min(50, 2 + int(rng.expovariate(1 / 5.9)))
        home = pick(between)
        yield {from_community(pick(between) if rng.random() < noise else home) for _ in range(length)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--segments", type=int, default=122_000)
    parser.add_argument("--sessions", type=int, default=350_000)
    parser.add_argument("--noise", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cold", action="store_true", help="keep segments that no session reads")
    parser.add_argument("--hgr", required=True)
    parser.add_argument("--graph")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    load, nets = collections.Counter(), collections.Counter()
    for session in sessions(rng, args.segments, args.sessions, args.noise):
        load.update(session)
        if len(session) > 1:
            nets[tuple(sorted(session))] += 1
    if args.cold:
        load.update(range(args.segments))
    name = {segment: index for index, segment in enumerate(sorted(load))}
    with open(args.hgr, "w") as out:
        out.write(f"{len(nets)} {len(name)} 11\n")
        for net, weight in nets.items():
            out.write(f"{weight} {' '.join(str(name[pin] + 1) for pin in net)}\n")
        out.writelines(f"{load[segment]}\n" for segment in name)
    pins = sum(map(len, nets))
    print(f"{len(name)} segments, {len(nets)} nets, {pins} pins", flush=True)
    if args.graph:
        edges = collections.Counter()
        for net, weight in nets.items():
            for pair in itertools.combinations(net, 2):
                edges[pair] += weight
        near = collections.defaultdict(list)
        for (a, b), weight in edges.items():
            near[name[a]].append(f"{name[b] + 1} {weight}")
            near[name[b]].append(f"{name[a] + 1} {weight}")
        with open(args.graph, "w") as out:
            out.write(f"{len(name)} {len(edges)} 011\n")
            for segment, index in name.items():
                out.write(f"{load[segment]} {' '.join(near[index])}\n")
        print(f"{len(edges)} clique edges")


if __name__ == "__main__":
    main()
