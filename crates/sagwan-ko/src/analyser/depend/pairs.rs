//! Marks that enclose words: brackets and quotation marks, paired within a sentence.

/// A pair, and the words between its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Number of the token that opens it.
    pub open: u32,
    /// Number of the token that closes it.
    pub close: u32,
    /// Number of the first word inside.
    pub start: u32,
    /// One past the number of the last word inside.
    pub end: u32,
}

/// Finds the pairs of a sentence, mark by mark.
#[derive(Debug, Default)]
pub struct Pairs {
    /// What closes each mark that is open, its token, and the word after it.
    open: Vec<(char, u32, u32)>,
    found: Vec<Pair>,
}

/// How many open marks are looked through for a partner: nobody nests deeper, and time stays linear.
const DEEPEST: usize = 8;

/// What closes a mark; a straight mark closes itself.
fn closing(mark: char) -> Option<char> {
    Some(match mark {
        '(' => ')',
        '[' => ']',
        '<' => '>',
        '（' => '）',
        '［' => '］',
        '〔' => '〕',
        '【' => '】',
        '“' => '”',
        '‘' | '`' => '’',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '〈' => '〉',
        '«' => '»',
        '"' | '\'' | '″' | '′' | '＂' | '＇' => mark,
        _ => return None,
    })
}

impl Pairs {
    /// Begins a new sentence.
    pub fn clear(&mut self) {
        self.open.clear();
        self.found.clear();
    }

    /// Takes in a mark: the number of its token, and of the words before it.
    pub fn take(&mut self, mark: char, token: u32, words: u32) {
        let near = self.open.len().saturating_sub(DEEPEST);
        let partner = self.open.iter().skip(near).rposition(|&(closing, ..)| closing == mark);
        if let Some(at) = partner {
            // What was opened in between and never closed is no pair.
            self.open.truncate(near + at + 1);
            if let Some((_, open, start)) = self.open.pop() {
                self.found.push(Pair { open, close: token, start, end: words });
            }
        } else if let Some(closing) = closing(mark) {
            self.open.push((closing, token, words));
        }
    }

    /// How many are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The pairs of the sentence in the order in which they close.
    pub fn found(&self) -> &[Pair] {
        &self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_paired() {
        // Letters stand for words.
        let pairs = |text: &str| {
            let (mut pairs, mut words) = (Pairs::default(), 0);
            for (token, c) in text.chars().enumerate() {
                if c.is_alphabetic() {
                    words += 1;
                } else {
                    pairs.take(c, token as u32, words);
                }
            }
            pairs.found().iter().map(|p| (p.open, p.close, p.start..p.end)).collect::<Vec<_>>()
        };
        assert_eq!(pairs("a(b)"), [(1, 3, 1..2)]);
        assert_eq!(pairs("\"a'b'\"c"), [(2, 4, 1..2), (0, 5, 0..2)]);
        assert_eq!(pairs("“a(b”)"), [(0, 4, 0..2)]);
        assert_eq!(pairs(")a(("), []);
    }
}
