//! shardctl: plan, move and recover data spread over several S3 buckets.
//!
//! This crate is the program; its library exists so that tests and benchmarks can hold each part by
//! itself. It has a reading half, from access logs to a plan, and an executing half, from a plan to
//! moved objects.
//!
//! # The way data flows
//!
//! ```text
//! access logs ─▶ access ─▶ forecast ─▶ plan ─▶ migration ─▶ shard map, objects in S3
//!  (files, S3)   statistics  demand     moves    journal        │
//!       ▲            │                              ▲           ▼
//!    inventory    stats.db                       map.db ──▶ control location
//!  (LIST, S3 Inventory)                             ▲           │
//!                                                   └─ recover ◀┘
//! ```
//!
//! Two SQLite files in the state directory, because they have different lives: `map.db` (shard map,
//! its history, plans, journal: small, precious, durable) and `stats.db` (access statistics, inventory: large,
//! rebuilt from logs and listings).
//!
//! # The house
//!
//! A pure core takes values and returns values: no I/O, no clock, no randomness, no async. Around it
//! are ports (traits), adapters at the edge, and thin commands.
//!
//! ```text
//! main ─▶ runtime ─▶ commands ─▶ engine ─▶ ports ◀─ adapters (s3, sqlite, fs, system)
//!   │                  │  │         │        ▲    ◀─ simulator
//! wiring ──────────────┘  ▼         ▼        │
//!                        ui       plan ─▶ forecast ─▶ access ─▶ placement
//!                                 plan ─▶ migration ────────────▶ placement
//! ```
//!
//! | folder | what it answers for |
//! |---|---|
//! | [`placement`] | shard, segment, rule, shard map, rendezvous hash, adoption: the shared vocabulary |
//! | [`access`] | log line → record → statistics; one file per log format |
//! | [`forecast`] | hourly series → demand with intervals, chosen by backtest |
//! | [`plan`] | the objective in money, the search, constraints, confidence, the plan document |
//! | [`migration`] | states, journal events, what is next, proofs, permits |
//! | [`ports`] | what the engine needs from the world, as traits whose docs are contracts |
//! | [`engine`] | the only async orchestration: ingest, inventory, doctor, the planner's inputs, the control location, the executor and recovery |
//! | [`adapters`] | S3 through aws-sdk-s3, SQLite, files, the system clock |
//! | [`simulator`] | a strict in-memory S3, behind the port and behind HTTP, and the demo's fleet |
//! | [`commands`] | one file per verb, a folder per noun: arguments → engine and core → ui |
//! | [`cli`] | global flags, settings, exit codes, the error type |
//! | [`ui`] | stdout, stderr, progress: the only place that prints |
//! | [`wiring`] | settings → adapters: the only file that names both worlds |
//!
//! `tests/it/tidy.rs` reads the sources and fails when an edge points the other way, a module has no
//! doc, a file or a function outgrows its ceiling, or something else than `ui` prints.
//!
//! # Invariants
//!
//! Each is checked where it says, and nothing is built that weakens one. Those from 12 on are checked all together in
//! lives that a seed decides (`tests/sim/life.rs`), by an oracle that knows nothing of the program
//! (`tests/sim/oracle.rs`), and the protocol behind them in every order of its steps (`tests/sim/protocol.rs`).
//!
//! 1. **Reading only reads.** Every command but `doctor --probe` sends no writing request. Their code
//!    holds a [`ports::BucketReader`], which has no writing method; `tests/it/read_only.rs` counts the
//!    requests of every command through a proxy. The hosts of a drill hold no way to write at all
//!    (`adapters/read_only_bucket.rs`, `adapters/overlay_control.rs`).
//! 2. **Adoption changes no answer.** Under map version 1 every inventoried key is where it lies, by the
//!    fewest rules; a key with different bytes in two shards is pinned and never moved. Properties in
//!    `placement/adopt.rs` and `placement/fewest_rules.rs`; whole buckets in `tests/it/adopt.rs`.
//! 3. **The most specific rule wins, and a home is for ever.** `locate` equals a linear scan of the
//!    rules; the rendezvous hash is integer arithmetic with golden homes (`placement/shard_map.rs`,
//!    `placement/rendezvous.rs`).
//! 4. **A move moves its segment and nothing else.** Every other known key stays where it was
//!    (`placement/moves.rs`).
//! 5. **A batch and its bookmark are one transaction.** The same file again is a no-op, a file that was
//!    too bad leaves nothing (`adapters/sqlite/stats_access/`, `engine/ingest/`).
//! 6. **Same inputs, same plan.** No clock, no order of arrival, no thread count in it; a plan's id is
//!    the hash of its body, and planning on the result of a plan proposes nothing (`plan/tests.rs`).
//! 7. **No limit is broken on the way.** Capacity, pins, groups and residency hold after every move of a plan,
//!    not only at its end (`plan/constraint.rs`, `plan/dimension.rs`, `plan/tests.rs`).
//! 8. **Money has a source.** Every price in a plan names where it is from, and a missing one is an
//!    error that names the key to set (`plan/price.rs`).
//! 9. **What came from outside is hostile.** No bytes of a log panic a parser (properties in
//!    `access/format/`); keys never reach a terminal unescaped (`ui/escape.rs`), and lead no
//!    file out of its directory (`adapters/fs/object_files.rs`).
//! 10. **A condition is atomic.** In the simulator, of any number of concurrent creations of one key one
//!     wins; the same suite holds real servers to what each is known to honour
//!     (`tests/it/conformance/`).
//! 11. **Durable or nothing.** map.db and stats.db are refused when damaged, foreign or newer than this
//!     program, never repaired in silence (`adapters/sqlite/database.rs`).
//! 12. **No last copy is destroyed.** Data is deleted only with a [`migration::DeletionPermit`], which
//!     only a durable proof, a published switch past its grace, a confirmation and a fresh observation
//!     make (`migration/permit.rs`); no other code of the engine names a delete (`tests/it/tidy.rs`), and
//!     after every change of the store a crash matrix asks an independent oracle. Data returns to no place
//!     where a delete of ours may still land (`engine/migration/late_delete.rs`), and no delete
//!     is sent on a look that is older than a moment (`engine/migration/observe.rs`).
//!     What its buckets do by themselves, and what nobody could read of them, stops the step it endangers
//!     (`migration/bucket_facts.rs`, `engine/migration/facts.rs`); that each of its rules is needed, and the only one in
//!     the way of its harm, `tests/sim/gates.rs` shows.
//! 13. **Intent before effect, proof apart from intent.** A request that changes data is sent after its
//!     intent is durable; what the copy holds is observed, never concluded from what was wanted
//!     (`migration/transfer.rs`).
//! 14. **One function decides.** Executor, recovery and dry run ask [`migration::next_action`], which is
//!     total and written out as a table (`migration/action/table.txt`).
//! 15. **Unknown is not failed.** A request without an answer is observed before anything follows from
//!     it, and is waited out before anything that its late effect could hurt
//!     ([`migration::Outcome`]).
//! 16. **What is not ours is not overwritten.** Copies are create-only; a foreign object at the target
//!     goes to a person (`migration/action.rs`). A store that ignores conditions is written to after a look
//!     right before, and never once the map says target (`engine/migration/route.rs`). Only in the grace of a
//!     reversal may a newer write replace an object of an application: the very version that was proven to
//!     hold what that write replaced (`engine/migration/returning.rs`).
//! 17. **Published before deleted, one entry a switch.** The commit point is a create-only entry of the map
//!     log; of two hosts one gets it, and a fenced one writes nothing more (`engine/control/`). No source is deleted
//!     before every copy of the control location has that entry (`adapters/replicated_control.rs`). A switch
//!     or a reversal hides no object: keys whose transfers have ended are compared like the others
//!     (`engine/migration/settle.rs`, `tests/it/executor/loss.rs`), and each has a grace in which what comes
//!     late is copied or named (`tests/it/executor/returning.rs`). One that was intended and never sent is
//!     compared again first, and no switch goes out while a copy of ours may land late
//!     (`engine/migration/switch.rs`, `tests/it/executor/stale.rs`). A change that is no move's is carried
//!     over to what others published first, or left to a person (`placement/rebase.rs`,
//!     `engine/control/conditional.rs`); an imported map
//!     changes no place where an object lies (`engine/repoint.rs`).
//! 18. **No silent time travel.** The journal is hash-chained and anchored in the control location; a
//!     restored or truncated map.db is refused (`adapters/sqlite/journal_chain.rs`).

pub mod access;
pub mod adapters;
pub mod cli;
pub mod commands;
pub mod engine;
pub mod forecast;
pub mod migration;
pub mod placement;
pub mod plan;
pub mod ports;
pub mod runtime;
pub mod simulator;
pub mod ui;
pub mod wiring;
