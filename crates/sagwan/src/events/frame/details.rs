//! What a sentence adds to an occasion that it speaks of: who sat in, how long, behind closed doors, about what.
//!
//! Takes the occasions told so far, those of the sentence last, gives what is to be added to one of them. Leaves out who is
//! cited: that is for [`sources`](super::sources).

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, TimeKind, Word};

use super::sources::source_of;
use super::{View, clause, place};
use crate::events::triggers::{Found, Trigger};
use crate::events::{Occasion, PlaceMention, Source, cite};
use crate::record::{EventKind, Role, Status};
use crate::statements::Said;
use sagwan_text::MentionKind;

/// What is to be added to an occasion.
#[derive(Debug, Default)]
pub(super) struct Addition {
    /// Number of the occasion.
    pub(super) to: usize,
    attendees: Vec<usize>,
    time: Option<usize>,
    duration: Option<String>,
    closed_door: Option<bool>,
    venues: Vec<PlaceMention>,
    sources: Vec<Source>,
    /// The sentence that it stands in.
    evidence: usize,
}

impl Addition {
    /// The occasion with it. What is known already stays.
    pub(super) fn added(self, occasion: Occasion) -> Occasion {
        let Occasion { mut participants, mut sources, mut evidence, .. } = occasion;
        for actor in self.attendees {
            if !participants.iter().any(|(a, _)| *a == actor) {
                participants.push((actor, Role::Attendee));
            }
        }
        self.sources.into_iter().for_each(|source| cite(&mut sources, source));
        if evidence.last() != Some(&self.evidence) {
            evidence.push(self.evidence);
        }
        let venues = if occasion.venues.is_empty() { self.venues } else { occasion.venues };
        Occasion {
            participants,
            sources,
            evidence,
            venues,
            time: occasion.time.or(self.time),
            duration: occasion.duration.or(self.duration),
            closed_door: occasion.closed_door.or(self.closed_door),
            ..occasion
        }
    }
}

/// What a sentence that talks about topics adds to the occasion that it speaks of. Its own occasions are those from number `own`
/// on.
pub(super) fn of(view: &View<'_>, topics: &[ByteSpan], told: &[Occasion], own: usize) -> Option<Addition> {
    let venues = place::venues(view);
    if !venues.is_empty() {
        let open = |o: &Occasion| {
            is_gathering(o) && o.status.lies_ahead() && o.place.is_none() && o.venues.is_empty()
        };
        let to = told.iter().rposition(open)?;
        return Some(Addition { to, venues, evidence: view.index, ..Addition::default() });
    }
    let attendees = attendees(view);
    let (earlier, of_sentence) = told.split_at_checked(own)?;
    let its_own = of_sentence.iter().position(|o| is_gathering(o) && o.told).map(|n| own + n);
    let to = its_own.or_else(|| spoken_of(view, earlier, !attendees.is_empty()))?;
    let event = told.get(to)?;
    let topics: Vec<ByteSpan> = topics.iter().filter(|topic| !view.quoted(**topic)).copied().collect();
    let sides = event.sides();
    let tellers = view.statements.iter().filter(|said| tells(view, said, &topics)).flat_map(|said| {
        let tellers = [said.reported_by, said.speaker].into_iter().flatten();
        tellers.filter(|teller| !sides.contains(teller)).map(|teller| source_of(teller, said))
    });
    Some(Addition {
        to,
        attendees,
        time: day_of_the_named(view),
        duration: duration(view),
        closed_door: any(view, Effect::ClosedDoor).then_some(true),
        sources: tellers.collect(),
        venues,
        evidence: view.index,
    })
}

/// Whether people come together at an occasion.
pub(super) fn is_gathering(occasion: &Occasion) -> bool {
    !matches!(occasion.kind, EventKind::Visit | EventKind::Letter | EventKind::Agreement)
}

fn any(view: &View<'_>, effect: Effect) -> bool {
    (0..view.tokens().len()).any(|n| view.facts.has(n, effect))
}

/// The persons in the clause of a verb that tells who sat in.
fn attendees(view: &View<'_>) -> Vec<usize> {
    let verbs = (0..view.tokens().len()).filter(|&n| view.facts.has(n, Effect::SatIn));
    let clauses: Vec<Option<usize>> = verbs.map(|n| clause::of(view, n)).collect();
    let persons = view.mentions.iter().filter(|(m, _)| {
        matches!(m.kind, MentionKind::Person(_))
            && !view.quoted(m.span)
            && clauses.contains(&clause::of(view, m.last))
    });
    persons.filter_map(|(_, actor)| *actor).collect()
}

/// The event that a word names, with the word.
fn named<'v>(view: &View<'v>, at: usize) -> Option<(&'v Word, Found<'v>)> {
    let word = view.tokens().get(at).filter(|t| t.is_word() && !view.quoted(t.span))?;
    let know = view.reading.know;
    Some((word, know.events.triggers.of(&know.pack, word)?))
}

/// The occasion told before that a sentence speaks of: by its own word first (면담하고 만찬을 했다. 면담에는 …), then by one of
/// its kind, then the last.
pub(super) fn spoken_of(view: &View<'_>, earlier: &[Occasion], attended: bool) -> Option<usize> {
    let refers: Vec<usize> =
        (0..view.tokens().len()).filter(|&n| view.facts.has(n, Effect::Refers)).collect();
    if refers.is_empty() && !attended {
        return None;
    }
    let fits = |o: &Occasion| is_gathering(o) && o.told && o.status == Status::Occurred;
    let meant: Vec<&Trigger> = refers.iter().filter_map(|&n| Some(named(view, n)?.1.trigger)).collect();
    let know = view.reading.know;
    let head = |o: &Occasion| {
        let hit = know.events.triggers.of_noun(&know.pack, view.text_of(o.trigger));
        hit.map(|hit| hit.trigger.head.as_str())
    };
    let same_word = |o: &Occasion| meant.iter().any(|trigger| head(o) == Some(trigger.head.as_str()));
    let same_kind = |o: &Occasion| meant.iter().any(|trigger| trigger.kind.alike(o.kind));
    let by = |wanted: &dyn Fn(&Occasion) -> bool| earlier.iter().rposition(|o| fits(o) && wanted(o));
    by(&same_word).or_else(|| by(&same_kind)).or_else(|| by(&|_| true))
}

/// 어제(17일) 통화에서: the day that stands right before the occasion's name.
fn day_of_the_named(view: &View<'_>) -> Option<usize> {
    let noun = (0..view.tokens().len()).find_map(|n| {
        let (word, hit) = named(view, n)?;
        (!hit.verbal && matches!(word.case, Case::In | Case::Topic)).then_some((n, word))
    });
    let (at, noun) = noun?;
    let right_before = |end: usize| {
        let from = view.tokens().partition_point(|w| w.span.start < end);
        end <= noun.span.start && view.tokens().get(from..at).unwrap_or(&[]).iter().all(|w| !w.is_word())
    };
    let dated = |t: &sagwan_text::TimeMention| t.kind != TimeKind::Duration && t.value.is_some();
    let day = view.times.iter().position(|t| dated(t) && right_before(t.span.end))?;
    Some(day + view.times_before)
}

/// A length within a day.
fn duration(view: &View<'_>) -> Option<String> {
    let within_a_day = |value: &&String| value.starts_with("PT");
    let lengths =
        view.times.iter().filter(|t| t.kind == TimeKind::Duration && view.sentence.span.contains(t.span));
    lengths.filter_map(|t| t.value.as_ref()).find(within_a_day).cloned()
}

/// Whether what is said is the occasion itself (협의는 …) or one of its topics. Who disputes it is not who it is told by.
fn tells(view: &View<'_>, said: &Said, topics: &[ByteSpan]) -> bool {
    let from = view.tokens().partition_point(|w| w.span.start < said.content.start);
    let itself = (from..from + 2).any(|n| {
        named(view, n).is_some_and(|(w, _)| {
            matches!(w.case, Case::Topic | Case::Subject) && said.content.contains(w.span)
        })
    });
    let about = itself || topics.iter().any(|t| said.content.contains(*t));
    about && !matches!(said.act.as_str(), "reject" | "deny")
}
