//! Who speaks in a transcript or broadcast script: labels such as `[한빛나 / 외교부 장관]`.

use std::ops::Range;

use serde::Deserialize;

use crate::grammar::table::ByteSet;
use crate::tables::{Pattern, TableError, Tables};

#[derive(Debug, Deserialize)]
struct Row {
    pattern: Pattern,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// A label, in bytes of the sentence that it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Name and office.
    pub who: Range<usize>,
    /// What is said, when the sentence goes on with it.
    pub speech: Option<Range<usize>>,
}

/// The bytes with which the marks of labels begin; no syllable begins with one.
const MARK_BYTES: ByteSet = ByteSet::of(&[b'[', b'<', b':', 0xE2, 0xE3, 0xEF]);

/// The labels of speakers.
#[derive(Debug)]
pub struct Labels(Vec<Row>);

impl Labels {
    /// Reads the table.
    ///
    /// # Errors
    /// For a row that is wrong.
    pub fn load(tables: &Tables) -> Result<Self, TableError> {
        tables.rows("transcript_labels.tsv").map(Labels)
    }

    /// The label with which a sentence begins.
    pub fn label(&self, sentence: &str) -> Option<Label> {
        // Sentences without a mark of a label in their first words are most of all. Sixty characters have no more bytes.
        let bytes = sentence.as_bytes();
        if !MARK_BYTES.is_in(bytes.get(..240).unwrap_or(bytes)) {
            return None;
        }
        let head = sentence.char_indices().nth(60).map_or(sentence.len(), |(n, _)| n);
        sentence.get(..head)?.find(['[', '<', '〈', '◀', '⊙', '●', '○', '▶', '▷', '◆', '◇', ':', '：'])?;
        self.0.iter().find_map(|row| {
            let found = row.pattern.captures(sentence)?;
            let speech = found.name("speech").map(|m| m.range()).filter(|range| !range.is_empty());
            Some(Label { who: found.name("who")?.range(), speech })
        })
    }

    /// Whether a line is somebody's turn in an interview, marked as lists of stories are: ▶한빛나: 네, 반갑습니다.
    pub fn is_turn(&self, line: &str) -> bool {
        line.starts_with(['▶', '▷', '◆', '◇', '■', '□'])
            && line.ends_with(['.', '?', '!', '"', '”'])
            && self.label(line).is_some_and(|label| label.speech.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        Labels::load(&Tables::default()).unwrap()
    }

    #[test]
    fn each_label_is_known_in_its_example_and_not_in_its_counter_example() {
        for row in labels().0.iter() {
            assert!(row.pattern.is_match(&row.example), "{}", row.example);
            assert!(!row.pattern.is_match(&row.counter), "{}", row.counter);
        }
    }

    #[test]
    fn who_and_speech_are_told_apart() {
        let sentence = "[한빛나 / 외교부 장관 : 함께 갑니다.]";
        let found = labels().label(sentence).unwrap();
        assert_eq!(sentence.get(found.who).unwrap(), "한빛나 / 외교부 장관");
        assert_eq!(sentence.get(found.speech.unwrap()).unwrap(), "함께 갑니다.");
    }
}
