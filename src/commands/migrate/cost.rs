//! [`Cost`]: what a migration is expected to cost and what was spent so far, at the config's prices.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::commands::CommandContext;
use crate::commands::plan::usd;
use crate::commands::planning::{prices, site};
use crate::migration::{Migration, Move, MoveState, Route, Spent};
use crate::plan::term::{TermKind, total};
use crate::plan::{MissingKey, Money, PriceTable, Tariffs, Term};
use crate::ports::Tally;
use crate::ui::{Cell, Column, Listing};

/// What one move costs.
pub struct Cost {
    /// The least that it takes, at this extent; `None` before its route is known.
    estimated: Option<Result<Vec<Term>, MissingKey>>,
    /// What its stores were asked for so far.
    spent: Result<Vec<Term>, MissingKey>,
    /// A day, while both copies are held.
    grace_per_day: Option<Result<Money, MissingKey>>,
}

/// The prices of the config's shards.
pub fn tariffs(ctx: &CommandContext) -> Result<Tariffs, MissingKey> {
    let settings = &ctx.settings;
    let shards = settings.config.shard.iter().filter_map(|config| {
        let shard = settings.shards.iter().find(|it| it.name.0 == config.name)?;
        let side = (site(settings, config).pricing, shard.region.clone());
        Some((shard.name.clone(), side))
    });
    let table = PriceTable::new(prices(settings)).map_err(|bad| MissingKey(bad.key))?;
    Ok(Tariffs::new(table, shards.collect()))
}

/// What was spent on a migration so far.
pub fn spent(tariffs: &Tariffs, migration: &Migration) -> Result<Money, MissingKey> {
    let moves = migration.moves.iter();
    let costs = moves.map(|item| {
        let tariff = tariffs.between(&item.spec.from, &item.spec.to)?;
        tariff.cost(&item.spent)
    });
    costs.sum()
}

impl Cost {
    /// Of a move that takes `all` along by `route`.
    pub fn of(ctx: &CommandContext, item: &Move, route: Option<Route>, all: Tally) -> Self {
        let tariff = tariffs(ctx).and_then(|it| it.between(&item.spec.from, &item.spec.to));
        let tariff = tariff.as_ref().map_err(Clone::clone);
        let least = |route| Spent::least(all.objects, all.bytes, route);
        let held_twice = matches!(item.state, MoveState::Switched | MoveState::Reversing);
        Self {
            estimated: route.map(|route| tariff.clone()?.terms(&least(route))),
            spent: tariff.clone().and_then(|it| it.terms(&item.spent)),
            grace_per_day: held_twice.then(|| tariff?.grace_per_day(all.bytes)),
        }
    }

    /// The least that it takes, where the prices are known.
    pub fn estimated(&self) -> Option<Money> {
        let terms = self.estimated.as_ref()?.as_ref().ok()?;
        Some(total(terms))
    }

    /// What its stores were asked for so far, where the prices are known.
    pub fn spent(&self) -> Option<Money> {
        self.spent.as_deref().ok().map(total)
    }

    /// A day, while both copies are held, where the price is known.
    pub fn grace_per_day(&self) -> Option<Money> {
        self.grace_per_day.as_ref()?.as_ref().ok().copied()
    }

    fn missing(&self) -> Option<&MissingKey> {
        let estimated = self.estimated.as_ref().and_then(|it| it.as_ref().err());
        let grace = self.grace_per_day.as_ref().and_then(|it| it.as_ref().err());
        estimated.or(self.spent.as_ref().err()).or(grace)
    }
}

/// Terms of several moves, one line each kind: estimated and spent, and where the prices are from.
fn lines<'a>(costs: impl Iterator<Item = &'a Cost>) -> BTreeMap<TermKind, (Money, Money, String)> {
    let mut lines: BTreeMap<TermKind, (Money, Money, String)> = BTreeMap::new();
    for cost in costs {
        let estimated = cost.estimated.iter().flatten().flatten();
        let spent = cost.spent.iter().flatten();
        let both = estimated
            .map(|term| (term, term.amount, Money::ZERO))
            .chain(spent.map(|term| (term, Money::ZERO, term.amount)));
        for (term, estimated, spent) in both {
            let line = lines.entry(term.kind).or_default();
            line.0 += estimated;
            line.1 += spent;
            let source = term.unit_price.source.to_string();
            if !line.2.contains(&source) {
                let and = if line.2.is_empty() { "" } else { "; " };
                line.2 = format!("{}{and}{source}", line.2);
            }
        }
    }
    lines
}

/// The cost of several moves as a table; `None` where there is nothing to tell.
pub fn listing<'a>(costs: impl Iterator<Item = &'a Cost> + Clone) -> Option<Listing> {
    let lines = lines(costs.clone());
    let missing = costs.clone().find_map(Cost::missing);
    if lines.is_empty() && missing.is_none() {
        return None;
    }
    let sum = |of: fn(&(Money, Money, String)) -> Money| lines.values().map(of).sum::<Money>();
    let sums = (sum(|line| line.0), sum(|line| line.1));
    let row = |what: &str, (estimated, spent): (Money, Money), source: &str| {
        vec![
            Cell::Text(what.to_owned()),
            Cell::Number(estimated.usd(), 6),
            Cell::Number(spent.usd(), 6),
            Cell::Text(source.to_owned()),
        ]
    };
    let terms = lines.iter();
    let mut rows: Vec<Vec<Cell>> = terms
        .map(|(kind, line)| row(kind.words(), (line.0, line.1), &line.2))
        .collect();
    rows.push(row("all", sums, ""));
    let per_day: Money = costs.filter_map(Cost::grace_per_day).sum();
    let grace = (per_day > Money::ZERO).then(|| {
        let price = usd(per_day.usd());
        format!("both copies are held: {price} more for each day until `migrate complete`")
    });
    let missing = missing.map(|key| format!("{key}, so nobody knows all that it costs"));
    Some(Listing {
        kind: "migration_cost",
        columns: vec![
            Column::new("term", "TERM"),
            Column::new("estimated_usd", "AT LEAST USD"),
            Column::new("spent_usd", "SPENT USD"),
            Column::spare("prices", "PRICES"),
        ],
        rows,
        empty: "nothing",
        notes: grace.into_iter().chain(missing).collect(),
        warnings: Vec::new(),
    })
}

/// The cost of several moves for programs.
pub fn json<'a>(costs: impl Iterator<Item = &'a Cost> + Clone) -> Value {
    let per_day: Money = costs.clone().filter_map(Cost::grace_per_day).sum();
    let missing = costs.clone().find_map(Cost::missing);
    let terms = lines(costs);
    let sum = |of: fn(&(Money, Money, String)) -> Money| terms.values().map(of).sum::<Money>();
    json!({
        "estimated_usd": sum(|line| line.0).usd(),
        "spent_usd": sum(|line| line.1).usd(),
        "grace_usd_per_day": per_day.usd(),
        "missing_price": missing.map(ToString::to_string),
        "terms": terms.iter().map(|(kind, line)| json!({
            "term": kind,
            "estimated_usd": line.0.usd(),
            "spent_usd": line.1.usd(),
            "prices": line.2,
        })).collect::<Vec<_>>(),
    })
}
