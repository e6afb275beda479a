//! Which block of a placement is which part: the assignment that costs least.
//!
//! The Hungarian method in the form with potentials and shortest augmenting paths (Jonker and Volgenant 1987), cubic
//! in the number of parts.

use super::problem::Problem;

/// Renames the blocks so that the costs of the vertices in their parts are least. Leaves the placement alone where the parts
/// have different caps or no place costs anything.
pub fn relabel(problem: &Problem, part: &mut [u32]) {
    let parts = problem.parts;
    let mut caps = problem.caps.chunks(problem.graph.dimensions);
    let first = caps.next();
    if problem.costs.is_empty() || !caps.all(|cap| Some(cap) == first) {
        return;
    }
    let mut costs = vec![0_i64; parts * parts];
    for (vertex, &block) in part.iter().enumerate() {
        let row = &mut costs[block as usize * parts..][..parts];
        for (sum, part) in row.iter_mut().zip(0..) {
            *sum = sum.saturating_add(problem.cost(vertex, part));
        }
    }
    let label = assign(parts, |block, part| costs[block * parts + part] as f64);
    for block in part {
        *block = label[*block as usize] as u32;
    }
}

/// The column of every row so that each is used once and the sum of costs is least.
fn assign(size: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    // Column `size` is where a row waits while its path is sought.
    let mut row_of = vec![usize::MAX; size + 1];
    let (mut of_row, mut of_column) = (vec![0.0; size], vec![0.0; size + 1]);
    for row in 0..size {
        row_of[size] = row;
        let mut at = size;
        let mut least = vec![f64::INFINITY; size];
        let mut way = vec![size; size];
        let mut done = vec![false; size + 1];
        while row_of[at] != usize::MAX {
            done[at] = true;
            let here = row_of[at];
            let (mut step, mut next) = (f64::INFINITY, size);
            for column in (0..size).filter(|&column| !done[column]) {
                let reduced = cost(here, column) - of_row[here] - of_column[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=size {
                if done[column] {
                    of_row[row_of[column]] += step;
                    of_column[column] -= step;
                } else if column < size {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != size {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    let mut column_of = vec![0; size];
    for column in 0..size {
        column_of[row_of[column]] = column;
    }
    column_of
}
