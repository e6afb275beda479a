//! [`ShapePool`]: the few shapes that weeks of demand have, for segments too cold to have one of their own.
//!
//! The busiest segments' mean load per hour of the week is clustered (k-means, begun with the shapes farthest from
//! each other, so that nothing is left to chance); a cold segment gets the shape under which its few
//! requests are likeliest as Poisson counts.

/// Relative load per hour of the week, Monday 00:00 UTC being 96: hours since 1970 modulo 168. Its mean is 1.
pub type WeekShape = [f64; 168];

/// Most shapes.
const MOST_SHAPES: usize = 6;
/// Segments a shape should stand for.
const MEMBERS_PER_SHAPE: usize = 8;
/// Fewest requests of a segment whose shape counts: ten an hour of the week.
const ENOUGH_REQUESTS: f64 = 1680.0;
/// Rounds of k-means.
const ROUNDS: usize = 8;
/// No hour is taken to be quieter than this: nothing is impossible.
const LEAST_LOAD: f64 = 0.05;

/// Requests and known hours per hour of the week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekCounts {
    requests: [f64; 168],
    hours: [f64; 168],
}

impl WeekCounts {
    /// The counts of a series of known hours.
    pub fn of(first_hour: i64, counts: &[f64], known: &[bool]) -> Self {
        let mut week = Self {
            requests: [0.0; 168],
            hours: [0.0; 168],
        };
        let mut at = first_hour.rem_euclid(168) as usize;
        for (count, known) in counts.iter().zip(known) {
            if *known {
                week.requests[at] += count;
                week.hours[at] += 1.0;
            }
            at = if at == 167 { 0 } else { at + 1 };
        }
        week
    }

    fn total(&self) -> f64 {
        self.requests.iter().sum()
    }

    /// The shape; `None` with too few requests or an hour of the week never seen.
    fn shape(&self) -> Option<WeekShape> {
        if self.total() < ENOUGH_REQUESTS || self.hours.contains(&0.0) {
            return None;
        }
        let mut shape: WeekShape =
            std::array::from_fn(|hour| self.requests[hour] / self.hours[hour]);
        normalise(&mut shape);
        Some(shape)
    }
}

/// The shapes of a fleet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShapePool {
    /// The one that most segments have comes first.
    shapes: Vec<WeekShape>,
}

impl ShapePool {
    /// Most segments that are clustered, the busiest.
    pub const MOST_MEMBERS: usize = 512;

    /// The shapes of these segments.
    pub fn of<'a>(segments: impl Iterator<Item = &'a WeekCounts>) -> Self {
        let mut busy: Vec<&WeekCounts> = segments.collect();
        // Sorting is stable: of equals the first counts.
        busy.sort_by(|a, b| b.total().total_cmp(&a.total()));
        let members: Vec<WeekShape> = busy
            .into_iter()
            .map_while(|week| (week.total() >= ENOUGH_REQUESTS).then_some(week))
            .take(Self::MOST_MEMBERS)
            .filter_map(WeekCounts::shape)
            .collect();
        let count = members.len().div_ceil(MEMBERS_PER_SHAPE).min(MOST_SHAPES);
        let mut shapes = farthest(&members, count);
        let mut sizes = vec![0; shapes.len()];
        for _ in 0..ROUNDS {
            (shapes, sizes) = moved(&members, &shapes);
        }
        let mut ranked: Vec<_> = shapes.into_iter().zip(sizes).collect();
        ranked.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
        let shapes = ranked.into_iter().filter(|(_, size)| *size > 0);
        let mut shapes: Vec<WeekShape> = shapes.map(|(shape, _)| shape).collect();
        for shape in &mut shapes {
            for load in &mut *shape {
                *load = load.max(LEAST_LOAD);
            }
            normalise(shape);
        }
        Self { shapes }
    }

    /// The shape under which these counts are likeliest; of equals the commoner. `None` when there is no shape.
    pub fn likeliest(&self, week: &WeekCounts) -> Option<&WeekShape> {
        let likelihood = |shape: &WeekShape| -> f64 {
            let loads = week.requests.iter().zip(shape);
            let seen: f64 = loads.map(|(count, load)| count * load.ln()).sum();
            let exposures = week.hours.iter().zip(shape);
            let exposure: f64 = exposures.map(|(hours, load)| hours * load).sum();
            seen - week.total() * exposure.max(f64::MIN_POSITIVE).ln()
        };
        let scored = self.shapes.iter().map(|shape| (shape, likelihood(shape)));
        let best = scored.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(shape, _)| shape)
    }
}

/// Shapes far from each other: the first member, then always the one farthest from those chosen.
fn farthest(members: &[WeekShape], count: usize) -> Vec<WeekShape> {
    let mut chosen: Vec<WeekShape> = members.first().copied().into_iter().take(count).collect();
    while chosen.len() < count {
        let away = |member: &&WeekShape| {
            let distances = chosen.iter().map(|shape| distance(member, shape));
            distances.fold(f64::MAX, f64::min)
        };
        let Some(next) = members.iter().max_by(|a, b| away(a).total_cmp(&away(b))) else {
            break;
        };
        let next = *next;
        chosen.push(next);
    }
    chosen
}

/// One round: the mean of the members nearest to each shape, and how many they are.
fn moved(members: &[WeekShape], shapes: &[WeekShape]) -> (Vec<WeekShape>, Vec<usize>) {
    let mut sums = vec![[0.0; 168]; shapes.len()];
    let mut sizes = vec![0; shapes.len()];
    for member in members {
        let distances = shapes.iter().map(|shape| distance(member, shape));
        let nearest = distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        let Some((nearest, _)) = nearest else {
            continue;
        };
        sizes[nearest] += 1;
        for (sum, load) in sums[nearest].iter_mut().zip(member) {
            *sum += load;
        }
    }
    for ((sum, size), shape) in sums.iter_mut().zip(&sizes).zip(shapes) {
        if *size == 0 {
            *sum = *shape;
        }
        normalise(sum);
    }
    (sums, sizes)
}

/// Between square roots, as those of Poisson counts all vary alike.
fn distance(one: &WeekShape, other: &WeekShape) -> f64 {
    let loads = one.iter().zip(other);
    loads.map(|(a, b)| (a.sqrt() - b.sqrt()).powi(2)).sum()
}

fn normalise(shape: &mut WeekShape) {
    let mean = shape.iter().sum::<f64>() / 168.0;
    if mean > 0.0 {
        for load in shape {
            *load /= mean;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(count: impl Fn(usize) -> f64) -> WeekCounts {
        let counts: Vec<f64> = (0..672).map(count).collect();
        WeekCounts::of(0, &counts, &[true; 672])
    }

    fn by_day(hour: usize) -> f64 {
        if hour % 24 < 12 { 20.0 } else { 2.0 }
    }

    #[test]
    fn cold_segments_get_the_rhythm_of_their_kind() {
        let weeks: Vec<WeekCounts> = (0..20)
            .map(|i| week(|hour| by_day(hour + 12 * (i % 2)) * (1.0 + i as f64)))
            .collect();
        let pool = ShapePool::of(weeks.iter());
        let morning = week(|hour| f64::from(u8::from(hour % 97 == 0 && hour % 24 < 12)));
        let evening = week(|hour| f64::from(u8::from(hour % 97 == 0 && hour % 24 >= 12)));
        let load = |week: &WeekCounts, hour: usize| pool.likeliest(week).unwrap()[hour];
        assert!(
            (load(&morning, 3) - 20.0 / 11.0).abs() < 0.05,
            "{}",
            load(&morning, 3)
        );
        assert!((load(&evening, 15) - 20.0 / 11.0).abs() < 0.05);
    }

    #[test]
    fn without_busy_segments_there_is_no_shape() {
        let quiet = week(|hour| f64::from(u8::from(hour % 50 == 0)));
        assert_eq!(ShapePool::of([&quiet].into_iter()).likeliest(&quiet), None);
        assert_eq!(ShapePool::default().likeliest(&quiet), None);
    }
}
