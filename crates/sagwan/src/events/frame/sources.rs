//! On whose word, when that stands in a later sentence: 외교부는 두 장관이 …에 공감했다고 밝혔다.

use sagwan_text::ByteSpan;

use super::cast::Case;
use super::{View, is_meeting};
use crate::cast::Cast;
use crate::events::{Occasion, Source, cite};
use crate::record::{EventKind, Status};
use crate::statements::Said;
use sagwan_text::MentionKind;

/// How many sentences may lie between an occasion and who is cited for it.
const REACH: usize = 4;

/// How many occasions are looked at for that.
const LOOK_BACK: usize = 40;

impl View<'_> {
    /// Cites for the occasions told before whoever tells in this sentence what was said or done there, and whoever
    /// 이같이 밝혔다.
    pub(super) fn cite_later(&self, cast: &Cast, earlier: &mut [Occasion]) {
        // Only the last few can be near enough.
        let from = earlier.len().saturating_sub(LOOK_BACK);
        let earlier = earlier.get_mut(from..).unwrap_or_default();
        // What is asked, promised or held against somebody tells of no occasion.
        let tells = |said: &&Said| matches!(said.act.as_str(), "say" | "explain" | "confirm" | "warn");
        for said in self.statements.iter().filter(tells) {
            let Some((teller, about)) = self.tells_of(cast, said) else { continue };
            let near = |o: &Occasion| {
                let sides = o.sides();
                let spoken_of = match o.kind {
                    // 편지에서 "…"고 경고했다고 보도했다: by its own word.
                    EventKind::Letter => self.names(o.trigger),
                    EventKind::Visit => false,
                    _ => true,
                };
                o.told
                    && spoken_of
                    && o.evidence.last().is_some_and(|&n| self.index - n <= REACH)
                    && about.iter().all(|a| sides.contains(a))
                    && (!about.is_empty() || is_meeting(o.kind) && o.status == Status::Occurred)
                    && !sides.contains(&teller)
            };
            let Some(last) = earlier.iter().rposition(near) else { continue };
            // Not the one that a later one of the same people is counted from (정상회담 이후 23일 만이다).
            let value = |o: &Occasion| self.reading.times.get(o.time?)?.value.clone();
            let sides = earlier.get(last).map(Occasion::sides);
            let newer = |o: &Occasion| {
                Some(o.sides()) == sides && near(o) && value(o) > earlier.get(last).and_then(value)
            };
            let told = earlier.iter().rposition(newer).unwrap_or(last);
            if let Some(event) = earlier.get_mut(told) {
                cite(&mut event.sources, source_of(teller, said));
            }
        }
        let Some(teller) = self.tells_so() else { return };
        for event in earlier.iter_mut().filter(|o| o.evidence.first().is_some_and(|&n| n + 1 == self.index)) {
            if !event.participants.iter().any(|(a, _)| *a == teller) {
                cite(&mut event.sources, (teller, None, self.sentence.span));
            }
        }
    }

    /// Whether the sentence uses the word of an occasion told before.
    fn names(&self, word: ByteSpan) -> bool {
        self.tokens().iter().any(|t| self.text_of(t.stem) == self.text_of(word))
    }

    /// Who passes on what somebody said or did, and of whom that is told.
    fn tells_of(&self, cast: &Cast, said: &Said) -> Option<(usize, Vec<usize>)> {
        let speaker = said.speaker?;
        if let Some(teller) = said.reported_by {
            return Some((teller, cast.expand(speaker)));
        }
        // "두 사람이 대화를 나눴다"고 적었다: in quotation marks only those who met are meant for sure.
        let inner = self.mentions.iter().find(|(m, _)| {
            let group = matches!(m.kind, MentionKind::Group { .. });
            said.content.contains(m.span) && self.case(m) == Case::Subject && (group || !self.quoted(m.span))
        });
        let (mention, actor) = inner?;
        let acts = matches!(
            mention.kind,
            MentionKind::Person(_) | MentionKind::Group { .. } | MentionKind::States { .. }
        );
        let about = cast.expand((*actor)?);
        // 두 사람 in the words of a third: whoever met last, not the two named last.
        let meant = if about.contains(&speaker) { Vec::new() } else { about };
        acts.then_some((speaker, meant))
    }

    /// The subject of 이같이 밝혔다.
    fn tells_so(&self) -> Option<usize> {
        let so = self.tokens().iter().any(|t| matches!(self.text_of(t.span), "이같이" | "이와" | "이처럼"));
        let told = self.tokens().iter().rev().take(3).any(|t| {
            ["밝혔", "말했", "전했", "설명했", "발표했"]
                .iter()
                .any(|verb| self.text_of(t.span).starts_with(verb))
        });
        (so && told && self.statements.is_empty()).then(|| self.topic_actor()).flatten()
    }
}

/// Somebody cited by the words around what is said.
pub(super) fn source_of(teller: usize, said: &Said) -> Source {
    (teller, said.channel.clone(), said.cue.unwrap_or(said.content))
}
