//! `sagwan learn`: weights from articles that somebody annotated or corrected.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use sagwan_eval::Scores;
use sagwan_learn::events::{self, Examples};

/// Arguments of `sagwan learn`.
#[derive(Debug, Args)]
pub struct LearnArguments {
    /// Folders of annotations, ID.json each, with the articles in `articles` beside them: docs/annotation.md says how they are
    /// written. Figures are those of the first
    #[arg(value_name = "GOLD_DIR", required = true)]
    gold: Vec<PathBuf>,
    /// Write the weights to FILE, for `--model`
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    rules: super::Rules,
}

/// Learns, and prints how well events are read with what was learned, by cross-validation, and without it.
pub fn run(arguments: &LearnArguments) -> anyhow::Result<ExitCode> {
    let reader = arguments.rules.reader()?;
    // The articles lie beside a folder, whatever it is called from here.
    let folders =
        arguments.gold.iter().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.clone()));
    let examples = Examples::load(&folders.collect::<Vec<_>>())?;
    let before = events::scores(&reader, &examples)?;
    let (after, calibration) = events::validated(&reader, &examples)?;
    let mut out = std::io::stdout().lock();
    let (all, counted) = examples.counts();
    writeln!(out, "{counted} articles counted, {all} learned from")?;
    writeln!(out, "{:24} {:>9} {:>9}", "", "as it is", "learned")?;
    for measure in ["events", "events.full"] {
        let f1 = |scores: &Scores| scores.found.get(measure).map_or(0.0, |found| found.f1());
        writeln!(out, "{measure:24} {:>9.3} {:>9.3}", f1(&before), f1(&after))?;
    }
    for field in ["event.participants", "event.status", "event.time"] {
        let share = |scores: &Scores| scores.fields.get(field).map_or(0.0, |field| field.accuracy());
        writeln!(out, "{field:24} {:>9.3} {:>9.3}", share(&before), share(&after))?;
    }
    write!(out, "{calibration}")?;
    let weights = events::weights(&reader, &examples);
    std::fs::write(&arguments.out, weights.written())
        .with_context(|| format!("{}: cannot be written", arguments.out.display()))?;
    Ok(ExitCode::SUCCESS)
}
