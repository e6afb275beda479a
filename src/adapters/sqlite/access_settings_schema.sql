-- stats.db, step 3: the settings under which a file was read; empty for files read before this step.
ALTER TABLE source_file ADD COLUMN read_as TEXT NOT NULL DEFAULT '';
