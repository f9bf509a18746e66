//! Words and marks of a sentence.
//!
//! Takes a sentence, gives tokens: words and single marks. What a word is made of (stem, particle, class) is
//! filled in by the analysis from its morphemes.

use crate::analyser::morpheme::MorphemeRange;
use crate::analyser::sentence;
use crate::grammar::time;
use crate::jamo;
use sagwan_text::ByteSpan;
pub use sagwan_text::{WordClass, WordKind as TokenKind};

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// All of it.
    pub span: ByteSpan,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// A word without its particle; the whole token otherwise.
    pub stem: ByteSpan,
    /// The particle; empty when there is none.
    pub particle: ByteSpan,
    /// What it does in its clause.
    pub class: WordClass,
    /// Whether a proper noun is part of it.
    pub proper: bool,
    /// Its morphemes in the analysis.
    pub(crate) morphemes: MorphemeRange,
}

impl Token {
    /// A token of which only its place and kind are known.
    pub(crate) fn bare(span: ByteSpan, kind: TokenKind, spaced: bool) -> Self {
        Token {
            span,
            kind,
            spaced,
            stem: span,
            particle: ByteSpan::new(span.end, span.end),
            class: WordClass::Nominal,
            proper: false,
            morphemes: 0..0,
        }
    }
}

pub(crate) fn kind_of(c: char) -> TokenKind {
    match c {
        // Most characters are syllables: they need no look into Unicode's tables.
        c if jamo::is_syllable(c) => TokenKind::Word,
        '(' | '[' | '<' | '（' | '［' | '〔' | '【' => TokenKind::Open,
        ')' | ']' | '>' | '）' | '］' | '〕' | '】' => TokenKind::Close,
        c if crate::analyser::quote::is_mark(c) => TokenKind::Quote,
        c if c.is_alphanumeric() => TokenKind::Word,
        _ => TokenKind::Mark,
    }
}

/// Signs that stand inside a word when letters or digits stand on both sides of them.
fn joins(c: char, before: char, after: char) -> bool {
    match c {
        '·' | '∙' | 'ㆍ' | '・' | '‧' | '⋅' | '-' | '‐' | '–' | '~' | '∼' | '〜' | '&' | '/' | '_' | '@' => {
            true
        }
        '.' | ':' => {
            before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()
                || c == '.' && !sentence::may_end(before)
        }
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        '\'' | '’' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        '%' | '℃' => true,
        _ => false,
    }
}

/// Whether digits begin that name a day or a year: 13일, 2018년.
fn dates(chars: &[(usize, char)], at: usize) -> bool {
    let mut rest = chars.iter().skip(at).map(|&(_, c)| c).skip_while(char::is_ascii_digit);
    rest.next().is_some_and(time::is_date_unit)
        && chars.get(at.saturating_sub(2)).is_some_and(|&(_, c)| jamo::is_syllable(c))
}

/// The tokens of one sentence.
pub fn tokens(text: &str, sentence: ByteSpan) -> Vec<Token> {
    let chars: Vec<(usize, char)> = sentence.of(text).char_indices().collect();
    let at = |i: usize| chars.get(i).map_or(sentence.end, |&(o, _)| sentence.start + o);
    let char_at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let mut out = Vec::new();
    let mut spaced = true;
    let mut i = 0;
    while let Some(c) = char_at(i) {
        if c.is_whitespace() {
            spaced = true;
            i += 1;
            continue;
        }
        let kind = kind_of(c);
        let mut j = i + 1;
        if kind == TokenKind::Word {
            while let (Some(before), Some(now)) = (char_at(j - 1), char_at(j)) {
                // 장관이13일: a day glued to the word before it.
                if jamo::is_syllable(before) && now.is_ascii_digit() && dates(&chars, j) {
                    break;
                }
                let inner = kind_of(now) == TokenKind::Word
                    || matches!(now, '%' | '℃')
                    || char_at(j + 1).is_some_and(|after| {
                        kind_of(after) == TokenKind::Word
                            && kind_of(before) == TokenKind::Word
                            && joins(now, before, after)
                    });
                if !inner {
                    break;
                }
                j += 1;
            }
        }
        let span = ByteSpan::new(at(i), at(j));
        out.push(Token::bare(span, kind, spaced));
        spaced = false;
        i = j;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_leave_the_word_they_are_glued_to() {
        let cut = |text: &str| -> Vec<String> {
            tokens(text, ByteSpan::new(0, text.len())).iter().map(|t| t.span.of(text).to_owned()).collect()
        };
        assert_eq!(cut("배어복 장관이13일 방문"), ["배어복", "장관이", "13일", "방문"]);
        assert_eq!(cut("코로나19 제1차 11월13일"), ["코로나19", "제1차", "11월13일"]);
    }

    #[test]
    fn marks_are_tokens_of_their_own() {
        let text = "국가안보회의(NSC) 보좌관은 “동맹”이고 10.5%";
        let got: Vec<&str> =
            tokens(text, ByteSpan::new(0, text.len())).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(got, ["국가안보회의", "(", "NSC", ")", "보좌관은", "“", "동맹", "”", "이고", "10.5%"]);
    }
}
