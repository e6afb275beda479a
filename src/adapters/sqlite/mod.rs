//! map.db and stats.db through rusqlite: schemas, transactions, and what SQLite's errors mean to us.

mod database;
mod inventory_block;
mod inventory_cursor;
mod map;
mod stats;
mod stats_access;
mod stats_inventory;

pub use database::{Database, Durability, Schema};
pub use map::SqliteMap;
pub use stats::SqliteStats;
