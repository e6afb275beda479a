//! `shardctl generate`, hidden: writes completions/ and man/ from the clap tree.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::{Generator, Shell};

use crate::cli::{CommandError, Exit, manual};
use crate::commands::CommandContext;

use super::completion;

/// Write completions/ and man/ from the commands' own words
#[derive(Debug, clap::Args)]
pub struct GenerateArgs {
    /// Directory that holds completions/ and man/
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &GenerateArgs) -> Result<Exit, CommandError> {
    let files = files();
    for (name, content) in &files {
        let path = args.dir.join(name);
        let folder = path.parent().unwrap_or(&args.dir);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, content));
        written.map_err(|error| {
            let what = format!("cannot write `{}`", path.display());
            CommandError::new(Exit::Failed, "unwritable", what)
                .why(error.to_string())
                .next("run it in a directory that can be written")
        })?;
    }
    ctx.ui.status(&format!("wrote {} files", files.len()));
    Ok(Exit::Ok)
}

/// Every generated file by its path.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    let scripts = Shell::value_variants().iter().map(|shell| {
        let name = format!("completions/{}", shell.file_name("shardctl"));
        (name, completion::script(*shell))
    });
    let pages = manual::pages()
        .into_iter()
        .map(|(name, page)| (format!("man/{name}"), page));
    scripts.chain(pages).collect()
}
