//! Whether an event happened, and how far and on whose word the text commits itself.

use std::cmp::Ordering;

use sagwan_ko::Tag;
use sagwan_text::{ByteSpan, Case, Word, WordClass};

use super::sources::source_of;
use super::{View, cast};
use crate::cast::Cast;
use crate::events::triggers;
use crate::events::{Source, cite};
use crate::record::{Certainty, Status};
use crate::statements::Said;
use sagwan_text::Mention;
use sagwan_text::Rank;

impl View<'_> {
    /// Did it happen? What the words after the event say, then tense, then the calendar.
    pub(super) fn status(
        &self,
        at: usize,
        end: usize,
        hit: &triggers::Found<'_>,
        invited: bool,
        time: Option<usize>,
    ) -> Status {
        let Some(token) = self.tokens().get(at) else { return Status::Occurred };
        let past = |n: usize| {
            self.tokens().get(n).is_some_and(|t| {
                t.morphs.iter().any(|m| m.tag == "EP" && matches!(m.form.as_str(), "었" | "았" | "였"))
            })
        };
        let ending = |n: usize| self.ending(n);
        let predicate = if hit.verbal { at } else { end };
        let closed = past(predicate)
            || hit.verbal && token.class == WordClass::Adnominal && !self.before_bound_noun(at);
        let text_to = |n: usize| self.tokens().get(n).map_or(self.sentence.span.end, |t| t.span.end);
        let open = self.tokens().get(predicate).is_some_and(|t| t.class == WordClass::Connective) && !closed;
        // 만나지 않았다: the verb that is denied and the word that denies it are one predicate.
        let denied = self
            .tokens()
            .get(predicate)
            .is_some_and(|t| ["지", "지는", "지도"].iter().any(|end| self.text_of(t.span).ends_with(end)));
        let scope_end = match closed || open {
            true => text_to(predicate + usize::from(denied)),
            false => self.sentence.span.end,
        };
        let scope = ByteSpan::new(token.stem.start, scope_end).of(self.reading.text);
        let value = time.and_then(|t| self.reading.times.get(t)?.value.as_deref());
        // Days compare as text, and a month with the month of the day.
        let side = value.zip(self.reading.published.as_deref()).map(|(v, p)| {
            // 이번 주: a range that the day of the article lies in is neither gone nor to come.
            let end = v.split_once('/').map_or(v, |(_, end)| end);
            let side = |v: &str| v.get(..10.min(v.len())).cmp(&p.get(..10.min(v.len())));
            if side(v) == side(end) { side(v) } else { Ordering::Equal }
        });
        let (ahead, behind) = (side == Some(Ordering::Greater), side == Some(Ordering::Less));
        let going_on = |t: &Word| {
            matches!(
                self.text_of(t.span),
                "중" | "중인" | "중이던" | "중이다" | "중이며" | "중이고" | "중입니다" | "중에"
            )
        };
        // 협의하고 있다.
        let goes_on = self.text_of(token.span).ends_with("하고")
            && self.tokens().get(at + 1).is_some_and(|t| {
                matches!(self.text_of(t.span), "있다" | "있습니다" | "있으며" | "있는" | "있다고")
            });
        let still =
            self.tokens().get(at + 1).is_some_and(|t| matches!(self.text_of(t.span), "중인" | "중이던"));
        if still {
            return Status::Underway;
        }
        if (goes_on || self.tokens().get(at + 1).is_some_and(going_on)) && !ahead {
            return Status::Underway;
        }
        if invited {
            return Status::Proposed;
        }
        // 중국을 방문하기 위해 출국했다: what somebody sets out for.
        let purpose = hit.verbal
            && self.text_of(token.span).ends_with('기')
            && self.tokens().get(at + 1).is_some_and(|t| self.text_of(t.span).starts_with("위"));
        if purpose && !behind {
            return Status::Planned;
        }
        // A clause that goes on shares the expectation of the sentence (…하고 …할 예정이다), not its refusals.
        let rest = ByteSpan::new(text_to(predicate), self.sentence.span.end).of(self.reading.text);
        // 회담을 하고 협력하기로 했다: what was agreed there is no plan to meet.
        // But 회의를 열고 후속 방안을 논의하기로 했다 is one.
        let to_talk =
            ["논의하기로", "협의하기로", "의논하기로", "만나기로"].iter().any(|plan| rest.contains(plan));
        let goes_on = matches!(ending(predicate), Some((_, "고" | "아" | "어" | "면서" | "으며" | "며")));
        let resolved = !ahead && !to_talk && goes_on && rest.contains("기로 ") && !self.is_foreseen(at);
        let shared = |s: &Status| open && !behind && !resolved && *s == Status::Planned;
        let said = self
            .reading
            .know
            .events
            .modality
            .status(scope)
            .or_else(|| self.reading.know.events.modality.status(rest).filter(shared));
        // 열릴 예정이던 회담 of last week: the calendar decides against a mere expectation.
        if let Some(said) = said.filter(|s| !(*s == Status::Planned && behind && closed)) {
            return said;
        }
        // 회담은 다음 달 열린다는 것 외에 정해지지 않았다: the verb nearest to the event is its own.
        let own_verb = (at + 1..predicate).find(|&n| {
            self.tokens()
                .get(n)
                .is_some_and(|t| t.class == WordClass::Adnominal && self.text_of(t.span).starts_with("열"))
        });
        if ahead && !past(own_verb.filter(|_| !hit.verbal).unwrap_or(predicate)) {
            return Status::Planned;
        }
        // 다음 달 열릴 것으로 예상하는 정상회담: the verb right before the event tells as well.
        if at.checked_sub(1).is_some_and(|n| self.is_prospective(n)) {
            return Status::Planned;
        }
        // The verb that reports a clause says nothing of its time.
        let report =
            self.statements.iter().find(|s| s.sentence == self.index && s.content.contains(token.stem));
        let reported_to = report.map_or(self.tokens().len(), |s| {
            self.tokens().iter().position(|t| t.span.start >= s.content.end).unwrap_or(self.tokens().len())
        });
        let mut n = predicate;
        loop {
            if past(n) {
                return Status::Occurred;
            }
            // 접견하고 …라고 강조한 바 있다.
            let looks_back = n > 0 && self.tokens().get(n - 1).is_some_and(|t| self.text_of(t.span) == "바");
            if looks_back {
                return Status::Occurred;
            }
            match ending(n) {
                Some((Tag::ETM, "ㄹ" | "을")) => return Status::Planned,
                Some((Tag::ETM, _)) => return Status::Occurred,
                Some((Tag::EF, form))
                    if hit.verbal || n != predicate || self.light_verb(at, end) || self.attends(at, end) =>
                {
                    let present = form.ends_with('다') && !behind;
                    return if present { Status::Planned } else { Status::Occurred };
                }
                // 방문한다고 밝혔다: said of the present, an act lies ahead.
                Some((Tag::EC, "ㄴ다고" | "는다고")) if hit.verbal && n == predicate && !behind => {
                    return Status::Planned;
                }
                Some((Tag::EC, _)) => {
                    let next = (n + 1..reported_to).find(|&k| {
                        self.tokens().get(k).is_some_and(|t| {
                            matches!(t.class, WordClass::Connective | WordClass::Final)
                                && !self.quoted(t.span)
                        })
                    });
                    match next {
                        Some(next) => n = next,
                        None => return Status::Occurred,
                    }
                }
                _ => return Status::Occurred,
            }
        }
    }

    /// 향후 다시 만나 협의를 갖기로 했다: a word of its clause puts it into days to come.
    fn is_foreseen(&self, at: usize) -> bool {
        let before = self.tokens().get(at.saturating_sub(20)..at).unwrap_or(&[]).iter().rev();
        before.take_while(|t| !matches!(t.class, WordClass::Connective | WordClass::Final)).any(|t| {
            matches!(self.text_of(t.span), "향후" | "앞으로" | "추후" | "조만간" | "머지않아" | "곧")
        })
    }

    /// The last ending of a word, with its tag.
    fn ending(&self, at: usize) -> Option<(Tag, &str)> {
        let own = &self.tokens().get(at)?.morphs;
        let last = own.iter().rfind(|m| Tag::parse(m.tag).is_some_and(Tag::is_ending))?;
        Some((Tag::parse(last.tag)?, last.form.as_str()))
    }

    /// Whether a word tells what lies ahead of the noun behind it: 열릴 정상회담.
    pub(super) fn is_prospective(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(|t| t.class == WordClass::Adnominal)
            && matches!(self.ending(at), Some((_, "ㄹ" | "을")))
    }

    /// 만난 것으로, 방문할 예정: what follows the verb is a bound noun of its own sentence.
    pub(super) fn before_bound_noun(&self, at: usize) -> bool {
        self.tokens().get(at + 1).is_some_and(|t| {
            ["것", "예정", "계획", "바", "뒤", "후", "방침", "전망", "가능성", "수", "방안"]
                .iter()
                .any(|w| self.text_of(t.span).starts_with(w))
        })
    }

    /// Whoever stands in 와 right before the one who speaks behind what is said.
    fn speaks_beside(&self, said: &Said, speaker: usize) -> Option<usize> {
        let behind = |m: &Mention| m.span.start >= said.content.end;
        let (own, _) = self.mentions.iter().find(|(m, a)| behind(m) && *a == Some(speaker))?;
        let beside = self.mentions.iter().rfind(|(m, _)| behind(m) && m.last < own.first)?;
        (beside.0.last + 1 == own.first && cast::case(self, &beside.0) == Case::With).then_some(beside.1)?
    }

    /// How far the text commits itself, and who is cited.
    pub(super) fn certainty(&self, cast: &Cast, token: &Word, sides: &[usize]) -> (Certainty, Vec<Source>) {
        let rest = ByteSpan::new(token.span.start, self.sentence.span.end).of(self.reading.text);
        let mut certainty = self.reading.know.events.modality.certainty(rest).unwrap_or(Certainty::Stated);
        let mut sources = Vec::new();
        // What is said in a transcript goes over many sentences: the turn stands right before those of this one.
        let own = self.reading.statements.partition_point(|s| s.sentence < self.index);
        let until = own + self.statements.len();
        let reported = self.reading.statements.get(own.saturating_sub(2)..until).unwrap_or(&[]);
        for said in reported.iter().filter(|s| s.content.contains(token.stem)) {
            let Some(speaker) = said.reported_by.or(said.speaker) else { continue };
            let vague = cast.members.get(speaker).is_some_and(|m| m.rank == Some(Rank::Vague));
            if certainty == Certainty::Stated {
                certainty = if vague { Certainty::Hearsay } else { Certainty::Attributed };
            }
            // 당국자를 인용해 보도했다: the paper and whom it cites. 대표와 장관이 발표했다: both of them.
            let cited = said.speaker.filter(|a| said.reported_by.is_some() && !sides.contains(a));
            let beside = self.speaks_beside(said, speaker).filter(|a| !sides.contains(a));
            for actor in [Some(speaker), cited, beside].into_iter().flatten() {
                cite(&mut sources, source_of(actor, said));
            }
        }
        (certainty, sources)
    }
}
