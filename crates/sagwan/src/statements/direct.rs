//! Quotations that are statements: which they are, how far they reach, whose they are.

use sagwan_text::Quote;
use sagwan_text::{ByteSpan, Word, WordClass, WordKind};

use super::words::Use;
use super::{Said, View};
use crate::record::Mode;
use sagwan_text::{Mention, MentionKind};

impl<'a> View<'a> {
    /// The quotations of the sentence that are statements.
    pub(super) fn direct(&self, last_speaker: Option<usize>) -> Vec<Said> {
        let cues = self.cues();
        let mut found: Vec<Said> = Vec::new();
        for quote in &self.quotes {
            let content = quote.content.trim(self.reading.text);
            let words = self.text_of(content).split_whitespace().count();
            if !quote.closed {
                found.extend(self.over_paragraphs(quote, last_speaker));
                continue;
            }
            let Some((next, token)) = self.after_quote(quote) else {
                found.extend(self.standing_alone(quote));
                continue;
            };
            let word = self.text_of(token.span);
            let stance = matches!(word, "라는" | "이라는" | "는")
                && self
                    .tokens()
                    .get(next + 1)
                    .is_some_and(|t| self.words().is(Use::Stance, self.text_of(t.stem)));
            // "…직시할 것"을 촉구했다.
            let demanded = matches!(word, "을" | "를")
                && self.text_of(content).ends_with('것')
                && self.demands(next + 1);
            // "없다"고 답했다: one word is a clause when it is a predicate.
            let clause = words >= 2 || words == 1 && self.is_predicate(content);
            // "…해야 한다"는데 뜻을 같이했다.
            let agreed = matches!(word, "는데" | "는")
                && (next + 1..next + 3).any(|n| {
                    self.tokens().get(n).is_some_and(|t| {
                        matches!(self.text_of(t.span), "뜻을" | "의견을" | "인식을")
                            || self.text_of(t.span).starts_with("공감")
                    })
                });
            if !self.words().is(Use::Quotative, word) && !stance && !demanded && !agreed || !clause {
                continue;
            }
            // "…"며 불편한 심기를 숨기지 않았다: told by whatever the speaker does with it.
            let shown = || {
                let told = word.ends_with(['며', '서']) || agreed;
                let verb = self.tokens().iter().enumerate().skip(next + 1).find(|(_, t)| {
                    t.class == WordClass::Final && !self.quoted(t.span) && t.kind == WordKind::Word
                });
                verb.filter(|_| told).map(|(n, _)| (n, "say"))
            };
            let Some((cue, act)) = cues.iter().copied().find(|(c, _)| *c > next).or_else(shown) else {
                continue;
            };
            let Some(cue_token) = self.tokens().get(cue) else { continue };
            // Several quotations under one cue: the subject after the last of them speaks them all.
            // "…"라며 북한이 핵을 보유했다는 사실을 강조했다: that one is the subject of its own clause.
            let after = self.subject_between(quote.span.end, cue_token.span.start).filter(|m| {
                !self.tokens().get(m.last + 1..cue).unwrap_or(&[]).iter().any(|t| {
                    matches!(t.class, WordClass::Adnominal | WordClass::Connective) && !self.quoted(t.span)
                })
            });
            let (speaker, mention) = match after {
                Some(m) => (self.actor(m), None),
                None => self.main_speaker(self.clause_of(quote, &cues), quote.span.start, last_speaker),
            };
            if let Some(clause) = self.wider_clause(quote, mention) {
                let content = clause.join(token.span);
                found.push(self.said(speaker, Mode::Indirect, content, Some(cue_token.span), act));
                continue;
            }
            let mut said = self.said(speaker, Mode::Direct, content, Some(cue_token.span), act);
            match self.relay(cue, &cues) {
                // A는 "…"라고 말했다고 B는 전했다.
                Some((Some(teller), _)) => said.reported_by = Some(teller),
                // B는 A가 "…"라고 말했다고 전했다: whoever stands closer said it.
                Some((None, _)) => {
                    let closer = self.subject_between(mention.map_or(0, |m| m.span.end), quote.span.start);
                    if let Some(inner) = closer.and_then(|m| self.actor(m)).filter(|a| Some(*a) != speaker) {
                        said.reported_by = speaker;
                        said.speaker = Some(inner);
                    }
                }
                None => {}
            }
            found.extend(self.quoted_inside(quote, said.speaker));
            found.push(said);
        }
        found
    }

    /// Where the clause begins that a quotation belongs to: behind an earlier cue that another subject follows
    /// (A는 "…"고 밝혔으며, B는 "…"고 비판했다).
    pub(super) fn clause_of(&self, quote: &Quote, cues: &[(usize, &'a str)]) -> usize {
        let ended = cues.iter().rev().find_map(|(cue, _)| {
            let token = self.tokens().get(*cue)?;
            let comma = self.tokens().get(cue + 1).is_some_and(|t| self.text_of(t.span) == ",");
            let over = token.class == WordClass::Connective && comma && token.span.end <= quote.span.start;
            over.then_some(token.span.end)
        });
        let start = self.sentence.span.start;
        ended.filter(|&end| self.subject_between(end, quote.span.start).is_some()).unwrap_or(start)
    }

    /// The words that somebody quoted says somebody else said: `"'…'고 그는 말했다"`.
    pub(super) fn quoted_inside(&self, outer: &Quote, teller: Option<usize>) -> Option<Said> {
        let inner = self.inner.iter().find(|q| outer.content.contains(q.span) && q.closed)?;
        let (next, token) = self.after_quote(inner)?;
        if !self.words().is(Use::Quotative, self.text_of(token.span)) {
            return None;
        }
        let (cue, act) = self
            .tokens()
            .iter()
            .skip(next + 1)
            .take(4)
            .take_while(|t| outer.content.contains(t.span))
            .find_map(|t| {
                self.reading
                    .know
                    .speech
                    .cues
                    .of(self.text_of(t.span), true)
                    .map(|cue| (t.span, cue.act.as_str()))
            })?;
        let speaker = self
            .mentions
            .iter()
            .filter(|(m, _)| {
                outer.content.contains(m.span) && m.span.end <= inner.span.start && self.is_subject(m)
            })
            .find_map(|(_, a)| *a);
        let mut said =
            self.said(speaker, Mode::Direct, inner.content.trim(self.reading.text), Some(cue), act);
        said.reported_by = teller;
        Some(said)
    }

    /// The clause that a quoted fragment belongs to: one with a subject of its own between the speaker and
    /// the quotation (이스라엘이 "가까운 미래에" …).
    pub(super) fn wider_clause(&self, quote: &Quote, speaker: Option<&Mention>) -> Option<ByteSpan> {
        let from = match speaker {
            Some(m) if m.span.end <= quote.span.start => m.particle.end.max(m.span.end),
            _ => return None,
        };
        let content = self.text_of(quote.content).trim_end();
        // 자신의 계획이 "평화를 가져올 것"이라고: a few words that lack their subject are a fragment though they end a clause.
        let short = content.split_whitespace().count() <= 3 && content.ends_with('것');
        if content.ends_with(['다', '.', '라', '자', '까', '요', '것']) && !short {
            return None;
        }
        // A report that ended before (개최한다며 "…", "…"며) has subjects of its own.
        let ended = self.tokens().iter().rfind(|t| {
            let word = self.text_of(t.span);
            t.span.end <= quote.span.start
                && (self.words().ends(Use::Link, word)
                    || self.words().ends(Use::Report, word)
                    || self.ends.contains(&t.span.start) && self.words().is(Use::Quotative, word))
        });
        let from = ended.map_or(from, |t| from.max(t.span.end));
        let earlier = self.quotes.iter().any(|q| q.span.end <= quote.span.start && q.span.start >= from);
        let own = self.tokens().iter().find(|t| {
            t.span.start >= from
                && t.span.end <= quote.span.start
                && matches!(self.text_of(t.particle), "이" | "가" | "은" | "는")
        })?;
        // Of a few words all that stands before them is the clause, its subject with what belongs to it.
        let start = if short { self.skip_adjuncts(from) } else { own.span.start };
        let clause = ByteSpan::new(start.min(own.span.start), quote.span.end).trim(self.reading.text);
        (!earlier && quote.content.len() * 2 < clause.len()).then_some(clause)
    }

    /// A quotation that is a whole sentence, with its speaker in the next one: "…" 대변인의 답변이다.
    pub(super) fn standing_alone(&self, quote: &Quote) -> Option<Said> {
        let content = quote.content.trim(self.reading.text);
        if self.text_of(content).split_whitespace().count() < 2 {
            return None;
        }
        let next = self.reading.read.sentences.get(self.index + 1)?;
        let view = View::new(self.reading, self.index + 1, next);
        let last = next.words.iter().rev().find(|t| t.kind == WordKind::Word)?;
        let act = self.words().act(Use::Verdict, self.text_of(last.span))?;
        let named = |(m, a): &(&Mention, Option<usize>)| {
            (!matches!(m.kind, MentionKind::Country(_))).then_some(*a)?
        };
        let speaker = view.mentions.iter().rev().find_map(named);
        let mut said = self.said(speaker, Mode::Direct, content, Some(last.span), act);
        said.channel = view.channel();
        Some(said)
    }

    /// A quotation that does not close in its paragraph: it closes in one of the next, or is opened there again.
    pub(super) fn over_paragraphs(&self, quote: &Quote, last_speaker: Option<usize>) -> Option<Said> {
        let content = quote.content.trim(self.reading.text);
        let (own, _) = self.main_speaker(self.sentence.span.start, quote.span.start, None);
        for (n, sentence) in self.reading.read.sentences.iter().enumerate().skip(self.index + 1).take(4) {
            let view = View::new(self.reading, n, sentence);
            let paired = |t: &Word| view.marked.iter().chain(&view.quotes).any(|q| q.span.contains(t.span));
            let stray = sentence.words.iter().find(|t| {
                t.kind == WordKind::Quote
                    && !paired(t)
                    && matches!(self.text_of(t.span), "\"" | "”" | "」" | "』")
            });
            let opened = view.quotes.first().map(|q| q.span.start);
            let cue_after = |from: usize| {
                let (at, act) = view
                    .cues()
                    .into_iter()
                    .find(|(c, _)| sentence.words.get(*c).is_some_and(|t| t.span.start >= from))?;
                Some((sentence.words.get(at)?.span, act))
            };
            if let Some(close) = stray.filter(|t| opened.is_none_or(|o| t.span.start < o)) {
                let (cue, act) = cue_after(close.span.end).map_or((None, "say"), |(c, act)| (Some(c), act));
                let speaker = own
                    .or_else(|| view.subject_before(usize::MAX).and_then(|m| view.actor(m)))
                    .or(last_speaker);
                let content = ByteSpan::new(content.start, close.span.start).trim(self.reading.text);
                if self.text_of(content).split_whitespace().count() < 2 {
                    return None;
                }
                return Some(self.said(speaker, Mode::Direct, content, cue, act));
            }
            if self.text_of(content).split_whitespace().count() < 2 {
                return None;
            }
            if opened.is_some() {
                let (cue, act) =
                    cue_after(sentence.span.start).map_or((None, "say"), |(c, act)| (Some(c), act));
                let speaker = own
                    .or_else(|| view.subject_before(usize::MAX).and_then(|m| view.actor(m)))
                    .or(last_speaker);
                return Some(self.said(speaker, Mode::Direct, content, cue, act));
            }
        }
        (self.text_of(content).split_whitespace().count() > 3)
            .then(|| self.said(own.or(last_speaker), Mode::Direct, content, None, "say"))
    }
}
