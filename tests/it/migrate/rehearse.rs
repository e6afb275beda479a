//! Reads of the logs, sent once more to source and copy before the switch.

use crate::support::{CONTROL, MovingFleet};

/// A line of an access log of bucket `data-a`: a GET of a key, whole or of so many bytes.
fn line(second: u32, key: &str, part: Option<u64>) -> String {
    let (status, bytes) = part.map_or((200, 1000), |bytes| (206, bytes));
    format!(
        "owner data-a [20/Nov/2026:11:00:{second:02} +0000] 192.0.2.3 arn:aws:iam::1:user/alice ID{second} \
         REST.GET.OBJECT {key} \"GET /{key} HTTP/1.1\" {status} - {bytes} 1000 5 4 \"-\" \"curl/8\" -\n"
    )
}

fn with_logs(fleet: &MovingFleet, lines: &[String]) {
    let log = fleet.home.write("access.log", lines.concat());
    let logs = format!(
        "\n[[logs]]\nname = \"s3\"\nsource = \"{}\"\nformat = \"s3-server-access\"\n",
        log.display()
    );
    fleet.configure_with(&["", "", ""], &format!("{CONTROL}{logs}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_clients_read_is_read_from_the_copies_before_the_switch() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.request();
    let _ = fleet.run(&["migrate", "rehearse", &id]).exit(13);
    let _ = fleet.run(&["migrate", "start", &id]).success();
    with_logs(&fleet, &[line(1, "other/x", None)]);
    let _ = fleet.run(&["migrate", "rehearse", &id]).exit(18);
    let lines = [
        line(1, "tenant/42/01", None),
        line(2, "tenant/42/02", Some(100)),
        line(3, "tenant/42/gone", None),
        line(4, "other/x", None),
    ];
    with_logs(&fleet, &lines);
    let args = ["migrate", "rehearse", id.as_str(), "--json"];
    let same = fleet.run(&args).success().json()["data"].clone();
    assert_eq!(
        (&same["replayed"], &same["same"]),
        (&3.into(), &3.into()),
        "{same}"
    );
    assert!(same["first_byte_ms"]["copy"]["p95"].is_number(), "{same}");
    let one = fleet
        .run(&[&args[..], &["--sample", "1"]].concat())
        .success();
    assert_eq!(one.json()["data"]["replayed"], 1);

    let profile = "[profile readers]\naws_access_key_id = nobody\naws_secret_access_key = wrong\n";
    let config = fleet.home.write("aws-config", profile);
    fleet.home.set("AWS_CONFIG_FILE", config.to_str().unwrap());
    let _ = fleet
        .run(&[&args[..], &["--as", "readers"]].concat())
        .exit(5);

    fleet.remove_from("data-b", "tenant/42/01").await;
    fleet.put("a", "tenant/42/gone", "it is back").await;
    let differs = fleet.run(&args[..3]).exit(15);
    assert!(differs.stdout.contains("tenant/42/01"), "{differs}");
    assert!(differs.stdout.contains("HTTP 404"), "{differs}");
    assert!(differs.stdout.contains("tenant/42/gone"), "{differs}");
}
