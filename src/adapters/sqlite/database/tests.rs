//! What a file must be to be opened, and what each refusal is called.

use std::fs;

use super::*;

const ONE: Schema = Schema {
    application_id: 0x1234,
    steps: &["CREATE TABLE a (x INTEGER) STRICT"],
    durability: Durability::Full,
};
const TWO: Schema = Schema {
    steps: &[
        "CREATE TABLE a (x INTEGER) STRICT",
        "CREATE TABLE b (y INTEGER) STRICT",
    ],
    ..ONE
};

fn scratch() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state/map.db");
    (directory, path)
}

fn problem(result: Result<Database, StoreError>) -> String {
    match result.unwrap_err() {
        StoreError::Corrupt { problem, .. } => problem,
        other => panic!("not corrupt: {other}"),
    }
}

#[test]
fn an_absent_file_is_none_until_created() {
    let (_directory, path) = scratch();
    assert!(Database::open(&path, &ONE).unwrap().is_none());
    drop(Database::create(&path, &ONE).unwrap());
    assert!(Database::open(&path, &ONE).unwrap().is_some());
}

#[test]
fn an_older_file_takes_the_missing_steps() {
    let (_directory, path) = scratch();
    let old = Database::create(&path, &ONE).unwrap();
    old.run(|c| c.execute("INSERT INTO a VALUES (7)", []))
        .unwrap();
    drop(old);
    let new = Database::create(&path, &TWO).unwrap();
    let count: i64 = new
        .run(|c| {
            c.query_row("SELECT x + (SELECT count(*) FROM b) FROM a", [], |row| {
                row.get(0)
            })
        })
        .unwrap();
    assert_eq!(count, 7);
}

#[test]
fn foreign_newer_and_damaged_files_are_refused() {
    let (_directory, path) = scratch();
    drop(Database::create(&path, &TWO).unwrap());
    let newer = Database::create(&path, &ONE).unwrap_err();
    let told = matches!(
        newer,
        StoreError::Newer {
            format: 2,
            newest: 1,
            ..
        }
    );
    assert!(told, "{newer}");
    let other = Schema {
        application_id: 0x99,
        ..TWO
    };
    let foreign = problem(Database::create(&path, &other));
    assert!(foreign.contains("another program"), "{foreign}");

    fs::write(&path, b"hello, this is no database at all, but long enough").unwrap();
    let garbage = problem(Database::create(&path, &ONE));
    assert!(garbage.contains("not an SQLite file"), "{garbage}");
}

#[test]
fn a_missing_wal_never_makes_the_file_look_new() {
    let (_directory, path) = scratch();
    let open = Database::create(&path, &ONE).unwrap();
    let copy = path.with_extension("copy");
    fs::copy(&path, &copy).unwrap();
    drop(open);
    let copied = Database::create(&copy, &ONE).unwrap();
    let id: i32 = copied
        .run(|c| c.pragma_query_value(None, "application_id", |row| row.get(0)))
        .unwrap();
    assert_eq!(id, ONE.application_id);
}

#[test]
fn an_empty_file_is_lost_state() {
    let (_directory, path) = scratch();
    drop(Database::create(&path, &ONE).unwrap());
    fs::write(&path, b"").unwrap();
    let opened = Database::open(&path, &ONE).map(Option::unwrap);
    for result in [opened, Database::create(&path, &ONE)] {
        let problem = problem(result);
        assert!(problem.contains("is empty"), "{problem}");
    }
}

#[test]
fn a_file_is_whole_from_the_moment_it_has_its_name() {
    let (_directory, path) = scratch();
    // What a crash before that moment leaves: an empty file of another name.
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path.with_file_name("map.dbx.new"), b"").unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| Database::create(&path, &ONE).unwrap());
        }
    });
    let names = fs::read_dir(path.parent().unwrap()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // SQLite's own files go with the last to close, or stay where two close at once.
    let sqlites = |name: &String| name.ends_with("-wal") || name.ends_with("-shm");
    let mut names: Vec<_> = names.filter(|name| !sqlites(name)).collect();
    names.sort();
    assert_eq!(
        names,
        ["map.db", "map.dbx.new"],
        "nothing of its own is left"
    );
}

#[test]
fn a_directory_that_cannot_be_is_unusable() {
    let (directory, _) = scratch();
    let file = directory.path().join("file");
    fs::write(&file, b"").unwrap();
    let result = Database::create(&file.join("map.db"), &ONE);
    assert!(matches!(result, Err(StoreError::Unusable { .. })));
}

#[test]
fn another_writer_is_busy_and_a_full_disk_is_full() {
    let (_directory, path) = scratch();
    let holder = Database::create(&path, &ONE).unwrap();
    let mut other = Database::create(&path, &ONE).unwrap();
    other.run(|c| c.busy_timeout(Duration::ZERO)).unwrap();
    holder.run(|c| c.execute_batch("BEGIN IMMEDIATE")).unwrap();
    let busy = other.transaction(|t| t.execute("INSERT INTO a VALUES (1)", []));
    assert!(matches!(busy, Err(StoreError::Busy { .. })));
    holder.run(|c| c.execute_batch("COMMIT")).unwrap();

    other
        .run(|c| c.pragma_update(None, "max_page_count", 3))
        .unwrap();
    let full = other.transaction(|t| {
        for _ in 0..10_000 {
            t.execute("INSERT INTO a VALUES (1)", [])?;
        }
        Ok(())
    });
    assert!(matches!(full, Err(StoreError::Full { .. })));
    let rows: i64 = other
        .run(|c| c.query_row("SELECT count(*) FROM a", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(rows, 0, "nothing half written");
}

#[test]
fn a_disk_too_full_for_the_shared_index_is_full() {
    let answer = |code| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
    let meaning = |code| store_error(Path::new("map.db"), &answer(code));
    let full = meaning(rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
    assert!(matches!(full, StoreError::Full { .. }), "{full}");
    let broken = meaning(rusqlite::ffi::SQLITE_IOERR_READ);
    assert!(matches!(broken, StoreError::Unusable { .. }), "{broken}");
}
