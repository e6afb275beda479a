//! What counts in stats.db now: what is closed, and what the open window comes to at this moment.
//!
//! The window is pressed to the end of time into temporary tables, which SQLite keeps in a file where
//! they are large, and is read from there as what is closed is: slice by slice, day by day.

use rusqlite::{Connection, params};

use crate::access::{
    Assembly, CoAccessBlock, ColdKeys, ColdSurvey, HourRuns, KeyBlock, KeyIndex, SLICES, Totals,
};

use super::Fault;
use super::press::Pressed;
use super::stats_closed::{each_day, slice_runs, totals};
use super::stats_keys::slice_texts;
use super::stats_window::press_window;

/// Memory taken at most by a byte of a run, once it is a profile.
const MOST_SWELLING: u64 = 20;

/// A look at everything that counts, while a snapshot holds still what is closed.
pub(super) struct Now<'c> {
    connection: &'c Connection,
    /// Sums over demand.
    pub(super) totals: Totals,
}

impl<'c> Now<'c> {
    /// Presses the window; with pairs and sessions where there are `keys`.
    pub(super) fn look(
        connection: &'c Connection,
        keys: Option<&KeyIndex>,
        memory_bytes: u64,
    ) -> Result<Self, Fault> {
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS window_hours (
                 id INTEGER PRIMARY KEY, slice INTEGER NOT NULL, content BLOB NOT NULL);
             CREATE TEMP TABLE IF NOT EXISTS window_day (
                 id INTEGER PRIMARY KEY, day INTEGER NOT NULL, content BLOB NOT NULL);
             DELETE FROM window_hours;
             DELETE FROM window_day;",
        )?;
        let mut sums = totals(connection)?;
        press_window(connection, i64::MAX, keys, (1, memory_bytes), |pressed| {
            sums.add(&pressed.totals);
            store_window(connection, &pressed)
        })?;
        Ok(Self {
            connection,
            totals: sums,
        })
    }

    /// The profile under construction, of every key or, where that would take more than so many bytes
    /// of memory, of those with the most requests and of directories.
    pub(super) fn assembly(&self, budget: u64) -> Result<Assembly, Fault> {
        let cold = if self.most_bytes()? > budget {
            self.survey(budget)?
        } else {
            ColdKeys::default()
        };
        let mut assembly = Assembly::new(cold);
        for slice in 0..SLICES {
            let contents = self.runs(slice)?;
            let runs = HourRuns::open(contents.iter().map(Vec::as_slice))?;
            assembly.add_slice(runs, &slice_texts(self.connection, slice)?)?;
        }
        Ok(assembly)
    }

    /// Calls `each` with every block of pairs and sessions; several may be of one day.
    pub(super) fn each_day(
        &self,
        mut each: impl FnMut(i64, CoAccessBlock) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        each_day(self.connection, "window_day", &mut each)?;
        each_day(self.connection, "closed_day", &mut each)
    }

    fn runs(&self, slice: u8) -> rusqlite::Result<Vec<Vec<u8>>> {
        let mut runs = slice_runs(self.connection, "closed_hours", slice)?;
        runs.append(&mut slice_runs(self.connection, "window_hours", slice)?);
        Ok(runs)
    }

    /// What everything would take at most.
    fn most_bytes(&self) -> Result<u64, Fault> {
        let runs: u64 = self.connection.query_row(
            "SELECT (SELECT coalesce(sum(length(content)), 0) FROM closed_hours)
                  + (SELECT coalesce(sum(length(content)), 0) FROM window_hours)",
            [],
            |row| row.get(0),
        )?;
        let mut texts = 0;
        let sql = "SELECT substr(texts, 1, 18) FROM key_block";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let head = row.get_ref(0)?.as_blob()?;
            texts += KeyBlock::text_bytes(head)?;
        }
        Ok(runs.saturating_mul(MOST_SWELLING).saturating_add(texts))
    }

    fn survey(&self, budget: u64) -> Result<ColdKeys, Fault> {
        let mut survey = ColdSurvey::new(budget);
        let mut cells = Vec::new();
        for slice in 0..SLICES {
            let contents = self.runs(slice)?;
            let mut runs = HourRuns::open(contents.iter().map(Vec::as_slice))?;
            let texts = slice_texts(self.connection, slice)?;
            let mut texts = texts.walk();
            while let Some(hash) = runs.next_object(&mut cells)? {
                // One without a text is met again, and refused, when the profile is made.
                if let Some(key) = texts.of(hash) {
                    survey.add(key, &cells);
                }
            }
        }
        Ok(survey.finish())
    }
}

fn store_window(connection: &Connection, pressed: &Pressed) -> Result<(), Fault> {
    for (slice, content) in &pressed.hours {
        connection
            .prepare_cached("INSERT INTO window_hours (slice, content) VALUES (?1, ?2)")?
            .execute(params![slice, content])?;
    }
    for (day, content) in &pressed.days {
        connection
            .prepare_cached("INSERT INTO window_day (day, content) VALUES (?1, ?2)")?
            .execute(params![day, content])?;
    }
    Ok(())
}
