-- stats.db, step 6: how often a shard's store failed or asked to slow down, of records read since; NULL of those
-- that were read before, and of sums that do not tell.
ALTER TABLE shard_hour ADD COLUMN errors INTEGER;
ALTER TABLE shard_hour ADD COLUMN slow INTEGER;
