//! [`NormalHistory`]: what candidates see of a history.

use std::cell::OnceCell;

use super::History;
use super::candidate::{self, Formed, Sample};
use super::level_shift::LevelShift;
use super::lone_spike::lone_spike;
use super::pool::WeekShape;

/// A history of one level, without holes, without a lone spike and without a unit.
pub(super) struct NormalHistory {
    values: Vec<f64>,
    pub(super) known: Vec<bool>,
    /// What values were divided by.
    pub(super) scale: f64,
    /// The hour whose value was taken out.
    pub(super) spike: Option<usize>,
    logarithms: OnceCell<Formed>,
}

impl NormalHistory {
    /// Divides by the power of two at or above the largest value: no digit is lost, and exact stays exact.
    pub(super) fn of(history: History<'_>, shift: Option<&LevelShift>, may_spike: bool) -> Self {
        let mut values = history.filled();
        if let Some(shift) = shift {
            for value in &mut values[..shift.at] {
                *value = shift.lifted(*value);
            }
        }
        let spike = lone_spike(&values).filter(|_| may_spike);
        if let Some((at, usual)) = spike {
            values[at] = usual;
        }
        let largest = values
            .iter()
            .fold(0.0, |most: f64, value| most.max(value.abs()));
        let scale = largest.log2().ceil().clamp(-1000.0, 1023.0).exp2();
        for value in &mut values {
            *value /= scale;
        }
        Self {
            known: history.values.iter().map(Option::is_some).collect(),
            values,
            scale,
            spike: spike.map(|(at, _)| at),
            logarithms: OnceCell::new(),
        }
    }

    /// What candidates see.
    pub(super) fn sample<'a>(
        &'a self,
        first_hour: i64,
        pooled: Option<&'a WeekShape>,
    ) -> Sample<'a> {
        let range = candidate::range(&self.values);
        Sample {
            first_hour,
            pooled,
            values: &self.values,
            known: &self.known,
            range,
            non_negative: range.0 >= 0.0,
            logarithms: &self.logarithms,
        }
    }
}
