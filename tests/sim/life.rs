//! One life of a fleet, all of it decided by a seed: what the plan and its stores are like, which processes
//! work on it at the same time, whose call goes on next, what becomes of it, what the application does, how
//! clocks jump; and at the end, when everything is calm, that it comes to its end.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use shardctl::engine::control::{Fleet, FleetError, FleetOptions, TakeOver};
use shardctl::engine::doctor::Capability;
use shardctl::engine::migration::{
    Ending, Listener, MigrationError, Migrator, MigratorOptions, NewMigration, Powers, Probed,
    Provider,
};
use shardctl::migration::{
    Contract, Keep, Migration, MigrationId, MigrationSettings, MigrationState, MoveId, MoveSpec,
    ProofLevel, Transfer, TransferState,
};
use shardctl::placement::{Key, Shard, ShardMap};
use shardctl::ports::{FixedClock, JournalStore, MapStore as _, StoreError, Versioning};
use shardctl::simulator::{Capabilities, Simulator};

use super::application;
use super::cells::Cells;
use super::chance::Chance;
use super::oracle::Oracle;
use super::process::{Machine, Medium, Process, ProcessWorld};
use super::stage::Stage;

/// 2026-11-20T12:00:00Z, when every life begins.
const NOW_MS: i64 = 1_795_176_000_000;
/// How long a request may still take effect.
const ZOMBIE_MS: i64 = 60_000;
/// How long others wait for a holder to show life.
const LEASE_MS: i64 = 120_000;
/// What moves.
const SEGMENT: &str = "prefix:t/";
/// Turns in which something may go wrong.
const WILD_TURNS: u32 = 700;
/// Turns of one process in a calm world that no plan of this size needs.
const CALM_TURNS: u32 = 5_000;
/// Verbs that bring a plan to its end in a calm world: more than it needs.
const CALM_VERBS: usize = 40;

/// What a process is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Start,
    Verify,
    Switch,
    Reverse,
    Complete,
    Cancel,
    Recover,
    Pause,
    Resume,
    Resolve(Keep),
    TakeOver,
}

type Done = Result<Ending, MigrationError>;

struct Running {
    process: Arc<Process>,
    task: Task,
    work: Pin<Box<dyn Future<Output = Done>>>,
}

/// What came of a life.
pub struct Lived {
    /// Of everything that happened, in its order.
    pub trace: u64,
    /// Calls to ports.
    pub calls: u64,
    /// How the plan ended.
    pub end: &'static str,
    /// Processes that worked on it.
    pub processes: u64,
}

/// A life.
struct Life {
    stage: Arc<Stage>,
    machines: Vec<Arc<Machine>>,
    running: Vec<Running>,
    settings: MigrationSettings,
    options: MigratorOptions,
    shards: Vec<Shard>,
    id: Option<MigrationId>,
    begun: u64,
    on_file: bool,
    knows_no_conditions: bool,
}

fn shard(name: &str, bucket: &str) -> Shard {
    Shard {
        name: name.into(),
        endpoint: format!("e-{name}"),
        bucket: bucket.to_owned(),
        prefix: String::new(),
        mount: String::new(),
        region: "r".to_owned(),
        weight: 1,
    }
}

/// Lives the life of a seed; with `shown`, prints it.
pub fn live(seed: u64, on_file: bool, shown: bool, cells: &Arc<Cells>) -> Lived {
    let mut life = Life::of(seed, on_file, shown, cells);
    life.begin();
    life.wild();
    life.calm();
    life.end()
}

impl Life {
    fn of(seed: u64, on_file: bool, shown: bool, cells: &Arc<Cells>) -> Self {
        let mut chance = Chance::of(seed);
        let random = &mut chance.random;
        let contracts = [Contract::Immutable, Contract::Quiesced, Contract::Mutable];
        let settings = MigrationSettings {
            contract: contracts[random.usize(..3)],
            verify: [ProofLevel::Etag, ProofLevel::Checksum, ProofLevel::FullRead]
                [random.usize(..3)],
            grace_ms: [0, 1_000, 600_000][random.usize(..3)],
            zombie_bound_ms: ZOMBIE_MS,
            allow_stream: false,
            force_stream: random.bool(),
        };
        let (capabilities, powers) = match random.u32(..4) {
            0 => (Capabilities::unconditional(), Powers::default()),
            1 => (
                Capabilities::radosgw(),
                Powers::of([Capability::PutIfAbsent]),
            ),
            _ => (Capabilities::default(), Powers::all()),
        };
        let kinds = [
            Versioning::Unversioned,
            Versioning::Enabled,
            Versioning::Suspended,
        ];
        let (from, to) = (kinds[random.usize(..3)], kinds[random.usize(..3)]);
        let clock = Arc::new(FixedClock::new(NOW_MS));
        let simulator = Simulator::builder(clock.clone())
            .seed(seed)
            .bucket_with("src", "r", from)
            .bucket_with("dst", "r", to)
            .capabilities(capabilities)
            .build();
        let probed = Arc::new(Probed::default());
        probed.know("e-a", "src", powers.clone());
        probed.know("e-b", "dst", powers);
        let store = Provider::Store("http://store".to_owned());
        let heard = cells.clone();
        let options = MigratorOptions {
            ways: random.usize(1..5),
            multipart_threshold: if random.u32(..4) == 0 { 1 } else { 5 << 30 },
            providers: BTreeMap::from([
                ("e-a".to_owned(), store.clone()),
                ("e-b".to_owned(), store),
            ]),
            probed,
            accept: vec!["versioning".to_owned()],
            listener: Some(Listener::new(move |transfer, standing, seen, action| {
                heard.count(transfer, standing, seen, action);
            })),
            ..MigratorOptions::default()
        };
        let oracle = Oracle::new(&simulator, "fleet");
        let stage = Stage::new(simulator, clock, ZOMBIE_MS, chance, oracle, shown);
        Self {
            stage: Arc::new(stage),
            machines: vec![Arc::new(Machine::new(0, on_file))],
            running: Vec::new(),
            settings,
            options,
            shards: vec![shard("a", "src"), shard("b", "dst")],
            id: None,
            begun: 0,
            on_file,
            knows_no_conditions: capabilities != Capabilities::default(),
        }
    }

    fn random(&self, below: u32) -> u32 {
        self.stage.chance().random.u32(..below)
    }

    /// Objects, an adopted map, and the plan made: nothing goes wrong yet.
    fn begin(&mut self) {
        let objects = 1 + self.random(4);
        self.stage.note(&format!("{:?}", self.settings));
        for n in 0..objects {
            let key = format!("t/{n}");
            application::put(&self.stage, "src", &key, &format!("{key} first"));
            // An object that is there already: somebody copied it, or it is something else.
            if self.random(12) == 0 && self.settings.contract == Contract::Mutable {
                application::put(&self.stage, "dst", &key, &format!("{key} first"));
            }
        }
        let mut map = ShardMap::new(1, self.shards.clone());
        map.insert("prefix:".parse().expect("a segment"), "a".into(), 1);
        map.insert(SEGMENT.parse().expect("a segment"), "a".into(), 1);
        let adopted = match &self.machines[0].medium {
            Medium::Memory(store) => {
                store.found("fleet", "host-0");
                store.clone().adopt(&map, NOW_MS)
            }
            Medium::File(dir) => {
                let store = shardctl::adapters::sqlite::SqliteMap::create(dir.path());
                store.expect("a new map.db").adopt(&map, NOW_MS)
            }
        };
        adopted.expect("a map");
        let fleet_id = self.machines[0].store().expect("a map.db").identity();
        let fleet_id = fleet_id.expect("an identity").fleet_id;
        *self.stage.oracle() = {
            let mut oracle = Oracle::new(&self.stage.simulator, &fleet_id);
            for key in self.stage.oracle().keys() {
                let value = oracle.bytes("src", &key);
                if oracle.bytes("dst", &key).is_some() {
                    oracle.wrote("dst", &key, value.clone());
                }
                oracle.wrote("src", &key, value);
            }
            oracle
        };
        self.create();
    }

    fn create(&mut self) {
        self.stage.chance().calm = true;
        let process = self.process(0);
        let (options, shards, settings) = (
            self.options.clone(),
            self.shards.clone(),
            self.settings.clone(),
        );
        let world = ProcessWorld(process.clone());
        let mut created = Box::pin(async move {
            let mut fleet = Fleet::open(&world, fleet_options(&shards)).await?;
            let new = NewMigration {
                plan_id: "abc".to_owned(),
                settings,
                moves: vec![MoveSpec {
                    segment: SEGMENT.parse().expect("a segment"),
                    from: "a".into(),
                    to: "b".into(),
                    leaves: Vec::new(),
                }],
            };
            let mut migrator = Migrator::new(&mut fleet, &world, options, &|_| ());
            let migration = Box::pin(migrator.create(new)).await?;
            fleet.close().await?;
            Ok::<Migration, MigrationError>(migration)
        });
        let made = loop {
            match created
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
            {
                Poll::Ready(made) => break made.expect("a plan that can be made"),
                Poll::Pending => process.desk.grant(0),
            }
        };
        self.stage.oracle().move_id = Some(MoveId {
            migration: made.id.clone(),
            n: 1,
        });
        self.id = Some(made.id);
        self.stage.chance().calm = false;
    }

    fn process(&mut self, machine: usize) -> Arc<Process> {
        self.begun += 1;
        self.stage.oracle().begun = self.begun;
        Process::new(self.begun, &self.machines[machine], &self.stage)
    }

    /// The machine that took over last.
    fn newest_machine(&self) -> usize {
        let has = |it: &usize| self.machines[*it].store().is_some();
        (0..self.machines.len()).rev().find(has).expect("the first")
    }

    fn store(&self) -> Box<dyn JournalStore> {
        let newest = &self.machines[self.newest_machine()];
        newest.store().expect("it has a map.db")
    }

    /// What is known of the migration; `None` where whoever took over never heard of it.
    fn migration(&self) -> Option<Migration> {
        let id = self.id.as_ref().expect("it was made");
        self.store()
            .migration(id)
            .expect("a map.db that can be read")
    }

    fn spawn(&mut self, machine: usize, task: Task) {
        let process = self.process(machine);
        self.stage.note(&format!(
            "p{} on h{machine} begins {task:?}",
            process.number
        ));
        let (options, shards) = (self.options.clone(), self.shards.clone());
        let id = self.id.clone().expect("it was made");
        let world = ProcessWorld(process.clone());
        let work = Box::pin(perform(world, options, shards, id, task));
        self.running.push(Running {
            process,
            task,
            work,
        });
        self.poll(self.running.len() - 1);
    }

    /// Lets a process go on until it waits for its turn again, or ends; its end, if so.
    fn poll(&mut self, place: usize) -> Option<Done> {
        let running = &mut self.running[place];
        let (number, task) = (running.process.number, running.task);
        self.stage.act(number);
        let mut context = Context::from_waker(Waker::noop());
        let polled = running.work.as_mut().poll(&mut context);
        let dead = running.process.is_dead();
        match polled {
            _ if dead => {
                drop(self.running.remove(place));
                self.stage.note(&format!("p{number} died"));
                None
            }
            Poll::Ready(done) => {
                drop(self.running.remove(place));
                self.stage
                    .note(&format!("p{number} ends {task:?}: {done:?}"));
                self.judge(&done);
                Some(done)
            }
            Poll::Pending => {
                let waiting = self.running[place].process.desk.waiting();
                assert!(waiting > 0, "p{number} waits for nothing, in {task:?}");
                None
            }
        }
    }

    /// No end of a process says that an invariant refused, but where somebody removed both copies.
    fn judge(&self, done: &Done) {
        let alarm = match done {
            Err(MigrationError::Halted(why)) | Ok(Ending::Halted(why)) => why,
            Err(MigrationError::Store(error @ StoreError::Corrupt { .. })) => {
                panic!("{error}")
            }
            Err(MigrationError::Fleet(
                error @ (FleetError::RolledBack { .. }
                | FleetError::AnotherMap { .. }
                | FleetError::Missing { .. }
                | FleetError::Replay { .. }),
            )) => panic!("{error}"),
            _ => return,
        };
        let may = self.settings.contract == Contract::Mutable && alarm.contains("both copies");
        assert!(may, "halted: {alarm}");
    }

    /// A time in which everything may go wrong.
    fn wild(&mut self) {
        for _ in 0..WILD_TURNS {
            let ended = self.migration().is_none_or(|it| it.state().is_end());
            if ended && self.running.is_empty() {
                return;
            }
            match self.random(1_000) {
                _ if self.running.is_empty() => self.begin_something(),
                0..30 => {
                    application::act(&self.stage, self.settings.contract, self.settings.grace_ms);
                }
                30..60 => self.let_one_arrive(),
                60..64 => self.begin_something(),
                64..70 => self.pass_time(),
                70..72 => self.set_a_clock(),
                72..74 => self.lose_a_host(),
                _ => self.go_on(),
            }
        }
    }

    fn go_on(&mut self) {
        let place = self.random(self.running.len() as u32) as usize;
        let process = self.running[place].process.clone();
        let waiting = process.desk.waiting() as u32;
        process.desk.grant(self.random(waiting) as usize);
        let ms = match self.random(256) {
            0 => 5_000,
            it => i64::from(it % 32),
        };
        self.stage.wait_ms(ms);
        self.poll(place);
    }

    fn let_one_arrive(&mut self) {
        let under_way = self.stage.under_way() as u32;
        if under_way > 0 {
            self.stage.arrive(self.random(under_way) as usize);
        }
    }

    fn pass_time(&mut self) {
        let ms = [
            1_000,
            ZOMBIE_MS / 2,
            ZOMBIE_MS,
            LEASE_MS,
            self.settings.grace_ms,
            25 * 3_600_000,
        ][self.random(6) as usize];
        self.stage.note(&format!("{ms} ms pass"));
        self.stage.wait_ms(ms);
    }

    /// Clocks of hosts are set back; that they are set forward shortens what is waited for.
    fn set_a_clock(&mut self) {
        let machine = self.random(self.machines.len() as u32) as usize;
        let hours = [0, -1, -24, -400 * 24][self.random(4) as usize];
        self.stage
            .note(&format!("the clock of h{machine} is {hours} h off"));
        self.machines[machine].set_offset_ms(hours * 3_600_000);
    }

    /// Another host takes over; whoever works on the old one may go on as if nothing had happened.
    fn lose_a_host(&mut self) {
        if self.machines.len() < 4 {
            let number = self.machines.len();
            let machine = Machine::new(number, self.on_file);
            self.machines.push(Arc::new(machine));
            if self.random(2) == 0 {
                self.stage.wait_ms(LEASE_MS);
            }
            self.spawn(number, Task::TakeOver);
        }
    }

    fn begin_something(&mut self) {
        let Some(migration) = self.migration() else {
            return;
        };
        let newest = self.newest_machine();
        // Now and then somebody works on a host that was replaced.
        let machine = if self.random(16) == 0 { 0 } else { newest };
        if self.machines[machine].store().is_none() {
            return;
        }
        let task = self.some_task(&migration);
        if task == Task::Complete && self.random(4) > 0 {
            self.stage.wait_ms(self.settings.grace_ms);
        }
        self.spawn(machine, task);
    }

    fn some_task(&mut self, migration: &Migration) -> Task {
        let dice = self.random(100);
        if migration.paused && dice < 70 {
            return Task::Resume;
        }
        if dice >= 97 {
            return Task::Pause;
        }
        if dice >= 87 {
            return Task::Recover;
        }
        let usual = usual_task(migration);
        match (migration.state(), dice) {
            (MigrationState::Verified | MigrationState::Switched, 0..6) => Task::Verify,
            (
                MigrationState::Planned | MigrationState::Copying | MigrationState::Verified,
                6..11,
            ) => Task::Cancel,
            (MigrationState::Verified, 11..20) => Task::Start,
            (MigrationState::Switched, 6..22) => Task::Reverse,
            _ => usual,
        }
    }

    /// Nothing goes wrong any more: it must come to its end.
    fn calm(&mut self) {
        self.stage.note("calm");
        self.stage.chance().calm = true;
        // What hangs is killed; requests under way arrive, or are too old.
        while !self.running.is_empty() {
            let turns = self.random(60);
            self.finish(turns);
        }
        while self.stage.under_way() > 0 {
            self.stage.arrive(0);
        }
        for machine in &self.machines {
            machine.set_offset_ms(0);
        }
        self.stage.wait_ms(LEASE_MS);
        self.recover_twice();
        for _ in 0..CALM_VERBS {
            let Some(migration) = self.migration() else {
                return;
            };
            if migration.paused {
                let _ = self.run(Task::Resume);
                continue;
            }
            if migration.state().is_end() {
                return;
            }
            if migration.state() == MigrationState::Reversing {
                self.stage.wait_ms(self.settings.grace_ms);
            }
            let ended = self.run(usual_task(&migration));
            match ended {
                Ok(Ending::Pending { .. }) => {
                    self.stage
                        .wait_ms(ZOMBIE_MS.max(self.settings.grace_ms) + LEASE_MS);
                }
                Ok(Ending::Decision(_) | Ending::Differs(_)) => self.decide(),
                Ok(Ending::Refused(why)) if may_be_refused(&migration) => {
                    self.stage.note(&format!("refused: {why}"));
                    return;
                }
                Ok(Ending::Refused(why)) => panic!("refused for ever: {why}"),
                Err(MigrationError::Fleet(FleetError::Superseded { .. })) => self.take_over(),
                Ok(Ending::Halted(_)) | Err(MigrationError::Halted(_)) => return,
                _ => {}
            }
        }
        let migration = self.migration();
        let left: Vec<_> = self.transfers().into_iter().collect();
        panic!("it does not come to its end: {migration:?}, {left:?}");
    }

    /// The oldest process goes on for so many turns, then it is killed.
    fn finish(&mut self, turns: u32) {
        let process = self.running[0].process.clone();
        for _ in 0..turns {
            if self
                .running
                .first()
                .is_none_or(|it| it.process.number != process.number)
            {
                return;
            }
            process.desk.grant(0);
            self.poll(0);
        }
        if self
            .running
            .first()
            .is_some_and(|it| it.process.number == process.number)
        {
            drop(self.running.remove(0));
        }
    }

    /// A process of its own, to its end.
    fn run(&mut self, task: Task) -> Done {
        self.run_on(self.newest_machine(), task)
    }

    fn run_on(&mut self, machine: usize, task: Task) -> Done {
        let process = self.process(machine);
        self.stage
            .note(&format!("p{} begins {task:?}", process.number));
        let (options, shards) = (self.options.clone(), self.shards.clone());
        let id = self.id.clone().expect("it was made");
        let world = ProcessWorld(process.clone());
        let mut work = Box::pin(perform(world, options, shards, id, task));
        for _ in 0..CALM_TURNS {
            self.stage.act(process.number);
            match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(done) => {
                    self.stage.note(&format!("it ends: {done:?}"));
                    self.judge(&done);
                    return done;
                }
                Poll::Pending => {
                    process.desk.grant(0);
                    self.stage.wait_ms(1);
                }
            }
        }
        panic!("{task:?} does not end");
    }

    /// Whoever took over died before its map.db was whole: another does it again.
    fn take_over(&mut self) {
        self.stage.wait_ms(LEASE_MS);
        self.machines
            .push(Arc::new(Machine::new(self.machines.len(), self.on_file)));
        let last = self.machines.len() - 1;
        let done = self.run_on(last, Task::TakeOver);
        assert!(done.is_ok(), "taking over: {done:?}");
        self.stage.wait_ms(LEASE_MS);
    }

    fn recover_twice(&mut self) {
        if self.migration().is_none() {
            return;
        }
        if let Err(MigrationError::Fleet(FleetError::Superseded { .. })) = self.run(Task::Recover) {
            self.take_over();
            if self.migration().is_none() {
                return;
            }
        }
        let mut recovered = Vec::new();
        for _ in 0..2 {
            let done = self.run(Task::Recover);
            match done {
                Ok(_) | Err(MigrationError::Halted(_)) => {}
                Err(error) => panic!("recovery: {error}"),
            }
            recovered.push(self.transfers());
        }
        let [once, twice] = &recovered[..] else {
            unreachable!("two");
        };
        for (key, twice) in twice {
            let once = once.get(key);
            assert_eq!(once, Some(twice), "recovering twice is recovering once");
        }
    }

    fn transfers(&self) -> BTreeMap<Key, Transfer> {
        let id = MoveId {
            migration: self.id.clone().expect("it was made"),
            n: 1,
        };
        let all = self.store().transfers(&id, None, 1_000, None);
        all.expect("a map.db that can be read")
            .into_iter()
            .collect()
    }

    /// A person decides everything that waits for one; that anything does must have a reason.
    fn decide(&mut self) {
        let waiting = self.transfers();
        let manual: Vec<_> = waiting
            .iter()
            .filter(|(_, it)| it.state == TransferState::Manual)
            .collect();
        let excused = self.settings.contract == Contract::Mutable || self.stage.chance().damaged;
        for (key, it) in &manual {
            let (reason, seen) = (it.reason.as_deref(), it.evidence.as_deref());
            // What the map says is written to under conditions only.
            let excused = excused || reason == Some("no-safe-copy") && self.knows_no_conditions;
            let key = key.to_string_lossy();
            assert!(
                excused,
                "why should anybody decide `{key}`? {reason:?}: {seen:?}"
            );
        }
        let keep = [Keep::Source, Keep::Target, Keep::Both][self.random(3) as usize];
        // Whatever is decided is right from here on.
        for (key, _) in manual {
            self.stage.oracle().forget(&key.to_string_lossy());
        }
        let _ = self.run(Task::Resolve(keep));
        self.stage.wait_ms(ZOMBIE_MS + LEASE_MS);
    }

    /// What is left is right.
    fn end(self) -> Lived {
        let migration = self.migration();
        let state = migration.as_ref().map(Migration::state);
        let chain = self.store().verify_chain(true);
        chain.expect("a whole chain");
        if state == Some(MigrationState::Completed) {
            self.check_completed();
        }
        Lived {
            trace: self.stage.trace_hash(),
            calls: self.stage.calls.load(std::sync::atomic::Ordering::Relaxed),
            end: state.map_or("never begun", MigrationState::name),
            processes: self.begun,
        }
    }

    /// Every key is where the map says, and nowhere else that it does not need to be.
    fn check_completed(&self) {
        let transfers = self.transfers();
        let oracle = self.stage.oracle();
        for key in oracle.keys() {
            let decided = transfers
                .get(&Key::from(key.as_str()))
                .is_some_and(|it| it.decided.is_some());
            let mutable = self.settings.contract == Contract::Mutable;
            let latest = oracle.latest(&key).and_then(|it| it.value.clone());
            let here = oracle.bucket_of(&key);
            if latest.is_some() && !decided && !mutable {
                assert_eq!(oracle.bytes(here, &key), latest, "`{key}` in {here}");
            }
            if here == "dst" && !decided && !mutable {
                assert_eq!(oracle.bytes("src", &key), None, "`{key}` is still in src");
            }
        }
    }
}

fn usual_task(migration: &Migration) -> Task {
    match migration.state() {
        MigrationState::Planned | MigrationState::Copying | MigrationState::Verified
            if migration.cancelling =>
        {
            Task::Cancel
        }
        MigrationState::Verified => Task::Switch,
        MigrationState::Switched | MigrationState::Completing => Task::Complete,
        _ => Task::Start,
    }
}

/// Where stores know no conditions and writers are not held back, no copy is safe.
fn may_be_refused(migration: &Migration) -> bool {
    migration.settings.contract == Contract::Mutable
}

fn fleet_options(shards: &[Shard]) -> FleetOptions<'_> {
    FleetOptions {
        shards,
        changing: None,
        lease_ttl_ms: LEASE_MS,
        max_staleness_ms: 0,
    }
}

/// What a process does from its beginning to its end.
async fn perform(
    world: ProcessWorld,
    options: MigratorOptions,
    shards: Vec<Shard>,
    id: MigrationId,
    task: Task,
) -> Done {
    if task == Task::TakeOver {
        let _lock = shardctl::ports::World::lock_state_dir(&world)?;
        let control = shardctl::ports::World::control_store(&world).map_err(FleetError::from)?;
        let control = control.ok_or(FleetError::NoControl)?;
        let taking = TakeOver::look(&world, control, LEASE_MS).await?;
        taking.carry_out().await?;
        return Ok(Ending::Done);
    }
    let mut fleet = Fleet::open(&world, fleet_options(&shards)).await?;
    let mut migrator = Migrator::new(&mut fleet, &world, options, &|_| ());
    let ending = match task {
        Task::Start => Box::pin(migrator.start(&id, &[])).await?.ending(),
        Task::Verify => Box::pin(migrator.verify(&id, &[])).await?.ending(),
        Task::Switch => Box::pin(migrator.switch(&id, &[])).await?.ending(),
        Task::Reverse => Box::pin(migrator.reverse(&id, &[])).await?.ending(),
        Task::Complete => Box::pin(migrator.complete(&id, &[])).await?.ending(),
        Task::Cancel => Box::pin(migrator.cancel(&id)).await?.ending(),
        Task::Recover => Box::pin(migrator.recover()).await?.ending(),
        Task::Pause => Box::pin(migrator.pause(&id)).await.map(|_| Ending::Done)?,
        Task::Resume => Box::pin(migrator.resume(&id)).await.map(|_| Ending::Done)?,
        Task::Resolve(keep) => {
            let id = MoveId {
                migration: id.clone(),
                n: 1,
            };
            let store = world.0.host.store().expect("a map.db");
            let manual = [TransferState::Manual];
            let waiting = store.transfers(&id, None, 1_000, Some(&manual))?;
            for (key, _) in waiting {
                Box::pin(migrator.resolve(&id, &key, keep)).await?;
            }
            Ending::Done
        }
        Task::TakeOver => unreachable!("it was done"),
    };
    fleet.close().await?;
    Ok(ending)
}
