//! Headline, subtitle and text told apart.
//!
//! The first kept line is the headline. A line under it that ends like no sentence, or a headline glued to
//! the first sentence of the text (…논의한 듯러시아를 방문한 …), is a subtitle.

use sagwan_ko::{Analyser, Tag, ends_like_predicate, jamo, quote, sentences};
use sagwan_text::ByteSpan;
use serde::Deserialize;

use super::BlockKind;
use sagwan_ko::tables::{TableError, Tables};

/// A subtitle is at most this long, in characters.
const MAX_SUBTITLE: usize = 90;
/// More syllables of a word are not looked at.
const LONG_WORD: usize = 20;
/// Joins the clauses of a headline.
const ELLIPSIS: char = '…';

#[derive(Debug, Deserialize)]
struct Ending {
    ending: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// How a headline's clause ends.
#[derive(Debug)]
pub(super) struct Endings(Vec<Ending>);

impl Endings {
    pub(super) fn load(tables: &Tables) -> Result<Self, TableError> {
        tables.rows("headline_ends.tsv").map(Endings)
    }
}

/// The blocks of the article and what each is.
pub(super) fn tell_apart(
    endings: &Endings,
    analyser: &Analyser,
    source: &str,
    kept: &[ByteSpan],
    headline_first: bool,
) -> (Vec<ByteSpan>, Vec<BlockKind>) {
    let mut blocks = Vec::with_capacity(kept.len() + 1);
    let mut kinds = Vec::with_capacity(kept.len() + 1);
    let mut lines = kept.iter().copied();
    if headline_first && let Some(headline) = lines.next() {
        blocks.push(headline);
        kinds.push(BlockKind::Headline);
    }
    let mut before_text = true;
    for line in lines {
        if before_text && headline_first {
            let text = line.of(source);
            if is_headline(text) {
                blocks.push(line);
                kinds.push(BlockKind::Subtitle);
                continue;
            }
            if let Some(end) = glued(endings, analyser, text) {
                blocks.push(ByteSpan::new(line.start, line.start + end));
                kinds.push(BlockKind::Subtitle);
                blocks.push(ByteSpan::new(line.start + end, line.end));
                kinds.push(BlockKind::Paragraph);
                before_text = false;
                continue;
            }
        }
        before_text = false;
        blocks.push(line);
        kinds.push(BlockKind::Paragraph);
    }
    (blocks, kinds)
}

/// Whether a line of its own is a subtitle: short, and not ending like a sentence of the text, or like one whose end was lost.
fn is_headline(line: &str) -> bool {
    // What is quoted at the end of a headline may be a sentence.
    let finished = line.ends_with(['.', '?', '!', ':', char::REPLACEMENT_CHARACTER])
        || !line.ends_with(quote::is_mark) && ends_like_predicate(line);
    let short = line.chars().nth(MAX_SUBTITLE).is_none();
    short && (!finished || line.ends_with(ELLIPSIS)) && sentences(line).len() < 2
}

/// Where the subtitle at the beginning of the first paragraph ends, when one is glued to it.
fn glued(endings: &Endings, analyser: &Analyser, text: &str) -> Option<usize> {
    // Quotations may hold anything; what is looked for stands outside them.
    let head_end = text.char_indices().nth(MAX_SUBTITLE).map_or(text.len(), |(i, _)| i);
    let head = text.get(..head_end)?;
    let quotes = quote::pairs(text, ByteSpan::new(0, text.len()));
    let quoted = |at: usize| quotes.iter().any(|q| q.span.start < at && at < q.span.end);
    // "…" joins the clauses of a headline; a sentence of the text hardly holds it outside quotations.
    let first_stop = head.find(". ").unwrap_or(head.len());
    let joined = head.match_indices(ELLIPSIS).any(|(at, _)| !quoted(at) && at < first_stop);
    if !joined {
        return None;
    }
    let mut best = None;
    for ending in endings.0.iter() {
        for (at, found) in head.match_indices(ending.ending.as_str()) {
            let end = at + found.len();
            if !quoted(at) && begins_text(analyser, text, end) {
                best = Some(best.map_or(end, |b: usize| b.max(end)));
            }
        }
    }
    best
}

/// Whether a new word begins inside the one at `end`: a noun, and no ending or particle of what stands before it.
fn begins_text(analyser: &Analyser, text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let length: usize =
        rest.chars().take_while(|&c| jamo::is_syllable(c)).take(LONG_WORD).map(char::len_utf8).sum();
    let word_end = end + length;
    let through = text.get(..word_end).unwrap_or("");
    let analysis = analyser.analyse(through);
    let own = analysis.sentences.last().map_or(&[][..], |sentence| analysis.morphemes_of(sentence));
    own.iter().any(|m| m.span.start == end && matches!(m.tag, Tag::NNG | Tag::NNP | Tag::NP | Tag::MM))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glued(text: &str) -> Option<usize> {
        super::glued(&Endings::load(&Tables::default()).unwrap(), &Analyser::new(), text)
    }

    #[test]
    fn each_ending_is_cut_off_in_its_example_only() {
        for row in Endings::load(&Tables::default()).unwrap().0 {
            let line = |tail: &str| format!("원전 협력도 다뤄…{tail} 방문한 장관은 20일 만났다.");
            assert!(glued(&line(&row.example)).is_some(), "{}", row.example);
            assert!(glued(&line(&row.counter)).is_none(), "{}", row.counter);
        }
    }

    #[test]
    fn a_line_that_ends_like_no_sentence_is_a_subtitle() {
        for line in ["정상 방문 등 논의", "다음 회담은 캐나다", "총리도 예방했다…", "체코 \"진전 있었다\""]
        {
            assert!(is_headline(line), "{line}");
        }
        for line in [
            "두 장관은 만났다.",
            "두 장관은 만났다",
            "만났다. 회담 뒤 만찬",
            "두 장관은 서울에서 만났\u{FFFD}",
            "다음은 일문일답:",
            "만났어요",
        ] {
            assert!(!is_headline(line), "{line}");
        }
    }

    #[test]
    fn a_glued_subtitle_ends_where_the_text_begins() {
        let text = "강 장관, 총리도 예방…정상 방문 등 논의한 듯체코를 방문한 강 장관은 20일 회담했다.";
        assert_eq!(
            glued(text).and_then(|end| text.get(end..)),
            Some("체코를 방문한 강 장관은 20일 회담했다.")
        );
        assert_eq!(glued("체코를 방문한 강 장관은 20일 회담하고 협력을 논의한 듯하다고 말했다."), None);
    }
}
