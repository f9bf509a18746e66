//! `sagwan eval`: how well the reader does on articles that somebody annotated.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use sagwan::article::Document;
use sagwan::{Options, Reader};
use sagwan_eval::{Known, Scores, gold, report};

/// Arguments of `sagwan eval`.
#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Folder of annotations, ID.json each; docs/annotation.md says how they are written
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// Folder of the articles, ID.txt each [default: articles beside GOLD_DIR]
    #[arg(long, value_name = "DIR")]
    articles: Option<PathBuf>,
    /// Figures as JSON
    #[arg(long, conflicts_with = "errors")]
    json: bool,
    /// Show the first N differences in their context
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    errors: usize,
    /// Measure these articles only
    #[arg(long, value_name = "ID", num_args = 1..)]
    only: Vec<String>,
    /// Folder of texts that the reader has learned from: names that stand in none of them are counted as new as well
    #[arg(long, value_name = "DIR")]
    learned: Option<PathBuf>,
    #[command(flatten)]
    rules: super::Rules,
}

/// Reads the articles and prints the figures.
pub fn run(arguments: &EvalArguments) -> anyhow::Result<ExitCode> {
    let mut golds = gold::load(&arguments.gold)?;
    if !arguments.only.is_empty() {
        golds.retain(|gold| arguments.only.contains(&gold.id));
        anyhow::ensure!(!golds.is_empty(), "{}: no article of that name", arguments.gold.display());
    }
    let folder = match &arguments.articles {
        Some(folder) => folder.clone(),
        None => arguments.gold.canonicalize()?.parent().map(|p| p.join("articles")).unwrap_or_default(),
    };
    let reader = arguments.rules.reader()?;
    let read: Vec<_> = golds
        .par_iter()
        .map(|gold| {
            let path = folder.join(format!("{}.txt", gold.id));
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{}: cannot be read", path.display()))?;
            let published = gold.published.as_deref().and_then(sagwan::parse_published);
            let record = read_one(&reader, &text, Options { published, ..Options::default() });
            Ok((text, record))
        })
        .collect::<anyhow::Result<_>>()?;
    let learned = arguments.learned.as_deref().map(texts).transpose()?.unwrap_or_default();
    let known = Known { is_office: &|form| reader.is_office(form), learned: &learned };
    let mut scores = Scores::default();
    for (gold, (text, record)) in golds.iter().zip(&read) {
        scores.add(gold, record, text)?;
        scores.add_names(gold, record, &known);
    }
    let mut out = std::io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", report::to_json(&scores))?;
        return Ok(ExitCode::SUCCESS);
    }
    write!(out, "{}", report::to_text(&scores))?;
    for difference in scores.differences.iter().take(arguments.errors) {
        let text = golds.iter().zip(&read).find(|(gold, _)| gold.id == difference.article);
        writeln!(out, "{}", report::difference(difference, text.map_or("", |(_, (text, _))| text)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read_one(reader: &Reader, text: &str, options: Options) -> sagwan::record::Record {
    reader.read(&Document::from_text(text.to_owned()), &options)
}

/// The texts of a folder.
fn texts(folder: &Path) -> anyhow::Result<Vec<String>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts
        .map(|path| {
            std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
        })
        .collect()
}
