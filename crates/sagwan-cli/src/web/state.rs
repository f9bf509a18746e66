//! What every request shares: the ledger's readers, the reader of articles, counts.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sagwan::Reader;
use sagwan_ledger::{Ledger, LedgerError};
use tokio::sync::Semaphore;

use super::host::Hosts;
use super::problem::Problem;
use super::rate::Rate;

/// Connections that read at the same time; more requests wait their turn.
const READERS: usize = 8;

/// Shared by all requests.
pub struct App {
    path: PathBuf,
    idle: Mutex<Vec<Ledger>>,
    turns: Semaphore,
    pub reader: Reader,
    /// Writing happens one request after the other.
    pub writing: Mutex<()>,
    pub counts: Counts,
    /// How often one client may ask, if that is bounded.
    pub rate: Option<Rate>,
    /// The names it answers to.
    pub hosts: Hosts,
}

/// What /metrics tells.
#[derive(Default)]
pub struct Counts {
    pub requests: AtomicU64,
    pub refused: AtomicU64,
    pub failed: AtomicU64,
    pub microseconds: AtomicU64,
}

impl App {
    /// Opens the ledger once, so that a fault shows before the first request.
    pub fn open(
        path: PathBuf,
        reader: Reader,
        rate: Option<Rate>,
        hosts: Hosts,
    ) -> Result<Arc<Self>, LedgerError> {
        let first = Ledger::read_only(&path)?;
        Ok(Arc::new(App {
            path,
            idle: Mutex::new(vec![first]),
            turns: Semaphore::new(READERS),
            reader,
            writing: Mutex::new(()),
            counts: Counts::default(),
            rate,
            hosts,
        }))
    }

    /// Sends somebody away who may come again.
    pub fn refuse(&self, why: &'static str) -> Response {
        self.counts.refused.fetch_add(1, Ordering::Relaxed);
        Problem::new(StatusCode::TOO_MANY_REQUESTS, why).into_response()
    }

    /// Lets nobody pass whose token allows nothing.
    pub async fn allow(self: &Arc<Self>, token: String) -> Result<(), Problem> {
        if self.ask(move |ledger| ledger.is_allowed(&token)).await? {
            Ok(())
        } else {
            Err(Problem::new(StatusCode::FORBIDDEN, "this token allows nothing"))
        }
    }

    /// Where the ledger lies.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Asks the ledger, off the threads that serve the network.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, Problem> {
        let _turn = self.turns.acquire().await.map_err(|_| Problem::gone())?;
        let app = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            let idle = app.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let ledger = match idle {
                Some(ledger) => ledger,
                None => Ledger::read_only(&app.path)?,
            };
            let answer = question(&ledger);
            app.idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
            answer
        });
        let answer = answer.await.map_err(|_| Problem::broken())?;
        answer.map_err(|error| {
            self.counts.failed.fetch_add(1, Ordering::Relaxed);
            Problem::of(&error)
        })
    }
}

/// The token that comes with a request.
pub fn token(headers: &HeaderMap) -> Result<String, Problem> {
    let given = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    given
        .and_then(|v| v.strip_prefix("Bearer "))
        .map(str::to_owned)
        .ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "a token is needed: `sagwan token` makes one"))
}
