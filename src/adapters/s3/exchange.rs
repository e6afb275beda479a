//! [`Exchange`]: what passed on the wire during one call, for errors and clocks.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU16, AtomicU32, Ordering};

use aws_sdk_s3::config::ConfigBag;
use aws_sdk_s3::config::Intercept;
use aws_sdk_s3::config::RuntimeComponents;
use aws_sdk_s3::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_s3::error::BoxError;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

const NO_DATE: i64 = i64::MIN;

/// Counts attempts and keeps status and clock of the last answer.
#[derive(Clone, Debug)]
pub(super) struct Exchange(Arc<Record>);

#[derive(Debug)]
struct Record {
    attempts: AtomicU32,
    server_time_ms: AtomicI64,
    /// 0 before the first answer.
    status: AtomicU16,
}

impl Exchange {
    pub(super) fn new() -> Self {
        Self(Arc::new(Record {
            attempts: AtomicU32::new(0),
            server_time_ms: AtomicI64::new(NO_DATE),
            status: AtomicU16::new(0),
        }))
    }

    pub(super) fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    pub(super) fn server_time_ms(&self) -> Option<i64> {
        Some(self.0.server_time_ms.load(Ordering::Relaxed)).filter(|&ms| ms != NO_DATE)
    }

    /// HTTP status of the last answer; `None` before there was one.
    pub(super) fn status(&self) -> Option<u16> {
        Some(self.0.status.load(Ordering::Relaxed)).filter(|&status| status != 0)
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Exchange {
    fn name(&self) -> &'static str {
        "Exchange"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.attempts.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let date = context.response().headers().get("date");
        let ms = date
            .and_then(|text| DateTime::from_str(text, Format::HttpDate).ok())
            .and_then(|time| time.to_millis().ok());
        self.0
            .server_time_ms
            .store(ms.unwrap_or(NO_DATE), Ordering::Relaxed);
        let status = context.response().status().as_u16();
        self.0.status.store(status, Ordering::Relaxed);
        Ok(())
    }
}
