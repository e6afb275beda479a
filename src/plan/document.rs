//! [`PlanDocument`]: the plan file. Its body is canonical and holds no wall clock, so the same inputs give
//! the same bytes, and the plan's id is the hash of the body.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::term::TermKind;

/// The format this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;
/// Hex digits of a plan id.
const ID_DIGITS: usize = 12;
/// Whole numbers beyond this are not exact in a JSON reader.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

/// A plan file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// First 12 hex digits of the SHA-256 of the canonical body.
    pub plan_id: String,
    /// Everything else.
    pub body: PlanBody,
}

/// What the id covers. Money over the horizon unless a name says `month`; a month is 730 hours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanBody {
    /// The map it was made against.
    pub base_map: BaseMap,
    /// The newest ingested event, milliseconds UTC: "now" for this plan.
    pub as_of_ms: i64,
    /// What it was made from.
    pub inputs: PlanInputs,
    /// What was weighed, and how.
    pub policy: PlanPolicy,
    /// Things to know before trusting it.
    pub notes: Vec<String>,
    /// Sums over the moves.
    pub totals: PlanTotals,
    /// What moving less would save: the best clumps only, one more at each point; the last is the whole plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curve: Vec<CurvePoint>,
    /// Limits it was held against.
    pub guards: Vec<GuardEntry>,
    /// Moves that only make sense together.
    pub clumps: Vec<ClumpEntry>,
    /// In order of execution.
    pub moves: Vec<MoveEntry>,
    /// What came closest without being proposed.
    pub near_misses: Vec<NearMissEntry>,
    /// Whether a plan after this one would propose nothing.
    pub settled: bool,
    /// Keys of fees without a price, which count nothing: with them the plan may look different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incomplete: Vec<String>,
    /// Who asked for exactly these moves; `None` when the planner found them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestEntry>,
}

/// That somebody else asked for the moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestEntry {
    /// How sure the asker says to be; the plan's own confidences stand at its moves.
    pub confidence_ratio: f64,
    /// Assignments in the map that was given.
    pub assignments: u64,
    /// Of these, how many name a shard where the segment is already.
    pub in_place: u64,
}

/// A map version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseMap {
    /// Its lsn.
    pub version: u64,
    /// SHA-256 of the canonical map, hex.
    pub hash: String,
}

/// What a plan was made from, by hash and by size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanInputs {
    /// SHA-256 of segments, sizes and places.
    pub inventory_hash: String,
    /// SHA-256 of the forecast demand, of co-access and of the sessions it was counted in.
    pub demand_hash: String,
    /// SHA-256 of shards, prices, latencies, groups and policy.
    pub settings_hash: String,
    /// Oldest ingested event, milliseconds UTC.
    pub oldest_event_ms: i64,
    /// Requests counted as demand.
    pub demand_requests: u64,
    /// Share of them whose region is known by evidence.
    pub region_coverage_ratio: f64,
    /// Hours ahead that were forecast; the horizon repeats them.
    pub forecast_hours: u64,
    /// Segments looked at.
    pub segments: u64,
    /// Of these, how many no plan may move.
    pub held_segments: u64,
    /// Inventoried objects.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What was weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPolicy {
    /// Hours over which gains are summed.
    pub horizon_hours: f64,
    /// Longest a move may take to earn its cost.
    pub max_payback_hours: f64,
    /// Hours that source copies are kept.
    pub grace_hours: f64,
    /// Level of the demand's intervals.
    pub interval_level: f64,
    /// Price of an access that leaves the shard of its session.
    pub usd_per_cross_shard_access: f64,
    /// Price of one that leaves its region, on top of that.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub usd_per_cross_region_access: f64,
    /// Price of a millisecond of one request.
    pub usd_per_ms: f64,
    /// Least confidence of a move.
    pub min_confidence: f64,
    /// Price of an hour in which a shard serves all that it can.
    #[serde(default)]
    pub usd_per_overload_hour: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_nothing(usd: &f64) -> bool {
    *usd == 0.0
}

/// Sums over the moves of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTotals {
    /// Number of moves.
    pub moves: u64,
    /// Objects they take along.
    pub objects: u64,
    /// Bytes they take along.
    pub bytes: u64,
    /// What the placement costs a month now.
    pub before_usd_month: f64,
    /// What it costs a month after the moves.
    pub after_usd_month: f64,
    /// The difference.
    pub gain_usd_month: f64,
    /// Of moving, once.
    pub cost_usd: f64,
    /// Gain over the horizon less the cost.
    pub net_usd: f64,
    /// Share of reads answered from another region, now.
    pub cross_region_read_ratio_before: Option<f64>,
    /// After the moves.
    pub cross_region_read_ratio_after: Option<f64>,
}

/// A point of bytes moved against what that saves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurvePoint {
    /// Number of moves.
    pub moves: u64,
    /// Bytes they take along.
    pub bytes: u64,
    /// Of moving, once.
    pub cost_usd: f64,
    /// A month, without the cost of moving.
    pub gain_usd_month: f64,
    /// Gain over the horizon less the cost.
    pub net_usd: f64,
}

/// A limit and what was held against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardEntry {
    /// As in `[guards]`.
    pub name: String,
    /// The limit.
    pub limit: f64,
    /// What was held against it.
    pub value: f64,
    /// Whether it holds.
    pub ok: bool,
}

/// A confidence and its components.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfidenceEntry {
    /// ½ + (net_gain_ratio − ½) · region_coverage_ratio · history_ratio, or what that is worth by the moves scored.
    pub total_ratio: f64,
    /// The former, where the latter is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_ratio: Option<f64>,
    /// Probability of a positive net gain from the demand's intervals alone.
    pub net_gain_ratio: f64,
    /// Share of requests with evidence of their region, over the segments moved.
    pub region_coverage_ratio: f64,
    /// Hours of history against four weeks.
    pub history_ratio: f64,
    /// Whether it was compared with what came true.
    pub calibration: String,
}

/// Moves that only make sense together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClumpEntry {
    /// Numbers of the moves.
    pub moves: Vec<u64>,
    /// A month, without the cost of moving.
    pub gain_usd_month: f64,
    /// Of moving, once.
    pub cost_usd: f64,
    /// Hours until the gain has earned the cost.
    pub payback_hours: Option<f64>,
    /// That the gain exceeds the cost.
    pub confidence: ConfidenceEntry,
    /// The limit that is broken without these moves, which need not pay then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mends: Option<String>,
}

/// One move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveEntry {
    /// From 1.
    pub n: u64,
    /// The segment's id.
    pub segment: String,
    /// Source shard.
    pub from: String,
    /// Target shard.
    pub to: String,
    /// Objects.
    pub objects: u64,
    /// Bytes.
    pub bytes: u64,
    /// Number of its clump, from 1.
    pub clump: u64,
    /// A month, without the cost of moving; shared co-access counts half in each move.
    pub gain_usd_month: f64,
    /// Of moving, once.
    pub cost_usd: f64,
    /// Of its clump.
    pub confidence_ratio: f64,
    /// For people, the weightiest first.
    pub reasons: Vec<String>,
    /// Segments under this one that do not come along and need a rule of their own first.
    pub leaves: Vec<LeftEntry>,
    /// Model that forecast its demand; `None` when it has none.
    pub model: Option<String>,
    /// Ongoing terms.
    pub terms: Vec<TermEntry>,
    /// What the moving costs.
    pub costs: Vec<CostEntry>,
    /// The hour of the day in which its shards are asked least; `None` where no hour is quieter than others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietEntry>,
}

/// When to move.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietEntry {
    /// 0 to 23, UTC.
    pub hour_utc: u64,
    /// What source and target are asked for in it, as a share of their mean hour.
    pub load_ratio: f64,
}

/// A segment that stays where it is while the one above it moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftEntry {
    /// The segment's id.
    pub segment: String,
    /// Where it is after the plan.
    pub shard: String,
}

/// An ongoing term at source and target, over the horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermEntry {
    /// What it is about.
    pub kind: TermKind,
    /// With whom or of what.
    pub subject: String,
    /// In `unit`s.
    pub quantity: f64,
    /// What is counted.
    pub unit: String,
    /// Dollars per unit at the source.
    pub source_unit_usd: f64,
    /// Where that price is from.
    pub source_price: String,
    /// Dollars per unit at the target.
    pub target_unit_usd: f64,
    /// Where that price is from.
    pub target_price: String,
    /// What the move saves.
    pub gain_usd: f64,
}

/// A term of the cost of moving.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostEntry {
    /// What it is about.
    pub kind: TermKind,
    /// Of what.
    pub subject: String,
    /// In `unit`s.
    pub quantity: f64,
    /// What is counted.
    pub unit: String,
    /// Dollars per unit.
    pub unit_usd: f64,
    /// Where the price is from.
    pub price: String,
    /// Their product.
    pub usd: f64,
}

/// A move that was not proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearMissEntry {
    /// The segment's id.
    pub segment: String,
    /// Where it is.
    pub from: String,
    /// Where it would go.
    pub to: String,
    /// What it would save a month.
    pub gain_usd_month: f64,
    /// What moving would cost, once.
    pub cost_usd: f64,
    /// What speaks against it.
    pub against: Vec<String>,
}

/// Why bytes are not a plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    /// No JSON, or not of this shape.
    #[error("it is not a plan file: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Of a newer program.
    #[error("its format version is {0}, this program reads {FORMAT_VERSION}")]
    Version(u64),
    /// The id does not fit the body.
    #[error("its id is {says}, but its content hashes to {is}: it was edited or damaged")]
    Edited {
        /// What the file says.
        says: String,
        /// What its content hashes to.
        is: String,
    },
}

impl PlanDocument {
    /// A plan file of this body, with its id.
    pub fn new(body: PlanBody) -> Self {
        Self {
            format_version: FORMAT_VERSION,
            plan_id: id(&value(&body)),
            body,
        }
    }

    /// The file's bytes: indented JSON in canonical order, for people and for `diff`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(&sorted(&value(self)))
            .expect("JSON values with text keys always serialise");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a plan file and checks that its content is what its id says. Layout does not matter.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PlanFileError> {
        let file: Value = serde_json::from_slice(bytes)?;
        match file.get("format_version").and_then(Value::as_u64) {
            Some(version) if version != u64::from(FORMAT_VERSION) => {
                return Err(PlanFileError::Version(version));
            }
            _ => {}
        }
        let is = id(file.get("body").unwrap_or(&Value::Null));
        let document: Self = serde_json::from_value(file)?;
        if document.plan_id != is {
            let says = document.plan_id;
            return Err(PlanFileError::Edited { says, is });
        }
        Ok(document)
    }
}

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).expect("plan types have text keys and finite numbers")
}

fn id(body: &Value) -> String {
    let canonical = sorted(body).to_string();
    let digest = Sha256::digest(canonical.as_bytes());
    let mut hex = digest
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    hex.truncate(ID_DIGITS);
    hex
}

/// The value with members in byte order of their names and whole numbers without a fraction, however
/// the JSON library at hand keeps them.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let members = members.into_iter();
            members
                .map(|(name, member)| (name.clone(), sorted(member)))
                .collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Number(number) => match number.as_f64() {
            Some(float)
                if number.is_f64() && float.fract() == 0.0 && float.abs() < EXACT_INTEGERS =>
            {
                Value::from(float as i64)
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests;
