//! The `sagwan` command: one file per subcommand under `commands`, inputs under `input`, the network under `fetch`, what
//! is printed under `show`, what is served under `web`.

mod chat;
mod commands;
mod config;
mod fetch;
mod input;
mod show;
mod web;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use commands::ask;
use config::Config;
use mimalloc::MiMalloc;
use sagwan_ledger::typed::What;

/// A reading makes many small values that live no longer than itself: an eighth of its time was the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// 史官 — who met whom and who said what, from the news, with every field pointing at its words.
#[derive(Debug, Parser)]
#[command(name = "sagwan", version, max_term_width = 100)]
struct Arguments {
    /// Take defaults from FILE (docs/config.md) [default: sagwan.toml of the working directory, if there is one]
    #[arg(long, value_name = "FILE", env = config::ENVIRONMENT, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles and show who met whom and who said what.
    #[command(
        after_help = "Examples:\n  sagwan read article.txt --published 2018-06-27\n  sagwan read --json articles/ > records.jsonl\n  sagwan read --annotate --lang en page.html\n  sagwan read --json --second-export questions.jsonl articles/ > records.jsonl\n  sagwan read --json --second-reader http://127.0.0.1:8080/v1 --second-model NAME --second-budget 200000 articles/"
    )]
    Read(commands::read::ReadArguments),
    /// Keep articles in a ledger and join their reports.
    #[command(
        after_help = "Examples:\n  sagwan ingest articles/ news.csv archive.warc.gz\n  sagwan ingest --dry-run news.jsonl\n  sagwan ingest --min-confidence 0.5 https://news.example/rss"
    )]
    Ingest(commands::ingest::IngestArguments),
    /// Keep records that were read elsewhere, as Spark and Python write them, and join their reports.
    #[command(
        after_help = "Examples:\n  sagwan import records/ --ledger june.db --from 2018-06 --to 2018-06\n  sagwan import records/ --country CZ,SK"
    )]
    Import(commands::import::ImportArguments),
    /// Poll feeds and keep what they bring.
    Watch(commands::watch::WatchArguments),
    /// List reports: the events of articles, newest first.
    #[command(
        after_help = "Examples:\n  sagwan events --country KR,CZ --kind talks\n  sagwan events 원전 --from 2026-11 --json"
    )]
    Events(commands::ask::ListArguments),
    /// List what was said, newest first.
    #[command(
        after_help = "Examples:\n  sagwan statements --actor 볼턴 비핵화\n  sagwan statements --act deny --to-actor KR --csv"
    )]
    Statements(commands::ask::ListArguments),
    /// List who is named, in most articles first; WORDS are names.
    #[command(
        after_help = "Examples:\n  sagwan actors 강민서\n  sagwan actors Novak\n  sagwan actors --country KP --kind person\n  sagwan actors --review"
    )]
    Actors(commands::ask::ListArguments),
    /// List occasions: events of the world, with how many independent sources tell them.
    #[command(
        after_help = "Examples:\n  sagwan occasions --country KR,US --min-sources 2\n  sagwan occasions --country 한국,Czechia --kind talks\n  sagwan occasions --disputed --from 2018\n  sagwan occasions --min-confidence 0.5 --csv > occasions.csv"
    )]
    Occasions(commands::ask::ListArguments),
    /// List what is planned from today on, soonest first.
    #[command(
        after_help = "Examples:\n  sagwan upcoming --country KR\n  sagwan upcoming --from 2026-11-20 --to 2026-11-27"
    )]
    Upcoming(commands::ask::ListArguments),
    /// List trips: the visits of one traveller on adjoining days, with what was held on them, newest first.
    #[command(
        after_help = "Examples:\n  sagwan trips --actor 강민서\n  sagwan trips --country CZ --from 2026-11 --json\n  sagwan trips --status planned --csv > plans.csv"
    )]
    Trips(commands::ask::ListArguments),
    /// List articles that say something, newest first.
    #[command(
        after_help = "Examples:\n  sagwan search \"\\\"정상회담 개최\\\" -일본\"\n  sagwan search 셔틀외교 --from 2023"
    )]
    Search(commands::ask::ListArguments),
    /// Show one occasion, split a report from it, or join two.
    Occasion(commands::occasion::OccasionArguments),
    /// Explain one event: each field with the words it was read from, and the rules that spoke of them.
    #[command(
        after_help = "Examples:\n  sagwan explain 3f0e7c1a9b2d4c55-e1\n  sagwan explain --lang en 3f0e7c1a9b2d4c55-e1\n  sagwan explain --json 3f0e7c1a9b2d4c55-e1 | jq .rules\n\n`sagwan events` and `sagwan occasion show` list the ids."
    )]
    Explain(commands::explain::ExplainArguments),
    /// Ask in SQL; nothing can be changed through it.
    Sql(commands::sql::SqlArguments),
    /// Write the ledger, or part of it, for other programs.
    #[command(
        after_help = "Examples:\n  sagwan export --format csv --out ledger/\n  sagwan export --format ics --country KR --out plans.ics\n  sagwan export --format cameo --from 2018-05 --to 2018-06 --out dyads.tsv\n  sagwan export --format trips --actor 강민서 --out trips.csv"
    )]
    Export(commands::export::ExportArguments),
    /// Serve the ledger as pages and as an API.
    Serve(commands::serve::ServeArguments),
    /// Make a token that lets programs write through the API.
    Token(commands::serve::TokenArguments),
    /// Decide who is who, for good.
    Actor(commands::actor::ActorArguments),
    /// List what the ledger doubts, and say what it is: accepted, rejected, set; who, when and why is kept.
    #[command(
        after_help = "Examples:\n  sagwan review --what contradiction\n  sagwan review accept pair:3f0e7c1a9b2d4c55-e1+5f0c8a7e2b9d4c31-e2 --why \"같은 회담\"\n  sagwan review set 3f0e7c1a9b2d4c55-e1 status planned --why \"기사는 예정이라고 했다\"\n  sagwan review set 3f0e7c1a9b2d4c55-e1 host \"얀 노바크\" --why \"주최 쪽이다\"\n  sagwan review export corrected/ && sagwan eval corrected/gold"
    )]
    Review(commands::review::ReviewArguments),
    /// Load a file of who is who.
    Authority(commands::keep::AuthorityArguments),
    /// Verify that a ledger is whole.
    Check(commands::keep::CheckArguments),
    /// Read again what an older version read.
    #[command(
        after_help = "Examples:\n  sagwan reread --dry-run\n  sagwan reread --second-reader http://127.0.0.1:8080/v1 --second-model NAME --second-budget 200000\n  sagwan reread --second-model NAME --offline"
    )]
    Reread(commands::keep::RereadArguments),
    /// Tell of a second reader's answers that the ledger keeps, or forget them.
    Second(commands::second::SecondCommand),
    /// Show what the language analyser makes of a text.
    Analyse(commands::analyse::AnalyseArguments),
    /// Show the rules, check yours, and trace which said what in an article.
    Rules(commands::rules::RulesArguments),
    /// Measure the reader on articles that somebody annotated.
    Eval(commands::eval::EvalArguments),
    /// Learn weights from articles that you annotated or corrected, and see whether they help.
    Learn(commands::learn::LearnArguments),
    /// Print the JSON Schema of a record.
    Schema,
    /// Print completions for a shell.
    Completions {
        /// bash, zsh, fish, elvish, powershell
        shell: clap_complete::Shell,
    },
}

/// What was asked for, with what a file of settings has for defaults.
fn arguments() -> anyhow::Result<Arguments> {
    let plain = Arguments::parse();
    let Some(config) = Config::load(plain.config.as_deref().filter(|file| !file.as_os_str().is_empty()))?
    else {
        return Ok(plain);
    };
    let matches = config.applied(Arguments::command()).get_matches();
    config.tell(matches.subcommand_name().unwrap_or_default());
    Ok(Arguments::from_arg_matches(&matches)?)
}

fn main() -> ExitCode {
    // A closed pipe (sagwan read … | head) ends the program quietly instead of with a panic.
    let result = arguments().and_then(|arguments| run(arguments.command));
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("sagwan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Read(arguments) => commands::read::run(&arguments),
        Command::Ingest(arguments) => commands::ingest::run(&arguments),
        Command::Import(arguments) => commands::import::run(&arguments),
        Command::Watch(arguments) => commands::watch::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Sql(arguments) => commands::sql::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Events(arguments) => ask::run(What::Events, &arguments),
        Command::Statements(arguments) => ask::run(What::Statements, &arguments),
        Command::Actors(arguments) => ask::run(What::Actors, &arguments),
        Command::Occasions(arguments) => ask::run(What::Occasions, &arguments),
        Command::Upcoming(arguments) => ask::run(What::Upcoming, &arguments),
        Command::Trips(arguments) => ask::run(What::Trips, &arguments),
        Command::Search(arguments) => ask::run(What::Search, &arguments),
        Command::Occasion(arguments) => commands::occasion::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Token(arguments) => commands::serve::token(&arguments),
        Command::Actor(arguments) => commands::actor::run(&arguments),
        Command::Review(arguments) => commands::review::run(&arguments),
        Command::Authority(arguments) => commands::keep::authority(&arguments),
        Command::Check(arguments) => commands::keep::check(&arguments),
        Command::Reread(arguments) => commands::keep::reread(&arguments),
        Command::Second(arguments) => commands::second::run(&arguments),
        Command::Analyse(arguments) => commands::analyse::run(&arguments),
        Command::Rules(arguments) => commands::rules::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Learn(arguments) => commands::learn::run(&arguments),
        Command::Schema => commands::schema::run(),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "sagwan", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| {
        e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
