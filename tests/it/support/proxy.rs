//! [`CountingProxy`]: an HTTP proxy in front of an S3 server that counts what passes, by method.
//!
//! It forwards every byte as it is, the Host header included, so that signatures still match.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use hyper::body::Incoming;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

/// Requests by method. S3 reads by GET and HEAD alone, so everything else is writing.
type Counts = BTreeMap<String, u64>;

/// A running proxy; ends with its runtime.
pub struct CountingProxy {
    address: SocketAddr,
    counts: Arc<Mutex<Counts>>,
    agents: Arc<Mutex<BTreeSet<String>>>,
}

impl CountingProxy {
    /// Starts a proxy on loopback in front of `upstream`.
    pub async fn start(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let counts = Arc::new(Mutex::new(Counts::new()));
        let agents = Arc::new(Mutex::new(BTreeSet::new()));
        let (counted, heard) = (counts.clone(), agents.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, upstream, counted.clone(), heard.clone()));
            }
        });
        Self {
            address,
            counts,
            agents,
        }
    }

    /// The user agents of all requests so far.
    pub fn agents(&self) -> BTreeSet<String> {
        self.agents.lock().unwrap().clone()
    }

    /// Base URL of the proxy.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Requests that passed so far, all and writing.
    pub fn totals(&self) -> (u64, u64) {
        let counts = self.counts.lock().unwrap();
        let writing = counts
            .iter()
            .filter(|(method, _)| !matches!(method.as_str(), "GET" | "HEAD"));
        (counts.values().sum(), writing.map(|(_, count)| count).sum())
    }
}

async fn serve(
    stream: TcpStream,
    upstream: SocketAddr,
    counts: Arc<Mutex<Counts>>,
    agents: Arc<Mutex<BTreeSet<String>>>,
) {
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let agent = request.headers().get("user-agent");
        let agent = agent.and_then(|agent| agent.to_str().ok());
        let agent = agent.unwrap_or_default().to_owned();
        agents.lock().unwrap().insert(agent);
        let counts = counts.clone();
        async move { forward(request, upstream, &counts).await }
    });
    // A connection that the client drops is no failure of the test.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn forward(
    request: Request<Incoming>,
    upstream: SocketAddr,
    counts: &Mutex<Counts>,
) -> std::io::Result<Response<Incoming>> {
    *counts
        .lock()
        .unwrap()
        .entry(request.method().to_string())
        .or_default() += 1;
    let stream = TcpStream::connect(upstream).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(std::io::Error::other)?;
    tokio::spawn(connection);
    sender
        .send_request(request)
        .await
        .map_err(std::io::Error::other)
}
