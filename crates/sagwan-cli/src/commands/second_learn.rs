//! `sagwan second trust|worth`: what answers to annotated articles teach.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use sagwan::Options;
use sagwan::article::Document;
use sagwan_eval::gold::{self, Annotation};
use sagwan_learn::answers::{gains, judge};
use sagwan_second::{Answer, Budget, Case, Part, Sheet, Trust, Worth, parse, plan};

use super::second::{answers, parse_tokens, trust_of, worth_of};

/// Arguments of `sagwan second trust` and `worth`.
#[derive(Debug, Args)]
pub struct LearnedArguments {
    /// Folder of annotations, ID.json each, with the articles in `articles` beside it: docs/annotation.md says how they are written
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// Answers to the questions that `--second-export` wrote of these articles, as for `--second-import`
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// Write the table to FILE
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the table says of where it comes from
    #[arg(long, value_name = "TEXT", default_value = "")]
    source: String,
    /// The budget that the questions were asked with
    #[arg(long, value_name = "N", value_parser = parse_tokens)]
    second_budget: Option<usize>,
    /// The budget of an article that the questions were asked with
    #[arg(long, value_name = "N", value_parser = parse_tokens, default_value_t = Budget::default().article)]
    second_article_budget: usize,
    /// The trust that the questions were asked with, if it was not what ships
    #[arg(long, value_name = "FILE")]
    second_trust: Option<PathBuf>,
    /// The worth of questions that they were asked with, if it was not what ships
    #[arg(long, value_name = "FILE")]
    second_worth: Option<PathBuf>,
    #[command(flatten)]
    rules: super::Rules,
}

/// An annotated article with what was answered of it.
struct Lesson {
    gold: Annotation,
    text: String,
    case: Case,
    asked: Option<(Sheet, Answer)>,
}

/// Writes how often each part of answers was right.
pub fn trust(arguments: &LearnedArguments) -> anyhow::Result<()> {
    let mut trust = Trust::default();
    let lessons = lessons(arguments)?;
    for Lesson { gold, text, case, asked } in &lessons {
        if let Some((sheet, answer)) = asked {
            judge(case, sheet, answer, gold, text, &mut trust)?;
        }
    }
    write(arguments, &trust.written(&source(arguments, &lessons)))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:10} {:>6} {:>6} {:>6}", "part", "right", "of", "trust")?;
    for part in Part::ALL {
        let (right, of) = trust.counted(part);
        writeln!(out, "{:10} {right:>6} {of:>6} {:>6.2}", part.name(), trust.of(part))?;
    }
    Ok(())
}

/// Writes what questions gained.
pub fn worth(arguments: &LearnedArguments) -> anyhow::Result<()> {
    let mut worth = Worth::default();
    let lessons = lessons(arguments)?;
    for Lesson { gold, case, asked, .. } in &lessons {
        if let Some((sheet, answer)) = asked {
            gains(case, sheet, answer, gold, &mut worth)?;
        }
    }
    write(arguments, &worth.written(&source(arguments, &lessons)))
}

fn source(arguments: &LearnedArguments, lessons: &[Lesson]) -> String {
    let answered = lessons.iter().filter(|lesson| lesson.asked.is_some()).count();
    let counted = format!("Answers to {answered} of {} annotated articles.", lessons.len());
    if arguments.source.is_empty() { counted } else { format!("{}\n{counted}", arguments.source) }
}

fn write(arguments: &LearnedArguments, table: &str) -> anyhow::Result<()> {
    std::fs::write(&arguments.out, table)
        .with_context(|| format!("{}: cannot be written", arguments.out.display()))
}

/// The annotated articles, read, with what was answered.
fn lessons(arguments: &LearnedArguments) -> anyhow::Result<Vec<Lesson>> {
    let reader = arguments.rules.reader()?;
    let answers = answers(&arguments.answers)?;
    let folder = arguments.gold.canonicalize()?.parent().map(|p| p.join("articles")).unwrap_or_default();
    let read: Vec<(Annotation, String, Case)> = gold::load(&arguments.gold)?
        .into_par_iter()
        .map(|gold| {
            let path = folder.join(format!("{}.txt", gold.id));
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{}: cannot be read", path.display()))?;
            let published = gold.published.as_deref().and_then(sagwan::parse_published);
            let options = Options { published, ..Options::default() };
            let case = Case::read(&reader, &Document::from_text(text.clone()), &options);
            Ok((gold, text, case))
        })
        .collect::<anyhow::Result<_>>()?;
    let trust = trust_of(arguments.second_trust.as_deref())?;
    let worth = worth_of(arguments.second_worth.as_deref())?;
    let budget = Budget { run: arguments.second_budget, article: arguments.second_article_budget };
    let planned = plan(&read.iter().map(|(_, _, case)| case).collect::<Vec<_>>(), budget, &trust, &worth);
    let lessons = read.into_iter().zip(planned).map(|((gold, text, case), doubts)| {
        let asked = case.sheet(&doubts).and_then(|sheet| {
            let answer = parse(&answers.get(&sheet.key)?.text()).ok()?;
            Some((sheet, answer))
        });
        Lesson { gold, text, case, asked }
    });
    let lessons: Vec<Lesson> = lessons.collect();
    anyhow::ensure!(
        lessons.iter().any(|lesson| lesson.asked.is_some()),
        "{}: answers none of the questions of these articles: ask them with the same version, and name the budget that they were asked with",
        arguments.answers.display()
    );
    Ok(lessons)
}
