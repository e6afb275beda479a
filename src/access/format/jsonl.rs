//! One JSON object a line, read through a [`Mapping`](super::Mapping).

use std::borrow::Cow;

use serde_json::Value;

use super::{Mapping, Reject};
use crate::access::AccessRecord;

/// Parses one line without its newline.
pub fn parse(line: &[u8], mapping: &Mapping) -> Result<AccessRecord<'static>, Reject> {
    let document: Value = serde_json::from_slice(line).map_err(|_| Reject::Shape("json"))?;
    if !document.is_object() {
        return Err(Reject::Shape("json object"));
    }
    mapping.record(&|path| scalar(find(&document, path)?))
}

/// Follows `$.a.b[0].c`; the leading `$.` may be left out.
fn find<'v>(document: &'v Value, path: &str) -> Option<&'v Value> {
    let path = path.strip_prefix('$').unwrap_or(path);
    path.split('.')
        .filter(|step| !step.is_empty())
        .try_fold(document, |value, step| {
            let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
            let start = if name.is_empty() {
                value
            } else {
                value.get(name)?
            };
            indices
                .split('[')
                .filter(|index| !index.is_empty())
                .try_fold(start, |value, index| {
                    value.get(index.strip_suffix(']')?.parse::<usize>().ok()?)
                })
        })
}

fn scalar(value: &Value) -> Option<Cow<'static, [u8]>> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(Cow::Owned(text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Operation;
    use proptest::prelude::*;

    fn mapping() -> Mapping {
        let table = r#"
            base = "jsonl"
            [fields]
            ts = { path = "$.t", parse = "unix_ms" }
            bucket = { const = "data-use1" }
            key = { path = "$.req.object", decode = "percent" }
            op = { path = "$.req.verb", map = { GET = "get", PUT = "put" }, default = "other" }
            status = { path = "$.resp[0].code" }
            bytes_out = { path = "$.resp[0].bytes", null = ["-", ""] }
            client_ip = { path = "$.peer", strip_port = true }
            region = { path = "$.dc", map = { fra = "eu-central-1" } }
            latency_ms = { path = "$.dur", scale = 1000 }
        "#;
        Mapping::from_toml("myapp", &toml::from_str(table).unwrap(), false).unwrap()
    }

    #[test]
    fn nested_fields_are_mapped() {
        let line = br#"{"t":1700000000123,"req":{"object":"a%20b+c","verb":"GET"},"resp":[{"code":"206","bytes":"-"}],"peer":"[2001:db8::1]:443","dc":"fra","dur":0.25}"#;
        let record = parse(line, &mapping()).unwrap();
        assert_eq!(record.time_ms, 1_700_000_000_123);
        assert_eq!(record.bucket, "data-use1");
        assert_eq!(&*record.key, b"a b+c");
        assert_eq!(record.operation, Operation::Get);
        assert_eq!((record.status, record.bytes_out), (Some(206), 0));
        assert_eq!(record.client_ip, Some("2001:db8::1".parse().unwrap()));
        assert_eq!(record.source_region.as_deref(), Some("eu-central-1"));
        assert_eq!(record.latency_ms, Some(250.0));
    }

    #[test]
    fn wrong_values_are_rejected_and_absent_ones_are_not() {
        for (line, reject) in [
            ("[]", Some(Reject::Shape("json object"))),
            ("{", Some(Reject::Shape("json"))),
            ("{}", Some(Reject::Time)),
            (r#"{"t":"soon"}"#, Some(Reject::Time)),
            (
                r#"{"t":1700000000123,"resp":[{"bytes":"many"}]}"#,
                Some(Reject::Shape("number")),
            ),
            (
                r#"{"t":1700000000123,"resp":[{"bytes":-1}]}"#,
                Some(Reject::Shape("number")),
            ),
            (r#"{"t":1700000000123}"#, None),
        ] {
            assert_eq!(parse(line.as_bytes(), &mapping()).err(), reject, "{line}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(line in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = parse(&line, &mapping());
        }

        #[test]
        fn paths_never_panic(path in "[$.\\[\\]a0-9]{0,12}") {
            let _ = find(&serde_json::json!({"a": [1, {"a": 2}]}), &path);
        }
    }
}
