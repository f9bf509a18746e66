//! When: the time of an event in its clause, or the one that its sentence inherits.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Pos, TimeKind, TimeMention, Word};

use super::View;
use super::clause::{self, Place};
use super::telling::Telling;
use crate::events::{DAY, Occasion};
use crate::record::{EventKind, Status};

/// How far behind an event its time may stand: 정상회담은 다음 달 열린다.
const BEHIND: usize = 6;

/// The time of an event: the nearest before it in its clause that no other verb claims, else the nearest before it in its
/// sentence, else the first behind it in its clause.
///
/// Of an event that is the subject (회담이 이르면 이달 중순 열린다) what stands behind it in its clause goes before what
/// other clauses tell.
pub(super) fn of(view: &View<'_>, telling: &Telling<'_>) -> Option<usize> {
    let Telling { from, at, end, is_subject, .. } = *telling;
    let event = view.tokens().get(at)?.span;
    // 17일 회담 연기에 대해 논의했다: the day is that of the clause.
    let only_named = view.facts.has(at, Effect::SpokenOf);
    let behind = view.tokens().get(end).map_or(event.end, |t| t.span.end);
    let near = view.tokens().get(at + BEHIND).map_or(behind, |t| t.span.start);
    let dated = |span: ByteSpan| {
        view.times.iter().enumerate().filter(move |(_, t)| {
            matches!(t.kind, TimeKind::Date | TimeKind::Time)
                && span.contains(t.span)
                && !view.quoted(t.span)
                && !is_another(view, t)
                && (!only_named || is_of_its_phrase(view, t, at))
        })
    };
    let free = |span: ByteSpan| dated(span).rfind(|(_, t)| !is_claimed(view, t, at));
    // 면담에서 2026년 대회 개최권을 얻은 것을 축하했다: not in a clause of its own behind the event.
    let beside = |t: &TimeMention| matches!(place_of(view, t, at), Place::Own | Place::Around(_));
    let after = || dated(ByteSpan::new(event.end, near.min(behind).max(event.end))).find(|(_, t)| beside(t));
    free(ByteSpan::new(from, event.start))
        .or_else(|| after().filter(|_| is_subject))
        .or_else(|| free(ByteSpan::new(view.sentence.span.start, event.start)))
        .or_else(after)
        .map(|(n, _)| n + view.times_before)
}

/// Whether a time belongs to the noun phrase of an event behind it: 지난달 27일 판문점에서 열린 회담. But 장관은 20일 회담 준비를
/// 논의했다: right behind whom a clause is about it tells when that was.
fn is_of_its_phrase(view: &View<'_>, time: &TimeMention, at: usize) -> bool {
    let (word, own) = (last_word(view, time), place_of(view, time, at) == Place::Own);
    if own && clause::of(view, word) != clause::of(view, at) {
        return true;
    }
    let first = view.tokens().partition_point(|w| w.span.end <= time.span.start);
    let from = first.saturating_sub(1);
    let apart = |w: &Word| matches!(w.case, Case::Subject | Case::Topic | Case::Focus | Case::Object);
    view.tokens().get(from..at).is_some_and(|words| !words.iter().any(apart))
}

/// Whether a rule says that a time is not when its clause is.
fn is_another(view: &View<'_>, time: &TimeMention) -> bool {
    let from = view.tokens().partition_point(|w| w.span.end <= time.span.start);
    let words = view.tokens().iter().enumerate().skip(from).take_while(|(_, w)| w.span.start < time.span.end);
    words.into_iter().any(|(n, _)| view.facts.has(n, Effect::NotWhen))
}

/// 26일 일본에 도착한 부통령은 …: a day belongs to the adnominal verb that follows it. But 3일 워싱턴을 방문 중인 국장을
/// 만났다: what somebody is has no day.
fn is_claimed(view: &View<'_>, time: &TimeMention, at: usize) -> bool {
    let verb = clause::of(view, last_word(view, time))
        .and_then(|c| view.tokens().get(view.sentence.clauses.get(c)?.predicate?));
    place_of(view, time, at) == Place::Apart && verb.is_some_and(|w| w.pos == Pos::Verb)
}

/// How a time stands to the event at a word.
fn place_of(view: &View<'_>, time: &TimeMention, at: usize) -> Place {
    clause::place_of(view, last_word(view, time), at)
}

/// The last word of a time.
pub(super) fn last_word(view: &View<'_>, time: &TimeMention) -> usize {
    view.tokens().partition_point(|w| w.span.start < time.span.end).saturating_sub(1)
}

/// The words between a time and an event's word behind it.
fn words_between(view: &View<'_>, time: &TimeMention, at: usize) -> usize {
    let from = view.tokens().partition_point(|w| w.span.start < time.span.end);
    view.tokens().get(from..at).unwrap_or(&[]).iter().filter(|w| w.is_word()).count()
}

/// Whether a time stands right before an event's word, or a word or two away.
pub(super) fn stands_close(view: &View<'_>, time: usize, at: usize) -> bool {
    let Some((time, token)) = view.reading.times.get(time).zip(view.tokens().get(at)) else { return false };
    time.span.end <= token.span.start && words_between(view, time, at) <= 2
}

/// Whether a time stands outside the report that an event's word stands in: it may tell when that was said.
pub(super) fn is_before_report(view: &View<'_>, time: usize, token: &Word) -> bool {
    let report = view.statements.iter().find(|s| s.content.contains(token.stem));
    let time = view.reading.times.get(time);
    report.zip(time).is_some_and(|(report, time)| time.span.end <= report.content.start)
}

/// Whether a time is the day of the article or one before it; a month or a year, whether it is over.
pub(super) fn is_gone(view: &View<'_>, time: usize) -> bool {
    let day = view.reading.first_day(Some(time));
    day.zip(view.reading.published.as_deref()).is_some_and(|(day, published)| {
        let today = published.get(..day.len()).unwrap_or(published);
        day < today || day.len() == DAY && day == today
    })
}

/// Whether a time lies more than two years before the article.
pub(super) fn is_long_ago(view: &View<'_>, time: usize) -> bool {
    let year = |value: &str| value.get(..4).and_then(|y| y.parse::<i32>().ok());
    let value = view.reading.times.get(time).and_then(|t| t.value.as_deref()).and_then(year);
    let published = view.reading.published.as_deref().and_then(year);
    value.zip(published).is_some_and(|(value, published)| published - value > 2)
}

/// The day to which a text puts an event off or brings it forward: 회담이 15일로 연기됐다.
pub(super) fn moved_to(view: &View<'_>, at: usize) -> Option<usize> {
    let moved = (at + 1..view.tokens().len()).filter(|&n| view.facts.has(n, Effect::MovedTo));
    let mut spans = moved.filter_map(|n| view.tokens().get(n)).map(|t| t.span);
    let day = spans.find_map(|span| {
        view.times.iter().position(|t| t.value.is_some() && (t.span.overlaps(span) || t.span.contains(span)))
    });
    day.map(|n| n + view.times_before)
}

/// The kind of the event that a sentence names only as the scene of another: 회담 뒤, 회의에 앞서, 통화에서.
fn scene(view: &View<'_>) -> Option<EventKind> {
    let know = view.reading.know;
    view.tokens().iter().enumerate().find_map(|(n, word)| {
        let there = matches!(word.case, Case::In | Case::At) && !view.facts.has(n, Effect::Told);
        let hit = || know.events.triggers.of(&know.pack, word).filter(|hit| !hit.verbal);
        (there || view.facts.has(n, Effect::Scene)).then(hit)?.map(|hit| hit.trigger.kind)
    })
}

/// How many sentences on an event's time still holds for what is told without one.
const REACH: usize = 3;

/// The occasions of a sentence, those without a time at that of the event told before: what happened at it happened when it
/// did.
pub(super) fn inherited(view: &View<'_>, own: Vec<Occasion>, earlier: &[Occasion]) -> Vec<Occasion> {
    let happened = |o: &Occasion| o.told && o.status == Status::Occurred && o.kind != EventKind::Visit;
    let near = |o: &&Occasion| o.evidence.last().is_some_and(|&n| view.index - n <= REACH);
    let last = || earlier.iter().rfind(|o| happened(o)).filter(near);
    // 회의에 앞서 따로 만나, 회담 뒤 만찬을 함께했다: on the day of what it stands beside.
    let beside = scene(view).and_then(|kind| earlier.iter().rfind(|o| happened(o) && o.kind.alike(kind)));
    let Some(time) = beside.or_else(last).and_then(|o| o.time) else { return own };
    let fits = |o: &Occasion| {
        o.told
            && o.time.is_none()
            && o.kind != EventKind::Visit
            && matches!(o.status, Status::Occurred | Status::NotOccurred)
    };
    own.into_iter().map(|o| if fits(&o) { Occasion { time: Some(time), ..o } } else { o }).collect()
}
