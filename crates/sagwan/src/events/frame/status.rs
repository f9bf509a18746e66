//! Whether an event happened, and how far and on whose word the text commits itself.

use std::cmp::Ordering;

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, LinkKind, Sentence, Tense, Word, WordClass};

use super::sources::source_of;
use super::telling::Telling;
use super::{View, cast};
use crate::cast::Cast;
use crate::events::{Source, cite, first_day};
use crate::record::{Certainty, Status};
use crate::statements::Said;
use sagwan_text::Mention;
use sagwan_text::Rank;

/// What rules may say of an event, strongest first, as the vocabulary has it.
const STATUSES: [Status; 6] = [
    Status::NotOccurred,
    Status::Cancelled,
    Status::Proposed,
    Status::Planned,
    Status::Underway,
    Status::Occurred,
];

/// The same for what a predicate tells.
const CERTAINTIES: [Certainty; 2] = [Certainty::Hearsay, Certainty::Inferred];

/// How many clauses are followed to the one whose tense counts; no sentence has more.
const LINKS: usize = 16;

/// Did it happen? What rules say of it, then the calendar, then the tense in which it is told.
///
/// What is going on cannot be of a day to come; nor has been what is of one, unless it is told `plainly` (만났다): then the day
/// is another's.
fn settle(said: Option<Status>, tense: Tense, plainly: bool, day: Option<Ordering>) -> Status {
    let (ahead, behind) = (day == Some(Ordering::Greater), day == Some(Ordering::Less));
    match said {
        Some(Status::Underway | Status::Occurred) if ahead => Status::Planned,
        Some(said) => said,
        None if ahead && !plainly => Status::Planned,
        None => match tense {
            Tense::Future => Status::Planned,
            Tense::Present if !behind => Status::Planned,
            Tense::Present | Tense::Past | Tense::Open => Status::Occurred,
        },
    }
}

/// Whether a day lies before or behind that of the article; a range that holds it, and one that is coarser, does neither.
fn side_of(value: &str, published: &str) -> Ordering {
    let end = value.split_once('/').map_or(value, |(_, end)| end);
    // Days compare as text, and a month with the month of the day.
    let side = |v: &str| {
        let v = first_day(v);
        v.cmp(published.get(..v.len()).unwrap_or(published))
    };
    if side(value) == side(end) { side(value) } else { Ordering::Equal }
}

/// The clause of a predicate hangs on which, and how.
pub(super) fn link_of(sentence: &Sentence, predicate: usize) -> Option<(usize, LinkKind)> {
    let link = sentence.clause_at(predicate).filter(|c| c.predicate == Some(predicate))?.link?;
    let next = sentence.clauses.get(link.to)?.predicate?;
    (next > predicate).then_some((next, link.kind))
}

/// The predicate that a clause goes on to: 만나 (선원을 풀어 준) 일을 논의했다. What stands before a noun on the way is passed,
/// and what is said, unless the event is `reported` in it: 통화하고 (서둘러야 한다고) 강조했다.
fn goes_on_to(sentence: &Sentence, predicate: usize, reported: bool) -> Option<usize> {
    let (mut next, kind) = link_of(sentence, predicate)?;
    if !matches!(kind, LinkKind::Coordinate | LinkKind::Subordinate) {
        return None;
    }
    for _ in 0..LINKS {
        match link_of(sentence, next) {
            Some((host, LinkKind::Adnominal)) => next = host,
            Some((host, LinkKind::Quotative)) if !reported => next = host,
            _ => break,
        }
    }
    Some(next)
}

/// The predicate that asserts what `act` tells: itself, or where it leaves its tense open the one that its clause goes on
/// to.
fn asserted(sentence: &Sentence, act: usize, reported: bool) -> usize {
    let mut word = act;
    for _ in 0..LINKS {
        let open = sentence.words.get(word).is_some_and(|w| w.tense == Tense::Open || is_relative(w));
        match goes_on_to(sentence, word, reported).filter(|_| open) {
            Some(next) => word = next,
            None => break,
        }
    }
    word
}

/// Whether a form before a noun tells nothing but what came first, or at the same time: 만난 뒤 귀국할 예정이다, 만나는 등
/// 바빴다.
fn is_relative(word: &Word) -> bool {
    word.class == WordClass::Adnominal && matches!(word.tense, Tense::Past | Tense::Present)
}

/// The predicates that a clause hangs on, from its own on, as far as each is told as true as the next.
fn told_under(sentence: &Sentence, act: usize, content: bool) -> impl Iterator<Item = usize> {
    let up = move |&word: &usize| {
        let (next, kind) = link_of(sentence, word)?;
        (kind != LinkKind::Adnominal || content && word == act).then_some(next)
    };
    std::iter::successors(Some(act), up).take(LINKS)
}

/// The last word of a predicate with its auxiliaries.
pub(super) fn last_of(sentence: &Sentence, predicate: usize) -> usize {
    let behind = sentence.words.iter().skip(predicate + 1);
    predicate + behind.take_while(|w| w.auxiliary_of == Some(predicate)).count()
}

impl View<'_> {
    /// Did it happen, and is that said there? `time` is the event's own.
    pub(super) fn status(&self, at: usize, act: Option<usize>, time: Option<usize>) -> (Status, bool) {
        let words = [Some(at), act];
        let said = words.into_iter().flatten().filter_map(|n| self.facts.strongest(n, Effect::Status)).min();
        let said = said.and_then(|n| STATUSES.get(n).copied());
        // 30일 방한 중인 대통령과 회담한다: the day is that of the talks.
        let day = self.day(time).filter(|_| !self.facts.has(at, Effect::OfNext));
        // What is only named on a day that is gone has been, whatever comes of it.
        let tense = match (act, day) {
            (None, Some(Ordering::Less)) => Tense::Open,
            _ => self.tense(at, act),
        };
        let asserted = said.is_some()
            || act.is_some()
            || tense != Tense::Open
            || day.is_some_and(|day| day != Ordering::Equal);
        let ahead = !asserted && self.facts.has(at, Effect::Ahead);
        let plainly = act.is_some_and(|act| self.is_plainly_past(act));
        (if ahead { Status::Planned } else { settle(said, tense, plainly, day) }, asserted)
    }

    /// Whether a predicate tells of what has been: 만났다, 만났고. Before a noun it tells only what comes first (예방한 뒤 귀국한다):
    /// there the sentence decides.
    fn is_plainly_past(&self, act: usize) -> bool {
        let words = self.tokens();
        let past = |word: &Word| word.tense == Tense::Past;
        let closing = || words.iter().rfind(|w| w.class == WordClass::Final && !self.quoted(w.span));
        words.get(act).is_some_and(|own| {
            past(own) && (own.class != WordClass::Adnominal || closing().is_some_and(past))
        })
    }

    /// The tense in which an event is told. Of one that is only named nothing but a future tells: 방문 기간에 만날 예정이다.
    fn tense(&self, at: usize, act: Option<usize>) -> Tense {
        let words = self.tokens();
        let tense = |n: usize| words.get(n).map_or(Tense::Open, |word| word.tense);
        let Some(act) = act else {
            let future = self.names_within(at).is_some_and(|n| tense(n) == Tense::Future);
            return if future { Tense::Future } else { Tense::Open };
        };
        let told = tense(asserted(self.sentence, act, self.is_reported(at)));
        match tense(act) {
            Tense::Past if told != Tense::Future => Tense::Past,
            _ => told,
        }
    }

    /// Whether a word is part of what somebody is reported to say.
    fn is_reported(&self, at: usize) -> bool {
        let stem = self.tokens().get(at).map(|word| word.stem);
        stem.is_some_and(|stem| self.statements.iter().any(|s| s.content.contains(stem)))
    }

    /// The predicate that asserts what a noun is named in. Where somebody speaks there it is the one that reports.
    fn names_within(&self, at: usize) -> Option<usize> {
        let reported = self.is_reported(at);
        let mut word = self.sentence.governor(at)?;
        for _ in 0..LINKS {
            word = asserted(self.sentence, word, reported);
            let tense = self.tokens().get(word).map(|word| word.tense);
            match link_of(self.sentence, word) {
                // 회담에서 합의한 일을 이룰 예정이다: what came of it has been.
                Some((_, LinkKind::Adnominal)) if tense == Some(Tense::Past) => break,
                Some((next, LinkKind::Adnominal | LinkKind::Nominal)) => word = next,
                Some((next, LinkKind::Quotative)) if !reported => word = next,
                _ => break,
            }
        }
        Some(word)
    }

    /// Whether a time lies before or behind the day of the article.
    fn day(&self, time: Option<usize>) -> Option<Ordering> {
        let value = self.reading.times.get(time?)?.value.as_deref()?;
        Some(side_of(value, self.reading.published.as_deref()?))
    }

    /// Whoever stands in 와 right before the one who speaks behind what is said.
    fn speaks_beside(&self, said: &Said, speaker: usize) -> Option<usize> {
        let behind = |m: &Mention| m.span.start >= said.content.end;
        let (own, _) = self.mentions.iter().find(|(m, a)| behind(m) && *a == Some(speaker))?;
        let beside = self.mentions.iter().rfind(|(m, _)| behind(m) && m.last < own.first)?;
        (beside.0.last + 1 == own.first && cast::case(self, &beside.0) == Case::With).then_some(beside.1)?
    }

    /// What an event's word is reported in, with who reports it.
    fn reports_of<'t>(
        &self,
        telling: &'t Telling<'_>,
    ) -> impl Iterator<Item = (&'_ Said, usize)> + use<'_, 't> {
        // What is said in a transcript goes over many sentences: the turn stands right before those of this one.
        let own = self.reading.statements.partition_point(|s| s.sentence < self.index);
        let until = own + self.statements.len();
        let reported = self.reading.statements.get(own.saturating_sub(2)..until).unwrap_or(&[]);
        let holding = reported.iter().filter(|said| said.content.contains(telling.token.stem));
        holding.filter_map(|said| Some((said, said.reported_by.or(said.speaker)?)))
    }

    /// How far the text commits itself.
    pub(super) fn certainty(&self, cast: &Cast, telling: &Telling<'_>) -> Certainty {
        let committed = self.committed(telling.at, telling.act);
        let Some((_, speaker)) = self.reports_of(telling).next().filter(|_| committed == Certainty::Stated)
        else {
            return committed;
        };
        let vague = cast.members.get(speaker).is_some_and(|m| m.rank == Some(Rank::Vague));
        if vague { Certainty::Hearsay } else { Certainty::Attributed }
    }

    /// Who is cited.
    pub(super) fn sources(&self, telling: &Telling<'_>, sides: &[usize]) -> Vec<Source> {
        let mut sources = Vec::new();
        for (said, speaker) in self.reports_of(telling) {
            // 당국자를 인용해 보도했다: the paper and whom it cites. 대표와 장관이 발표했다: both of them.
            let cited = said.speaker.filter(|a| said.reported_by.is_some() && !sides.contains(a));
            let beside = self.speaks_beside(said, speaker).filter(|a| !sides.contains(a));
            for actor in [Some(speaker), cited, beside].into_iter().flatten() {
                cite(&mut sources, source_of(actor, said));
            }
        }
        sources
    }

    /// How far what is told under a predicate is committed to.
    fn committed(&self, at: usize, act: Option<usize>) -> Certainty {
        let content = self.says(at, act, Effect::Content);
        let under = act.into_iter().flat_map(|act| told_under(self.sentence, act, content));
        let words = under.flat_map(|n| n..=last_of(self.sentence, n)).chain([at]);
        let said = words.filter_map(|n| self.facts.strongest(n, Effect::Certainty)).min();
        said.and_then(|n| CERTAINTIES.get(n).copied()).unwrap_or(Certainty::Stated)
    }
}
