-- stats.db, step 4: the open window of requests, and what is closed, in place of all requests. What was
-- read before this step is forgotten with its bookmarks, so that the next ingestion reads it again.
DROP TABLE not_demand;
DROP TABLE access_block;
DROP TABLE source_file;

-- One row: the next number of a reading, and the time before which everything is closed.
CREATE TABLE access_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next_reading INTEGER NOT NULL,
    closed_before_ms INTEGER
) STRICT;
INSERT INTO access_state (id, next_reading) VALUES (1, 1);

-- What was read of each log file: the bookmarks.
CREATE TABLE source_file (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    identity TEXT NOT NULL,
    format TEXT NOT NULL,
    read_as TEXT NOT NULL,
    offset INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    lines INTEGER NOT NULL,
    records INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    key_mismatches INTEGER NOT NULL,
    late INTEGER NOT NULL,
    oldest_event_ms INTEGER,
    newest_event_ms INTEGER,
    UNIQUE (source, name)
) STRICT;

-- One reading of a file that is done. Open rows name theirs and count while it is here: a reading that
-- goes on, that died or whose file was read anew is not.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES source_file (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX reading_file ON reading (file);

-- Records that are no demand, by reason.
CREATE TABLE not_demand (
    file INTEGER NOT NULL REFERENCES source_file (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (file, reason)
) STRICT, WITHOUT ROWID;

-- Records of any kind by shard and hour.
CREATE TABLE shard_hour (
    file INTEGER NOT NULL REFERENCES source_file (id) ON DELETE CASCADE,
    shard TEXT NOT NULL,
    hour INTEGER NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (file, shard, hour)
) STRICT, WITHOUT ROWID;

-- Use of presigned URLs by shard.
CREATE TABLE presigned_use (
    file INTEGER NOT NULL REFERENCES source_file (id) ON DELETE CASCADE,
    shard TEXT NOT NULL,
    last_ms INTEGER NOT NULL,
    longest_s INTEGER,
    PRIMARY KEY (file, shard)
) STRICT, WITHOUT ROWID;

-- The open window: requests of one part of the clients (64: of all), in the form of access::row_block.
CREATE TABLE open_rows (
    id INTEGER PRIMARY KEY,
    part INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX open_rows_part ON open_rows (part);

-- Keys by slice of their hashes: the hashes, and the texts compressed by zstd (access::KeyBlock).
CREATE TABLE key_block (
    id INTEGER PRIMARY KEY,
    slice INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    texts BLOB NOT NULL
) STRICT;
CREATE INDEX key_block_slice ON key_block (slice);

-- What is closed: demand by slice of the keys' hashes (access::SortedCells), pairs and sessions by day
-- (access::CoAccessBlock), sums by name. Runs of one slice or day add up.
CREATE TABLE closed_hours (
    id INTEGER PRIMARY KEY,
    slice INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX closed_hours_slice ON closed_hours (slice);

CREATE TABLE closed_day (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX closed_day_day ON closed_day (day);

CREATE TABLE closed_total (
    name TEXT PRIMARY KEY,
    records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
