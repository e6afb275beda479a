//! map.db and stats.db through rusqlite: schemas, transactions, and what SQLite's errors mean to us.

mod database;
mod map;

pub use database::{Database, Durability, Schema};
pub use map::SqliteMap;
