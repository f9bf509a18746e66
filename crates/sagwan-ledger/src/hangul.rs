//! Text as search and comparison see it: one form for what readers take as the same, neighbouring syllables as terms.
//!
//! Takes text, gives terms. Korean glues particles to words, so a word is looked for as its run of syllable pairs: 회담
//! is in 회담을. A run that ends leaves its last syllable as a term of its own, so that one syllable can be looked for
//! as the beginning of a term.

use unicode_normalization::UnicodeNormalization;

/// The text in one Unicode form and letter case; everything that is no letter or digit is a space.
pub(crate) fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
}

/// One letter as it is in a folded text.
pub(crate) fn fold_letter(letter: char, mut put: impl FnMut(char)) {
    // Most of a Korean text stays as it is.
    if matches!(letter, '가'..='힣') {
        return put(letter);
    }
    for c in letter.nfkc().flat_map(char::to_lowercase) {
        put(if c.is_alphanumeric() { c } else { ' ' });
    }
}

/// The terms of a text, separated by spaces, as the index keeps them.
pub(crate) fn pairs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for run in folded(text).split_whitespace() {
        push_pairs(run, true, &mut out);
    }
    out
}

/// Pairs of letters of a run; with its last letter alone when `close`.
fn push_pairs(run: &str, close: bool, out: &mut String) {
    let letters: Vec<char> = run.chars().collect();
    for pair in letters.windows(2) {
        out.extend(pair);
        out.push(' ');
    }
    if close && let Some(last) = letters.last() {
        out.push(*last);
        out.push(' ');
    }
}

/// The pairs a word must have one after the other where it stands; a single letter is the beginning of a term.
pub(crate) fn needle(word: &str) -> String {
    let mut out = String::new();
    push_pairs(word, false, &mut out);
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_pairs() {
        assert_eq!(pairs("회담을, G7서"), "회담 담을 을 g7 7서 서 ");
        assert_eq!(needle("회담"), "회담");
        assert_eq!(needle("정상회담"), "정상 상회 회담");
        assert_eq!(needle("핵"), "");
        assert_eq!(folded("한·미"), "한 미");
    }
}
