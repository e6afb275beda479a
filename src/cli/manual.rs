//! The man pages: section 1 from the clap tree, section 5 from the table of config keys, section 7 the
//! runbook.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::config::{ConfigKey, KEYS, SECTIONS, Section};
use super::{Exit, help, runbook};

/// Name of the page about the config file.
const CONFIG_PAGE: &str = "shardctl-config.5";

/// Name of the page about recovery.
const RUNBOOK_PAGE: &str = "shardctl-recovery.7";

/// Every page by its file name.
pub fn pages() -> Vec<(String, Vec<u8>)> {
    let mut pages = Vec::new();
    add_pages(help::command(), "shardctl", &mut pages);
    pages.push((CONFIG_PAGE.to_owned(), config_page()));
    pages.push((RUNBOOK_PAGE.to_owned(), runbook::page()));
    pages
}

/// The page of a command and those of the commands below it.
fn add_pages(command: Command, bin_name: &str, pages: &mut Vec<(String, Vec<u8>)>) {
    let children: Vec<Command> = command
        .get_subcommands()
        .filter(|child| !child.is_hide_set())
        .cloned()
        .collect();
    let name = bin_name.replace(' ', "-");
    pages.push((format!("{name}.1"), command_page(command, &name, bin_name)));
    for child in children {
        let bin_name = format!("{bin_name} {}", child.get_name());
        add_pages(child, &bin_name, pages);
    }
}

fn command_page(command: Command, name: &str, bin_name: &str) -> Vec<u8> {
    let command = command
        .name(name.to_owned())
        .display_name(name.to_owned())
        .bin_name(bin_name.to_owned())
        .disable_help_subcommand(true);
    let has_children = command.get_subcommands().next().is_some();
    let source = format!("shardctl {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command).source(source).manual("shardctl");
    let mut page = Vec::new();
    let written = (|| -> io::Result<()> {
        man.render_title(&mut page)?;
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        if has_children {
            man.render_subcommands_section(&mut page)?;
        }
        exit_status().to_writer(&mut page)?;
        see_also(name).to_writer(&mut page)
    })();
    written.expect("writing to memory cannot fail");
    without_repeated_preamble(&page)
}

/// Each part was rendered with its own definition of the apostrophe; one is enough.
fn without_repeated_preamble(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let is_preamble = |line: &str| line.starts_with(".ie ") || line.starts_with(".el ");
    let lines = text.lines().enumerate();
    let kept = lines.filter(|(i, line)| *i < 2 || !is_preamble(line));
    kept.flat_map(|(_, line)| [line.trim_end(), "\n"])
        .collect::<String>()
        .into_bytes()
}

fn exit_status() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for exit in Exit::all() {
        roff.control("TP", []);
        roff.text([bold(exit.code().to_string())]);
        roff.text([roman(exit.meaning())]);
    }
    roff
}

fn see_also(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    let config = [bold("shardctl-config"), roman("(5)")];
    if name == "shardctl" {
        roff.text(config);
    } else {
        let global = [
            bold("shardctl"),
            roman("(1) for the options of every command, "),
        ];
        roff.text(global.into_iter().chain(config).collect::<Vec<_>>());
    }
    roff
}

/// shardctl-config(5).
fn config_page() -> Vec<u8> {
    let mut roff = Roff::new();
    let source = format!("shardctl {}", env!("CARGO_PKG_VERSION"));
    roff.control("TH", ["shardctl-config", "5", "", &source, "shardctl"]);
    roff.control("SH", ["NAME"]);
    roff.text([roman("shardctl-config - the config file of shardctl")]);
    roff.control("SH", ["SYNOPSIS"]);
    for path in [
        "$XDG_CONFIG_HOME/shardctl/config.toml",
        "/etc/shardctl/config.toml",
    ] {
        roff.control("PP", []);
        roff.text([italic(path)]);
    }
    roff.control("SH", ["DESCRIPTION"]);
    for text in DESCRIPTION {
        roff.control("PP", []);
        roff.text([roman(*text)]);
    }
    for section in SECTIONS {
        config_section(&mut roff, section);
    }
    roff.control("SH", ["SEE ALSO"]);
    roff.text([
        bold("shardctl"),
        roman("(1), "),
        bold("shardctl-config"),
        roman("(1)"),
    ]);
    let mut page = Vec::new();
    roff.to_writer(&mut page)
        .expect("writing to memory cannot fail");
    page
}

const DESCRIPTION: &[&str] = &[
    "One file describes one fleet. It is TOML; keys that are not listed here are errors. The file that \
     --config or SHARDCTL_CONFIG names is used, else the first of the above that exists; never one in \
     the current directory.",
    "Flags beat variables (SHARDCTL_*), variables beat the file, the file beats the defaults. \
     `shardctl config show --origin` tells what decided each setting, `shardctl config check` what is \
     wrong.",
    "Sizes are written 4096, 64MiB, 500GiB, 40TiB (K, M, G, T mean the same), durations 90s, 15m, 6h, \
     2d or 6h45m, ratios 0.85 for 85 %.",
    "The file holds no secrets: what looks like one is refused.",
];

fn config_section(roff: &mut Roff, section: &Section) {
    let head = if section.head.is_empty() {
        "TOP LEVEL"
    } else {
        section.head
    };
    roff.control("SH", [head]);
    roff.text([roman(section.meaning)]);
    for key in KEYS.iter().filter(|key| is_in(section, key)) {
        let name = key.path.strip_prefix(section.path).unwrap_or(key.path);
        let name = match name.trim_start_matches('.') {
            "" | "*" => "NAME",
            name => name,
        };
        roff.control("TP", []);
        roff.text([bold(name), roman(" = "), italic(key.kind)]);
        roff.text([roman(key.meaning)]);
        if !key.default.is_empty() {
            roff.text([roman(format!("Default: {}.", key.default))]);
        }
    }
    if !section.example.is_empty() {
        roff.control("PP", []);
        roff.control("EX", []);
        for line in section.example.lines() {
            roff.text([roman(line)]);
        }
        roff.control("EE", []);
    }
}

fn is_in(section: &Section, key: &ConfigKey) -> bool {
    let parent = key.path.rsplit_once('.').map_or("", |(parent, _)| parent);
    key.path == section.path || parent == section.path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_config_key_is_on_the_page_once() {
        let shown = |key: &ConfigKey| {
            SECTIONS
                .iter()
                .filter(|section| is_in(section, key))
                .count()
        };
        for key in KEYS {
            assert_eq!(shown(key), 1, "{}", key.path);
        }
    }

    #[test]
    fn every_command_has_a_page_with_the_exit_codes() {
        let pages = pages();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in [
            "shardctl.1",
            "shardctl-plan-propose.1",
            "shardctl-doctor-iam.1",
            CONFIG_PAGE,
        ] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        assert!(
            !names.contains(&"shardctl-generate.1"),
            "hidden commands have no page"
        );
        for (name, page) in pages.iter().filter(|(name, _)| name.ends_with(".1")) {
            let page = String::from_utf8_lossy(page);
            assert!(
                page.contains("EXIT STATUS") && page.contains("halted"),
                "{name}"
            );
        }
    }
}
