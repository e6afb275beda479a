//! [`DemoFleet`]: the demo's simulated fleet, served by the program itself.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Stdio};

use super::TestEnvironment;

/// `demo --serve` in a directory of its own; ends when dropped.
pub struct DemoFleet {
    server: Child,
    /// Where the simulator listens.
    pub address: SocketAddr,
    /// The config it wrote.
    pub config: PathBuf,
}

impl DemoFleet {
    /// Starts it and waits until it says where it listens.
    pub fn start(env: &mut TestEnvironment) -> Self {
        // Requests are signed by the machine's clock, so the simulator must go by it too.
        env.unset("SHARDCTL_NOW");
        let dir = env.path("fleet");
        let mut command = env.command(&["demo".as_ref(), "--serve".as_ref(), dir.as_os_str()]);
        let mut server = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line.split("http://").nth(1).unwrap();
        let address = url.split(',').next().unwrap().parse().unwrap();
        Self {
            server,
            address,
            config: dir.join("config.toml"),
        }
    }
}

impl Drop for DemoFleet {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
