//! [`RejectFiles`]: samples of rejected lines as JSON lines, one file per log file, in `rejects/`
//! of the state directory.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::ports::{RejectLog, RejectedLine, StoreError};

/// The directory of reject samples.
#[derive(Clone, Debug)]
pub struct RejectFiles {
    directory: PathBuf,
}

impl RejectFiles {
    /// Samples go to `rejects/` in `state_dir`, made when first needed.
    pub fn new(state_dir: &Path) -> Self {
        Self {
            directory: state_dir.join("rejects"),
        }
    }
}

impl RejectLog for RejectFiles {
    fn write(
        &mut self,
        source: &str,
        file: &str,
        lines: &[RejectedLine],
    ) -> Result<String, StoreError> {
        let path = self.directory.join(file_name(source, file));
        let text: String = lines.iter().map(|line| sample(file, line)).collect();
        fs::create_dir_all(&self.directory)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| StoreError::Unusable {
                path: path.display().to_string(),
                problem: error.to_string(),
            })?;
        Ok(path.display().to_string())
    }
}

/// A name that people recognise and that no hostile log name can lead astray.
fn file_name(source: &str, file: &str) -> String {
    let readable: String = source
        .chars()
        .rev()
        .take(40)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let readable: String = readable.chars().rev().collect();
    let hash = Sha256::digest(format!("{source}\0{file}"));
    format!("{readable}-{:.8}.jsonl", format!("{hash:x}"))
}

fn sample(file: &str, line: &RejectedLine) -> String {
    let mut value = serde_json::json!({
        "file": file,
        "offset": line.offset,
        "reason": line.reason,
        "line": String::from_utf8_lossy(&line.sample),
    });
    if std::str::from_utf8(&line.sample).is_err() {
        let exact = base64::engine::general_purpose::STANDARD.encode(&line.sample);
        value["line_b64"] = exact.into();
    }
    format!("{value}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_json_lines_inside_the_directory() {
        let state = tempfile::tempdir().unwrap();
        let lines = [RejectedLine {
            offset: 7,
            reason: "bad time".into(),
            sample: b"a\xff\n".to_vec(),
        }];
        let path = RejectFiles::new(state.path())
            .write("../../etc", "s3://b/../x", &lines)
            .unwrap();
        assert!(
            Path::new(&path).parent().unwrap().ends_with("rejects"),
            "{path}"
        );
        let text = fs::read_to_string(&path).unwrap();
        let value: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
        assert_eq!(value["offset"], 7);
        assert_eq!(value["line_b64"], "Yf8K");
    }
}
