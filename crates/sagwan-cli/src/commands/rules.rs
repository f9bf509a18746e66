//! `sagwan rules`: what the rules are, whether they hold in their examples, and what they say of an article.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;

use clap::Args;
use sagwan::rules::{self, PackError, Rule, RuleFile, VOCABULARY};
use sagwan::{Options, Published, Reader};

use super::read::document_options;
use super::{Rules, rule_folder};
use crate::input::{self, Fields};
use crate::show::{self, rules as shown};

const EXAMPLES: &str = "\
Examples:
  sagwan rules                                    all rules, file by file
  sagwan rules --effect status                    those that tell how far an event has come
  sagwan rules held @hold                         all of a rule, and of a set of words
  sagwan rules --vocabulary                       what rules may speak of
  sagwan rules --words '두 장관은 회담을 가졌다.'   what rules see in a sentence
  sagwan rules mine.rules                         check a file of yours and run its examples
  sagwan rules --trace article.txt                which rule said what in an article
  sagwan rules --trace article.txt mine.rules     the same, with a file of yours

docs/rules.md teaches the language; `sagwan rules --language` prints its reference.";

/// Arguments of `sagwan rules`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct RulesArguments {
    /// Rules by id and sets of words by @name to show; files and folders of rules to check
    #[arg(value_name = "ID|@SET|FILE|DIR")]
    asked: Vec<String>,
    /// Only rules of this stage (names, statements, events)
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// Only rules that set this effect, with or without its value: status, status=planned
    #[arg(long, value_name = "EFFECT")]
    effect: Option<String>,
    /// The sets of words instead of the rules
    #[arg(long)]
    sets: bool,
    /// The labels, effects and kinds of mention that rules may speak of
    #[arg(long, conflicts_with = "sets")]
    vocabulary: bool,
    /// The reference of the language that rules are written in
    #[arg(long, conflicts_with_all = ["sets", "vocabulary", "json"])]
    language: bool,
    /// Run the examples of all rules
    #[arg(long, conflicts_with_all = ["sets", "vocabulary", "language"])]
    check: bool,
    /// Let each FILE take the place of the one of its name that ships: to change those without building anew
    #[arg(long, requires = "asked")]
    instead: bool,
    /// What the rules say of an article, sentence by sentence; - for standard input
    #[arg(long, value_name = "ARTICLE|-", conflicts_with_all = ["sets", "vocabulary", "language", "check"])]
    trace: Option<PathBuf>,
    /// With --trace: when the article was published, as 2018-06-27
    #[arg(long, value_name = "DATE", value_parser = super::parse_published, requires = "trace")]
    published: Option<Published>,
    /// With --trace: only what this rule says
    #[arg(long, value_name = "ID", requires = "trace")]
    rule: Option<String>,
    /// The words of a text as rules see them
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["sets", "vocabulary", "language", "check", "trace"])]
    words: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    rules: Rules,
}

/// Whether a file is one that ships, in another place.
fn takes_the_place(file: &RuleFile, shipped: &RuleFile) -> bool {
    Path::new(&file.name).file_name().is_some_and(|name| name.to_string_lossy() == shipped.name)
}

/// What was asked for by name.
#[derive(Default)]
struct Asked<'a> {
    rules: Vec<&'a str>,
    sets: Vec<&'a str>,
    files: Vec<&'a Path>,
}

impl<'a> Asked<'a> {
    fn new(all: &'a [String]) -> Self {
        let mut asked = Asked::default();
        for one in all {
            let path = Path::new(one);
            if let Some(name) = one.strip_prefix('@') {
                asked.sets.push(name);
            } else if path.extension().is_some() || path.components().count() > 1 || path.exists() {
                asked.files.push(path);
            } else {
                asked.rules.push(one);
            }
        }
        asked
    }
}

/// Shows rules, checks them or tells what they say. Exit code 1 when a rule is wrong or an example does not hold, 2 when
/// what was asked for does not exist.
pub fn run(arguments: &RulesArguments) -> anyhow::Result<ExitCode> {
    let asked = Asked::new(&arguments.asked);
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if arguments.language {
        out.write_all(rules::LANGUAGE.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.vocabulary {
        write!(out, "{}", shown::vocabulary(&VOCABULARY, arguments.json, show::listing_width()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut added = arguments.rules.additions()?;
    let (own, own_tables) = (added.rules.len(), added.tables.len());
    for path in &asked.files {
        anyhow::ensure!(path.exists(), "{}: no such file or folder: check the path", path.display());
        rule_folder::add(path, &mut added)?;
    }
    let files: Vec<String> = added.rules.iter().skip(own).map(|file| file.name.clone()).collect();
    let tables = tables_of(added.tables.get(own_tables..).unwrap_or_default());
    let mut all = rules::shipped();
    if arguments.instead {
        let own = added.rules.get(own..).unwrap_or_default();
        all.retain(|shipped| !own.iter().any(|file| takes_the_place(file, shipped)));
        anyhow::ensure!(added.tables.is_empty(), "--instead is for rules: tables are always added");
    }
    all.extend(added.rules.iter().cloned());
    let sources = show::Sources::new(&all);
    let faults = rules::faults(&all);
    if !faults.is_empty() {
        for fault in &faults {
            write!(out, "{}", shown::fault(fault, &sources, arguments.json))?;
        }
        anstream::eprintln!("sagwan: {}", counted(faults.len(), "mistake"));
        let ships = |file: &RuleFile| rules::shipped().iter().any(|shipped| takes_the_place(file, shipped));
        if let Some(file) = added.rules.iter().skip(own).find(|file| !arguments.instead && ships(file)) {
            anstream::eprintln!(
                "sagwan: with --instead, {} takes the place of the file that ships",
                file.name
            );
        }
        return Ok(ExitCode::FAILURE);
    }
    let reader = match if arguments.instead {
        Reader::with_only(rules::compile(&all)?)
    } else {
        Reader::with_rules(added)
    } {
        Ok(reader) => reader,
        // A file that is asked about may be wrong; what else is added has to be right.
        Err(error @ PackError::Table(_)) if !asked.files.is_empty() => {
            writeln!(out, "{error}")?;
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    check_names(arguments, &asked, reader.rules())?;
    if let Some(path) = &arguments.trace {
        return trace(arguments, &asked, path, &reader, &mut out);
    }
    if let Some(text) = &arguments.words {
        for seen in reader.seen(text) {
            write!(out, "{}", shown::words(&seen, arguments.json))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(tables) = &tables {
        anstream::eprintln!("sagwan: {tables}: can be read");
    }
    if tables.is_some() && files.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.check || !files.is_empty() {
        let wanted = |rule: &Rule| arguments.check || files.contains(&rule.file);
        return check(arguments, &reader, &sources, &wanted, &mut out);
    }
    show_rules(arguments, &asked, &reader, &mut out)?;
    Ok(ExitCode::SUCCESS)
}

/// The tables among the files that are asked about, each with how many rows it adds.
fn tables_of(tables: &[rules::AddedTable]) -> Option<String> {
    let rows = |table: &rules::AddedTable| {
        let lines = table.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        lines.count().saturating_sub(usize::from(table.name.ends_with(".tsv")))
    };
    let said = |table: &rules::AddedTable| format!("{} adds {}", table.shown_as, counted(rows(table), "row"));
    let all: Vec<String> = tables.iter().map(said).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// Whether all that is asked for by name exists.
fn check_names(arguments: &RulesArguments, asked: &Asked<'_>, rules: &rules::Rules) -> anyhow::Result<()> {
    let ids: Vec<&str> = rules.all().iter().map(|rule| rule.id.as_str()).collect();
    for id in asked.rules.iter().copied().chain(arguments.rule.as_deref()) {
        among(id, "rule", &ids, "`sagwan rules` lists them")?;
    }
    let sets: Vec<&str> = rules.sets().iter().map(|set| set.name.as_str()).collect();
    for set in &asked.sets {
        among(set, "set", &sets, "`sagwan rules --sets` lists them")?;
    }
    if let Some(effect) = &arguments.effect {
        let effects: Vec<&str> = VOCABULARY.effects.iter().map(|effect| effect.name).collect();
        let name = effect.split_once('=').map_or(effect.as_str(), |(name, _)| name);
        among(name, "effect", &effects, "`sagwan rules --vocabulary` lists them")?;
    }
    if let Some(stage) = &arguments.stage {
        let mut stages: Vec<&str> = VOCABULARY.effects.iter().map(|effect| effect.stage).collect();
        stages.dedup();
        among(stage, "stage", &stages, &format!("it is one of {}", stages.join(", ")))?;
    }
    Ok(())
}

fn among(name: &str, kind: &str, known: &[&str], else_see: &str) -> anyhow::Result<()> {
    if known.contains(&name) {
        return Ok(());
    }
    match rules::nearest(name, known.iter().copied()) {
        Some(near) => anyhow::bail!("no {kind} `{name}`: did you mean `{near}`?"),
        None => anyhow::bail!("no {kind} `{name}`: {else_see}"),
    }
}

/// Whether something that is set is wanted: `status` and `status=planned` for `--effect status`.
fn sets(effect: &str, wanted: &str) -> bool {
    let (effect, _) = effect.split_once(" at ").unwrap_or((effect, ""));
    let (name, _) = effect.split_once('=').unwrap_or((effect, ""));
    wanted == effect || wanted == name
}

fn show_rules(
    arguments: &RulesArguments,
    asked: &Asked<'_>,
    reader: &Reader,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let rules = reader.rules();
    let width = show::listing_width();
    let wanted_set = |name: &str| asked.sets.contains(&name) || arguments.sets && asked.sets.is_empty();
    let sets_of: Vec<_> = rules.sets().iter().filter(|set| wanted_set(&set.name)).collect();
    if arguments.json {
        for set in &sets_of {
            writeln!(out, "{}", shown::set_json(set, rules))?;
        }
    } else if arguments.sets {
        write!(out, "{}", shown::sets(&sets_of, width))?;
    } else {
        for set in &sets_of {
            writeln!(out, "{}", shown::set(set, rules, width))?;
        }
    }
    if arguments.sets || asked.rules.is_empty() && !asked.sets.is_empty() {
        return Ok(());
    }
    let wanted = |rule: &Rule| {
        (asked.rules.is_empty() || asked.rules.contains(&rule.id.as_str()))
            && arguments.stage.as_deref().is_none_or(|stage| rule.stage == stage)
            && arguments.effect.as_deref().is_none_or(|effect| rule.sets.iter().any(|s| sets(s, effect)))
    };
    let chosen: Vec<&Rule> = rules.all().iter().filter(|rule| wanted(rule)).collect();
    if arguments.json {
        for rule in &chosen {
            writeln!(out, "{}", shown::rule_json(rule, rules))?;
        }
    } else if asked.rules.is_empty() {
        write!(out, "{}", shown::listing(&chosen, width))?;
    } else {
        for rule in &chosen {
            writeln!(out, "{}", shown::rule(rule, rules, width))?;
        }
    }
    Ok(())
}

fn check(
    arguments: &RulesArguments,
    reader: &Reader,
    sources: &show::Sources,
    wanted: &dyn Fn(&Rule) -> bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let broken = reader.check_rules(wanted);
    for one in &broken {
        let words = || reader.seen(&one.text);
        write!(out, "{}", shown::broken(one, &words, sources, arguments.json))?;
    }
    if !reader.rules().all().iter().any(wanted) {
        anstream::eprintln!("sagwan: no rules and so no examples: --words and --trace show what sets do");
        return Ok(ExitCode::SUCCESS);
    }
    let checked = || reader.rules().all().iter().filter(|rule| wanted(rule));
    let examples: usize = checked().map(|rule| rule.hits.len() + rule.not.len()).sum();
    let what = format!("{}, {}", counted(checked().count(), "rule"), counted(examples, "example"));
    if broken.is_empty() {
        anstream::eprintln!("sagwan: {what}: all hold");
        return Ok(ExitCode::SUCCESS);
    }
    let do_not = if broken.len() == 1 { "does not" } else { "do not" };
    anstream::eprintln!("sagwan: {what}: {} {do_not} hold", broken.len());
    Ok(ExitCode::FAILURE)
}

fn trace(
    arguments: &RulesArguments,
    asked: &Asked<'_>,
    path: &Path,
    reader: &Reader,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let wanted = |fired: &sagwan::Fired| {
        let ids = asked.rules.iter().copied().chain(arguments.rule.as_deref());
        (ids.clone().next().is_none() || ids.clone().any(|id| id == fired.rule))
            && arguments.effect.as_deref().is_none_or(|effect| sets(&fired.effect, effect))
            && arguments.stage.as_deref().is_none_or(|stage| {
                reader.rules().all().iter().any(|rule| rule.id == fired.rule && rule.stage == stage)
            })
    };
    let narrowed = arguments.rule.is_some()
        || arguments.effect.is_some()
        || arguments.stage.is_some()
        || !asked.rules.is_empty();
    let inputs = input::gather(&[path.to_owned()])?;
    let several = inputs.len() > 1 || inputs.iter().any(input::Input::is_many);
    let (fields, bytes) = (Fields::default(), AtomicU64::new(0));
    let mut failed = false;
    for job in input::jobs(inputs, &fields, None, &bytes) {
        if let Ok(input::Load::Remark(remark)) = &job.document {
            anstream::eprintln!("sagwan: {}: {remark}", job.name);
            continue;
        }
        let loaded = job.document.and_then(|document| document.load());
        let document = match loaded {
            Ok(loaded) => loaded.document,
            Err(why) => {
                failed = true;
                anstream::eprintln!("sagwan: {}: {why}", job.name);
                continue;
            }
        };
        let options = Options { published: arguments.published, ..Options::default() };
        let mut traced = reader.trace(&document, &document_options(&options, &document));
        for one in &mut traced {
            one.fired.retain(&wanted);
        }
        if narrowed {
            traced.iter_mut().for_each(|one| one.events.clear());
            traced.retain(|one| !one.fired.is_empty());
        }
        let name = if several { Some(job.name.as_str()) } else { None };
        write!(out, "{}", shown::trace(name, &traced, arguments.json))?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
