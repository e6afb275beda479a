//! How bytes travel: the [`Route`] of a move, and the [`Method`] of one copy with the condition that
//! keeps it from overwriting what is not ours.

use crate::engine::doctor::Capability;
use crate::migration::{Contract, MigrationSettings, Route};
use crate::placement::Shard;
use crate::ports::{BucketErrorKind, ListRequest, World, WriteCondition};

use super::options::{MigratorOptions, Provider};
use super::outcome::Trouble;
use super::powers::Powers;
use super::report::Ending;

/// Who carries the bytes of one copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vehicle {
    /// The store, in one request.
    Server,
    /// The store, part by part.
    ServerParts,
    /// This host, in one piece.
    Stream,
    /// This host, part by part.
    StreamParts,
}

/// How one copy is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Method {
    pub(super) vehicle: Vehicle,
    pub(super) condition: WriteCondition,
}

/// What a copy needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need<'a> {
    pub(super) route: Route,
    pub(super) size: u64,
    /// ETag of our own copy that is to be replaced; `None`: nothing is there.
    pub(super) onto: Option<&'a str>,
    pub(super) contract: Contract,
    /// Whether the published map says target.
    pub(super) is_switched: bool,
    /// Whether the target's range held nothing but the move's keys.
    pub(super) range_held: bool,
}

impl Need<'_> {
    fn condition(&self) -> WriteCondition {
        self.onto.map_or(WriteCondition::IfAbsent, |etag| {
            WriteCondition::IfMatch(etag.to_owned())
        })
    }

    /// Whether a store that ignores the condition may be used all the same: nobody else writes
    /// there. Once the map says target everybody may.
    fn may_go_without(&self) -> bool {
        let held_back = self.contract != Contract::Mutable && !self.is_switched;
        held_back && (self.range_held || self.onto.is_some())
    }

    /// The power that makes the condition hold; `None` where no probe tells.
    fn power(&self, vehicle: Vehicle) -> Option<Capability> {
        use Capability as C;
        match (vehicle, self.onto) {
            (Vehicle::Server, None) => Some(C::CopyIfAbsent),
            (Vehicle::Server, Some(_)) => Some(C::CopyIfMatch),
            (Vehicle::Stream, None) => Some(C::PutIfAbsent),
            (Vehicle::Stream, Some(_)) => Some(C::PutIfMatch),
            (Vehicle::ServerParts | Vehicle::StreamParts, None) => Some(C::CompleteIfAbsent),
            (Vehicle::ServerParts | Vehicle::StreamParts, Some(_)) => None,
        }
    }
}

/// The way to make a copy: by the store where it may, under a condition where the store honours it,
/// and through this host under a condition before by the store without one is refused.
pub(super) fn choose(
    need: Need<'_>,
    powers: &Powers,
    options: &MigratorOptions,
) -> Result<Method, String> {
    let streamed = if need.size <= options.part_bytes {
        Vehicle::Stream
    } else {
        Vehicle::StreamParts
    };
    let by_store = if need.size <= options.multipart_threshold {
        Vehicle::Server
    } else {
        Vehicle::ServerParts
    };
    let guarded = |vehicle| {
        let has = need.power(vehicle).is_some_and(|power| powers.has(power));
        has.then(|| Method {
            vehicle,
            condition: need.condition(),
        })
    };
    let plain = |vehicle| {
        need.may_go_without().then_some(Method {
            vehicle,
            condition: WriteCondition::None,
        })
    };
    let found = match need.route {
        Route::ServerSide => guarded(by_store)
            .or_else(|| plain(by_store))
            .or_else(|| guarded(streamed)),
        Route::Streamed => guarded(streamed).or_else(|| plain(streamed)),
    };
    found.ok_or_else(|| {
        "the target's store ignores the condition that would keep this copy from overwriting what \
         is not ours, and its range is not known to be held"
            .to_owned()
    })
}

/// How the bytes of a move travel. Probes, by reading, whether the target's endpoint can read the
/// source.
pub(super) async fn route_of(
    world: &dyn World,
    options: &MigratorOptions,
    settings: &MigrationSettings,
    from: &Shard,
    to: &Shard,
) -> Result<Route, Ending> {
    let provider = |shard: &Shard| {
        let named = options.providers.get(&shard.endpoint).cloned();
        named.unwrap_or_else(|| Provider::Store(shard.endpoint.clone()))
    };
    let (source, target) = (provider(from), provider(to));
    let same = source == target;
    if same && !settings.force_stream && can_copy(world, from, to, &target).await? {
        return Ok(Route::ServerSide);
    }
    let both_aws = (&source, &target) == (&Provider::Aws, &Provider::Aws);
    if both_aws && !settings.allow_stream {
        return Err(Ending::Refused(format!(
            "AWS cannot copy from shard `{}` to `{}` by itself with the target's credentials, and \
             streaming between AWS endpoints costs egress twice: cancel it, and request it again with \
             --allow-stream",
            from.name, to.name
        )));
    }
    Ok(Route::Streamed)
}

/// Whether the target's endpoint, with its credentials, can read the source's bucket.
async fn can_copy(
    world: &dyn World,
    from: &Shard,
    to: &Shard,
    target: &Provider,
) -> Result<bool, Ending> {
    let reader = world.reader(&to.endpoint, &from.bucket);
    let request = ListRequest {
        prefix: from.prefix.clone(),
        page_size: Some(1),
        ..ListRequest::default()
    };
    let Err(error) = reader.list(&request).await else {
        return Ok(true);
    };
    match error.kind {
        BucketErrorKind::Unavailable | BucketErrorKind::Throttled => {
            Err(Trouble::from(&error).ending())
        }
        // A bucket of another region of AWS: to be copied from, though not listed.
        BucketErrorKind::Invalid if error.status == Some(301) => Ok(*target == Provider::Aws),
        _ => Ok(false),
    }
}

/// Bytes of each part of an object but the last: the same for the same object, so that an upload can
/// be resumed.
pub(super) fn part_bytes(size: u64, options: &MigratorOptions) -> u64 {
    const MOST_PARTS: u64 = 10_000;
    const MIB: u64 = 1 << 20;
    let least = size.div_ceil(MOST_PARTS).next_multiple_of(MIB);
    options.part_bytes.max(least).max(5 * MIB)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(route: Route, onto: Option<&str>) -> Need<'_> {
        Need {
            route,
            size: 10,
            onto,
            contract: Contract::Quiesced,
            is_switched: false,
            range_held: true,
        }
    }

    fn chosen(need: Need<'_>, powers: &[Capability]) -> Option<(Vehicle, bool)> {
        let powers = Powers::of(powers.iter().copied());
        let options = MigratorOptions::default();
        let method = choose(need, &powers, &options).ok()?;
        Some((method.vehicle, method.condition != WriteCondition::None))
    }

    #[test]
    fn a_copy_is_guarded_wherever_the_store_honours_it() {
        use Capability as C;
        let server = need(Route::ServerSide, None);
        let onto = need(Route::ServerSide, Some("\"e\""));
        let streamed = need(Route::Streamed, None);
        let large = |need: Need<'static>| Need {
            size: 6 << 30,
            ..need
        };
        for (need, powers, want) in [
            (
                server,
                &[C::CopyIfAbsent][..],
                Some((Vehicle::Server, true)),
            ),
            (onto, &[C::CopyIfMatch], Some((Vehicle::Server, true))),
            (onto, &[C::CopyIfAbsent], Some((Vehicle::Server, false))),
            (streamed, &[C::PutIfAbsent], Some((Vehicle::Stream, true))),
            (
                large(server),
                &[C::CompleteIfAbsent],
                Some((Vehicle::ServerParts, true)),
            ),
            (
                large(streamed),
                &[C::PutIfAbsent],
                Some((Vehicle::StreamParts, false)),
            ),
        ] {
            assert_eq!(chosen(need, powers), want, "{need:?} {powers:?}");
        }
    }

    #[test]
    fn without_a_condition_only_where_nobody_else_writes() {
        use Capability as C;
        let server = need(Route::ServerSide, None);
        let occupied = Need {
            range_held: false,
            ..server
        };
        let mutable = Need {
            contract: Contract::Mutable,
            ..server
        };
        let switched = Need {
            is_switched: true,
            ..server
        };
        assert_eq!(chosen(server, &[]), Some((Vehicle::Server, false)));
        for need in [occupied, mutable, switched] {
            assert_eq!(chosen(need, &[]), None, "{need:?}");
            let by_hand = chosen(need, &[C::PutIfAbsent]);
            assert_eq!(by_hand, Some((Vehicle::Stream, true)), "{need:?}");
        }
        for (is_switched, want) in [(false, Some((Vehicle::Server, false))), (true, None)] {
            let immutable = Need {
                contract: Contract::Immutable,
                is_switched,
                ..server
            };
            assert_eq!(chosen(immutable, &[]), want, "{immutable:?}");
        }
    }

    #[test]
    fn parts_are_few_enough_and_the_same_again() {
        let options = MigratorOptions::default();
        assert_eq!(part_bytes(1 << 30, &options), 16 << 20);
        let huge = 50 << 40;
        assert!(huge / part_bytes(huge, &options) <= 10_000);
    }
}
