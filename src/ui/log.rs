//! The log: on stderr between redraws of progress bars, or appended to a file.

use std::fs::OpenOptions;
use std::io::Write;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use crate::cli::{CommandError, Exit, LogFormat, LogSettings};

use super::Ui;

impl Ui {
    /// Starts the log of this process.
    pub fn start_log(&self, settings: &LogSettings) -> Result<(), CommandError> {
        let filter = EnvFilter::try_new(&settings.directives).map_err(|error| {
            let what = format!("invalid log levels `{}`", settings.directives);
            CommandError::new(Exit::Usage, "log_levels_wrong", what)
                .why(error.to_string())
                .next("write levels as in SHARDCTL_LOG=info,aws_sdk_s3=warn")
        })?;
        let (writer, color) = match &settings.file {
            None => {
                let writer = self.log_writer();
                (BoxMakeWriter::new(move || writer.clone()), self.log_color())
            }
            Some(path) => {
                let file = OpenOptions::new().create(true).append(true).open(path);
                let file = file.map_err(|error| {
                    let what = format!("cannot write the log to `{}`", path.display());
                    CommandError::new(Exit::Failed, "log_unwritable", what)
                        .why(error.to_string())
                        .next("name a file that can be written with --log-file")
                        .next("without --log-file and SHARDCTL_LOG_FILE the log goes to stderr")
                })?;
                let file: Box<dyn Write + Send> = Box::new(file);
                (BoxMakeWriter::new(Mutex::new(file)), false)
            }
        };
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(writer);
        // The only way this fails is a second log in one process: then the first one serves.
        let _ = match settings.format {
            LogFormat::Text => log.with_ansi(color).try_init(),
            LogFormat::Json => log.json().try_init(),
        };
        Ok(())
    }
}
