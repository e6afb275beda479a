//! [`Desk`]: where the calls of one process wait for their turn. The process is a future that is polled by
//! hand: it gets as far as its calls, and one of them at a time is let through, whichever the seed says.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Calls that wait.
#[derive(Default)]
pub struct Desk(Mutex<Tickets>);

#[derive(Default)]
struct Tickets {
    next: u64,
    waiting: Vec<(u64, Waker)>,
}

impl Desk {
    fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.tickets().waiting.len()
    }

    /// Lets the call at this place of the queue through.
    pub fn grant(&self, place: usize) {
        let (_, waker) = self.tickets().waiting.remove(place);
        waker.wake();
    }

    /// Returns when it is let through.
    pub fn turn(&self) -> Turn<'_> {
        Turn {
            desk: self,
            ticket: None,
        }
    }
}

/// A call that waits, or is about to.
pub struct Turn<'a> {
    desk: &'a Desk,
    ticket: Option<u64>,
}

impl Future for Turn<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let desk = self.desk;
        let mut tickets = desk.tickets();
        let Some(ticket) = self.ticket else {
            tickets.next += 1;
            let ticket = tickets.next;
            tickets.waiting.push((ticket, context.waker().clone()));
            self.ticket = Some(ticket);
            return Poll::Pending;
        };
        let mut waiting = tickets.waiting.iter_mut();
        match waiting.find(|(it, _)| *it == ticket) {
            Some((_, waker)) => {
                waker.clone_from(context.waker());
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let ticket = self.ticket;
        let mut tickets = self.desk.tickets();
        tickets.waiting.retain(|(it, _)| Some(*it) != ticket);
    }
}
