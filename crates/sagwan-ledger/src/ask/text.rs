//! Looking for words in Korean text: particles hide a word neither in the text nor in the query, and no input is an error.
//!
//! Words must all occur (space = and), words in quotation marks together, words after `-` not at all.

use sagwan_ko::{Analyser, Tag};

use crate::hangul;

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextQuery {
    /// Folded; a phrase keeps single spaces between its words.
    wanted: Vec<String>,
    unwanted: Vec<String>,
}

/// A passage of a text with what was found in it, in code points of the passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Passage {
    /// The words around the first match, on one line.
    pub text: String,
    /// First code point in the article's text.
    pub start: usize,
    /// What was found, as ranges of `text`.
    pub marks: Vec<(usize, usize)>,
}

/// Code points before and after the first match that are shown.
const BEFORE: usize = 30;
const AFTER: usize = 90;

impl TextQuery {
    /// Reads a query; `None` when there is nothing to look for in it.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut query = TextQuery::default();
        // Every second piece stands between quotation marks.
        for (n, piece) in typed.split(['"', '“', '”']).enumerate() {
            if n % 2 == 1 {
                let phrase = hangul::folded(without_particles(piece.trim_end()));
                query.wanted.extend(one_line(&phrase));
                continue;
            }
            for word in piece.split_whitespace() {
                let folded = one_line(&hangul::folded(without_particles(word)));
                if word.starts_with('-') {
                    query.unwanted.extend(folded)
                } else {
                    query.wanted.extend(folded)
                }
            }
        }
        (!query.wanted.is_empty()).then_some(query)
    }

    /// The expression for the index.
    pub(crate) fn expression(&self) -> String {
        let terms = |phrases: &[String]| -> Vec<String> { phrases.iter().map(|p| phrase(p)).collect() };
        let mut out = terms(&self.wanted).join(" AND ");
        for unwanted in terms(&self.unwanted) {
            out = format!("({out}) NOT {unwanted}");
        }
        out
    }

    /// Whether a text says all of it.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let folded = squeezed(&hangul::folded(text));
        self.wanted.iter().all(|phrase| folded.contains(phrase.as_str()))
            && !self.unwanted.iter().any(|phrase| folded.contains(phrase.as_str()))
    }

    /// The passage around the first match.
    pub fn passage(&self, text: &str) -> Option<Passage> {
        let letters: Vec<char> = text.chars().collect();
        // Folding may lengthen a letter: each folded letter remembers whose it is.
        let mut folded: Vec<char> = Vec::with_capacity(letters.len());
        let mut owner: Vec<usize> = Vec::with_capacity(letters.len());
        for (n, letter) in letters.iter().enumerate() {
            hangul::fold_letter(*letter, |c| {
                if c != ' ' || folded.last() != Some(&' ') {
                    folded.push(c);
                    owner.push(n);
                }
            });
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        for phrase in &self.wanted {
            let phrase: Vec<char> = phrase.chars().collect();
            let hits = folded.windows(phrase.len()).enumerate().filter(|(_, w)| *w == phrase.as_slice());
            found.extend(hits.filter_map(|(at, _)| {
                let (first, last) = (owner.get(at)?, owner.get(at + phrase.len() - 1)?);
                Some((*first, *last + 1))
            }));
        }
        found.sort_unstable();
        let (first, _) = *found.first()?;
        let start = first.saturating_sub(BEFORE);
        let end = (first + AFTER).min(letters.len());
        let shown = letters.get(start..end)?;
        let text: String = shown.iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect();
        let mut marks: Vec<(usize, usize)> = Vec::new();
        for (from, to) in found.into_iter().filter(|&(_, to)| to <= end) {
            match marks.last_mut() {
                Some(mark) if from - start < mark.1 => mark.1 = mark.1.max(to - start),
                _ => marks.push((from - start, to - start)),
            }
        }
        Some(Passage { text, start, marks })
    }
}

/// The text without the particles at its end, where they follow a noun: 회담을 → 회담, but 마을, 강민서.
fn without_particles(text: &str) -> &str {
    let analysis = Analyser::new().analyse(text);
    let morphemes = analysis.sentences.last().map_or(&[][..], |sentence| analysis.morphemes_of(sentence));
    let glued = morphemes.iter().rev().take_while(|m| m.tag.is_particle()).count();
    let (kept, particles) = morphemes.split_at(morphemes.len() - glued);
    let (Some(noun), Some(first)) = (kept.last(), particles.first()) else { return text };
    let is_noun = matches!(
        noun.tag,
        Tag::NNG | Tag::NNP | Tag::NNB | Tag::NP | Tag::NR | Tag::XSN | Tag::SL | Tag::SH | Tag::SN
    );
    // A particle stands in the word itself, not after a space.
    let in_word = noun.span.end == first.span.start;
    if is_noun && in_word { text.get(..first.span.start).unwrap_or(text) } else { text }
}

fn squeezed(folded: &str) -> String {
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_line(folded: &str) -> Option<String> {
    let line = squeezed(folded);
    (!line.is_empty()).then_some(line)
}

/// The terms of a phrase, one after the other. They are letters and digits only: nothing in them is syntax.
fn phrase(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split(' ').collect();
    let Some((last, before)) = words.split_last() else { return String::new() };
    let mut terms: String = before.iter().map(|word| hangul::pairs(word)).collect();
    let needle = hangul::needle(last);
    // A single letter is how a term begins, whether another follows it or not.
    if needle.is_empty() {
        terms.push_str(last);
        return format!("\"{terms}\" *");
    }
    terms.push_str(&needle);
    format!("\"{terms}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(typed: &str) -> TextQuery {
        TextQuery::parse(typed).unwrap_or_else(|| panic!("{typed}: nothing to look for"))
    }

    #[test]
    fn queries_become_phrases() {
        assert_eq!(query("정상회담 핵").expression(), "\"정상 상회 회담\" AND \"핵\" *");
        assert_eq!(query("\"북핵 문제\" -일본").expression(), "(\"북핵 핵 문제\") NOT \"일본\"");
        assert_eq!(query("회담 AND (").expression(), "\"회담\" AND \"an nd\"");
        assert_eq!(TextQuery::parse("\" - ("), None);
        assert_eq!(TextQuery::parse("-일본"), None);
    }

    #[test]
    fn particles_hide_nothing() {
        assert!(query("회담 문제").is_in("북핵 문제로 회담을 열었다"));
        assert!(!query("회담 -문제").is_in("북핵 문제로 회담을 열었다"));
        assert!(query("\"북핵  문제\"").is_in("북핵·문제로"));
    }

    #[test]
    fn particles_of_the_query_hide_nothing() {
        for (typed, wanted) in [
            ("회담을", "회담"),
            ("정상회담에서", "정상회담"),
            ("대통령과의", "대통령"),
            ("외교부가 비핵화를", "외교부 비핵화"),
            ("\"북핵 문제로\"", "\"북핵 문제\""),
            ("회담은 -일본과", "회담 -일본"),
            ("G7에서", "G7"),
            ("핵은", "핵"),
        ] {
            assert_eq!(query(typed), query(wanted), "{typed}");
        }
        // What only looks like a particle belongs to the word.
        for word in [
            "정상회의",
            "국무회의",
            "독도",
            "제주도",
            "마을",
            "가을",
            "협의",
            "국가",
            "인도",
            "결과",
            "강민서",
            "사과",
            "이란",
        ] {
            assert_eq!(query(word).wanted, [word]);
        }
        assert!(query("회담을").is_in("두 장관의 회담이 열렸다"));
        assert!(!query("정상회의").is_in("정상회담을 열었다"));
    }

    #[test]
    fn passages_show_what_was_found() {
        let passage = query("회담").passage("두 장관은\n오늘 회담을 했다. 회담은 길었다");
        let passage = passage.unwrap_or_else(|| panic!("not found"));
        assert_eq!(passage.text, "두 장관은 오늘 회담을 했다. 회담은 길었다");
        assert_eq!(passage.marks, [(9, 11), (17, 19)]);
    }
}
