-- stats.db, step 2: access statistics.

-- One row per log file and state: 'done' is what counts, 'open' is being read. Numbers of an open
-- row are those that the done row will have.
CREATE TABLE source_file (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'open')),
    identity TEXT NOT NULL,
    format TEXT NOT NULL,
    offset INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    lines INTEGER NOT NULL,
    records INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    key_mismatches INTEGER NOT NULL,
    oldest_event_ms INTEGER,
    newest_event_ms INTEGER,
    UNIQUE (source, name, state)
) STRICT;

-- Accesses of one batch and one day, in the form of access::block, compressed by zstd.
CREATE TABLE access_block (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES source_file (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    accesses BLOB NOT NULL
) STRICT;
CREATE INDEX access_block_day ON access_block (day, file);
CREATE INDEX access_block_file ON access_block (file);

-- Records that are no demand, by reason.
CREATE TABLE not_demand (
    file INTEGER NOT NULL REFERENCES source_file (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (file, reason)
) STRICT, WITHOUT ROWID;
