//! Annotated sentences: the teacher's and the treebank's, as characters with labels.

use std::io::BufRead;
use std::path::Path;

use anyhow::{Context, Result};
use sagwan_ko::training::{Label, Style, Tag};

use crate::align::align;

/// A sentence with a label for each character; white space has none.
pub struct Example {
    pub chars: Vec<char>,
    pub labels: Vec<Option<Label>>,
    pub style: Style,
}

/// Tags of other schemes in Sejong's: Kiwi's finer ones, and slips of the treebank.
pub fn tag_of(name: &str) -> Option<Tag> {
    let bare = name.split('-').next().unwrap_or(name);
    Some(match bare {
        "SSO" | "SSC" => Tag::SS,
        "SB" => Tag::SN,
        "XSM" => Tag::XSN,
        "MMA" | "MMD" | "MMN" => Tag::MM,
        "NNC" => Tag::NNB,
        "NA" | "??" | "UN" | "UNK" | "W_URL" | "W_EMAIL" | "W_HASHTAG" | "W_MENTION" | "W_SERIAL"
        | "W_EMOJI" => {
            if bare == "W_SERIAL" {
                Tag::SN
            } else {
                Tag::SL
            }
        }
        "Z_CODA" | "Z_SIOT" | "USER0" | "USER1" | "USER2" | "USER3" | "USER4" => return None,
        bare => Tag::parse(bare)?,
    })
}

/// Kiwi writes the finals of endings as conjoining jamo; the corpus writes compatibility jamo.
pub fn form_of(form: &str) -> String {
    const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    // Kiwi writes some names with the space that their text lacks.
    form.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match (c as u32).checked_sub(0x11A8) {
            Some(n) if n < 27 => FINALS.chars().nth(n as usize).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Sentences as the teacher analysed them (`teach.py`).
pub fn teacher(path: &Path) -> Result<Vec<Example>> {
    let file =
        std::fs::File::open(path).with_context(|| format!("{}: run teach.py first", path.display()))?;
    let mut examples = Vec::new();
    let mut lost = 0;
    for line in std::io::BufReader::new(file).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let chars: Vec<char> = row[0].as_str().unwrap_or("").chars().collect();
        let mut of_eojeol: Vec<Vec<(String, Tag)>> = vec![Vec::new(); chars.len()];
        let mut good = true;
        for token in row[1].as_array().into_iter().flatten() {
            let start = token[2].as_u64().unwrap_or(0) as usize;
            let length = token[3].as_u64().unwrap_or(0) as usize;
            let begin = (0..=start.min(chars.len().saturating_sub(1)))
                .rev()
                .find(|&n| n == 0 || chars[n - 1].is_whitespace());
            let crosses =
                chars.get(start..start + length).is_none_or(|c| c.iter().any(|c| c.is_whitespace()));
            match (begin, tag_of(token[1].as_str().unwrap_or(""))) {
                (Some(begin), Some(tag)) if !crosses => {
                    of_eojeol[begin].push((form_of(token[0].as_str().unwrap_or("")), tag))
                }
                _ => good = false,
            }
        }
        match good.then(|| label_sentence(&chars, &of_eojeol)).flatten() {
            Some(labels) => examples.push(Example { chars, labels, style: Style::News }),
            None => lost += 1,
        }
    }
    eprintln!("{}: {} sentences, {lost} not aligned", path.display(), examples.len());
    Ok(examples)
}

/// Words with their tags, as the teacher knows them (`teach.py`).
pub fn lexicon(path: &Path) -> Result<Vec<(String, Tag)>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text
        .lines()
        .filter_map(|line| {
            let (word, tag) = line.split_once('\t')?;
            Some((word.to_owned(), tag_of(tag)?))
        })
        .collect())
}

fn label_sentence(chars: &[char], of_eojeol: &[Vec<(String, Tag)>]) -> Option<Vec<Option<Label>>> {
    let mut labels = vec![None; chars.len()];
    let mut n = 0;
    while n < chars.len() {
        if chars[n].is_whitespace() {
            n += 1;
            continue;
        }
        let end = (n..chars.len()).find(|&e| chars[e].is_whitespace()).unwrap_or(chars.len());
        for (slot, label) in labels[n..end].iter_mut().zip(align(&chars[n..end], &of_eojeol[n])?) {
            *slot = Some(label);
        }
        n = end;
    }
    Some(labels)
}

/// A word of a treebank.
pub struct Word {
    pub form: String,
    pub morphemes: Vec<(String, String)>,
    pub space_after: bool,
}

/// The sentences of a CoNLL-U file with Sejong tags in the fifth column and base forms in the third.
pub fn conllu(path: &Path) -> Result<Vec<Vec<Word>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut sentences = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    for line in text.lines().chain([""]) {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') {
            continue;
        }
        if cells.len() < 10 {
            if !words.is_empty() {
                sentences.push(std::mem::take(&mut words));
            }
            continue;
        }
        let tags: Vec<&str> = cells[4].split('+').collect();
        let forms: Vec<&str> = if tags.len() == 1 { vec![cells[2]] } else { cells[2].split('+').collect() };
        let morphemes = if forms.len() == tags.len() {
            forms.iter().zip(&tags).map(|(f, t)| ((*f).to_owned(), (*t).to_owned())).collect()
        } else {
            Vec::new()
        };
        words.push(Word {
            form: cells[1].to_owned(),
            morphemes,
            space_after: !cells[9].contains("SpaceAfter=No"),
        });
    }
    Ok(sentences)
}

/// The treebank's sentences as examples.
pub fn treebank(path: &Path) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    let mut lost = 0;
    for words in conllu(path)? {
        let mut chars = Vec::new();
        let mut of_eojeol: Vec<Vec<(String, Tag)>> = Vec::new();
        let mut good = true;
        let mut begin = 0;
        for (n, word) in words.iter().enumerate() {
            if n > 0 && words[n - 1].space_after {
                chars.push(' ');
                begin = chars.len();
            }
            chars.extend(word.form.chars());
            of_eojeol.resize(chars.len() + 1, Vec::new());
            good &= !word.morphemes.is_empty();
            for (form, tag) in &word.morphemes {
                match tag_of(tag) {
                    Some(tag) => of_eojeol[begin].push((form_of(form), tag)),
                    None => good = false,
                }
            }
        }
        of_eojeol.resize(chars.len() + 1, Vec::new());
        match good.then(|| label_sentence(&chars, &of_eojeol)).flatten() {
            Some(labels) => examples.push(Example { chars, labels, style: Style::Gsd }),
            None => lost += 1,
        }
    }
    eprintln!("{}: {} sentences, {lost} not aligned", path.display(), examples.len());
    Ok(examples)
}
