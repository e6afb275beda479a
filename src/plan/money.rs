//! [`Money`]: whole nano-dollars, so that sums do not depend on their order.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// An amount in nano-dollars (10⁻⁹ USD); negative is saved or earned.
///
/// Nano, because one GET costs 400 of them: in micro-dollars it would round to nothing. The range
/// is ±9.2 billion dollars; what is beyond saturates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// `quantity` units at `usd` each, rounded to the nearest nano-dollar. NaN counts as nothing.
    pub fn of(quantity: f64, usd: f64) -> Self {
        // `as` saturates, and takes NaN to 0.
        Self((quantity * usd * 1e9).round() as i64)
    }

    /// This many nano-dollars.
    pub const fn from_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// Nano-dollars.
    pub const fn nanos(self) -> i64 {
        self.0
    }

    /// Dollars; exact to the nano-dollar below nine million dollars.
    pub fn usd(self) -> f64 {
        self.0 as f64 / 1e9
    }

    /// This amount times `factor`, rounded to the nearest nano-dollar.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self((self.0 as f64 * factor).round() as i64)
    }

    /// The two halves; the first is the smaller by a nano-dollar where the amount is odd.
    pub fn halves(self) -> (Self, Self) {
        let lower = self.0.div_euclid(2);
        (Self(lower), Self(self.0 - lower))
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} USD", self.usd())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_get_is_not_nothing() {
        assert_eq!(Money::of(1.0, 0.0004 / 1000.0).nanos(), 400);
        assert_eq!(Money::of(f64::NAN, 1.0), Money::ZERO);
        assert_eq!(Money::of(1e300, 1.0).nanos(), i64::MAX);
    }

    #[test]
    fn halves_add_up() {
        for nanos in [-7, -2, 0, 1, 8, 9] {
            let (a, b) = Money::from_nanos(nanos).halves();
            assert_eq!((a + b).nanos(), nanos);
            assert!((0..=1).contains(&(b - a).nanos()));
        }
    }
}
