//! `sagwan ingest`: articles into a ledger, read on all cores, written by one, joined at the end.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};
use rayon::prelude::*;
use sagwan::record::Record;
use sagwan::{Options, Published, Reader, Zone};
use sagwan_ledger::{Appended, Entry, Ledger, LedgerError};
use sagwan_second::Case;

use super::second::Second;
use super::{LedgerFile, stop};
use crate::fetch::{Answer, Attempt, Fetcher, Manners, Validators};
use crate::input::{self, Fields, Job, Load, Loaded, Page};

/// Articles kept in one transaction: enough to keep the cores busy, few enough to keep memory flat.
const BATCH: usize = 256;

/// Arguments of `sagwan ingest`.
#[derive(Debug, Args)]
pub struct IngestArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Files, folders, addresses, or - for standard input: text, HTML, JSON Lines, CSV, WARC, RSS and Atom feeds
    #[arg(value_name = "PATH|URL")]
    paths: Vec<String>,
    /// When articles that bring no date were published, as 2018-06-27
    #[arg(long, value_name = "DATE", value_parser = super::parse_published)]
    published: Option<Published>,
    /// Zone whose days the outlets count, as Asia/Seoul: of a time of publication in UTC the day depends on it
    #[arg(long, value_name = "NAME", value_parser = super::parse_zone, default_value = "Asia/Seoul")]
    zone: Zone,
    /// Charset of the inputs; found out when left away
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// Threads to read with; all cores when left away
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Keep no events of which the reader is less sure than P, from 0 to 1
    #[arg(long, value_name = "P", value_parser = super::parse_share)]
    min_confidence: Option<f64>,
    /// Read all and tell what would be kept, but keep nothing; no ledger is made
    #[arg(long)]
    dry_run: bool,
    /// Fetch from addresses of private networks too
    #[arg(long)]
    allow_private: bool,
    #[command(flatten)]
    fields: Fields,
    #[command(flatten)]
    rules: super::Rules,
    #[command(flatten)]
    second: super::KeptSecondArguments,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    pub appended: Appended,
    pub failed: usize,
    /// How many of those read have no date of publication.
    pub undated: usize,
    /// Addresses that need not be asked for again: their pages came, or are gone.
    pub settled: Vec<String>,
    /// Whether a server was in trouble: what it announces should be asked for again.
    pub again: bool,
}

/// Keeps articles. Exit code 0 when all were kept, 1 when some failed, 2 when it could not go on.
pub fn run(arguments: &IngestArguments) -> anyhow::Result<ExitCode> {
    let stop = stop::on_interrupt()?;
    let reader = arguments.rules.reader()?;
    let mut ledger = match arguments.dry_run {
        true => None,
        false => Some(Ledger::create(arguments.ledger.path())?),
    };
    let kept = ledger.as_ref().map(|ledger| ledger.path().to_owned());
    let second = arguments.second.second(kept.as_deref(), stop)?;
    let (addresses, paths): (Vec<&String>, Vec<&String>) =
        arguments.paths.iter().partition(|p| is_address(p));
    let inputs = if paths.is_empty() {
        Vec::new()
    } else {
        input::gather(&paths.iter().map(PathBuf::from).collect::<Vec<_>>())?
    };
    let manners = Manners { allow_private: arguments.allow_private, ..Manners::default() };
    let mut fetcher = Fetcher::new(manners, stop);
    let bytes = AtomicU64::new(0);
    let total = input::size(&inputs);
    let local = input::jobs(inputs, &arguments.fields, arguments.charset.as_deref(), &bytes);
    let remote = addresses
        .into_iter()
        .map(|address| Job { name: address.clone(), document: Ok(Load::Link(address.clone(), None)) });
    let ingest = Ingest {
        reader: &reader,
        published: arguments.published,
        zone: arguments.zone.clone(),
        threads: arguments.threads,
        min_confidence: arguments.min_confidence,
        second: second.as_ref(),
        total,
        stop,
    };
    let progress = progress_bar(total);
    let mut jobs = local.chain(remote);
    let Some(ledger) = &mut ledger else {
        let view = arguments.ledger.path().exists().then(|| arguments.ledger.ask()).transpose()?;
        let trial = ingest.rehearse(view.as_ref(), &mut jobs, &mut fetcher, &progress, &bytes)?;
        progress.finish_and_clear();
        second.as_ref().map_or(Ok(()), Second::report)?;
        trial.report();
        return Ok(if trial.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS });
    };
    let tally = ingest.run(ledger, &mut jobs, &mut fetcher, &progress, &bytes)?;
    progress.finish_and_clear();
    second.as_ref().map_or(Ok(()), Second::report)?;
    report(&tally);
    if stop.load(Ordering::SeqCst) {
        anstream::eprintln!(
            "sagwan: interrupted: what was read is kept; run the same command again to go on"
        );
        return Ok(ExitCode::from(stop::INTERRUPTED));
    }
    settle(ledger)?;
    Ok(if tally.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

pub fn is_address(path: &str) -> bool {
    path.starts_with("http://") || path.starts_with("https://")
}

/// Joins what was kept, and says that it does when it takes long.
pub fn settle(ledger: &mut Ledger) -> Result<(), LedgerError> {
    let spinner = ProgressBar::new_spinner().with_message("joining reports …");
    spinner.enable_steady_tick(Duration::from_millis(200));
    let settled = ledger.settle();
    spinner.finish_and_clear();
    settled.map(|_| ())
}

/// Says what came of a run.
pub fn report(tally: &Tally) {
    let Appended { new, revised, known } = tally.appended;
    anstream::eprintln!(
        "sagwan: {} new, {} revised, {} known, {} failed",
        HumanCount(new as u64),
        HumanCount(revised as u64),
        HumanCount(known as u64),
        HumanCount(tally.failed as u64)
    );
    if tally.undated > 0 {
        anstream::eprintln!(
            "sagwan: {} of them without a date of publication: days such as 어제 or 30일 stay open (--published DATE)",
            HumanCount(tally.undated as u64)
        );
    }
}

/// How articles are read into a ledger.
pub struct Ingest<'a> {
    pub reader: &'a Reader,
    pub published: Option<Published>,
    pub zone: Zone,
    pub threads: usize,
    /// Events that the reader is less sure of are not kept.
    pub min_confidence: Option<f64>,
    /// Who is asked where the reader doubts.
    pub second: Option<&'a Second>,
    /// Bytes of all inputs, as far as they are known: a second reader's budget is spread over them.
    pub total: u64,
    pub stop: &'static AtomicBool,
}

/// What would be kept.
#[derive(Debug, Default)]
struct Trial {
    /// Keys of articles, so that what stands twice among the inputs is counted once.
    articles: BTreeSet<String>,
    events: usize,
    statements: usize,
    known: usize,
    failed: usize,
}

impl Trial {
    fn report(&self) {
        let count = |n: usize| HumanCount(n as u64);
        anstream::eprintln!(
            "sagwan: {} would be kept with {} events and {} statements, {} known, {} failed; nothing was written",
            count(self.articles.len()),
            count(self.events),
            count(self.statements),
            count(self.known),
            count(self.failed)
        );
    }
}

/// An article read: the ledger's key, and what was read.
type Read = (Keyed, Record);

/// An article loaded, and what the ledger would know it by.
struct Keyed {
    loaded: Loaded,
    options: Options,
    key: String,
}

/// A batch read: what is new, how much is known, and how much failed.
struct Batch {
    fresh: Vec<Read>,
    known: usize,
    failed: usize,
}

/// A batch on its way to the writer.
struct Parcel {
    entries: Vec<Entry>,
    known: usize,
}

impl Ingest<'_> {
    /// Reads jobs to their end, or to an interrupt. What fails is named on standard error and passed over.
    pub fn run(
        &self,
        ledger: &mut Ledger,
        jobs: &mut dyn Iterator<Item = Job>,
        fetcher: &mut Fetcher,
        progress: &ProgressBar,
        bytes: &AtomicU64,
    ) -> anyhow::Result<Tally> {
        let pool = self.pool()?;
        let view = Ledger::read_only(ledger.path())?;
        let (mut failed, mut undated) = (0, 0);
        let mut jobs = Fetched::new(jobs, fetcher);
        let appended = std::thread::scope(|scope| -> anyhow::Result<Appended> {
            // Two batches may wait: while one is written the next is read.
            let (send, receive) = sync_channel::<Parcel>(2);
            let writer = scope.spawn(move || -> Result<Appended, LedgerError> {
                let mut appended = Appended::default();
                for batch in receive {
                    appended.known += batch.known;
                    appended += ledger.append(&batch.entries)?;
                }
                Ok(appended)
            });
            self.each_batch(&pool, Some(&view), &mut jobs, progress, bytes, |batch| {
                failed += batch.failed;
                undated +=
                    batch.fresh.iter().filter(|(_, record)| record.article.published.is_none()).count();
                // The writer ends early only when it fails; joining it tells why.
                send.send(pool.install(|| batch.pack())).is_ok()
            })?;
            drop(send);
            let written =
                writer.join().map_err(|_| anyhow::anyhow!("the writer broke off; what was kept is whole"))?;
            Ok(written?)
        })?;
        Ok(Tally { appended, failed, undated, settled: jobs.settled, again: jobs.again })
    }

    /// Reads jobs to their end, or to an interrupt, and keeps nothing; without a ledger nothing is known.
    fn rehearse(
        &self,
        view: Option<&Ledger>,
        jobs: &mut dyn Iterator<Item = Job>,
        fetcher: &mut Fetcher,
        progress: &ProgressBar,
        bytes: &AtomicU64,
    ) -> anyhow::Result<Trial> {
        let pool = self.pool()?;
        let mut trial = Trial::default();
        self.each_batch(&pool, view, &mut Fetched::new(jobs, fetcher), progress, bytes, |batch| {
            trial.known += batch.known;
            trial.failed += batch.failed;
            for (article, record) in batch.fresh {
                if trial.articles.insert(article.key) {
                    trial.events += record.events.len();
                    trial.statements += record.statements.len();
                } else {
                    trial.known += 1;
                }
            }
            true
        })?;
        Ok(trial)
    }

    /// Reads jobs batch by batch, to their end, to an interrupt, or until `use_batch` wants no more.
    fn each_batch(
        &self,
        pool: &rayon::ThreadPool,
        view: Option<&Ledger>,
        jobs: &mut Fetched<'_>,
        progress: &ProgressBar,
        bytes: &AtomicU64,
        mut use_batch: impl FnMut(Batch) -> bool,
    ) -> anyhow::Result<()> {
        let mut done = 0;
        let mut before = 0;
        while !self.stop.load(Ordering::SeqCst) {
            let Some(batch) = next_batch(jobs, progress) else { break };
            done += batch.len() as u64;
            let upto = bytes.load(Ordering::Relaxed);
            let share = share_of(upto.saturating_sub(before), self.total.saturating_sub(before));
            before = upto;
            if !use_batch(self.read(pool, view, batch, share, progress)?) {
                break;
            }
            show(progress, done, bytes.load(Ordering::Relaxed));
        }
        Ok(())
    }

    fn pool(&self) -> anyhow::Result<rayon::ThreadPool> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        pool.context("cannot start threads")
    }

    /// Loads a batch, leaves out what is known, and reads the rest; names the faults.
    fn read(
        &self,
        pool: &rayon::ThreadPool,
        view: Option<&Ledger>,
        batch: Vec<Job>,
        share: f64,
        progress: &ProgressBar,
    ) -> anyhow::Result<Batch> {
        let loaded: Vec<(String, Result<Keyed, String>)> = pool.install(|| {
            batch
                .into_par_iter()
                .map(|job| {
                    let keyed = job.document.and_then(Load::load).map(|loaded| {
                        let own = loaded.document.metadata.published;
                        let options = Options {
                            published: own.or(self.published),
                            zone: self.zone.clone(),
                            ..Options::default()
                        };
                        let key = Entry::key(&loaded.document, &options);
                        Keyed { loaded, options, key }
                    });
                    (job.name, keyed)
                })
                .collect()
        });
        let (mut fresh, mut known, mut failed) = (Vec::new(), 0, 0);
        for (name, loaded) in loaded {
            match loaded {
                Ok(article) => match view.map_or(Ok(false), |view| view.knows(&article.key))? {
                    true => known += 1,
                    false => fresh.push(article),
                },
                Err(why) => {
                    super::complain(progress, &format!("{name}: {why}"));
                    failed += 1;
                }
            }
        }
        let fresh = match self.second {
            None => pool.install(|| fresh.into_par_iter().map(|article| self.read_one(article)).collect()),
            Some(second) => self.read_by_two(second, pool, fresh, share, progress)?,
        };
        Ok(Batch { fresh, known, failed })
    }

    fn read_one(&self, article: Keyed) -> Read {
        let record = self.reader.read(&article.loaded.document, &article.options);
        (article, self.sure(record))
    }

    fn sure(&self, record: Record) -> Record {
        match self.min_confidence {
            Some(least) => record.without_doubtful(least),
            None => record,
        }
    }

    /// Reads a batch and has a second reader asked where the first one doubts.
    fn read_by_two(
        &self,
        second: &Second,
        pool: &rayon::ThreadPool,
        fresh: Vec<Keyed>,
        share: f64,
        progress: &ProgressBar,
    ) -> anyhow::Result<Vec<Read>> {
        let read = |article: &Keyed| Case::read(self.reader, &article.loaded.document, &article.options);
        let cases: Vec<Case> = pool.install(|| fresh.par_iter().map(read).collect());
        let records = second.heed(
            fresh.iter().map(|article| article.key.as_str()).zip(cases).collect(),
            share,
            progress,
        )?;
        Ok(fresh.into_iter().zip(records.into_iter().map(|record| self.sure(record))).collect())
    }
}

impl Batch {
    /// Makes what is new ready to be kept.
    fn pack(self) -> Parcel {
        let pack = |(Keyed { loaded, options, .. }, record): Read| {
            Entry::new(&loaded.document, &options, loaded.retrieved, record)
        };
        Parcel { entries: self.fresh.into_par_iter().map(pack).collect(), known: self.known }
    }
}

/// The part of what is still to be read that a batch is; all of it where that is not known.
fn share_of(batch: u64, left: u64) -> f64 {
    if batch == 0 || left <= batch { 1.0 } else { batch as f64 / left as f64 }
}

/// The next jobs, with the remarks on their inputs told; `None` at the end.
fn next_batch(jobs: &mut Fetched<'_>, progress: &ProgressBar) -> Option<Vec<Job>> {
    let batch: Vec<Job> = jobs.take(BATCH).collect();
    if batch.is_empty() {
        return None;
    }
    let (remarks, batch) = input::remarks(batch);
    for remark in remarks {
        super::complain(progress, &remark);
    }
    Some(batch)
}

/// Jobs with their addresses fetched; a feed becomes the articles it brings.
struct Fetched<'a> {
    jobs: &'a mut dyn Iterator<Item = Job>,
    fetcher: &'a mut Fetcher,
    /// What a feed brought, the first last.
    waiting: Vec<Job>,
    settled: Vec<String>,
    again: bool,
}

impl<'a> Fetched<'a> {
    fn new(jobs: &'a mut dyn Iterator<Item = Job>, fetcher: &'a mut Fetcher) -> Self {
        Fetched { jobs, fetcher, waiting: Vec::new(), settled: Vec::new(), again: false }
    }
}

impl Iterator for Fetched<'_> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            let job = self.waiting.pop().or_else(|| self.jobs.next())?;
            let (name, link, announced) = match job {
                Job { name, document: Ok(Load::Link(link, announced)) } => (name, link, announced),
                other => return Some(other),
            };
            match self.fetcher.get(&link, &Validators::default()) {
                Ok(Answer::Page(page, _)) if input::feed::is_feed(&page.body) => {
                    match input::feed::entries(&name, &page.body, Some(&link), page.charset.as_deref()) {
                        Ok(entries) => self.waiting.extend(entries.into_iter().rev()),
                        Err(why) => return Some(Job { name, document: Err(why) }),
                    }
                }
                Ok(Answer::Page(page, _)) => {
                    self.settled.push(link);
                    let document = Ok(Load::Page(Box::new(Page { announced, ..page })));
                    return Some(Job { name, document });
                }
                Ok(Answer::Unchanged) => {}
                Err(error) => {
                    if error.is_gone() {
                        self.settled.push(link);
                    }
                    self.again |= error.is_passing();
                    return Some(Job { name, document: Err(error.to_string()) });
                }
            }
        }
    }
}

fn progress_bar(total: u64) -> ProgressBar {
    let (bar, template) = if total > 0 {
        (ProgressBar::new(total), "{bar:32} {percent}% {msg}")
    } else {
        (ProgressBar::no_length(), "{spinner} {msg}")
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Articles so far, how fast, and the time left by the share of bytes read.
fn show(progress: &ProgressBar, articles: u64, bytes: u64) {
    progress.set_position(bytes);
    let elapsed = progress.elapsed().as_secs_f64().max(0.001);
    let rate = articles as f64 / elapsed;
    let mut message = format!("{} articles, {rate:.0}/s", HumanCount(articles));
    if let Some(total) = progress.length().filter(|&total| bytes > 0 && total >= bytes) {
        let left = elapsed * (total - bytes) as f64 / bytes as f64;
        message += &format!(", {} left", HumanDuration(Duration::from_secs_f64(left)));
    }
    progress.set_message(message);
}
