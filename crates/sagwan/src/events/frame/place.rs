//! Where: places before and behind an event, destinations of a visit, venues under discussion.

use sagwan_text::{ByteSpan, Word, WordClass, WordKind};

use super::View;
use super::telling::Telling;
use crate::events::triggers;
use crate::events::{Occasion, PlaceMention};
use crate::record::EventKind;
use sagwan_ko::triggers::Object;

/// Who is met on a visit told in the same sentence is met there, and so is an agreement made at a meeting.
pub(super) fn inherit_places(events: &mut [Occasion]) {
    for n in 0..events.len() {
        let Some(event) = events.get(n).filter(|e| e.place.is_none()) else { continue };
        let sides = event.sides();
        let shared =
            |o: &&Occasion| o.told && o.place.is_some() && o.sides().iter().any(|a| sides.contains(a));
        let from = match event.kind {
            EventKind::Visit | EventKind::Letter | EventKind::Call => None,
            EventKind::Agreement => events.get(..n).unwrap_or(&[]).iter().rfind(shared),
            _ => events.get(..n).unwrap_or(&[]).iter().rfind(|o| o.kind == EventKind::Visit && shared(o)),
        };
        let place = from.and_then(|o| o.place.clone());
        if let Some(event) = events.get_mut(n) {
            event.place = place;
        }
    }
}

impl View<'_> {
    /// Where an event takes place: where a visit goes to, else the place named before it.
    pub(super) fn place_of(&self, telling: &Telling<'_>) -> Option<PlaceMention> {
        let (token, end) = (telling.token, telling.end);
        if matches!(telling.hit.trigger.object, Object::Place | Object::Guest) {
            return self.destination(telling.at, telling.hit, telling.from);
        }
        // 회담은 14일 워싱턴에서 열린다: behind the event where it is the subject.
        let behind = || {
            let near = self.tokens().get(end.saturating_sub(2)).map_or(token.span.end, |t| t.span.start);
            let last = self.tokens().get(end).map_or(token.span.end, |t| t.span.end);
            let place = telling.is_subject.then(|| self.place(token.span.end, last)).flatten();
            place.filter(|place| place.span.end > near)
        };
        self.place(telling.from, token.span.start).or_else(behind)
    }

    /// 베트남과 라오스를 방문한다: the places listed before the one a visit goes to.
    pub(super) fn other_stops(&self, visit: &Occasion) -> Vec<PlaceMention> {
        let Some(place) = visit.place.as_ref().filter(|_| visit.kind == EventKind::Visit) else {
            return Vec::new();
        };
        let tokens = self.tokens();
        let facts = self.lexicon();
        let mut found = Vec::new();
        let mut last = tokens.iter().position(|t| t.span.start >= place.span.start).unwrap_or(0);
        while let Some(mut n) = last.checked_sub(1) {
            let comma = tokens.get(n).is_some_and(|t| matches!(self.text_of(t.span), "," | "·"));
            if comma {
                let Some(before) = n.checked_sub(1) else { break };
                n = before;
            }
            let Some(token) = tokens.get(n) else { break };
            // 한국과 일본 중국을: states side by side; but 미국 워싱턴을.
            let side_by_side = !comma
                && token.particle.is_empty()
                && facts.country(self.text_of(token.stem)).is_some()
                && tokens.get(last).is_some_and(|t| facts.country(self.text_of(t.stem)).is_some());
            let joined = comma && token.particle.is_empty()
                || side_by_side
                || matches!(self.text_of(token.particle), "과" | "와");
            let (true, Some(country)) = (joined, facts.state_of(self.text_of(token.stem))) else { break };
            found.push(PlaceMention { span: token.stem, country: Some(country.to_owned()) });
            last = n;
        }
        found.reverse();
        found
    }

    /// The noun phrase in 에서 before the trigger: 크렘린궁에서, 모스크바 시내 외무부 영빈관에서.
    pub(super) fn place(&self, from: usize, to: usize) -> Option<PlaceMention> {
        let tokens = self.tokens();
        let last = tokens.iter().rposition(|t| {
            t.span.start >= from
                && t.span.end <= to
                && t.kind == WordKind::Word
                && !self.quoted(t.span)
                // 4시28분에서 38분까지.
                && !self.times.iter().any(|time| time.span.overlaps(t.span))
                && (matches!(self.text_of(t.particle), "에서" | "에서도")
                    || self.reading.headlines && self.text_of(t.particle) == "서"
                    || self.text_of(t.particle) == "에서는" && self.lexicon().city(self.text_of(t.stem)).is_some())
        })?;
        let end = tokens.get(last)?;
        let word = self.text_of(end.stem);
        const NO_PLACE: &[&str] = &[
            "회담",
            "면담",
            "회의",
            "브리핑",
            "기자회견",
            "성명",
            "자리",
            "가운데",
            "인터뷰",
            "과정",
            "측",
            "담화",
            "차원",
            "분야",
            "만남",
            "회동",
            "접견",
            "정상회담",
            "간담회",
            "석상",
            "메시지",
            "연설",
            "보도자료",
            "서한",
            "친서",
            "논평",
            "트위터",
            "페이스북",
            "통화",
        ];
        if NO_PLACE.iter().any(|w| word.ends_with(w)) {
            return None;
        }
        let mut first = last;
        while let Some(before) = first.checked_sub(1).and_then(|n| tokens.get(n)) {
            let goes_on = before.kind == WordKind::Word
                && before.class == WordClass::Nominal
                && (before.particle.is_empty() || self.text_of(before.particle) == "의")
                && !self.times.iter().any(|t| t.span.overlaps(before.span))
                && !self.lexicon().is_adverb(self.text_of(before.stem))
                && !matches!(
                    self.text_of(before.stem),
                    "오전" | "오후" | "새벽" | "아침" | "낮" | "저녁" | "밤"
                )
                && before.span.start >= from;
            if !goes_on || last - first >= 4 {
                break;
            }
            first -= 1;
        }
        let span = ByteSpan::new(tokens.get(first)?.span.start, end.stem.end);
        let country = self.country_of_place(first, last);
        Some(PlaceMention { span, country })
    }

    pub(super) fn country_of_place(&self, first: usize, last: usize) -> Option<String> {
        let facts = self.lexicon();
        self.tokens().get(first..=last)?.iter().find_map(|t| {
            let word = self.text_of(t.stem);
            facts.state_of(word).or_else(|| facts.body(word)?.country()).map(str::to_owned)
        })
    }

    /// Where a visit goes: 러시아를 방문했다, 모스크바 방문, 방러.
    pub(super) fn destination(
        &self,
        at: usize,
        hit: &triggers::Found<'_>,
        from: usize,
    ) -> Option<PlaceMention> {
        let facts = self.lexicon();
        let token = self.tokens().get(at)?;
        let located = |t: &Word| facts.state_of(self.text_of(t.stem)).map(str::to_owned);
        if let Some(short) = hit.trigger.head.strip_prefix('방').filter(|s| s.chars().count() == 1)
            && let Some(country) = facts.country_by_short(short)
        {
            let head = token.span.start + hit.before;
            let span = ByteSpan::new(head, head + hit.trigger.head.len());
            return Some(PlaceMention { span, country: Some(country.code.clone()) });
        }
        let before = || self.tokens().iter().enumerate().take(at).rev().filter(|(_, t)| t.span.start >= from);
        // 미국 항공우주국 본부를 방문했다: the state that the object begins with.
        let phrase = at.checked_sub(1).filter(|&n| {
            self.tokens().get(n).is_some_and(|t| {
                matches!(self.text_of(t.particle), "을" | "를")
                    && ["본부", "청사", "대사관", "관저", "기지", "의회"]
                        .iter()
                        .any(|w| self.text_of(t.stem).ends_with(w))
            })
        });
        let in_phrase = |n: usize| phrase.is_some_and(|last| last - n < self.phrase_before(last) && n < last);
        before().find_map(|(n, t)| {
            // 인도 국빈 방문: without a particle only close before.
            let object =
                matches!(self.text_of(t.particle), "을" | "를" | "로" | "으로" | "에" | "로의" | "으로의")
                    || t.particle.is_empty() && (at - n <= 2 || in_phrase(n));
            let country = located(t)?;
            // 뉴칼레도니아에 증원된 병력이 머물: a place belongs to the adnominal verb right behind it.
            // 이란에 이어 중동을 방문하고: where they have been.
            let claimed = self.text_of(t.particle) == "에"
                && n + 1 < at
                && self
                    .tokens()
                    .get(n + 1)
                    .is_some_and(|v| v.class == WordClass::Adnominal || self.text_of(v.span) == "이어");
            // 러시아를 방문하기 위해 출발했다: one sets out to where one goes.
            let aimed = !hit.trigger.head.starts_with("출발")
                || matches!(self.text_of(t.particle), "로" | "으로" | "에" | "로의");
            (object && aimed && !claimed).then_some(PlaceMention { span: t.stem, country: Some(country) })
        })
    }

    /// Places under discussion: 장소로는 오스트리아 빈과 핀란드 헬싱키가 거론된다.
    pub(super) fn venues(&self) -> Vec<PlaceMention> {
        let sentence = self.text_of(self.sentence.span);
        let asks = ["장소로", "개최지", "후보지", "장소는"].iter().any(|w| sentence.contains(w));
        let open =
            ["거론", "검토", "유력", "꼽", "후보", "물색", "논의"].iter().any(|w| sentence.contains(w));
        if !asks || !open {
            return Vec::new();
        }
        let facts = self.lexicon();
        let mut found: Vec<PlaceMention> = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            let Some(country) = facts.city(self.text_of(token.stem)) else { continue };
            let before = n
                .checked_sub(1)
                .and_then(|p| self.tokens().get(p))
                .filter(|t| facts.country(self.text_of(t.span)).is_some());
            let start = before.map_or(token.stem.start, |t| t.span.start);
            found.push(PlaceMention {
                span: ByteSpan::new(start, token.stem.end),
                country: Some(country.to_owned()),
            });
        }
        found
    }
}
