"""The partitioners, each with its CPU seconds and peak memory."""

import json
import multiprocessing
import os
import resource
import subprocess
import time

SHARDCTL = os.environ.get("SHARDCTL", "target/release/shardctl")


def read_hypergraph(path):
    """(nets, net weights, vertex weights) of an hMETIS file with both weights."""
    with open(path) as lines:
        nets_count, vertices, _ = map(int, lines.readline().split())
        rows = [list(map(int, lines.readline().split())) for _ in range(nets_count)]
        weights = [int(lines.readline()) for _ in range(vertices)]
    return [[pin - 1 for pin in row[1:]] for row in rows], [row[0] for row in rows], weights


def write_hypergraph(path, nets, net_weights, weights):
    with open(path, "w") as out:
        out.write(f"{len(nets)} {len(weights)} 11\n")
        for net, weight in zip(nets, net_weights):
            out.write(f"{weight} {' '.join(str(pin + 1) for pin in net)}\n")
        out.writelines(f"{weight}\n" for weight in weights)


def connectivity(nets, net_weights, part):
    return sum(weight * (len({part[pin] for pin in net}) - 1) for net, weight in zip(nets, net_weights))


def imbalance(weights, part, parts):
    loads = [0] * parts
    for weight, where in zip(weights, part):
        loads[where] += weight
    return max(loads) * parts / sum(loads) - 1


def measured(work, *args):
    """(answer of `work`, CPU seconds of its last step, peak MB), in a process of its own."""
    receive, send = multiprocessing.Pipe(duplex=False)

    def run():
        answer, seconds = work(*args)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        send.send((answer, seconds, peak))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    answer = receive.recv()
    process.join()
    return answer


def shardctl(graph, parts, seed, *options):
    """(parts by vertex, CPU seconds, peak MB) of the whole command, reading and writing included."""
    out = f"{graph}.ours"
    command = [SHARDCTL, "plan", "partition", graph, "--shards", str(parts), "--seed", str(seed), "--out", out, "-o", "json"]
    pid = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL).pid
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        raise SystemExit(f"shardctl ended with {status}")
    with open(out) as lines:
        part = [int(line) for line in lines]
    return part, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def metis(graph, parts, seed):
    """METIS k-way on a METIS file; the CPU seconds leave reading out."""
    import numpy
    import pymetis

    start, near, edge_weights, weights = [0], [], [], []
    with open(graph) as lines:
        lines.readline()
        for line in lines:
            row = numpy.array(line.split(), dtype=numpy.int64)
            weights.append(int(row[0]))
            near.append(row[1::2] - 1)
            edge_weights.append(row[2::2])
            start.append(start[-1] + len(near[-1]))
    adjacency = pymetis.CSRAdjacency(numpy.array(start), numpy.concatenate(near))
    options = pymetis.Options(seed=seed, ufactor=50)
    before = time.process_time()
    _, part = pymetis.part_graph(
        parts, adjacency=adjacency, eweights=numpy.concatenate(edge_weights), vweights=weights, options=options, recursive=False)
    return list(part), time.process_time() - before


def mtkahypar(path, parts, seed, preset="DEFAULT", home=None, price=0):
    """Mt-KaHyPar on an hMETIS file, one thread; with `home`, leaving it costs `price` (fixed vertices, two-pin nets)."""
    import mtkahypar as library

    nets, net_weights, weights = read_hypergraph(path)
    count = len(weights)
    if home is not None:
        # The price is in thousandths of a net's weight.
        nets = nets + [[vertex, count + home[vertex]] for vertex in range(count)]
        net_weights = [1000 * weight for weight in net_weights] + [max(price, 1)] * count
        # Version 1.7 does not keep fixed vertices of weight 0 where they are fixed.
        weights = [1000 * weight for weight in weights] + [1] * parts
    program = library.initialize(1)
    library.set_seed(seed)
    context = program.context_from_preset(getattr(library.PresetType, preset))
    context.set_partitioning_parameters(parts, 0.05, library.Objective.KM1)
    context.logging = False
    graph = program.create_hypergraph(context, len(weights), len(nets), nets, weights, net_weights)
    if home is not None:
        graph.add_fixed_vertices([-1] * count + list(range(parts)), parts)
    before = time.process_time()
    placed = graph.partition(context)
    seconds = time.process_time() - before
    part = [placed.block_id(vertex) for vertex in range(count)]
    return part, seconds


def relabelled(part, home, parts):
    """The blocks renamed so that most vertices stay: the best of all permutations up to eight parts."""
    import itertools

    stays = [[0] * parts for _ in range(parts)]
    for block, where in zip(part, home):
        stays[block][where] += 1
    names = max(itertools.permutations(range(parts)), key=lambda name: sum(stays[block][name[block]] for block in range(parts)))
    return [names[block] for block in part]
