//! completions/ and man/ are what the clap tree says now.

use std::collections::BTreeSet;
use std::path::Path;

use shardctl::commands::generate;

#[test]
fn generated_files_match_the_commands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = generate::files();
    let differs = |(name, content): (&String, &Vec<u8>)| {
        let committed = std::fs::read(root.join(name)).unwrap_or_default();
        (committed != *content).then(|| name.clone())
    };
    let stale: Vec<String> = files.iter().filter_map(differs).collect();
    assert!(
        stale.is_empty(),
        "run `cargo run -- generate` and commit: {stale:?}"
    );

    let known: BTreeSet<String> = files.into_keys().collect();
    for folder in ["completions", "man"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy());
            assert!(
                known.contains(&name),
                "{name} belongs to no command: delete it"
            );
        }
    }
}
