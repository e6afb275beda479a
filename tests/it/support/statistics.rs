//! Access statistics without a log: accesses straight into stats.db.

use shardctl::access::{Access, BatchState, FileReading, Harvest, IngestBatch, IngestedFile};
use shardctl::adapters::sqlite::SqliteStats;
use shardctl::ports::StatsStore;

/// Stores accesses as what was read of one file.
pub fn store_accesses(stats: &mut SqliteStats, accesses: &[Access]) {
    let reading = stats.reserve_readings(1).unwrap();
    let mut harvest = Harvest::default();
    for access in accesses {
        harvest.add(access, reading);
    }
    let times = || accesses.iter().map(|access| access.time_ms);
    let batch = IngestBatch {
        readings: vec![FileReading {
            id: reading,
            source: "test".into(),
            file: IngestedFile {
                name: "access.log".into(),
                records: accesses.len() as u64,
                oldest_event_ms: times().min(),
                newest_event_ms: times().max(),
                ..IngestedFile::default()
            },
            state: BatchState::Done,
            ..FileReading::default()
        }],
        sheaves: vec![harvest.reap()],
    };
    stats.commit(&batch).unwrap();
}
