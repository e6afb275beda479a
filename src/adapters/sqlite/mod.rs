//! Map.db and stats.db through rusqlite.
