//! One file per subcommand, and what several of them share.

pub mod actor;
pub mod analyse;
mod analyse_eval;
pub mod ask;
pub mod eval;
pub mod explain;
pub mod export;
pub mod import;
pub mod ingest;
pub mod keep;
pub mod learn;
mod ledger_file;
pub mod occasion;
pub mod read;
pub mod review;
mod rule_folder;
pub mod rules;
pub mod schema;
pub mod second;
mod second_learn;
pub mod serve;
pub mod sql;
mod stop;
pub mod watch;

use indicatif::ProgressBar;

use crate::show::harmless;

pub use ledger_file::LedgerFile;
pub use rule_folder::Rules;
pub use second::{KeptSecondArguments, SecondArguments, parse_tokens};

/// Reads a date of publication that a user typed.
fn parse_published(raw: &str) -> Result<sagwan::Published, String> {
    sagwan::parse_published(raw).ok_or_else(|| "no such date: write it as 2018-06-27".to_owned())
}

/// A zone by its name.
pub fn parse_zone(raw: &str) -> Result<sagwan::Zone, String> {
    sagwan::Zone::named(raw).ok_or_else(|| "no such zone: write it as Asia/Seoul".to_owned())
}

/// Reads a share from the command line: a number from 0 to 1.
pub fn parse_share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("{text} is no number from 0 to 1"))
}

/// Tells of something that went wrong, above the progress: what strangers wrote may stand in it.
fn complain(progress: &ProgressBar, what: &str) {
    progress.suspend(|| anstream::eprintln!("{}", harmless(&format!("sagwan: {what}"))));
}
