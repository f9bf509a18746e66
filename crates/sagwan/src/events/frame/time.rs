//! When: the time of an event in its clause, or the one that its sentence inherits.

use sagwan_text::{ByteSpan, Word, WordClass, WordKind};

use super::View;
use crate::events::Occasion;
use crate::record::{EventKind, Status};
use sagwan_text::TimeKind;

impl View<'_> {
    /// The time of a trigger: the nearest before it in its clause that no other verb claims, else the nearest
    /// before it in its sentence, else the first behind it in its clause.
    ///
    /// Of an event that is the subject (회담이 이르면 이달 중순 열린다) what stands behind it in its clause goes before what
    /// other clauses tell.
    pub(super) fn time(&self, from: usize, at: usize, end: usize, is_subject: bool) -> Option<usize> {
        let trigger = self.tokens().get(at)?.span;
        let behind = self.tokens().get(end).map_or(trigger.end, |t| t.span.end);
        // 정상회담은 다음 달 열린다: close behind, or it belongs to something else.
        let stop = (at + 1..at + 7).find(|&n| {
            self.tokens()
                .get(n)
                .is_some_and(|t| matches!(self.text_of(t.particle), "은" | "는" | "이" | "가"))
        });
        let near = self.tokens().get(stop.unwrap_or(at + 6)).map_or(behind, |t| t.span.start);
        let dated = |span: ByteSpan| {
            self.times.iter().enumerate().filter(move |(_, t)| {
                matches!(t.kind, TimeKind::Date | TimeKind::Time)
                    && span.contains(t.span)
                    && !self.quoted(t.span)
            })
        };
        // 26일 일본에 도착한 부통령은 …: a day belongs to the adnominal verb that follows it closely.
        let claimed = |t: &sagwan_text::TimeMention| {
            let words = self
                .tokens()
                .iter()
                .enumerate()
                .filter(|(_, w)| w.kind == WordKind::Word && w.span.start >= t.span.end);
            let mut near = words
                .take(3)
                .take_while(|(_, w)| !matches!(self.text_of(w.particle), "은" | "는" | "이" | "가" | "에서"));
            near.any(|(n, w)| {
                w.class == WordClass::Adnominal && n + 2 < at && !self.text_of(w.span).starts_with("중")
            })
        };
        let free = |span: ByteSpan| dated(span).rfind(|(_, t)| !claimed(t));
        let after = || dated(ByteSpan::new(trigger.end, near.min(behind))).next();
        free(ByteSpan::new(from, trigger.start))
            .or_else(|| after().filter(|_| is_subject))
            .or_else(|| free(ByteSpan::new(self.sentence.span.start, trigger.start)))
            .or_else(after)
            .map(|(n, _)| n + self.times_before)
    }

    /// Whether a time stands right before an event's word, or one word away.
    pub(super) fn stands_close(&self, time: usize, at: usize) -> bool {
        let (Some(time), Some(token)) = (self.reading.times.get(time), self.tokens().get(at)) else {
            return false;
        };
        let between = ByteSpan::new(time.span.end, token.span.start.max(time.span.end));
        time.span.end <= token.span.start && self.text_of(between).split_whitespace().count() <= 2
    }

    /// Whether a time stands outside the report that an event's word stands in: it may tell when that was said.
    pub(super) fn is_before_report(&self, time: usize, token: &Word) -> bool {
        let report = self.statements.iter().find(|s| s.content.contains(token.stem));
        let time = self.reading.times.get(time);
        report.zip(time).is_some_and(|(report, time)| time.span.end <= report.content.start)
    }

    /// Whether an event's word stands in what somebody is cited for: 1일 외교부에 따르면 ….
    pub(super) fn is_cited(&self, token: &Word) -> bool {
        let report = self.statements.iter().find(|s| s.content.contains(token.stem));
        report
            .and_then(|s| s.cue)
            .is_some_and(|cue| ["따르면", "의하면"].iter().any(|verb| self.text_of(cue).ends_with(verb)))
    }

    /// Whether a time stands in the noun phrase that ends with an event's word: 27일 워싱턴에서 열린 회담.
    pub(super) fn stands_near(&self, time: usize, at: usize) -> bool {
        let (Some(time), Some(token)) = (self.reading.times.get(time), self.tokens().get(at)) else {
            return false;
        };
        let between = ByteSpan::new(time.span.end, token.span.start.max(time.span.end));
        let clause = self
            .tokens()
            .iter()
            .any(|t| between.contains(t.span) && matches!(t.class, WordClass::Connective | WordClass::Final));
        !clause
            && (time.span.start >= token.span.end || self.text_of(between).split_whitespace().count() <= 6)
    }

    /// Whether a time is the day of the article or one before it.
    pub(super) fn is_gone(&self, time: usize) -> bool {
        let value = self.reading.times.get(time).and_then(|t| t.value.as_deref());
        value
            .zip(self.reading.published.as_deref())
            .is_some_and(|(value, published)| value.get(..10).is_some_and(|day| day <= published))
    }

    /// Whether a time lies more than two years before the article.
    pub(super) fn is_long_ago(&self, time: usize) -> bool {
        let year = |value: &str| value.get(..4).and_then(|y| y.parse::<i32>().ok());
        let value = self.reading.times.get(time).and_then(|t| t.value.as_deref()).and_then(year);
        let published = self.reading.published.as_deref().and_then(year);
        value.zip(published).is_some_and(|(value, published)| published - value > 2)
    }

    /// The day to which a text puts an event off or brings it forward: 회담이 15일로 연기됐다.
    pub(super) fn moved_to(&self, at: usize) -> Option<usize> {
        let from = self.tokens().get(at)?.span.end;
        let found = self.times.iter().position(|t| {
            let next = self.tokens().iter().find(|w| w.span.start >= t.span.end);
            let to = self.text_of(ByteSpan::new(t.span.end, next.map_or(t.span.end, |w| w.span.start)));
            t.span.start >= from
                && t.value.is_some()
                && matches!(to.trim(), "로" | "으로")
                && next.is_some_and(|w| {
                    self.reading
                        .know
                        .events
                        .modality
                        .moves(self.text_of(ByteSpan::new(t.span.start, w.span.end)))
                })
        });
        found.map(|n| n + self.times_before)
    }

    /// The time of the occasion before or after which a sentence places its own.
    fn told_beside(&self, earlier: &[Occasion]) -> Option<usize> {
        let tokens = self.tokens();
        let word = |n: usize| tokens.get(n).map_or("", |t| self.text_of(t.span));
        let noun = (0..tokens.len()).find_map(|n| {
            let stem = self.text_of(tokens.get(n)?.stem);
            let noun = ["회담", "회의", "면담", "통화", "만찬", "협의", "회동"]
                .into_iter()
                .find(|w| stem.ends_with(w))?;
            let ahead = word(n).ends_with('에') && word(n + 1) == "앞서";
            let dated = self.times.iter().any(|t| t.span.end <= tokens.get(n).map_or(0, |t| t.span.start));
            let beside = word(n) == stem && matches!(word(n + 1), "뒤" | "후" | "직후" | "직전" | "전");
            (!dated && (ahead || beside)).then_some(noun)
        })?;
        earlier
            .iter()
            .rev()
            .take(40)
            .find(|o| {
                o.told && o.status == Status::Occurred && o.trigger.of(self.reading.text).contains(noun)
            })
            .and_then(|o| o.time)
    }

    /// What happened in a sentence without a time happened when the event told before it did, unless the
    /// sentence looks back.
    pub(super) fn inherit_times(&self, own: &mut [Occasion], earlier: &[Occasion]) {
        let sentence = self.text_of(self.sentence.span);
        let looks_back = sentence.starts_with("앞서")
            || ["지난", "당시", "과거", "처음", "이후"].iter().any(|w| sentence.contains(w));
        let last = earlier
            .iter()
            .rev()
            .find(|o| o.told && o.status == Status::Occurred && o.kind != EventKind::Visit);
        // 회의에 앞서 따로 만나, 회담 뒤 만찬을 함께했다: on the day of what it stands beside.
        let beside =
            own.iter().any(|o| o.told && o.time.is_none()).then(|| self.told_beside(earlier)).flatten();
        if let Some(time) = beside {
            for event in own.iter_mut().filter(|o| o.told && o.time.is_none() && o.status == Status::Occurred)
            {
                event.time = Some(time);
            }
        }
        let near = last.filter(|o| o.evidence.last().is_some_and(|&n| self.index - n <= 3));
        let Some(time) = near.and_then(|o| o.time).filter(|_| !looks_back) else { return };
        for event in own.iter_mut() {
            let fits = event.told
                && event.time.is_none()
                && matches!(event.status, Status::Occurred | Status::NotOccurred);
            if fits && event.kind != EventKind::Visit {
                event.time = Some(time);
            }
        }
    }
}
