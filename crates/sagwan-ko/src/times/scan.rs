//! Finds time expressions and takes them apart; does not resolve them.

use sagwan_text::ByteSpan;

use super::cursor::Cursor;
use super::expression::Expression;
use super::forms::TimeWords;
use super::{date, length};
use crate::jamo;

/// The expressions of `text`, in order and without overlap.
pub(super) fn scan(words: &TimeWords, text: &str) -> Vec<(ByteSpan, Expression)> {
    let mut found = Vec::new();
    let mut before: [Option<char>; 2] = [None, None];
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let [earlier, previous] = before;
        before = [previous, Some(c)];
        if at < end || is_inside(earlier, previous, c) || !words.may_begin(c) {
            continue;
        }
        let rest = Cursor::new(words, text.get(at..).unwrap_or(""));
        if let Some((length, expression)) = length::length(rest).or_else(|| date::date(rest)) {
            end = at + length;
            found.push((ByteSpan::new(at, end), expression));
        }
    }
    found
}

/// Whether a character stands inside a number or a word, where nothing begins.
fn is_inside(earlier: Option<char>, previous: Option<char>, c: char) -> bool {
    let Some(previous) = previous else { return false };
    if c.is_ascii_digit() {
        // Not in 3.20, but in 밝혔다.20일.
        let in_number =
            matches!(previous, '.' | ',' | '-' | '/' | ':') && earlier.is_some_and(|e| e.is_ascii_digit());
        in_number || previous.is_ascii_alphanumeric()
    } else {
        jamo::is_alphanumeric(previous)
    }
}
