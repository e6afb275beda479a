//! Demand and map → plan: the objective in money, the partitioner, constraints, explanation. Pure.
