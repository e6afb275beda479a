//! [`Pass`]: what one pass over a move did, would have done, and came up against.

use std::collections::BTreeMap;

use crate::migration::TransferState;
use crate::placement::{Key, OWN_FOLDER, OWNER_MARKER, PROBES};
use crate::ports::Tally;

use super::migrator::Tallies;
use super::outcome::Trouble;
use super::report::{Ending, Recovered, StrayUpload, UNDECIDED_SHOWN};

/// What a pass came to.
#[derive(Debug, Default)]
pub(super) struct Pass {
    /// Steps taken, by name.
    pub(super) did: BTreeMap<&'static str, Tally>,
    /// Steps not taken because the pass does not reach that far.
    pub(super) would: BTreeMap<&'static str, Tally>,
    /// Keys in the source whose transfers have ended, while there are not too many to name.
    pub(super) left: Vec<Key>,
    /// Keys in the source that stay there under a rule of their own.
    pub(super) staying: Vec<Key>,
    /// Keys of the segment that only the target has, the first of them.
    pub(super) only_at_target: Vec<Key>,
    /// Keys to be moved that only the source has and that were not planned, the first of them.
    pub(super) only_at_source: Vec<Key>,
    /// Keys whose transfers have ended and that the two sides hold differently, the first of them.
    pub(super) different: Vec<Key>,
    /// What came to wait for a person, and why, in full: the first of them.
    pub(super) asked: Vec<String>,
    /// A key whose two sides carry something else beside their bytes, and what: the first of them.
    pub(super) attributes: Option<(Key, String)>,
    /// Objects of the source below `.shardctl/` that we did not put there, the first of them.
    pub(super) reserved: Vec<String>,
    /// Transfers both of whose copies are gone after a delete of ours.
    pub(super) halted: Vec<String>,
    /// Whether the target's range held anything but the move's keys.
    pub(super) target_occupied: bool,
    /// What was in flight and what became of it.
    pub(super) recovered: Vec<Recovered>,
    /// Uploads to the target that were begun when an answer of ours was lost.
    pub(super) strays: Vec<StrayUpload>,
    /// A dry run: states that transfers would have left, and those that they would be in.
    imagined: BTreeMap<TransferState, (Tally, Tally)>,
    troubles: BTreeMap<&'static str, Trouble>,
    /// Whether something was not sent because somebody paused the migration.
    pub(super) held: bool,
    lasting: bool,
    refused: Option<Ending>,
    waits_until_ms: Option<i64>,
    waiting: u64,
}

impl Pass {
    /// A step was taken.
    pub(super) fn did(&mut self, step: &'static str, bytes: u64) {
        count(&mut self.did, step, bytes);
    }

    /// A step was not taken.
    pub(super) fn would(&mut self, step: &'static str, bytes: u64) {
        count(&mut self.would, step, bytes);
    }

    /// A dry run took a transfer from one state to another in thought.
    pub(super) fn imagine(&mut self, from: Option<TransferState>, to: TransferState, bytes: u64) {
        let one = Tally { objects: 1, bytes };
        let add = |tally: &mut Tally| {
            tally.objects += one.objects;
            tally.bytes += one.bytes;
        };
        if let Some(from) = from {
            add(&mut self.imagined.entry(from).or_default().0);
        }
        add(&mut self.imagined.entry(to).or_default().1);
    }

    /// How much would be in which state, of which so much is in `tallies` now.
    pub(super) fn imagined(&self, mut tallies: Tallies) -> Tallies {
        for (state, (left, entered)) in &self.imagined {
            let tally = tallies.entry(*state).or_default();
            tally.objects = (tally.objects + entered.objects).saturating_sub(left.objects);
            tally.bytes = (tally.bytes + entered.bytes).saturating_sub(left.bytes);
        }
        tallies.retain(|_, tally| tally.objects > 0);
        tallies
    }

    /// Steps that the pass did not take, comparisons apart: a dry run names those that it made.
    pub(super) fn untaken(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        let steps = self.would.iter().map(|(step, tally)| (*step, tally));
        steps.filter(|(step, _)| !matches!(*step, "verify" | "adopt"))
    }

    /// Adds what an earlier pass of the same verb did.
    pub(super) fn add_steps_of(&mut self, earlier: Self) {
        for (step, tally) in earlier.did {
            let sum = self.did.entry(step).or_default();
            sum.objects += tally.objects;
            sum.bytes += tally.bytes;
        }
    }

    /// A side could not be read or written; the first words of each side are kept.
    pub(super) fn trouble(&mut self, side: &'static str, trouble: Trouble) {
        self.lasting |= trouble.is_lasting();
        self.troubles.entry(side).or_insert(trouble);
    }

    /// What makes no sense to go on with.
    pub(super) fn refuse(&mut self, ending: Ending) {
        self.refused.get_or_insert(ending);
    }

    /// A transfer waits.
    pub(super) fn wait(&mut self, until_ms: Option<i64>) {
        self.waiting += 1;
        self.waits_until_ms = self.waits_until_ms.max(until_ms);
    }

    /// Names a key that stays in the source, unless enough are named.
    pub(super) fn leave(&mut self, key: &Key) {
        if self.left.len() < UNDECIDED_SHOWN {
            self.left.push(key.clone());
        }
    }

    /// The target holds something that is not the move's: `key` where it belongs to the segment.
    pub(super) fn found_only_at_target(&mut self, key: Option<Key>) {
        self.target_occupied = true;
        if let Some(key) = key
            && self.only_at_target.len() < UNDECIDED_SHOWN
        {
            self.only_at_target.push(key);
        }
    }

    /// A key of the source that is to be moved was not planned.
    pub(super) fn found_only_at_source(&mut self, key: &Key) {
        if self.only_at_source.len() < UNDECIDED_SHOWN {
            self.only_at_source.push(key.clone());
        }
    }

    /// The two sides differ at a key whose transfer has ended.
    pub(super) fn found_different(&mut self, key: &Key) {
        if self.different.len() < UNDECIDED_SHOWN {
            self.different.push(key.clone());
        }
    }

    /// An object of the source lies where only our records do, and stays: somebody's data is named.
    pub(super) fn found_reserved(&mut self, object_key: &str) {
        let at = object_key.rfind(OWN_FOLDER).unwrap_or_default();
        let record = &object_key[at..];
        let ours = record == OWNER_MARKER || record.starts_with(PROBES);
        let known = self.reserved.iter().any(|known| known == object_key);
        if !ours && !known && self.reserved.len() < UNDECIDED_SHOWN {
            self.reserved.push(object_key.to_owned());
        }
    }

    /// An object came to wait for a person.
    pub(super) fn asked(&mut self, key: &Key, reason: &str, evidence: &str) {
        const TOLD: usize = 5;
        if self.asked.len() < TOLD {
            let key = key.to_string_lossy();
            self.asked
                .push(format!("`{}`: {reason}: {evidence}", key.escape_debug()));
        }
    }

    /// The two sides of a key carry something else beside their bytes.
    pub(super) fn found_attributes(&mut self, key: &Key, what: String) {
        self.attributes.get_or_insert_with(|| (key.clone(), what));
    }

    /// Whether the next object will hardly fare better than those before.
    pub(super) fn is_stopped(&self) -> bool {
        self.lasting || self.refused.is_some()
    }

    /// Whether everything was found to be where it should be.
    pub(super) fn is_clean(&self) -> bool {
        self.did.is_empty() && self.would.is_empty() && self.ending() == Ending::Done
    }

    /// Both copies of an object are gone after a delete of ours.
    pub(super) fn halt(&mut self, words: String) {
        self.halted.push(words);
    }

    /// How it ended, people's decisions apart.
    pub(super) fn ending(&self) -> Ending {
        let troubles = self.troubles.values().map(Trouble::ending);
        let waiting = (self.waiting > 0).then(|| Ending::Pending {
            why: format!(
                "{} objects wait until no earlier request can take effect",
                self.waiting
            ),
            until_ms: self.waits_until_ms,
        });
        let halted = self.halted.first().cloned().map(Ending::Halted);
        let all = troubles
            .chain(self.held.then_some(Ending::Paused))
            .chain(self.refused.clone())
            .chain(waiting)
            .chain(halted);
        all.max().unwrap_or(Ending::Done)
    }
}

fn count(steps: &mut BTreeMap<&'static str, Tally>, step: &'static str, bytes: u64) {
    let tally = steps.entry(step).or_default();
    tally.objects += 1;
    tally.bytes += bytes;
}
