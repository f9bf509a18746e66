//! Sentences with the heads of their words: the treebanks' and the silver ones of the second teacher.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use sagwan_ko::training::{Arc, Model, ParserWork, Style, Word, analyse_words, tokens};
use sagwan_ko::{Analysis, ByteSpan, Relation, Token};
use serde_json::{Value, json};

/// A sentence as the parser sees it, with the heads of its words (`None` for the root).
#[derive(Clone)]
pub struct Tree {
    pub words: Vec<Word>,
    pub arcs: Vec<Arc>,
}

/// A sentence of a treebank.
#[derive(Default)]
struct Sentence {
    text: String,
    spans: Vec<ByteSpan>,
    /// For each word its head (0 for the root) and relation.
    heads: Vec<(usize, String)>,
}

/// The sentences of a treebank in CoNLL-U. A file that lacks a column (Kaist's train part) prints no spacing
/// either: there a mark stands at its word.
fn treebank(path: &Path) -> Result<Vec<Sentence>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut sentences, mut sentence, mut spaced) = (Vec::new(), Sentence::default(), false);
    for line in content.lines().chain([""]).filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() < 10 {
            if !sentence.spans.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            spaced = false;
            continue;
        }
        let full = cells[6].parse::<usize>().is_ok();
        let (head, relation) = if full { (cells[6], cells[7]) } else { (cells[5], cells[6]) };
        let mark = !cells[1].chars().any(char::is_alphanumeric);
        if spaced && (full || !mark || "([{".contains(cells[1])) {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        sentence.text.push_str(cells[1]);
        sentence.spans.push(ByteSpan::new(start, sentence.text.len()));
        sentence.heads.push((head.parse().unwrap_or(0), relation.to_owned()));
        spaced = !(full && cells[9].contains("SpaceAfter=No"));
    }
    Ok(sentences)
}

/// The words of a sentence as the parser sees them, with the morphemes that the tagger finds.
fn see(model: &Model<'_>, text: &str, spans: &[ByteSpan]) -> (Analysis, ParserWork) {
    let analysis = analyse_words(model, Style::News, text, spans);
    let mut work = ParserWork::default();
    work.fill(&analysis.sentences[0].tokens, |t| analysis.morphemes(t), |m| analysis.form(m, text));
    (analysis, work)
}

impl Sentence {
    /// The heads of the words alone: what hangs on a mark hangs on the mark's head.
    fn heads_of(&self, work: &ParserWork) -> Vec<(Option<u32>, &str)> {
        let word = |mut token: usize| {
            for _ in 0..self.heads.len() {
                match work.of_word.binary_search(&(token as u32)) {
                    Ok(found) => return Some(found as u32),
                    Err(_) => token = self.heads[token].0.checked_sub(1)?,
                }
            }
            None
        };
        work.of_word
            .iter()
            .map(|&token| &self.heads[token as usize])
            .map(|(head, relation)| (head.checked_sub(1).and_then(word), relation.as_str()))
            .collect()
    }
}

fn tree<'a>(work: &ParserWork, heads: impl Iterator<Item = (Option<u32>, &'a str)>) -> Tree {
    let arcs =
        heads.map(|(head, name)| Arc { head, relation: Relation::parse(name).unwrap_or(Relation::Dep) });
    Tree { words: work.words.clone(), arcs: arcs.collect() }
}

/// The trees of a treebank.
pub fn gold(model: &Model<'_>, path: &Path) -> Result<Vec<Tree>> {
    let sentences = treebank(path)?;
    Ok(sentences
        .iter()
        .map(|sentence| {
            let (_, work) = see(model, &sentence.text, &sentence.spans);
            tree(&work, sentence.heads_of(&work).into_iter())
        })
        .collect())
}

/// The trees that the second teacher drew: `{"text", "heads", "relations"}` a line.
pub fn silver(model: &Model<'_>, path: &Path) -> Result<Vec<Tree>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut trees = Vec::new();
    for line in content.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or("");
        let (_, work) = see(model, text, &spans(text));
        let list = |key: &str| row[key].as_array().map_or(&[][..], Vec::as_slice);
        let heads = list("heads").iter().map(|h| h.as_u64().map(|h| h as u32));
        let names = list("relations").iter().map(|r| r.as_str().unwrap_or(""));
        let found = tree(&work, heads.zip(names));
        anyhow::ensure!(found.arcs.len() == found.words.len(), "{text}: other words than the teacher saw");
        trees.push(found);
    }
    Ok(trees)
}

fn spans(text: &str) -> Vec<ByteSpan> {
    tokens(text, ByteSpan::new(0, text.len())).iter().map(|token| token.span).collect()
}

/// Writes what the second teacher sees: for each sentence `{"text", "words": [[form, [[form, tag], ...],
/// marks], ...]}`, of a treebank also `"heads"` (`null` for the root) and `"relations"`.
pub fn write_treebank(model: &Model<'_>, path: &Path, out: &mut impl Write) -> Result<()> {
    for sentence in treebank(path)? {
        let (analysis, work) = see(model, &sentence.text, &sentence.spans);
        let (heads, relations): (Vec<_>, Vec<_>) = sentence.heads_of(&work).into_iter().unzip();
        let words = words(&sentence.text, &analysis, &work);
        writeln!(
            out,
            "{}",
            json!({"text": sentence.text, "words": words, "heads": heads, "relations": relations})
        )?;
    }
    Ok(())
}

/// The same for sentences without trees: those that the first teacher analysed.
pub fn write_raw(model: &Model<'_>, path: &Path, out: &mut impl Write) -> Result<()> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    for line in content.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row[0].as_str().unwrap_or("");
        let (analysis, work) = see(model, text, &spans(text));
        writeln!(out, "{}", json!({"text": text, "words": words(text, &analysis, &work)}))?;
    }
    Ok(())
}

fn words(text: &str, analysis: &Analysis, work: &ParserWork) -> Vec<Value> {
    let tokens: &[Token] = &analysis.sentences[0].tokens;
    work.of_word
        .iter()
        .zip(&work.words)
        .map(|(&token, word)| {
            let token = &tokens[token as usize];
            let morphemes: Vec<Value> = analysis
                .morphemes(token)
                .iter()
                .map(|m| json!([analysis.form(m, text), m.tag.as_str()]))
                .collect();
            json!([token.span.of(text), morphemes, word.marks])
        })
        .collect()
}
