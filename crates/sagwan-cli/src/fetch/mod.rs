//! Fetching pages and feeds, politely: one request at a time to a host, as robots.txt allows, with a delay between them,
//! a bound on time and size, back-off when a server is in trouble, and never to a private address unless allowed.

mod guard;

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use backon::{BlockingRetryable, ExponentialBuilder};
use texting_robots::{Robot, get_robots_url};
use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;

use crate::input::{Page, charset_of};

/// How the program names itself to servers.
pub const AGENT: &str = concat!("sagwan/", env!("CARGO_PKG_VERSION"));

/// How to fetch.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Between two requests to one host.
    pub delay: Duration,
    /// For one request, answer included.
    pub timeout: Duration,
    /// Bytes of the largest answer.
    pub largest: u64,
    /// Attempts when a server or the network is in trouble.
    pub attempts: usize,
    /// Whether addresses of private networks may be called.
    pub allow_private: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Manners {
            delay: Duration::from_secs(2),
            timeout: Duration::from_secs(30),
            largest: 8 << 20,
            attempts: 3,
            allow_private: false,
        }
    }
}

/// What a server said of the version it sent, to ask whether there is a newer one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// An answer.
pub enum Answer {
    /// The page.
    Page(Page, Validators),
    /// What was fetched before is still current.
    Unchanged,
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("not allowed by the robots.txt of its host")]
    Robots,
    #[error("answered {0}")]
    Status(u16),
    #[error("larger than {} MiB", .0 >> 20)]
    Large(u64),
    #[error("{0}")]
    Network(Box<ureq::Error>),
    #[error("interrupted")]
    Stopped,
}

/// Why an attempt at a server failed, as far as it decides on another one.
pub trait Attempt {
    /// Whether another attempt may bring it.
    fn is_passing(&self) -> bool;
    /// How long the server asks to be left alone.
    fn asked_for(&self) -> Option<Duration>;
    /// That somebody interrupted.
    fn stopped() -> Self;
}

/// Tries again while what goes wrong may pass: after waits that grow, or those that the server asks for, until somebody interrupts.
pub fn persist<T, E: Attempt>(
    back_off: ExponentialBuilder,
    stop: &'static AtomicBool,
    mut attempt: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    // The wait is told of before it begins, with what went wrong.
    let asked_for: Rc<Cell<Option<Duration>>> = Rc::default();
    let told = Rc::clone(&asked_for);
    let once = || if stop.load(Ordering::SeqCst) { Err(E::stopped()) } else { attempt() };
    once.retry(back_off)
        .when(E::is_passing)
        .notify(|error: &E, _: Duration| asked_for.set(error.asked_for()))
        // An interrupt ends the wait; the next attempt says so.
        .sleep(move |wait| drop(sleep_until(Instant::now() + told.get().unwrap_or(wait), stop)))
        .call()
}

impl FetchError {
    /// Whether there is nothing at the address, so that it need not be asked again.
    pub fn is_gone(&self) -> bool {
        matches!(self, FetchError::Status(404 | 410))
    }
}

impl Attempt for FetchError {
    fn is_passing(&self) -> bool {
        match self {
            FetchError::Status(status) => matches!(status, 429 | 500 | 502 | 503 | 504),
            FetchError::Network(error) => {
                matches!(
                    **error,
                    ureq::Error::Timeout(_)
                        | ureq::Error::ConnectionFailed
                        | ureq::Error::HostNotFound
                        | ureq::Error::Protocol(_)
                ) || matches!(&**error, ureq::Error::Io(e) if e.kind() != std::io::ErrorKind::PermissionDenied)
            }
            _ => false,
        }
    }

    fn asked_for(&self) -> Option<Duration> {
        None
    }

    fn stopped() -> Self {
        FetchError::Stopped
    }
}

/// What is known of a host.
#[derive(Default)]
struct Host {
    robot: Option<Robot>,
    /// Its robots.txt could not be had: nothing is asked of it for now.
    closed: bool,
    next: Option<Instant>,
}

/// Fetches pages. Remembers what each host allows and when it was last asked.
pub struct Fetcher {
    agent: Agent,
    manners: Manners,
    hosts: HashMap<String, Host>,
    stop: &'static AtomicBool,
}

impl Fetcher {
    /// A fetcher that ends early once `stop` is set.
    pub fn new(manners: Manners, stop: &'static AtomicBool) -> Self {
        let mut config = Agent::config_builder()
            .timeout_global(Some(manners.timeout))
            .timeout_connect(Some(manners.timeout / 3))
            .max_redirects(5)
            .user_agent(AGENT)
            .http_status_as_error(false);
        if !manners.allow_private {
            // A proxy would call private addresses for us.
            config = config.proxy(None);
        }
        let guard = guard::Guard { allow_private: manners.allow_private };
        let agent = Agent::with_parts(config.build(), DefaultConnector::default(), guard);
        Fetcher { agent, manners, hosts: HashMap::new(), stop }
    }

    /// Fetches a page, if its host allows; with validators only when there is a newer version.
    ///
    /// # Errors
    /// When the host does not allow it, does not answer in time, or answers with something else than a page.
    pub fn get(&mut self, url: &str, known: &Validators) -> Result<Answer, FetchError> {
        let host = self.host(url)?;
        let allowed = self
            .hosts
            .get(&host)
            .is_some_and(|h| !h.closed && h.robot.as_ref().is_none_or(|r| r.allowed(url)));
        if !allowed {
            return Err(FetchError::Robots);
        }
        self.wait(&host)?;
        let back_off = ExponentialBuilder::default()
            .with_min_delay(self.manners.delay)
            .with_max_delay(Duration::from_secs(60))
            .with_max_times(self.manners.attempts.saturating_sub(1));
        persist(back_off, self.stop, || self.request(url, known))
    }

    /// The host of an address, its robots.txt read.
    fn host(&mut self, url: &str) -> Result<String, FetchError> {
        let robots = get_robots_url(url)
            .map_err(|_| FetchError::Network(Box::new(ureq::Error::BadUri(url.to_owned()))))?;
        if !self.hosts.contains_key(&robots) {
            let mut host = Host::default();
            match self.request(&robots, &Validators::default()) {
                Ok(Answer::Page(page, _)) => host.robot = Robot::new("sagwan", &page.body).ok(),
                // No rules, no limits (RFC 9309); a server in trouble is left alone.
                Ok(Answer::Unchanged) | Err(FetchError::Status(400..500)) => {}
                Err(FetchError::Status(_) | FetchError::Large(_)) => host.closed = true,
                Err(error) => return Err(error),
            }
            host.next = Some(Instant::now() + self.manners.delay);
            self.hosts.insert(robots.clone(), host);
        }
        Ok(robots)
    }

    /// Waits for a host's turn, in small steps so that an interrupt ends it.
    fn wait(&mut self, host: &str) -> Result<(), FetchError> {
        let Some(known) = self.hosts.get_mut(host) else { return Ok(()) };
        let asked = known.robot.as_ref().and_then(|r| r.delay).map(Duration::from_secs_f32);
        let delay = self.manners.delay.max(asked.unwrap_or_default().min(Duration::from_secs(60)));
        let turn = known.next.unwrap_or_else(Instant::now).max(Instant::now());
        known.next = Some(turn + delay);
        sleep_until(turn, self.stop)
    }

    fn request(&self, url: &str, known: &Validators) -> Result<Answer, FetchError> {
        let network = |error: ureq::Error| match error {
            ureq::Error::BodyExceedsLimit(limit) => FetchError::Large(limit),
            other => FetchError::Network(Box::new(other)),
        };
        let mut request = self.agent.get(url);
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(stamp) = &known.last_modified {
            request = request.header("If-Modified-Since", stamp);
        }
        let mut response = request.call().map_err(network)?;
        match response.status().as_u16() {
            304 => return Ok(Answer::Unchanged),
            200 => {}
            other => return Err(FetchError::Status(other)),
        }
        let header =
            |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let validators = Validators { etag: header("etag"), last_modified: header("last-modified") };
        let charset = header("content-type").as_deref().and_then(charset_of);
        let body =
            response.body_mut().with_config().limit(self.manners.largest).read_to_vec().map_err(network)?;
        let retrieved = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Ok(Answer::Page(
            Page {
                url: Some(url.to_owned()),
                retrieved: Some(retrieved),
                charset,
                body,
                remarks: Vec::new(),
                announced: None,
            },
            validators,
        ))
    }
}

/// Sleeps until then, or fails as soon as `stop` is set.
pub fn sleep_until(then: Instant, stop: &AtomicBool) -> Result<(), FetchError> {
    loop {
        if stop.load(Ordering::SeqCst) {
            return Err(FetchError::Stopped);
        }
        let left = then.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(Duration::from_millis(50)));
    }
}
