//! The reading room: a ledger as pages and as an API, in one process, with nothing from elsewhere.
//!
//! Takes a ledger and an address, serves until it is told to stop. Reading connections cannot write; article text is
//! never markup; scripts and styles come from here alone.

mod api;
mod asked;
mod cite;
mod complete;
mod feed;
mod frame;
mod host;
mod pages;
mod problem;
mod query;
mod rate;
mod state;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use sagwan::Reader;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub use host::Hosts;
use problem::Problem;
use rate::Rate;
use state::App;

/// Bytes of the largest request: an article is a few thousand.
const LARGEST: usize = 2 << 20;
/// For one request, answer included.
const PATIENCE: Duration = Duration::from_secs(20);
/// Requests at the same time; of more each is told to come again.
const AT_ONCE: usize = 256;

const STYLE: &str = include_str!("assets/style.css");
const SCRIPT: &str = include_str!("assets/app.js");
/// 史, as on a seal.
const SEAL: &str = include_str!("assets/seal.svg");

/// Nothing but our own style, script, pictures and forms.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All addresses.
fn router(app: &Arc<App>) -> Router {
    let pages = Router::new()
        .route("/", get(pages::today::show))
        .route("/today.json", get(pages::today::show))
        .route("/today.atom", get(pages::today::show))
        .route("/timeline", get(pages::timeline::show))
        .route("/timeline.json", get(pages::timeline::show))
        .route("/timeline.csv", get(pages::timeline::show))
        .route("/timeline.atom", get(pages::timeline::show))
        .route("/timeline.ics", get(pages::timeline::show))
        .route("/occasions.json", get(pages::timeline::show))
        .route("/occasions/{key}", get(pages::occasion::show))
        .route("/complete/states.json", get(complete::states))
        .route("/complete/actors.json", get(complete::actors))
        .route("/events.json", get(api::events))
        .route("/events.csv", get(api::events))
        .route("/events.atom", get(api::events))
        .route("/articles/{key}", get(pages::article::show))
        .route("/statements", get(pages::statements::show))
        .route("/statements.json", get(pages::statements::show))
        .route("/statements.csv", get(pages::statements::show))
        .route("/statements.atom", get(pages::statements::show))
        .route("/actors", get(pages::actor::list))
        .route("/actors.json", get(pages::actor::list))
        .route("/actors.csv", get(pages::actor::list))
        .route("/actors.atom", get(pages::actor::list))
        .route("/actors/{key}", get(pages::actor::show))
        .route("/trips", get(pages::trips::show))
        .route("/trips.json", get(pages::trips::show))
        .route("/trips.csv", get(pages::trips::show))
        .route("/trips.atom", get(pages::trips::show))
        .route("/network", get(pages::network::show))
        .route("/network.json", get(pages::network::show))
        .route("/map", get(pages::map::show))
        .route("/map.json", get(pages::map::show))
        .route("/calendar", get(pages::calendar::show))
        .route("/calendar.json", get(pages::calendar::show))
        .route("/calendar.csv", get(pages::calendar::show))
        .route("/calendar.atom", get(pages::calendar::show))
        .route("/calendar.ics", get(pages::calendar::ics))
        .route("/search", get(pages::search::show))
        .route("/search.json", get(pages::search::show))
        .route("/search.csv", get(pages::search::show))
        .route("/search.atom", get(pages::search::show))
        .route("/review", get(pages::review::show).post(pages::review::write))
        .route("/review.json", get(pages::review::show))
        .route("/review.csv", get(pages::review::show))
        .route("/try", get(pages::try_it::form).post(pages::try_it::read))
        .route("/style.css", asset("text/css; charset=utf-8", STYLE))
        .route("/app.js", asset("text/javascript; charset=utf-8", SCRIPT))
        .route("/seal.svg", asset("image/svg+xml", SEAL))
        .route("/healthz", get(health))
        .route("/metrics", get(metrics));
    let api = Router::new()
        .route("/", get(api::browse))
        .route("/openapi.json", get(api::openapi))
        .route("/today", get(pages::today::show))
        .route("/facets", get(api::facets))
        .route("/complete/states", get(complete::states))
        .route("/complete/actors", get(complete::actors))
        .route("/occasions", get(pages::timeline::show))
        .route("/occasions/{key}", get(pages::occasion::show))
        .route("/events", get(api::events))
        .route("/statements", get(pages::statements::show))
        .route("/actors", get(pages::actor::list))
        .route("/actors/{key}", get(pages::actor::show))
        .route("/articles", get(pages::search::show).post(api::ingest))
        .route("/articles/{key}", get(pages::article::show))
        .route("/search", get(pages::search::show))
        .route("/trips", get(pages::trips::show))
        .route("/network", get(pages::network::show))
        .route("/review", get(pages::review::show).post(pages::review::say))
        .route("/read", post(api::read));
    pages
        .nest("/api/v1", api)
        .fallback(|| async { Problem::missing("there is nothing at this address") })
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take that")
        })
        .layer(RequestBodyLimitLayer::new(LARGEST))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard))
        .with_state(Arc::clone(app))
}

/// A file that stands in the program.
fn asset(kind: &'static str, body: &'static str) -> axum::routing::MethodRouter<Arc<App>> {
    get(move |asked: asked::Asked| async move { asked.tagged(kind, body.to_owned()) })
}

/// Counts, bounds and logs every request, and gives every answer its security headers. Logs hold no text of articles and
/// nothing that was searched for.
async fn guard(
    State(app): State<Arc<App>>,
    ConnectInfo(client): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    static OPEN: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let start = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let for_people = !path.starts_with("/api/") && !path.ends_with(".json") && {
        let accepted = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok());
        accepted.is_some_and(|a| a.contains("text/html"))
    };
    app.counts.requests.fetch_add(1, Ordering::Relaxed);
    let at_once = OPEN.fetch_add(1, Ordering::SeqCst);
    let mut response = if !app.hosts.serve(&request) {
        Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "nothing is served under this name: whoever runs this allows it with --host NAME",
        )
        .into_response()
    } else if !app.hosts.trust(&request) {
        Problem::new(StatusCode::FORBIDDEN, "a page of another site may not send this").into_response()
    } else if app.rate.as_ref().is_some_and(|rate| !rate.allows(client.ip())) {
        app.refuse("too many requests from your address: try again in a second")
    } else if at_once >= AT_ONCE {
        app.refuse("too many requests at once: try again in a second")
    } else {
        next.run(request).await
    };
    OPEN.fetch_sub(1, Ordering::SeqCst);
    if for_people && let Some(problem) = response.extensions().get::<Problem>().cloned() {
        response =
            (problem.status, axum::response::Html(frame::problem(&problem).into_string())).into_response();
    }
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Other sites learn nothing; with none at all a browser would not say that a form of ours is ours.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let taken = start.elapsed();
    app.counts
        .microseconds
        .fetch_add(u64::try_from(taken.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    tracing::info!(%method, path, status = response.status().as_u16(), ms = taken.as_millis() as u64, "request");
    response
}

async fn health(State(app): State<Arc<App>>) -> Result<&'static str, Problem> {
    app.ask(|ledger| ledger.knows("")).await.map(|_| "ok\n")
}

/// Prometheus text format.
async fn metrics(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let rows = app.ask(sagwan_ledger::Ledger::counts).await?;
    let c = &app.counts;
    let mut out = String::new();
    for (name, help, value) in [
        ("sagwan_requests_total", "Requests", c.requests.load(Ordering::Relaxed) as f64),
        (
            "sagwan_requests_refused_total",
            "Requests refused for their number",
            c.refused.load(Ordering::Relaxed) as f64,
        ),
        (
            "sagwan_questions_failed_total",
            "Questions the ledger did not answer",
            c.failed.load(Ordering::Relaxed) as f64,
        ),
        (
            "sagwan_request_seconds_total",
            "Time spent on requests",
            c.microseconds.load(Ordering::Relaxed) as f64 / 1e6,
        ),
    ] {
        out += &format!("# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}\n");
    }
    out += "# HELP sagwan_rows Rows of the ledger\n# TYPE sagwan_rows gauge\n";
    for (what, count) in rows {
        out += &format!("sagwan_rows{{what=\"{what}\"}} {count}\n");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], out).into_response())
}

/// Ends when somebody asks the server to stop: Ctrl-C, or the SIGTERM of a service manager or a container.
/// It listens from the call on, not from the first poll: a signal that comes before is not lost.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(windows)]
    {
        let mut interrupt = tokio::signal::windows::ctrl_c()?;
        Ok(async move {
            interrupt.recv().await;
        })
    }
}

/// Serves until it is asked to stop; requests under way are answered first.
/// `rate` bounds the requests of one client a second, 0 for as many as it likes; without it that is [`rate::USUAL`] where
/// the network can reach us.
/// `hosts` are the names it answers to.
pub fn serve(
    ledger: PathBuf,
    address: SocketAddr,
    rate: Option<u32>,
    hosts: Hosts,
    reader: Reader,
) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("SAGWAN_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .init();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen at {address}: name another with --addr"))?;
        let bound = listener.local_addr()?;
        let rate = rate.unwrap_or(if bound.ip().is_loopback() { 0 } else { rate::USUAL });
        let app = App::open(ledger, reader, Rate::a_second(rate), hosts)?;
        let stop = asked_to_stop().context("cannot listen for signals")?;
        if !bound.ip().is_loopback() {
            anstream::eprintln!(
                "sagwan: open to the network at {bound}: anybody who reaches it can read the ledger"
            );
        }
        anstream::eprintln!("sagwan: http://{bound}/ (Ctrl-C stops)");
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(stop).await.context("the server broke off")
    })
}
