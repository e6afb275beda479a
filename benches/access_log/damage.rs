//! [`Damager`]: lines as crashes, full disks and bad memory leave them.
//!
//! Four kinds in turn. *Truncated*: the line ends anywhere within it. *Spliced*: it ends anywhere
//! within it and the whole next line follows, as after a torn write. *Flipped*: in a run of 64 to 128
//! bytes every bit is a coin's. *NUL*: a run of 8 to 256 bytes is zero, as after a crash of the file
//! system. A single flipped bit in free text is not among them: nothing in a line tells. None of the
//! requests is logged elsewhere, and each damaged line is one line.

use super::catalogue::Catalogue;
use super::event::{Event, Kind};
use super::line;

/// Names of the kinds.
pub const KINDS: [&str; 4] = ["truncated", "spliced", "flipped", "nul"];

/// Makes damaged lines and remembers where.
pub struct Damager {
    random: fastrand::Rng,
    /// (line number from 1, kind).
    lines: Vec<(u64, &'static str)>,
}

impl Damager {
    /// Damage by a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed ^ 0xDA4A_6ED0),
            lines: Vec::new(),
        }
    }

    /// Appends line `number` with its newline.
    pub fn line(&mut self, catalogue: &Catalogue, number: u64, text: &mut Vec<u8>) {
        self.good_line(catalogue, text);
        text.pop();
        let kind = self.lines.len() % KINDS.len();
        match KINDS[kind] {
            "truncated" => text.truncate(self.random.usize(1..text.len())),
            "spliced" => {
                text.truncate(self.random.usize(1..text.len()));
                self.good_line(catalogue, text);
                text.pop();
            }
            "flipped" => {
                let length = self.random.usize(64..=128);
                let begin = self.random.usize(0..text.len() - length);
                for byte in &mut text[begin..begin + length] {
                    *byte ^= self.random.u8(..);
                    if *byte == b'\n' {
                        *byte = 0x8A;
                    }
                }
                // A comment is no damage.
                if text[0] == b'#' {
                    text[0] = 0xA3;
                }
            }
            _ => {
                let length = self.random.usize(8..=256);
                let begin = self.random.usize(0..text.len() - length);
                text[begin..begin + length].fill(0);
            }
        }
        text.push(b'\n');
        self.lines.push((number, KINDS[kind]));
    }

    fn good_line(&mut self, catalogue: &Catalogue, text: &mut Vec<u8>) {
        let key = self.random.u32(0..catalogue.keys);
        let kinds = [
            Kind::Get,
            Kind::Put,
            Kind::GetRange,
            Kind::Head,
            Kind::GetPresigned,
        ];
        let event = Event {
            second: self.random.u32(0..86_400),
            key,
            client: catalogue.client_of(key, self.random.u32(..)),
            kind: kinds[self.random.usize(..kinds.len())],
            part_bytes: 4_096,
            request_id: self.random.u64(..),
        };
        line::write(catalogue, &event, text);
    }

    /// What was damaged, in order.
    pub fn finish(self) -> Vec<(u64, &'static str)> {
        self.lines
    }
}
