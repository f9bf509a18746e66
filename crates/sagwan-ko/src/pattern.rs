//! Regular expressions of tables, compiled when a text first needs them.
//!
//! Takes an expression, gives what it finds in a text. Most expressions of a table find nothing in most articles, and to
//! compile one costs more than to read an article: so each is taken apart once for what a match cannot do without (its
//! first and last character, its length, one of some words), and compiled when a text has all of that. A faulty expression
//! is refused when the table is read.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use regex::{Captures, Regex};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// More words than this are not looked for before the expression itself is.
const MAX_WORDS: usize = 64;
/// A class of more characters than this is no set of words.
const MAX_CLASS: usize = 16;

/// A regular expression in a cell.
#[derive(Debug, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    text: String,
    needs: Needs,
    compiled: OnceLock<Option<Regex>>,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Pattern::new(text)
    }
}

impl Pattern {
    /// The expression, not yet compiled.
    ///
    /// # Errors
    /// When it is none, with what is wrong.
    pub fn new(text: String) -> Result<Self, String> {
        let parsed = regex_syntax::parse(&text).map_err(|fault| fault.to_string())?;
        Ok(Pattern { needs: Needs::of(&parsed), text, compiled: OnceLock::new() })
    }

    /// The expression as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is found in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.for_text(text).is_some_and(|regex| regex.is_match(text))
    }

    /// The first place where it is found in a text, with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.for_text(text)?.captures(text)
    }

    /// The compiled expression, if the text has what a match needs.
    fn for_text(&self, text: &str) -> Option<&Regex> {
        if !self.needs.met_by(text) {
            return None;
        }
        // What parses compiles, but for expressions beyond all measure: those find nothing.
        self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref()
    }
}

/// What a text must have, or nothing is found in it.
#[derive(Debug, Default)]
struct Needs {
    /// Characters one of which it begins with.
    first: Option<ClassUnicode>,
    /// Characters one of which it ends with.
    last: Option<ClassUnicode>,
    /// Its most bytes.
    longest: Option<usize>,
    /// Words one of which stands in it.
    words: Vec<String>,
}

impl Needs {
    fn of(parsed: &Hir) -> Self {
        let properties = parsed.properties();
        let begins = properties.look_set_prefix().contains(Look::Start);
        let ends = properties.look_set_suffix().contains(Look::End);
        Needs {
            first: begins.then(|| edge(parsed, Side::First)).and_then(Edge::required),
            last: ends.then(|| edge(parsed, Side::Last)).and_then(Edge::required),
            longest: properties.maximum_len().filter(|_| begins && ends),
            words: words(parsed).map(|words| words.into_iter().collect()).unwrap_or_default(),
        }
    }

    fn met_by(&self, text: &str) -> bool {
        let fits = |class: &Option<ClassUnicode>, c: Option<char>| {
            class.as_ref().is_none_or(|class| c.is_some_and(|c| holds(class, c)))
        };
        self.longest.is_none_or(|longest| text.len() <= longest)
            && fits(&self.first, text.chars().next())
            && fits(&self.last, text.chars().next_back())
            && (self.words.is_empty() || self.words.iter().any(|word| text.contains(word.as_str())))
    }
}

/// Whether a class, whose ranges stand in order, has a character.
fn holds(class: &ClassUnicode, c: char) -> bool {
    let n = class.ranges().partition_point(|range| range.end() < c);
    class.ranges().get(n).is_some_and(|range| range.start() <= c)
}

/// The end of a match that is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

/// The characters with which a match of an expression begins or ends.
struct Edge {
    class: ClassUnicode,
    /// Whether it may be empty, so that what is next to it counts as well.
    empty: bool,
}

impl Edge {
    fn required(self) -> Option<ClassUnicode> {
        (!self.empty).then_some(self.class)
    }
}

fn edge(hir: &Hir, side: Side) -> Edge {
    let none = |empty| Edge { class: ClassUnicode::empty(), empty };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => none(true),
        HirKind::Literal(literal) => {
            let mut found = none(false);
            match std::str::from_utf8(&literal.0).ok().and_then(|text| end_of(text, side)) {
                Some(c) => found.class.push(ClassUnicodeRange::new(c, c)),
                None => found.empty = true,
            }
            found
        }
        HirKind::Class(Class::Unicode(class)) => Edge { class: class.clone(), empty: false },
        HirKind::Class(Class::Bytes(class)) => {
            let ranges =
                class.ranges().iter().map(|r| ClassUnicodeRange::new(r.start().into(), r.end().into()));
            Edge { class: ClassUnicode::new(ranges), empty: false }
        }
        HirKind::Repetition(repeated) => {
            let inner = edge(&repeated.sub, side);
            Edge { empty: inner.empty || repeated.min == 0, ..inner }
        }
        HirKind::Capture(group) => edge(&group.sub, side),
        HirKind::Concat(parts) => {
            let mut found = none(true);
            let forwards = parts.iter();
            let in_order: Box<dyn Iterator<Item = &Hir>> = match side {
                Side::First => Box::new(forwards),
                Side::Last => Box::new(forwards.rev()),
            };
            for part in in_order {
                let next = edge(part, side);
                found.class.union(&next.class);
                if !next.empty {
                    found.empty = false;
                    break;
                }
            }
            found
        }
        HirKind::Alternation(ways) => {
            ways.iter().map(|way| edge(way, side)).fold(none(false), |mut all, way| {
                all.class.union(&way.class);
                all.empty |= way.empty;
                all
            })
        }
    }
}

fn end_of(text: &str, side: Side) -> Option<char> {
    match side {
        Side::First => text.chars().next(),
        Side::Last => text.chars().next_back(),
    }
}

/// Words one of which stands in every match; `None` when there are none, or too many.
fn words(hir: &Hir) -> Option<BTreeSet<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).ok().map(|text| BTreeSet::from([text.to_owned()]))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.ranges().iter().map(ClassUnicodeRange::len).sum();
            let all = || class.ranges().iter().flat_map(|range| range.start()..=range.end());
            (size <= MAX_CLASS).then(|| all().map(String::from).collect())
        }
        HirKind::Repetition(repeated) => (repeated.min > 0).then(|| words(&repeated.sub)).flatten(),
        HirKind::Capture(group) => words(&group.sub),
        // Of several that are all needed the few long ones tell most.
        HirKind::Concat(parts) => parts
            .iter()
            .filter_map(words)
            .min_by_key(|words| (words.len(), std::cmp::Reverse(words.iter().map(String::len).min()))),
        HirKind::Alternation(ways) => {
            let all: BTreeSet<String> =
                ways.iter().map(words).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
            (all.len() <= MAX_WORDS).then_some(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn needs(text: &str) -> Needs {
        Pattern::new(text.to_owned()).unwrap().needs
    }

    #[test]
    fn a_match_needs_its_rarest_words() {
        assert_eq!(needs(r"[(\[]\s*.{1,40}=\s?(?:기자|특파원)").words, ["="]);
        assert_eq!(needs(r".{0,40}(?:무단|불법)\s?전재").words, ["전재"]);
        assert_eq!(needs(r"(?:기자|특파원)+\d").words, ["기자", "특파원"]);
        assert!(needs(r"(?:기자)?\d*").words.is_empty());
    }

    #[test]
    fn edges_count_where_the_expression_is_anchored() {
        let found = needs(r"^\s*(?:가|나)?[다라].*(?:요|죠)\.?$");
        let (first, last) = (found.first.unwrap(), found.last.unwrap());
        assert!(holds(&first, '가') && holds(&first, '라') && holds(&first, ' ') && !holds(&first, '요'));
        assert!(holds(&last, '요') && holds(&last, '.') && !holds(&last, '다'));
        assert!(needs("가나").first.is_none() && needs("^가|나").first.is_none());
        assert_eq!(needs("^가{2,3}$").longest, Some(9));
    }

    #[test]
    fn nothing_is_compiled_for_a_text_without_its_words() {
        let pattern = Pattern::new("^무단 전재".to_owned()).unwrap();
        assert!(!pattern.is_match("두 장관은 만났다.") && pattern.compiled.get().is_none());
        assert!(pattern.is_match("무단 전재 금지") && pattern.compiled.get().is_some());
    }

    #[test]
    fn a_faulty_expression_is_refused() {
        assert!(Pattern::new("(가".to_owned()).is_err());
    }

    proptest! {
        /// What a pattern finds is what its expression finds.
        #[test]
        fn nothing_is_missed(
            parts in prop::collection::vec(
                prop::sample::select(vec!["^", "$", "가", "나", "다*", "(?:가|나다)", "(?:나|)", "[가-다]", "[^가]", ".{1,2}", "라?", "|", "\\b", " "]),
                0..7,
            ),
            text in "[가나다라 ]{0,6}",
        ) {
            let text_of = parts.concat();
            if let (Ok(pattern), Ok(regex)) = (Pattern::new(text_of.clone()), Regex::new(&text_of)) {
                prop_assert_eq!(pattern.is_match(&text), regex.is_match(&text), "{}", text_of);
            }
        }
    }
}
