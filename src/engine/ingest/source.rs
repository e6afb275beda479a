//! [`IngestSource`]: one source of logs, and whether its settings are those a file was read with.

use crate::access::format::{CombinedOptions, LogFormat};
use crate::access::{IngestedFile, Intake};
use crate::ports::LogSource;

use super::report::FileOutcome;

/// One source of logs with all that is needed to understand them.
pub struct IngestSource {
    /// Name of the source, under which its files are remembered.
    pub name: String,
    /// Its files.
    pub logs: Box<dyn LogSource>,
    /// Its format; `None` tells it from each file.
    pub format: Option<LogFormat>,
    /// What combined logs do not say.
    pub combined: CombinedOptions,
    /// What turns records into accesses.
    pub intake: Intake,
}

impl IngestSource {
    /// The settings that say what a line of `format` means, for people.
    pub(super) fn read_as(&self, format: &str) -> String {
        let built_in = LogFormat::built_in(format);
        let says_bucket = built_in.as_ref().is_some_and(LogFormat::names_bucket);
        let has_hosts = matches!(
            built_in,
            Some(LogFormat::HttpCombined | LogFormat::CaddyJson)
        );
        let hosts = (self.combined.host_pattern.as_ref())
            .filter(|_| has_hosts)
            .map(|(before, after)| format!("{before}{{bucket}}{after}"));
        let bucket = self.intake.default_bucket.as_deref();
        let settings = [
            ("bucket", bucket.filter(|_| !says_bucket)),
            ("host_pattern", hosts.as_deref()),
            ("region_label", self.intake.source_label.as_deref()),
        ];
        let settings = settings.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?.escape_debug();
            Some(format!(", {name} `{value}`"))
        });
        format!("format `{format}`") + &settings.collect::<String>()
    }

    /// What has become of the settings since a file was read; `None` when they are the same.
    pub(super) fn other_settings(&self, file: &IngestedFile) -> Option<FileOutcome> {
        let format = self.format.as_ref().map_or(&*file.format, LogFormat::name);
        let (read, now) = (file.read_as.clone(), self.read_as(format));
        let changed = !read.is_empty() && read != now;
        changed.then_some(FileOutcome::OtherSettings { read, now })
    }
}
