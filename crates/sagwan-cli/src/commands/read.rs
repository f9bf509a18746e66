//! `sagwan read`: articles in, records out, in the order of the inputs whatever the thread count.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use sagwan::article::Document;
use sagwan::record::Record;
use sagwan::{Options, Published, Zone};
use sagwan_second::Case;

use super::second::Second;
use super::stop;
use crate::input::{self, Fields, Input, Job};
use crate::show::{self, Language};

/// Articles read at a time: enough to keep the cores busy, few enough to keep memory flat.
const BATCH: usize = 128;
/// Arguments of `sagwan read`.
#[derive(Debug, Args)]
pub struct ReadArguments {
    /// Files, folders, or - for standard input: plain text (headline on the first line), HTML, JSON Lines, CSV, WARC, feeds
    #[arg(value_name = "FILE|DIR|-", default_value = "-")]
    paths: Vec<PathBuf>,
    /// When the articles were published, as 2018-06-27 or 2018-06-27T21:33:00+09:00
    #[arg(long, value_name = "DATE", value_parser = super::parse_published)]
    published: Option<Published>,
    /// One record a line, as docs/record.schema.json says
    #[arg(long, conflicts_with = "annotate")]
    json: bool,
    /// The article itself, with what was found marked in place and cuts dimmed
    #[arg(long)]
    annotate: bool,
    /// Leave out events of which the reader is less sure than P, from 0 to 1
    #[arg(long, value_name = "P", value_parser = super::parse_share)]
    min_confidence: Option<f64>,
    /// Put the source text into the record also when it was handed in as plain text
    #[arg(long)]
    with_text: bool,
    /// Language of the labels
    #[arg(long, value_enum, default_value = "ko", env = "SAGWAN_LANG")]
    lang: Language,
    /// Zone whose days the outlets count, as Asia/Seoul: of a time of publication in UTC the day depends on it
    #[arg(long, value_name = "NAME", value_parser = super::parse_zone, default_value = "Asia/Seoul")]
    zone: Zone,
    /// Charset of the inputs; found out when left away
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// Threads to read with; all cores when left away
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    #[command(flatten)]
    fields: Fields,
    #[command(flatten)]
    rules: super::Rules,
    #[command(flatten)]
    second: super::SecondArguments,
}

/// Reads the inputs. Exit code 0 when all were read, 1 when some failed, 2 when there was nothing to start with.
pub fn run(arguments: &ReadArguments) -> anyhow::Result<ExitCode> {
    let stop = stop::on_interrupt()?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads)
        .build()
        .context("cannot start threads")?;
    let reader = arguments.rules.reader()?;
    let options = Options {
        published: arguments.published,
        with_text: arguments.with_text || arguments.annotate,
        zone: arguments.zone.clone(),
    };
    let second = arguments.second.second(stop)?;
    let inputs = input::gather(&arguments.paths)?;
    let progress = progress_bar(&inputs);
    let stdout = std::io::stdout().lock();
    let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let style = show::Style { language: arguments.lang, width: show::terminal_width(), colour };
    // JSON has no styles to take out.
    let mut out = match arguments.json {
        true => anstream::AutoStream::always_ansi(stdout),
        false => anstream::AutoStream::auto(stdout),
    };
    let (mut done, mut failed) = (0usize, 0usize);
    let bytes = AtomicU64::new(0);
    let mut jobs = input::jobs(inputs, &arguments.fields, arguments.charset.as_deref(), &bytes);
    // What is doubted most is known once all is read.
    let batch_size = if second.is_some() { usize::MAX } else { BATCH };
    loop {
        let batch: Vec<Job> = jobs.by_ref().take(batch_size).collect();
        if batch.is_empty() || stop.load(Ordering::SeqCst) {
            break;
        }
        let (remarks, batch) = input::remarks(batch);
        for remark in remarks {
            super::complain(&progress, &remark);
        }
        let finish = |record: Record| {
            let record = match arguments.min_confidence {
                Some(least) => record.without_doubtful(least),
                None => record,
            };
            print(arguments, style, &record)
        };
        let results: Vec<(String, Result<String, String>)> = match &second {
            None => pool.install(|| {
                let read = |document: &Document| reader.read(document, &document_options(&options, document));
                batch.into_par_iter().map(|job| with_document(job, |d| finish(read(d)))).collect()
            }),
            Some(second) => {
                let read = |d: &Document| Ok(Case::read(&reader, d, &document_options(&options, d)));
                let cases: Vec<(String, Result<Case, String>)> =
                    pool.install(|| batch.into_par_iter().map(|job| with_document(job, read)).collect());
                heeded(second, cases, &progress, finish)?
            }
        };
        for (name, result) in results {
            match result {
                Ok(text) => {
                    if done > 0 && !arguments.json {
                        writeln!(out)?;
                    }
                    out.write_all(text.as_bytes())?;
                    done += 1;
                }
                Err(why) => {
                    failed += 1;
                    super::complain(&progress, &format!("{name}: {why}"));
                }
            }
            progress.inc(1);
        }
        out.flush()?;
    }
    progress.finish_and_clear();
    if let Some(second) = &second {
        second.report()?;
    }
    if stop.load(Ordering::SeqCst) {
        anstream::eprintln!("sagwan: interrupted: {done} articles read, the rest were not");
        return Ok(ExitCode::from(stop::INTERRUPTED));
    }
    if failed > 0 && done + failed > 1 {
        anstream::eprintln!("sagwan: {done} articles read, {failed} failed");
    }
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is made of a job's article, with its name.
fn with_document<T>(job: Job, make: impl Fn(&Document) -> Result<T, String>) -> (String, Result<T, String>) {
    let made = job.document.and_then(|document| make(&document.load()?.document));
    (job.name, made)
}

/// What is printed of articles when a second reader has been asked about them; what could not be read stays in its place.
fn heeded(
    second: &Second,
    cases: Vec<(String, Result<Case, String>)>,
    progress: &ProgressBar,
    finish: impl Fn(Record) -> Result<String, String>,
) -> anyhow::Result<Vec<(String, Result<String, String>)>> {
    let (names, cases): (Vec<String>, Vec<Result<Case, String>>) = cases.into_iter().unzip();
    let faults: Vec<Option<String>> = cases.iter().map(|case| case.as_ref().err().cloned()).collect();
    let read =
        names.iter().map(String::as_str).zip(cases).filter_map(|(name, case)| Some((name, case.ok()?)));
    let mut records = second.heed(read.collect(), 1.0, progress)?.into_iter();
    let printed = faults.into_iter().map(|fault| match fault {
        Some(fault) => Err(fault),
        None => records.next().map_or_else(|| Err("was not read".to_owned()), &finish),
    });
    let printed: Vec<Result<String, String>> = printed.collect();
    Ok(names.into_iter().zip(printed).collect())
}

/// The date given for all articles stands in only where an article brings none of its own from its JSON object.
pub(super) fn document_options(options: &Options, document: &sagwan::article::Document) -> Options {
    let own = document.metadata.published.filter(|_| document.extraction == sagwan::record::Extraction::Text);
    Options { published: own.or(options.published), ..options.clone() }
}

fn print(arguments: &ReadArguments, style: show::Style, record: &Record) -> Result<String, String> {
    if arguments.json {
        return serde_json::to_string(record).map(|line| line + "\n").map_err(|e| e.to_string());
    }
    Ok(if arguments.annotate { show::annotated(record, style) } else { show::summary(record, style) })
}

fn progress_bar(inputs: &[Input]) -> ProgressBar {
    // JSON Lines and standard input hold an unknown number of articles.
    if inputs.len() < 2 && !inputs.iter().any(Input::is_many) {
        return ProgressBar::hidden();
    }
    let countable = !inputs.iter().any(Input::is_many);
    let (bar, template) = if countable {
        (ProgressBar::new(inputs.len() as u64), "{bar:40} {pos}/{len} articles, {per_sec}, {eta} left")
    } else {
        (ProgressBar::no_length(), "{spinner} {pos} articles, {per_sec}, {elapsed}")
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
