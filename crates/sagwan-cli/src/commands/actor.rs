//! `sagwan actor merge|split`: what a person decides about who is who.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use sagwan_ledger::Ledger;

use super::LedgerFile;

/// Arguments of `sagwan actor`.
#[derive(Debug, Args)]
pub struct ActorArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make two actors one, for good; the first is shown.
    Merge {
        /// Id of the one, as `sagwan actors` lists it
        a: String,
        /// Id of the other
        b: String,
        #[command(flatten)]
        ledger: LedgerFile,
    },
    /// Take those whom articles call by a name, or give an office, out of an actor, for good.
    Split {
        /// Id of the actor
        actor: String,
        /// The name or the office; the id of one that was merged into it, to undo that
        name_or_office: String,
        #[command(flatten)]
        ledger: LedgerFile,
    },
}

/// Changes who is who.
pub fn run(arguments: &ActorArguments) -> anyhow::Result<ExitCode> {
    match &arguments.what {
        What::Merge { a, b, ledger } => Ledger::open(ledger.path())?.merge_actors(a, b)?,
        What::Split { actor, name_or_office, ledger } => {
            Ledger::open(ledger.path())?.split_actor(actor, name_or_office)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
