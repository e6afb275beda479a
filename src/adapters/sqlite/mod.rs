//! map.db and stats.db through rusqlite: schemas, transactions, and what SQLite's errors mean to us.

mod changed_states;
mod database;
mod fault;
mod frozen_copy;
mod inventory_block;
mod inventory_cursor;
mod journal;
mod journal_audit;
mod journal_chain;
mod journal_projection;
mod journal_rows;
mod map;
mod map_restore;
mod map_rows;
mod meta;
mod press;
mod row_check;
mod rule_chain;
mod stats;
mod stats_access;
mod stats_closed;
mod stats_file;
mod stats_import;
mod stats_inventory;
mod stats_keys;
mod stats_now;
mod stats_prune;
mod stats_window;

pub use database::{Database, Durability, Schema};
pub use fault::Fault;
pub use map::SqliteMap;
pub use map_restore::SqliteRestore;
pub use stats::SqliteStats;
