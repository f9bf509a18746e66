//! How the words of a sentence lie to each other: what counts in a distance, which quotations are passed as one word, which
//! clauses lie in which, and the words that a hop may lead to.

use std::ops::Range;

use super::ast::Hop;
use super::scene::Scene;
use crate::clause::LinkKind;
use crate::sentence::Sentence;
use crate::word::WordKind;

/// How many clauses deep one is looked for in another; only a damaged analysis goes deeper.
const DEEPEST: usize = 16;

/// A sentence as distances see it.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    sentence: &'a Sentence,
    /// For each word how much it adds to a distance: none for marks and for all but the last word of a mention.
    weight: Vec<usize>,
    /// For each word whether it stands in a quotation.
    quoted: Vec<bool>,
    /// Quotations of two words and more.
    opaque: Vec<Opaque>,
    /// For each word the innermost of `opaque`; empty when there are none.
    opaque_at: Vec<Option<usize>>,
    /// For each clause the one that it lies in.
    host: Vec<Option<usize>>,
}

/// A quotation that is one word to who stands outside.
#[derive(Debug, Clone, Copy)]
struct Opaque {
    /// Its opening mark.
    first: usize,
    /// Its closing mark.
    last: usize,
    /// The quotation that it stands in.
    outer: Option<usize>,
}

impl Opaque {
    fn holds(&self, word: usize) -> bool {
        self.first <= word && word <= self.last
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new(scene: &Scene<'a>) -> Self {
        let sentence = scene.sentence;
        let mut weight: Vec<usize> = sentence.words.iter().map(|w| usize::from(w.is_word())).collect();
        for mention in scene.mentions {
            if let Some(but_last) = weight.get_mut(mention.first..mention.last.max(mention.first)) {
                but_last.fill(0);
            }
        }
        let mut layout = Layout {
            sentence,
            weight,
            quoted: Vec::new(),
            opaque: Vec::new(),
            opaque_at: Vec::new(),
            host: hosts(sentence),
        };
        layout.quotes();
        layout
    }

    fn quotes(&mut self) {
        let words = &self.sentence.words;
        for quote in &self.sentence.quotes {
            let range = |from: usize, to: usize| {
                let first = words.partition_point(|w| w.span.start < from);
                first..words.partition_point(|w| w.span.start < to).max(first)
            };
            let content = range(quote.content.start, quote.content.end);
            self.quoted.resize(words.len(), false);
            if let Some(quoted) = self.quoted.get_mut(content.clone()) {
                quoted.fill(true);
            }
            let inside = words.get(content).unwrap_or_default().iter().filter(|w| w.is_word()).count();
            let whole = range(quote.span.start, quote.span.end);
            if inside < 2 || whole.is_empty() {
                continue;
            }
            self.opaque_at.resize(words.len(), None);
            let outer = self.opaque_at.get(whole.start).copied().flatten();
            let number = self.opaque.len();
            self.opaque.push(Opaque { first: whole.start, last: whole.end - 1, outer });
            if let Some(at) = self.opaque_at.get_mut(whole) {
                at.fill(Some(number));
            }
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.sentence.words.len()
    }

    pub(super) fn quoted(&self, word: usize) -> bool {
        self.quoted.get(word).copied().unwrap_or(false)
    }

    /// The largest quotation around a word that does not hold `from`.
    fn closed_to(&self, word: usize, from: Option<usize>) -> Option<Opaque> {
        let outside = |quote: &Opaque| !from.is_some_and(|f| quote.holds(f));
        let mut quote = *self.opaque.get((*self.opaque_at.get(word)?)?)?;
        if !outside(&quote) {
            return None;
        }
        // An outer quotation has a smaller number, so this ends.
        while let Some(outer) = quote.outer.and_then(|o| self.opaque.get(o)).filter(|o| outside(o)) {
            quote = *outer;
        }
        Some(quote)
    }

    fn clause_of(&self, word: usize) -> Option<usize> {
        self.sentence.clause_of.get(word).copied()
    }

    /// Whether a word stands in a clause, or in one inside it.
    fn stands_in(&self, word: usize, clause: usize) -> bool {
        let mut at = self.clause_of(word);
        for _ in 0..DEEPEST {
            match at {
                Some(c) if c == clause => return true,
                Some(c) => at = self.host.get(c).copied().flatten(),
                None => return false,
            }
        }
        false
    }

    /// The clause in which a distance goes on from a word: its own, and from the predicate of one that lies in another,
    /// that other, as only there something follows: 회담을 연 [지난주] 장관.
    fn going_on(&self, word: usize) -> Option<usize> {
        let clause = self.clause_of(word)?;
        let predicate = self.sentence.clauses.get(clause)?.predicate;
        let host = self.host.get(clause).copied().flatten();
        Some(host.filter(|_| predicate.is_some_and(|p| p <= word)).unwrap_or(clause))
    }

    /// The words that a hop may lead to from behind `last` (`None`: from the beginning), nearest first.
    pub(super) fn ahead(&self, last: Option<usize>, hop: Hop) -> Reach<'_, 'a> {
        let next = last.map_or(0, |l| l + 1);
        match hop {
            Hop::Next => {
                let unquoted = self.next_unquoted(next);
                Reach::Range(next..unquoted + 1)
            }
            Hop::Governor => match last.and_then(|l| self.sentence.governor(l)) {
                Some(word) => Reach::Range(word..word + 1),
                None => Reach::Range(0..0),
            },
            Hop::Within(most) => {
                let clause = last.and_then(|l| self.going_on(l));
                Reach::Walk(self.walk(Some(next), last, most, clause, false))
            }
            Hop::Anywhere(most) => Reach::Walk(self.walk(Some(next), last, most, None, false)),
        }
    }

    /// The words before `start`, nearest first.
    pub(super) fn behind(&self, start: usize, hop: Hop) -> Reach<'_, 'a> {
        let before = start.checked_sub(1);
        match hop {
            Hop::Next | Hop::Governor => {
                let mut from = before;
                while let Some(at) = from.filter(|&at| self.is_quote(at)) {
                    from = at.checked_sub(1);
                }
                // Without a word before it, the marks are looked at alone.
                Reach::Range(from.unwrap_or(0)..start)
            }
            Hop::Within(most) => {
                Reach::Walk(self.walk(before, Some(start), most, self.clause_of(start), true))
            }
            Hop::Anywhere(most) => Reach::Walk(self.walk(before, Some(start), most, None, true)),
        }
    }

    fn walk(
        &self,
        at: Option<usize>,
        from: Option<usize>,
        most: usize,
        clause: Option<usize>,
        back: bool,
    ) -> Walk<'_, 'a> {
        // Marks count nothing, but no text may make a walk long.
        Walk { layout: self, at, from, between: 0, most, steps: 4 * most + 32, clause, back }
    }

    fn is_quote(&self, word: usize) -> bool {
        self.sentence.words.get(word).is_some_and(|w| w.kind == WordKind::Quote)
    }

    /// The first word from `next` on that is no quotation mark.
    fn next_unquoted(&self, mut next: usize) -> usize {
        while self.is_quote(next) {
            next += 1;
        }
        next
    }

    /// Whether the sentence ends behind `last`, up to so many words later.
    pub(super) fn ends_behind(&self, last: Option<usize>, hop: Hop) -> bool {
        let most = match hop {
            Hop::Within(most) | Hop::Anywhere(most) => most,
            Hop::Next | Hop::Governor => 0,
        };
        let rest = self.weight.get(last.map_or(0, |l| l + 1)..).unwrap_or_default();
        let mut between = 0;
        rest.iter().all(|weight| {
            between += weight;
            between <= most
        })
    }
}

/// For each clause the one that it lies in: whose noun it is or stands before, what is said in it, or that goes on behind.
fn hosts(sentence: &Sentence) -> Vec<Option<usize>> {
    sentence
        .clauses
        .iter()
        .map(|clause| {
            let link = clause.link?;
            let host = sentence.clauses.get(link.to)?;
            let inside = match link.kind {
                LinkKind::Adnominal | LinkKind::Quotative | LinkKind::Nominal => true,
                LinkKind::Coordinate | LinkKind::Subordinate => {
                    host.first < clause.first && clause.last < host.last
                }
            };
            inside.then_some(link.to)
        })
        .collect()
}

/// Words in the order in which they are tried.
pub(super) enum Reach<'l, 'a> {
    Range(Range<usize>),
    Walk(Walk<'l, 'a>),
}

impl Iterator for Reach<'_, '_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Reach::Range(range) => range.next(),
            Reach::Walk(walk) => walk.next(),
        }
    }
}

/// Word by word, away from `from`.
pub(super) struct Walk<'l, 'a> {
    layout: &'l Layout<'a>,
    at: Option<usize>,
    from: Option<usize>,
    /// How many words lie between.
    between: usize,
    most: usize,
    /// How many steps are left.
    steps: usize,
    clause: Option<usize>,
    back: bool,
}

impl Iterator for Walk<'_, '_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let at = self.at?;
            let weight = *self.layout.weight.get(at)?;
            if self.between > self.most || self.steps == 0 {
                return None;
            }
            self.steps -= 1;
            if let Some(quote) = self.layout.closed_to(at, self.from) {
                self.between += 1;
                self.at = if self.back { quote.first.checked_sub(1) } else { Some(quote.last + 1) };
                continue;
            }
            self.between += weight;
            self.at = if self.back { at.checked_sub(1) } else { Some(at + 1) };
            if self.clause.is_none_or(|clause| self.layout.stands_in(at, clause)) {
                return Some(at);
            }
        }
    }
}
