//! The async runtime, and the signals that end a run.
//!
//! A command needs no goodbye: what it finished is in a transaction, what it did not finish is not. So
//! a signal ends the process at once, wherever it is, with its documented code.

use std::sync::Arc;

use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::spawn_blocking;

use crate::cli::{CommandError, Exit};
use crate::commands::{self, Command, CommandContext};

/// SIGXFSZ, on every system that this program is built for.
const FILE_TOO_LARGE: i32 = 25;

/// More would only cost start-up time: what needs many cores brings its own threads.
const WORKER_THREADS_MAX: usize = 4;

/// Runs `command` to its end, or to the first signal.
pub fn run(ctx: &Arc<CommandContext>, command: &Command) -> Result<Exit, CommandError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = Builder::new_multi_thread()
        .worker_threads(cores.min(WORKER_THREADS_MAX))
        .enable_all()
        .build()
        .map_err(|error| {
            let what = "cannot start the threads of the runtime";
            CommandError::new(Exit::Failed, "runtime", what)
                .why(error.to_string())
                .next("look at the limits on threads and memory of this account: ulimit -a")
        })?;
    let signals = [
        (SignalKind::interrupt(), Exit::Interrupted),
        (SignalKind::terminate(), Exit::Terminated),
        (SignalKind::hangup(), Exit::Hangup),
    ];
    for (kind, exit) in signals {
        let goodbye = interrupted(exit, command.is_volatile());
        runtime.spawn(end_on(kind, goodbye, Arc::clone(ctx)));
    }
    runtime.spawn(tell_on_request(Arc::clone(ctx)));
    // A limit on the size of files would kill whoever wants to grow one: caught, the write fails, and is told.
    {
        let _entered = runtime.enter();
        drop(signal(SignalKind::from_raw(FILE_TOO_LARGE)));
    }
    let result = runtime.block_on(commands::run(ctx, command));
    ctx.clean_up();
    // A blocking read of standard input cannot be waited for.
    runtime.shutdown_background();
    result
}

/// SIGUSR1 asks how far the work is.
async fn tell_on_request(ctx: Arc<CommandContext>) {
    let Ok(mut signals) = signal(SignalKind::user_defined1()) else {
        return;
    };
    while signals.recv().await.is_some() {
        // It may wait for a stream that nobody reads.
        let ctx = Arc::clone(&ctx);
        drop(spawn_blocking(move || ctx.ui.tell_progress()));
    }
}

/// The first signal says goodbye, which may block on a reader that does not read; the second does not.
async fn end_on(kind: SignalKind, goodbye: CommandError, ctx: Arc<CommandContext>) {
    let exit = goodbye.exit;
    let Ok(mut signals) = signal(kind) else {
        return;
    };
    signals.recv().await;
    spawn_blocking(move || {
        ctx.ui.finish(Err(goodbye));
        ctx.clean_up();
        end(exit);
    });
    signals.recv().await;
    end(exit);
}

fn interrupted(exit: Exit, volatile: bool) -> CommandError {
    if volatile {
        let what = "the demo was ended by a signal, and its simulated buckets with it";
        return CommandError::new(exit, exit.outcome(), what)
            .next("run it again: the same seed makes the same fleet");
    }
    CommandError::new(exit, exit.outcome(), exit.meaning())
        .next("run the same command again: what it finished is kept")
}

#[expect(
    clippy::exit,
    reason = "the work goes on in other threads, and nobody else can stop them"
)]
fn end(exit: Exit) {
    std::process::exit(exit.code().into());
}
