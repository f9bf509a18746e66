//! `sagwan watch`: polls feeds politely and keeps what they bring.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use sagwan::Zone;
use sagwan_ledger::{Ledger, Visit};
use serde::Deserialize;

use super::ingest::{Ingest, report, settle};
use super::second::Second;
use super::{KeptSecondArguments, LedgerFile, Rules, stop};
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
    #[command(flatten)]
    second: KeptSecondArguments,
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
    /// Zone whose days the outlets count.
    zone: Option<String>,
    feed: Vec<Feed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    url: String,
    every_minutes: Option<f64>,
    zone: Option<String>,
}

/// Minutes between two visits to a feed when nothing says otherwise.
const HALF_AN_HOUR: f64 = 30.0;
/// Longest time between two visits to a feed in trouble, as a multiple of its usual one.
const LONGEST_BACK_OFF: u32 = 16;

/// A feed between two visits.
struct Watched {
    url: String,
    every: Duration,
    zone: Zone,
    next: Instant,
    known: Validators,
    faults: u32,
}

/// Polls until it is interrupted, or once. Exit code 0 after a clean end, 1 when of feeds asked once some failed.
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
    let second = arguments.second.second(Some(arguments.ledger.path()), stop)?;
    let zone = |named: Option<&String>| match named.or(feeds.zone.as_ref()) {
        Some(name) => Zone::named(name)
            .with_context(|| format!("{shown}: no such zone: {name}: write it as Asia/Seoul")),
        None => Ok(Zone::default()),
    };
    let mut watched = feeds
        .feed
        .into_iter()
        .map(|feed| {
            let every = seconds(60.0 * feed.every_minutes.or(feeds.every_minutes).unwrap_or(HALF_AN_HOUR))?;
            let zone = zone(feed.zone.as_ref())?;
            let known = ledger.visit(&feed.url)?.map_or_else(Validators::default, Validators::from);
            Ok(Watched { url: feed.url, every, zone, next: Instant::now(), known, faults: 0 })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut failed = false;
    // Pages asked for in this run: a feed names the same ones again and again.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(feed) = watched.iter_mut().min_by_key(|feed| feed.next) {
        if sleep_until(feed.next, stop).is_err() {
            break;
        }
        let answer = fetcher.get(&feed.url, &feed.known);
        let mut brought = Vec::new();
        let mut newer = None;
        let before = feed.faults;
        match answer {
            Ok(Answer::Unchanged) => feed.faults = 0,
            Ok(Answer::Page(page, validators)) => {
                match input::feed::entries(&feed.url, &page.body, Some(&feed.url), page.charset.as_deref()) {
                    Ok(entries) => {
                        feed.faults = 0;
                        newer = Some(validators);
                        brought = entries;
                    }
                    Err(why) => trouble(feed, &why),
                }
            }
            Err(FetchError::Stopped) => break,
            Err(error) => trouble(feed, &error.to_string()),
        }
        failed |= feed.faults > before;
        feed.next = Instant::now() + feed.every * (1 << feed.faults.min(LONGEST_BACK_OFF.ilog2()));
        let mut asked = Vec::new();
        let mut fresh = Vec::new();
        for job in brought {
            if let Ok(Load::Link(link, _)) = &job.document {
                if !seen.insert(link.clone()) || ledger.visit(link)?.is_some() {
                    continue;
                }
                asked.push(link.clone());
            }
            fresh.push(job);
        }
        if !fresh.is_empty() {
            let ingest = Ingest {
                reader: &reader,
                published: None,
                zone: feed.zone.clone(),
                threads: 0,
                min_confidence: None,
                second: second.as_ref(),
                total: 0,
                stop,
            };
            let mut jobs: Box<dyn Iterator<Item = Job>> = Box::new(fresh.into_iter());
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
            let pages: Vec<(String, Visit)> =
                tally.settled.iter().map(|page| (page.clone(), Visit::default())).collect();
            ledger.visited(&pages)?;
            if tally.again || stop.load(Ordering::SeqCst) {
                // What a server in trouble did not give is announced again only by the whole feed.
                newer = None;
                asked.iter().filter(|link| !tally.settled.contains(link)).for_each(|link| {
                    seen.remove(link);
                });
            }
        }
        if let Some(validators) = newer {
            ledger.visited(&[(feed.url.clone(), Visit::from(&validators))])?;
            feed.known = validators;
        }
        if arguments.once {
            watched.retain(|feed| feed.next <= Instant::now());
        }
    }
    second.as_ref().map_or(Ok(()), Second::report)?;
    anstream::eprintln!("sagwan: stopped; what was fetched is kept");
    Ok(if arguments.once && failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn trouble(feed: &mut Watched, why: &str) {
    feed.faults += 1;
    anstream::eprintln!("sagwan: {}: {why}", feed.url);
}

impl From<Visit> for Validators {
    fn from(visit: Visit) -> Self {
        Validators { etag: visit.etag, last_modified: visit.last_modified }
    }
}

impl From<&Validators> for Visit {
    fn from(known: &Validators) -> Self {
        Visit { etag: known.etag.clone(), last_modified: known.last_modified.clone() }
    }
}
