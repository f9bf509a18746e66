//! What later sentences add to an event: who sat in, how long, behind closed doors.

use super::View;
use super::cast::Case;
use super::sources::source_of;
use crate::cast::Cast;
use crate::events::{Occasion, cite};
use crate::record::{ActorKind, EventKind, Role, Status};
use sagwan_text::TimeKind;
use sagwan_text::{Mention, MentionKind};

/// How words begin that tell who sat in.
const ATTENDING: &[&str] = &["배석", "동석", "수행했"];

impl View<'_> {
    /// 어제(17일) 통화에서: the day that stands right before the occasion's name.
    fn day_of_the_named(&self) -> Option<usize> {
        let text = self.reading.text;
        let noun = self.tokens().iter().find(|t| {
            let named = ["회담", "통화", "면담", "회의", "회동", "만남", "협의", "접견"];
            let stem = self.text_of(t.stem);
            named.iter().any(|w| stem.ends_with(w))
                && matches!(self.text_of(t.particle), "에서" | "에서는" | "은" | "는")
                && !self.quoted(t.span)
        })?;
        let stands_before = |end: usize| {
            let gap = text.get(end..noun.span.start).map(str::trim);
            end <= noun.span.start
                && gap.is_some_and(|gap| {
                    gap.is_empty() || gap == ")" || gap.starts_with('(') && gap.ends_with(')')
                })
        };
        let day = self
            .times
            .iter()
            .position(|t| t.kind != TimeKind::Duration && t.value.is_some() && stands_before(t.span.end))?;
        Some(day + self.times_before)
    }

    /// What a sentence adds to the event it speaks of: who sat in, how long, behind closed doors, agenda.
    pub(super) fn details(&self, cast: &Cast, own: &mut [Occasion], earlier: &mut [Occasion]) {
        let text = self.reading.text;
        let sentence = self.sentence.span.of(text);
        let has = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
        let is_gathering =
            |o: &Occasion| !matches!(o.kind, EventKind::Visit | EventKind::Letter | EventKind::Agreement);
        // 만찬에는 장관이 참석했다, 한국 측에서는 …이 참석했다.
        let there = ["만찬에는", "오찬에는", "회담에는", "면담에는", "접견에는", "자리에는", "측에서는"];
        let came = has(&there) && has(&["참석했", "참석합", "참석한다", "참석하였", "함께했"]);
        let attendance = has(ATTENDING) || came;
        // 보좌관은 동석하지 않았다: who stayed away stands in the clause that says so.
        let stayed_away = |m: &Mention| {
            self.tokens().iter().enumerate().skip(m.last).any(|(n, t)| {
                ATTENDING.iter().any(|v| self.text_of(t.span).starts_with(v))
                    && self.is_refused(n)
                    && self.clause_start(n) <= m.first
            })
        };
        let attendees: Vec<usize> = if attendance {
            self.mentions
                .iter()
                .filter(|(m, _)| matches!(m.kind, MentionKind::Person(_)) && !self.quoted(m.span))
                .filter(|(m, _)| !stayed_away(m))
                .filter_map(|(_, a)| *a)
                .collect()
        } else {
            Vec::new()
        };
        let duration = self
            .times
            .iter()
            .find(|t| {
                t.kind == TimeKind::Duration
                    && self.sentence.span.contains(t.span)
                    && t.value.as_deref().is_some_and(|v| v.starts_with("PT"))
            })
            .and_then(|t| t.value.clone());
        let closed = has(&["비공개"]).then_some(true);
        let topics = self.topics();
        // The sentence's own event, else the one told last that fits what the sentence calls it.
        let speaks_of_it = attendance
            || has(&[
                "회담은",
                "회담에서",
                "회담에는",
                "면담은",
                "면담에서",
                "면담에는",
                "통화는",
                "통화에서",
                "이 자리",
                "회의에서",
                "두 장관은",
                "두 정상은",
                "양측은",
                "견해를 교환",
                "대화의",
                "만남에서",
                "회동은",
                "접견에서",
                "이번 접견",
                "협의는",
                "협의에서",
                "협상은",
                "이번 협상",
                "이번 회담",
                "이번 통화",
                "다뤄졌",
                "논의됐",
                "거론됐",
            ]);
        let venues = self.venues();
        if !venues.is_empty() {
            let ahead = |o: &&mut Occasion| {
                is_gathering(o) && o.status.lies_ahead() && o.place.is_none() && o.venues.is_empty()
            };
            if let Some(event) = own.iter_mut().rev().chain(earlier.iter_mut().rev()).find(ahead) {
                event.venues = venues;
                event.evidence.push(self.index);
            }
            return;
        }
        let target = match own.iter_mut().find(|o| is_gathering(o) && o.told) {
            Some(found) => Some(found),
            None if speaks_of_it => {
                let words = |o: &Occasion| match o.kind {
                    EventKind::Summit | EventKind::Talks => &["회담", "협의", "협상", "대화"][..],
                    EventKind::Audience => &["접견", "예방", "면담"],
                    EventKind::Call => &["통화"],
                    EventKind::Conference => &["회의"],
                    _ => &["면담", "만남", "회동", "만찬"],
                };
                // 면담하고 만찬을 했다. 면담에는 …: by its own word first, then by one for its kind.
                let own_word = |o: &Occasion| {
                    let trigger = o.trigger.of(text);
                    words(o).iter().any(|w| trigger.contains(w) && sentence.contains(w))
                };
                let fits = |o: &Occasion| is_gathering(o) && o.told && o.status == Status::Occurred;
                let n = earlier
                    .iter()
                    .rposition(|o| fits(o) && own_word(o))
                    .or_else(|| earlier.iter().rposition(|o| fits(o) && has(words(o))))
                    .or_else(|| earlier.iter().rposition(fits));
                n.and_then(|n| earlier.get_mut(n))
            }
            None => None,
        };
        let Some(event) = target else { return };
        for actor in attendees {
            let named = cast.members.get(actor).is_some();
            if named && !event.participants.iter().any(|(a, _)| *a == actor) {
                event.participants.push((actor, Role::Attendee));
            }
        }
        // 이날 회의에서 …라고 주장했다, 대사도 자리했다: who speaks or sits there takes part.
        if event.kind == EventKind::Conference {
            let spoke = has(&["회의에서"]).then(|| self.statements.iter().filter_map(|s| s.speaker));
            let sat =
                self.tokens().iter().position(|t| self.text_of(t.span).starts_with("자리했")).and_then(|n| {
                    let clause = self.clause_start(n)..n;
                    let subject = self
                        .mentions
                        .iter()
                        .find(|(m, _)| clause.contains(&m.first) && self.case(m) == Case::Subject);
                    subject.and_then(|(_, actor)| *actor)
                });
            for actor in spoke.into_iter().flatten().chain(sat) {
                let person = cast.members.get(actor).is_some_and(|m| m.kind == ActorKind::Person);
                if person && !event.participants.iter().any(|(a, _)| *a == actor) {
                    event.participants.push((actor, Role::Party));
                }
            }
        }
        event.time = event.time.or_else(|| self.day_of_the_named());
        event.duration = event.duration.take().or(duration);
        event.closed_door = event.closed_door.or(closed);
        for said in self.statements {
            // 국방부에 따르면 협의는 …: what is said is the occasion itself.
            let content = said.content.of(text);
            let content = content.strip_prefix("이번 ").unwrap_or(content);
            let itself = ["협의", "협상", "회담", "면담", "통화", "회동", "회의"].iter().any(|noun| {
                content.strip_prefix(noun).is_some_and(|rest| rest.starts_with(['은', '는', '이', '가']))
            });
            let about = itself || topics.iter().any(|t| said.content.contains(*t));
            // Who disputes it is not who it is told by.
            let tells = about && !matches!(said.act.as_str(), "reject" | "deny");
            for teller in [said.reported_by, said.speaker].into_iter().flatten().filter(|_| tells) {
                if !event.sides().contains(&teller) {
                    cite(&mut event.sources, source_of(teller, said));
                }
            }
        }
        for topic in topics {
            if !event.topics.iter().any(|t| t.of(text) == topic.of(text)) {
                event.topics.push(topic);
            }
        }
        if event.evidence.last() != Some(&self.index) {
            event.evidence.push(self.index);
        }
    }
}
