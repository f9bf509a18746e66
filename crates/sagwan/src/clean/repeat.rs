//! Passages printed again.
//!
//! Takes the kept parts of the source, gives those whose sentences stood before, byte for byte or differing
//! in white space, quotation marks and stops. The first copy stays. One pass over the sentences: a hash of
//! each, so the time is linear in the length of the article.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use sagwan_ko::{jamo, quote};
use sagwan_text::ByteSpan;

/// A lone repeated sentence must be this long (letters and digits) to be cut: short ones recur in
/// transcripts without being copies.
const MIN_LONE: usize = 20;
/// Sentences this short never start a repeated passage.
const MIN_FIRST: usize = 6;

struct Unit<'s> {
    span: ByteSpan,
    key: Key<'s>,
    /// How many letters and digits it has.
    letters: usize,
}

/// A sentence by its letters and digits, which are written down for no sentence: most stand once.
#[derive(Clone, Copy)]
struct Key<'s> {
    hash: u64,
    text: &'s str,
}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && letters(self.text).eq(letters(other.text))
    }
}

impl Eq for Key<'_> {}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| jamo::is_alphanumeric(*c) && !quote::is_mark(*c))
}

/// Whether the letters of a text begin with those of another.
fn begins_with(text: &str, beginning: &str) -> bool {
    let mut text = letters(text);
    letters(beginning).all(|c| text.next() == Some(c))
}

/// The repeated passages among `kept`, which are in source order.
pub(super) fn find(source: &str, kept: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut units: Vec<Unit<'_>> = Vec::new();
    let hasher = RandomState::new();
    let mut written = String::new();
    for part in kept {
        for sentence in sagwan_ko::sentences(part.of(source)) {
            let span = ByteSpan::new(part.start + sentence.start, part.start + sentence.end);
            let text = span.of(source);
            written.clear();
            let mut count = 0;
            for letter in letters(text) {
                written.push(letter);
                count += 1;
            }
            let key = Key { hash: hasher.hash_one(written.as_str()), text };
            units.push(Unit { span, key, letters: count });
        }
    }
    let mut first_at: HashMap<Key<'_>, usize> = HashMap::new();
    let mut copy_of: Vec<Option<usize>> = vec![None; units.len()];
    for (n, unit) in units.iter().enumerate() {
        if unit.letters == 0 {
            continue;
        }
        let follows =
            n.checked_sub(1).and_then(|p| copy_of.get(p).copied().flatten()).map(|before| before + 1);
        // The last sentence of a copy may be cut short.
        let shortened = follows.and_then(|f| units.get(f)).is_some_and(|original| {
            n + 1 == units.len() && unit.letters >= MIN_FIRST && begins_with(original.key.text, unit.key.text)
        });
        let original = match first_at.get(&unit.key) {
            Some(&original) => Some(original),
            None if shortened => follows,
            None => {
                first_at.insert(unit.key, n);
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
}
