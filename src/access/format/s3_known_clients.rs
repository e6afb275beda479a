//! [`KnownClients`]: who the lines of a log were lately from. A client's lines have the same address,
//! requester and user agent, so these are compared with what they were before they are looked for.
//! Only the text counts: what is compared equal ends where it ended before.
#![expect(
    clippy::inline_always,
    reason = "what a line is read by is small and used often: a call would cost as much as it does"
)]

use std::net::IpAddr;

/// Clients by the beginning of what their lines say of them; of two at one place the later stays.
#[derive(Clone, Debug, Default)]
pub struct KnownClients(Vec<KnownClient>);

/// What one client's lines say.
#[derive(Clone, Debug, Default)]
pub struct KnownClient {
    /// Address and requester, with a space behind each; empty before anything is known.
    pub text: Vec<u8>,
    /// Where in it the requester begins.
    pub requester: usize,
    /// The address, where there is one.
    pub address: Option<IpAddr>,
    /// Which of the [user agents](super::parse_memory::AgentMemory) it had last.
    pub agent: usize,
}

impl KnownClients {
    const PLACES: usize = 2_048;
    /// Longer ones are not remembered: they are no clients' but somebody's who wants the memory.
    const MOST_BYTES: usize = 1_024;

    /// The client whose place is that of the text at `at`.
    #[inline(always)]
    pub fn near(&mut self, text: &[u8], at: usize) -> Option<&mut KnownClient> {
        let begin: &[u8; 16] = text.get(at..)?.first_chunk()?;
        let begin = u128::from_le_bytes(*begin);
        let mixed = begin as u64 ^ ((begin >> 64) as u64).rotate_left(29);
        let mixed = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        if self.0.is_empty() {
            self.grow();
        }
        self.0.get_mut((mixed >> 53) as usize % Self::PLACES)
    }

    #[cold]
    fn grow(&mut self) {
        self.0.resize(Self::PLACES, KnownClient::default());
    }
}

impl KnownClient {
    /// Where what the text at `at` says of its client ends, if it says the same as before.
    #[inline(always)]
    pub fn end_of(&self, text: &[u8], at: usize) -> Option<usize> {
        let end = at + self.text.len();
        (!self.text.is_empty() && text.get(at..end) == Some(&self.text[..])).then_some(end)
    }

    /// Remembers another client.
    #[cold]
    pub fn learn(&mut self, text: &[u8], requester: usize, address: Option<IpAddr>) {
        self.text.clear();
        if text.len() <= KnownClients::MOST_BYTES {
            self.text.extend_from_slice(text);
        }
        (self.requester, self.address) = (requester, address);
    }
}
