//! Articles with the names that people marked in them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sagwan_ko::ByteSpan;
use sagwan_ko::Pack;
use sagwan_ko::names::Forms;
use sagwan_ko::training::{Clues, Document, NameModel, Rest, Sighting, sightings};
use sagwan_text::Text;
use serde_json::Value;

/// An article, read.
pub struct Article {
    pub id: String,
    pub text: String,
    pub read: Text,
    pub forms: Vec<Forms>,
    pub sightings: Vec<Sighting>,
    /// For each sighting whether it is a word of a name.
    pub right: Vec<bool>,
    /// And whether it is left open: a part of a name that is not marked as a whole.
    open: Vec<bool>,
    /// Full names of those who act or speak.
    pub full: Vec<String>,
    /// The names marked in it, whole by their words, and words that stand for one alone.
    whole: Vec<Vec<String>>,
    short: HashSet<String>,
}

impl Article {
    pub fn document<'a>(&'a self, pack: &'a Pack) -> Document<'a> {
        Document { pack, text: &self.text, read: &self.read, forms: &self.forms, sightings: &self.sightings }
    }

    /// For each sighting what there is to learn from it: nothing where the annotation leaves it open.
    pub fn told(&self) -> impl Iterator<Item = Option<bool>> {
        self.right.iter().zip(&self.open).map(|(right, open)| (!open).then_some(*right))
    }

    pub fn clues(&self, pack: &Pack, model: &NameModel) -> Vec<Option<Clues>> {
        self.document(pack).first(model)
    }
}

/// The articles of folders with `articles/` and `gold/`, in order.
pub fn articles(pack: &Pack, folders: &[&Path]) -> Result<Vec<Article>> {
    let mut found = Vec::new();
    for folder in folders {
        let judged = judged(&folder.join("../names.tsv")).unwrap_or_default();
        let mut files: Vec<_> =
            fs::read_dir(folder.join("gold"))?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
            let id = file.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            let gold: Value = serde_json::from_str(&fs::read_to_string(&file)?).context(id.clone())?;
            let text = fs::read_to_string(folder.join("articles").join(format!("{id}.txt")))?;
            found.push(article(pack, id.clone(), text, &gold, judged.get(&id).map_or(&[], Vec::as_slice)));
        }
    }
    Ok(found)
}

/// Strings that were judged to be names, by article.
fn judged(file: &Path) -> Result<HashMap<String, Vec<String>>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for line in fs::read_to_string(file)?.lines().skip(1) {
        let mut cells = line.split('\t');
        if let (Some(article), Some(name), Some("name")) = (cells.next(), cells.next(), cells.next()) {
            found.entry(article.to_owned()).or_default().push(name.to_owned());
        }
    }
    Ok(found)
}

fn article(pack: &Pack, id: String, text: String, gold: &Value, judged: &[String]) -> Article {
    let is_office = |word: &str| {
        pack.lexicon.title(word).is_some_and(|(title, _)| title == word || title.chars().count() > 1)
    };
    let mut full = Vec::new();
    let mut whole: Vec<Vec<String>> = Vec::new();
    let mut short: HashSet<String> = HashSet::new();
    for actor in gold["actors"].as_object().into_iter().flat_map(|actors| actors.values()) {
        if actor["kind"] != "person" {
            continue;
        }
        let names: Vec<Vec<String>> = actor["names"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|name| name.split_whitespace().filter(|word| !is_number(word)).map(str::to_owned).collect())
            .collect();
        let Some(first) = names.first().filter(|name| !name.last().is_some_and(|w| is_office(w))) else {
            continue;
        };
        full.push(first.join(" "));
        for name in &names {
            // What stands before an office, as far as it is no office itself: 네타냐후 of 네타냐후 총리.
            let own: Vec<String> = name.iter().take_while(|w| first.contains(w)).cloned().collect();
            let alone = name.len() == 1 && !is_office(&name[0]);
            match own.as_slice() {
                [one] => drop(short.insert(one.clone())),
                [] if alone => drop(short.insert(name[0].clone())),
                [] => {}
                _ => whole.push(own),
            }
        }
    }
    for name in judged {
        let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
        match words.as_slice() {
            [one] => drop(short.insert(one.clone())),
            _ => whole.push(words),
        }
    }
    marked(pack, id, text, full, whole, short)
}

/// Whether a word tells which of a name: 2세.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// An article with these names marked in it.
fn marked(
    pack: &Pack,
    id: String,
    text: String,
    full: Vec<String>,
    whole: Vec<Vec<String>>,
    short: HashSet<String>,
) -> Article {
    let read = pack.read(&text);
    let times = pack.times(&text, &read, None);
    let is_time = |span: ByteSpan| times.iter().any(|t| t.span.overlaps(span));
    let forms = pack.forms(&text, &read, &is_time);
    let sightings = sightings(&pack.lexicon, &text, &read, &forms);
    let (right, open) = (vec![false; sightings.len()], vec![false; sightings.len()]);
    let mut article = Article { right, open, id, text, read, forms, sightings, full, whole, short };
    mark(&mut article);
    article
}

impl Article {
    fn between(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or("")
    }

    /// The words of its names.
    pub fn name_words(&self) -> impl Iterator<Item = &str> {
        self.whole.iter().flatten().chain(&self.short).map(String::as_str)
    }

    /// The same article about people whom nobody has heard of.
    pub fn renamed(&self, pack: &Pack, rename: &mut impl FnMut(&str, bool) -> String) -> Article {
        let mut new: BTreeMap<&str, String> = BTreeMap::new();
        let firsts: HashSet<&str> = self.whole.iter().filter_map(|w| w.first()).map(String::as_str).collect();
        let words: std::collections::BTreeSet<&str> = self.name_words().collect();
        for word in words {
            new.insert(word, rename(word, firsts.contains(word)));
        }
        let of = |word: &str| new.get(word).cloned().unwrap_or_else(|| word.to_owned());
        let mut text = String::new();
        let mut done = 0;
        for (s, _) in self.sightings.iter().zip(&self.right).filter(|(_, right)| **right) {
            text.push_str(self.between(done, s.span.start));
            let name = of(s.span.of(&self.text));
            done = s.span.end;
            if s.rest == Rest::Particles {
                let rest = self.between(done, self.text.len());
                if let Some(fitting) = fitting(&name, rest) {
                    text.push_str(&name);
                    text.push(fitting);
                    done += rest.chars().next().map_or(0, char::len_utf8);
                    continue;
                }
            }
            text.push_str(&name);
        }
        text.push_str(self.between(done, self.text.len()));
        let renamed = |words: &Vec<String>| words.iter().map(|w| of(w)).collect::<Vec<_>>();
        let whole: Vec<Vec<String>> = self.whole.iter().map(renamed).collect();
        let full =
            self.full.iter().map(|name| name.split(' ').map(of).collect::<Vec<_>>().join(" ")).collect();
        let short = self.short.iter().map(|word| of(word)).collect();
        marked(pack, self.id.clone(), text, full, whole, short)
    }
}

/// The particle that stands behind a name in place of the other form of it.
fn fitting(name: &str, rest: &str) -> Option<char> {
    const PAIRS: [(char, char); 4] = [('은', '는'), ('이', '가'), ('을', '를'), ('과', '와')];
    let own = rest.chars().next()?;
    let closed = sagwan_ko::jamo::ends_closed(name.chars().last()?)?;
    let (after_closed, after_open) = PAIRS.into_iter().find(|(a, b)| *a == own || *b == own)?;
    Some(if closed { after_closed } else { after_open })
}

/// Marks the sightings that are words of names.
fn mark(article: &mut Article) {
    let Article { text, sightings, right, open, whole, short, .. } = article;
    let stretch = |s: &Sighting| s.span.of(text);
    for name in &*whole {
        for n in 0..sightings.len() {
            let mut taken = Vec::new();
            let mut at = n;
            for (k, word) in name.iter().enumerate() {
                let last = k + 1 == name.len();
                let fits = |s: &Sighting| {
                    stretch(s) == word
                        && (last || s.rest == Rest::Nothing)
                        && taken.last().is_none_or(|&m: &usize| {
                            let before: &Sighting = &sightings[m];
                            s.opens && s.sentence == before.sentence && s.word == before.word + 1
                        })
                };
                let end = if k == 0 { at + 1 } else { (at + 40).min(sightings.len()) };
                match (at..end).find(|&m| fits(&sightings[m])) {
                    Some(m) => {
                        taken.push(m);
                        at = m + 1;
                    }
                    None => break,
                }
            }
            if taken.len() == name.len() {
                taken.iter().for_each(|&m| right[m] = true);
            }
        }
    }
    let parts: HashSet<usize> =
        sightings.iter().zip(right.iter()).filter(|(_, r)| **r).map(|(s, _)| s.part).collect();
    for (s, right) in sightings.iter().zip(right.iter_mut()) {
        *right |= !parts.contains(&s.part) && short.contains(stretch(s));
    }
    let words: HashSet<&str> = whole.iter().flatten().map(String::as_str).collect();
    for ((s, right), open) in sightings.iter().zip(right.iter()).zip(open) {
        *open = !right && words.contains(stretch(s));
    }
}
