//! [`Ids`]: version, upload and request ids from a seed, and the mixing function behind them.

/// One round of splitmix64: a well-mixed function of its input.
pub(super) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A stream of ids: the same seed gives the same ids in the same order.
#[derive(Clone, Debug)]
pub(super) struct Ids {
    seed: u64,
    drawn: u64,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        mix(self.seed ^ self.drawn)
    }

    /// For `x-amz-request-id`.
    pub(super) fn request(&mut self) -> String {
        format!("{:016X}", self.draw())
    }

    /// For a version or an upload: unguessable in looks, 32 characters as on AWS.
    pub(super) fn long(&mut self) -> String {
        format!("{:016x}{:016x}", self.draw(), self.draw())
    }
}
