//! Streams, checksums and what is refused.

use std::io::Write;

use super::*;
use crate::adapters::sqlite::SqliteStats;

const COLUMNS: Columns = Columns {
    count: 3,
    key: 1,
    size: 2,
    etag: None,
    last_modified: None,
    storage_class: None,
    is_latest: None,
    is_delete_marker: None,
};

fn gzip(text: &str) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

fn read(stored: &[u8], md5: &str) -> Result<(Vec<String>, u64), ImportError> {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteStats::create(directory.path()).unwrap();
    let shard = Shard {
        name: "a".into(),
        endpoint: "e".into(),
        bucket: "b".into(),
        prefix: "p/".into(),
        mount: String::new(),
        region: "r".into(),
        weight: 1,
    };
    store
        .begin_inventory(&shard.name, "manifest.json", 1)
        .unwrap();
    let mut import = Import {
        shard: &shard,
        store: &mut store,
        rows: InventoryRows::default(),
        noncurrent_versions: 0,
        delete_markers: 0,
        outside_prefix: 0,
        progress: &mut |_| (),
    };
    import.read_file("x.csv.gz", stored, COLUMNS, md5)?;
    import.flush()?;
    let outside = import.outside_prefix;
    store.finish_inventory(&shard.name).unwrap();
    let objects = store.inventory_objects(&shard.name).unwrap();
    let keys = objects.map(|object| object.unwrap().key.as_str().unwrap().to_owned());
    Ok((keys.collect(), outside))
}

#[test]
fn rows_are_sorted_and_those_outside_the_prefix_counted() {
    // The marker of the fleet is neither data nor outside.
    let stored = gzip("b,p/2,1\r\nb,o/1,1\n\nb,p/.shardctl/owner.json,9\nb,p/1,1");
    let md5 = hex(&Md5::digest(&stored));
    let (keys, outside) = read(&stored, &md5.to_uppercase()).unwrap();
    assert_eq!(
        (keys, outside),
        (vec!["p/1".to_owned(), "p/2".to_owned()], 1)
    );
}

#[test]
fn lines_longer_than_a_read_are_whole() {
    let long = "k".repeat(2 * READ_BYTES);
    let stored = gzip(&format!("b,p/{long},1\nb,p/x,1\n"));
    let (keys, _) = read(&stored, &hex(&Md5::digest(&stored))).unwrap();
    assert_eq!(
        keys.iter().map(String::len).collect::<Vec<_>>(),
        [long.len() + 2, 3]
    );
}

#[test]
fn torn_changed_and_misshapen_files_are_refused() {
    let stored = gzip("b,p/1,1\nb,p/2,x\n");
    let md5 = hex(&Md5::digest(&stored));
    let row = read(&stored, &md5).unwrap_err().to_string();
    assert_eq!(row, "`x.csv.gz` row 2: its Size is not that of an object");

    let torn = read(&stored[..stored.len() - 5], &md5).unwrap_err();
    assert!(matches!(torn, ImportError::Checksum { .. }), "{torn}");
    let other = read(b"hello", &hex(&Md5::digest(b"hello"))).unwrap_err();
    assert!(matches!(other, ImportError::Source(_)), "{other}");
}

#[test]
fn data_files_are_looked_for_around_the_manifest_and_never_above_a_key() {
    assert_eq!(
        data_file_places("s3://inv/a/manifest.json", "d/x.gz"),
        ["s3://inv/d/x.gz"]
    );
    let places = data_file_places("/r/a/b/manifest.json", "a/data/x.gz");
    assert!(places.contains(&"/r/a/data/x.gz".to_owned()), "{places:?}");
    assert!(places.contains(&"/r/a/b/x.gz".to_owned()), "{places:?}");
    assert!(data_file_places("/r/manifest.json", "../../etc/x.gz").is_empty());
}
