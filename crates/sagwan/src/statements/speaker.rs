//! Who speaks in a stretch of a sentence, and who passes it on.

use sagwan_text::{ByteSpan, WordClass};

use super::View;
use super::words::Use;
use sagwan_text::{Mention, MentionKind, Office};

impl<'a> View<'a> {
    /// 마린 총리 역시: 역시 takes the place of a topic's particle.
    pub(super) fn likewise(&self, mention: &Mention) -> bool {
        mention.particle.is_empty()
            && self.tokens().get(mention.last + 1).is_some_and(|t| self.text_of(t.span) == "역시")
    }

    pub(super) fn is_subject(&self, mention: &Mention) -> bool {
        if self.likewise(mention) {
            return true;
        }
        matches!(
            self.text_of(mention.particle),
            "은" | "는" | "이" | "가" | "도" | "께서" | "께서는" | "에서는" | "측은" | "측이"
        )
    }

    pub(super) fn is_topic(&self, mention: &Mention) -> bool {
        if self.likewise(mention) {
            return true;
        }
        matches!(self.text_of(mention.particle), "은" | "는" | "도" | "께서는" | "에서는")
    }

    /// The subject outside quotations that stands nearest before the byte `at`, a topic if there is one.
    pub(super) fn subject_before(&self, at: usize) -> Option<&'a Mention> {
        let before =
            || self.mentions.iter().map(|(m, _)| *m).filter(|m| m.span.end <= at && !self.quoted(m.span));
        before().rfind(|m| self.is_topic(m)).or_else(|| before().rfind(|m| self.is_subject(m)))
    }

    pub(super) fn subject_between(&self, from: usize, to: usize) -> Option<&'a Mention> {
        let fits = |m: &&Mention| {
            m.span.start >= from && m.span.end <= to && !self.quoted(m.span) && self.is_subject(m)
        };
        self.mentions.iter().map(|(m, _)| *m).rfind(fits)
    }

    pub(super) fn actor(&self, mention: &Mention) -> Option<usize> {
        self.mentions.iter().find(|(m, _)| *m == mention).and_then(|(_, a)| *a)
    }

    /// Who passes on what the cue presents: 말했다고 청와대는 전했다. Also the cue with which it is passed on.
    pub(super) fn relay(&self, cue: usize, cues: &[(usize, &'a str)]) -> Option<(Option<usize>, usize)> {
        let inner = self.tokens().get(cue)?;
        let &(outer, _) = cues.iter().find(|(c, _)| *c > cue)?;
        let outer_token = self.tokens().get(outer)?;
        let teller = self.subject_between(inner.span.end, outer_token.span.start);
        // …라고 언급한 것으로 외교부는 전했다.
        let concluded = inner.class == WordClass::Adnominal
            && self.tokens().get(cue + 1).is_some_and(|t| self.text_of(t.span) == "것으로")
            && teller.is_some();
        if !concluded && !self.words().ends(Use::Report, self.text_of(inner.span)) {
            return None;
        }
        Some((teller.and_then(|m| self.actor(m)), outer))
    }

    /// Who speaks in the stretch from `from` to `to`: the topic, else the subject; whoever spoke before when the
    /// sentence carries on (이어, 또한) or says nothing. Also the mention when it stands in the stretch.
    pub(super) fn main_speaker(
        &self,
        from: usize,
        to: usize,
        last_speaker: Option<usize>,
    ) -> (Option<usize>, Option<&'a Mention>) {
        let within = || {
            let fits = move |m: &&Mention| m.span.start >= from && m.span.end <= to && !self.quoted(m.span);
            self.mentions.iter().map(|(m, _)| *m).filter(fits)
        };
        let at_start = from == self.sentence.span.start;
        let carries =
            self.tokens().first().is_some_and(|t| self.words().is(Use::CarriesOn, self.text_of(t.span)));
        let earlier = || match self.subject_before(from) {
            Some(m) if !at_start => self.actor(m),
            _ => last_speaker,
        };
        let is_state = |m: &Mention| {
            matches!(m.kind, MentionKind::Country(_) | MentionKind::States { office: Office::State, .. })
        };
        let topic = within().find(|m| self.is_topic(m));
        // 양측은 의견을 나누고, 바이든 대통령이 "…"고 강조했다: the clause of the topic is over.
        let closest = within().rfind(|m| {
            let rest = ByteSpan::new(m.particle.end.min(to), to);
            self.is_subject(m) && self.text_of(rest).trim().is_empty()
        });
        let over = |topic: &Mention, other: &Mention| {
            let between = self.tokens().get(topic.last + 1..other.first).unwrap_or(&[]);
            matches!(between, [.., verb, comma] if verb.class == WordClass::Connective && self.text_of(comma.span) == ",")
        };
        if let Some(m) = closest.filter(|m| topic.is_some_and(|topic| topic.last < m.first && over(topic, m)))
        {
            return (self.actor(m), Some(m));
        }
        match topic {
            // 그러면서 미국은 …: a state as topic of a sentence that carries on is what is spoken about.
            Some(m) if carries && is_state(m) && last_speaker.is_some() => return (last_speaker, None),
            Some(m) => return (self.actor(m), Some(m)),
            None if carries || !at_start => return (earlier(), None),
            None => {}
        }
        match within().find(|m| self.is_subject(m)) {
            Some(m) => (self.actor(m), Some(m)),
            None => (last_speaker, None),
        }
    }
}
