//! [`Crew`]: the workers of a run, on threads of their own or on the caller's.
//!
//! Blocks go to the workers in turn, each of which has a short queue: memory is bounded, and a reader
//! that is faster than they are waits. What a worker answers depends on the block alone; which worker
//! it was shows nowhere in what is stored.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};

use crate::access::Sheaf;

use super::text::Block;
use super::worker::{Job, Tally, Worker};

/// Blocks waiting for one worker.
const QUEUE: usize = 4;

/// What workers answer.
pub(super) enum Answer {
    /// What was in a block of this reading.
    Read(u32, Tally),
    /// What a worker had gathered.
    Reaped(Sheaf),
}

enum Order {
    Read(Arc<Job>, Block),
    Reap,
}

/// The workers.
pub(super) struct Crew {
    hands: Hands,
    /// What a worker gathers before it hands it over, in bytes.
    most_gathered: usize,
}

enum Hands {
    /// One worker, on the caller's thread.
    Own(Box<Worker>),
    Threads {
        queues: Vec<SyncSender<Order>>,
        answers: Receiver<Answer>,
        threads: Vec<JoinHandle<()>>,
        next: usize,
        /// Orders that are not answered yet.
        open: usize,
    },
}

impl Crew {
    /// A crew of `threads` that gathers at most so many bytes in all, about, and remembers keys in
    /// that many of memory.
    pub(super) fn new(threads: usize, most_gathered: usize, remembered: u64) -> Self {
        let most_gathered = most_gathered / threads.max(1);
        let remembered = remembered / threads.max(1) as u64;
        let hands = if threads <= 1 {
            Hands::Own(Box::new(Worker::remembering(remembered)))
        } else {
            Hands::hire(threads, most_gathered, remembered)
        };
        Self {
            hands,
            most_gathered,
        }
    }

    /// Has a block read; the answers that are there by now, and what the block was in, where nobody
    /// needs it any more.
    pub(super) fn read(&mut self, job: &Arc<Job>, block: Block) -> (Vec<Answer>, Vec<u8>) {
        match &mut self.hands {
            Hands::Own(worker) => {
                let tally = worker.read(job, &block);
                let mut answers = vec![Answer::Read(job.reading.id, tally)];
                if worker.gathered() >= self.most_gathered {
                    answers.push(Answer::Reaped(worker.reap()));
                }
                (answers, block.bytes)
            }
            Hands::Threads {
                queues,
                answers,
                next,
                open,
                ..
            } => {
                *next = (*next + 1) % queues.len();
                send(&queues[*next], Order::Read(job.clone(), block));
                *open += 1;
                let mut found = Vec::new();
                while let Ok(answer) = answers.try_recv() {
                    *open -= usize::from(matches!(answer, Answer::Read(..)));
                    found.push(answer);
                }
                (found, Vec::new())
            }
        }
    }

    /// Waits for all blocks to be read and takes what was gathered: everything is with the caller.
    pub(super) fn reap(&mut self) -> Vec<Answer> {
        match &mut self.hands {
            Hands::Own(worker) => vec![Answer::Reaped(worker.reap())],
            Hands::Threads {
                queues,
                answers,
                open,
                ..
            } => {
                for queue in queues.iter() {
                    send(queue, Order::Reap);
                }
                // A worker that gathered much hands it over unasked: it marks the answer asked for by
                // an empty one behind it.
                let mut found = Vec::new();
                let mut reaped = 0;
                while reaped < queues.len() || *open > 0 {
                    let answer = answers
                        .recv()
                        .expect("workers live as long as their queues");
                    match &answer {
                        Answer::Read(..) => *open -= 1,
                        Answer::Reaped(sheaf) if *sheaf == Sheaf::default() => reaped += 1,
                        Answer::Reaped(_) => {}
                    }
                    found.push(answer);
                }
                found
            }
        }
    }
}

fn send(queue: &SyncSender<Order>, order: Order) {
    let sent = queue.send(order);
    assert!(sent.is_ok(), "workers live as long as their queues");
}

impl Hands {
    fn hire(count: usize, most_gathered: usize, remembered: u64) -> Self {
        let (answer, answers) = channel();
        let (mut queues, mut threads) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let (queue, orders) = sync_channel(QUEUE);
            let answer = answer.clone();
            queues.push(queue);
            threads.push(thread::spawn(move || {
                work(&orders, &answer, most_gathered, remembered);
            }));
        }
        Self::Threads {
            queues,
            answers,
            threads,
            next: 0,
            open: 0,
        }
    }
}

fn work(orders: &Receiver<Order>, answers: &Sender<Answer>, most_gathered: usize, remembered: u64) {
    let mut worker = Worker::remembering(remembered);
    // The caller goes away when its run ends early; then nobody wants the answers.
    let answer = |answer| answers.send(answer).unwrap_or_default();
    while let Ok(order) = orders.recv() {
        match order {
            Order::Read(job, block) => {
                answer(Answer::Read(job.reading.id, worker.read(&job, &block)));
                if worker.gathered() >= most_gathered {
                    answer(Answer::Reaped(worker.reap()));
                }
            }
            Order::Reap => {
                let sheaf = worker.reap();
                if sheaf != Sheaf::default() {
                    answer(Answer::Reaped(sheaf));
                }
                answer(Answer::Reaped(Sheaf::default()));
            }
        }
    }
}

impl Drop for Hands {
    fn drop(&mut self) {
        if let Self::Threads {
            queues, threads, ..
        } = self
        {
            queues.clear();
            for thread in threads.drain(..) {
                // A worker that panicked has said so, and its answers were missed before.
                let _ = thread.join();
            }
        }
    }
}
