-- stats.db, step 1: inventories. At most one finished and one unfinished per shard.
CREATE TABLE inventory (
    id INTEGER PRIMARY KEY,
    shard TEXT NOT NULL,
    finished INTEGER NOT NULL,
    origin TEXT NOT NULL,
    taken_ms INTEGER NOT NULL,
    objects INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    UNIQUE (shard, finished)
) STRICT;

-- Sorted rows in the form of inventory_block.rs. Blocks may overlap; readers merge.
CREATE TABLE inventory_block (
    id INTEGER PRIMARY KEY,
    inventory INTEGER NOT NULL REFERENCES inventory (id) ON DELETE CASCADE,
    first_key BLOB NOT NULL,
    last_key BLOB NOT NULL,
    rows BLOB NOT NULL
) STRICT;
CREATE INDEX inventory_block_order ON inventory_block (inventory, first_key, last_key);

-- What an unfinished scan has still to list: keys after after_key (NULL: from the beginning) up to
-- and with until_key (NULL: to the end).
CREATE TABLE scan_cursor (
    inventory INTEGER NOT NULL REFERENCES inventory (id) ON DELETE CASCADE,
    after_key BLOB,
    until_key BLOB
) STRICT;
CREATE INDEX scan_cursor_order ON scan_cursor (inventory, after_key);
