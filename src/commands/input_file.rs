//! [`InputFile`]: FILE of a command, `-` being standard input.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// A file that is read whole.
pub struct InputFile<'a>(pub &'a Path);

impl InputFile<'_> {
    /// Its bytes; of a longer one the first `most` and one more, which tells.
    pub fn read(&self, most: u64) -> io::Result<Vec<u8>> {
        let most = most.saturating_add(1);
        let mut bytes = Vec::new();
        if self.is_stdin() {
            io::stdin().lock().take(most).read_to_end(&mut bytes)?;
        } else {
            File::open(self.0)?.take(most).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// What messages call it.
    pub fn shown(&self) -> String {
        if self.is_stdin() {
            "standard input".to_owned()
        } else {
            self.0.display().to_string()
        }
    }

    fn is_stdin(&self) -> bool {
        self.0.as_os_str() == "-"
    }
}
