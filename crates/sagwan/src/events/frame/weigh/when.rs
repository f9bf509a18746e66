//! What speaks for and against a time as that of an event.
//!
//! Takes an event with its sides, gives every time in reach with its clues: those of the sentence, the last days named before
//! it, and when the events before it were.

use sagwan_text::{Anchor, TimeKind, TimeMention, WordClass};

use super::super::clause;
use super::super::telling::Telling;
use super::super::{View, time};
use super::side::{FAR, nearness};
use super::{Around, Outline};
use crate::events::clue::{self, Clue, flag};
use crate::events::{DAY, Occasion};

/// How many days named before the sentence, and how many events told before, a time is taken from.
const BEFORE: usize = 3;

/// An event of which times are asked whether they are its own.
pub(super) struct Asked<'a> {
    view: &'a View<'a>,
    around: &'a Around<'a>,
    telling: &'a Telling<'a>,
    outline: Outline<'a>,
    sides: &'a [usize],
    /// The last events before it, the nearest first.
    last: Vec<&'a Occasion>,
    /// When it was as the rules have it, if not told in its sentence by that of an event before it.
    ruled: Option<usize>,
    inherited: Option<usize>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        around: &'a Around<'a>,
        telling: &'a Telling<'a>,
        outline: Outline<'a>,
        sides: &'a [usize],
    ) -> Self {
        let last = around.beside.iter().rev().chain(around.earlier.iter().rev());
        Asked {
            view,
            around,
            telling,
            outline,
            sides,
            last: last.filter(|o| o.time.is_some()).take(BEFORE).collect(),
            ruled: outline.time,
            inherited: time::inherited(view, around.earlier),
        }
    }

    /// The times in reach, each once.
    pub(super) fn candidates(&self) -> Vec<usize> {
        let (view, all) = (self.view, self.view.reading.times);
        let is_when =
            |n: &usize| all.get(*n).is_some_and(|t| t.kind != TimeKind::Duration && t.value.is_some());
        let first = view.times_before;
        let of_sentence = (first..first + view.times.len())
            .filter(|n| all.get(*n).is_some_and(|t| !view.quoted(t.span)))
            .filter(is_when);
        let is_day = |n: &usize| all.get(*n).and_then(|t| t.value.as_deref()).is_some_and(|v| v.len() >= DAY);
        let before = (0..first).rev().filter(is_when).filter(is_day).take(BEFORE);
        let told = self.last.iter().filter_map(|o| o.time);
        let mut found: Vec<usize> = Vec::new();
        for time in of_sentence.chain(before).chain(told).chain(self.ruled).chain(self.inherited) {
            if !found.contains(&time) {
                found.push(time);
            }
        }
        found
    }

    /// What speaks for a time, each clue with its name.
    pub(super) fn clues(&self, number: usize) -> Vec<Clue> {
        let of_word = super::of_word(self.telling, FAR);
        let Some(time) = self.view.reading.times.get(number) else { return of_word.to_vec() };
        let own = [
            ("status", self.outline.status as i16),
            ("placed", flag(self.outline.place.is_some())),
            ("tense", self.telling.token.tense as i16),
            ("sides", clue::count(self.sides.len(), FAR)),
            (
                "reported",
                flag(self.view.statements.iter().any(|s| s.content.contains(self.telling.token.stem))),
            ),
            ("rules found one", flag(self.ruled.is_some())),
            ("as the rules have it", flag(self.ruled == Some(number))),
            ("rules inherit one", flag(self.inherited.is_some())),
            ("as the rules inherit it", flag(self.inherited == Some(number))),
            ("times of the sentence", clue::count(self.view.times.len(), FAR)),
            ("first word", self.first_word()),
        ];
        [
            &of_word[..],
            &own,
            &self.of_time(number, time),
            &self.of_stand(number, time),
            &self.of_events(number),
        ]
        .concat()
    }

    /// How the sentence begins: 이어, 앞서, 한편.
    fn first_word(&self) -> i16 {
        let first = self.view.tokens().iter().find(|w| w.is_word());
        first.map_or(-1, |w| w.pos as i16 + if w.class == WordClass::Nominal { 100 } else { 0 })
    }

    /// What a time tells by itself.
    fn of_time(&self, number: usize, time: &TimeMention) -> [Clue; 6] {
        let value = time.value.as_deref().unwrap_or("");
        [
            ("grain", clue::count(value.len(), FAR)),
            ("stretch", flag(value.contains('/'))),
            ("time of day", flag(time.kind == TimeKind::Time)),
            ("day", self.view.reading.published_day(Some(number))),
            ("by publication", flag(time.anchor == Anchor::Published)),
            ("by the time before", flag(time.anchor == Anchor::Previous)),
        ]
    }

    /// How it stands to the event's word.
    fn of_stand(&self, number: usize, time: &TimeMention) -> [Clue; 10] {
        let (view, at) = (self.view, self.telling.at);
        let here = number.checked_sub(view.times_before).is_some_and(|n| n < view.times.len());
        let before = here && time.span.end <= self.telling.token.span.start;
        let between =
            |n: &&TimeMention| n.span.start >= time.span.end && n.span.end <= self.telling.token.span.start;
        let last_word = view.tokens().partition_point(|w| w.span.start < time.span.end).saturating_sub(1);
        let sentence = view.reading.read.sentences.partition_point(|s| s.span.end <= time.span.start);
        let place = if here { nearness(clause::place_of(view, last_word, at)) } else { FAR };
        let apart = if before { at.saturating_sub(last_word) } else { last_word.saturating_sub(at) };
        let later = number < view.times_before;
        [
            ("in the sentence", flag(here)),
            ("before the event", flag(before)),
            ("words between", if here { clue::count(apart, FAR) } else { FAR }),
            ("clause", place),
            ("claimed", flag(here && time::is_claimed(view, time, at))),
            ("another's", flag(here && time::is_another(view, time))),
            ("before the report", flag(here && time::is_before_report(view, number, self.telling.token))),
            (
                "times between",
                if before { clue::count(view.times.iter().filter(between).count(), FAR) } else { FAR },
            ),
            ("sentences ago", clue::count(view.index.saturating_sub(sentence), FAR)),
            ("times since", if later { clue::count(view.times_before - number, FAR) } else { 0 }),
        ]
    }

    /// Which events were then.
    fn of_events(&self, number: usize) -> [Clue; 8] {
        let of = |o: &&&Occasion| o.time == Some(number);
        let then = self.last.iter().find(of);
        let shared = |o: &Occasion| o.sides().iter().filter(|side| self.sides.contains(side)).count();
        let asked = |ask: &dyn Fn(&Occasion) -> i16| then.map_or(-1, |o| ask(o));
        let ago = |o: &Occasion| o.evidence.last().map_or(FAR, |n| clue::count(self.view.index - n, FAR));
        [
            ("events then", clue::count(self.last.iter().filter(of).count(), FAR)),
            (
                "how many events ago",
                self.last.iter().position(|o| o.time == Some(number)).map_or(FAR, |n| n as i16),
            ),
            ("sides of the event then", asked(&|o| clue::count(shared(o), FAR))),
            ("kind of the event then", asked(&|o| o.kind as i16)),
            ("status of the event then", asked(&|o| o.status as i16)),
            ("told then", asked(&|o| flag(o.told))),
            ("sentences since the event then", asked(&ago)),
            ("beside the event then", flag(self.around.beside.iter().any(|o| o.time == Some(number)))),
        ]
    }
}
