//! [`Ui`]: stdout for data, stderr for conversation.

use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use indicatif::{MultiProgress, ProgressDrawTarget};
use serde::Serialize;

use crate::cli::{ColorChoice, CommandError, Ending, Exit, Format, OutputSettings, ProgressChoice};
use crate::ports::{Clock, FixedClock};

use super::json::{self, Envelope, Record, Records};
use super::progress::{LineFormat, State};
use super::selection::Selection;
use super::sink::{Captured, Sink};
use super::table::{self, TableStyle};
use super::{
    Listing, Progress, ProgressUnit, Report, Zone, delimited, escape, failure, paint, report, units,
};

/// stdout for data, stderr for conversation.
pub struct Ui {
    settings: OutputSettings,
    clock: Arc<dyn Clock>,
    out: Sink,
    err: Sink,
    bars: MultiProgress,
    zone: Zone,
    /// Something went out as it was: no summary line may follow.
    raw: AtomicBool,
    /// The first warning that `--quiet` held back, or the last failure.
    held_back: Mutex<Option<String>>,
    /// Every progress report that may be running.
    running: Mutex<Vec<Weak<State>>>,
}

impl Ui {
    /// A ui on the process' own streams.
    pub fn new(settings: OutputSettings, clock: Arc<dyn Clock>) -> Self {
        Self::on(settings, clock, Sink::stdout(), Sink::stderr())
    }

    /// A ui whose stdout and stderr a test can read, at 1970-01-01T00:00:00Z.
    pub fn captured(settings: OutputSettings) -> (Self, Captured, Captured) {
        let (out, err) = (Captured::default(), Captured::default());
        let sink = |captured: &Captured| Sink::new(Box::new(captured.clone()), false);
        let clock = Arc::new(FixedClock::new(0));
        let ui = Self::on(settings, clock, sink(&out), sink(&err));
        (ui, out, err)
    }

    fn on(settings: OutputSettings, clock: Arc<dyn Clock>, out: Sink, err: Sink) -> Self {
        let target = if err.is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let timezone = settings.timezone.clone();
        Self {
            settings,
            clock,
            out,
            err,
            bars: MultiProgress::with_draw_target(target),
            zone: Zone::new(timezone),
            raw: AtomicBool::new(false),
            held_back: Mutex::new(None),
            running: Mutex::default(),
        }
    }

    /// Says that the command changes something: when the reader of stdout goes, the work goes on, and
    /// the log tells of it.
    pub fn works_on_unread(&self) {
        self.out.miss_the_reader();
    }

    /// The time zone of tables.
    pub fn zone(&self) -> &jiff::tz::TimeZone {
        self.zone.get()
    }

    /// Prints a listing on stdout in the chosen format.
    pub fn listing(&self, listing: &Listing) -> Result<(), CommandError> {
        let selection = Selection::of(listing, &self.settings)?;
        match self.settings.format {
            Format::Table | Format::Wide => self.listing_for_people(listing, &selection),
            Format::Json => {
                let records = Records(&selection);
                let now_ms = Some(self.clock.now_ms());
                let document = Envelope::new(listing.kind, now_ms, records, &listing.warnings);
                self.data(|out| json::write_line(out, &document))
            }
            Format::Jsonl => self.listing_as_lines(listing, &selection),
            Format::Csv => self.delimited(listing, &selection, true),
            Format::Name => {
                self.data(|out| delimited::write_names(out, &selection))?;
                self.warn_all(&listing.warnings);
                Ok(())
            }
        }
    }

    /// Prints a listing on stdout as CSV, whatever the format: a file for programs, whose keys are exact
    /// but on a terminal.
    pub fn csv(&self, listing: &Listing) -> Result<(), CommandError> {
        let selection = Selection::of(listing, &self.settings)?;
        self.delimited(listing, &selection, self.out.is_terminal())
    }

    fn delimited(
        &self,
        listing: &Listing,
        selection: &Selection,
        harmless: bool,
    ) -> Result<(), CommandError> {
        let headers = self.settings.headers;
        self.data(|out| delimited::write_csv(out, selection, headers, harmless))?;
        self.warn_all(&listing.warnings);
        Ok(())
    }

    /// Prints a report on stdout in the chosen format.
    pub fn report(&self, report: &Report) -> Result<(), CommandError> {
        if let (true, Some(table)) = (self.wants_a_list(), report.only_table()) {
            return self.listing(table);
        }
        let now_ms = Some(self.clock.now_ms());
        match self.settings.format {
            Format::Json => {
                let document = Envelope::new(report.kind, now_ms, &report.data, &report.warnings);
                self.data(|out| json::write_line(out, &document))
            }
            Format::Jsonl => self.data(|out| {
                json::write_line(out, &report::Line::new(report))?;
                warning_lines(out, &report.warnings)
            }),
            _ if self.wants_a_list() => Err(not_a_list()),
            _ => {
                let wide = self.settings.format == Format::Wide;
                let text = report::render(report, wide, &self.table_style());
                self.data(|out| out.write_all(text.as_bytes()))?;
                self.warn_all(&report.warnings);
                Ok(())
            }
        }
    }

    /// Prints a JSON document on stdout as it is, as people and programs get it alike: a plan file, a
    /// policy. A format that it does not have is a usage error.
    pub fn document(&self, bytes: &[u8]) -> Result<(), CommandError> {
        if self.wants_a_list() || self.settings.format == Format::Jsonl {
            return Err(not_a_list().why("nor has it lines for -o jsonl"));
        }
        self.raw(bytes)
    }

    /// What just happened in a long run: a line on stdout under `-o jsonl`, nothing in other formats.
    pub fn event(&self, kind: &str, event: &impl Serialize) -> Result<(), CommandError> {
        if self.settings.format != Format::Jsonl {
            return Ok(());
        }
        let line = json::Event {
            schema: json::schema(kind),
            r#type: "item",
            what: event,
        };
        self.data(|out| json::write_line(out, &line))
    }

    /// Asks on stderr and reads a line of standard input; `None` at its end.
    pub fn ask(&self, question: &str) -> Option<String> {
        self.conversation(|err| {
            write!(err, "{} ", escape::escape_lines(question))?;
            err.flush()
        });
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer).ok()?;
        (read > 0).then(|| answer.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Prints bytes on stdout as they are, whatever the format: a completion script, a story.
    pub fn raw(&self, bytes: &[u8]) -> Result<(), CommandError> {
        self.raw.store(true, Ordering::Relaxed);
        self.data(|out| out.write_all(bytes))
    }

    /// What is going on, on stderr; not with `--quiet`.
    pub fn status(&self, text: &str) {
        if !self.settings.quiet && !self.settings.format.is_json() {
            self.say(&escape::escape_lines(text));
        }
    }

    /// Something to look at, on stderr.
    pub fn warning(&self, text: &str) {
        if self.settings.quiet {
            let mut held_back = self
                .held_back
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            held_back.get_or_insert_with(|| text.to_owned());
        } else if self.settings.format.is_json() {
            self.conversation(|err| json::write_line(err, &WarningLine::new(None, text)));
        } else {
            let label = paint::warning(self.color(&self.err), "warning:");
            self.say(&format!("{label} {}", escape::escape_lines(text)));
        }
    }

    /// A failure that the run goes on after, on stderr; `--quiet` tells of one, at the end.
    pub fn failure(&self, error: &CommandError) {
        if self.settings.quiet {
            let mut held_back = self
                .held_back
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *held_back = Some(error.what.clone());
        } else {
            self.error(error);
        }
    }

    /// What to do next, on stderr; not with `--quiet`.
    pub fn hint(&self, text: &str) {
        if !self.settings.quiet && !self.settings.format.is_json() {
            let label = paint::hint(self.color(&self.err), "hint:");
            self.say(&format!("{label} {}", escape::escape_lines(text)));
        }
    }

    /// A progress bar on a terminal, a plain line a minute off it.
    pub fn progress(&self, label: &str, unit: ProgressUnit, total: Option<u64>) -> Progress {
        let format = self.progress_format();
        let progress = match self.settings.progress {
            ProgressChoice::None => Progress::none(label, unit, total),
            ProgressChoice::Auto if self.settings.quiet => Progress::none(label, unit, total),
            ProgressChoice::Auto | ProgressChoice::Bar
                if format == LineFormat::Plain && self.err.is_terminal() =>
            {
                Progress::bar(&self.bars, label, unit, total)
            }
            _ => {
                let every = (self.err.clone(), format, self.settings.progress_interval);
                Progress::lines(label, unit, total, every)
            }
        };
        let mut running = self.running();
        running.retain(|one| one.strong_count() > 0);
        running.push(progress.watched());
        drop(running);
        progress
    }

    fn running(&self) -> MutexGuard<'_, Vec<Weak<State>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells at once how far everything is that is counted: somebody asks.
    pub fn tell_progress(&self) {
        let counted: Vec<_> = self.running().iter().filter_map(Weak::upgrade).collect();
        let format = self.progress_format();
        self.conversation(|err| {
            if counted.is_empty() && format == LineFormat::Plain {
                return writeln!(err, "at work, and nothing is counted yet");
            }
            counted.iter().try_for_each(|one| one.write(err, format))
        });
    }

    /// How a line of progress is written.
    fn progress_format(&self) -> LineFormat {
        match self.settings.progress {
            ProgressChoice::Json => LineFormat::Json,
            ProgressChoice::Auto if self.settings.format.is_json() => LineFormat::Json,
            _ => LineFormat::Plain,
        }
    }

    /// Ends the run: prints the error or the summary line, and tells the exit code.
    pub fn finish(&self, result: Result<Exit, CommandError>) -> Exit {
        let exit = match result {
            Ok(exit) => {
                self.say_why_quietly(exit);
                exit
            }
            Err(error) => {
                self.error(&error);
                error.exit
            }
        };
        if self.settings.format == Format::Jsonl && !self.raw.load(Ordering::Relaxed) {
            // The exit code says it too; a stdout that cannot be written has been told.
            let _ = self.data(|out| json::write_line(out, &Summary::new(exit)));
        }
        exit
    }

    /// Ends a run that never began: help, version, or wrong arguments.
    pub fn end(&self, ending: &Ending) -> Exit {
        match ending {
            Ending::Shown(text) => self.finish(self.raw(text.as_bytes()).map(|()| Exit::Ok)),
            Ending::NoCommand(help) if !self.settings.format.is_json() => {
                self.conversation(|err| err.write_all(help.as_bytes()));
                Exit::Usage
            }
            Ending::NoCommand(_) => {
                let error = CommandError::new(Exit::Usage, "usage", "there is no command");
                self.finish(Err(error.next("shardctl help      lists the commands")))
            }
            Ending::Wrong(error) => self.finish(Err(error.clone())),
        }
    }

    /// Prints an error on stderr: text, or one JSON object.
    pub fn error(&self, error: &CommandError) {
        if self.settings.format.is_json() {
            let now_ms = Some(self.clock.now_ms());
            self.conversation(|err| failure::write_json(err, error, now_ms));
        } else {
            let text = failure::text(error, self.color(&self.err), self.settings.quiet);
            self.conversation(|err| err.write_all(text.as_bytes()));
        }
    }

    /// stderr for the log, in step with progress bars.
    pub fn log_writer(&self) -> LogWriter {
        LogWriter {
            sink: self.err.clone(),
            bars: self.bars.clone(),
        }
    }

    /// Whether the log on stderr is coloured.
    pub fn log_color(&self) -> bool {
        self.color(&self.err)
    }

    fn listing_for_people(
        &self,
        listing: &Listing,
        selection: &Selection,
    ) -> Result<(), CommandError> {
        let mut text = table::render(selection, &self.table_style());
        if self.settings.headers && !listing.notes.is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            for note in &listing.notes {
                text += &escape::escape_lines(note);
                text.push('\n');
            }
        }
        self.data(|out| out.write_all(text.as_bytes()))?;
        if listing.rows.is_empty() {
            self.status(listing.empty);
        }
        if selection.left_out() > 0 {
            let shown = units::count(selection.len() as u64);
            let all = units::count(listing.rows.len() as u64);
            self.status(&format!("{shown} of {all} shown (--limit)"));
        }
        self.warn_all(&listing.warnings);
        Ok(())
    }

    fn listing_as_lines(
        &self,
        listing: &Listing,
        selection: &Selection,
    ) -> Result<(), CommandError> {
        self.data(|out| {
            for row in selection.rows() {
                let fields = selection.columns().zip(row).collect();
                json::write_line(
                    out,
                    &Record {
                        schema: Some(listing.kind),
                        fields,
                    },
                )?;
            }
            warning_lines(out, &listing.warnings)
        })
    }

    fn wants_a_list(&self) -> bool {
        let OutputSettings {
            format,
            columns,
            sort_by,
            limit,
            ..
        } = &self.settings;
        let selects = !columns.is_empty() || sort_by.is_some() || limit.is_some();
        matches!(format, Format::Csv | Format::Name) || (selects && !format.is_json())
    }

    fn warn_all(&self, warnings: &[(&'static str, String)]) {
        for (_, text) in warnings {
            self.warning(text);
        }
    }

    /// With `--quiet` an end that wants attention is told in exactly one line.
    fn say_why_quietly(&self, exit: Exit) {
        if !self.settings.quiet || matches!(exit, Exit::Ok | Exit::Pending | Exit::Limit) {
            return;
        }
        let held_back = self
            .held_back
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let what = held_back.unwrap_or_else(|| exit.meaning().to_owned());
        self.error(&CommandError::new(exit, exit.outcome(), what));
    }

    fn say(&self, line: &str) {
        self.conversation(|err| writeln!(err, "{line}"));
    }

    fn conversation(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        // There is nobody left to tell when stderr cannot be written.
        let _ = self.bars.suspend(|| self.err.write(write));
    }

    fn data(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), CommandError> {
        let written = self.bars.suspend(|| self.out.write(write));
        // Not from within: the log waits for the bars, too.
        if self.out.reader_left() {
            tracing::warn!("nobody reads standard output any more; the work goes on");
        }
        written.map_err(|error| {
            let what = "cannot write to standard output";
            CommandError::new(Exit::Failed, "stdout_unwritable", what)
                .why(error.to_string())
                .next("send the answer to where there is room, then run the same command again")
        })
    }

    fn table_style(&self) -> TableStyle {
        let terminal = self.out.is_terminal() && self.settings.format != Format::Wide;
        let wide = || comfy_table::Table::new().width().map_or(100, usize::from);
        TableStyle {
            width: terminal.then(|| self.settings.width.unwrap_or_else(wide)),
            color: self.color(&self.out),
            headers: self.settings.headers,
            zone: self.zone.clone(),
        }
    }

    fn color(&self, sink: &Sink) -> bool {
        match self.settings.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => sink.is_terminal(),
        }
    }
}

/// A ui that nobody sees: for tests, and for what a command only plays.
impl Default for Ui {
    fn default() -> Self {
        Self::captured(OutputSettings::default()).0
    }
}

impl fmt::Debug for Ui {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ui")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

fn not_a_list() -> CommandError {
    let what = "this answer is a document, not a list";
    CommandError::new(Exit::Usage, "not_a_list", what)
        .why("-o csv, -o name, --columns, --sort-by and --limit need a list")
        .next("-o json      gives programs all of it")
}

/// stderr for the log: a line at a time, between redraws of the progress bars.
#[derive(Clone)]
pub struct LogWriter {
    sink: Sink,
    bars: MultiProgress,
}

impl Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bars
            .suspend(|| self.sink.write(|err| err.write_all(bytes)))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn warning_lines(out: &mut dyn Write, warnings: &[(&'static str, String)]) -> io::Result<()> {
    for (code, message) in warnings {
        json::write_line(out, &WarningLine::new(Some(code), message))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct WarningLine<'a> {
    schema: String,
    r#type: &'static str,
    code: Option<&'a str>,
    message: &'a str,
}

impl<'a> WarningLine<'a> {
    fn new(code: Option<&'a str>, message: &'a str) -> Self {
        Self {
            schema: json::schema("run"),
            r#type: "warning",
            code,
            message,
        }
    }
}

#[derive(Serialize)]
struct Summary {
    schema: String,
    r#type: &'static str,
    outcome: &'static str,
    exit_code: u8,
}

impl Summary {
    fn new(exit: Exit) -> Self {
        Self {
            schema: json::schema("run"),
            r#type: "summary",
            outcome: exit.outcome(),
            exit_code: exit.code(),
        }
    }
}
