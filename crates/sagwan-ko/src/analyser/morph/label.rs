//! Labels of syllables: which morphemes a syllable carries.
//!
//! A label lists the pieces of its syllable in order. Each piece begins a morpheme (`B`) or goes on with one
//! (`I`), and stands for one character of the morpheme's base form: `*` for the syllable itself, else that
//! character. So 회담했다 is `B*/NNG I*/NNG`, then `B하/XSV B었/EP` on 했, then `B*/EF`. What a contraction
//! hides is thus undone by the label alone, and every piece stays on the syllable it came from.

use crate::tag::Tag;

/// One character of a morpheme's base form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Piece {
    /// Whether it begins a morpheme.
    pub begins: bool,
    /// The character, or `None` for the syllable itself.
    pub form: Option<char>,
    /// Tag of the morpheme.
    pub tag: Tag,
}

/// The pieces of a label, at most four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label {
    pieces: [Piece; MAX_PIECES],
    len: u8,
}

/// Pieces in the longest label (건넸다는 needs three).
pub const MAX_PIECES: usize = 4;

impl Label {
    /// A label of those pieces; `None` for none or too many.
    pub fn new(pieces: &[Piece]) -> Option<Self> {
        let first = *pieces.first()?;
        if pieces.len() > MAX_PIECES {
            return None;
        }
        let mut filled = [first; MAX_PIECES];
        for (slot, piece) in filled.iter_mut().zip(pieces) {
            *slot = *piece;
        }
        Some(Label { pieces: filled, len: u8::try_from(pieces.len()).ok()? })
    }

    /// The pieces in order.
    pub fn pieces(&self) -> &[Piece] {
        self.pieces.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Whether the syllable begins a morpheme.
    pub fn begins(&self) -> bool {
        self.pieces[0].begins
    }

    /// Tag of the morpheme that the syllable goes on with or begins.
    pub fn first_tag(&self) -> Tag {
        self.pieces[0].tag
    }

    /// Tag of the morpheme that is open after the syllable.
    pub fn last_tag(&self) -> Tag {
        self.pieces().last().map_or(self.pieces[0].tag, |p| p.tag)
    }

    /// Reads what [`Label::to_text`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        for part in text.split(' ') {
            let (head, tag) = part.rsplit_once('/')?;
            let mut chars = head.chars();
            let begins = chars.next()? == 'B';
            let form = chars.next().filter(|&c| c != '*');
            pieces.push(Piece { begins, form, tag: Tag::parse(tag)? });
        }
        Label::new(&pieces)
    }

    /// The label as text.
    pub fn to_text(self) -> String {
        let part = |p: &Piece| {
            format!("{}{}/{}", if p.begins { 'B' } else { 'I' }, p.form.unwrap_or('*'), p.tag.as_str())
        };
        self.pieces().iter().map(part).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_survive_their_text() {
        for text in ["B*/NNG", "I*/NNP", "B하/XSV B었/EP", "I깝/VA", "Bㄴ/ETM"] {
            assert_eq!(Label::parse(text).map(|l| l.to_text()).as_deref(), Some(text));
        }
        assert_eq!(Label::parse("B*/NOPE"), None);
    }
}
