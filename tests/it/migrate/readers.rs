//! Who still reads the old place after a switch, by the logs; and that nothing is deleted there meanwhile.

use std::fmt::Write as _;
use std::time::Duration;

use crate::support::{CONTROL, MovingFleet};

const DAY: Duration = Duration::from_hours(24);

/// A line of an access log of bucket `data-a`; `time` is `21/Nov/2026:13:00:00`.
fn line(time: &str, address: &str, user: &str, key: &str) -> String {
    let id: String = time.chars().filter(char::is_ascii_digit).collect();
    format!(
        "owner data-a [{time} +0000] {address} arn:aws:iam::1:user/{user} {id} REST.GET.OBJECT {key} \
         \"GET /{key} HTTP/1.1\" 200 - 1000 1000 5 4 \"-\" \"curl/8\" -\n"
    )
}

/// A fleet with logs that hold these lines; it is 2026-11-20 12:00 when it switches.
async fn switched(lines: &[String]) -> (MovingFleet, String) {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.switched();
    let log = fleet.home.write("access.log", lines.concat());
    let logs = format!(
        "\n[[logs]]\nname = \"s3\"\nsource = \"{}\"\nformat = \"s3-server-access\"\n",
        log.display()
    );
    fleet.configure_with(&["", "", ""], &format!("{CONTROL}{logs}"));
    fleet.pass(8 * DAY).await;
    (fleet, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_the_old_place_is_told_and_keeps_it_from_being_deleted() {
    let lines = [
        line("20/Nov/2026:11:00:00", "192.0.2.1", "early", "tenant/42/01"),
        line("21/Nov/2026:13:00:00", "192.0.2.3", "alice", "tenant/42/03"),
        line("28/Nov/2026:09:00:00", "192.0.2.3", "alice", "tenant/42/04"),
        line("28/Nov/2026:10:00:00", "192.0.2.4", "bob", "other/x"),
    ];
    let (fleet, id) = switched(&lines).await;
    let readers = fleet
        .run(&["migrate", "readers", &id, "-o", "json"])
        .exit(10);
    let rows = readers.json()["data"].clone();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 1, "{readers}");
    assert_eq!(rows[0]["requester"], "arn:aws:iam::1:user/alice");
    assert_eq!(rows[0]["address"], "192.0.2.3");
    assert_eq!(
        (&rows[0]["requests"], &rows[0]["presigned"]),
        (&2.into(), &false.into())
    );
    assert_eq!(rows[0]["key"], "tenant/42/04");
    let complete = ["migrate", "complete", &id, "--confirm", &id];
    let refused = fleet.run(&complete).exit(13);
    assert!(refused.stderr.contains("1 reader asked it"), "{refused}");
    assert!(refused.stderr.contains("migrate readers"), "{refused}");
    assert_eq!(fleet.keys("a").await.len(), 14);
    let _ = fleet
        .run(&[&complete[..], &["--accept-readers"]].concat())
        .success();
    assert_eq!(fleet.keys("a").await.len(), 2);
    let _ = fleet.run(&["migrate", "readers", &id]).exit(13);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn logs_that_end_too_early_say_nothing_and_quiet_ones_let_it_be_deleted() {
    let mut text = line("20/Nov/2026:11:00:00", "192.0.2.1", "early", "tenant/42/01");
    let (fleet, id) = switched(std::slice::from_ref(&text)).await;
    let complete = ["migrate", "complete", &id, "--confirm", &id];
    let unknown = fleet.run(&complete).exit(13);
    assert!(unknown.stderr.contains("do not say yet"), "{unknown}");
    let _ = fleet.run(&["migrate", "readers", &id]).exit(18);
    let late = line("21/Nov/2026:11:00:00", "192.0.2.3", "alice", "tenant/42/03");
    let newest = line("22/Nov/2026:11:00:01", "192.0.2.4", "bob", "other/x");
    let _ = write!(text, "{late}{newest}");
    fleet.home.write("access.log", text);
    let _ = fleet.run(&["migrate", "readers", &id]).success();
    let _ = fleet.run(&complete).success();
}
