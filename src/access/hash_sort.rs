//! Sorting by a number that is as good as random, a hash: its leading bits say where an item belongs, and
//! what is left to sort are few items each.

use std::cmp::Ordering;

/// Fewer items than this are sorted as they are.
const FEW: usize = 64;
/// Places that items are laid out to at most: a table of their beginnings has to fit a cache.
const MOST_BITS: u32 = 16;

/// Sorts `items` by `order`, which agrees with the order of their hashes and is total. However the
/// hashes are spread, it takes no longer than comparing does.
pub(super) fn sort_by_hash<T: Copy>(
    items: &mut Vec<T>,
    hash: impl Fn(&T) -> u64,
    order: impl Fn(&T, &T) -> Ordering,
) {
    if items.len() < FEW {
        items.sort_unstable_by(order);
        return;
    }
    let ends = |(least, most): (u64, u64), item| (least.min(hash(item)), most.max(hash(item)));
    let (least, most) = items.iter().fold((u64::MAX, 0), ends);
    let bits = (items.len().ilog2() - 1).min(MOST_BITS);
    let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(bits);
    let place = |item: &T| ((hash(item) - least) >> shift) as usize;
    let mut begins = vec![0_u32; (1 << bits) + 1];
    for item in items.iter() {
        begins[place(item) + 1] += 1;
    }
    let mut sum = 0;
    for begin in &mut begins {
        sum += *begin;
        *begin = sum;
    }
    let mut sorted = items.clone();
    for item in items.iter() {
        let next = &mut begins[place(item)];
        sorted[*next as usize] = *item;
        *next += 1;
    }
    // Each beginning has become the end of its place.
    let mut begin = 0;
    for &end in &begins {
        let end = end as usize;
        let near = &mut sorted[begin..end];
        if near.len() > 1 && !near.is_sorted_by(|a, b| order(a, b).is_le()) {
            near.sort_by(&order);
        }
        begin = end;
    }
    *items = sorted;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_any_sort(
            numbers in prop::collection::vec((any::<u64>(), 0_u8..4), 0..300),
            shift in 0_u32..64,
        ) {
            let mut items: Vec<(u64, u8)> = numbers.iter().map(|&(n, m)| (n >> shift, m)).collect();
            let mut wanted = items.clone();
            sort_by_hash(&mut items, |item| item.0, Ord::cmp);
            wanted.sort_unstable();
            prop_assert_eq!(items, wanted);
        }

        #[test]
        fn hashes_that_fall_together_are_sorted_too(
            numbers in prop::collection::vec(prop::sample::select(vec![0, 1, u64::MAX, u64::MAX - 1]), 0..300),
        ) {
            let mut items = numbers.clone();
            let mut wanted = numbers;
            sort_by_hash(&mut items, |&item| item, Ord::cmp);
            wanted.sort_unstable();
            prop_assert_eq!(items, wanted);
        }
    }
}
