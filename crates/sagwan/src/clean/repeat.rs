//! Passages printed again.
//!
//! Takes the kept parts of the source, gives those whose sentences stood before, byte for byte or differing
//! in white space, quotation marks and stops. The first copy stays. One pass over the sentences: a hash of
//! each, so the time is linear in the length of the article.

use rustc_hash::FxHashMap;
use sagwan_ko::{jamo, quote};
use sagwan_text::ByteSpan;

/// A lone repeated sentence must be this long (letters and digits) to be cut: short ones recur in
/// transcripts without being copies.
const MIN_LONE: usize = 20;
/// Sentences this short never start a repeated passage.
const MIN_FIRST: usize = 6;

struct Unit {
    span: ByteSpan,
    /// How many letters and digits it has, and a hash of them.
    letters: usize,
    hash: u64,
}

/// What of a sentence is compared.
fn letters(sentence: &str) -> impl Iterator<Item = char> {
    sentence.chars().filter(|c| jamo::is_syllable(*c) || c.is_alphanumeric() && !quote::is_mark(*c))
}

impl Unit {
    fn new(source: &str, span: ByteSpan) -> Self {
        // FNV-1a: what it finds alike is compared in full.
        let (letters, hash) = letters(span.of(source)).fold((0, 0xCBF2_9CE4_8422_2325), |(n, hash), c| {
            (n + 1, (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01B3))
        });
        Unit { span, letters, hash }
    }

    fn is_copy_of(&self, original: &Unit, source: &str) -> bool {
        self.letters == original.letters
            && letters(self.span.of(source)).eq(letters(original.span.of(source)))
    }

    /// Whether it is the beginning of a sentence.
    fn begins(&self, original: &Unit, source: &str) -> bool {
        self.letters <= original.letters
            && letters(self.span.of(source)).eq(letters(original.span.of(source)).take(self.letters))
    }
}

/// The repeated passages among `kept`, which are in source order.
pub(super) fn find(source: &str, kept: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut units: Vec<Unit> = Vec::new();
    for part in kept {
        for sentence in sagwan_ko::sentences(part.of(source)) {
            let span = ByteSpan::new(part.start + sentence.start, part.start + sentence.end);
            units.push(Unit::new(source, span));
        }
    }
    let mut first_at: FxHashMap<u64, usize> = FxHashMap::default();
    let mut copy_of: Vec<Option<usize>> = vec![None; units.len()];
    for (n, unit) in units.iter().enumerate() {
        if unit.letters == 0 {
            continue;
        }
        let follows =
            n.checked_sub(1).and_then(|p| copy_of.get(p).copied().flatten()).map(|before| before + 1);
        // The last sentence of a copy may be cut short.
        let shortened = n + 1 == units.len()
            && unit.letters >= MIN_FIRST
            && follows.and_then(|f| units.get(f)).is_some_and(|original| unit.begins(original, source));
        let same = |&original: &usize| units.get(original).is_some_and(|o| unit.is_copy_of(o, source));
        let original = match first_at.get(&unit.hash).copied().filter(same) {
            Some(original) => Some(original),
            None if shortened => follows,
            None => {
                first_at.insert(unit.hash, n);
                None
            }
        };
        if let Some(slot) = copy_of.get_mut(n) {
            *slot = original;
        }
    }
    let mut found: Vec<ByteSpan> = Vec::new();
    let mut n = 0;
    while n < units.len() {
        let run = copy_of.iter().skip(n).take_while(|c| c.is_some()).count();
        if run == 0 {
            n += 1;
            continue;
        }
        let passage = units.get(n..n + run).unwrap_or(&[]);
        let letters: usize = passage.iter().map(|u| u.letters).sum();
        let starts = passage.first().is_some_and(|u| u.letters >= MIN_FIRST);
        if letters >= MIN_LONE && starts {
            // Parts cut for other reasons may lie between; white space goes with the passage.
            found.extend(passage.iter().map(|u| u.span));
        }
        n += run;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let got: Vec<&str> =
            find(source, &[ByteSpan::new(0, source.len())]).iter().map(|s| s.of(source)).collect();
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn the_first_copy_stays() {
        let a = "두 장관은 20일 서울에서 만나 원전 협력 방안을 논의했다.";
        let b = "이들은 \"협력을 넓히자\"고 말했다.";
        check(&format!("{a}\n{b}\n{a}\n{b}"), &[a, b]);
        check(&format!("{a} {b}\n{}", a.replace(' ', "")), &[&a.replace(' ', "")]);
        check(&format!("{b}\n이들은 “협력을 넓히자”고  말했다."), &[]);
        check(&format!("{a}{b}\n끝났다.\n{a}{}", "이들은 \"협력을"), &[a, "이들은 \"협력을"]);
    }

    #[test]
    fn short_sentences_may_recur() {
        check("그렇습니다.\n두 장관은 만났습니다.\n그렇습니다.", &[]);
    }

    #[test]
    fn another_sentence_is_no_copy() {
        let source = "두 장관은 만났다. 두 총리는 만났다.";
        let unit = |sentence: &str| {
            let start = source.find(sentence).unwrap();
            Unit::new(source, ByteSpan::new(start, start + sentence.len()))
        };
        assert!(!unit("두 장관은 만났다.").is_copy_of(&unit("두 총리는 만났다."), source));
    }

    #[test]
    fn what_follows_a_copy_is_cut_only_where_it_begins_the_same() {
        let a = "두 장관은 20일 서울에서 만나 원전 협력 방안을 논의했다.";
        check(&format!("{a} 이들은 다시 만나기로 했다.\n끝났다.\n{a} 그들은 곧 떠났다"), &[a]);
    }
}
