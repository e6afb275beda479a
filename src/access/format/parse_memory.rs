//! [`ParseMemory`]: what parsing keeps from text to text, because it is needed again. Nothing that is
//! parsed depends on it.

use super::marks::Marks;
use crate::access::Actor;

/// One worker's memory.
#[derive(Clone, Debug, Default)]
pub struct ParseMemory {
    pub(super) marks: Marks,
    pub(super) agents: AgentMemory,
}

/// What user agents told that were met lately: they are long, and few.
#[derive(Clone, Debug, Default)]
pub(super) struct AgentMemory(Vec<(Vec<u8>, Option<Actor>)>);

impl AgentMemory {
    const PLACES: usize = 256;

    /// [`Actor::of_agent`].
    #[inline]
    pub(super) fn actor_of(&mut self, user_agent: &[u8]) -> Option<Actor> {
        if self.0.is_empty() {
            self.0.resize(Self::PLACES, (Vec::new(), None));
        }
        let ends = match (user_agent.first_chunk(), user_agent.last_chunk()) {
            (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last),
            _ => 0,
        };
        let mixed = (ends ^ user_agent.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let known = &mut self.0[(mixed >> 56) as usize % Self::PLACES];
        if known.0 != user_agent {
            *known = (user_agent.to_vec(), Actor::of_agent(user_agent));
        }
        known.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(memory.actor_of(agent.as_bytes()), *actor, "{agent}");
        }
    }
}
