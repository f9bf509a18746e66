//! Asking a second reader where the first one doubts: by file or of a server, within a budget, with a summary at the end.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Subcommand};
use indicatif::{HumanCount, ProgressBar};
use sagwan::record::{Record, SecondReader};
use sagwan_ledger::{KeptAnswer, Ledger};
use sagwan_second::{
    Budget, Case, Change, Key, Message, Sheet, Trust, Worth, believe, parse, plan, prompt_version,
};
use serde::{Deserialize, Serialize};

use super::LedgerFile;
use super::second_learn::{self, LearnedArguments, QuestionsArguments};
use crate::chat::{self, Server};

/// How many requests are under way at a time: what servers for one user work on together.
const AT_A_TIME: usize = 4;
/// Who answered, where a file does not say.
const UNNAMED: &str = "unnamed";

/// Under what help shows them.
const HEADING: &str = "Second reader (docs/second-reader.md)";

/// Arguments on a second reader; without any none is asked and nothing is sent.
#[derive(Debug, Args)]
#[command(next_help_heading = HEADING)]
pub struct SecondArguments {
    /// Ask a server that speaks the chat-completions protocol, as http://127.0.0.1:8080/v1, of what the reader doubts; a key is
    /// taken from SAGWAN_SECOND_KEY
    #[arg(long, value_name = "URL", conflicts_with_all = ["second_export", "second_import"])]
    second_reader: Option<String>,
    /// The model to ask
    #[arg(long, value_name = "NAME")]
    second_model: Option<String>,
    /// Write the questions to a file, one article a line, and ask nobody
    #[arg(long, value_name = "FILE", conflicts_with = "second_import")]
    second_export: Option<PathBuf>,
    /// Take answers from a file, one article a line
    #[arg(long, value_name = "FILE")]
    second_import: Option<PathBuf>,
    /// Tokens that may be sent in all, as 2000000; what is worth most for its tokens is asked first
    #[arg(long, value_name = "N", value_parser = parse_tokens)]
    second_budget: Option<usize>,
    /// Tokens that may be sent for one article
    #[arg(long, value_name = "N", value_parser = parse_tokens, default_value_t = Budget::default().article)]
    second_article_budget: usize,
    /// Seconds to wait for an answer
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    second_timeout: u64,
    /// Trust answers as FILE says, as `sagwan second trust` writes it, in place of what ships
    #[arg(long, value_name = "FILE")]
    second_trust: Option<PathBuf>,
    /// Ask first what is worth most as FILE says, as `sagwan second worth` writes it, in place of what ships
    #[arg(long, value_name = "FILE")]
    second_worth: Option<PathBuf>,
}

/// Reads a number of tokens: 2000000 or 2000000tokens.
pub fn parse_tokens(raw: &str) -> Result<usize, String> {
    let number = raw.trim_end_matches("tokens").replace('_', "");
    number.parse().map_err(|_| format!("{raw} is no number of tokens: write it as 2000000"))
}

/// A line of an export.
#[derive(Serialize)]
struct Question<'a> {
    #[serde(flatten)]
    key: &'a Key,
    tokens: usize,
    messages: [Message; 2],
}

/// A line of an import: the key of the question beside the answer, as an object or as the text that a model wrote.
#[derive(Deserialize)]
pub(super) struct Answered {
    #[serde(flatten)]
    key: Key,
    model: Option<String>,
    answer: serde_json::Value,
}

impl Answered {
    pub(super) fn text(&self) -> String {
        self.answer.as_str().map_or_else(|| self.answer.to_string(), str::to_owned)
    }
}

/// From where answers come.
enum From {
    /// From nobody: questions are written down.
    Nobody(PathBuf, Mutex<BufWriter<File>>),
    /// From what the ledger keeps, and nowhere else.
    Kept,
    File(HashMap<Key, Answered>),
    Server(Box<Server>),
}

/// A second reader that is to be asked.
pub struct Second {
    from: From,
    model: Option<String>,
    budget: Budget,
    trust: Trust,
    worth: Worth,
    stop: &'static AtomicBool,
    /// Where answers are kept, so that none is asked for twice.
    kept: Option<Mutex<Ledger>>,
    tally: Mutex<Tally>,
}

/// Arguments on a second reader whose answers a ledger keeps.
#[derive(Debug, Args)]
pub struct KeptSecondArguments {
    #[command(flatten)]
    second: SecondArguments,
    /// Ask nobody: use only answers of the model that the ledger keeps
    #[arg(long, conflicts_with_all = ["second_export", "second_import"], help_heading = HEADING)]
    offline: bool,
}

impl KeptSecondArguments {
    /// The second reader that is asked for, if any, with answers kept in this ledger.
    ///
    /// # Errors
    /// As [`SecondArguments::second`], and when the ledger cannot be opened.
    pub fn second(&self, ledger: Option<&Path>, stop: &'static AtomicBool) -> anyhow::Result<Option<Second>> {
        let second = match self.offline {
            true => {
                self.second.named_model("--offline")?;
                Some(self.second.of(From::Kept, stop)?)
            }
            false => self.second.second(stop)?,
        };
        let Some(second) = second else { return Ok(None) };
        let kept = ledger.map(Ledger::open).transpose()?.map(Mutex::new);
        Ok(Some(Second { kept, ..second }))
    }
}

impl SecondArguments {
    /// The second reader that is asked for, if any.
    ///
    /// # Errors
    /// When a file cannot be read, or a server's address is none.
    pub fn second(&self, stop: &'static AtomicBool) -> anyhow::Result<Option<Second>> {
        let from = if let Some(path) = &self.second_export {
            let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            From::Nobody(path.clone(), Mutex::new(BufWriter::new(file)))
        } else if let Some(path) = &self.second_import {
            From::File(answers(path)?)
        } else if let Some(address) = &self.second_reader {
            let key = std::env::var(chat::KEY).ok().filter(|key| !key.is_empty());
            let model = self.named_model("--second-reader")?;
            let patience = Duration::from_secs(self.second_timeout.max(1));
            From::Server(Box::new(Server::new(address, model, key, patience, stop)?))
        } else {
            return Ok(None);
        };
        Ok(Some(self.of(from, stop)?))
    }

    /// The model, which a server is to be asked for and kept answers are found by. That it is needed is not left to the command
    /// line's own checks, since it may stand in a file.
    fn named_model(&self, option: &str) -> anyhow::Result<&str> {
        self.second_model.as_deref().with_context(|| format!("{option} needs --second-model NAME"))
    }

    fn of(&self, from: From, stop: &'static AtomicBool) -> anyhow::Result<Second> {
        let budget = Budget { run: self.second_budget, article: self.second_article_budget };
        let trust = trust_of(self.second_trust.as_deref())?;
        let worth = worth_of(self.second_worth.as_deref())?;
        let model = self.second_model.clone();
        Ok(Second { from, model, budget, trust, worth, stop, kept: None, tally: Mutex::default() })
    }
}

/// The trust that a file tells of, or what ships.
pub(super) fn trust_of(path: Option<&Path>) -> anyhow::Result<Trust> {
    let Some(path) = path else { return Ok(Trust::built_in().clone()) };
    Trust::read(&table(path)?).with_context(|| format!("{}: no table of trust", path.display()))
}

/// The worth of questions that a file tells of, or what ships.
pub(super) fn worth_of(path: Option<&Path>) -> anyhow::Result<Worth> {
    let Some(path) = path else { return Ok(Worth::built_in().clone()) };
    Worth::read(&table(path)?).with_context(|| format!("{}: no table of worth", path.display()))
}

fn table(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// The answers of a file by their keys; lines that are none are named and passed over.
pub(super) fn answers(path: &Path) -> anyhow::Result<HashMap<Key, Answered>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found = HashMap::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Answered>(line) {
            Ok(answered) => {
                found.insert(answered.key.clone(), answered);
            }
            Err(why) => super::complain(
                &ProgressBar::hidden(),
                &format!(
                    "{}, line {}: no answer with article, prompt and questions: {why}",
                    path.display(),
                    n + 1
                ),
            ),
        }
    }
    Ok(found)
}

/// What came of asking.
#[derive(Debug, Default)]
struct Tally {
    articles: usize,
    questions: usize,
    tokens: usize,
    answered: usize,
    /// Tokens as the server counted them.
    counted: Option<(u64, u64)>,
    changes: Vec<Change>,
    refused: usize,
    /// Articles whose answer did not come or was none.
    unanswered: usize,
}

/// What came of one article's questions.
enum Outcome {
    Unasked,
    /// Written to a file, or not in one.
    Open,
    Text {
        text: String,
        model: String,
        spent: Option<(u64, u64)>,
    },
    Failed(String),
}

impl Outcome {
    /// The same for another article with the same questions: it was paid for once.
    fn again(&self) -> Outcome {
        match self {
            Outcome::Unasked => Outcome::Unasked,
            Outcome::Open => Outcome::Open,
            Outcome::Text { text, model, .. } => {
                Outcome::Text { text: text.clone(), model: model.clone(), spent: None }
            }
            Outcome::Failed(why) => Outcome::Failed(why.clone()),
        }
    }
}

impl Second {
    /// The records with what a second reader's answers change, in the order of the cases, each with its article's name. Of what
    /// is left of the run's budget no more is spent than a share: that of these articles in all that are still to be read.
    ///
    /// # Errors
    /// When questions or answers cannot be written.
    pub fn heed(
        &self,
        cases: Vec<(&str, Case)>,
        share: f64,
        progress: &ProgressBar,
    ) -> anyhow::Result<Vec<Record>> {
        let mut tally = locked(&self.tally);
        // What was sent before is spent.
        let left = self.budget.run.map(|tokens| tokens.saturating_sub(tally.tokens));
        let run = left.map(|tokens| (tokens as f64 * share.clamp(0.0, 1.0)) as usize);
        let budget = Budget { run, ..self.budget };
        let planned =
            plan(&cases.iter().map(|(_, case)| case).collect::<Vec<_>>(), budget, &self.trust, &self.worth);
        let sheets: Vec<Option<Sheet>> =
            cases.iter().zip(&planned).map(|((_, case), doubts)| case.sheet(doubts)).collect();
        let firsts = firsts(&sheets);
        let asked = sheets.iter().zip(&firsts).enumerate().filter(|(n, (_, first))| n == *first);
        for sheet in asked.filter_map(|(_, (sheet, _))| sheet.as_ref()) {
            tally.articles += 1;
            tally.questions += sheet.asked();
            tally.tokens += sheet.tokens();
        }
        let outcomes = self.outcomes(&sheets, &firsts)?;
        let mut records = Vec::with_capacity(cases.len());
        for (((name, case), sheet), outcome) in cases.into_iter().zip(&sheets).zip(outcomes) {
            records.push(self.heeded(name, case, sheet.as_ref(), outcome, &mut tally, progress));
        }
        Ok(records)
    }

    /// What comes of each sheet; those with the same questions of the same text are asked once, as the first of them.
    fn outcomes(&self, sheets: &[Option<Sheet>], firsts: &[usize]) -> anyhow::Result<Vec<Outcome>> {
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(sheets.len());
        for sheet in sheets {
            outcomes.push(match sheet {
                None => Outcome::Unasked,
                Some(sheet) => self.known(sheet)?.unwrap_or(Outcome::Open),
            });
        }
        let once = |n: usize| firsts.get(n) == Some(&n);
        match &self.from {
            From::Nobody(path, out) => {
                let own = sheets.iter().enumerate().filter(|(n, _)| once(*n));
                write(&mut locked(out), own.filter_map(|(_, sheet)| sheet.as_ref()))
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            From::Kept | From::File(_) => {}
            From::Server(server) => {
                let open = |n: usize| once(n) && matches!(outcomes.get(n), Some(Outcome::Open));
                let asked: Vec<Option<&Sheet>> =
                    sheets.iter().enumerate().map(|(n, sheet)| sheet.as_ref().filter(|_| open(n))).collect();
                for (n, outcome) in self.asked(server, &asked) {
                    if let Some(slot) = outcomes.get_mut(n) {
                        *slot = outcome;
                    }
                }
                for (n, first) in firsts.iter().enumerate().filter(|(n, first)| n != *first) {
                    if let Some(again) = outcomes.get(*first).map(Outcome::again)
                        && let Some(slot) = outcomes.get_mut(n).filter(|slot| matches!(slot, Outcome::Open))
                    {
                        *slot = again;
                    }
                }
            }
        }
        self.keep(sheets, &outcomes)?;
        Ok(outcomes)
    }

    fn model(&self) -> &str {
        self.model.as_deref().unwrap_or(UNNAMED)
    }

    /// An answer that need not be asked for: of a file, or kept.
    fn known(&self, sheet: &Sheet) -> anyhow::Result<Option<Outcome>> {
        let text = |text: String, model: &str| Outcome::Text { text, model: model.to_owned(), spent: None };
        if let From::File(answers) = &self.from {
            let found = answers.get(&sheet.key);
            return Ok(found.map(|a| text(a.text(), a.model.as_deref().unwrap_or(self.model()))));
        }
        let (Some(ledger), From::Kept | From::Server(_)) = (&self.kept, &self.from) else { return Ok(None) };
        let Key { article, prompt, questions } = &sheet.key;
        let kept = locked(ledger).second_answer(article, prompt, questions, self.model())?;
        Ok(kept.map(|answer| text(answer, self.model())))
    }

    /// Keeps answers that are any: what is none may be asked again.
    fn keep(&self, sheets: &[Option<Sheet>], outcomes: &[Outcome]) -> anyhow::Result<()> {
        let Some(ledger) = &self.kept else { return Ok(()) };
        let answers = sheets.iter().zip(outcomes).filter_map(|(sheet, outcome)| match (sheet, outcome) {
            (Some(Sheet { key, .. }), Outcome::Text { text, model, .. }) if parse(text).is_ok() => {
                Some(KeptAnswer {
                    article: key.article.clone(),
                    prompt: key.prompt.clone(),
                    questions: key.questions.clone(),
                    model: model.clone(),
                    answer: text.clone(),
                })
            }
            _ => None,
        });
        let answers: Vec<KeptAnswer> = answers.collect();
        if !answers.is_empty() {
            locked(ledger).keep_second_answers(&answers)?;
        }
        Ok(())
    }

    /// Asks a server, several articles at a time; outcomes come with the number of their sheet.
    fn asked(&self, server: &Server, sheets: &[Option<&Sheet>]) -> Vec<(usize, Outcome)> {
        let next = AtomicUsize::new(0);
        let model = self.model();
        let ask = |sheet: &Sheet| match server.ask(&sheet.messages()) {
            Ok(reply) => Outcome::Text { text: reply.text, model: model.to_owned(), spent: reply.spent },
            Err(error) => Outcome::Failed(error.to_string()),
        };
        let work = || {
            let mut own = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::SeqCst);
                let Some(sheet) = sheets.get(n) else { break own };
                if let Some(sheet) = sheet {
                    own.push((n, ask(sheet)));
                }
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(work)).collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
        })
    }

    /// One article's record; whatever is wrong with an answer, the first reader's record stands.
    fn heeded(
        &self,
        name: &str,
        case: Case,
        sheet: Option<&Sheet>,
        outcome: Outcome,
        tally: &mut Tally,
        progress: &ProgressBar,
    ) -> Record {
        let mut stands = |why: &str| {
            tally.unanswered += 1;
            if !self.stop.load(Ordering::SeqCst) {
                super::complain(progress, &format!("{name}: the second reader {why}"));
            }
        };
        let (text, model, spent) = match outcome {
            Outcome::Unasked => return case.record,
            Outcome::Open => {
                tally.unanswered += 1;
                return case.record;
            }
            Outcome::Failed(why) => {
                stands(&format!("gave no answer: {why}"));
                return case.record;
            }
            Outcome::Text { text, model, spent } => (text, model, spent),
        };
        let (answer, sheet) = match (parse(&text), sheet) {
            (Ok(answer), Some(sheet)) => (answer, sheet),
            (Err(why), _) => {
                stands(&format!("gave an answer that is none: {why}"));
                return case.record;
            }
            (Ok(_), None) => return case.record,
        };
        let by = SecondReader { model, prompt: prompt_version() };
        let heeded = believe(&case, sheet, &answer, &by, &self.trust);
        tally.answered += 1;
        tally.refused += heeded.refused;
        tally.changes.extend(heeded.changes);
        if let Some((sent, answered)) = spent {
            let (a, b) = tally.counted.unwrap_or_default();
            tally.counted = Some((a + sent, b + answered));
        }
        heeded.record
    }

    /// Says what came of it, once all is asked.
    ///
    /// # Errors
    /// When questions cannot be written.
    pub fn report(&self) -> anyhow::Result<()> {
        let tally = &*locked(&self.tally);
        let count = |n: usize| HumanCount(n as u64);
        let of = |change: Change| count(tally.changes.iter().filter(|c| **c == change).count());
        let asked = format!(
            "{} questions of {} articles, about {} tokens",
            count(tally.questions),
            count(tally.articles),
            count(tally.tokens)
        );
        if let From::Nobody(path, out) = &self.from {
            locked(out).flush().with_context(|| format!("cannot write {}", path.display()))?;
            anstream::eprintln!("sagwan: second reader: {asked}, written to {}", path.display());
            return Ok(());
        }
        let counted = tally.counted.map_or_else(String::new, |(sent, answered)| {
            format!(
                " (as the server counts, {} sent and {} answered)",
                HumanCount(sent),
                HumanCount(answered)
            )
        });
        anstream::eprintln!(
            "sagwan: second reader: {asked}{counted}; {} answered, {} not: {} events confirmed, {} doubted, {} dropped, {} \
             added, {} fields corrected, {} speakers, {} refused",
            count(tally.answered),
            count(tally.unanswered),
            of(Change::Confirmed),
            of(Change::Doubted),
            of(Change::Dropped),
            of(Change::Added),
            of(Change::Corrected),
            of(Change::Speaker),
            count(tally.refused)
        );
        Ok(())
    }
}

/// For each sheet the number of the first with its key: an archive may hold a text twice.
fn firsts<'s>(sheets: &'s [Option<Sheet>]) -> Vec<usize> {
    let mut known: HashMap<&'s Key, usize> = HashMap::new();
    let mut first = |(n, sheet): (usize, &'s Option<Sheet>)| match sheet {
        Some(sheet) => *known.entry(&sheet.key).or_insert(n),
        None => n,
    };
    sheets.iter().enumerate().map(&mut first).collect()
}

/// Writes questions, one article a line.
pub(super) fn write<'s>(
    out: &mut BufWriter<File>,
    sheets: impl Iterator<Item = &'s Sheet>,
) -> std::io::Result<()> {
    for sheet in sheets {
        let line = Question { key: &sheet.key, tokens: sheet.tokens(), messages: sheet.messages() };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What a lock holds; a thread that broke off has left it whole, since none holds one while it may.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Arguments of `sagwan second`.
#[derive(Debug, Args)]
pub struct SecondCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// How many answers the ledger keeps, by model and prompt
    Stats {
        #[command(flatten)]
        ledger: LedgerFile,
        /// One line of JSON for each model and prompt
        #[arg(long)]
        json: bool,
    },
    /// Forget answers, so that they are asked for again; records stay as they are
    Forget {
        #[command(flatten)]
        ledger: LedgerFile,
        /// Only those of this model
        #[arg(long, value_name = "NAME")]
        model: Option<String>,
    },
    /// Write the questions about articles that you annotated, for a model or a person to answer
    Questions(QuestionsArguments),
    /// Learn how far a model's answers are to be trusted, from its answers to articles that you annotated
    #[command(
        after_help = "Examples:\n  sagwan second questions my/gold --out questions.jsonl\n  sagwan second trust my/gold --answers answers.jsonl --out trust.tsv\n  sagwan read --second-reader URL --second-model NAME --second-trust trust.tsv articles/"
    )]
    Trust(LearnedArguments),
    /// Learn what questions are worth, from answers to annotated articles: what ships was learned so
    Worth(LearnedArguments),
}

/// Tells of kept answers, or forgets them.
pub fn run(arguments: &SecondCommand) -> anyhow::Result<ExitCode> {
    match &arguments.what {
        What::Stats { ledger, json } => {
            let mut out = std::io::stdout().lock();
            for kept in Ledger::read_only(ledger.path())?.second_answers()? {
                if *json {
                    writeln!(out, "{}", serde_json::to_string(&kept)?)?;
                } else {
                    let counts = [kept.answers, kept.articles].map(HumanCount);
                    let [answers, articles] = &counts;
                    writeln!(
                        out,
                        "{} {}: {answers} answers to {articles} articles",
                        kept.model, kept.prompt
                    )?;
                }
            }
        }
        What::Forget { ledger, model } => {
            let forgotten = Ledger::open(ledger.path())?.forget_second_answers(model.as_deref())?;
            anstream::eprintln!("sagwan: {} answers forgotten", HumanCount(forgotten as u64));
        }
        What::Questions(arguments) => second_learn::questions(arguments)?,
        What::Trust(arguments) => second_learn::trust(arguments)?,
        What::Worth(arguments) => second_learn::worth(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}
