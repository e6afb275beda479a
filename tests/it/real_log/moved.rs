//! The real log's objects at the executor: moved, killed in the middle, recovered, compared byte for byte.

use std::collections::BTreeMap;

use shardctl::engine::migration::Ending;
use shardctl::migration::{MigrationState, TransferState};
use shardctl::simulator::SyntheticObject;

use super::read_log;
use crate::executor::gate::Fault;
use crate::executor::rig::{GRACE_MS, NOW_MS, Rig, Verb, ZOMBIE_MS};

/// Seeds of the kill points.
const SEEDS: [u64; 3] = [1, 2, 3];

/// The tree that moves.
const TREE: &str = "presentations/";

/// The log's objects in the shard `a`, and every byte of the tree that moves.
fn loaded(rig: &Rig) -> BTreeMap<String, bytes::Bytes> {
    let log = read_log();
    let object = |(key, size): (&String, &u64)| SyntheticObject::new(key.as_str(), *size, NOW_MS);
    assert!(rig.simulator.load("src", log.sizes.iter().map(object)));
    let keys = log.sizes.into_keys().filter(|key| key.starts_with(TREE));
    keys.map(|key| {
        let bytes = rig.get("src", &key).unwrap().bytes;
        (key, bytes)
    })
    .collect()
}

/// A number of calls below `most`, from a seed.
fn kill_point(seed: u64, most: u64) -> u64 {
    1 + seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) % most
}

#[tokio::test]
async fn a_real_sites_objects_survive_a_kill() {
    for seed in SEEDS {
        let rig = Rig::new();
        let objects = loaded(&rig);
        assert!(objects.len() > 100, "{} objects", objects.len());
        let segment = format!("prefix:{TREE}");
        let moves = [(segment.as_str(), "a", "b")];
        let id = rig.create_of(&moves).await.unwrap().id;

        let world = rig.world();
        // Every object takes several calls, so this is in the middle of them.
        let call = 40 + kill_point(seed, objects.len() as u64);
        world.gate.disturb(call, Fault::CrashAfter);
        tokio::select! {
            () = world.gate.death() => {}
            ran = rig.run_in(&world, Verb::Start, &id) => {
                assert!(world.gate.is_dead(), "seed {seed}: {ran:?}");
            }
        }
        let report = rig.recover().await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "seed {seed}: {report:?}");
        let again = rig.recover().await.unwrap();
        assert!(again.transfers.is_empty(), "seed {seed}: {again:?}");

        rig.run(Verb::Start, &id).await.unwrap();
        rig.wait_ms(ZOMBIE_MS);
        let report = rig.run(Verb::Switch, &id).await.unwrap();
        assert_eq!(report.ending(), Ending::Done, "seed {seed}: {report:?}");
        rig.wait_ms(GRACE_MS);
        let report = rig.run(Verb::Complete, &id).await.unwrap();
        assert_eq!(
            report.state,
            MigrationState::Completed,
            "seed {seed}: {report:?}"
        );
        let deleted = report.moves[0].tally[&TransferState::Deleted].objects;
        assert_eq!(deleted, objects.len() as u64, "seed {seed}");
        for (key, bytes) in &objects {
            assert_eq!(rig.located(key), "b", "seed {seed}");
            assert_eq!(
                &rig.get("dst", key).unwrap().bytes,
                bytes,
                "seed {seed}: {key}"
            );
            assert!(rig.get("src", key).is_none(), "seed {seed}: {key}");
        }
    }
}
