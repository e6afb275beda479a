//! Names of S3's API calls, as audit logs write them.

use crate::access::Operation;

/// What a call does.
pub fn operation(name: &str) -> Operation {
    match name {
        "GetObject" => Operation::Get,
        "HeadObject" => Operation::Head,
        "PutObject" | "PostObject" | "PostPolicyBucket" => Operation::Put,
        "CopyObject" => Operation::Copy,
        "DeleteObject" | "DeleteObjects" | "DeleteMultipleObjects" => Operation::Delete,
        "UploadPart"
        | "UploadPartCopy"
        | "PutObjectPart"
        | "CopyObjectPart"
        | "CreateMultipartUpload"
        | "NewMultipartUpload"
        | "CompleteMultipartUpload"
        | "AbortMultipartUpload" => Operation::Part,
        name if name.starts_with("ListObject") || name.starts_with("ListMultipart") => {
            Operation::List
        }
        _ => Operation::Other,
    }
}

/// Whether the call's body is data of an object.
pub fn carries_body(name: &str) -> bool {
    matches!(
        name,
        "PutObject" | "PostObject" | "PostPolicyBucket" | "UploadPart" | "PutObjectPart"
    )
}
