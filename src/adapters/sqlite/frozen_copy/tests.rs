//! The copy holds exactly what SQLite itself finds in the same two files.

use rusqlite::Connection;

use super::*;

/// The rows of the file at `path` as SQLite reads them, on a copy of its own.
fn rows_of(path: &Path) -> String {
    rows(&Connection::open(path).unwrap())
}

fn rows(connection: &Connection) -> String {
    let sql = "SELECT count(*) || ' ' || total(x) || ' ' || total(length(y)) FROM a";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The rows of the frozen copy of the file at `path`.
fn rows_of_copy(path: &Path) -> String {
    let copy = FrozenCopy::open(path).unwrap().unwrap();
    let bytes = copy.total_bytes();
    let mut connection = Connection::open_in_memory().unwrap();
    connection
        .deserialize_read_exact("main", copy, bytes, true)
        .unwrap();
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let written = connection.execute("INSERT INTO a VALUES (1, 'new')", []);
    assert!(written.is_err(), "nothing can be written to it");
    rows(&connection)
}

/// The two files as a process that is killed now leaves them, in `directory`.
fn killed(path: &Path, directory: &Path) -> PathBuf {
    let copy = directory.join("copy.db");
    fs::copy(path, &copy).unwrap();
    fs::copy(wal_path(path), wal_path(&copy)).unwrap();
    copy
}

fn database(path: &Path, page_bytes: u32) -> Connection {
    let connection = Connection::open(path).unwrap();
    let setup = format!(
        "PRAGMA page_size = {page_bytes}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
         CREATE TABLE a (x INTEGER, y TEXT)"
    );
    connection.execute_batch(&setup).unwrap();
    connection
}

fn insert(connection: &Connection, rows: usize) {
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
         INSERT INTO a SELECT i, hex(randomblob(i % 300)) FROM n"
    );
    connection.execute_batch(&sql).unwrap();
}

#[test]
fn commits_that_are_only_in_the_wal_are_in_the_copy() {
    for page_bytes in [512, 4096, 65_536] {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("live.db");
        let connection = database(&path, page_bytes);
        insert(&connection, 500);
        let first = killed(&path, directory.path());
        assert_eq!(rows_of_copy(&first), rows_of(&first), "{page_bytes}");

        // Half of it in the file, the frames of a log begun anew over those of the one before.
        let checkpoint = "PRAGMA wal_checkpoint(RESTART)";
        connection.query_row(checkpoint, [], |_| Ok(())).unwrap();
        insert(&connection, 7);
        connection
            .execute_batch("DELETE FROM a WHERE x % 3 = 0; VACUUM")
            .unwrap();
        let second = killed(&path, directory.path());
        assert_eq!(rows_of_copy(&second), rows_of(&second), "{page_bytes}");
    }
}

#[test]
fn a_file_without_a_wal_is_copied_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("rest.db");
    insert(&database(&path, 4096), 300);
    assert!(
        trace(&wal_path(&path)).unwrap().is_none(),
        "closed in order"
    );
    assert_eq!(rows_of_copy(&path), rows_of(&path));
}

#[test]
fn a_torn_wal_gives_the_commits_before_the_tear() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("live.db");
    let connection = database(&path, 512);
    for rows in [3, 40, 5, 60] {
        insert(&connection, rows);
    }
    let whole = fs::read(wal_path(&path)).unwrap();
    let mut compared = 0;
    for step in 0..=60 {
        let copy = killed(&path, directory.path());
        let end = whole.len() * step / 60;
        let mut torn = whole[..end].to_vec();
        // Cut at every second place, one bit flipped at the others.
        if step % 2 == 1 {
            torn = whole.clone();
            torn[end.min(whole.len() - 1)] ^= 4;
        }
        fs::write(wal_path(&copy), &torn).unwrap();
        // SQLite would end with the log in the file.
        let has_table = Connection::open(killed_as(&copy)).unwrap();
        let tables: i64 = has_table
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        if tables == 1 {
            assert_eq!(rows_of_copy(&copy), rows(&has_table), "{step}");
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
}

/// The same two files once more, for a reader that changes them.
fn killed_as(path: &Path) -> PathBuf {
    let other = path.with_file_name("other.db");
    fs::copy(path, &other).unwrap();
    fs::copy(wal_path(path), wal_path(&other)).unwrap();
    other
}

#[test]
fn what_is_no_such_file_is_not_copied() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("other");
    fs::write(&path, [7; 4096]).unwrap();
    assert!(FrozenCopy::open(&path).unwrap().is_none());
    let rollback = directory.path().join("rollback.db");
    let connection = Connection::open(&rollback).unwrap();
    connection.execute_batch("CREATE TABLE a (x)").unwrap();
    assert!(FrozenCopy::open(&rollback).unwrap().is_none());
}

#[test]
fn a_change_of_either_file_is_seen() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("live.db");
    let connection = database(&path, 4096);
    let before = Traces::of(&path).unwrap();
    assert_eq!(before, Traces::of(&path).unwrap());
    insert(&connection, 1);
    assert_ne!(before, Traces::of(&path).unwrap());
}
