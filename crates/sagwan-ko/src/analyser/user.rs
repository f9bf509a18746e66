//! Words of a user, laid over the model.

use std::collections::HashMap;
use std::fmt;

use crate::analyser::morph::features::Window;
use crate::tag::Tag;

/// A line of a user dictionary that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserWordsError {
    /// Line, 1 first.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for UserWordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "user dictionary, line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for UserWordsError {}

/// A user's words: surface, tag, and a cost that decides between words of one length.
#[derive(Debug, Clone, Default)]
pub struct UserWords {
    words: HashMap<Vec<char>, (Tag, i32)>,
    longest: usize,
}

impl UserWords {
    /// Reads lines of `surface,tag,cost`; `#` begins a comment. Of two lines for one surface the lower cost wins.
    ///
    /// ```
    /// use sagwan_ko::{Analyser, UserWords};
    /// let words = UserWords::from_csv("가람바사,NNP,0\n").unwrap();
    /// let text = "가람바사는 만났다";
    /// let analysis = Analyser::new().with_words(words).analyse(text);
    /// assert_eq!(analysis.sentences[0].tokens[0].stem.of(text), "가람바사");
    /// ```
    ///
    /// # Errors
    /// When a line has no surface, an unknown tag or a cost that is no number.
    pub fn from_csv(csv: &str) -> Result<Self, UserWordsError> {
        let mut found = UserWords::default();
        for (n, line) in csv.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |message: String| UserWordsError { line: n + 1, message };
            let mut cells = line.split(',').map(str::trim);
            let surface: Vec<char> = cells.next().unwrap_or("").chars().collect();
            if surface.is_empty() || surface.iter().any(|c| c.is_whitespace()) {
                return Err(fault("the surface is missing or holds white space".to_owned()));
            }
            let tag = cells.next().unwrap_or("");
            let tag =
                Tag::parse(tag).ok_or_else(|| fault(format!("{tag:?} is no tag: write one such as NNP")))?;
            let cost = cells.next().unwrap_or("0");
            let cost: i32 =
                cost.parse().map_err(|_| fault(format!("the cost {cost:?} is no whole number")))?;
            found.longest = found.longest.max(surface.len());
            let known = found.words.entry(surface).or_insert((tag, cost));
            if cost < known.1 {
                *known = (tag, cost);
            }
        }
        Ok(found)
    }

    /// Marks the characters of the longest words at the beginning of eojeol and after one another.
    pub(crate) fn mark(&self, window: &Window, forced: &mut Vec<Option<(Tag, bool)>>) {
        forced.clear();
        if self.words.is_empty() {
            return;
        }
        forced.resize(window.len(), None);
        let mut n = 0;
        while n < window.len() {
            let (_, end) = window.eojeol(n);
            let found = (1..=self.longest.min(end.saturating_sub(n))).rev().find_map(|length| {
                let surface: Vec<char> = (n..n + length).map(|i| window.at(i)).collect();
                self.words.get(&surface).map(|(tag, _)| (length, *tag))
            });
            match found {
                Some((length, tag)) => {
                    for (k, slot) in forced.iter_mut().skip(n).take(length).enumerate() {
                        *slot = Some((tag, k == 0));
                    }
                    n += length;
                }
                // A word in the middle of an eojeol is not looked for: 인도 is no word in 확인도.
                None => n = end.max(n) + 1,
            }
        }
    }
}
