-- Hours before this were pruned: of them nothing is known, as if they had never been logged.
ALTER TABLE access_state ADD COLUMN pruned_before_ms INTEGER;
