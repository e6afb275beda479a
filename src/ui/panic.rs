//! What a bug looks like: one clear message instead of a backtrace.

use std::panic::PanicHookInfo;

use crate::cli::{CommandError, Exit, OutputSettings};

use super::failure;
use super::sink::Sink;

/// Tells panics on stderr from now on. The process then ends with 101 by itself.
pub fn report_panics(settings: &OutputSettings) {
    let (json, quiet) = (settings.format.is_json(), settings.quiet);
    let sink = Sink::stderr();
    std::panic::set_hook(Box::new(move |panic| {
        let bug = bug(panic);
        // There is nobody left to tell when stderr cannot be written.
        let _ = sink.write(|err| {
            if json {
                failure::write_json(err, &bug, None)
            } else {
                err.write_all(failure::text(&bug, false, quiet).as_bytes())
            }
        });
    }));
}

fn bug(panic: &PanicHookInfo) -> CommandError {
    let payload = panic.payload();
    let words = payload.downcast_ref::<&str>().copied();
    let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    CommandError::new(Exit::Bug, "bug", "shardctl met a bug in itself and stopped")
        .detail("saw", words.unwrap_or("a panic without words"))
        .detail("at", place)
        .why("nothing was half written: every change is one transaction")
        .next(format!(
            "report it with the above and the version, {}",
            env!("CARGO_PKG_VERSION")
        ))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn a_bug_is_told_with_its_place() {
        let seen = Arc::new(Mutex::new(None));
        let store = Arc::clone(&seen);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            *store.lock().unwrap() = Some(bug(panic));
        }));
        let result = std::thread::spawn(|| panic!("seven is not {}", 8)).join();
        std::panic::set_hook(before);
        assert!(result.is_err());
        let error = seen.lock().unwrap().take().unwrap();
        assert_eq!(error.exit, Exit::Bug);
        assert_eq!(error.why[0], ("saw", "seven is not 8".to_owned()));
        assert!(error.why[1].1.contains("panic.rs"), "{:?}", error.why);
    }
}
