"""The generated graph among 16 shards: connectivity, CPU seconds, peak memory."""

import statistics
import sys

import programs

PARTS = 16
out, seeds = sys.argv[1], int(sys.argv[2])
hypergraph, graph = f"{out}/generated.hgr", f"{out}/generated.graph"
nets, net_weights, weights = programs.read_hypergraph(hypergraph)
print(f"{len(weights)} segments, {len(nets)} nets, {sum(map(len, nets))} pins, K = {PARTS}, imbalance 0.05, {seeds} seeds")
# Mt-KaHyPar takes half a minute each time: two seeds are enough to see its spread.
contestants = [
    ("shardctl", lambda seed: programs.shardctl(hypergraph, PARTS, seed), seeds),
    ("METIS k-way", lambda seed: programs.measured(programs.metis, graph, PARTS, seed), seeds),
    ("Mt-KaHyPar default", lambda seed: programs.measured(programs.mtkahypar, hypergraph, PARTS, seed), min(seeds, 2)),
]
print("| method | km1 mean | km1 worst | imbalance worst | CPU s median | peak MB |\n|---|---|---|---|---|---|")
for name, run, times in contestants:
    cuts, uneven, seconds, peaks = [], [], [], []
    for seed in range(1, times + 1):
        part, cpu, peak = run(seed)
        cuts.append(programs.connectivity(nets, net_weights, part))
        uneven.append(programs.imbalance(weights, part, PARTS))
        seconds.append(cpu)
        peaks.append(peak)
    print(
        f"| {name} | {statistics.mean(cuts):.0f} | {max(cuts)} | {max(uneven):.4f} | {statistics.median(seconds):.2f} | {max(peaks):.0f} |",
        flush=True)
print("CPU: shardctl the whole command, reading and writing included; the others the partitioning alone. Peak: the whole process.")
