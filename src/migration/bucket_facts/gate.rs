//! [`pass_gate`]: whether a step may be taken, by what was found and accepted before and is found now.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Fact, FactVerdict, Gate};

/// What was found and accepted for a move, as the journal keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenFacts {
    /// By name; what both sides have alike, and what changes by itself, is left out.
    pub found: BTreeMap<String, String>,
    /// Names that somebody accepted as they were found.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub accepted: BTreeSet<String>,
}

/// What a gate says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GateReport {
    /// What has changed since it was last read, each as a sentence without its end.
    pub changed: Vec<String>,
    /// What is in the way of the step.
    pub refused: Vec<Fact>,
    /// What to keep, where the step is taken.
    pub seen: SeenFacts,
}

/// Whether a step may be taken: with these facts, those that were read before, and the names that somebody
/// accepts now. What was accepted counts for as long as it is found the same; what nobody finds any more is
/// no obstacle.
pub fn pass_gate(
    facts: &[Fact],
    before: Option<&SeenFacts>,
    accept: &[String],
    gate: Gate,
) -> GateReport {
    let tells = |fact: &&Fact| fact.verdict != FactVerdict::Same;
    let steady = facts.iter().filter(tells).filter(|fact| fact.steady);
    let found: BTreeMap<String, String> = steady
        .map(|fact| (fact.name.to_owned(), fact.found()))
        .collect();
    let now = |name: &str| accept.iter().any(|accepted| accepted == name);
    let mut report = GateReport::default();
    if let Some(before) = before {
        let others = found
            .iter()
            .filter(|(name, text)| before.found.get(*name) != Some(*text) && !now(name));
        report.changed = others
            .map(|(name, text)| match before.found.get(name) {
                Some(was) => format!("{name} was `{was}` and is `{text}`"),
                None => format!("{name} is new: `{text}`"),
            })
            .collect();
    }
    let known = before.into_iter().flat_map(|before| &before.accepted);
    let kept = known.filter(|name| {
        let was = before.and_then(|before| before.found.get(*name));
        found.get(*name).is_none_or(|text| Some(text) == was)
    });
    let mut accepted: BTreeSet<String> = kept.cloned().collect();
    let there = |name: &str| facts.iter().filter(tells).any(|fact| fact.name == name);
    accepted.extend(accept.iter().filter(|name| there(name)).cloned());
    let refused = facts.iter().filter(|fact| {
        fact.gate <= gate
            && match fact.verdict {
                FactVerdict::Same | FactVerdict::Info => false,
                FactVerdict::Accept => !accepted.contains(fact.name),
                FactVerdict::Blocks => true,
            }
    });
    report.refused = refused.cloned().collect();
    report.seen = SeenFacts { found, accepted };
    report
}
