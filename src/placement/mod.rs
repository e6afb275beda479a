//! The vocabulary everyone shares: keys, shards, segments and the shard map that joins them.
//!
//! Pure: values in, values out. What moves data or stores the map is elsewhere (`engine`, `adapters`).

mod adopt;
mod codec;
mod compiled_map;
mod current_map;
mod diff;
mod fewest_rules;
mod key;
mod map_log;
mod map_reader;
mod map_snapshot;
mod map_view;
mod moves;
mod rebase;
mod rendezvous;
mod segment;
mod settle;
mod shard;
mod shard_key;
mod shard_map;
mod shard_set;
mod together;

pub use adopt::{Adopted, Adopter, Held, Holding, SharedKey};
pub use codec::{CodecError, decode_diff, decode_map, encode_diff};
pub use compiled_map::{CompiledMap, Decided};
pub use current_map::{CurrentMap, PreviousPlace, decode_current, encode_current};
pub use diff::{ApplyError, MapDiff};
pub use fewest_rules::{FewestRules, Label};
pub use key::Key;
pub use map_log::{
    EntryKind, MapEntry, MapLog, ReplayError, Signature, decode_entry, encode_entry,
};
pub use map_reader::{MapReader, Offered, Place, ReaderError};
pub use map_snapshot::{MapSnapshot, decode_snapshot, encode_snapshot};
pub use map_view::{encode_first_diff, encode_map, map_hash};
pub use moves::{MoveError, RuleChange, rule_changes};
pub use rebase::{RebaseError, Rebased};
pub use rendezvous::rendezvous_home;
pub use segment::{ParseSegmentError, Segment};
pub use settle::{Settled, Settler};
pub use shard::{OWN_FOLDER, OWNER_MARKER, PROBES, Shard, ShardName};
pub use shard_key::{PlacedPart, ShardKey, ShardKeyError, ShardKeyPart, ShardKeyWeights};
pub use shard_map::{LocatedBy, Location, Pin, Rule, ShardMap};
pub use shard_set::{ShardDifference, shard_differences};
pub use together::Together;
