//! Examples: text with the captures that a rule must make in it, marked `⟦name:…⟧`.

use super::ast::HitDef;
use super::error::Fault;
use super::rules::Example;
use super::source::{Entry, is_name_sign};
use crate::span::ByteSpan;

const OPENS: char = '⟦';
const CLOSES: char = '⟧';

/// The text of an example without its marks, and the marks.
pub(super) fn marked(entry: &Entry) -> Result<HitDef, Fault> {
    let mut text = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut marks: Vec<(String, ByteSpan)> = Vec::new();
    let mut marks_at = Vec::new();
    let mut spots = entry.body.iter();
    while let Some(spot) = spots.next() {
        match spot.sign {
            OPENS => {
                let mut named = spots.clone();
                let name: String = named.by_ref().map(|s| s.sign).take_while(|&c| is_name_sign(c)).collect();
                // The sign behind the name is taken with it.
                let colon = spots.as_slice().get(name.chars().count()).is_some_and(|s| s.sign == ':');
                if name.is_empty() || !colon {
                    return Err(Fault::new(spot.at, "a mark names its capture: `⟦event:회담을⟧`"));
                }
                spots = named;
                open.push(marks.len());
                marks.push((name, ByteSpan::new(text.len(), text.len())));
                marks_at.push(spot.at);
            }
            CLOSES => match open.pop().and_then(|mark| marks.get_mut(mark)) {
                Some((_, span)) => span.end = text.len(),
                None => return Err(Fault::new(spot.at, "`⟧` closes no mark: remove it")),
            },
            sign => text.push(sign),
        }
    }
    match open.first().and_then(|&mark| marks_at.get(mark)) {
        Some(&at) => Err(Fault::new(at, "this mark is not closed: add `⟧`")),
        None => {
            let at = entry.body.first().map_or(entry.at, |spot| spot.at);
            let (line, column) = (at.line, at.column);
            Ok(HitDef { example: Example { text, marks, line, column }, marks_at })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::entries;
    use super::*;

    fn read(line: &str) -> Result<HitDef, Fault> {
        marked(&entries(0, line).unwrap()[0])
    }

    #[test]
    fn marks_are_taken_out_and_measured() {
        let example = read("hits ⟦who:한국의 ⟦x:대통령이⟧⟧ 갔다.").unwrap().example;
        assert_eq!(example.text, "한국의 대통령이 갔다.");
        let marked: Vec<_> = example.marks.iter().map(|(n, s)| (n.as_str(), s.of(&example.text))).collect();
        assert_eq!(marked, [("who", "한국의 대통령이"), ("x", "대통령이")]);
    }

    #[test]
    fn a_bad_mark_is_told_where_it_opens() {
        for (line, column) in [("hits 가 ⟦회담⟧", 8), ("hits 가 ⟦x:회담", 8), ("hits 가⟧", 7)]
        {
            assert_eq!(read(line).unwrap_err().at.column, column, "{line}");
        }
    }
}
