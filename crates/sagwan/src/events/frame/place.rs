//! Where: places before and behind an event, destinations of a visit, places under discussion.

use sagwan_ko::triggers::Object;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Delimiter, Pos, Word, WordClass, WordKind};

use super::View;
use super::telling::Telling;
use super::topics::is_bound;
use crate::events::triggers::Found;
use crate::events::{Occasion, PlaceMention};
use crate::record::{EventKind, Status};
use sagwan_text::MentionKind;

/// The occasions of a sentence with the places that they share: who is met on a visit is met where it goes, and an
/// agreement is made where the meeting was.
pub(super) fn shared(occasions: Vec<Occasion>) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = Vec::with_capacity(occasions.len());
    for occasion in occasions {
        let place = occasion.place.clone().or_else(|| beside(&occasion, &found));
        found.push(Occasion { place, ..occasion });
    }
    found
}

/// The place of an occasion told before one in its sentence.
fn beside(occasion: &Occasion, before: &[Occasion]) -> Option<PlaceMention> {
    let sides = occasion.sides();
    let fits = |o: &&Occasion| {
        let kind = match occasion.kind {
            EventKind::Visit | EventKind::Letter | EventKind::Call => false,
            EventKind::Agreement => true,
            _ => o.kind == EventKind::Visit,
        };
        let there = o.told || o.status == Status::Underway;
        kind && there && o.place.is_some() && o.sides().iter().any(|a| sides.contains(a))
    };
    before.iter().rfind(fits).and_then(|o| o.place.clone())
}

/// Where an event takes place: where a visit goes to, else the place named before it.
pub(super) fn of(view: &View<'_>, telling: &Telling<'_>) -> Option<PlaceMention> {
    let (token, end) = (telling.token, telling.end);
    if matches!(telling.hit.trigger.object, Object::Place | Object::Guest) {
        return destination(view, telling.at, telling.hit, telling.from);
    }
    // 회담은 14일 워싱턴에서 열린다: behind the event where it is the subject.
    let behind = || {
        let last = view.tokens().get(end).map_or(token.span.end, |t| t.span.end);
        telling.is_subject.then(|| within(view, token.span.end, last)).flatten()
    };
    within(view, telling.from, token.span.start).or_else(behind)
}

/// The place listed before another one: 베트남과 라오스를, 베트남, 라오스를.
fn stop_before(view: &View<'_>, next: usize) -> Option<(usize, PlaceMention)> {
    let before = next.checked_sub(1)?;
    let word = view.tokens().get(before)?;
    let (at, joined) = match word.is_word() {
        true => (before, word.case == Case::With),
        false => (before.checked_sub(1)?, super::cast::separates(word)),
    };
    let token = view.tokens().get(at)?;
    let joined = joined && (word.is_word() || token.case == Case::Bare);
    let country = view.lexicon().state_of(view.text_of(token.stem)).filter(|_| joined)?;
    Some((at, PlaceMention { span: token.stem, country: Some(country.to_owned()) }))
}

/// 베트남과 라오스를 방문한다: the places listed before the one that a visit goes to.
pub(super) fn other_stops(view: &View<'_>, visit: &Occasion) -> Vec<PlaceMention> {
    let Some(place) = visit.place.as_ref().filter(|_| visit.kind == EventKind::Visit) else {
        return Vec::new();
    };
    let last = view.tokens().iter().position(|t| t.span.start >= place.span.start);
    let first = last.and_then(|last| stop_before(view, last));
    let mut found: Vec<PlaceMention> =
        std::iter::successors(first, |(at, _)| stop_before(view, *at)).map(|(_, stop)| stop).collect();
    found.reverse();
    found
}

/// How many words a place has at most: 모스크바 시내 외무부 영빈관.
const LONGEST: usize = 5;

/// The noun phrase in 에서 in a stretch of the sentence: 크렘린궁에서, 모스크바 시내 외무부 영빈관에서.
pub(super) fn within(view: &View<'_>, from: usize, to: usize) -> Option<PlaceMention> {
    let tokens = view.tokens();
    let is_place = |n: usize, t: &Word| {
        t.case == Case::In
            && t.is_word()
            && t.span.start >= from
            && t.span.end <= to
            // 외교부에서는: a body speaks, unless it is a city.
            && (t.delimiter != Some(Delimiter::Topic) || view.lexicon().city(view.text_of(t.stem)).is_some())
            && !view.facts.has(n, Effect::Nowhere)
            // 4시28분에서 38분까지.
            && !is_time(view, t)
    };
    let last = (0..tokens.len()).rev().find(|&n| tokens.get(n).is_some_and(|t| is_place(n, t)))?;
    // 다롄(大連)에서: the place stands before the bracket.
    let last = if tokens.get(last)?.pos == Pos::Part { before_bracket(tokens, last)? } else { last };
    let end = tokens.get(last)?;
    let goes_on = |t: &&Word| {
        t.is_word()
            && t.class == WordClass::Nominal
            && matches!(t.case, Case::Bare | Case::Genitive)
            && !is_time(view, t)
            && !is_bound(t)
            && !view.lexicon().is_adverb(view.text_of(t.stem))
            && t.span.start >= from
    };
    let before = tokens.get(..last)?.iter().rev();
    let first = last - before.take(LONGEST - 1).take_while(goes_on).count();
    let span = ByteSpan::new(tokens.get(first)?.span.start, end.stem.end);
    Some(PlaceMention { span, country: country_of(view, first, last) })
}

/// The word before the bracket that ends right before a word.
fn before_bracket(tokens: &[Word], at: usize) -> Option<usize> {
    tokens.get(at.checked_sub(1)?).filter(|t| t.kind == WordKind::Close)?;
    let open = tokens.get(..at)?.iter().rposition(|t| t.kind == WordKind::Open)?;
    open.checked_sub(1)
}

pub(super) fn is_time(view: &View<'_>, word: &Word) -> bool {
    view.times.iter().any(|t| t.span.overlaps(word.span))
}

/// The state that a word of a place names or lies in.
fn country_of(view: &View<'_>, first: usize, last: usize) -> Option<String> {
    let facts = view.lexicon();
    view.tokens().get(first..=last)?.iter().find_map(|t| {
        let word = view.text_of(t.stem);
        facts.state_of(word).or_else(|| facts.body(word)?.country()).map(str::to_owned)
    })
}

/// Where a visit goes: 러시아를 방문했다, 모스크바 방문, 방러.
fn destination(view: &View<'_>, at: usize, hit: &Found<'_>, from: usize) -> Option<PlaceMention> {
    let facts = view.lexicon();
    let token = view.tokens().get(at)?;
    // 방러: a word of two syllables whose last is a state.
    let head = hit.trigger.head.as_str();
    let last = head.char_indices().nth(1).and_then(|(n, _)| head.get(n..));
    if let Some(country) = last.and_then(|short| facts.country_by_short(short)) {
        let start = token.span.start + hit.before;
        let span = ByteSpan::new(start, start + head.len());
        return Some(PlaceMention { span, country: Some(country.code.clone()) });
    }
    let before = view.tokens().iter().enumerate().take(at).rev().take_while(|(_, t)| t.span.start >= from);
    let mut found = before.filter_map(|(n, t)| {
        let country = facts.state_of(view.text_of(t.stem))?;
        let goes_there = match t.case {
            Case::Object | Case::Toward => true,
            // 뉴칼레도니아에 증원된 병력이 머물: a place belongs to the adnominal verb right behind it.
            Case::At => {
                view.tokens().get(n + 1).is_none_or(|v| v.class != WordClass::Adnominal || n + 1 == at)
            }
            // 인도 국빈 방문: without a particle only close before; but 러시아 외교차관의 방문 is his who comes from there.
            Case::Bare => at - n <= 2 && !is_of_somebody(view, t),
            _ => false,
        };
        goes_there.then(|| PlaceMention { span: t.stem, country: Some(country.to_owned()) })
    });
    found.next().or_else(|| place_visited(view, at, hit))
}

/// Whether a word is part of what names a person, or several.
fn is_of_somebody(view: &View<'_>, word: &Word) -> bool {
    let somebody = |kind: &MentionKind| matches!(kind, MentionKind::Person(_) | MentionKind::Group { .. });
    view.mentions.iter().any(|(m, _)| m.span.contains(word.stem) && somebody(&m.kind))
}

/// A place that is no state: 백악관을 방문한 총리, and one that the visit stands before: 방문한 인도네시아 자카르타에서.
fn place_visited(view: &View<'_>, at: usize, hit: &Found<'_>) -> Option<PlaceMention> {
    let facts = view.lexicon();
    let token = view.tokens().get(at)?;
    let adnominal = hit.verbal && token.class == WordClass::Adnominal;
    let behind = || {
        let next = view.tokens().get(at + 1).filter(|t| adnominal && t.is_word())?;
        let country = facts.state_of(view.text_of(next.stem))?;
        Some(PlaceMention { span: next.stem, country: Some(country.to_owned()) })
    };
    let object = || {
        let last = at.checked_sub(1)?;
        let before = view.tokens().get(last)?;
        // 중동을 순방 중인: a region; 유럽 5개국을: so many states of one.
        let goes = hit.trigger.named_by_noun && before.case == Case::Object && !is_of_somebody(view, before);
        let first = match before.pos {
            Pos::Propn | Pos::Noun => last,
            Pos::Num if before.lemma.ends_with('국') => last.checked_sub(1)?,
            _ => return None,
        };
        let region = view.tokens().get(first).filter(|t| goes && t.class == WordClass::Nominal)?;
        let span = ByteSpan::new(region.stem.start, before.stem.end);
        Some(PlaceMention { span, country: country_of(view, first, last) })
    };
    behind().or_else(object)
}

/// Places under discussion: 장소로는 오스트리아 빈과 핀란드 헬싱키가 거론된다.
pub(super) fn venues(view: &View<'_>) -> Vec<PlaceMention> {
    let facts = view.lexicon();
    let named = |n: usize| {
        let token = view.tokens().get(n).filter(|_| view.facts.has(n, Effect::Venue))?;
        let country = facts.city(view.text_of(token.stem))?;
        let state = n.checked_sub(1).and_then(|p| view.tokens().get(p));
        let state = state.filter(|t| facts.country(view.text_of(t.span)).is_some());
        let start = state.map_or(token.stem.start, |t| t.span.start);
        let span = ByteSpan::new(start, token.stem.end);
        Some(PlaceMention { span, country: Some(country.to_owned()) })
    };
    (0..view.tokens().len()).filter_map(named).collect()
}
