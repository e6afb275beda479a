//! Mappings that come with the program: public traces, for trying things out on what others measured.
//! A trace names no bucket, so its source does.

use std::sync::Arc;

use super::Mapping;

/// Their names.
pub const NAMES: [&str; 2] = ["azure-functions-blob-2020", "twitter-cache-trace"];

/// Accesses of Azure Functions to blobs in 2020. The trace tells of each access whether it read and
/// whether it wrote; a read counts before a write. The region is that of the function.
const AZURE_FUNCTIONS_BLOB_2020: &str = r#"
base = "csv"
[fields]
ts = { path = "Timestamp", parse = "unix_ms" }
key = { path = "AnonBlobName" }
op = { path = "Read", map = { True = "get", true = "get", "1" = "get" }, default = "put" }
bytes_out = { path = "BlobBytes", null = ["", "nan"] }
bytes_in = { path = "BlobBytes", null = ["", "nan"] }
object_size = { path = "BlobBytes", null = ["", "nan"] }
requester = { path = "AnonUserId" }
region = { path = "AnonRegion" }
version_id = { path = "AnonBlobETag" }
"#;

/// Requests to Twitter's caches, seconds from the beginning of the week in March 2020 that was traced.
/// The day of that beginning is not published: the first Monday of the month stands for it.
const TWITTER_CACHE_TRACE: &str = r#"
base = "csv"
header = false
[fields]
ts = { path = "1", parse = "unix_s", since = "2020-03-02T00:00:00Z" }
key = { path = "2" }
op = { path = "6", map = { get = "get", gets = "get", set = "put", add = "put", replace = "put", cas = "put", append = "put", prepend = "put", incr = "put", decr = "put", delete = "delete" }, default = "other" }
bytes_out = { path = "4" }
bytes_in = { path = "4" }
object_size = { path = "4" }
requester = { path = "5" }
"#;

/// The mapping of this name.
pub fn mapping(name: &str) -> Option<Arc<Mapping>> {
    let text = match name {
        "azure-functions-blob-2020" => AZURE_FUNCTIONS_BLOB_2020,
        "twitter-cache-trace" => TWITTER_CACHE_TRACE,
        _ => return None,
    };
    let table = toml::from_str(text).ok()?;
    Some(Arc::new(Mapping::from_toml(name, &table, true).ok()?))
}

/// The mapping that a text's first line looks like.
pub fn resembles(line: &[u8]) -> Option<&'static str> {
    if line.starts_with(b"Timestamp,AnonRegion,AnonUserId,") {
        return Some(NAMES[0]);
    }
    let fields: Vec<&[u8]> = line.split(|&byte| byte == b',').collect();
    let [time, key, key_size, value_size, client, operation, lifetime] = fields[..] else {
        return None;
    };
    let number = |field: &[u8]| !field.is_empty() && field.iter().all(u8::is_ascii_digit);
    let numbers = [time, key_size, value_size, client, lifetime];
    let operations = [
        &b"get"[..],
        b"gets",
        b"set",
        b"add",
        b"replace",
        b"cas",
        b"append",
        b"prepend",
        b"delete",
        b"incr",
        b"decr",
    ];
    let fits =
        !key.is_empty() && numbers.into_iter().all(number) && operations.contains(&operation);
    fits.then_some(NAMES[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_mapping_can_be_used() {
        for name in NAMES {
            assert_eq!(mapping(name).expect(name).name, name);
        }
    }

    #[test]
    fn traces_are_known_by_their_first_line() {
        for (line, name) in [
            (
                "Timestamp,AnonRegion,AnonUserId,AnonAppName",
                Some(NAMES[0]),
            ),
            ("0,nz:u:eeW511W3dcH3de3d15ec,22,304,4,get,0", Some(NAMES[1])),
            ("0,k,22,304,4,fetch,0", None),
            ("0,k,22,304,4,get", None),
            ("", None),
        ] {
            assert_eq!(resembles(line.as_bytes()), name, "{line}");
        }
    }
}
