//! Makes the model of `sagwan-ko`. See `train/README.md`.

mod align;
mod corpus;
mod depend;
mod export;
mod names;
mod pairs;
mod people;
mod perceptron;
mod score;
mod trees;
mod weights;

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result};
use corpus::{form_of, tag_of};
use perceptron::Learner;
use sagwan_ko::training::{Model, Style, TaggerModel};
use sagwan_learn::events::{self, Examples};
use score::Counts;

/// Passes over the data.
const PASSES: usize = 12;
/// By how much the right label must win, or the weights change.
const MARGIN: i32 = 25;
/// Sentences around invented names.
const NAMES: usize = 12_000;
/// How often an eojeol must have been seen to be remembered.
const REMEMBERED: u32 = 3;
/// Room in the first round, where hardly two features share a weight.
const ROOMY: usize = 150_000_000;
/// Features that are kept for the second round.
const LIVE: usize = 1_500_000;
/// Weights in the file.
const WEIGHTS: usize = 7_650_000;

/// Gold trees count so many times as much as silver ones.
const GOLD: usize = 3;

/// What the stages leave in the working folder for one another.
const MORPHEMES: &str = "morphemes.model";
const SILVER: &str = "silver.jsonl";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["morphemes", data, work] => morphemes(Path::new(data), Path::new(work)),
        ["words", data, work] => words(Path::new(data), Path::new(work)),
        ["heads", data, work, out] => heads(Path::new(data), Path::new(work), Path::new(out)),
        ["people", data, out, folders @ ..] if !folders.is_empty() => {
            let folders: Vec<&Path> = folders.iter().map(|folder| Path::new(*folder)).collect();
            people::people(Path::new(data), &folders, Path::new(out))
        }
        ["events", out, folders @ ..] if !folders.is_empty() => {
            let folders: Vec<&Path> = folders.iter().map(|folder| Path::new(*folder)).collect();
            weigh(&folders, Path::new(out))
        }
        ["pairs", "--table", table, out, sets @ ..] if !sets.is_empty() => {
            let sets: Vec<&Path> = sets.iter().map(|set| Path::new(*set)).collect();
            pairs::pairs(&sets, Path::new(out), Some(Path::new(table)))
        }
        ["pairs", out, sets @ ..] if !sets.is_empty() => {
            let sets: Vec<&Path> = sets.iter().map(|set| Path::new(*set)).collect();
            pairs::pairs(&sets, Path::new(out), None)
        }
        _ => anyhow::bail!(
            "usage: sagwan-train morphemes|words DATA_DIR WORK_DIR\n       sagwan-train heads DATA_DIR WORK_DIR OUT_FILE\n       sagwan-train people DATA_DIR OUT_FILE ANNOTATED_DIR...\n       sagwan-train events OUT_FILE GOLD_DIR...\n       sagwan-train pairs [--table TABLE] OUT_FILE (LEDGER TRUTH)..."
        ),
    }
}

/// Learns the tagger.
fn morphemes(data: &Path, work: &Path) -> Result<()> {
    let mut examples = corpus::teacher(&work.join("teacher.jsonl"))?;
    let gold = corpus::treebank(&data.join("ud-gsd/ko-gsd-ud-train.conllu"))?;
    examples.extend(gold);
    examples.extend(names::examples(NAMES));
    let mut learner = Learner::new(&examples, ROOMY);
    learner.know(&corpus::lexicon(&work.join("lexicon.tsv"))?);
    eprintln!("{} labels", learner.labels.len());
    learn(&mut learner, &examples);
    report(&learner, data, work, "every feature")?;
    learner.begin_again(&examples, LIVE, WEIGHTS, LIVE / 8);
    learn(&mut learner, &examples);
    report(&learner, data, work, "what fits the file")?;
    learner.remember(&examples, REMEMBERED);
    eprintln!("{} eojeol remembered", learner.memory.len());
    report(&learner, data, work, "with memory")?;
    write(&work.join(MORPHEMES), &export::morphemes(&learner))
}

/// Writes the words of the treebanks and of the raw text as the second teacher sees them.
fn words(data: &Path, work: &Path) -> Result<()> {
    let bytes = Aligned::read(&work.join(MORPHEMES))?;
    let model = bytes.model()?;
    let create = |name: &str| -> Result<_> {
        let path = work.join(name);
        Ok(BufWriter::new(File::create(&path).with_context(|| path.display().to_string())?))
    };
    for (bank, name) in [
        ("ud-gsd/ko-gsd-ud-train.conllu", "gsd-train.jsonl"),
        ("ud-gsd/ko-gsd-ud-dev.conllu", "gsd-dev.jsonl"),
        ("ud-kaist/ko-kaist-train.conllu", "kaist-train.jsonl"),
    ] {
        trees::write_treebank(&model, &data.join(bank), &mut create(name)?)?;
    }
    trees::write_raw(&model, &work.join("teacher.jsonl"), &mut create("raw.jsonl")?)
}

/// Learns the parser and writes the whole model.
fn heads(data: &Path, work: &Path, out: &Path) -> Result<()> {
    let bytes = Aligned::read(&work.join(MORPHEMES))?;
    let model = bytes.model()?;
    let gold = |file: &str| trees::gold(&model, &data.join("ud-gsd").join(file));
    let mut trees = trees::silver(&model, &work.join(SILVER))?;
    let own = gold("ko-gsd-ud-train.conllu")?;
    trees.extend(std::iter::repeat_n(own, GOLD).flatten());
    let parser = depend::Learner::learn(&trees);
    let (heads, labelled) = depend::score(&parser, &gold("ko-gsd-ud-dev.conllu")?);
    eprintln!("words without marks, GSD dev: UAS {heads:.4}, LAS {labelled:.4}");
    write(out, &export::with_heads(bytes.bytes(), &parser))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| path.display().to_string())?;
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

/// Bytes at an address that is a multiple of eight, as the model is read.
struct Aligned(Vec<u64>, usize);

impl Aligned {
    fn from(bytes: &[u8]) -> Self {
        let word = |chunk: &[u8]| chunk.iter().rev().fold(0u64, |word, &byte| word << 8 | u64::from(byte));
        Aligned(bytes.chunks(8).map(word).collect(), bytes.len())
    }

    fn read(path: &Path) -> Result<Self> {
        Ok(Aligned::from(&std::fs::read(path).with_context(|| path.display().to_string())?))
    }

    fn bytes(&self) -> &[u8] {
        use zerocopy::IntoBytes;
        &self.0.as_bytes()[..self.1]
    }

    fn model(&self) -> Result<Model<'_>> {
        Model::read(self.bytes()).map_err(|fault| anyhow::anyhow!("{fault}"))
    }
}

fn learn(learner: &mut Learner, examples: &[corpus::Example]) {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for pass in 0..PASSES {
        shuffle(&mut order, 20_180_627 + pass as u64);
        let right = learner.pass(examples, &order, MARGIN);
        eprintln!("pass {}: {:.4} right", pass + 1, right);
    }
    learner.know_all_words();
    learner.average();
}

/// Fisher-Yates with a fixed generator: the same order on every run.
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for n in (1..order.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(n, (state % (n as u64 + 1)) as usize);
    }
}

fn report(model: &impl TaggerModel, data: &Path, teacher: &Path, what: &str) -> Result<()> {
    let mut agreement = Counts::default();
    let text = std::fs::read_to_string(teacher.join("agreement.jsonl"))?;
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let chars: Vec<char> = row[0].as_str().unwrap_or("").chars().collect();
        let wanted: Vec<(String, String)> = row[1]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|t| Some((form_of(t[0].as_str()?), tag_of(t[1].as_str()?)?.as_str().to_owned())))
            .collect();
        score::compare(&score::analyse(model, Style::News, &chars), &wanted, &mut agreement);
    }
    let gsd = |file: &str, style: Style| -> Result<Counts> {
        let mut counts = Counts::default();
        for words in corpus::conllu(&data.join("ud-gsd").join(file))? {
            let mut chars: Vec<char> = Vec::new();
            for word in &words {
                chars.extend(word.form.chars());
                if word.space_after {
                    chars.push(' ');
                }
            }
            let wanted: Vec<(String, String)> = words.iter().flat_map(|w| w.morphemes.clone()).collect();
            score::compare(&score::analyse(model, style, &chars), &wanted, &mut counts);
        }
        Ok(counts)
    };
    eprintln!(
        "{what}: agreement {:.4}, GSD dev {:.4} (news style {:.4})",
        agreement.f1(),
        gsd("ko-gsd-ud-dev.conllu", Style::Gsd)?.f1(),
        gsd("ko-gsd-ud-dev.conllu", Style::News)?.f1(),
    );
    Ok(())
}

/// The weights by which events are decided, from folders of annotations; how much is in reach, and figures by
/// cross-validation, over the articles of the first.
fn weigh(folders: &[&Path], out: &Path) -> Result<()> {
    let reader = sagwan::Reader::new()?.with_weights(sagwan::Weights::default());
    let examples = Examples::load(folders)?;
    println!("by the rules alone {:?}", events::ceilings(&reader, &examples));
    let (scores, calibration) = events::validated(&reader, &examples)?;
    print!("{}{calibration}", sagwan_eval::report::to_text(&scores));
    let weights = events::weights(&reader, &examples);
    std::fs::write(out, weights.written()).with_context(|| out.display().to_string())
}
