//! The files of other partitioners: METIS graphs, hMETIS hypergraphs, and placements with one part per line.
//!
//! METIS: a head `vertices edges [fmt [weights per vertex]]`, then a line per vertex with its neighbours, every edge in
//! both its lines; fmt is three digits for vertex sizes, vertex weights, edge weights. hMETIS: a head `nets vertices
//! [fmt]`, a line per net with its pins, then one weight per vertex if fmt is 10 or 11; 1 and 11 say that nets have
//! weights. Both count from 1, and lines that begin with `%` are comments. (Manuals: METIS 5.1.0 §4.1.1, hMETIS 1.5.3 §4.5.)
//!
//! Counts in a head are never trusted: memory grows with what is read.

use std::fmt::Write as _;

use super::hypergraph::Hypergraph;
use super::problem::FORBIDDEN;

/// Which of the two forms a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphForm {
    /// METIS: a graph.
    Metis,
    /// hMETIS: a hypergraph.
    Hmetis,
}

/// A graph as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphFile {
    /// Vertices, nets and weights; an edge is a net of two pins.
    pub graph: Hypergraph,
    /// What moving each vertex costs relative to the others: the sizes of a METIS file that has them, else 1.
    pub sizes: Vec<i64>,
}

/// Why a file is no graph or no placement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphFileError {
    /// What stands in a line cannot be meant.
    #[error("line {line}: {problem}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// The lines do not add up.
    #[error("{0}")]
    Whole(String),
}

/// A sum of weights that no objective can overflow from.
const WEIGHT_SUM_MAX: i64 = FORBIDDEN / (1 << 12);

/// The graph in a file.
pub fn parse_graph(bytes: &[u8], form: GraphForm) -> Result<GraphFile, GraphFileError> {
    let mut lines = Lines::new(bytes);
    let graph = match form {
        GraphForm::Metis => parse_metis(&mut lines),
        GraphForm::Hmetis => parse_hmetis(&mut lines),
    }?;
    let weights = graph.graph.net_weights.iter();
    bounded("the nets' weights", weights)?;
    for dimension in 0..graph.graph.dimensions {
        let of_vertices = graph.graph.vertex_weights.iter().skip(dimension);
        bounded(
            "the vertices' weights",
            of_vertices.step_by(graph.graph.dimensions),
        )?;
    }
    bounded("the vertices' sizes", graph.sizes.iter())?;
    Ok(graph)
}

/// The parts in a file with one number per line, from 0.
pub fn parse_parts(
    bytes: &[u8],
    vertices: usize,
    parts: usize,
) -> Result<Vec<u32>, GraphFileError> {
    let mut lines = Lines::new(bytes);
    let mut placement = Vec::new();
    while let Some(numbers) = lines.next_line()? {
        match numbers[..] {
            [] => {}
            [part] if (part as usize) < parts => placement.push(part as u32),
            [part] => return Err(lines.wrong(format!("part {part} of {parts}, numbered from 0"))),
            _ => return Err(lines.wrong("more than one number")),
        }
    }
    if placement.len() != vertices {
        let found = placement.len();
        let problem = format!("{found} parts for {vertices} vertices");
        return Err(GraphFileError::Whole(problem));
    }
    Ok(placement)
}

/// A placement as a file.
pub fn print_parts(placement: &[u32]) -> String {
    let mut text = String::with_capacity(placement.len() * 3);
    for part in placement {
        let _ = writeln!(text, "{part}");
    }
    text
}

/// The hypergraph as an hMETIS file.
pub fn print_hmetis(graph: &Hypergraph) -> String {
    let mut text = format!("{} {} 11\n", graph.nets(), graph.vertices());
    for net in 0..graph.nets() {
        let _ = write!(text, "{}", graph.net_weights[net]);
        for pin in graph.pins(net) {
            let _ = write!(text, " {}", pin + 1);
        }
        text.push('\n');
    }
    for vertex in 0..graph.vertices() {
        let _ = writeln!(text, "{}", graph.weight(vertex)[0]);
    }
    text
}

fn bounded<'a>(what: &str, weights: impl Iterator<Item = &'a i64>) -> Result<(), GraphFileError> {
    let mut sum = 0_i64;
    for weight in weights {
        sum = sum.saturating_add(*weight);
    }
    if sum > WEIGHT_SUM_MAX {
        let problem = format!("{what} add up to more than {WEIGHT_SUM_MAX}");
        return Err(GraphFileError::Whole(problem));
    }
    Ok(())
}

/// Lines of whole numbers, comments left out.
struct Lines<'a> {
    rest: Option<&'a [u8]>,
    line: usize,
    numbers: Vec<i64>,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: Some(bytes),
            line: 0,
            numbers: Vec::new(),
        }
    }

    fn wrong(&self, problem: impl Into<String>) -> GraphFileError {
        GraphFileError::Line {
            line: self.line,
            problem: problem.into(),
        }
    }

    /// The numbers of the next line; `None` after the last.
    fn next_line(&mut self) -> Result<Option<&[i64]>, GraphFileError> {
        while let Some(rest) = self.rest.filter(|rest| !rest.is_empty()) {
            let end = memchr::memchr(b'\n', rest);
            let line = &rest[..end.unwrap_or(rest.len())];
            self.rest = end.map(|end| &rest[end + 1..]);
            self.line += 1;
            if !line.starts_with(b"%") {
                self.read(line)?;
                return Ok(Some(&self.numbers));
            }
        }
        Ok(None)
    }

    fn read(&mut self, line: &[u8]) -> Result<(), GraphFileError> {
        self.numbers.clear();
        for word in line.split(u8::is_ascii_whitespace) {
            if word.is_empty() {
                continue;
            }
            let number = std::str::from_utf8(word)
                .ok()
                .and_then(|word| word.parse().ok());
            match number {
                Some(number) if number >= 0 => self.numbers.push(number),
                _ => {
                    let shown = String::from_utf8_lossy(&word[..word.len().min(40)]);
                    return Err(self.wrong(format!("`{shown}` is no whole number from 0 up")));
                }
            }
        }
        Ok(())
    }

    /// The first line that says anything.
    fn head(&mut self) -> Result<Vec<i64>, GraphFileError> {
        while let Some(numbers) = self.next_line()? {
            if !numbers.is_empty() {
                return Ok(numbers.to_vec());
            }
        }
        Err(GraphFileError::Whole("it is empty".to_owned()))
    }

    /// Nothing but blank lines may follow.
    fn end(&mut self) -> Result<(), GraphFileError> {
        while let Some(numbers) = self.next_line()? {
            if !numbers.is_empty() {
                return Err(self.wrong("more lines than the head announces"));
            }
        }
        Ok(())
    }

    fn short(&self, of: i64, what: &str, found: usize) -> GraphFileError {
        let line = self.line;
        let problem = format!("it ends after line {line} with {found} of {of} {what}");
        GraphFileError::Whole(problem)
    }

    /// A vertex as files count them, from 1.
    fn vertex(&self, number: i64, of: i64) -> Result<u32, GraphFileError> {
        if !(1..=of).contains(&number) {
            return Err(self.wrong(format!("vertex {number} of {of}, numbered from 1")));
        }
        u32::try_from(number - 1).map_err(|_| self.wrong("more vertices than 32 bits count"))
    }
}

fn parse_hmetis(lines: &mut Lines<'_>) -> Result<GraphFile, GraphFileError> {
    let head = lines.head()?;
    let (nets, vertices, form) = match head[..] {
        [nets, vertices] => (nets, vertices, 0),
        [nets, vertices, form] => (nets, vertices, form),
        _ => return Err(lines.wrong("the head is `nets vertices [fmt]`")),
    };
    let (of_nets, of_vertices) = match form {
        0 => (false, false),
        1 => (true, false),
        10 => (false, true),
        11 => (true, true),
        _ => return Err(lines.wrong(format!("fmt {form} is none of 0, 1, 10, 11"))),
    };
    let mut read: Vec<(i64, Vec<u32>)> = Vec::new();
    while (read.len() as i64) < nets {
        let Some(numbers) = lines.next_line()?.map(<[i64]>::to_vec) else {
            return Err(lines.short(nets, "nets", read.len()));
        };
        let (weight, pins) = match numbers.split_first() {
            Some((weight, pins)) if of_nets => (*weight, pins),
            _ => (1, &numbers[..]),
        };
        if pins.is_empty() {
            return Err(lines.wrong("a net without pins"));
        }
        if weight == 0 {
            return Err(lines.wrong("a net of weight 0"));
        }
        let pins: Result<_, _> = pins
            .iter()
            .map(|&pin| lines.vertex(pin, vertices))
            .collect();
        read.push((weight, pins?));
    }
    let weights = if of_vertices {
        weight_lines(lines, vertices)?
    } else {
        ones(lines, vertices, &read)?
    };
    lines.end()?;
    let sizes = vec![1; weights.len()];
    let graph = Hypergraph::new(1, weights, read);
    Ok(GraphFile { graph, sizes })
}

fn weight_lines(lines: &mut Lines<'_>, vertices: i64) -> Result<Vec<i64>, GraphFileError> {
    let mut weights = Vec::new();
    while (weights.len() as i64) < vertices {
        match lines.next_line()? {
            Some(&[weight]) => weights.push(weight),
            Some(_) => return Err(lines.wrong("one weight per vertex and line")),
            None => return Err(lines.short(vertices, "vertex weights", weights.len())),
        }
    }
    Ok(weights)
}

/// Weight 1 for every vertex. Without weights nothing in the file bears the count of vertices out: vertices in no net are
/// allowed up to as many as there are pins.
fn ones(
    lines: &Lines<'_>,
    vertices: i64,
    nets: &[(i64, Vec<u32>)],
) -> Result<Vec<i64>, GraphFileError> {
    let pins: usize = nets.iter().map(|(_, pins)| pins.len()).sum();
    let last = nets.iter().flat_map(|(_, pins)| pins).max();
    let named = last.map_or(0, |last| *last as usize + 1);
    if vertices as usize > named + pins + 1024 {
        return Err(GraphFileError::Whole(format!(
            "the head announces {vertices} vertices, the {} lines name {named}",
            lines.line
        )));
    }
    Ok(vec![1; vertices as usize])
}

/// Which numbers a line of a METIS file begins with.
struct MetisHead {
    vertices: i64,
    edges: i64,
    sizes: bool,
    weights: usize,
    edge_weights: bool,
}

fn metis_head(lines: &mut Lines<'_>) -> Result<MetisHead, GraphFileError> {
    let head = lines.head()?;
    let (vertices, edges, form, constraints) = match head[..] {
        [vertices, edges] => (vertices, edges, 0, None),
        [vertices, edges, form] => (vertices, edges, form, None),
        [vertices, edges, form, count] => (vertices, edges, form, Some(count)),
        _ => return Err(lines.wrong("the head is `vertices edges [fmt [weights]]`")),
    };
    let digits = [form / 100, form / 10 % 10, form % 10];
    if digits.iter().any(|&digit| digit > 1) {
        return Err(lines.wrong(format!("fmt {form:03} is not three digits 0 or 1")));
    }
    let weighted = digits[1] == 1;
    if constraints.is_some_and(|count| !weighted || !(1..=16).contains(&count)) {
        let problem = "the number of weights per vertex is from 1 to 16, and only with fmt x1x";
        return Err(lines.wrong(problem));
    }
    Ok(MetisHead {
        vertices,
        edges,
        sizes: digits[0] == 1,
        weights: if weighted {
            constraints.unwrap_or(1) as usize
        } else {
            0
        },
        edge_weights: digits[2] == 1,
    })
}

/// One mention of an edge: (lower vertex, upper vertex, mentioned by the upper, weight, line).
type Mention = (u32, u32, bool, i64, u32);

fn parse_metis(lines: &mut Lines<'_>) -> Result<GraphFile, GraphFileError> {
    let head = metis_head(lines)?;
    let mut sizes = Vec::new();
    let mut weights = Vec::new();
    let mut mentions: Vec<Mention> = Vec::new();
    while (sizes.len() as i64) < head.vertices {
        let vertex = sizes.len() as u32;
        let Some(numbers) = lines.next_line()?.map(<[i64]>::to_vec) else {
            return Err(lines.short(head.vertices, "vertices", sizes.len()));
        };
        let own = usize::from(head.sizes) + head.weights;
        if numbers.len() < own {
            return Err(lines.wrong(format!("{} of {own} numbers of the vertex", numbers.len())));
        }
        let (own, edges) = numbers.split_at(own);
        let (size, of_vertex) = own.split_at(usize::from(head.sizes));
        sizes.push(size.first().copied().unwrap_or(1));
        weights.extend_from_slice(if head.weights == 0 { &[1] } else { of_vertex });
        mention(lines, &head, vertex, edges, &mut mentions)?;
    }
    lines.end()?;
    let edges = pair_up(mentions)?;
    if edges.len() as i64 != head.edges {
        let (found, announced) = (edges.len(), head.edges);
        let problem = format!("the head announces {announced} edges, the lines name {found}");
        return Err(GraphFileError::Whole(problem));
    }
    let nets = edges.into_iter().map(|(a, b, weight)| (weight, vec![a, b]));
    let graph = Hypergraph::new(head.weights.max(1), weights, nets);
    Ok(GraphFile { graph, sizes })
}

fn mention(
    lines: &Lines<'_>,
    head: &MetisHead,
    vertex: u32,
    edges: &[i64],
    mentions: &mut Vec<Mention>,
) -> Result<(), GraphFileError> {
    let width = 1 + usize::from(head.edge_weights);
    if !edges.len().is_multiple_of(width) {
        return Err(lines.wrong("a neighbour without the weight of its edge"));
    }
    for edge in edges.chunks_exact(width) {
        let other = lines.vertex(edge[0], head.vertices)?;
        let weight = edge.get(1).copied().unwrap_or(1);
        if other == vertex {
            return Err(lines.wrong(format!("vertex {} is its own neighbour", vertex + 1)));
        }
        if weight == 0 {
            return Err(lines.wrong(format!("the edge to vertex {} has weight 0", other + 1)));
        }
        let (low, high) = (vertex.min(other), vertex.max(other));
        mentions.push((low, high, vertex == high, weight, lines.line as u32));
    }
    Ok(())
}

/// The edges, each of which both ends must have named once and with the same weight.
fn pair_up(mut mentions: Vec<Mention>) -> Result<Vec<(u32, u32, i64)>, GraphFileError> {
    mentions.sort_unstable();
    let mut edges = Vec::with_capacity(mentions.len() / 2);
    for of_edge in mentions.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (low, high, by_high, weight, line) = of_edge[0];
        let wrong = |line: u32, problem| {
            Err(GraphFileError::Line {
                line: line as usize,
                problem,
            })
        };
        match of_edge {
            [(.., false, first, _), (.., true, second, _)] if first == second => {
                edges.push((low, high, weight));
            }
            [(.., false, first, _), (.., true, second, line)] => {
                let problem = format!(
                    "the edge between {} and {} weighs {second} here and {first} in the line of vertex {}",
                    low + 1,
                    high + 1,
                    low + 1
                );
                return wrong(*line, problem);
            }
            [_] => {
                let (here, there) = if by_high { (high, low) } else { (low, high) };
                let problem = format!(
                    "vertex {} names {} as its neighbour, but not the other way round",
                    here + 1,
                    there + 1
                );
                return wrong(line, problem);
            }
            _ => {
                let problem = format!(
                    "the edge between {} and {} is named twice",
                    low + 1,
                    high + 1
                );
                return wrong(of_edge[1].4, problem);
            }
        }
    }
    Ok(edges)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn metis(text: &str) -> Result<GraphFile, String> {
        parse_graph(text.as_bytes(), GraphForm::Metis).map_err(|error| error.to_string())
    }

    fn hmetis(text: &str) -> Result<GraphFile, String> {
        parse_graph(text.as_bytes(), GraphForm::Hmetis).map_err(|error| error.to_string())
    }

    fn nets(graph: &Hypergraph) -> Vec<(i64, Vec<u32>)> {
        let net = |net| (graph.net_weights[net], graph.pins(net).to_vec());
        (0..graph.nets()).map(net).collect()
    }

    #[test]
    fn metis_with_everything_a_head_can_announce() {
        let text = "% a comment\n3 2 111 2\n 7 1 2  2 5\n% another\n8 3 4 1 5 3 6\n9 5 6 2 6\n\n";
        let file = metis(text).unwrap();
        assert_eq!(file.sizes, [7, 8, 9]);
        assert_eq!(file.graph.dimensions, 2);
        assert_eq!(file.graph.vertex_weights, [1, 2, 3, 4, 5, 6]);
        assert_eq!(nets(&file.graph), [(5, vec![0, 1]), (6, vec![1, 2])]);
        // A vertex without neighbours is an empty line.
        let plain = metis("3 1\r\n2\r\n1\r\n\r\n").unwrap();
        assert_eq!(plain.graph.vertex_weights, [1, 1, 1]);
        assert_eq!(nets(&plain.graph), [(1, vec![0, 1])]);
    }

    #[test]
    fn hmetis_with_and_without_weights() {
        let file = hmetis("2 3 11\n4 1 2 3\n5 3 3 2\n7\n8\n9\n").unwrap();
        assert_eq!(file.graph.vertex_weights, [7, 8, 9]);
        assert_eq!(nets(&file.graph), [(4, vec![0, 1, 2]), (5, vec![2, 1])]);
        let plain = hmetis("1 4\n1 3").unwrap();
        assert_eq!(plain.graph.vertex_weights, [1; 4]);
        assert_eq!(
            hmetis(&print_hmetis(&file.graph)).unwrap().graph,
            file.graph
        );
    }

    #[test]
    fn what_is_no_graph_is_refused_with_the_line() {
        for (text, part) in [
            ("", "it is empty"),
            ("3\n", "line 1: the head is `vertices edges"),
            ("2 1 7\n", "line 1: fmt 007"),
            ("2 1 1 2\n", "line 1: the number of weights"),
            ("2 1 11 99999\n", "line 1: the number of weights"),
            (
                "999999999999 1\n2\n1\n",
                "it ends after line 3 with 2 of 999999999999 vertices",
            ),
            ("2 1\n2\n", "it ends after line 2 with 1 of 2 vertices"),
            ("2 1\n2\n1\n1\n", "line 4: more lines"),
            ("2 5\n2\n1\n", "announces 5 edges, the lines name 1"),
            ("2 1\n1\n1\n", "line 2: vertex 1 is its own neighbour"),
            ("2 1\n3\n1\n", "line 2: vertex 3 of 2"),
            ("2 1\n0\n1\n", "line 2: vertex 0 of 2"),
            ("2 1\n-1\n1\n", "line 2: `-1` is no whole number"),
            ("2 1\n2\nx\n", "line 3: `x` is no whole number"),
            (
                "2 1\n2\n\n",
                "line 2: vertex 1 names 2 as its neighbour, but not",
            ),
            (
                "2 1 1\n2 5\n1 6\n",
                "line 3: the edge between 1 and 2 weighs 6 here and 5",
            ),
            (
                "2 1 1\n2 0\n1 0\n",
                "line 2: the edge to vertex 2 has weight 0",
            ),
            ("2 1 1\n2\n1 5\n", "line 2: a neighbour without"),
            ("2 1 10\n\n1 1\n", "line 2: 0 of 1 numbers of the vertex"),
            (
                "2 1\n2 2\n1 1\n",
                "line 2: the edge between 1 and 2 is named twice",
            ),
            (
                "2 1 10\n9223372036854775807 2\n1 1\n",
                "weights add up to more than",
            ),
            (
                "2 1 10\n92233720368547758070 2\n1 1\n",
                "is no whole number",
            ),
        ] {
            let error = metis(text).unwrap_err();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    #[test]
    fn what_is_no_hypergraph_is_refused_with_the_line() {
        for (text, part) in [
            ("%\n\n", "it is empty"),
            ("2\n", "line 1: the head is `nets vertices"),
            ("2 2 2\n", "line 1: fmt 2"),
            (
                "99999999999 2\n1 2\n",
                "it ends after line 2 with 1 of 99999999999 nets",
            ),
            (
                "1 99999999999\n1 2\n",
                "announces 99999999999 vertices, the 2 lines name 2",
            ),
            (
                "1 2 10\n1 2\n5\n",
                "it ends after line 3 with 1 of 2 vertex weights",
            ),
            ("1 2 10\n1 2\n5 5\n", "line 3: one weight per vertex"),
            ("1 2\n\n", "line 2: a net without pins"),
            ("1 2 1\n5\n", "line 2: a net without pins"),
            ("1 2 1\n0 1 2\n", "line 2: a net of weight 0"),
            ("1 2\n1 3\n", "line 2: vertex 3 of 2"),
            ("1 2\n1 2\n1\n", "line 3: more lines"),
        ] {
            let error = hmetis(text).unwrap_err();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    #[test]
    fn parts_are_one_a_line() {
        let parts = |text: &str| parse_parts(text.as_bytes(), 3, 2).map_err(|e| e.to_string());
        assert_eq!(parts("0\n1\n0\n"), Ok(vec![0, 1, 0]));
        assert_eq!(parts(&print_parts(&[1, 1, 0])), Ok(vec![1, 1, 0]));
        for (text, part) in [
            ("0\n1\n", "2 parts for 3 vertices"),
            ("0\n1\n0\n0\n", "4 parts for 3 vertices"),
            ("0\n2\n0\n", "line 2: part 2 of 2"),
            ("0 1\n", "line 1: more than one number"),
            ("-1\n", "line 1: `-1`"),
        ] {
            let error = parts(text).unwrap_err();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(text in "[0-9 %\n-]{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            for bytes in [text.as_bytes(), &bytes] {
                let _ = parse_graph(bytes, GraphForm::Metis);
                let _ = parse_graph(bytes, GraphForm::Hmetis);
                let _ = parse_parts(bytes, 2, 2);
            }
        }
    }
}
