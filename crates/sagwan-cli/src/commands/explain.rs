//! `sagwan explain`: one event of the ledger, each field with the words it was read from and the rules that spoke of it.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use sagwan::record::{Event, Record};
use sagwan::{Options, Traced};

use super::{LedgerFile, Rules, ask};
use crate::show;

/// Arguments of `sagwan explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Id of an event, as `sagwan events` lists it; the id of an occasion is that of its first report
    #[arg(value_name = "EVENT_ID")]
    event: String,
    #[command(flatten)]
    ledger: LedgerFile,
    #[command(flatten)]
    rules: Rules,
    /// One JSON object
    #[arg(long)]
    json: bool,
    /// Language of the labels
    #[arg(long, value_enum, default_value = "ko", env = "SAGWAN_LANG")]
    lang: show::Language,
}

/// Explains an event. Exit code 2 when there is none of this id.
pub fn run(arguments: &ExplainArguments) -> anyhow::Result<ExitCode> {
    let ledger = arguments.ledger.ask()?;
    let missing = || anyhow::anyhow!("no event {}: `sagwan events` lists them", arguments.event);
    let (article, number) = arguments.event.rsplit_once('-').ok_or_else(missing)?;
    let (document, record) = ledger.article(article).map_err(|_| missing())?;
    let event = record.events.iter().find(|event| event.id == number).ok_or_else(missing)?;
    let reader = arguments.rules.reader()?;
    let options = Options { published: document.metadata.published, ..Options::default() };
    let traced = behind(event, reader.trace(&document, &options));
    let same_reader = reader.generator() == record.generator;
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if arguments.json {
        writeln!(out, "{}", as_json(&record, event, &traced, same_reader))?;
    } else {
        let shown =
            show::Explained { id: &arguments.event, record: &record, event, traced: &traced, same_reader };
        write!(out, "{}", show::explained(&shown, ask::style(arguments.lang)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The sentences an event was read from, with what rules say of their words.
fn behind(event: &Event, traced: Vec<Traced>) -> Vec<Traced> {
    let spans = || event.evidence.iter().chain([&event.trigger]);
    traced
        .into_iter()
        .filter(|one| spans().any(|span| span.start < one.sentence.end && one.sentence.start < span.end))
        .collect()
}

fn as_json(record: &Record, event: &Event, traced: &[Traced], same_reader: bool) -> serde_json::Value {
    let rules: Vec<serde_json::Value> = traced
        .iter()
        .flat_map(|one| &one.fired)
        .map(|fired| serde_json::json!({ "rule": fired.rule, "effect": fired.effect, "at": fired.at }))
        .collect();
    let taking_part = |id: &str| event.participants.iter().any(|p| p.actor == id);
    let actors: Vec<_> = record.actors.iter().filter(|actor| taking_part(&actor.id)).collect();
    serde_json::json!({
        "event": event,
        "actors": actors,
        "rules": rules,
        "generator": record.generator,
        "same_generator": same_reader,
    })
}
