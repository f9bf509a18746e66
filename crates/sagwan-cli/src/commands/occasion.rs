//! `sagwan occasion show|split|join`: one occasion, and what a person decides about it.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use sagwan_ledger::Ledger;

use super::{LedgerFile, ask};

/// Arguments of `sagwan occasion`.
#[derive(Debug, Args)]
pub struct OccasionArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show its account field by field, contradictions, history and reports with why they are joined.
    Show {
        /// Id of the occasion or of any of its reports
        id: String,
        #[command(flatten)]
        ledger: LedgerFile,
        #[command(flatten)]
        output: ask::Output,
    },
    /// Take a report out of its occasion, for good.
    Split {
        /// Id of the report
        report: String,
        #[command(flatten)]
        ledger: LedgerFile,
    },
    /// Make two occasions one, for good.
    Join {
        /// Id of a report of the one
        a: String,
        /// Id of a report of the other
        b: String,
        #[command(flatten)]
        ledger: LedgerFile,
    },
}

/// Shows or changes an occasion.
pub fn run(arguments: &OccasionArguments) -> anyhow::Result<ExitCode> {
    match &arguments.what {
        What::Show { id, ledger, output } => return ask::show_occasion(&ledger.ask()?, id, output),
        What::Split { report, ledger } => Ledger::open(ledger.path())?.split_occasion(report)?,
        What::Join { a, b, ledger } => Ledger::open(ledger.path())?.join_occasions(a, b)?,
    }
    Ok(ExitCode::SUCCESS)
}
