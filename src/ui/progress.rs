//! [`Progress`]: a bar on a terminal, a line a minute elsewhere.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde::Serialize;

use super::sink::Sink;
use super::{json, units};

/// What a progress report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressUnit {
    /// Things: objects, lines, segments.
    Count,
    /// Bytes.
    Bytes,
}

/// A running progress report; ends when dropped. Safe to share between threads.
#[derive(Debug)]
pub struct Progress {
    state: Arc<State>,
    reporter: Reporter,
}

/// What a progress report has counted so far.
#[derive(Debug)]
pub(super) struct State {
    label: String,
    unit: ProgressUnit,
    done: AtomicU64,
    /// 0 means unknown.
    total: AtomicU64,
    /// Bytes of what is done, where things are counted.
    bytes: AtomicU64,
    /// 0 means unknown.
    total_bytes: AtomicU64,
    /// What was made of it.
    records: AtomicU64,
    rejected: AtomicU64,
    started: Instant,
}

#[derive(Debug)]
enum Reporter {
    None,
    Bar(ProgressBar),
    Lines(Option<Lines>),
}

/// A thread that says how far things are, even when they stand still.
#[derive(Debug)]
struct Lines {
    stop: mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineFormat {
    /// For people and log files.
    Plain,
    /// `shardctl.run/v1`.
    Json,
}

impl Progress {
    pub(super) fn none(label: &str, unit: ProgressUnit, total: Option<u64>) -> Self {
        let state = Arc::new(State::new(label, unit, total));
        Self {
            state,
            reporter: Reporter::None,
        }
    }

    /// What it counts, for as long as it runs.
    pub(super) fn watched(&self) -> Weak<State> {
        Arc::downgrade(&self.state)
    }

    pub(super) fn bar(
        bars: &MultiProgress,
        label: &str,
        unit: ProgressUnit,
        total: Option<u64>,
    ) -> Self {
        let bar = bars.add(ProgressBar::new(total.unwrap_or(0)).with_message(label.to_owned()));
        bar.set_style(style(unit, total.is_some()));
        bar.enable_steady_tick(Duration::from_millis(200));
        let state = Arc::new(State::new(label, unit, total));
        Self {
            state,
            reporter: Reporter::Bar(bar),
        }
    }

    pub(super) fn lines(
        label: &str,
        unit: ProgressUnit,
        total: Option<u64>,
        (sink, format, interval): (Sink, LineFormat, Duration),
    ) -> Self {
        let state = Arc::new(State::new(label, unit, total));
        let (stop, stopped) = mpsc::channel();
        let seen = Arc::clone(&state);
        let report = move || {
            while stopped.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                // Progress that cannot be told is no reason to stop working.
                let _ = sink.write(|out| seen.write(out, format));
            }
        };
        let thread = std::thread::Builder::new()
            .name("progress".to_owned())
            .spawn(report);
        let reporter = Reporter::Lines(thread.ok().map(|thread| Lines { stop, thread }));
        Self { state, reporter }
    }

    /// Adds to what is done.
    pub fn add(&self, done: u64) {
        self.state.done.fetch_add(done, Ordering::Relaxed);
        if let Reporter::Bar(bar) = &self.reporter {
            bar.inc(done);
        }
    }

    /// Adds to the records that were made of what is done, and to the lines that are none.
    pub fn add_records(&self, records: u64, rejected: u64) {
        self.state.records.fetch_add(records, Ordering::Relaxed);
        self.state.rejected.fetch_add(rejected, Ordering::Relaxed);
        if let Reporter::Bar(bar) = &self.reporter {
            let made = self.state.made(self.state.started.elapsed());
            bar.set_message(format!("{} {}", self.state.label, made.unwrap_or_default()));
        }
    }

    /// Adds to the bytes of the things that are done.
    pub fn add_bytes(&self, bytes: u64) {
        self.state.bytes.fetch_add(bytes, Ordering::Relaxed);
        if let Reporter::Bar(bar) = &self.reporter {
            let carried = self.state.carried(self.state.started.elapsed());
            bar.set_message(format!(
                "{} {}",
                self.state.label,
                carried.unwrap_or_default()
            ));
        }
    }

    /// Says how many bytes there are, once that is known.
    pub fn set_total_bytes(&self, total: u64) {
        self.state.total_bytes.store(total, Ordering::Relaxed);
    }

    /// Says how much there is, once it is known.
    pub fn set_total(&self, total: u64) {
        self.state.total.store(total, Ordering::Relaxed);
        if let Reporter::Bar(bar) = &self.reporter {
            bar.set_length(total);
            bar.set_style(style(self.state.unit, true));
        }
    }

    /// What is done so far.
    pub fn done(&self) -> u64 {
        self.state.done.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        match &mut self.reporter {
            Reporter::None => {}
            Reporter::Bar(bar) => bar.finish_and_clear(),
            Reporter::Lines(lines) => {
                if let Some(Lines { stop, thread }) = lines.take() {
                    drop(stop);
                    // The thread cannot fail in a way that matters here.
                    let _ = thread.join();
                }
            }
        }
    }
}

fn style(unit: ProgressUnit, bounded: bool) -> ProgressStyle {
    let template = match (unit, bounded) {
        (ProgressUnit::Count, true) => "{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}",
        (ProgressUnit::Count, false) => "{spinner} {msg} {human_pos} {per_sec} {elapsed}",
        (ProgressUnit::Bytes, true) => {
            "{msg} {wide_bar} {binary_bytes}/{binary_total_bytes} {binary_bytes_per_sec} {eta}"
        }
        (ProgressUnit::Bytes, false) => {
            "{spinner} {msg} {binary_bytes} {binary_bytes_per_sec} {elapsed}"
        }
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[derive(Serialize)]
struct Event<'a> {
    schema: String,
    r#type: &'static str,
    label: &'a str,
    unit: &'static str,
    done: u64,
    total: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected_lines: Option<u64>,
    elapsed_seconds: u64,
}

impl State {
    fn new(label: &str, unit: ProgressUnit, total: Option<u64>) -> Self {
        Self {
            label: label.to_owned(),
            unit,
            done: AtomicU64::new(0),
            total: AtomicU64::new(total.unwrap_or(0)),
            bytes: AtomicU64::new(0),
            total_bytes: AtomicU64::new(0),
            records: AtomicU64::new(0),
            rejected: AtomicU64::new(0),
            started: Instant::now(),
        }
    }

    /// One line of how far it is.
    pub(super) fn write(&self, out: &mut dyn Write, format: LineFormat) -> io::Result<()> {
        let elapsed = self.started.elapsed();
        match format {
            LineFormat::Plain => writeln!(out, "{}", self.line(elapsed)),
            LineFormat::Json => json::write_line(out, &self.event(elapsed)),
        }
    }

    fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|&total| total > 0)
    }

    /// `12,000 records (600/s), 3 lines rejected`; `None` where nothing is counted but what is done.
    fn made(&self, elapsed: Duration) -> Option<String> {
        let records = self.records.load(Ordering::Relaxed);
        let rejected = self.rejected.load(Ordering::Relaxed);
        if records == 0 && rejected == 0 {
            return None;
        }
        let rate = records as f64 / elapsed.as_secs_f64().max(0.001);
        let made = format!(
            "{} records ({}/s)",
            units::count(records),
            units::count(rate as u64)
        );
        Some(match rejected {
            0 => made,
            rejected => format!("{made}, {} rejected", units::plural(rejected, "line")),
        })
    }

    /// `1.0 GiB of 4.0 GiB (17.0 MiB/s)`; `None` where no bytes are counted.
    fn carried(&self, elapsed: Duration) -> Option<String> {
        let bytes = self.bytes.load(Ordering::Relaxed);
        let total = self.total_bytes.load(Ordering::Relaxed);
        if bytes == 0 && total == 0 {
            return None;
        }
        let rate = bytes as f64 / elapsed.as_secs_f64().max(0.001);
        let of = match total {
            0 => String::new(),
            total => format!(" of {}", units::bytes(total)),
        };
        let (bytes, rate) = (units::bytes(bytes), units::bytes(rate as u64));
        Some(format!("{bytes}{of} ({rate}/s)"))
    }

    /// How long it takes still, by things or by bytes, whichever is later.
    fn left_ms(&self, elapsed: Duration) -> Option<u64> {
        let left = |done: &AtomicU64, total: &AtomicU64| {
            let (done, total) = (done.load(Ordering::Relaxed), total.load(Ordering::Relaxed));
            let share = total.checked_sub(done).filter(|_| total > 0 && done > 0);
            share.map(|left| (left as f64 / done as f64 * elapsed.as_millis() as f64) as u64)
        };
        let things = left(&self.done, &self.total)?;
        Some(left(&self.bytes, &self.total_bytes).map_or(things, |bytes| bytes.max(things)))
    }

    /// `scan use1: 1,200 of 5,000 (24%), 60/s, 1m03s left`
    fn line(&self, elapsed: Duration) -> String {
        let show = |number: u64| match self.unit {
            ProgressUnit::Count => units::count(number),
            ProgressUnit::Bytes => units::bytes(number),
        };
        let done = self.done.load(Ordering::Relaxed);
        let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
        let mut parts = vec![format!("{}: {}", self.label, show(done))];
        if let Some(total) = self.total() {
            let share = units::ratio(done as f64 / total as f64);
            parts[0] = format!("{} of {} ({share})", parts[0], show(total));
        }
        parts.push(format!("{}/s", show(rate as u64)));
        parts.extend(self.carried(elapsed));
        parts.extend(self.made(elapsed));
        if let Some(left_ms) = self.left_ms(elapsed) {
            parts.push(format!("{} left", units::duration_ms(left_ms)));
        }
        parts.join(", ")
    }

    fn counted(&self) -> bool {
        self.made(Duration::ZERO).is_some()
    }

    fn event(&self, elapsed: Duration) -> Event<'_> {
        Event {
            schema: json::schema("run"),
            r#type: "progress",
            label: &self.label,
            unit: match self.unit {
                ProgressUnit::Count => "count",
                ProgressUnit::Bytes => "bytes",
            },
            done: self.done.load(Ordering::Relaxed),
            total: self.total(),
            size_bytes: self
                .carried(elapsed)
                .map(|_| self.bytes.load(Ordering::Relaxed)),
            total_bytes: Some(self.total_bytes.load(Ordering::Relaxed)).filter(|total| *total > 0),
            left_seconds: self.left_ms(elapsed).map(|ms| ms.div_ceil(1000)),
            records: self.counted().then(|| self.records.load(Ordering::Relaxed)),
            rejected_lines: self
                .counted()
                .then(|| self.rejected.load(Ordering::Relaxed)),
            elapsed_seconds: elapsed.as_secs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sink::Captured;
    use super::*;

    #[test]
    fn a_line_tells_how_far_and_how_long() {
        let progress = Progress::none("scan use1", ProgressUnit::Count, Some(5_000));
        progress.add(1_200);
        let line = progress.state.line(Duration::from_secs(20));
        assert_eq!(line, "scan use1: 1,200 of 5,000 (24%), 60/s, 1m03s left");
        let endless = Progress::none("read", ProgressUnit::Bytes, None);
        endless.add(5 << 20);
        assert_eq!(
            endless.state.line(Duration::from_secs(1)),
            "read: 5.0 MiB, 5.0 MiB/s"
        );
        let made = Progress::none("read", ProgressUnit::Bytes, Some(10 << 20));
        made.add(5 << 20);
        made.add_records(12_000, 1);
        assert_eq!(
            made.state.line(Duration::from_secs(2)),
            "read: 5.0 MiB of 10.0 MiB (50%), 2.5 MiB/s, 12,000 records (6,000/s), 1 line rejected, 2s left"
        );
        let objects = Progress::none("copying", ProgressUnit::Count, Some(100));
        objects.add(50);
        objects.add_bytes(1 << 20);
        objects.set_total_bytes(4 << 20);
        assert_eq!(
            objects.state.line(Duration::from_secs(10)),
            "copying: 50 of 100 (50%), 5/s, 1.0 MiB of 4.0 MiB (102.4 KiB/s), 30s left",
            "half of the objects, and a quarter of the bytes"
        );
        endless.set_total(1 << 20);
        assert_eq!(
            endless.state.line(Duration::from_secs(1)),
            "read: 5.0 MiB of 1.0 MiB (500%), 5.0 MiB/s"
        );
    }

    #[test]
    fn lines_come_at_each_interval_and_end_with_the_progress() {
        let captured = Captured::default();
        let sink = Sink::new(Box::new(captured.clone()), false);
        let every = (sink, LineFormat::Json, Duration::from_millis(1));
        let progress = Progress::lines("scan", ProgressUnit::Count, Some(2), every);
        progress.add(1);
        while captured.text().lines().count() < 2 {
            std::thread::yield_now();
        }
        drop(progress);
        let text = captured.text();
        let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(
            (&first["type"], &first["total"]),
            (&"progress".into(), &2.into())
        );
        assert_eq!(captured.text(), text, "nothing is written after the end");
    }
}
