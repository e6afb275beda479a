//! [`Sink`]: one output stream, shared by everything that writes to it.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One output stream. Clones write to the same place.
///
/// A reader that goes away (`| head -1`) is no error: what is written afterwards is dropped, and the
/// command goes on to its own end and exit code. SIGPIPE stays ignored, because a command that
/// changes something must not be killed by its reader; its log says that nobody listens any more.
#[derive(Clone)]
pub struct Sink {
    stream: Arc<Mutex<Stream>>,
    terminal: bool,
}

struct Stream {
    writer: Box<dyn Write + Send>,
    closed: bool,
    /// Whether somebody is to hear of it when the reader goes.
    missed: bool,
}

impl Sink {
    /// Standard output.
    pub fn stdout() -> Self {
        let terminal = io::stdout().is_terminal();
        Self::new(Box::new(io::stdout()), terminal)
    }

    /// Standard error.
    pub fn stderr() -> Self {
        let terminal = io::stderr().is_terminal();
        Self::new(Box::new(io::stderr()), terminal)
    }

    /// A stream of our own.
    pub fn new(writer: Box<dyn Write + Send>, terminal: bool) -> Self {
        let stream = Stream {
            writer,
            closed: false,
            missed: false,
        };
        Self {
            stream: Arc::new(Mutex::new(stream)),
            terminal,
        }
    }

    /// From now on [`Sink::reader_left`] tells when the reader goes.
    pub fn miss_the_reader(&self) {
        self.stream().missed = true;
    }

    /// Whether a reader that was to be missed has gone: true once.
    pub fn reader_left(&self) -> bool {
        let mut stream = self.stream();
        let left = stream.closed && stream.missed;
        stream.missed &= !left;
        left
    }

    fn stream(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a person looks at it.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Lets `write` write, and flushes.
    pub fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut stream = self.stream();
        let mut buffered = BufWriter::new(&mut *stream);
        write(&mut buffered)?;
        buffered.flush()
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        match self.writer.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(bytes.len())
            }
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.writer.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }
}

/// What was written to a captured `Sink`.
#[derive(Clone, Debug, Default)]
pub struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    /// Everything so far.
    pub fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
