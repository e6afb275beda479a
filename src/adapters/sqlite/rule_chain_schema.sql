-- map.db, step 3: what makes single rules believable.

-- next: key of the next row of the same kind. checksum: over the row with it; NULL until there are seals.
ALTER TABLE rule ADD COLUMN next BLOB;
ALTER TABLE rule ADD COLUMN checksum INTEGER;

-- Of the newest version. kind 0, 1: the key of the first rule of that kind; 2: what the shards hash to.
-- Empty until the map changes next.
CREATE TABLE rule_seal (
    kind INTEGER PRIMARY KEY,
    first BLOB,
    checksum INTEGER NOT NULL
) STRICT;
