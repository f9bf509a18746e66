//! What speaks for and against an event with just these sides.

use sagwan_text::vocabulary::Effect;

use super::super::telling::Telling;
use super::super::{View, clause};
use super::{Around, Candidate, Outline, Set};
use crate::cast::HOME;
use crate::events::clue::{self, Clue, flag};
use crate::events::{Occasion, sides_of};
use crate::record::ActorKind;

/// The score of one who is not there.
const NOBODY: i16 = -999;
/// As far as numbers matter.
const MOST: i16 = 50;
/// The most that speaks against a set.
const LEAST: i32 = -2000;

fn count(n: usize) -> i16 {
    clue::count(n, MOST)
}

/// An event that was told before, with its sides.
struct Told<'o> {
    event: &'o Occasion,
    sides: Vec<usize>,
}

/// An event of which sets of sides are asked whether they are its own.
pub(super) struct Asked<'a> {
    view: &'a View<'a>,
    around: &'a Around<'a>,
    outline: Outline<'a>,
    /// The sides as the rules have them.
    ruled: Option<Vec<usize>>,
    candidates: &'a [Candidate],
    /// The events of its kind that were told before.
    told: Vec<Told<'a>>,
    /// What speaks for the event whatever its sides: its word, when and where it is, the sentence around it.
    of_word: [Clue; 17],
    of_occasion: [Clue; 7],
    of_sentence: [Clue; 11],
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        around: &'a Around<'a>,
        telling: &Telling<'_>,
        outline: Outline<'a>,
        ruled: Option<&Set>,
        candidates: &'a [Candidate],
    ) -> Self {
        let all = around.beside.iter().chain(around.earlier);
        let alike = all.filter(|event| event.kind.alike(outline.kind));
        let ruled = ruled.map(sides_of);
        Asked {
            view,
            around,
            outline,
            candidates,
            told: alike.map(|event| Told { event, sides: event.sides() }).collect(),
            of_word: of_word(telling, outline, ruled.as_deref()),
            of_occasion: of_occasion(view, telling, outline),
            of_sentence: of_sentence(view, around, telling.at),
            ruled,
        }
    }

    /// Whether the event of another time was on another day.
    fn on_another_day(&self, told: &Told<'_>) -> bool {
        let day = |time| self.view.reading.first_day(time);
        let days = day(self.outline.time).zip(day(told.event.time));
        days.is_some_and(|(a, b)| !a.starts_with(b) && !b.starts_with(a))
    }

    /// What speaks for the event with these sides, each clue with its name.
    pub(super) fn clues(&self, set: &Set) -> Vec<Clue> {
        let sides = sides_of(set);
        let (own, rest): (Vec<&Candidate>, Vec<&Candidate>) =
            self.candidates.iter().partition(|c| sides.contains(&c.actor));
        let scores = |of: &[&Candidate]| of.iter().map(|c| c.score).collect::<Vec<i16>>();
        let (own, rest) = (scores(&own), scores(&rest));
        let mean = own.iter().map(|score| i32::from(*score)).sum::<i32>() / (own.len().max(1) as i32);
        // What speaks against those that are in, and for those that are not.
        let against = own.iter().copied().chain(rest.iter().map(|score| -score));
        let against = against.map(|score| i32::from(score.min(0))).sum::<i32>().max(LEAST);
        let members = || set.iter().filter(|(_, role)| role.is_side());
        let members = || members().filter_map(|(a, _)| self.around.cast.members.get(*a));
        let of_kind = |kind: ActorKind| count(members().filter(|m| m.kind == kind).count());
        let states = || members().map(|m| m.country.as_deref());
        let first = states().next().flatten();
        let of_one = first.is_some() && states().all(|state| state == first);
        let same = || self.told.iter().filter(|told| told.sides == sides);
        let shared = self.told.iter().filter(|told| told.sides.iter().any(|a| sides.contains(a)));
        let of_set = [
            ("as the rules have it", flag(self.ruled.as_ref() == Some(&sides))),
            ("sides", count(sides.len())),
            ("least side", own.iter().copied().min().unwrap_or(NOBODY)),
            ("best side", own.iter().copied().max().unwrap_or(NOBODY)),
            ("mean side", mean as i16),
            ("best outside", rest.iter().copied().max().unwrap_or(NOBODY)),
            ("likely outside", count(rest.iter().filter(|score| **score > 0).count())),
            ("against", against as i16),
            ("persons", of_kind(ActorKind::Person)),
            ("states", of_kind(ActorKind::Country)),
            ("bodies", of_kind(ActorKind::Organization)),
            ("groups", of_kind(ActorKind::Group)),
            ("one state", flag(of_one)),
            ("home state alone", flag(of_one && first == Some(HOME))),
            ("sides of no state", count(states().filter(Option::is_none).count())),
        ];
        let of_past = [
            ("told before", count(same().count())),
            ("told before of another day", count(same().filter(|t| self.on_another_day(t)).count())),
            ("one of them told before", count(shared.count())),
        ];
        [&self.of_word[..], &of_set, &self.of_occasion, &of_past, &self.of_sentence].concat()
    }
}

/// What the word of an event tells, and the rules of it.
fn of_word(telling: &Telling<'_>, outline: Outline<'_>, ruled: Option<&[usize]>) -> [Clue; 17] {
    let [event, object, row, verbal, told, adnominal, attends, subject, asks, received, case, class] =
        super::of_word(telling, MOST);
    [
        event,
        ("kind", outline.kind as i16),
        object,
        row,
        verbal,
        told,
        adnominal,
        attends,
        subject,
        asks,
        received,
        ("done by a predicate", flag(telling.act.is_some())),
        case,
        class,
        ("tense", telling.token.tense as i16),
        ("rules found one", flag(ruled.is_some())),
        ("rules' sides", count(ruled.map_or(0, <[_]>::len))),
    ]
}

/// Whether, when and where an event is, and how that is told.
fn of_occasion(view: &View<'_>, telling: &Telling<'_>, outline: Outline<'_>) -> [Clue; 7] {
    let reported = view.statements.iter().any(|s| s.content.contains(telling.token.stem));
    [
        ("status", outline.status as i16),
        ("dated", flag(outline.time.is_some())),
        ("day", view.reading.published_day(outline.time)),
        ("placed", flag(outline.place.is_some())),
        ("sentence", count(view.index)),
        ("reported", flag(reported)),
        ("headline", flag(view.reading.headlines)),
    ]
}

/// What stands around the word of an event.
fn of_sentence(view: &View<'_>, around: &Around<'_>, at: usize) -> [Clue; 11] {
    let fact = |effect: Effect| flag(view.facts.has(at, effect));
    let named = (0..view.tokens().len()).filter(|&n| view.names_event(n)).count();
    let clause = clause::of(view, at).and_then(|c| view.sentence.clauses.get(c));
    [
        ("events before", count(around.earlier.len())),
        ("events beside", count(around.beside.len())),
        ("event words of the sentence", count(named)),
        ("main clause", flag(clause.is_some_and(|c| c.link.is_none()))),
        ("words behind", count(view.tokens().len() - at)),
        ("scene", fact(Effect::Scene)),
        ("discusses", fact(Effect::Discusses)),
        ("internal", fact(Effect::Internal)),
        ("refers", fact(Effect::Refers)),
        ("of the next", fact(Effect::OfNext)),
        ("each", fact(Effect::Each)),
    ]
}
