//! Headline, subtitle and text told apart.
//!
//! The first kept line is the headline. A line under it that ends like no sentence, or a headline glued to
//! the first sentence of the text (…논의한 듯러시아를 방문한 …), is a subtitle.

use sagwan_ko::{jamo, quote};
use sagwan_text::ByteSpan;
use serde::Deserialize;

use super::BlockKind;
use sagwan_ko::tables::{TableError, Tables};

/// A subtitle is at most this long, in characters.
const MAX_SUBTITLE: usize = 90;

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
            if let Some(end) = glued(endings, text) {
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

/// Whether a line of its own is a subtitle: short, and not ending in a stop.
fn is_headline(line: &str) -> bool {
    let ends_like_text = line.ends_with(['.', '?', '!', '다', '요', ':']) && !line.ends_with("…");
    !ends_like_text && line.chars().count() <= MAX_SUBTITLE && !line.contains("다. ")
}

/// Where the subtitle at the beginning of the first paragraph ends, when one is glued to it.
fn glued(endings: &Endings, text: &str) -> Option<usize> {
    // Quotations may hold anything; what is looked for stands outside them.
    let head_end = text.char_indices().nth(MAX_SUBTITLE).map_or(text.len(), |(i, _)| i);
    let head = text.get(..head_end)?;
    let quotes = quote::pairs(text, ByteSpan::new(0, text.len()));
    let quoted = |at: usize| quotes.iter().any(|q| q.span.start < at && at < q.span.end);
    // "…" joins the clauses of a headline; a sentence of the text hardly holds it outside quotations.
    let first_stop = head.find(". ").unwrap_or(head.len());
    let joined = head.match_indices('…').any(|(at, _)| !quoted(at) && at < first_stop);
    if !joined {
        return None;
    }
    let mut best = None;
    for ending in endings.0.iter() {
        for (at, found) in head.match_indices(ending.ending.as_str()) {
            let end = at + found.len();
            if !quoted(at) && begins_text(text.get(end..).unwrap_or("")) {
                best = Some(best.map_or(end, |b: usize| b.max(end)));
            }
        }
    }
    best
}

/// Whether a new word begins here: a syllable that is neither an ending nor a particle of the word before.
fn begins_text(rest: &str) -> bool {
    /// Endings of a verb that the headline's last noun may take (논의했다, 합의된).
    const VERBAL: &[&str] =
        &["하", "할", "함", "했", "해", "되", "된", "될", "됐", "돼", "받", "싶", "키", "졌", "져", "지"];
    /// What follows a noun, and nothing after it but a particle (전망대에서, 논의한).
    const NOMINAL: &[&str] = &[
        "한", "한다", "이", "이다", "을", "를", "은", "는", "에", "의", "도", "만", "과", "와", "로", "으로",
        "가", "에서", "대", "서", "적", "성", "안", "문", "중", "차", "진", "시",
    ];
    let word_end = rest.find(|c: char| !jamo::is_syllable(c)).unwrap_or(rest.len());
    let word = rest.get(..word_end).unwrap_or("");
    let stem = word.get(..word.len() - sagwan_ko::particle_len(word)).unwrap_or("");
    !word.is_empty()
        && !VERBAL.iter().any(|ending| word.starts_with(ending))
        && !NOMINAL.iter().any(|n| word == *n || stem == *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glued(text: &str) -> Option<usize> {
        super::glued(&Endings::load(&Tables::default()).unwrap(), text)
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
    fn a_glued_subtitle_ends_where_the_text_begins() {
        let text = "강 장관, 총리도 예방…정상 방문 등 논의한 듯체코를 방문한 강 장관은 20일 회담했다.";
        assert_eq!(
            glued(text).and_then(|end| text.get(end..)),
            Some("체코를 방문한 강 장관은 20일 회담했다.")
        );
        assert_eq!(glued("체코를 방문한 강 장관은 20일 회담하고 협력을 논의한 듯하다고 말했다."), None);
    }
}
