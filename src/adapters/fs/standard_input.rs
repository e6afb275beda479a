//! [`StandardInput`]: logs from a pipe, named `-`.

use std::io::{self, Read};

use async_trait::async_trait;

use crate::ports::{LogObject, LogSource, LogSourceError};

/// What is piped in.
#[derive(Clone, Copy, Debug, Default)]
pub struct StandardInput;

#[async_trait]
impl LogSource for StandardInput {
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError> {
        Ok(vec![LogObject {
            name: "-".to_owned(),
            size: None,
            identity: String::new(),
        }])
    }

    /// `offset` is 0: nobody can ask a pipe for more than its beginning.
    async fn open(
        &self,
        _object: &LogObject,
        _offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError> {
        Ok(Box::new(io::stdin()))
    }
}
