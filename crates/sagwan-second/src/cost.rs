//! What a sheet costs, counted up question by question: each piece of it is measured once, however many sheets are thought of.
//!
//! Counts are those of [`Sheet::tokens`](crate::Sheet::tokens), or a little more: numbers are taken to be as long as the longest.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::doubt::{About, Case, Doubt};
use crate::sheet::{PROMPT, tokens};

/// Characters by how many of them are a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Letters {
    wide: isize,
    narrow: isize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        Letters { wide: wide as isize, narrow: (text.chars().count() - wide) as isize }
    }

    fn and(self, other: Letters) -> Self {
        Letters { wide: self.wide + other.wide, narrow: self.narrow + other.narrow }
    }

    fn less(self, other: Letters) -> Self {
        Letters { wide: self.wide - other.wide, narrow: self.narrow - other.narrow }
    }

    fn tokens(self) -> usize {
        (self.wide + (self.narrow + 3) / 4).max(0) as usize
    }
}

/// All that a sheet holds beside its pieces.
const EMPTY: &str = r#"{"paragraphs":{},"mentions":{},"events":{},"speakers":{}}"#;

/// Which of an actor's mentions is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Not,
    /// Its first, since it is a side, though it stands in no paragraph that is sent.
    Elsewhere,
    /// The one of this number.
    Here(usize),
}

/// The cost of a sheet that grows.
pub(crate) struct Meter<'c> {
    case: &'c Case,
    /// What a number takes with the marks around it.
    numbered: Letters,
    /// The number that is as long as the longest.
    widest: usize,
    letters: Letters,
    sent: Vec<bool>,
    shown: Vec<Shown>,
    /// Actors with their first mention in each paragraph.
    named: Vec<Vec<(usize, usize)>>,
    /// Places of actors in the record, by their ids.
    places: BTreeMap<&'c str, usize>,
}

/// What a question adds to a sheet.
pub(crate) struct Growth {
    letters: Letters,
    pub(crate) sent: Vec<usize>,
    shown: Vec<(usize, Shown)>,
}

impl<'c> Meter<'c> {
    /// A sheet of an article without any question.
    pub(crate) fn new(case: &'c Case, doubts: usize) -> Self {
        let actors = &case.record.actors;
        let mut named: Vec<Vec<(usize, usize)>> = vec![Vec::new(); case.paragraphs.len()];
        for (a, actor) in actors.iter().enumerate() {
            for (m, mention) in actor.mentions.iter().enumerate() {
                let inside = case.paragraph_holding(mention).and_then(|p| named.get_mut(p));
                if let Some(own) = inside.filter(|own| own.last().is_none_or(|(last, _)| *last != a)) {
                    own.push((a, m));
                }
            }
        }
        let most = actors.len().max(case.paragraphs.len()).max(doubts);
        let widest = 10usize.pow(most.max(1).ilog10() + 1) - 1;
        Meter {
            case,
            numbered: Letters::of(&format!("\"{widest}\":,")),
            widest,
            letters: Letters::of(EMPTY),
            sent: vec![false; case.paragraphs.len()],
            shown: vec![Shown::Not; actors.len()],
            named,
            places: actors.iter().enumerate().map(|(a, actor)| (actor.id.as_str(), a)).collect(),
        }
    }

    /// Tokens of the sheet as it is, with its prompt; nothing while nothing is asked.
    pub(crate) fn tokens(&self) -> usize {
        tokens(PROMPT) + self.letters.tokens()
    }

    /// Tokens of the sheet with what a question adds.
    pub(crate) fn tokens_with(&self, growth: &Growth) -> usize {
        tokens(PROMPT) + self.letters.and(growth.letters).tokens()
    }

    /// What a question adds.
    pub(crate) fn growth(&self, doubt: &Doubt) -> Growth {
        let is_new = |p: &usize| self.sent.get(*p) == Some(&false);
        let sent: Vec<usize> = doubt.paragraphs.iter().copied().filter(is_new).collect();
        let mut shown: Vec<(usize, Shown)> = Vec::new();
        for (actor, mention) in sent.iter().filter_map(|p| self.named.get(*p)).flatten() {
            let slot = shown.iter().position(|(known, _)| known == actor);
            let now = slot.and_then(|at| shown.get(at)).map_or_else(|| self.of(*actor), |(_, now)| *now);
            let next = match now {
                Shown::Here(known) => Shown::Here(known.min(*mention)),
                Shown::Not | Shown::Elsewhere => Shown::Here(*mention),
            };
            match slot.and_then(|at| shown.get_mut(at)) {
                Some(own) => own.1 = next,
                None => shown.push((*actor, next)),
            }
        }
        for actor in self.sides(doubt) {
            if self.of(actor) == Shown::Not && !shown.iter().any(|(known, _)| *known == actor) {
                shown.push((actor, Shown::Elsewhere));
            }
        }
        let paragraphs =
            sent.iter().filter_map(|p| self.case.paragraphs.get(*p)).map(|p| self.piece(&p.text));
        let mentions = shown
            .iter()
            .map(|(actor, next)| self.mention(*actor, *next).less(self.mention(*actor, self.of(*actor))));
        let letters = paragraphs.chain(mentions).fold(self.question(doubt), Letters::and);
        Growth { letters, sent, shown }
    }

    /// Asks a question.
    pub(crate) fn grow(&mut self, growth: &Growth) {
        self.letters = self.letters.and(growth.letters);
        for p in &growth.sent {
            if let Some(slot) = self.sent.get_mut(*p) {
                *slot = true;
            }
        }
        for (actor, next) in &growth.shown {
            if let Some(slot) = self.shown.get_mut(*actor) {
                *slot = *next;
            }
        }
    }

    fn of(&self, actor: usize) -> Shown {
        self.shown.get(actor).copied().unwrap_or(Shown::Not)
    }

    /// The sides that the first reader proposes, by their place in the record.
    fn sides(&self, doubt: &Doubt) -> impl Iterator<Item = usize> {
        let proposed = self.case.proposed(doubt.about);
        let sides = proposed.into_iter().flat_map(|proposed| proposed.participants);
        sides.filter_map(|side| self.places.get(side.actor.as_str()).copied())
    }

    /// A numbered piece of the sheet.
    fn piece(&self, content: &(impl Serialize + ?Sized)) -> Letters {
        // Text and numbers always make JSON.
        Letters::of(&serde_json::to_string(content).unwrap_or_default()).and(self.numbered)
    }

    fn mention(&self, actor: usize, shown: Shown) -> Letters {
        let mentions = self.case.record.actors.get(actor).map(|actor| &actor.mentions);
        let found = match shown {
            Shown::Not => None,
            Shown::Elsewhere => mentions.and_then(|mentions| mentions.first()),
            Shown::Here(n) => mentions.and_then(|mentions| mentions.get(n)),
        };
        found.map_or_else(Letters::default, |mention| self.piece(&mention.text))
    }

    fn question(&self, doubt: &Doubt) -> Letters {
        let asked = match doubt.about {
            About::Speaker(n) => self.case.quoted(n, |_| Some(self.widest)).map(|quoted| self.piece(&quoted)),
            about => self.case.proposed(about).map(|proposed| {
                self.piece(&self.case.asked(&proposed, |_| Some(self.widest), |_| Some(self.widest)))
            }),
        };
        asked.unwrap_or_default()
    }
}
