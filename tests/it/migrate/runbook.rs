//! The runbook, shardctl-recovery(7): each of its situations is brought about, and its commands are run as they are
//! printed there.

use std::time::Duration;

use serde_json::json;

use shardctl::cli::runbook::SITUATIONS;
use shardctl::simulator::{Capabilities, Mishap};

use crate::support::{CONTROL, CommandOutput, MovingFleet, TestEnvironment};

/// The commands of a situation that are left to run.
struct Page {
    head: &'static str,
    commands: std::iter::Copied<std::slice::Iter<'static, &'static str>>,
    /// What stands in the page, and what is meant here.
    words: Vec<(&'static str, String)>,
}

impl Page {
    fn of(head: &str) -> Self {
        let situation = SITUATIONS.iter().find(|it| it.head == head);
        let situation = situation.unwrap_or_else(|| panic!("no situation `{head}`"));
        Self {
            head: situation.head,
            commands: situation.commands.iter().copied(),
            words: vec![("KEY", "tenant/42/01".to_owned())],
        }
    }

    fn with(mut self, word: &'static str, meant: impl Into<String>) -> Self {
        self.words.push((word, meant.into()));
        self
    }

    /// Runs the next command, which must end with this code.
    #[track_caller]
    fn next(&mut self, fleet: &MovingFleet, code: i32) -> CommandOutput {
        let command = self.commands.next();
        let command = command.unwrap_or_else(|| panic!("{}: no more commands", self.head));
        let meant = |word: &str| {
            let found = self.words.iter().find(|(printed, _)| *printed == word);
            found.map_or_else(|| word.to_owned(), |(_, meant)| meant.clone())
        };
        let args: Vec<String> = command.split(' ').skip(1).map(meant).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = fleet.run(&args);
        assert_eq!(
            output.code,
            Some(code),
            "{}: {command}: {output}",
            self.head
        );
        output
    }

    /// Runs all that are left; each must end with 0.
    fn rest(mut self, fleet: &MovingFleet) {
        while self.commands.len() > 0 {
            let _ = self.next(fleet, 0);
        }
    }
}

#[test]
fn every_situation_is_played() {
    let here = include_str!("runbook.rs");
    for situation in SITUATIONS {
        let played = format!("Page::of(\"{}\")", situation.head);
        assert!(here.contains(&played), "{} is not", situation.head);
    }
}

/// A fleet with a migration that is verified, whose host is gone; what that was is returned.
async fn host_lost() -> (MovingFleet, String, TestEnvironment) {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let old = fleet.move_to_another_host();
    let place = format!(
        "s3://control/fleet/?endpoint={}&region=us-east-1",
        fleet.url()
    );
    fleet.home.set("SHARDCTL_CONTROL_URL", &place);
    (fleet, id, old)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_host_is_lost() {
    let (fleet, _, _old) = host_lost().await;
    // It was killed in the middle: its lease is not over.
    let lease = fleet.object("control", "fleet/lease.json").await;
    let mut lease: serde_json::Value = serde_json::from_str(&lease).unwrap();
    lease["expires_ms"] = json!(i64::MAX);
    (fleet.put_into("control", "fleet/lease.json", &lease.to_string())).await;
    let mut page = Page::of("THE ADMIN HOST IS LOST").with("7", lease["epoch"].to_string());
    let _ = page.next(&fleet, 0);
    let held = fleet.run(&["recover", "map"]);
    assert_eq!(held.code, Some(11), "{held}");
    page.rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_is_lost() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.verified();
    Page::of("BEFORE ANYTHING IS LOST").rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_control_location_is_away() {
    let copied = CONTROL.to_owned() + "replicate_to = [\"s3://elsewhere/copy?endpoint=store\"]\n";
    let mut fleet = MovingFleet::start_with(Capabilities::default(), &copied).await;
    let _ = fleet.verified();
    fleet.home.set("SHARDCTL_TIMEOUT", "1s");
    fleet.simulator.fall_silent("control");
    let mut page = Page::of("THE CONTROL LOCATION IS AWAY");
    for _ in 0..3 {
        let _ = page.next(&fleet, 0);
    }
    fleet.simulator.mend();
    let back = page.next(&fleet, 0);
    assert!(back.stdout.contains("is worked from again"), "{back}");
    fleet.simulator.fall_silent("control");
    page.rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_published_is_left() {
    let (mut fleet, _, _old) = host_lost().await;
    fleet.home.unset("SHARDCTL_CONTROL_URL");
    fleet.configure_with(&["", "", ""], CONTROL);
    for key in fleet.keys_of("control").await {
        fleet.remove_from("control", &key).await;
    }
    let file = fleet.home.path("proposal.json").display().to_string();
    Page::of("NOTHING THAT WAS PUBLISHED IS LEFT")
        .with("proposal.json", file)
        .rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_host_wakes_up() {
    let (mut fleet, id, mut old) = host_lost().await;
    let _ = fleet.run(&["recover", "map"]).success();
    std::mem::swap(&mut fleet.home, &mut old);
    let woken = fleet.run(&["migrate", "start", &id]);
    assert_eq!(woken.code, Some(12), "{woken}");
    Page::of("THE OLD HOST WAKES UP").rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn map_db_is_damaged() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.verified();
    let file = fleet.home.state_dir().join("map.db");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let mut page = Page::of("MAP.DB IS MISSING, DAMAGED OR OLD (17)");
    let _ = page.next(&fleet, 17);
    page.rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_was_killed() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let expire = Mishap::CredentialsExpire;
    fleet.simulator.mishap_after_copies(5, expire);
    let cut_off = fleet.run(&["migrate", "start", &id]);
    assert_ne!(cut_off.code, Some(0), "{cut_off}");
    fleet.simulator.mend();
    let mut page = Page::of("A RUN WAS KILLED");
    let _ = page.next(&fleet, 10);
    page.rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_knows_whether_to_go_on() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let mut page = Page::of("NOBODY KNOWS WHETHER TO GO ON");
    let _ = page.next(&fleet, 0);
    assert_eq!(fleet.status(&id)["paused"], true);
    let _ = page.next(&fleet, 10);
    page.rest(&fleet);
    assert_eq!(fleet.status(&id)["state"], "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_was_a_mistake() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.switched();
    let mut page = Page::of("A SWITCH WAS A MISTAKE")
        .with("41", "1")
        .with("42", "2");
    let _ = page.next(&fleet, 0);
    // That two versions differ is an answer, not an error.
    let _ = page.next(&fleet, 0);
    page.rest(&fleet);
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_is_needed_now() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.switched();
    let folder = fleet.home.path("recovered").display().to_string();
    Page::of("AN OBJECT IS NEEDED NOW")
        .with("recovered", folder)
        .rest(&fleet);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_is_down() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.request();
    fleet.home.set("SHARDCTL_TIMEOUT", "1s");
    fleet.home.set("SHARDCTL_RETRIES", "0");
    // In the middle of a run, with copies under way: these are waited for no longer than their size takes.
    let silence = Mishap::BucketFallsSilent("data-b".to_owned());
    fleet.simulator.mishap_after_copies(5, silence);
    let stopped = fleet.run(&["migrate", "start", &id]);
    assert_eq!(stopped.code, Some(6), "{stopped}");
    let mut page = Page::of("A SHARD OR A REGION IS DOWN");
    let told = page.next(&fleet, 0);
    assert!(told.stdout.contains("no"), "{told}");
    let _ = page.next(&fleet, 6);
    fleet.simulator.mend();
    fleet.pass(Duration::from_mins(33)).await;
    page.rest(&fleet);
    let _ = fleet.run(&["migrate", "start", &id]).success();
    assert_eq!(fleet.keys("b").await.len(), 12);
}
