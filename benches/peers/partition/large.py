"""A million segments among 16 shards, ours only."""

import sys

import programs

hypergraph = f"{sys.argv[1]}/large.hgr"
nets, net_weights, weights = programs.read_hypergraph(hypergraph)
part, seconds, peak = programs.shardctl(hypergraph, 16, 1)
print(
    f"{len(weights)} segments, {sum(map(len, nets))} pins: km1 {programs.connectivity(nets, net_weights, part)}, "
    f"imbalance {programs.imbalance(weights, part, 16):.4f}, {seconds:.1f} CPU s, {peak:.0f} MB")
