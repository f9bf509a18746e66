//! `sagwan second questions|trust|worth`: what is asked of annotated articles, and what the answers teach.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use sagwan::Options;
use sagwan::article::Document;
use sagwan_eval::gold::{self, Annotation};
use sagwan_learn::answers::{gains, judge};
use sagwan_second::{Answer, Budget, Case, Part, Sheet, Trust, Worth, parse, plan};

use super::second::{answers, parse_tokens, trust_of, worth_of, write as write_questions};

/// Annotated articles, and how they are asked about.
#[derive(Debug, Args)]
pub struct AnnotatedArguments {
    /// Folder of annotations, ID.json each, with the articles in `articles` beside it: docs/annotation.md says how they are written
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// Tokens that may be sent in all
    #[arg(long, value_name = "N", value_parser = parse_tokens)]
    second_budget: Option<usize>,
    /// Tokens that may be sent for one article
    #[arg(long, value_name = "N", value_parser = parse_tokens, default_value_t = Budget::default().article)]
    second_article_budget: usize,
    /// The trust to ask with, in place of what ships
    #[arg(long, value_name = "FILE")]
    second_trust: Option<PathBuf>,
    /// The worth of questions to ask with, in place of what ships
    #[arg(long, value_name = "FILE")]
    second_worth: Option<PathBuf>,
    #[command(flatten)]
    rules: super::Rules,
}

/// Arguments of `sagwan second questions`.
#[derive(Debug, Args)]
pub struct QuestionsArguments {
    #[command(flatten)]
    annotated: AnnotatedArguments,
    /// Write the questions to FILE, one article a line
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Arguments of `sagwan second trust` and `worth`.
#[derive(Debug, Args)]
pub struct LearnedArguments {
    #[command(flatten)]
    annotated: AnnotatedArguments,
    /// Answers to the questions of these articles, as for `--second-import`, asked with the same budgets and tables
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// Write the table to FILE
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the table says of where it comes from
    #[arg(long, value_name = "TEXT", default_value = "")]
    source: String,
}

/// An annotated article with its questions.
struct Annotated {
    gold: Annotation,
    text: String,
    case: Case,
    sheet: Option<Sheet>,
}

/// An annotated article with what was answered of it.
struct Lesson {
    gold: Annotation,
    text: String,
    case: Case,
    asked: Option<(Sheet, Answer)>,
}

/// Writes the questions about annotated articles.
pub fn questions(arguments: &QuestionsArguments) -> anyhow::Result<()> {
    let shown = arguments.out.display();
    let file = File::create(&arguments.out).with_context(|| format!("{shown}: cannot be written"))?;
    let annotated = annotated(&arguments.annotated)?;
    let mut out = BufWriter::new(file);
    write_questions(&mut out, annotated.iter().filter_map(|own| own.sheet.as_ref()))
        .and_then(|()| out.flush())
        .with_context(|| format!("{shown}: cannot be written"))
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

/// The annotated articles, read, with their questions.
fn annotated(arguments: &AnnotatedArguments) -> anyhow::Result<Vec<Annotated>> {
    let reader = arguments.rules.reader()?;
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
    let budget = Budget { run: arguments.second_budget, article: arguments.second_article_budget };
    let trust = trust_of(arguments.second_trust.as_deref())?;
    let worth = worth_of(arguments.second_worth.as_deref())?;
    let planned = plan(&read.iter().map(|(_, _, case)| case).collect::<Vec<_>>(), budget, &trust, &worth);
    let asked = read.into_iter().zip(planned).map(|((gold, text, case), doubts)| {
        let sheet = case.sheet(&doubts);
        Annotated { gold, text, case, sheet }
    });
    Ok(asked.collect())
}

/// The annotated articles with what was answered.
fn lessons(arguments: &LearnedArguments) -> anyhow::Result<Vec<Lesson>> {
    let answers = answers(&arguments.answers)?;
    let lessons =
        annotated(&arguments.annotated)?.into_iter().map(|Annotated { gold, text, case, sheet }| {
            let asked = sheet.and_then(|sheet| {
                let answer = parse(&answers.get(&sheet.key)?.text()).ok()?;
                Some((sheet, answer))
            });
            Lesson { gold, text, case, asked }
        });
    let lessons: Vec<Lesson> = lessons.collect();
    anyhow::ensure!(
        lessons.iter().any(|lesson| lesson.asked.is_some()),
        "{}: answers none of the questions of these articles: `sagwan second questions` writes them",
        arguments.answers.display()
    );
    Ok(lessons)
}
