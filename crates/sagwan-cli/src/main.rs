//! The `sagwan` command: one file per subcommand under `commands`, inputs under `input`, what is printed
//! under `show`.

mod commands;
mod input;
mod show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 史官 — reads news of diplomacy into records whose every field points at its words.
#[derive(Debug, Parser)]
#[command(name = "sagwan", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles and show who met whom and who said what.
    Read(commands::read::ReadArguments),
    /// Show what the language analyser makes of a text.
    Analyse(commands::analyse::AnalyseArguments),
    /// Measure the reader on articles that somebody annotated.
    Eval(commands::eval::EvalArguments),
    /// Print the JSON Schema of a record.
    Schema,
}

fn main() -> ExitCode {
    // A closed pipe (sagwan read … | head) ends the program quietly instead of with a panic.
    let result = match Arguments::parse().command {
        Command::Read(arguments) => commands::read::run(&arguments),
        Command::Analyse(arguments) => commands::analyse::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Schema => commands::schema::run(),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("sagwan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| {
        e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
