//! [`refuse_senseless`]: fleets and rules of which no plan can come.

use crate::cli::{CommandError, Exit};
use crate::engine::planning::Assembled;
use crate::plan::{GroupRule, PlanInput};

/// The error of an input that leaves nothing to decide, or that contradicts itself.
pub fn refuse_senseless(assembled: &Assembled) -> Result<(), CommandError> {
    let input = &assembled.input;
    if let [only] = input.shards.as_slice() {
        let what = format!("the fleet has one shard, {}: nothing can move", only.name);
        return Err(CommandError::new(Exit::Refused, "one_shard", what)
            .next("shardctl shard add --help      adds another"));
    }
    if let Some((together, apart)) = contradiction(input) {
        let what = format!("[[group]]: {together} keeps together what keep_apart separates");
        return Err(CommandError::new(Exit::Usage, "groups_contradict", what)
            .why(format!("{} and {} lie in it", apart.0, apart.1))
            .next("take one of the two rules out of the config"));
    }
    let policy = &input.policy;
    let nothing_else =
        policy.usd_per_cross_shard_access == 0.0 && policy.usd_per_overload_hour == 0.0;
    let capped =
        |site: &crate::plan::Site| site.capacity_bytes.is_some() || site.capacity_rps.is_some();
    let known = assembled.context.region_coverage > 0.0;
    if !known && nothing_else && !input.shards.iter().any(capped) {
        let what = "the region of no request is known, and nothing else has a price to plan by";
        return Err(
            CommandError::new(Exit::NotEnoughData, "regions_unknown", what)
                .why("plan.usd_per_cross_shard_access is 0, and no shard has a capacity")
                .next("name your networks in [regions] map_files, then ingest again")
                .next("or set plan.usd_per_cross_shard_access: what is read together then counts"),
        );
    }
    Ok(())
}

/// A set that is kept together, and two sets inside it that are kept apart.
fn contradiction(input: &PlanInput) -> Option<(String, (String, String))> {
    let together = input.groups.iter().filter_map(|rule| match rule {
        GroupRule::KeepTogether(segment) => Some(segment),
        GroupRule::KeepApart(_) => None,
    });
    let apart = input.groups.iter().filter_map(|rule| match rule {
        GroupRule::KeepApart(sets) => Some(sets),
        GroupRule::KeepTogether(_) => None,
    });
    let apart: Vec<_> = apart.collect();
    together.into_iter().find_map(|whole| {
        apart.iter().find_map(|sets| {
            let mut inside = sets.iter().filter(|set| whole.covers(set));
            let (a, b) = (inside.next()?, inside.next()?);
            Some((whole.to_string(), (a.to_string(), b.to_string())))
        })
    })
}
