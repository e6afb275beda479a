-- stats.db, step 5: sums that others made (`--format aggregates`), in the form of closed_hours, while the
-- file that brings them is read. Once it is done they are closed hours like any other.
CREATE TABLE imported_hours (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX imported_hours_reading ON imported_hours (reading);
