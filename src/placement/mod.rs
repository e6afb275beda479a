//! The vocabulary everyone shares: keys, shards, segments and the shard map that joins them.
//!
//! Pure: values in, values out. What moves data or stores the map is elsewhere (`engine`, `adapters`).

mod codec;
mod diff;
mod key;
mod rendezvous;
mod segment;
mod shard;
mod shard_map;

pub use codec::{CodecError, decode_diff, decode_map, encode_diff, encode_map, map_hash};
pub use diff::{ApplyError, MapDiff};
pub use key::Key;
pub use rendezvous::rendezvous_home;
pub use segment::{ParseSegmentError, Segment};
pub use shard::{Shard, ShardName};
pub use shard_map::{LocatedBy, Location, Pin, Rule, ShardMap};
