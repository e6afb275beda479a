//! [`Hypergraph`]: vertices with weights, nets with weights, and who is in which.
//!
//! Compressed rows in both directions (net → pins, vertex → nets). Identical nets are one net of the summed
//! weight, and a net of one pin is none: it can never be cut. [`Hypergraph::contract`] makes the coarser one of a
//! clustering. Nothing here knows of parts.

use super::lots::mix;

/// Vertices, nets and pins. Vertices and nets are numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hypergraph {
    /// Weights per vertex (for example load and bytes), each with a cap of its own.
    pub dimensions: usize,
    /// Weight by vertex × dimension; never negative.
    pub vertex_weights: Vec<i64>,
    /// What it costs that a net spans one part more; positive.
    pub net_weights: Vec<i64>,
    net_start: Vec<u32>,
    pins: Vec<u32>,
    vertex_start: Vec<u32>,
    incident: Vec<u32>,
}

impl Hypergraph {
    /// From nets given as one list of pins after the other. Repeated pins count once.
    pub fn new(
        dimensions: usize,
        vertex_weights: Vec<i64>,
        nets: impl IntoIterator<Item = (i64, Vec<u32>)>,
    ) -> Self {
        let mut builder = Builder::new(vertex_weights.len() / dimensions);
        for (weight, pins) in nets {
            builder.push(weight, pins.into_iter());
        }
        builder.finish(dimensions, vertex_weights)
    }

    /// How many vertices.
    pub fn vertices(&self) -> usize {
        self.vertex_start.len() - 1
    }

    /// How many nets.
    pub fn nets(&self) -> usize {
        self.net_weights.len()
    }

    /// The vertices of a net.
    pub fn pins(&self, net: usize) -> &[u32] {
        &self.pins[self.net_start[net] as usize..self.net_start[net + 1] as usize]
    }

    /// The nets of a vertex.
    pub fn incident(&self, vertex: usize) -> &[u32] {
        &self.incident[self.vertex_start[vertex] as usize..self.vertex_start[vertex + 1] as usize]
    }

    /// The weights of a vertex, by dimension.
    pub fn weight(&self, vertex: usize) -> &[i64] {
        &self.vertex_weights[vertex * self.dimensions..(vertex + 1) * self.dimensions]
    }

    /// The sum of all vertices' weights, by dimension.
    pub fn total_weights(&self) -> Vec<i64> {
        let of = |dimension| {
            self.vertex_weights
                .iter()
                .skip(dimension)
                .step_by(self.dimensions)
        };
        (0..self.dimensions)
            .map(|dimension| of(dimension).sum())
            .collect()
    }

    /// Pins of all nets.
    pub fn total_pins(&self) -> usize {
        self.pins.len()
    }

    /// The hypergraph whose vertices are the `clusters` of this one; `cluster` says where each vertex went.
    #[must_use]
    pub fn contract(&self, cluster: &[u32], clusters: usize) -> Self {
        let mut weights = vec![0; clusters * self.dimensions];
        for (vertex, &into) in cluster.iter().enumerate() {
            let sum = &mut weights[into as usize * self.dimensions..][..self.dimensions];
            for (sum, weight) in sum.iter_mut().zip(self.weight(vertex)) {
                *sum += weight;
            }
        }
        let mut builder = Builder::new(clusters);
        for net in 0..self.nets() {
            let pins = self.pins(net).iter().map(|&pin| cluster[pin as usize]);
            builder.push(self.net_weights[net], pins);
        }
        builder.finish(self.dimensions, weights)
    }
}

/// Collects nets; merges identical ones in the end.
struct Builder {
    weights: Vec<i64>,
    start: Vec<u32>,
    pins: Vec<u32>,
    prints: Vec<(u64, u32)>,
    /// By vertex, the last net (from 1) it was seen in.
    seen: Vec<u32>,
}

impl Builder {
    fn new(vertices: usize) -> Self {
        Self {
            weights: Vec::new(),
            start: vec![0],
            pins: Vec::new(),
            prints: Vec::new(),
            seen: vec![0; vertices],
        }
    }

    fn push(&mut self, weight: i64, pins: impl Iterator<Item = u32>) {
        let first = self.pins.len();
        let mark = self.weights.len() as u32 + 1;
        let mut print = 0_u64;
        for pin in pins {
            if self.seen[pin as usize] != mark {
                self.seen[pin as usize] = mark;
                self.pins.push(pin);
                print = print.wrapping_add(mix(u64::from(pin)));
            }
        }
        if self.pins.len() - first < 2 || weight <= 0 {
            for pin in self.pins.drain(first..) {
                self.seen[pin as usize] = 0;
            }
            return;
        }
        self.prints.push((print, self.weights.len() as u32));
        self.weights.push(weight);
        self.start.push(self.pins.len() as u32);
    }

    fn slice(&self, net: u32) -> &[u32] {
        &self.pins[self.start[net as usize] as usize..self.start[net as usize + 1] as usize]
    }

    /// For each net the first net with the same pins.
    fn twins(&mut self) -> Vec<u32> {
        let mut first: Vec<u32> = (0..self.weights.len() as u32).collect();
        let mut prints = std::mem::take(&mut self.prints);
        prints.sort_unstable();
        self.seen.fill(u32::MAX);
        for group in prints.chunk_by(|a, b| a.0 == b.0) {
            for (index, &(_, net)) in group.iter().enumerate() {
                if first[net as usize] != net {
                    continue;
                }
                if index + 1 == group.len() {
                    break;
                }
                for at in self.start[net as usize]..self.start[net as usize + 1] {
                    self.seen[self.pins[at as usize] as usize] = net;
                }
                for &(_, other) in &group[index + 1..] {
                    let pins = self.slice(other);
                    let same = pins.len() == self.slice(net).len()
                        && pins.iter().all(|&pin| self.seen[pin as usize] == net);
                    if same {
                        first[other as usize] = net;
                    }
                }
            }
        }
        first
    }

    fn finish(mut self, dimensions: usize, vertex_weights: Vec<i64>) -> Hypergraph {
        let first = self.twins();
        for (net, &first) in first.iter().enumerate() {
            if first as usize != net {
                self.weights[first as usize] += self.weights[net];
            }
        }
        let mut net_weights = Vec::new();
        let mut net_start = vec![0];
        let mut end = 0;
        for (net, &first) in first.iter().enumerate() {
            if first as usize == net {
                let range = self.start[net] as usize..self.start[net + 1] as usize;
                let length = range.len();
                self.pins.copy_within(range, end);
                end += length;
                net_weights.push(self.weights[net]);
                net_start.push(end as u32);
            }
        }
        self.pins.truncate(end);
        self.pins.shrink_to_fit();
        let vertices = self.seen.len();
        let (vertex_start, incident) = transpose(vertices, &net_start, &self.pins);
        Hypergraph {
            dimensions,
            vertex_weights,
            net_weights,
            net_start,
            pins: self.pins,
            vertex_start,
            incident,
        }
    }
}

fn transpose(vertices: usize, net_start: &[u32], pins: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0_u32; vertices + 1];
    for &pin in pins {
        start[pin as usize + 1] += 1;
    }
    for vertex in 0..vertices {
        start[vertex + 1] += start[vertex];
    }
    let mut next = start.clone();
    let mut incident = vec![0; pins.len()];
    for net in 0..net_start.len() - 1 {
        for &pin in &pins[net_start[net] as usize..net_start[net + 1] as usize] {
            incident[next[pin as usize] as usize] = net as u32;
            next[pin as usize] += 1;
        }
    }
    (start, incident)
}
