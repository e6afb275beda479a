//! [`ParseMemory`]: what parsing keeps from text to text, because it is needed again. Nothing that is
//! parsed depends on it.

use std::net::IpAddr;

use super::s3_fields::parse_ip;
use super::s3_known_clients::KnownClients;
use super::s3_usual_line::{LineEnds, LineHeads};
use crate::access::Actor;

/// One worker's memory.
#[derive(Clone, Debug, Default)]
pub struct ParseMemory {
    pub(super) agents: AgentMemory,
    pub(super) addresses: AddressTexts,
    pub(super) clients: KnownClients,
    pub(super) line_heads: LineHeads,
    pub(super) line_ends: LineEnds,
}

/// Addresses that were read lately, by their text.
#[derive(Clone, Debug, Default)]
pub(super) struct AddressTexts(Vec<(u128, Option<IpAddr>)>);

impl AddressTexts {
    const PLACES: usize = 4_096;

    /// The address that begins at `begin` and ends before `end`; `None` when it is none.
    #[inline]
    pub(super) fn parse(&mut self, text: &[u8], begin: usize, end: usize) -> Option<IpAddr> {
        let Some(window) = text.get(begin..).and_then(<[u8]>::first_chunk) else {
            return parse_ip(text.get(begin..end)?);
        };
        let length = end.wrapping_sub(begin);
        if length.wrapping_sub(1) >= 15 {
            return parse_ip(text.get(begin..end)?);
        }
        // A text is told from longer ones by the zeros behind it: no address has any.
        let word = u128::from_le_bytes(*window) & ((1 << (8 * length)) - 1);
        let mixed = (word as u64 ^ (word >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = (mixed >> 52) as usize % Self::PLACES;
        match self.0.get(place) {
            Some((known, address)) if *known == word => *address,
            _ => self.read(word, place, &text[begin..end]),
        }
    }

    #[cold]
    fn read(&mut self, word: u128, place: usize, text: &[u8]) -> Option<IpAddr> {
        if self.0.is_empty() {
            self.0.resize(Self::PLACES, (0, None));
        }
        let address = parse_ip(text);
        self.0[place] = (word, address);
        address
    }
}

/// What user agents told that were met lately: they are long, and few.
#[derive(Clone, Debug, Default)]
pub(super) struct AgentMemory(Vec<(Vec<u8>, Option<Actor>)>);

impl AgentMemory {
    const PLACES: usize = 256;

    /// Where the user agent ends that begins at `begin` behind its quote, if it is the one at this
    /// place, and what it tells.
    #[inline]
    pub(super) fn known_at(
        &self,
        place: usize,
        text: &[u8],
        begin: usize,
    ) -> Option<(usize, Option<Actor>)> {
        let (agent, actor) = self.0.get(place)?;
        let end = begin + agent.len();
        let same = text.get(begin..end) == Some(&agent[..]);
        (same && text.get(end) == Some(&b'"')).then_some((end, *actor))
    }

    /// The place of a user agent, and [`Actor::of_agent`].
    #[inline]
    pub(super) fn place_of(&mut self, user_agent: &[u8]) -> (usize, Option<Actor>) {
        let ends = match (user_agent.first_chunk(), user_agent.last_chunk()) {
            (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last),
            _ => 0,
        };
        let mixed = (ends ^ user_agent.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = (mixed >> 56) as usize % Self::PLACES;
        match self.0.get(place) {
            Some(known) if known.0 == user_agent => (place, known.1),
            _ => (place, self.read(user_agent, place)),
        }
    }

    #[cold]
    fn read(&mut self, user_agent: &[u8], place: usize) -> Option<Actor> {
        if self.0.is_empty() {
            self.0.resize(Self::PLACES, (Vec::new(), None));
        }
        let actor = Actor::of_agent(user_agent);
        self.0[place] = (user_agent.to_vec(), actor);
        actor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_their_texts_say() {
        let texts = [
            "192.0.2.1",
            "192.0.2.11",
            "192.0.2.1",
            "2001:db8::1",
            "2001:db8::1:2:3:4:5",
            "::1",
            "1.2.3",
            "255.255.255.255",
            "1.2.3",
            "",
            "-",
            "::1",
        ];
        let mut memory = AddressTexts::default();
        for (text, behind) in texts
            .into_iter()
            .flat_map(|text| [(text, ""), (text, " 10.0.0.1 2001:db8::1")])
        {
            let line = format!("x{text}{behind}");
            let read = memory.parse(line.as_bytes(), 1, 1 + text.len());
            assert_eq!(read, text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn agents_are_told_apart_when_they_share_a_place() {
        let mut memory = AgentMemory::default();
        let agents = [
            ("aws-sdk-rust/1 app/shardctl/1 end-of-it", Some(Actor::Own)),
            ("aws-sdk-rust/1 app/shardctx/1 end-of-it", None),
            ("", None),
            ("curl", None),
            ("x minio-replication-target y", Some(Actor::Replication)),
        ];
        for (agent, actor) in agents.iter().chain(&agents) {
            let (place, found) = memory.place_of(agent.as_bytes());
            assert_eq!(found, *actor, "{agent}");
            let text = format!("\"{agent}\" ");
            let known = memory.known_at(place, text.as_bytes(), 1);
            assert_eq!(known, Some((1 + agent.len(), *actor)));
            let longer = format!("\"{agent}x\" ");
            assert_eq!(memory.known_at(place, longer.as_bytes(), 1), None);
        }
    }
}
