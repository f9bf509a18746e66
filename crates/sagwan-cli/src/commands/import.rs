//! `sagwan import`: records that were read elsewhere, on a cluster or in Python, into a ledger, which joins them.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::Args;
use indicatif::{HumanCount, ProgressBar};
use jiff::civil::Date;
use rayon::prelude::*;
use sagwan::Options;
use sagwan_ledger::typed::{first_day, last_day, state};
use sagwan_ledger::{Appended, Entry, Ledger};

use super::ingest::{Tally, report, settle};
use super::{LedgerFile, complain, stop};
use crate::input::records::{self, Recorded};

/// Records kept in one transaction.
const BATCH: usize = 256;

/// Arguments of `sagwan import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Parquet files, or folders of them, with records beside the columns of their articles (docs/cluster.md)
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only articles published on that day or later: 2018, 2018-06 or 2018-06-27
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Only articles published on that day or before
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    to: Option<Date>,
    /// Only articles that name somebody of a state: KR, Korea, 한국; of several any
    #[arg(long, value_name = "STATE", value_delimiter = ',', value_parser = state)]
    country: Vec<String>,
}

impl ImportArguments {
    /// Whether a record is of the slice.
    fn takes(&self, recorded: &Recorded) -> bool {
        let record = &recorded.record;
        let day = record.article.published.as_deref().and_then(|day| day.get(..10)?.parse::<Date>().ok());
        let after = self.from.is_none_or(|from| day.is_some_and(|day| day >= from));
        let before = self.to.is_none_or(|to| day.is_some_and(|day| day <= to));
        let of_state = |actor: &sagwan::record::Actor| {
            actor.country.as_ref().is_some_and(|country| self.country.contains(country))
        };
        after && before && (self.country.is_empty() || record.actors.iter().any(of_state))
    }
}

/// Keeps records. Exit code 0 when all were kept, 1 when some rows held none, 2 when it could not go on.
pub fn run(arguments: &ImportArguments) -> anyhow::Result<ExitCode> {
    let stop = stop::on_interrupt()?;
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(records::files(path)?);
    }
    anyhow::ensure!(!files.is_empty(), "there is no Parquet file in these folders");
    let mut ledger = Ledger::create(arguments.ledger.path())?;
    let progress = ProgressBar::new(files.len() as u64);
    let mut tally = Tally::default();
    let mut batch = Vec::new();
    for file in &files {
        for (number, row) in records::rows(file)?.enumerate() {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            match row {
                Ok(recorded) if arguments.takes(&recorded) => batch.push(recorded),
                Ok(_) => {}
                Err(why) => {
                    complain(&progress, &format!("{}, row {}: {why}", file.display(), number + 1));
                    tally.failed += 1;
                }
            }
            if batch.len() == BATCH {
                tally.appended += keep(&mut ledger, std::mem::take(&mut batch))?;
            }
        }
        progress.inc(1);
        progress.set_message(format!("{} records", HumanCount(tally.appended.new as u64)));
    }
    tally.appended += keep(&mut ledger, batch)?;
    progress.finish_and_clear();
    report(&tally);
    if stop.load(Ordering::SeqCst) {
        anstream::eprintln!(
            "sagwan: interrupted: what was taken over is kept; run the same command again to go on"
        );
        return Ok(ExitCode::from(stop::INTERRUPTED));
    }
    settle(&mut ledger)?;
    Ok(if tally.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Keeps a batch; what is known changes nothing.
fn keep(ledger: &mut Ledger, batch: Vec<Recorded>) -> anyhow::Result<Appended> {
    let options = Options::default();
    let entry =
        |recorded: Recorded| Entry::new(&recorded.document, &options, recorded.retrieved, recorded.record);
    let entries: Vec<Entry> = batch.into_par_iter().map(entry).collect();
    Ok(ledger.append(&entries)?)
}
