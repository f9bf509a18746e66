//! Who met, visited or called whom.
//!
//! Takes the analysed text, its cast, times and statements, gives one event for each real-world occasion:
//! every word that names one is read into a report (`frame`), and the reports of one occasion are joined
//! (`occasion`). Events inside quotations are not read.

mod clue;
mod frame;
mod occasion;
mod settle;
pub(crate) mod triggers;

use sagwan_text::ByteSpan;

pub(crate) use frame::Proposal;
pub(crate) use settle::confidence;

use crate::cast::Cast;
use crate::knowledge::Knowledge;
use crate::record::{Certainty, EventKind, Role, Status, VisitRank};
use crate::scene::Labels;
use crate::statements::Said;
use crate::weights::Weights;
use sagwan_text::Text;
use sagwan_text::TimeMention;
use sagwan_text::Word;
use sagwan_text::pattern::Facts;

/// What is needed to read events.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) know: &'a Knowledge,
    pub(crate) weights: &'a Weights,
    pub(crate) read: &'a Text,
    /// The marks of the words, sentence by sentence.
    pub(crate) labels: &'a [Labels],
    /// What the rules of events say, sentence by sentence.
    pub(crate) facts: &'a [Facts],
    pub(crate) times: &'a [TimeMention],
    pub(crate) statements: &'a [Said],
    /// The day of publication, ISO 8601.
    pub(crate) published: Option<String>,
    /// The sentences that are text, headlines left out.
    pub(crate) is_text: &'a dyn Fn(usize) -> bool,
    /// Whether there is nothing but headlines: they leave particles and verbs away.
    pub(crate) headlines: bool,
}

impl Reading<'_> {
    /// The day on which a time begins, or the coarser unit that it names.
    fn first_day(&self, time: Option<usize>) -> Option<&str> {
        self.times.get(time?)?.value.as_deref().map(first_day)
    }

    /// How a time stands to the day of publication: before it, on it, behind it, or [`UNKNOWN`](clue::UNKNOWN).
    fn published_day(&self, time: Option<usize>) -> i16 {
        let published = self.published.as_deref().and_then(|day| day.get(..DAY));
        let days = self.first_day(time).zip(published);
        days.map_or(clue::UNKNOWN, |(day, p)| day.cmp(p.get(..day.len()).unwrap_or(p)) as i16)
    }
}

/// Characters of a day in ISO 8601.
const DAY: usize = 10;

/// The day on which a value begins, or the coarser unit that compares with one as text: 2018-06 of 2018-06/2018-08, the year
/// of a quarter or a half (2018-Q4).
fn first_day(value: &str) -> &str {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(value.len());
    value.get(..end.min(DAY)).unwrap_or(value).trim_end_matches('-')
}

/// A place as the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlaceMention {
    pub(crate) span: ByteSpan,
    pub(crate) country: Option<String>,
}

/// An actor on whose word an event is told, through which channel, and the words that cite it.
pub(crate) type Source = (usize, Option<String>, ByteSpan);

/// Adds who is cited, each actor once.
pub(crate) fn cite(sources: &mut Vec<Source>, source: Source) {
    if !sources.iter().any(|(actor, ..)| *actor == source.0) {
        sources.push(source);
    }
}

/// One event in clean text.
#[derive(Debug, Clone)]
pub(crate) struct Occasion {
    pub(crate) kind: EventKind,
    pub(crate) status: Status,
    pub(crate) certainty: Certainty,
    pub(crate) participants: Vec<(usize, Role)>,
    /// Index into the times.
    pub(crate) time: Option<usize>,
    pub(crate) place: Option<PlaceMention>,
    pub(crate) venues: Vec<PlaceMention>,
    pub(crate) topics: Vec<ByteSpan>,
    pub(crate) duration: Option<String>,
    pub(crate) closed_door: Option<bool>,
    /// Whether it is a meal.
    pub(crate) meal: bool,
    pub(crate) sources: Vec<Source>,
    pub(crate) trigger: ByteSpan,
    /// All words that name it, the trigger among them.
    pub(crate) words: Vec<ByteSpan>,
    /// What it is called by itself.
    pub(crate) name: Option<ByteSpan>,
    /// Of a visit.
    pub(crate) rank: Option<VisitRank>,
    /// The word that names the visit or the conference during which it takes place.
    pub(crate) during: Option<ByteSpan>,
    /// Sentences it was read from.
    pub(crate) evidence: Vec<usize>,
    /// Whether the trigger is the predicate of its clause, not a passing reference.
    pub(crate) told: bool,
    /// Whether anything said where it is told bears its status out: of one that is only named (회담과 관련해) nothing does.
    pub(crate) asserted: bool,
    /// Hundredths of the logarithm of the odds of the best telling.
    pub(crate) score: i16,
    /// How sure it is that there is such an event with these sides, in hundredths; `None` without weights.
    pub(crate) confidence: Option<u8>,
}

impl Occasion {
    /// Whose occasion it is: not who only sits in, nor who mediates between them.
    pub(crate) fn sides(&self) -> Vec<usize> {
        sides_of(&self.participants)
    }

    /// Whether it is what a word would tell of: its own word, or one of its kind and sides in a sentence that it was read from.
    pub(crate) fn is_told_by(&self, proposal: &Proposal) -> bool {
        let chosen = proposal.chosen.and_then(|n| proposal.sides.get(n));
        let same = |sides: &[(usize, Role)]| sides_of(sides) == self.sides();
        let joined = occasion::group(self.kind) == occasion::group(proposal.kind)
            && self.evidence.contains(&proposal.sentence)
            && chosen.is_some_and(|sides| same(&sides.participants));
        self.trigger == proposal.trigger || joined
    }

    /// Adds what is talked about at it, unless that is known in the same words.
    fn talks_of(&mut self, topic: ByteSpan, text: &str) {
        if !self.topics.iter().any(|known| known.of(text) == topic.of(text)) {
            self.topics.push(topic);
        }
    }
}

/// Those of participants who are its sides, by their numbers.
pub(crate) fn sides_of(participants: &[(usize, Role)]) -> Vec<usize> {
    let own = participants.iter().filter(|(_, role)| role.is_side());
    let mut sides: Vec<usize> = own.map(|(actor, _)| *actor).collect();
    sides.sort_unstable();
    sides
}
/// What was weighed on the way to the events.
#[derive(Debug, Default)]
pub(crate) struct Weighing {
    /// For each word that may name an event.
    pub(crate) proposals: Vec<Proposal>,
    /// The clues of each event that was read, whether it was left or not.
    pub(crate) own: Vec<Vec<i16>>,
}

/// The events of the article, in the order in which they are first told, and all that was weighed for them.
pub(crate) fn find(reading: &Reading<'_>, cast: &Cast) -> (Vec<Occasion>, Weighing) {
    let (reports, proposals) = frame::reports(reading, cast);
    let joined = occasion::join(reading, cast, reports);
    let (left, own) = settle::settle(reading, cast, joined);
    (left, Weighing { proposals, own })
}

/// The number of the event during which another takes place, where the text tells it: no other day is told for the two.
pub(crate) fn whole_of(occasions: &[Occasion], times: &[TimeMention], part: usize) -> Option<usize> {
    let own = occasions.get(part)?;
    let during = own.during?;
    let whole = occasions.iter().position(|occasion| occasion.words.contains(&during))?;
    let days = |occasion: &Occasion| occasion.time.and_then(|time| times.get(time)?.value.as_deref());
    let apart = days(own).zip(days(occasions.get(whole)?)).is_some_and(|(part, whole)| !within(part, whole));
    (whole != part && !apart).then_some(whole)
}

/// Whether a time may lie within another: none of the two is wholly before the other.
fn within(part: &str, whole: &str) -> bool {
    let ends = |value: &str| {
        let (first, last) = value.split_once('/').unwrap_or((value, value));
        (first_day(first).to_owned(), first_day(last).to_owned())
    };
    let ((from, to), (first, last)) = (ends(part), ends(whole));
    let before = |a: &str, b: &str| !b.starts_with(a) && !a.starts_with(b) && a < b;
    !before(&to, &first) && !before(&last, &from)
}

/// PLOVER type of a kind.
pub(crate) fn plover(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Agreement => "AGREE",
        EventKind::Summons => "ACCUSE",
        _ => "CONSULT",
    }
}

/// Whether a place belongs to none of the states that meet there.
pub(crate) fn is_third_place<'s>(host: Option<&str>, mut states: impl Iterator<Item = &'s str>) -> bool {
    host.is_some_and(|host| states.all(|state| state != host))
}

/// CAMEO code of an event; `None` when none applies.
pub(crate) fn cameo(kind: EventKind, status: Status, third_place: bool) -> Option<&'static str> {
    match status {
        Status::Planned | Status::Proposed => Some("036"),
        Status::Cancelled | Status::NotOccurred => None,
        Status::Occurred | Status::Underway => Some(match kind {
            EventKind::Visit => "042",
            EventKind::Audience => "043",
            EventKind::Call => "041",
            EventKind::Agreement => "05",
            EventKind::Summons => "114",
            _ if third_place => "044",
            _ => "040",
        }),
    }
}

/// Words that events are known by.
#[derive(Debug)]
pub(crate) struct Tables {
    triggers: triggers::Triggers,
}

impl Tables {
    /// Reads the tables.
    pub(crate) fn load(pack: &sagwan_ko::Pack) -> Result<Self, sagwan_ko::tables::TableError> {
        Ok(Tables { triggers: triggers::Triggers::load(pack)? })
    }

    /// The event that a word of a sentence names.
    pub(crate) fn trigger(
        &self,
        pack: &sagwan_ko::Pack,
        text: &str,
        words: &[Word],
        at: usize,
    ) -> Option<triggers::Found<'_>> {
        self.triggers.at(pack, text, words, at)
    }
}
