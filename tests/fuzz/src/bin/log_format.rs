//! Fuzzes the format that `FUZZED_FORMAT` names; without it, prints the names there are.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shardctl_fuzz::access::format::LogFormat;

static FORMAT: LazyLock<LogFormat> = LazyLock::new(|| {
    let wanted = std::env::var("FUZZED_FORMAT").unwrap_or_default();
    let formats = shardctl_fuzz::formats();
    if wanted.is_empty() {
        formats.iter().for_each(|(name, _)| println!("{name}"));
        std::process::exit(0);
    }
    let found = formats.into_iter().find(|(name, _)| *name == wanted);
    found.expect("FUZZED_FORMAT names a format").1
});

fuzz_target!(
    init: { LazyLock::force(&FORMAT); },
    |text: &[u8]| shardctl_fuzz::read(&FORMAT, text)
);
