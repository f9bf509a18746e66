//! `sagwan export`: the ledger as files for other programs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sagwan_ledger::Filter;
use sagwan_ledger::export::Format;
use sagwan_ledger::typed::What;

use super::LedgerFile;
use super::ask::Narrowing;

/// Arguments of `sagwan export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// What to write: tables (jsonl, csv, parquet) go into a folder, all others into a file; docs/exports.md tells what they hold
    #[arg(long, value_enum)]
    format: Choice,
    /// With csv and trips: begin each file with the mark by which Excel knows UTF-8
    #[arg(long)]
    excel: bool,
    /// Where to
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    #[command(flatten)]
    narrowing: Narrowing,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Choice {
    Jsonl,
    Csv,
    Parquet,
    Ics,
    Jsonld,
    Cameo,
    /// Trips as CSV, in the columns of data sets of leaders' travel
    Trips,
    /// What Datasette is told of the views; the ledger itself is its database
    Datasette,
}

/// Writes the files and names them.
pub fn run(arguments: &ExportArguments) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        !arguments.excel || matches!(arguments.format, Choice::Csv | Choice::Trips),
        "--excel belongs to --format csv and trips: other formats name their charset themselves"
    );
    let format = match arguments.format {
        Choice::Jsonl => Format::Jsonl,
        Choice::Csv if arguments.excel => Format::CsvForExcel,
        Choice::Csv => Format::Csv,
        Choice::Parquet => Format::Parquet,
        Choice::Ics => Format::Ics,
        Choice::Jsonld => Format::Jsonld,
        Choice::Trips if arguments.excel => Format::TripsForExcel,
        Choice::Trips => Format::Trips,
        Choice::Cameo => Format::Cameo,
        Choice::Datasette => Format::Datasette,
    };
    let ledger = arguments.ledger.ask()?;
    // An export goes by occasions: what it may be narrowed to is what they may be narrowed to.
    let filter = arguments.narrowing.filter(What::Occasions, "export")?;
    anyhow::ensure!(
        format != Format::Datasette || filter == Filter::default(),
        "--format datasette tells of the whole ledger: it takes no filter"
    );
    let narrowed = (filter != Filter::default()).then_some(&filter);
    for file in ledger.export(format, narrowed, &arguments.out)? {
        anstream::eprintln!("sagwan: wrote {file}");
    }
    Ok(ExitCode::SUCCESS)
}
