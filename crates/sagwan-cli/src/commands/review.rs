//! `sagwan review`: what the ledger doubts, and what a person says of it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use sagwan_ledger::{Doubt, Ledger, Page, Verdict};

use super::{LedgerFile, ask};

/// Arguments of `sagwan review`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ReviewArguments {
    #[command(subcommand)]
    what: Option<What>,
    /// One kind of doubt only
    #[arg(long = "what", value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    #[command(flatten)]
    ledger: LedgerFile,
    #[command(flatten)]
    paging: ask::Paging,
    #[command(flatten)]
    output: ask::Output,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// Reports that contradict each other
    Contradiction,
    /// Events the reader is not sure of
    Event,
    /// Actors that may be two, or one with another
    Actor,
    /// Pairs of reports near the border between one occasion and two
    Pair,
}

#[derive(Debug, Subcommand)]
enum What {
    /// It is as the ledger says.
    Accept {
        /// Id of the doubt, as the queue lists it, or of an event
        id: String,
        #[command(flatten)]
        word: Word,
    },
    /// It is not: the event is none, the pair is joined wrongly or apart wrongly.
    Reject {
        /// Id of the doubt, or of an event
        id: String,
        #[command(flatten)]
        word: Word,
    },
    /// A field has another value.
    Set {
        /// Id of the doubt, or of an event
        id: String,
        /// Of an event kind, status, certainty, time, place, host, visitor, party, chair, mediator, attendee; of a contradiction its
        /// field; of an actor merge or split
        field: String,
        /// The value; names of a role are separated by |, "" stands for what the text does not tell
        value: String,
        #[command(flatten)]
        word: Word,
    },
    /// List what was said so far: who, when and why.
    Log {
        #[command(flatten)]
        ledger: LedgerFile,
        #[command(flatten)]
        output: ask::Output,
    },
    /// Write the articles whose events were reviewed as annotations, for `sagwan eval` and `sagwan learn`.
    Export {
        /// Folder; annotations go into its `gold`, texts into its `articles`
        dir: PathBuf,
        #[command(flatten)]
        ledger: LedgerFile,
    },
}

/// Who says so, and why.
#[derive(Debug, Args)]
struct Word {
    /// Why: it is kept
    #[arg(long, value_name = "REASON")]
    why: String,
    /// Who says so [default: the user]
    #[arg(long, value_name = "NAME", env = "SAGWAN_WHO")]
    who: Option<String>,
    #[command(flatten)]
    ledger: LedgerFile,
}

impl Word {
    fn give(&self, id: &str, verdict: &Verdict) -> anyhow::Result<()> {
        let user = || ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let who = self.who.clone().or_else(user).context("--who is needed: this system names no user")?;
        Ledger::open(self.ledger.path())?.review(id, verdict, &who, &self.why)?;
        Ok(())
    }
}

/// Lists the queue, or changes what it is about.
pub fn run(arguments: &ReviewArguments) -> anyhow::Result<ExitCode> {
    match &arguments.what {
        None => return list(arguments),
        Some(What::Accept { id, word }) => word.give(id, &Verdict::Accept)?,
        Some(What::Reject { id, word }) => word.give(id, &Verdict::Reject)?,
        Some(What::Set { id, field, value, word }) => {
            word.give(id, &Verdict::Set { field: field.clone(), value: value.clone() })?;
        }
        Some(What::Log { ledger, output }) => {
            let verdicts = ledger.ask()?.verdicts()?;
            ask::print(&verdicts, output, true)?;
            if verdicts.is_empty() {
                ask::say_nothing_found(output);
            }
        }
        Some(What::Export { dir, ledger }) => export(&ledger.ask()?, dir)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(arguments: &ReviewArguments) -> anyhow::Result<ExitCode> {
    let kind = arguments.kind.map(|kind| match kind {
        Kind::Contradiction => Doubt::Contradiction,
        Kind::Event => Doubt::Event,
        Kind::Actor => Doubt::Actor,
        Kind::Pair => Doubt::Pair,
    });
    let ledger = arguments.ledger.ask()?;
    let mut page = Page { limit: arguments.paging.limit, after: arguments.paging.after.clone() };
    let mut listing = ledger.doubts(kind, &page)?;
    while let Some(next) = listing.next.take_if(|_| arguments.paging.all) {
        page.after = Some(next);
        let more = ledger.doubts(kind, &page)?;
        listing.lines.extend(more.lines);
        listing.next = more.next;
    }
    ask::print(&listing.lines, &arguments.output, true)?;
    match listing.next {
        Some(next) => {
            anstream::eprintln!("sagwan: {}: --after {next}", arguments.output.lang.pick("더 보기", "more"))
        }
        None if listing.lines.is_empty() => ask::say_nothing_found(&arguments.output),
        None => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes annotations and texts side by side.
fn export(ledger: &Ledger, dir: &std::path::Path) -> anyhow::Result<()> {
    let golds = ledger.reviewed()?;
    anyhow::ensure!(!golds.is_empty(), "no event was reviewed yet: `sagwan review` lists what is doubted");
    let (annotations, articles) = (dir.join("gold"), dir.join("articles"));
    for folder in [&annotations, &articles] {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{}: no folder can be made here", folder.display()))?;
    }
    for gold in &golds {
        let write = |path: PathBuf, text: String| {
            std::fs::write(&path, text).with_context(|| format!("{}: cannot be written", path.display()))
        };
        write(articles.join(format!("{}.txt", gold.id)), gold.text.clone())?;
        write(annotations.join(format!("{}.json", gold.id)), format!("{:#}\n", gold.annotation))?;
    }
    let mut out = std::io::stderr().lock();
    writeln!(out, "sagwan: wrote {} articles to {}", golds.len(), dir.display())?;
    Ok(())
}
