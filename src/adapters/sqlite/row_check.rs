//! The checksum that every row of the journal's projection carries: SQLite proves structure, never
//! content, so a row is believed only when its columns hash to what was written beside them.

use sha2::{Digest, Sha256};

use super::Fault;

/// The first 8 bytes of SHA-256 over the table's name and the columns, each with its length before it.
pub(super) fn row_check(table: &str, columns: &[&[u8]]) -> i64 {
    let mut hash = Sha256::new();
    for part in [table.as_bytes()].iter().chain(columns) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    i64::from_be_bytes(std::array::from_fn(|i| digest[i]))
}

/// Refuses a row whose columns do not hash to `found`; `what` names it.
pub(super) fn verify_row(
    what: impl FnOnce() -> String,
    found: i64,
    expected: i64,
) -> Result<(), Fault> {
    if found == expected {
        return Ok(());
    }
    Err(Fault::Corrupt(format!(
        "is damaged: {} does not hash to what was written",
        what()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_change_columns_change_the_checksum() {
        let one = row_check("t", &[b"ab", b"c"]);
        assert_eq!(one, row_check("t", &[b"ab", b"c"]));
        assert_ne!(one, row_check("t", &[b"a", b"bc"]));
        assert_ne!(one, row_check("u", &[b"ab", b"c"]));
    }
}
