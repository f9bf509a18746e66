//! How an event's word stands in its sentence: whether it tells of an occasion, or only names one.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, LinkKind, Word, WordClass};

use super::View;
use super::status::link_of;
use crate::events::triggers::Found;
use crate::record::EventKind;

/// An event's word in its clause.
pub(super) struct Telling<'t> {
    pub(super) at: usize,
    pub(super) token: &'t Word,
    pub(super) hit: &'t Found<'t>,
    /// The predicate by which it is done.
    pub(super) act: Option<usize>,
    pub(super) end: usize,
    pub(super) from: usize,
    /// Whether it stands before a noun of its own: 만난 장관.
    pub(super) adnominal: bool,
    /// Whether it is the predicate of its clause, not a passing reference.
    pub(super) told: bool,
    /// Somebody is told to attend.
    pub(super) attends: bool,
    /// 회담은, 회담이.
    pub(super) is_subject: bool,
    /// 방문을 요청했다, 방문해달라고.
    pub(super) asks: bool,
    /// 방북 초청을 받았다.
    pub(super) received: bool,
    /// 총리의 예방을 받았다.
    pub(super) undergone: bool,
    /// 부위원장이 보낸 편지: who sent it stands before the verb.
    pub(super) sent_before: bool,
    /// Who speaks at the conference.
    pub(super) speakers: Vec<usize>,
}

impl<'a> View<'a> {
    /// How a word stands in its sentence; `None` when it names no occasion.
    pub(super) fn telling<'t>(&'t self, at: usize, hit: &'t Found) -> Option<Telling<'t>> {
        let token = self.tokens().get(at)?;
        let act = self.act(at, hit);
        if self.says(at, act, Effect::NamesNone) {
            return None;
        }
        let (start, end) = (self.clause_start(at), self.clause_end(at));
        let has = |effect: Effect| self.facts.has(at, effect);
        let scene = !hit.verbal && has(Effect::Scene);
        let speakers = self.speakers_at(at, hit);
        let tells = has(Effect::Told)
            || has(Effect::Sent)
            || self.reading.headlines && has(Effect::Headline)
            || !speakers.is_empty();
        Some(Telling {
            at,
            token,
            hit,
            act,
            end,
            from: self.tokens().get(start).map_or(token.span.start, |t| t.span.start),
            adnominal: self.is_adnominal(at, hit, token),
            told: !scene && (hit.verbal || tells),
            attends: has(Effect::Attends),
            is_subject: !hit.verbal && matches!(token.case, Case::Subject | Case::Topic),
            asks: has(Effect::Asks),
            received: has(Effect::Received),
            undergone: has(Effect::Undergone),
            sent_before: has(Effect::Sent),
            speakers,
        })
    }

    /// The predicate by which an event is done: its own word, or the one that holds what it names.
    fn act(&self, at: usize, hit: &Found<'_>) -> Option<usize> {
        if hit.verbal { Some(at) } else { self.captured(at, Effect::Act) }
    }

    /// Whether rules say something of an event's word or of the predicate by which it is done.
    pub(super) fn says(&self, at: usize, act: Option<usize>, effect: Effect) -> bool {
        self.facts.has(at, effect) || act.is_some_and(|act| self.facts.has(act, effect))
    }

    /// 만난 장관, 방한 중인 장관; but 만난 것으로 알려졌다, 만난 뒤: what follows is no noun phrase of its own.
    fn is_adnominal(&self, at: usize, hit: &Found<'_>, token: &Word) -> bool {
        let own = hit.verbal && token.class == WordClass::Adnominal && !self.facts.has(at, Effect::Content);
        // 만났다는 설: what is said is about the noun.
        let said = || matches!(link_of(self.sentence, at), Some((_, LinkKind::Quotative)));
        own && !said() || self.facts.has(at, Effect::OfNext)
    }

    /// 안보리 회의에서 …라고 말했다: who speaks at a conference of a body of many states.
    fn speakers_at(&self, at: usize, hit: &Found<'_>) -> Vec<usize> {
        let there = self.tokens().get(at).filter(|token| token.case == Case::In);
        let Some(token) = there.filter(|_| hit.trigger.kind == EventKind::Conference) else {
            return Vec::new();
        };
        if !(at.saturating_sub(2)..at).any(|n| self.names_many_states(n)) {
            return Vec::new();
        }
        let behind = self.statements.iter().filter(|s| s.content.start >= token.span.end);
        let mut speakers: Vec<usize> = behind.filter_map(|s| s.speaker).collect();
        speakers.dedup();
        speakers
    }
}
