//! [`SimServer`]: the simulator on a loopback port, signatures checked by its own clock.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use s3s::auth::{S3Auth, SecretKey};
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, HttpResponse, S3Error, S3Result};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::Simulator;
use super::admission::admit;
use super::refusal::Refusal;
use super::service::ObjectReads;
use super::wire;

/// A running HTTP face; ends, with its connections, when dropped.
#[derive(Debug)]
pub struct SimServer {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl SimServer {
    /// Serves `simulator` on a loopback port, a free one when `port` is 0.
    pub async fn start(simulator: &Simulator, port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(accept(listener, simulator.clone()));
        Ok(Self { address, task })
    }

    /// The endpoint URL; clients use path style.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for SimServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, simulator: Simulator) {
    let service = s3_service(&simulator);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
        };
        let Ok((stream, _)) = accepted else { continue };
        // Small answers wait for the client's acknowledgement otherwise.
        let _ = stream.set_nodelay(true);
        let (simulator, service) = (simulator.clone(), service.clone());
        connections.spawn(async move {
            let answer = service_fn(move |request| {
                let (simulator, service) = (simulator.clone(), service.clone());
                async move { Ok::<_, Infallible>(answer(&simulator, &service, request).await) }
            });
            // A connection that breaks off concerns its client alone.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), answer)
                .await;
        });
    }
}

fn s3_service(simulator: &Simulator) -> S3Service {
    let mut builder = S3ServiceBuilder::new(simulator.clone());
    builder.set_auth(Keys(simulator.clone()));
    builder.set_route(ObjectReads(simulator.clone()));
    let mut config = S3Config::default();
    // s3s would judge the signing time by the system's clock; `admit` does by the simulator's.
    config.presigned_url_max_skew_time_secs = u32::MAX;
    config.xml_max_body_size = 20 << 20;
    builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
    builder.build()
}

/// Counts the request, admits it, has it answered, and stamps the answer.
async fn answer(
    simulator: &Simulator,
    service: &S3Service,
    request: hyper::Request<Incoming>,
) -> HttpResponse {
    simulator.count_method(request.method().as_str());
    simulator.leave_to_answer(request.uri().path()).await;
    simulator.let_rival_first(request.method().as_str(), request.uri().path());
    let admitted = admit(simulator, request.uri(), request.headers());
    let mut response = match admitted.and_then(|()| simulator.check_credentials()) {
        Ok(()) => match service.call(request.map(Body::from)).await {
            Ok(response) => response,
            Err(error) => {
                let words = s3s::StdError::from(error).to_string();
                refused(Refusal::new("InternalError", 500, words))
            }
        },
        Err(refusal) => refused(refusal),
    };
    let id = simulator.state().ids.request();
    let headers = response.headers_mut();
    wire::insert(headers, "x-amz-request-id", &id);
    wire::insert(headers, "date", &wire::http_date(simulator.now_ms()));
    wire::insert(headers, "server", "shardctl-simulator");
    response
}

fn refused(refusal: Refusal) -> HttpResponse {
    let answer = S3Error::from(refusal).to_http_response();
    answer.unwrap_or_else(|_| {
        let mut empty = HttpResponse::new(Body::empty());
        *empty.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
        empty
    })
}

/// The simulator's access keys.
struct Keys(Simulator);

#[async_trait::async_trait]
impl S3Auth for Keys {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        let secret = self.0.secret_of(access_key).map(SecretKey::from);
        let message = "the access key id does not exist";
        let unknown = || Refusal::new("InvalidAccessKeyId", 403, message);
        Ok(secret.ok_or_else(unknown)?)
    }
}
