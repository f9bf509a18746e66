//! `sagwan check|reread|authority`: keeping a ledger whole, current, and sure of who is who.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use clap::Args;
use indicatif::ProgressBar;
use sagwan::record::Record;
use sagwan::{Options, Reader};
use sagwan_ledger::{Ledger, load_authority};
use sagwan_second::Case;

use super::second::Second;
use super::{KeptSecondArguments, LedgerFile, Rules, ingest, stop};

/// Arguments of `sagwan check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Print a hash of all that the ledger says: equal for ledgers of the same articles
    #[arg(long)]
    contents: bool,
}

/// Names all damage. Exit code 0 when there is none, 1 otherwise.
pub fn check(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let ledger = Ledger::read_only(arguments.ledger.path())?;
    let findings = ledger.check()?;
    let mut out = std::io::stdout().lock();
    for finding in &findings {
        writeln!(out, "{}: {}", finding.place, finding.why)?;
    }
    if arguments.contents {
        writeln!(out, "{}", ledger.contents()?)?;
    }
    if !ledger.is_settled()? {
        anstream::eprintln!(
            "sagwan: some articles are not yet joined: run `sagwan ingest` once more to join them"
        );
    }
    if findings.is_empty() {
        let counts = ledger.counts()?;
        let count = |what: &str| counts.get(what).copied().unwrap_or(0);
        anstream::eprintln!(
            "sagwan: whole: {} articles, {} events, {} statements, {} actors, {} occasions",
            count("article"),
            count("event"),
            count("statement"),
            count("actor"),
            count("occasion")
        );
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!("sagwan: {} findings", findings.len());
    Ok(ExitCode::FAILURE)
}

/// Articles read again at a time: few enough to keep memory flat.
const AT_A_TIME: usize = 256;

/// Arguments of `sagwan reread`.
#[derive(Debug, Args)]
pub struct RereadArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// Say only how many articles would be read again
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    second: KeptSecondArguments,
}

/// Reads again what another version of the reader wrote, and shows what changed.
pub fn reread(arguments: &RereadArguments) -> anyhow::Result<ExitCode> {
    let stop = stop::on_interrupt()?;
    let reader = arguments.rules.reader()?;
    let generator = reader.generator();
    let mut ledger = Ledger::open(arguments.ledger.path())?;
    let second = arguments.second.second(Some(arguments.ledger.path()), stop)?;
    let all = ledger.counts()?.get("article").copied().unwrap_or(0) as usize;
    let progress = ProgressBar::new_spinner();
    let (mut read, mut changed, mut after) = (0usize, 0usize, 0);
    let mut out = std::io::stdout().lock();
    while !stop.load(Ordering::SeqCst) {
        // Answers may change what this version read as well.
        let outdated = match second {
            None => ledger.outdated(&generator, after, AT_A_TIME)?,
            Some(_) => ledger.keys(after, AT_A_TIME)?,
        };
        let Some(&(last, _)) = outdated.last() else { break };
        after = last;
        let share = outdated.len() as f64 / all.saturating_sub(read).max(1) as f64;
        read += outdated.len();
        if arguments.dry_run {
            continue;
        }
        let mut records = match &second {
            None => Vec::new(),
            Some(second) => by_two(&ledger, &reader, second, &outdated, share, &progress)?,
        }
        .into_iter();
        if stop.load(Ordering::SeqCst) {
            break;
        }
        for (_, key) in &outdated {
            let change = match records.next() {
                Some(record) => ledger.replace(key, |_, _| record)?,
                None => ledger.reread(key, &reader)?,
            };
            progress.set_message(format!("{read} articles"));
            progress.tick();
            if change.gone.is_empty() && change.new.is_empty() {
                continue;
            }
            changed += 1;
            writeln!(out, "{key} {}", change.title.as_deref().unwrap_or(""))?;
            for line in &change.gone {
                writeln!(out, "  - {line}")?;
            }
            for line in &change.new {
                writeln!(out, "  + {line}")?;
            }
        }
    }
    progress.finish_and_clear();
    if let Some(second) = second.as_ref().filter(|_| !arguments.dry_run) {
        second.report()?;
    }
    if arguments.dry_run {
        anstream::eprintln!("sagwan: {read} articles were read by another version");
        return Ok(ExitCode::SUCCESS);
    }
    ingest::settle(&mut ledger)?;
    anstream::eprintln!("sagwan: {read} articles read again, {changed} changed");
    Ok(if stop.load(Ordering::SeqCst) { ExitCode::from(stop::INTERRUPTED) } else { ExitCode::SUCCESS })
}

/// The records of articles that a second reader is asked about, in their order.
fn by_two(
    ledger: &Ledger,
    reader: &Reader,
    second: &Second,
    articles: &[(i64, String)],
    share: f64,
    progress: &ProgressBar,
) -> anyhow::Result<Vec<Record>> {
    let mut cases = Vec::with_capacity(articles.len());
    for (_, key) in articles {
        let (document, _) = ledger.article(key)?;
        let options = Options { published: document.metadata.published, ..Options::default() };
        cases.push((key.as_str(), Case::read(reader, &document, &options)));
    }
    second.heed(cases, share, progress)
}

/// Arguments of `sagwan authority`.
#[derive(Debug, Args)]
pub struct AuthorityArguments {
    /// CSV with the columns name, aliases (separated by |), country, office, from, to, external id
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    ledger: LedgerFile,
}

/// Takes a user's file of who is who in the place of the one before.
pub fn authority(arguments: &AuthorityArguments) -> anyhow::Result<ExitCode> {
    let rows = load_authority(&arguments.file)?;
    Ledger::open(arguments.ledger.path())?.set_authority(&rows)?;
    anstream::eprintln!("sagwan: {} rows loaded", rows.len());
    Ok(ExitCode::SUCCESS)
}
