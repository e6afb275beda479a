-- map.db, step 2: the journal of migrations as a chain of batches, and its projection in rows.
-- A checksum is the first 8 bytes of SHA-256 over the table's name and the row's other columns.

-- fleet_id, host_id: random, made with this step. epoch: held by this host, 0 before the first.
-- chain_seq, chain_hash: the newest batch. checksum: NULL until the row is first written.
ALTER TABLE meta ADD COLUMN fleet_id TEXT NOT NULL DEFAULT '';
ALTER TABLE meta ADD COLUMN host_id TEXT NOT NULL DEFAULT '';
ALTER TABLE meta ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meta ADD COLUMN chain_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meta ADD COLUMN chain_hash BLOB NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
ALTER TABLE meta ADD COLUMN checksum INTEGER;
UPDATE meta SET fleet_id = lower(hex(randomblob(16))), host_id = lower(hex(randomblob(16)));

-- batch: one line of JSON per event.
-- hash: SHA-256 of prev_hash, seq, epoch, at_ms (8 bytes each, big-endian) and batch.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    batch BLOB NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- The hash of a batch every so often: opening verifies the chain from the newest on.
CREATE TABLE checkpoint (
    seq INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- body: JSON of the migration without its moves. moves: their number.
CREATE TABLE migration (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    moves INTEGER NOT NULL,
    body BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE move (
    id INTEGER PRIMARY KEY,
    migration INTEGER NOT NULL REFERENCES migration (id),
    n INTEGER NOT NULL,
    body BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (migration, n)
) STRICT;

CREATE TABLE transfer (
    move INTEGER NOT NULL REFERENCES move (id),
    key BLOB NOT NULL,
    state TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    body BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (move, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_state ON transfer (move, state, key);

-- What the transfers of a move add up to. checksums: the wrapping sum of theirs, so that a row that
-- is missing, or old, is found.
CREATE TABLE tally (
    move INTEGER NOT NULL REFERENCES move (id),
    state TEXT NOT NULL,
    objects INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    checksums INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (move, state)
) STRICT, WITHOUT ROWID;
