//! [`DemoFleet`]: the demo's simulated fleet, served by the program itself.

use std::io::{BufRead, BufReader, Read};
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
        Self::start_with(env, &[])
    }

    /// The same with more flags.
    pub fn start_with(env: &mut TestEnvironment, flags: &[&str]) -> Self {
        // Requests are signed by the machine's clock, so the simulator must go by it too.
        env.unset("SHARDCTL_NOW");
        let dir = env.path("fleet");
        let mut command = env.command(&["demo".as_ref(), "--serve".as_ref(), dir.as_os_str()]);
        command.args(flags);
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut server = piped.spawn().unwrap();
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

    /// Ends it: what it said on stderr.
    pub fn end(mut self) -> String {
        self.server.kill().unwrap();
        let mut said = String::new();
        let mut errors = self.server.stderr.take().unwrap();
        errors.read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for DemoFleet {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
