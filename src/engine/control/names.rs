//! Names of the objects in the control location.

use crate::ports::{ControlError, ControlStore};

/// Folder of the map log.
pub const MAP_LOG: &str = "maplog/";

/// Folder of the epochs.
pub const EPOCHS: &str = "epoch/";

/// Folder of the consistency states, by epoch.
pub const STATES: &str = "states/";

/// Folder of the transfers at rest of bases, by epoch.
pub const PARTS: &str = "parts/";

/// Who works now; advice.
pub const LEASE: &str = "lease.json";

/// What another host needs of the config; advice.
pub const CONFIG: &str = "fleet/config.toml";

/// Folder of whole maps.
pub const SNAPSHOTS: &str = "snapshot/";

/// The newest map, for those who read and write the data; advice.
pub const CURRENT_MAP: &str = "map/current.json";

/// The map log's entry that makes version `lsn`.
pub fn map_entry(lsn: u64) -> String {
    format!("{MAP_LOG}{lsn:020}.json")
}

/// The claim of an epoch.
pub fn epoch(epoch: u64) -> String {
    format!("{EPOCHS}{epoch:020}.json")
}

/// What a host's state directory held when it was last seen.
pub fn anchor(host_id: &str) -> String {
    format!("anchor/{host_id}.json")
}

/// Folder of the consistency states that a holder of `epoch` has published.
pub fn states_of(epoch: u64) -> String {
    format!("{STATES}{epoch:020}/")
}

/// The consistency states of a number.
pub fn states(epoch: u64, number: u64) -> String {
    format!("{}{number:020}.json.zst", states_of(epoch))
}

/// Further transfers of a base: named by their SHA-256, hex.
pub fn part(epoch: u64, sha256: &str) -> String {
    format!("{}{sha256}.json.zst", parts_of(epoch))
}

/// Folder of the transfers at rest of an epoch's bases.
pub fn parts_of(epoch: u64) -> String {
    format!("{PARTS}{epoch:020}/")
}

/// The map as of version `lsn`.
pub fn snapshot(lsn: u64) -> String {
    format!("{SNAPSHOTS}{lsn:020}.json.zst")
}

/// The numbers published in a folder after the name `after`, in their order; what is not ours is passed by.
pub async fn published(
    control: &dyn ControlStore,
    folder: &str,
    after: Option<&str>,
) -> Result<Vec<u64>, ControlError> {
    let listed = control.names(folder, after).await?;
    Ok(listed.iter().filter_map(|name| number(name)).collect())
}

/// The number in a name of one of the folders; `None` for what is not ours.
fn number(name: &str) -> Option<u64> {
    let (_, file) = name.rsplit_once('/')?;
    let digits = (file.strip_suffix(".json")).or_else(|| file.strip_suffix(".json.zst"))?;
    let all_digits = digits.len() == 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_their_numbers_and_read_back() {
        assert_eq!(map_entry(7), "maplog/00000000000000000007.json");
        assert!(map_entry(99) < map_entry(100));
        assert_eq!(number(&map_entry(u64::MAX)), Some(u64::MAX));
        assert_eq!(number(&epoch(3)), Some(3));
        assert_eq!(number(&states(3, 5)), Some(5));
        assert_eq!(number(&snapshot(64)), Some(64));
        assert!(states(3, 9).starts_with(&states_of(3)));
        for foreign in [
            "maplog/7.json",
            "maplog/0000000000000000000x.json",
            "7",
            "maplog/",
        ] {
            assert_eq!(number(foreign), None, "{foreign}");
        }
    }
}
