//! `sagwan events|statements|actors|occasions|upcoming|trips|search`: listings of a ledger.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use sagwan_ledger::export::EXCEL_MARK;
use sagwan_ledger::typed::{What, first_day, last_day};
use sagwan_ledger::{Filter, Ledger, LedgerError, Listing, Page};
use serde::Serialize;

use super::LedgerFile;
use crate::show::{self, Columns, Language};

/// How lines are printed.
#[derive(Debug, Clone, Args)]
pub struct Output {
    /// One JSON object a line
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// CSV with a head; text that begins like a formula is kept from being one
    #[arg(long)]
    pub csv: bool,
    /// With --csv: begin with the mark by which Excel knows UTF-8
    #[arg(long, requires = "csv")]
    pub excel: bool,
    /// Language of the labels
    #[arg(long, value_enum, default_value = "ko", env = "SAGWAN_LANG")]
    pub lang: Language,
}

/// What listings and exports can be narrowed to.
#[derive(Debug, Args)]
pub struct Narrowing {
    /// Words that the text must say: space is and, "…" a phrase, '한국 -일본' without 일본; particles do not matter
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Who takes part, speaks or is named: id, name, or a word of it; several must all
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// A state that takes part: KR, 한국, Korea; several must all, two make a pair
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    country: Vec<String>,
    /// Kind: summit, talks, audience, meeting, conference, call, visit, letter, agreement, summons; of actors person, organization, country
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,
    /// Status: occurred, underway, planned, proposed, cancelled, not_occurred
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Certainty: stated, attributed, hearsay, inferred
    #[arg(long, value_name = "CERTAINTY", value_delimiter = ',')]
    certainty: Vec<String>,
    /// First day, as 2018-06-01; a month or a year will do
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    to: Option<Date>,
    /// Occasions, trips: the day on which a plan whose day has passed is unconfirmed; without it that of the latest article
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    on: Option<Date>,
    /// Part of the name of a place, or a state
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Occasions: least number of independent sources
    #[arg(long, value_name = "N")]
    min_sources: Option<u32>,
    /// Occasions: only those on which reports contradict each other
    #[arg(long)]
    disputed: bool,
    /// Events, occasions: only what the reader is at least this sure of, from 0 to 1; of an occasion its surest report counts
    #[arg(long, value_name = "P", value_parser = super::parse_share)]
    min_confidence: Option<f64>,
    /// Statements: to whom
    #[arg(long, value_name = "NAME")]
    to_actor: Option<String>,
    /// Statements: act, such as praise, accuse, request, deny; an unknown one names them all
    #[arg(long, value_name = "ACT", value_delimiter = ',')]
    act: Vec<String>,
    /// Actors: only those that a person should look at
    #[arg(long)]
    review: bool,
}

/// How much of a listing.
#[derive(Debug, Args)]
pub(super) struct Paging {
    /// Lines at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(super) limit: usize,
    /// All lines
    #[arg(long, conflicts_with = "limit")]
    pub(super) all: bool,
    /// Go on where a page ended, as it said
    #[arg(long, value_name = "PAGE")]
    pub(super) after: Option<String>,
}

/// What a listing is asked for.
#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    #[command(flatten)]
    narrowing: Narrowing,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    output: Output,
}

/// Says that there is nothing; that is an answer and no failure.
pub fn say_nothing_found(output: &Output) {
    anstream::eprintln!("sagwan: {}", output.lang.pick("찾은 것이 없습니다", "nothing found"));
}

impl Narrowing {
    /// The filter; a part that a listing does not know is named, with the command that was given.
    pub fn filter(&self, what: What, command: &str) -> Result<Filter, LedgerError> {
        let filter = Filter {
            actors: self.actor.clone(),
            countries: self.country.clone(),
            kinds: self.kind.clone(),
            statuses: self.status.clone(),
            certainties: self.certainty.clone(),
            from: self.from,
            to: self.to,
            on: self.on,
            place: self.place.clone(),
            min_sources: self.min_sources,
            disputed: self.disputed,
            min_confidence: self.min_confidence,
            text: None,
            addressee: self.to_actor.clone(),
            acts: self.act.clone(),
            review: self.review,
        };
        if let Some(strange) = filter.strange(what) {
            return Err(LedgerError::Asked(format!(
                "{command} knows no --{strange}: `sagwan {command} --help` lists what it knows"
            )));
        }
        filter.with_words(what, &self.words)
    }
}

/// Prints a listing. Exit code 0, also when there is nothing to list.
pub fn run(what: What, arguments: &ListArguments) -> anyhow::Result<ExitCode> {
    let ledger = arguments.ledger.ask()?;
    let filter = arguments.narrowing.filter(what, what.name())?;
    match what {
        What::Events => pages(arguments, |page| ledger.events(&filter, page)),
        What::Statements => pages(arguments, |page| ledger.statements(&filter, page)),
        What::Actors => pages(arguments, |page| ledger.actors(&filter, page)),
        What::Occasions => pages(arguments, |page| ledger.occasions(&filter, page)),
        What::Upcoming => {
            let today = jiff::Zoned::now().date();
            pages(arguments, |page| ledger.upcoming(arguments.narrowing.from.unwrap_or(today), &filter, page))
        }
        What::Trips => pages(arguments, |page| ledger.trips(&filter, page)),
        What::Search => pages(arguments, |page| ledger.search(&filter, page)),
    }
}

/// Prints page after page up to the limit.
fn pages<T: Columns + Serialize>(
    arguments: &ListArguments,
    ask: impl Fn(&Page) -> Result<Listing<T>, LedgerError>,
) -> anyhow::Result<ExitCode> {
    let Paging { limit, all, after } = &arguments.paging;
    let mut page = Page { limit: if *all { 1000 } else { *limit }, after: after.clone() };
    let mut printed = 0;
    loop {
        let listing = ask(&page)?;
        print(&listing.lines, &arguments.output, printed == 0)?;
        printed += listing.lines.len();
        match listing.next {
            Some(next) if *all => page.after = Some(next),
            Some(next) => {
                let more = arguments.output.lang.pick("더 보기", "more");
                anstream::eprintln!("sagwan: {more}: --after {next}");
                break;
            }
            None => break,
        }
    }
    if printed == 0 {
        say_nothing_found(&arguments.output);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints lines as was asked for.
pub fn print<T: Columns + Serialize>(lines: &[T], output: &Output, head: bool) -> anyhow::Result<()> {
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if output.json {
        for line in lines {
            writeln!(out, "{}", serde_json::to_string(line)?)?;
        }
    } else if output.csv {
        if head && output.excel {
            write!(out, "{EXCEL_MARK}")?;
        }
        write!(out, "{}", show::to_csv(lines, head)?)?;
    } else if !lines.is_empty() {
        write!(out, "{}", show::listing(lines, style(output.lang)))?;
    }
    Ok(())
}

/// How tables are printed here.
pub fn style(language: Language) -> show::Style {
    let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    show::Style { language, width: show::listing_width(), colour }
}

/// Looks at one occasion.
pub fn show_occasion(ledger: &Ledger, key: &str, output: &Output) -> anyhow::Result<ExitCode> {
    let (line, account, reports) = ledger.occasion(key)?;
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if output.json {
        let whole = serde_json::json!({ "occasion": line, "account": account, "reports": reports });
        writeln!(out, "{whole}")?;
    } else {
        write!(out, "{}", show::occasion(&line, &account, &reports, style(output.lang)))?;
    }
    Ok(ExitCode::SUCCESS)
}
