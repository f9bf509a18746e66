//! `sagwan watch`: polls feeds politely and keeps what they bring.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use sagwan_ledger::Ledger;
use serde::Deserialize;

use super::ingest::{Ingest, report, settle};
use super::{LedgerFile, Rules, stop};
use crate::fetch::{Answer, FetchError, Fetcher, Manners, Validators, sleep_until};
use crate::input::{self, Job, Load};

/// Arguments of `sagwan watch`.
#[derive(Debug, Args)]
pub struct WatchArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Which feeds, and how often: docs/watch.md shows one
    #[arg(value_name = "FEEDS.toml")]
    feeds: PathBuf,
    /// Ask every feed once and end
    #[arg(long)]
    once: bool,
    /// Fetch from addresses of private networks too
    #[arg(long)]
    allow_private: bool,
    #[command(flatten)]
    rules: Rules,
}

/// What FEEDS.toml holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feeds {
    /// Minutes between two visits to a feed that names no time of its own.
    every_minutes: Option<f64>,
    /// Seconds between two requests to one host.
    delay_seconds: Option<f64>,
    /// Seconds for one request.
    timeout_seconds: Option<f64>,
    /// MiB of the largest page.
    largest_mib: Option<u64>,
    feed: Vec<Feed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    url: String,
    every_minutes: Option<f64>,
}

/// Minutes between two visits to a feed when nothing says otherwise.
const HALF_AN_HOUR: f64 = 30.0;
/// Longest time between two visits to a feed in trouble, as a multiple of its usual one.
const LONGEST_BACK_OFF: u32 = 16;

/// A feed between two visits.
struct Watched {
    url: String,
    every: Duration,
    next: Instant,
    known: Validators,
    faults: u32,
}

/// Polls until it is interrupted, or once. Exit code 0 after a clean end.
pub fn run(arguments: &WatchArguments) -> anyhow::Result<ExitCode> {
    let stop = stop::on_interrupt()?;
    let shown = arguments.feeds.display();
    let text =
        std::fs::read_to_string(&arguments.feeds).with_context(|| format!("{shown}: cannot be read"))?;
    let feeds: Feeds = toml::from_str(&text).with_context(|| format!("{shown}: not a list of feeds"))?;
    anyhow::ensure!(!feeds.feed.is_empty(), "{shown}: names no feed");
    let seconds = |number: f64| {
        Duration::try_from_secs_f64(number).with_context(|| format!("{shown}: {number} is no length of time"))
    };
    let usual = Manners::default();
    let manners = Manners {
        delay: feeds.delay_seconds.map_or(Ok(usual.delay), seconds)?,
        timeout: feeds.timeout_seconds.map_or(Ok(usual.timeout), seconds)?,
        largest: feeds.largest_mib.map_or(usual.largest, |mib| mib << 20),
        allow_private: arguments.allow_private,
        ..usual
    };
    let mut fetcher = Fetcher::new(manners, stop);
    let reader = arguments.rules.reader()?;
    let mut ledger = Ledger::create(arguments.ledger.path())?;
    let ingest = Ingest { reader: &reader, published: None, threads: 0, stop };
    let mut watched = feeds
        .feed
        .into_iter()
        .map(|feed| {
            let every = seconds(60.0 * feed.every_minutes.or(feeds.every_minutes).unwrap_or(HALF_AN_HOUR))?;
            Ok(Watched {
                url: feed.url,
                every,
                next: Instant::now(),
                known: Validators::default(),
                faults: 0,
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    // Pages fetched in this run: a feed names the same ones again and again.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(feed) = watched.iter_mut().min_by_key(|feed| feed.next) {
        if sleep_until(feed.next, stop).is_err() {
            break;
        }
        let answer = fetcher.get(&feed.url, &feed.known);
        let mut brought = Vec::new();
        match answer {
            Ok(Answer::Unchanged) => feed.faults = 0,
            Ok(Answer::Page(page, validators)) => match input::feed::entries(&feed.url, &page.body) {
                Ok(entries) => {
                    feed.faults = 0;
                    feed.known = validators;
                    brought = entries;
                }
                Err(why) => trouble(feed, &why),
            },
            Err(FetchError::Stopped) => break,
            Err(error) => trouble(feed, &error.to_string()),
        }
        feed.next = Instant::now() + feed.every * (1 << feed.faults.min(LONGEST_BACK_OFF.ilog2()));
        brought.retain(|job| match &job.document {
            Ok(Load::Link(link)) => seen.insert(link.clone()),
            _ => true,
        });
        if !brought.is_empty() {
            let mut jobs: Box<dyn Iterator<Item = Job>> = Box::new(brought.into_iter());
            let tally = ingest.run(
                &mut ledger,
                &mut jobs,
                &mut fetcher,
                &ProgressBar::hidden(),
                &AtomicU64::new(0),
            )?;
            if tally.appended.new + tally.appended.revised + tally.failed > 0 {
                report(&tally);
            }
            settle(&mut ledger)?;
        }
        if arguments.once {
            watched.retain(|feed| feed.next <= Instant::now());
        }
    }
    anstream::eprintln!("sagwan: stopped; what was fetched is kept");
    Ok(ExitCode::SUCCESS)
}

fn trouble(feed: &mut Watched, why: &str) {
    feed.faults += 1;
    anstream::eprintln!("sagwan: {}: {why}", feed.url);
}
