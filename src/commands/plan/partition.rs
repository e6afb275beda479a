//! `shardctl plan partition`.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::plan::partition::graph_file::{
    GraphFile, GraphFileError, GraphForm, parse_graph, parse_parts, print_parts,
};
use crate::plan::partition::{
    Effort, FORBIDDEN, Incumbent, Problem, imbalance, partition, repartition,
};
use crate::ui::{Report, Section, units};

use super::propose::write_file;

/// Most (vertex or net, part) pairs, so that the tables of the search stay below a few GiB.
const CELLS_MAX: usize = 1 << 28;
/// Net weights and prices are whole numbers inside; a price with decimals counts in thousandths.
const THOUSANDTHS: i64 = 1000;

/// Divide a graph among shards, apart from any fleet
///
/// Reads a METIS graph (.graph) or an hMETIS hypergraph (.hgr) and writes a file with one part per line, counted from 0. What
/// is kept small is the weight of the nets times the shards each spans beyond the first; for a graph, the weight of
/// the cut edges. Every shard holds at most 1 + imbalance times the mean weight. With --current, vertices stay
/// where they are unless leaving is worth the price. The same input gives the same file.
#[derive(Debug, clap::Args)]
pub struct PlanPartitionArgs {
    /// The graph, a file that ends in .graph or .hgr
    graph: PathBuf,
    /// How many shards
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(2..=1024))]
    shards: u32,
    /// Where the vertices are now: a file with one part per line
    #[arg(long, value_name = "FILE")]
    current: Option<PathBuf>,
    /// Room above the mean weight, as a share of it
    #[arg(long, value_name = "E", default_value_t = 0.05, value_parser = share)]
    imbalance: f64,
    /// What moving a vertex costs, in net weight (times its size where the graph has sizes)
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = share, requires = "current")]
    move_price: f64,
    /// Seed of the search
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Where to write the parts instead of GRAPH.part.K
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn share(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    let number = number.filter(|number: &f64| (0.0..=1e9).contains(number));
    number.ok_or_else(|| format!("`{text}` is not a number from 0 up: write 0.05"))
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanPartitionArgs) -> Result<Exit, CommandError> {
    let shards = args.shards as usize;
    let form = form_of(&args.graph)?;
    let bytes = read(&args.graph)?;
    let file = parse_graph(&bytes, form).map_err(|error| unusable(&args.graph, &error))?;
    drop(bytes);
    refuse_too_large(&file, args)?;
    let current = match &args.current {
        Some(path) => {
            let parts = parse_parts(&read(path)?, file.graph.vertices(), shards);
            Some(parts.map_err(|error| unusable(path, &error))?)
        }
        None => None,
    };
    let solved = solve(file, current.as_deref(), args);
    refuse_unbalanced(&solved, args)?;
    let out = args.out.clone().unwrap_or_else(|| {
        let mut name = args.graph.clone().into_os_string();
        name.push(format!(".part.{shards}"));
        name.into()
    });
    write_file(&out, print_parts(&solved.parts).as_bytes())?;
    ctx.ui.report(&report(&solved, current.as_deref(), &out))?;
    Ok(Exit::Ok)
}

fn form_of(path: &Path) -> Result<GraphForm, CommandError> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("graph") => Ok(GraphForm::Metis),
        Some("hgr") => Ok(GraphForm::Hmetis),
        _ => {
            let shown = path.display();
            let what = format!("cannot tell the form of {shown} by its name");
            Err(CommandError::new(Exit::Usage, "graph_form", what)
                .why("METIS graphs end in .graph, hMETIS hypergraphs in .hgr"))
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    std::fs::read(path).map_err(|error| {
        let exit = Exit::of_unreadable(&error);
        let what = format!("cannot read {}: {error}", path.display());
        CommandError::new(exit, "graph_unreadable", what)
    })
}

fn unusable(path: &Path, error: &GraphFileError) -> CommandError {
    let what = format!("cannot use {}: {error}", path.display());
    CommandError::new(Exit::Usage, "graph_invalid", what)
        .why("a graph is taken as it is written or not at all")
}

/// Refuses what would not fit into memory or into 64 bits.
fn refuse_too_large(file: &GraphFile, args: &PlanPartitionArgs) -> Result<(), CommandError> {
    let refused =
        |what: &str, why| Err(CommandError::new(Exit::Usage, "graph_too_large", what).why(why));
    let cells = (file.graph.vertices() + file.graph.nets()) * args.shards as usize;
    if cells > CELLS_MAX {
        let why = format!(
            "{} vertices and {} nets times {} shards are more than {CELLS_MAX}",
            file.graph.vertices(),
            file.graph.nets(),
            args.shards
        );
        return refused("the graph is too large for so many shards", why);
    }
    let scale = scale(args.move_price) as f64;
    let nets: i64 = file.graph.net_weights.iter().sum();
    let sizes: i64 = file.sizes.iter().sum();
    let most =
        nets as f64 * scale * f64::from(args.shards) + sizes as f64 * args.move_price * scale;
    if most >= FORBIDDEN as f64 {
        let why = format!("weights or prices add up to {most:.1e}, more than 64 bits keep exact");
        return refused("the weights are too large", why);
    }
    Ok(())
}

/// What net weights are multiplied by, so that the price is a whole number too.
fn scale(move_price: f64) -> i64 {
    if move_price.fract() == 0.0 {
        1
    } else {
        THOUSANDTHS
    }
}

struct Solved {
    problem: Problem,
    parts: Vec<u32>,
    sizes: Vec<i64>,
    scale: i64,
}

fn solve(file: GraphFile, current: Option<&[u32]>, args: &PlanPartitionArgs) -> Solved {
    let scale = scale(args.move_price);
    let mut problem = Problem::balanced(file.graph, args.shards as usize, args.imbalance);
    for weight in &mut problem.graph.net_weights {
        *weight *= scale;
    }
    let effort = Effort::for_size(problem.graph.total_pins());
    let parts = match current {
        Some(part) => {
            let price = |size: &i64| (*size as f64 * args.move_price * scale as f64).round() as i64;
            let prices: Vec<i64> = file.sizes.iter().map(price).collect();
            let prices = &prices;
            repartition(&problem, &Incumbent { part, prices }, &effort, args.seed)
        }
        None => partition(&problem, &effort, args.seed),
    };
    Solved {
        problem,
        parts,
        sizes: file.sizes,
        scale,
    }
}

fn refuse_unbalanced(solved: &Solved, args: &PlanPartitionArgs) -> Result<(), CommandError> {
    let problem = &solved.problem;
    if problem.fits(&solved.parts) {
        return Ok(());
    }
    let (asked, found) = (args.imbalance, imbalance(problem, &solved.parts));
    let what = format!("no placement within an imbalance of {asked} was found");
    let heavy = (0..problem.graph.vertices()).find(|&vertex| {
        problem
            .graph
            .weight(vertex)
            .iter()
            .zip(&problem.caps)
            .any(|(weight, cap)| weight > cap)
    });
    let why = match heavy {
        Some(vertex) => format!("vertex {} alone is heavier than a shard may be", vertex + 1),
        None => format!("the best that was found has {found:.3}"),
    };
    let enough = (found * 1000.0).ceil() / 1000.0;
    Err(CommandError::new(Exit::Refused, "unbalanced", what)
        .why(why)
        .next(format!("--imbalance {enough}      leaves room enough")))
}

fn report(solved: &Solved, current: Option<&[u32]>, out: &Path) -> Report {
    let (problem, parts) = (&solved.problem, &solved.parts);
    let cut = |parts: &[u32]| problem.connectivity(parts) / solved.scale;
    let uneven = |parts: &[u32]| imbalance(problem, parts);
    let graph = &problem.graph;
    let mut data = json!({
        "vertices": graph.vertices(), "nets": graph.nets(), "pins": graph.total_pins(),
        "shards": problem.parts, "cut": cut(parts), "imbalance_ratio": uneven(parts),
        "out": out.display().to_string(),
    });
    let size = format!(
        "{} vertices, {}, {}",
        units::count(graph.vertices() as u64),
        units::plural(graph.nets() as u64, "net"),
        units::plural(graph.total_pins() as u64, "pin")
    );
    let mut sections = vec![Section::Field("graph", size)];
    let of_now = |number: i64| units::count(number as u64);
    let (mut cut_text, mut uneven_text) = (of_now(cut(parts)), format!("{:.3}", uneven(parts)));
    if let Some(home) = current {
        let away = |vertex: &usize| home[*vertex] != parts[*vertex];
        let moved: Vec<usize> = (0..parts.len()).filter(away).collect();
        let size: i64 = moved.iter().map(|&vertex| solved.sizes[vertex]).sum();
        data["cut_before"] = json!(cut(home));
        data["imbalance_before_ratio"] = json!(uneven(home));
        data["moved"] = json!(moved.len());
        data["moved_size"] = json!(size);
        cut_text = format!("{} → {cut_text}", of_now(cut(home)));
        uneven_text = format!("{:.3} → {uneven_text}", uneven(home));
        let share = units::ratio(moved.len() as f64 / parts.len().max(1) as f64);
        let count = units::count(moved.len() as u64);
        sections.push(Section::Field("moved", format!("{count} ({share})")));
    }
    sections.insert(1, Section::Field("cut", cut_text));
    sections.insert(2, Section::Field("imbalance", uneven_text));
    sections.push(Section::Field("written", out.display().to_string()));
    Report {
        kind: "plan_partition",
        data,
        sections,
        warnings: Vec::new(),
    }
}
