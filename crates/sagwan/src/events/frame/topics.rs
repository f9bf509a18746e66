//! What is talked about: the objects of 논의하다 and its like.

use sagwan_text::{ByteSpan, WordClass, WordKind};

use super::View;
use sagwan_text::MentionKind;

impl View<'_> {
    /// What is discussed: the objects of 논의하다 and its like, and what is on the agenda.
    pub(super) fn topics(&self) -> Vec<ByteSpan> {
        const VERBS: &[&str] =
            &["논의", "협의", "조율", "의논", "다뤘", "다뤄", "다루", "의제에", "놓고", "거론", "초점을"];
        const FORMS: &[char] = &['했', '하', '한', '할', '해', '합', '다', '고', '됐', '는', '졌', '질'];
        let tokens = self.tokens();
        let mut found = Vec::new();
        for (n, token) in tokens.iter().enumerate() {
            let word = self.text_of(token.span);
            let verbal = VERBS.iter().any(|v| {
                word.strip_prefix(v).is_some_and(|rest| {
                    rest.is_empty() && v.chars().count() > 2 || *v == "놓고" || rest.starts_with(FORMS)
                })
            });
            // "구조물 문제도 다뤄졌다"고 밝혔다: what was spoken of, on somebody's word.
            let passive = ["다뤄", "논의됐", "거론됐"].iter().any(|v| word.starts_with(v));
            if !verbal || self.quoted(token.span) && !passive {
                continue;
            }
            let object = (n.saturating_sub(5)..n).rev().find(|&k| {
                let Some(t) = tokens.get(k) else { return false };
                let particle = self.text_of(t.particle);
                let about = particle == "에"
                    && tokens.get(k + 1).is_some_and(|t| self.text_of(t.span).starts_with("대해"));
                // 제재 완화에 초점을 맞췄다.
                let focus = particle == "에" && word == "초점을" && k + 1 == n;
                about || focus || word != "초점을" && matches!(particle, "을" | "를" | "도" | "이" | "가")
            });
            if let Some(object) = object {
                self.noun_phrases(object, n, &mut found);
            }
        }
        // 여는 방안을 협의했다: the noun alone says nothing.
        found.retain(|span| {
            !matches!(
                self.text_of(*span),
                "" | "방안" | "문제" | "일정" | "계획" | "대해서" | "대해" | "관해서"
            )
        });
        found.sort_by_key(|s| s.start);
        found
    }

    /// The noun phrases of a list that ends at token `last`: split at commas, and at 와 and 과 after a phrase of
    /// several words.
    pub(super) fn noun_phrases(&self, last: usize, verb: usize, found: &mut Vec<ByteSpan>) {
        let tokens = self.tokens();
        let Some(end_token) = tokens.get(last) else { return };
        let mut end = end_token.stem.end;
        let mut words = 1;
        let mut first = last;
        if self.text_of(end_token.stem) == "등" {
            let Some(before) = last.checked_sub(1).and_then(|k| tokens.get(k)) else { return };
            end = before.stem.end;
            words = 0;
        }
        while let Some(before) = first.checked_sub(1).and_then(|k| tokens.get(k)) {
            let particle = self.text_of(before.particle);
            let comma = before.kind == WordKind::Mark && self.text_of(before.span) == ",";
            let bracket = matches!(before.kind, WordKind::Open | WordKind::Close);
            let with = matches!(particle, "과" | "와");
            // 하원의장을 접견, 현안을 논의했다: the event itself is none of its topics.
            let event = comma
                && first.checked_sub(2).and_then(|k| tokens.get(k)).is_some_and(|t| {
                    self.reading
                        .know
                        .events
                        .triggers
                        .of(&self.reading.know.pack, t)
                        .is_some_and(|hit| hit.before == 0)
                });
            let named = with
                && self
                    .mentions
                    .iter()
                    .any(|(m, _)| m.last + 1 == first && matches!(m.kind, MentionKind::Person(_)));
            let nominal = before.kind == WordKind::Word
                && matches!(before.class, WordClass::Nominal | WordClass::Determiner)
                && (particle.is_empty() || particle == "의" || with)
                && !self.times.iter().any(|t| t.span.overlaps(before.span))
                && !matches!(self.text_of(before.span), "함께" | "또" | "이날");
            if named || event || verb - first > 18 || !(comma || nominal || bracket) {
                break;
            }
            if comma || with && words == 0 {
                found.extend(tokens.get(first).map(|t| ByteSpan::new(t.span.start, end)));
                first -= 1;
                end =
                    tokens.get(if comma { first.wrapping_sub(1) } else { first }).map_or(end, |t| t.stem.end);
                words = 0;
                continue;
            }
            if with && self.phrase_before(first - 1) >= 2 {
                found.extend(tokens.get(first).map(|t| ByteSpan::new(t.span.start, end)));
                end = before.stem.end;
                words = 0;
            }
            first -= 1;
            words += 1;
        }
        found.extend(tokens.get(first).map(|t| ByteSpan::new(t.span.start, end)));
    }

    /// How many words the noun phrase has that ends at a token.
    pub(super) fn phrase_before(&self, last: usize) -> usize {
        let bare = |n: usize| {
            self.tokens().get(n).is_some_and(|t| {
                t.kind == WordKind::Word
                    && t.class == WordClass::Nominal
                    && (t.particle.is_empty() || self.text_of(t.particle) == "의")
                    && !self.times.iter().any(|time| time.span.overlaps(t.span))
            })
        };
        1 + (0..last).rev().take_while(|&n| bare(n)).count()
    }
}
