"""Region affinity alone: how far shardctl's placements are from the optimum that HiGHS proves.

Reads what `cargo bench --bench partition -- affinity` prints: one instance a line.
"""

import statistics
import sys

import highspy


def optimum(weights, costs, caps):
    parts = len(caps)
    solver = highspy.Highs()
    solver.silent()
    at = [[solver.addBinary(obj=cost) for cost in row] for row in costs]
    for row in at:
        solver.addConstr(sum(row) == 1)
    for part in range(parts):
        solver.addConstr(sum(weight * row[part] for weight, row in zip(weights, at)) <= caps[part])
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.minimize()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return solver.getInfo().objective_function_value


gaps = []
for line in sys.stdin:
    fields = [list(map(int, field.split())) for field in line.split("|")]
    (ours,), weights, caps, flat = fields
    parts = len(caps)
    costs = [flat[at : at + parts] for at in range(0, len(flat), parts)]
    gaps.append(ours / optimum(weights, costs, caps) - 1)
within = sum(gap <= 0.005 for gap in gaps)
print(f"{len(gaps)} instances: {within} within 0.5 % of the optimum, worst {max(gaps):.4%}, mean {statistics.mean(gaps):.4%}")
