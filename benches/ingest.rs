//! Ingestion, measured and checked: `cargo bench --bench ingest -- COMMAND`.
//!
//! `generate` writes a log whose content is known, with the truth, a config and a region file beside
//! it; `benches/peers/ingest.sh` runs shardctl and its peers on it. `parse` and `inflate` do one part
//! of ingestion each, for `benches/instructions.sh` and for comparison.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on has failed, and its figures are for the terminal"
)]

mod access_log;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use access_log::catalogue::Catalogue;
use access_log::hot::HotKeys;
use clap::Parser;
use flate2::read::MultiGzDecoder;
use shardctl::access::format::{CombinedOptions, LogFormat, LogParser, ParseMemory, Records};

/// Text that is parsed together.
const BLOCK_BYTES: usize = 256 * 1024;

/// What `cargo bench` appends is taken and ignored.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Write a log to OUT, or - for standard output, with OUT.truth.json, OUT.truth.csv.zst,
    /// OUT.config.toml and OUT.regions.csv beside it
    Generate(GenerateArgs),
    /// Read server access logs line by line, and nothing else
    Parse { log: PathBuf },
    /// Decompress gzip, and nothing else
    Inflate { file: PathBuf },
    /// Compare what the parser rejects with the damage in LOG.truth.json, line by line
    Damage { log: PathBuf },
    /// Compare what standard input has of an export with the hot keys of a log: how many there are, and
    /// how many differ
    Hot { file: PathBuf },
}

#[derive(clap::Args)]
struct GenerateArgs {
    #[arg(long, default_value_t = 5_000_000)]
    lines: u64,
    #[arg(long, default_value_t = 1_000_000)]
    keys: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Hours that the log covers
    #[arg(long, default_value_t = 168)]
    hours: u32,
    /// Damaged lines on top [default: one in 10,000, but 500 at least]
    #[arg(long)]
    damaged: Option<u64>,
    /// Where the files beside the log go [default: OUT]
    #[arg(long)]
    beside: Option<PathBuf>,
    /// Of the truth write OUT.hot.csv in place of OUT.truth.csv.zst: the sums of the 1 % of keys with
    /// the most requests
    #[arg(long)]
    hot: bool,
    out: PathBuf,
}

fn main() {
    match Args::parse().command {
        Command::Generate(args) => generate(&args),
        Command::Parse { log } => parse(&log),
        Command::Inflate { file } => inflate(&file),
        Command::Damage { log } => damage(&log),
        Command::Hot { file } => hot(&file),
    }
}

fn generate(args: &GenerateArgs) {
    let plan = access_log::Plan::new(args.lines, args.keys, args.seed);
    let plan = access_log::Plan {
        hours: args.hours,
        damaged: args.damaged.unwrap_or(plan.damaged),
        ..plan
    };
    assert!(
        u64::from(plan.keys) * 2 <= plan.lines && plan.keys > 0,
        "at least two lines a key"
    );
    let to_stdout = args.out.as_os_str() == "-";
    let log: Box<dyn Write> = if to_stdout {
        Box::new(io::stdout().lock())
    } else {
        Box::new(File::create(&args.out).unwrap())
    };
    let mut log = BufWriter::with_capacity(1 << 20, log);
    let beside = args.beside.as_ref().unwrap_or(&args.out);
    let named = |suffix: &str| PathBuf::from(format!("{}.{suffix}", beside.display()));

    let totals = if args.hot {
        let mut keys = HotKeys::new(plan.keys);
        let totals = access_log::generate(&plan, &mut log, &mut |_, hour| {
            for row in &hour {
                keys.add(row);
            }
            Ok(())
        });
        let catalogue = Catalogue::new(plan.keys, plan.seed);
        let mut file = BufWriter::new(File::create(named("hot.csv")).unwrap());
        keys.write(&catalogue, &mut file).unwrap();
        file.flush().unwrap();
        totals
    } else {
        let rows = File::create(named("truth.csv.zst")).unwrap();
        let mut rows = zstd::Encoder::new(rows, 1).unwrap();
        writeln!(rows, "{}", access_log::Row::HEADER).unwrap();
        let totals = access_log::generate(&plan, &mut log, &mut |catalogue, hour| {
            hour.iter()
                .try_for_each(|row| row.write(catalogue, &mut rows))
        });
        rows.finish().unwrap();
        totals
    };
    let totals = totals.unwrap();

    let regions = named("regions.csv");
    let region_file = regions.file_name().unwrap().to_str().unwrap();
    std::fs::write(&regions, access_log::catalogue::region_file()).unwrap();
    let config = access_log::catalogue::config(region_file);
    std::fs::write(named("config.toml"), config).unwrap();
    let truth = serde_json::to_string_pretty(&totals).unwrap();
    std::fs::write(named("truth.json"), truth).unwrap();
    if !to_stdout {
        println!(
            "{} lines, {} bytes, {} keys, {} rows of demand, {} pairs, {} damaged lines",
            totals.lines,
            totals.bytes,
            totals.keys,
            totals.rows,
            totals.pairs,
            totals.damaged_lines.len()
        );
    }
}

/// What `logs ingest` does to each line before anything is made of it.
fn parse(log: &Path) {
    let text = std::fs::read(log).unwrap();
    let format = LogFormat::S3ServerAccess;
    let now_ms = 1_900_000_000_000;
    let head = &text[..text.len().min(4_096)];
    let mut parser = LogParser::new(format, CombinedOptions::default(), head, now_ms);
    let (mut records, mut rejected, mut bytes) = (0_u64, 0_u64, 0_u64);
    let mut memory = ParseMemory::default();
    let mut rest = &text[..];
    // In blocks, as `logs ingest` does.
    while !rest.is_empty() {
        let block = &rest[..rest.len().min(BLOCK_BYTES)];
        let length = match parser.framing().whole(block) {
            0 => rest.len(),
            length => length,
        };
        parser.parse_all(&rest[..length], &mut memory, |_, found| match found {
            Ok(Records::One(record)) => {
                records += 1;
                bytes = bytes.wrapping_add(record.bytes_out + record.key.len() as u64);
            }
            Ok(_) => {}
            Err(_) => rejected += 1,
        });
        rest = &rest[length..];
    }
    println!("{records} records, {rejected} rejected, {bytes}");
}

/// How many damaged lines are taken for good, how many there are, and how many good ones are rejected.
fn damage(log: &Path) {
    let truth = std::fs::read(format!("{}.truth.json", log.display())).unwrap();
    let truth: serde_json::Value = serde_json::from_slice(&truth).unwrap();
    let damaged = truth["damaged_lines"].as_array().unwrap().iter();
    let damaged: HashSet<u64> = damaged.map(|line| line[0].as_u64().unwrap()).collect();
    let options = CombinedOptions::default();
    let mut parser = LogParser::new(LogFormat::S3ServerAccess, options, b"", 1_900_000_000_000);
    let mut text = BufReader::with_capacity(1 << 20, File::open(log).unwrap());
    let (mut memory, mut line) = (ParseMemory::default(), Vec::new());
    let (mut number, mut taken, mut lost) = (0_u64, 0_u64, 0_u64);
    while text.read_until(b'\n', &mut line).unwrap() > 0 {
        number += 1;
        // Behind the line there has to be text, or it is not looked at as most lines are.
        let length = line.len();
        line.extend_from_slice(&[b'#'; 64]);
        parser.parse_all(&line, &mut memory, |frame, found| {
            if frame.start < length {
                taken += u64::from(found.is_ok() && damaged.contains(&number));
                lost += u64::from(found.is_err() && !damaged.contains(&number));
            }
        });
        line.clear();
    }
    println!("{taken} {} {lost}", damaged.len());
}

/// How many keys are hot by a file of theirs, and how many of them an export gives other sums of.
fn hot(file: &Path) {
    let file = BufReader::new(File::open(file).unwrap());
    let export = BufReader::new(zstd::Decoder::new(io::stdin()).unwrap());
    let (keys, wrong) = access_log::hot::compare(file, export).unwrap();
    println!("{keys} {wrong}");
}

/// The decompressor and the buffer that ingestion has.
fn inflate(file: &Path) {
    let file = BufReader::with_capacity(1 << 16, File::open(file).unwrap());
    let mut text = MultiGzDecoder::new(file);
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0_u64;
    loop {
        match text.read(&mut buffer).unwrap() {
            0 => break,
            read => bytes += read as u64,
        }
    }
    println!("{bytes} bytes");
}
