//! `sagwan analyse --eval`: morphemes and heads against a treebank in CoNLL-U.
//!
//! Form and tag are compared as bags for each sentence. Allomorphs that schemes write differently are one:
//! 았/었/였, and 아/어/여 at the head of an ending. Heads are compared word by word of the treebank: where the
//! analyser cuts a word further, the part whose head lies outside the word speaks for it.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use sagwan_ko::{Analyser, Analysis, ByteSpan, Relation};

/// Right ones out of all.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn value(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// Measures and prints.
pub fn run(path: &Path, analyser: &Analyser, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let file =
        std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let (mut right, mut found, mut wanted, mut sentences) = (0usize, 0usize, 0usize, 0usize);
    let (mut heads, mut labelled, mut words) = (Share::default(), Share::default(), Share::default());
    for block in file.split("\n\n") {
        let Some(text) = block.lines().find_map(|l| l.strip_prefix("# text = ")) else { continue };
        let lines: Vec<Vec<&str>> = block
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split('\t').collect::<Vec<_>>())
            .filter(|cells| cells.len() >= 8)
            .collect();
        let mut bag: HashMap<(String, String), i32> = HashMap::new();
        for cells in &lines {
            let tags: Vec<&str> = cells[4].split('+').collect();
            let forms: Vec<&str> =
                if tags.len() == 1 { vec![cells[2]] } else { cells[2].split('+').collect() };
            for (form, tag) in forms.iter().zip(&tags) {
                *bag.entry(normal(form, tag)).or_insert(0) += 1;
                wanted += 1;
            }
        }
        let analysis = analyser.analyse(text);
        for sentence in &analysis.sentences {
            for morpheme in analysis.morphemes_of(sentence) {
                found += 1;
                let key = normal(analysis.form(morpheme, text), morpheme.tag.as_str());
                if let Some(left) = bag.get_mut(&key)
                    && *left > 0
                {
                    *left -= 1;
                    right += 1;
                }
            }
        }
        let spans = spans_of(text, lines.iter().map(|cells| cells[1]));
        for (cells, (head, relation)) in lines.iter().zip(heads_of(&analysis, &spans)) {
            let (gold, named) = (cells[6].parse().unwrap_or(0), cells[7]);
            heads.count(head == Some(gold));
            labelled.count(head == Some(gold) && relation.is_some_and(|r| r.as_str() == named));
            if named != "punct" {
                words.count(head == Some(gold));
            }
        }
        sentences += 1;
    }
    anyhow::ensure!(
        sentences > 0,
        "{}: no sentences: a CoNLL-U file with lines `# text = …` is needed",
        path.display()
    );
    let ratio = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    writeln!(
        out,
        "{sentences} sentences: morpheme P {:.4}  R {:.4}  F1 {:.4}",
        ratio(right, found),
        ratio(right, wanted),
        ratio(2 * right, found + wanted)
    )?;
    writeln!(
        out,
        "heads: UAS {:.4}  LAS {:.4}  UAS without marks {:.4}",
        heads.value(),
        labelled.value(),
        words.value()
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Where the words of the treebank stand in its text.
fn spans_of<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Vec<ByteSpan> {
    let mut at = 0;
    words
        .map(|word| {
            let start = text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |n| at + n);
            at = start + word.len();
            ByteSpan::new(start, at)
        })
        .collect()
}

/// For each word of the treebank the number of its head (0 for the root) and the relation.
fn heads_of(analysis: &Analysis, words: &[ByteSpan]) -> Vec<(Option<usize>, Option<Relation>)> {
    let mut found = vec![(None, None); words.len()];
    let word_at =
        |span: ByteSpan| words.partition_point(|w| w.end <= span.start).min(words.len().saturating_sub(1));
    for sentence in &analysis.sentences {
        for (token, dependency) in sentence.tokens.iter().zip(&sentence.dependencies) {
            let own = word_at(token.span);
            let head = match dependency.head {
                None => 0,
                Some(head) => match sentence.tokens.get(head as usize).map(|t| word_at(t.span)) {
                    Some(head) if head != own => head + 1,
                    _ => continue,
                },
            };
            // A mark speaks for its word only when nothing else does.
            let mark = dependency.relation == Relation::Punct;
            if let Some(slot) = found.get_mut(own)
                && (slot.0.is_none() || slot.1 == Some(Relation::Punct) && !mark)
            {
                *slot = (Some(head), Some(dependency.relation));
            }
        }
    }
    found
}

fn normal(form: &str, tag: &str) -> (String, String) {
    let mut form = form.to_owned();
    if tag == "EP" && matches!(form.as_str(), "았" | "였" | "ㅆ") {
        form = "었".to_owned();
    }
    if matches!(tag, "EC" | "EF")
        && let Some(rest) = form.strip_prefix(['아', '여'])
    {
        form = format!("어{rest}");
    }
    (form, tag.to_owned())
}
