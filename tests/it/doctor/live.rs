//! The probe on a real server: what it tells of each condition is what that server is known to do.

use shardctl::ports::{ListRequest, ListVersionsRequest};

use super::{config, verdicts};
use crate::support::{LiveServer, TestEnvironment};

/// What a bucket without versions honours; everything else is ignored, or cannot be used.
fn honoured(kind: &str) -> Option<&'static [&'static str]> {
    match kind {
        "radosgw" => Some(&["put_if_absent"]),
        "moto" => Some(&[
            "put_if_absent",
            "put_if_match",
            "complete_if_absent",
            "delete_if_match",
        ]),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_tells_what_a_real_server_honours_and_leaves_nothing() {
    let Some(server) = LiveServer::of_environment() else {
        println!("skipped: SHARDCTL_LIVE_ENDPOINT is not set");
        return;
    };
    let [data, control, versioned] = server.create_buckets("doctor").await;
    let mut home = TestEnvironment::new();
    home.unset("SHARDCTL_NOW")
        .set("AWS_ACCESS_KEY_ID", &server.access_key)
        .set("AWS_SECRET_ACCESS_KEY", &server.secret_key);
    let text =
        config(&server.url, &data, "control").replace("s3://meta/", &format!("s3://{control}/"));
    home.config(&text.replace("region = \"eu-central-1\"\nprices", "prices"));
    let url = format!("s3://{versioned}/try?endpoint=store");
    let args = ["doctor", "--probe", "--probe-url", &url, "-o", "json"];
    let output = tokio::task::block_in_place(|| home.run(&args));
    println!("{}: {output}", server.kind);
    let output = output.success();

    let checks = verdicts(&output, "control");
    let tried = checks
        .iter()
        .skip_while(|(check, _)| check != "put_if_absent");
    let seen: Vec<&str> = tried
        .filter(|(check, verdict)| verdict == "ok" && check != "probe_removed")
        .map(|(check, _)| check.as_str())
        .collect();
    if let Some(honoured) = honoured(&server.kind) {
        assert_eq!(seen, honoured, "{}", server.kind);
    }
    for (check, verdict) in checks {
        assert_ne!(verdict, "fail", "{check}");
    }

    let [control, versioned] = server.buckets([control, versioned]);
    let page = control.list(&ListRequest::default()).await.unwrap();
    assert_eq!(page.objects, []);
    let page = versioned
        .list_versions(&ListVersionsRequest::default())
        .await;
    assert_eq!(page.unwrap().versions, []);
}
