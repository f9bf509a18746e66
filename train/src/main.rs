//! Makes the model of `sagwan-ko`. See `train/README.md`.

mod align;
mod corpus;
mod export;
mod names;
mod perceptron;
mod score;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use corpus::{form_of, tag_of};
use perceptron::Learner;
use sagwan_ko::training::{Style, TaggerModel};
use score::Counts;

/// Passes over the data.
const PASSES: usize = 8;
/// Weights smaller than this, in 1/8, are left out of the file.
const LEAST: i32 = 7;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, teacher, out] = arguments.as_slice() else {
        anyhow::bail!("usage: sagwan-train DATA_DIR TEACHER_DIR OUT_FILE");
    };
    let env = |name: &str, or: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(or);
    let (data, teacher) = (PathBuf::from(data), PathBuf::from(teacher));
    let mut examples = corpus::teacher(&teacher.join("teacher.jsonl"))?;
    let gold = corpus::treebank(&data.join("ud-gsd/ko-gsd-ud-train.conllu"))?;
    examples.extend(gold);
    examples.extend(names::examples(env("NAMES", 12_000)));
    let mut learner = Learner::new(&examples);
    eprintln!("{} labels", learner.labels.len());
    let passes = env("PASSES", PASSES);
    learner.keep_frequent(&examples, env("KEEP", 2) as u32);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for pass in 0..passes {
        shuffle(&mut order, 20_180_627 + pass as u64);
        let right = learner.pass(&examples, &order);
        eprintln!("pass {}: {:.4} right, {} features", pass + 1, right, learner.weights.len());
    }
    learner.know_all_words();
    eprintln!("{} words in the lexicon", learner.lexicon.len());
    learner.average(env("LEAST", LEAST as usize) as i32);
    for least in std::env::var("TRY").unwrap_or_default().split(',').filter_map(|l| l.parse().ok()) {
        learner.prune(least);
        let weights: usize = learner.weights.values().map(Vec::len).sum();
        report(
            &learner,
            &data,
            &teacher,
            &format!("at least {least}, {} features, {weights} weights", learner.weights.len()),
        )?;
    }
    eprintln!("{} features kept", learner.weights.len());
    report(&learner, &data, &teacher, "tagger alone")?;
    learner.remember(&examples, 2);
    eprintln!("{} eojeol remembered", learner.memory.len());
    report(&learner, &data, &teacher, "with memory")?;
    let bytes = export::bytes(&learner);
    std::fs::write(out, &bytes).with_context(|| out.clone())?;
    eprintln!("{out}: {} bytes", bytes.len());
    Ok(())
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
