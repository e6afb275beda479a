//! `shardctl plan export-graph`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::access::Session;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::commands::fleet_demand::demand_on;
use crate::engine::fleet_demand::FleetDemand;
use crate::placement::{Segment, ShardName};
use crate::plan::partition::Hypergraph;
use crate::plan::partition::evidence::nets;
use crate::plan::partition::graph_file::{print_hmetis, print_parts};
use crate::ui::{Report, Section, units};

use super::propose::write_file;

/// Write the fleet's co-access as a hypergraph
///
/// Segments that the logs name are the vertices, weighted by their requests; sessions and directories are the nets.
/// Writes BASE.hgr (hMETIS), BASE.keys.csv (vertex, segment, shard, part) and BASE.part, where the segments are now, which
/// `plan partition BASE.hgr --current BASE.part` takes.
#[derive(Debug, clap::Args)]
pub struct PlanExportGraphArgs {
    /// Where to write: the names without their endings
    #[arg(long, value_name = "BASE")]
    out: PathBuf,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanExportGraphArgs) -> Result<Exit, CommandError> {
    let map = current_map(ctx)?;
    let stats = ctx.world.stats_store()?;
    let demand = demand_on(ctx, map, stats.as_ref())?;
    let exported = Exported::new(&demand, &stats.sessions()?);
    if exported.graph.nets() == 0 {
        let what = "no session uses two segments, and no directory holds two";
        return Err(CommandError::new(Exit::NotEnoughData, "no_coaccess", what)
            .next("shardctl logs ingest      reads the access logs"));
    }
    let files = [
        ("hgr", print_hmetis(&exported.graph).into_bytes()),
        ("keys.csv", exported.keys()),
        ("part", print_parts(&exported.part).into_bytes()),
    ];
    let mut written = Vec::new();
    for (ending, bytes) in files {
        let path = with_ending(&args.out, ending);
        write_file(&path, &bytes)?;
        written.push(path.display().to_string());
    }
    ctx.ui.report(&report(&exported, &written))?;
    Ok(Exit::Ok)
}

fn with_ending(base: &Path, ending: &str) -> PathBuf {
    let mut name = base.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// The graph, and what its vertices and parts are.
struct Exported {
    graph: Hypergraph,
    /// By vertex, in segment order.
    segments: Vec<Segment>,
    /// By vertex.
    part: Vec<u32>,
    /// By part, in name order.
    shards: Vec<ShardName>,
}

impl Exported {
    fn new(demand: &FleetDemand, sessions: &[Session]) -> Self {
        let segmenter = demand.segmenter();
        let objects = demand.profile.objects.iter();
        let mut homes = BTreeMap::new();
        let of_object: Vec<Option<Segment>> = objects
            .map(|object| {
                let segment = segmenter.segment_of(&object.key);
                // A key that no rule covers lies in no known shard.
                let home = demand.map.locate(&object.key)?.shard.name.clone();
                homes.entry(segment.clone()).or_insert(home);
                Some(segment)
            })
            .collect();
        let names: BTreeSet<ShardName> = homes.values().cloned().collect();
        let shards: Vec<ShardName> = names.into_iter().collect();
        let segments: Vec<Segment> = homes.keys().cloned().collect();
        let part = homes
            .values()
            .map(|home| shards.partition_point(|name| name < home) as u32);
        let part = part.collect();
        let number = |segment: &Segment| segments.binary_search(segment).ok().map(|at| at as u32);
        let vertex: Vec<Option<u32>> = of_object
            .iter()
            .map(|of| of.as_ref().and_then(number))
            .collect();
        let mut weights = vec![0; segments.len()];
        let mut used = Vec::with_capacity(sessions.len());
        for session in sessions {
            let ids = session
                .accesses
                .iter()
                .map(|&(_, object)| vertex.get(object as usize));
            let vertices: Vec<u32> = ids.filter_map(|id| id.copied().flatten()).collect();
            for &vertex in &vertices {
                weights[vertex as usize] += 1;
            }
            used.push(vertices);
        }
        let keys = segments.iter().map(|segment| segment.key().as_bytes());
        let nets = nets(used, keys);
        let graph = Hypergraph::new(1, weights, nets);
        Self {
            graph,
            segments,
            part,
            shards,
        }
    }

    /// Which vertex is which segment, and which part which shard, as CSV.
    fn keys(&self) -> Vec<u8> {
        let mut text = b"vertex,segment,shard,part\n".to_vec();
        for (at, (segment, part)) in self.segments.iter().zip(&self.part).enumerate() {
            let shard = &self.shards[*part as usize].0;
            let _ = write!(text, "{},", at + 1);
            text.extend(quoted(segment.id().as_bytes()));
            text.push(b',');
            text.extend(quoted(shard.as_bytes()));
            let _ = writeln!(text, ",{part}");
        }
        text
    }
}

/// A CSV field that may hold anything.
fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut field = vec![b'"'];
    for &byte in bytes {
        field.extend((byte == b'"').then_some(b'"'));
        field.push(byte);
    }
    field.push(b'"');
    field
}

fn report(exported: &Exported, written: &[String]) -> Report {
    let (vertices, nets) = (exported.segments.len(), exported.graph.nets());
    let pins = exported.graph.total_pins();
    let data = json!({
        "vertices": vertices, "nets": nets, "pins": pins, "shards": exported.shards.len(),
        "written": written,
    });
    let plural = |number: usize, name| units::plural(number as u64, name);
    let size = format!(
        "{}, {}, {}",
        plural(vertices, "segment"),
        plural(nets, "net"),
        plural(pins, "pin")
    );
    let mut sections = vec![Section::Field("graph", size)];
    let shown = written
        .iter()
        .map(|path| Section::Field("written", path.clone()));
    sections.extend(shown);
    Report {
        kind: "plan_graph",
        data,
        sections,
        warnings: Vec::new(),
    }
}
