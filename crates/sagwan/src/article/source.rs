//! The text of an article exactly as it was handed in, with fast ways between its bytes and code points.

use sagwan_text::ByteSpan;
use sha2::{Digest, Sha256};

use crate::record::Span;

/// Bytes between two counted points of the index.
const STEP: usize = 64;

/// The source text. Immutable: every span of the record counts its code points.
#[derive(Debug, Clone)]
pub struct Source {
    text: String,
    /// Code points before each multiple of [`STEP`] bytes.
    index: Vec<usize>,
    length: usize,
}

/// Whether a byte begins a code point.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl Source {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        let mut index = Vec::with_capacity(text.len() / STEP + 1);
        let mut length = 0;
        for block in text.as_bytes().chunks(STEP) {
            index.push(length);
            length += block.iter().filter(|&&b| begins(b)).count();
        }
        Source { text, index, length }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in code points.
    pub fn length(&self) -> usize {
        self.length
    }

    /// `sha256:` and the hash of the text.
    pub fn id(&self) -> String {
        let hash = Sha256::digest(self.text.as_bytes());
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256:{hex}")
    }

    /// How many code points stand before the byte `at`.
    fn code_points_before(&self, at: usize) -> usize {
        let block = at / STEP;
        let Some(&counted) = self.index.get(block) else {
            return self.length;
        };
        let rest = self.text.as_bytes().get(block * STEP..at).unwrap_or(&[]);
        counted + rest.iter().filter(|&&b| begins(b)).count()
    }

    /// A range of bytes of the source as the record writes it.
    pub fn span(&self, bytes: ByteSpan) -> Span {
        Span {
            start: self.code_points_before(bytes.start),
            end: self.code_points_before(bytes.end),
            text: bytes.of(&self.text).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spans_count_code_points(text in "\\PC{0,400}", a in 0usize..400, b in 0usize..400) {
            let source = Source::new(text.clone());
            let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let (a, b) = (a.min(bounds.len() - 1), b.min(bounds.len() - 1));
            let span = source.span(ByteSpan::new(bounds[a.min(b)], bounds[a.max(b)]));
            prop_assert_eq!((span.start, span.end), (a.min(b), a.max(b)));
            prop_assert_eq!(source.length(), text.chars().count());
        }
    }
}
