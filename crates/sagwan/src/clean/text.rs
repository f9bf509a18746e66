//! Clean text and the way back from it to the source.
//!
//! Clean text is what is left of the source after the cuts, one block (headline, paragraph) a line, with
//! character entities, full-width forms and decomposed syllables read as what they stand for. Every piece of
//! it knows which bytes of the source it came from.

use sagwan_text::ByteSpan;

/// A run of clean text and the bytes of the source behind it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    clean: ByteSpan,
    source: ByteSpan,
    /// Byte for byte the same on both sides.
    verbatim: bool,
}

/// Text to analyse, with its map to the source.
#[derive(Debug, Clone, Default)]
pub(crate) struct CleanText {
    text: String,
    pieces: Vec<Piece>,
    blocks: Vec<ByteSpan>,
}

impl CleanText {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Headline, subtitle and paragraphs, in order.
    pub(crate) fn blocks(&self) -> &[ByteSpan] {
        &self.blocks
    }

    /// The bytes of the source behind a range of clean text. A border inside something that was read as
    /// something else (`&quot;`) takes all of it.
    pub(crate) fn to_source(&self, clean: ByteSpan) -> ByteSpan {
        let start = self.start_in_source(clean.start);
        let end = if clean.is_empty() { start } else { self.end_in_source(clean.end) };
        ByteSpan::new(start, end)
    }

    fn start_in_source(&self, at: usize) -> usize {
        let n = self.pieces.partition_point(|p| p.clean.end <= at);
        match self.pieces.get(n) {
            Some(p) if p.verbatim && at >= p.clean.start => p.source.start + (at - p.clean.start),
            Some(p) => p.source.start,
            None => self.pieces.last().map_or(0, |p| p.source.end),
        }
    }

    fn end_in_source(&self, at: usize) -> usize {
        let n = self.pieces.partition_point(|p| p.clean.start < at);
        match n.checked_sub(1).and_then(|n| self.pieces.get(n)) {
            Some(p) if p.verbatim && at <= p.clean.end => p.source.start + (at - p.clean.start),
            Some(p) => p.source.end,
            None => 0,
        }
    }

    /// Adds a block of the source that is kept.
    pub(super) fn push_block(&mut self, source: &str, span: ByteSpan) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let mut at = span.start;
        while at < span.end {
            let rest = source.get(at..span.end).unwrap_or("");
            let plain = rest.find(is_special).unwrap_or(rest.len());
            if plain > 0 {
                self.push_piece(rest.get(..plain).unwrap_or(""), ByteSpan::new(at, at + plain), true);
                at += plain;
                continue;
            }
            let (len, read) = special(rest);
            match read {
                Some(read) => self.push_piece(&read, ByteSpan::new(at, at + len), false),
                None => self.push_piece(rest.get(..len).unwrap_or(""), ByteSpan::new(at, at + len), true),
            }
            at += len;
        }
        self.blocks.push(ByteSpan::new(start, self.text.len()));
    }

    fn push_piece(&mut self, read: &str, source: ByteSpan, verbatim: bool) {
        let start = self.text.len();
        self.text.push_str(read);
        let clean = ByteSpan::new(start, self.text.len());
        if let Some(last) = self.pieces.last_mut()
            && verbatim
            && last.verbatim
            && last.source.end == source.start
            && last.clean.end == clean.start
        {
            last.source.end = source.end;
            last.clean.end = clean.end;
        } else if !clean.is_empty() {
            self.pieces.push(Piece { clean, source, verbatim });
        }
    }
}

/// Characters that may not stand for themselves.
pub(super) fn is_special(c: char) -> bool {
    matches!(c, '&' | '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
        | '\u{3000}' | '\u{ff01}'..='\u{ff5e}' | '\u{f900}'..='\u{faff}' | '\t')
        || is_jamo(c)
}

fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

/// The length of the special thing at the start of `rest`, and what it stands for if not itself.
fn special(rest: &str) -> (usize, Option<String>) {
    let Some(c) = rest.chars().next() else { return (0, None) };
    match c {
        '&' => {
            let end = rest.char_indices().take(12).find(|&(_, c)| c == ';').map(|(i, _)| i + 1);
            let entity = end.and_then(|end| rest.get(..end));
            match entity.map(|e| (e, html_escape::decode_html_entities(e))) {
                Some((entity, read)) if read != entity => {
                    let read = if read == "\u{a0}" { " ".to_owned() } else { read.into_owned() };
                    (entity.len(), Some(read))
                }
                _ => (1, None),
            }
        }
        '\u{a0}' | '\u{3000}' | '\t' => (c.len_utf8(), Some(" ".to_owned())),
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = char::from_u32(c as u32 - 0xff01 + 0x21).unwrap_or(c);
            (c.len_utf8(), Some(ascii.to_string()))
        }
        '\u{f900}'..='\u{faff}' => {
            use unicode_normalization::UnicodeNormalization;
            (c.len_utf8(), Some(c.nfc().collect()))
        }
        c if is_jamo(c) => {
            use unicode_normalization::UnicodeNormalization;
            // A syllable has at most three jamo; a longer run is several pieces.
            let len = syllable_len(rest);
            (len, rest.get(..len).map(|r| r.nfc().collect()))
        }
        _ => (c.len_utf8(), Some(String::new())),
    }
}

/// The length of one decomposed syllable (initial, medial, final).
fn syllable_len(rest: &str) -> usize {
    let mut len = 0;
    for (n, c) in rest.chars().take(3).enumerate() {
        let fits = match n {
            0 => true,
            1 => matches!(c, '\u{1161}'..='\u{1175}'),
            _ => matches!(c, '\u{11a8}'..='\u{11c2}'),
        };
        if !fits {
            break;
        }
        len += c.len_utf8();
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, clean: &str, part: &str, behind: &str) {
        let mut text = CleanText::default();
        text.push_block(source, ByteSpan::new(0, source.len()));
        assert_eq!(text.text(), clean);
        let at = clean.find(part).unwrap_or_default();
        assert_eq!(text.to_source(ByteSpan::new(at, at + part.len())).of(source), behind);
    }

    #[test]
    fn what_stands_for_something_else_points_back_at_itself() {
        check("그는 &quot;좋다&quot;고 했다", "그는 \"좋다\"고 했다", "\"좋다\"", "&quot;좋다&quot;");
        check("Ｇ２０ 정상회의", "G20 정상회의", "20", "２０");
        check("\u{1112}\u{1161}\u{11ab}국 정부", "한국 정부", "한국", "\u{1112}\u{1161}\u{11ab}국");
        check("미국\u{200b}과 AT&T", "미국과 AT&T", "AT&T", "AT&T");
        check("회담\u{3000}결과", "회담 결과", "결과", "결과");
    }
}
