//! Occasions told one after another under one verb, and earlier ones named by their day alone.

use sagwan_text::{ByteSpan, Word, WordKind};

use super::cast::Case;
use super::{View, is_meeting};
use crate::cast::Cast;
use crate::events::triggers::Found;
use crate::events::{Occasion, PlaceMention};
use crate::record::{Certainty, EventKind, Role, Status};
use sagwan_ko::triggers::Object;
use sagwan_text::TimeKind;

impl View<'_> {
    /// 12일에는 제네바에서 A와, 13일에는 빈에서 B와 만난다: one occasion for each part that has a day of its own. `None` when
    /// there are no such parts.
    pub(super) fn gapped(&self, cast: &Cast, report: &Occasion, at: usize) -> Option<Vec<Occasion>> {
        let tokens = self.tokens();
        let start = self.clause_start(at);
        let visit = report.kind == EventKind::Visit;
        if !report.told || !(visit || is_meeting(report.kind)) {
            return None;
        }
        let ends_part = |n: usize| {
            let comma =
                tokens.get(n).is_some_and(|t| t.kind == WordKind::Mark && self.text_of(t.span) == ",");
            let before =
                n.checked_sub(1).and_then(|b| tokens.get(b)).map_or("", |t| self.text_of(t.particle));
            comma && matches!(before, "과" | "와" | "과는" | "와는" | "이" | "가" | "을" | "를")
        };
        let mut cuts: Vec<usize> = (start + 1..at).filter(|&n| ends_part(n)).collect();
        cuts.push(at);
        let mut from = start;
        let mut parts = Vec::new();
        for cut in cuts {
            let end = tokens.get(cut)?.span.start;
            let span = ByteSpan::new(tokens.get(from)?.span.start, end.max(tokens.get(from)?.span.start));
            let day = self.times.iter().rposition(|t| {
                matches!(t.kind, TimeKind::Date | TimeKind::Time)
                    && t.value.is_some()
                    && span.contains(t.span)
            });
            // 정 실장은 중국을, 서 원장은 일본을 찾는다: a traveller for each place does as well.
            let travels = visit
                && self.mentions.iter().any(|(m, a)| {
                    let known = a.is_some_and(|a| self.is_traveller(a, cast));
                    span.contains(m.span) && self.case(m) == Case::Subject && known
                });
            if day.is_none() && !travels {
                return None;
            }
            parts.push((span, day.map(|d| d + self.times_before)));
            from = cut + 1;
        }
        if parts.len() < 2 {
            return None;
        }
        let inside = |span: ByteSpan| {
            self.mentions
                .iter()
                .filter(move |(m, _)| span.contains(m.span))
                .filter_map(|(m, a)| Some((m, (*a)?)))
        };
        let partners: Vec<usize> = parts
            .iter()
            .flat_map(|(span, _)| inside(*span))
            .filter(|(m, _)| matches!(self.case(m), Case::With | Case::Subject))
            .filter(|(m, _)| !matches!(self.text_of(m.particle), "은" | "는" | "도"))
            .flat_map(|(_, a)| cast.expand(a))
            .collect();
        let mut found = Vec::new();
        for (span, day) in parts {
            let mut one = Occasion { time: day.or(report.time), ..report.clone() };
            if visit {
                one.place = Some(self.goal(span)?);
                let travellers: Vec<usize> = inside(span)
                    .filter(|(m, _)| self.case(m) == Case::Subject)
                    .flat_map(|(_, a)| cast.expand(a))
                    .collect();
                if !travellers.is_empty() {
                    one.participants = travellers.into_iter().map(|a| (a, Role::Visitor)).collect();
                }
                for stop in self.other_stops(&one) {
                    found.push(Occasion { place: Some(stop), ..one.clone() });
                }
            } else {
                one.place = self.place(span.start, span.end);
                let own: Vec<usize> = inside(span).flat_map(|(_, a)| cast.expand(a)).collect();
                one.participants.retain(|(a, _)| own.contains(a) || !partners.contains(a));
                for actor in own.into_iter().filter(|a| partners.contains(a)) {
                    if one.participants.iter().all(|(a, _)| *a != actor) {
                        one.participants.push((actor, Role::Party));
                    }
                }
                if one.participants.len() < 2 {
                    return None;
                }
            }
            found.push(one);
        }
        Some(found)
    }

    /// 장관의 중국 방문은 지난해 4월에 이어 이번이 두 번째다: beside the visit of April the one that is told of.
    pub(super) fn counted_from<'o>(
        &self,
        report: &Occasion,
        at: usize,
        mut told: impl Iterator<Item = &'o Occasion>,
    ) -> Option<Occasion> {
        let topic =
            self.tokens().get(at).is_some_and(|t| matches!(self.text_of(t.particle), "은" | "는" | "이"));
        if report.kind != EventKind::Visit || report.told || !topic || !self.counts() {
            return None;
        }
        let with = told.find(|o| report.sides().iter().all(|a| o.sides().contains(a)))?;
        Some(Occasion { time: with.time, status: with.status, ..report.clone() })
    }

    /// A state or city between a day and an occasion: 올해 2월 베트남 하노이 회담.
    fn place_named(&self, day: usize, at: usize) -> Option<PlaceMention> {
        let from = self.times.get(day)?.span.end;
        let state = |t: &Word| self.lexicon().state_of(self.text_of(t.span));
        let mut places =
            self.tokens().iter().take(at).filter(|t| t.span.start >= from && t.particle.is_empty());
        let first = places.find(|t| state(t).is_some())?;
        let last = places.take_while(|t| state(t).is_some()).last().unwrap_or(first);
        Some(PlaceMention { span: first.span.join(last.span), country: state(last).map(str::to_owned) })
    }

    /// The state or city in 을 or 를 in a stretch of the text.
    fn goal(&self, span: ByteSpan) -> Option<PlaceMention> {
        self.tokens().iter().rev().filter(|t| span.contains(t.span)).find_map(|t| {
            let country = self.lexicon().state_of(self.text_of(t.stem))?;
            matches!(self.text_of(t.particle), "을" | "를" | "" | "으로" | "로")
                .then(|| PlaceMention { span: t.stem, country: Some(country.to_owned()) })
        })
    }

    /// 이번 통화는 지난달 7일 화상 정상회담 이후 23일 만이다: an earlier occasion of those who met, named by its day alone.
    pub(super) fn since(
        &self,
        cast: &Cast,
        at: usize,
        hit: &Found<'_>,
        met: Option<&Occasion>,
    ) -> Option<Occasion> {
        let token = self.tokens().get(at)?;
        let next = self.tokens().get(at + 1).map_or("", |t| self.text_of(t.span));
        let met = met.filter(|o| is_meeting(o.kind) && o.sides().len() >= 2)?;
        let last = self.tokens().get(self.clause_end(at)).map_or("", |t| self.text_of(t.span));
        let counted_from = token.particle.is_empty()
            && matches!(next, "이후" | "뒤" | "후")
            && self.text_of(self.sentence.span).contains(" 만");
        // 올해 2월 하노이 회담은 합의 없이 끝났다.
        let ended = matches!(self.text_of(token.particle), "은" | "는" | "이" | "가" | "도")
            && ["끝났", "끝나", "열렸", "결렬", "막을"].iter().any(|verb| last.starts_with(verb));
        let named = !hit.verbal
            && hit.trigger.object == Object::None
            && is_meeting(hit.trigger.kind)
            && (counted_from || ended);
        let day = self.times.iter().rposition(|t| {
            let between = ByteSpan::new(t.span.end, token.span.start.max(t.span.end)).of(self.reading.text);
            t.kind == TimeKind::Date
                && t.value.is_some()
                && t.span.end <= token.span.start
                && between.split_whitespace().count() <= 2
        })?;
        let participants: Vec<(usize, Role)> = met.sides().into_iter().map(|a| (a, Role::Party)).collect();
        named.then(|| Occasion {
            kind: self.refine(hit.trigger.kind, &participants, cast, at),
            status: Status::Occurred,
            certainty: Certainty::Stated,
            participants,
            time: Some(day + self.times_before),
            place: ended.then(|| self.place_named(day, at)).flatten(),
            venues: Vec::new(),
            topics: Vec::new(),
            duration: None,
            closed_door: None,
            sources: Vec::new(),
            trigger: token.stem,
            evidence: vec![self.index],
            told: true,
        })
    }
}
