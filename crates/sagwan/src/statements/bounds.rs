//! Where what is said begins: behind conjunctions, times, places, channels and questions.

use sagwan_text::{ByteSpan, Word, WordClass, WordKind};

use super::View;
use super::words::Use;

/// What is sent to somebody with words in it.
const LETTERS: &[&str] = &["서한", "친서", "편지", "전문", "메시지"];

impl<'a> View<'a> {
    /// Where a clause begins: after conjunctions and time adverbs at the head of the sentence.
    pub(super) fn skip_lead(&self, from: usize) -> usize {
        let mut at = from;
        for token in self.tokens().iter().filter(|t| t.span.start >= from) {
            let word = self.text_of(token.span);
            let lead =
                self.words().is(Use::CarriesOn, word) || self.words().is(Use::Lead, word) || word == ",";
            if !lead {
                return token.span.start;
            }
            at = token.span.end;
        }
        at
    }

    /// Where what is said begins after the question or the letter that it answers (… 묻는 질문에, 보낸 서한에서),
    /// when nobody has done anything before it.
    pub(super) fn asked_or_sent(&self, from: usize) -> usize {
        let mut end = from;
        // …만날 용의가 있느냐는 질문에: a question with a subject of its own.
        let ahead = || self.tokens().iter().filter(|t| t.span.start >= from && !self.quoted(t.span));
        let question = ahead().zip(ahead().skip(1)).take(24).find(|(clause, noun)| {
            ["냐는", "느냐는", "지에", "지", "는지", "냐고"]
                .iter()
                .any(|ask| self.text_of(clause.span).ends_with(ask))
                && matches!(self.text_of(noun.stem), "질문" | "물음")
                && matches!(self.text_of(noun.particle), "에" | "에는" | "에도")
        });
        if let Some((_, noun)) = question {
            return noun.span.end;
        }
        for token in self.tokens().iter().filter(|t| t.span.start >= from).take(9) {
            let (stem, particle) = (self.text_of(token.stem), self.text_of(token.particle));
            if matches!(particle, "이" | "가" | "은" | "는" | "도") {
                break;
            }
            // 위원장에게 공개서한을 보내 회담을 취소한다고 통보했다.
            let sent = matches!(self.text_of(token.span), "보내" | "보내고" | "보내서")
                && self.text_of(ByteSpan::new(from, token.span.start)).trim_end().ends_with(['을', '를'])
                && LETTERS.iter().any(|l| self.text_of(ByteSpan::new(from, token.span.start)).contains(l));
            let asked = matches!(particle, "에" | "에는" | "에도")
                && ["질문", "물음", "지적", "요청"].iter().any(|w| stem.ends_with(w));
            let there = matches!(particle, "에서" | "에서는")
                && self.reading.know.speech.channels.iter().any(|c| stem.ends_with(c.word.as_str()));
            if asked || there || sent {
                end = token.span.end;
            }
        }
        end
    }

    /// Where the report begins after its speaker: behind times, places, channels and hearers.
    pub(super) fn skip_adjuncts(&self, from: usize) -> usize {
        const ADJUNCT: &[&str] = &["에서", "에서는", "에", "으로", "로"];
        let from = self.asked_or_sent(from);
        let mut at = from;
        let tokens: Vec<&Word> = self.tokens().iter().filter(|t| t.span.start >= from).collect();
        let mut n = 0;
        'phrases: while let Some(token) = tokens.get(n) {
            let word = self.text_of(token.span);
            if matches!(token.kind, WordKind::Mark) && word == ","
                || (self.reading.is_time)(token.span)
                || self.words().is(Use::CarriesOn, word)
                || self.words().is(Use::Lead, word)
            {
                at = token.span.end;
                n += 1;
                continue;
            }
            if token.kind == WordKind::Open {
                let close =
                    tokens.iter().skip(n).position(|t| t.kind == WordKind::Close).map_or(n, |c| n + c);
                n = close + 1;
                at = tokens.get(close).map_or(at, |t| t.span.end);
                continue;
            }
            // A short noun phrase in an oblique case, or X를 통해.
            for (len, ahead) in tokens.iter().skip(n).take(4).enumerate() {
                if ahead.kind != WordKind::Word || ahead.class != WordClass::Nominal {
                    break 'phrases;
                }
                let particle = self.text_of(ahead.particle);
                let through = matches!(particle, "을" | "를")
                    && tokens.get(n + len + 1).is_some_and(|t| {
                        matches!(self.text_of(t.span), "통해" | "통하여" | "내고" | "내" | "열고")
                    });
                if through {
                    n += len + 2;
                    at = tokens.get(n - 1).map_or(at, |t| t.span.end);
                    continue 'phrases;
                }
                let said_there = self
                    .reading
                    .know
                    .speech
                    .channels
                    .iter()
                    .any(|c| self.text_of(ahead.stem).ends_with(c.word.as_str()));
                if ADJUNCT.contains(&particle) && (said_there || particle == "에서") && len < 4 {
                    n += len + 1;
                    at = ahead.span.end;
                    continue 'phrases;
                }
                if !particle.is_empty() {
                    break 'phrases;
                }
            }
            break;
        }
        at
    }
}
