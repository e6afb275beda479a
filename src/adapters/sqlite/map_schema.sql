-- map.db, step 1: the newest map in rows, its history in changes, and the plans made against it.

-- One row. published_lsn follows lsn once the map is published; 0 until then.
CREATE TABLE meta (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    lsn INTEGER NOT NULL,
    published_lsn INTEGER NOT NULL
) STRICT;
INSERT INTO meta (only_row, lsn, published_lsn) VALUES (1, 0, 0);

CREATE TABLE shard (
    name TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    bucket TEXT NOT NULL,
    prefix TEXT NOT NULL,
    mount TEXT NOT NULL,
    region TEXT NOT NULL,
    weight INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- kind: 0 exact key, 1 prefix.
CREATE TABLE rule (
    kind INTEGER NOT NULL,
    key BLOB NOT NULL,
    shard TEXT NOT NULL REFERENCES shard (name),
    lsn INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE pin (
    kind INTEGER NOT NULL,
    key BLOB NOT NULL,
    reason TEXT NOT NULL,
    lsn INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- delta: the canonical change from the version before (from nothing, for the first).
-- hash: SHA-256 of the whole map in canonical form.
CREATE TABLE map_version (
    lsn INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    origin TEXT NOT NULL,
    rules INTEGER NOT NULL,
    delta BLOB NOT NULL
) STRICT;

CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    name TEXT,
    created_ms INTEGER NOT NULL,
    document BLOB NOT NULL
) STRICT;
