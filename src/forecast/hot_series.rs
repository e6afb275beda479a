//! [`HotSeries`]: which series of a fleet are worth every candidate model, and which segments have the most requests.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::AccessProfile;
use crate::placement::Segment;

use super::fleet::Members;
use super::route::Effort;
use super::segment_forecast::PartKey;
use super::{Coverage, ForecastOptions};

/// A part of a segment, or its total.
type SeriesId = (usize, Option<PartKey>);

/// The series with the most requests, and the segments in order of theirs.
pub(super) struct HotSeries {
    hot: BTreeSet<SeriesId>,
    ranked: Vec<usize>,
}

impl HotSeries {
    /// Ranks all series by their requests within the coverage.
    pub(super) fn of(
        profile: &AccessProfile,
        coverage: &Coverage,
        members: &BTreeMap<Segment, Members>,
        options: &ForecastOptions,
    ) -> Self {
        let mut ranked: Vec<(u64, SeriesId)> = Vec::new();
        for (segment, members) in members.values().enumerate() {
            let mut parts: BTreeMap<PartKey, u64> = BTreeMap::new();
            let counts = members
                .objects
                .iter()
                .flat_map(|index| &profile.objects[*index].hours);
            for count in counts.filter(|count| coverage.index_of(count.hour).is_some()) {
                let part = PartKey::of(count, options.by_tenant);
                *parts.entry(part).or_default() += count.requests;
            }
            ranked.push((parts.values().sum(), (segment, None)));
            let parts = parts.into_iter();
            ranked.extend(parts.map(|(part, requests)| (requests, (segment, Some(part)))));
        }
        ranked.sort_unstable_by(|(requests, id), (other, other_id)| {
            (other, id).cmp(&(requests, other_id))
        });
        let totals = ranked.iter().filter(|(_, (_, part))| part.is_none());
        let hot = ranked.iter().take(options.hot_series);
        Self {
            ranked: totals.map(|(_, (segment, _))| *segment).collect(),
            hot: hot.map(|(_, id)| *id).collect(),
        }
    }

    /// The segments with the most requests.
    pub(super) fn busiest(&self, count: usize) -> Vec<usize> {
        self.ranked.iter().copied().take(count).collect()
    }

    /// How much time a series of this segment may take.
    pub(super) fn effort(&self, segment: usize, part: Option<PartKey>) -> Effort {
        if self.hot.contains(&(segment, part)) {
            Effort::Hot
        } else {
            Effort::Bulk
        }
    }
}
