//! Who said what.
//!
//! Takes the analysed text and its cast, gives statements: quotations with their cue and speaker, reported
//! clauses, and what a source is cited for (…에 따르면). Leaves addressees and the event at which something
//! was said to the events.

mod cues;

use std::sync::LazyLock;

use sagwan_ko::quote::{self, Quote};
use sagwan_ko::{Analysis, ByteSpan, Sentence, Token, TokenKind};
use serde::Deserialize;

use crate::actors::{Cast, Mention, MentionKind};
use crate::record::Mode;
use crate::tables;

/// A statement in clean text.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) sentence: usize,
    pub(crate) speaker: Option<usize>,
    pub(crate) addressees: Vec<usize>,
    pub(crate) reported_by: Option<usize>,
    pub(crate) mode: Mode,
    pub(crate) content: ByteSpan,
    pub(crate) cue: Option<ByteSpan>,
    pub(crate) act: String,
    pub(crate) channel: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Channel {
    word: String,
    channel: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

static CHANNELS: LazyLock<Vec<Channel>> =
    LazyLock::new(|| tables::shipped("channels.tsv", include_str!("../../data/channels.tsv")));

/// Endings of a reported clause that its cue follows.
const REPORTS: &[&str] = &["다고", "라고", "자고", "냐고", "느냐고", "으라고", "까라고"];
/// Endings of a reported clause that another follows before the cue.
const LINKS: &[&str] = &["다며", "라며", "다면서", "라면서", "자며", "자면서", "냐며"];
/// What stands right after a quotation that is said.
const QUOTATIVES: &[&str] = &[
    "고",
    "라고",
    "이라고",
    "며",
    "라며",
    "이라며",
    "면서",
    "라면서",
    "이라면서",
    "이고",
    "라고도",
    "고도",
    "이라고도",
    "라",
    "이라",
    "라고만",
    "고만",
];
/// Words that open a sentence whose speaker is the one of the sentence before.
const CARRIES_ON: &[&str] = &[
    "이어",
    "그러면서",
    "또",
    "또한",
    "아울러",
    "이와",
    "그리고",
    "특히",
    "다만",
    "하지만",
    "그러나",
    "앞서",
    "한편",
    "이에",
    "반면",
    "이어서",
];
/// Nouns that call the sentence before them somebody's words: 대변인의 답변이다.
const SPEECH_NOUNS: &[(&str, &str)] = &[
    ("답변이다", "say"),
    ("설명이다", "explain"),
    ("말이다", "say"),
    ("주장이다", "say"),
    ("지적이다", "say"),
    ("발언이다", "say"),
    ("얘기다", "say"),
    ("이야기다", "say"),
    ("전언이다", "say"),
    ("반응이다", "say"),
    ("입장이다", "say"),
    ("답변입니다", "say"),
    ("설명입니다", "explain"),
    ("말입니다", "say"),
];

/// What is needed to read statements.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) analysis: &'a Analysis,
    pub(crate) cast: &'a Cast,
    /// Whether a span lies in a time expression.
    pub(crate) is_time: &'a dyn Fn(ByteSpan) -> bool,
    /// The sentences that are text, headlines left out.
    pub(crate) is_text: &'a dyn Fn(usize) -> bool,
}

/// The statements of the article, in text order.
pub(crate) fn find(reading: &Reading<'_>) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let mut last_speaker = None;
    for n in 0..reading.analysis.sentences.len() {
        if !(reading.is_text)(n) {
            continue;
        }
        let Some(sentence) = reading.analysis.sentences.get(n) else { break };
        let mut view = View::new(reading, n, sentence);
        let mut found = view.direct(last_speaker);
        found.extend(view.indirect(last_speaker, &found));
        found.extend(view.according_to(&found));
        found.sort_by_key(|s| (s.content.start, s.content.end));
        if let Some(speaker) = found.iter().rev().find_map(|s| s.speaker) {
            last_speaker = Some(speaker);
        } else if let Some(subject) = view.subject_before(usize::MAX) {
            last_speaker = reading.cast.actor_at(subject);
        }
        said.extend(found);
    }
    said
}

impl Cast {
    fn actor_at(&self, mention: &Mention) -> Option<usize> {
        let n = self.mentions.iter().position(|m| m == mention)?;
        self.actor_of.get(n).copied().flatten()
    }
}

/// One sentence under reading.
struct View<'a> {
    reading: &'a Reading<'a>,
    index: usize,
    sentence: &'a Sentence,
    /// Outermost quotations.
    quotes: Vec<Quote>,
    mentions: Vec<(&'a Mention, Option<usize>)>,
}

impl<'a> View<'a> {
    fn new(reading: &'a Reading<'a>, index: usize, sentence: &'a Sentence) -> Self {
        let pairs = quote::pairs(reading.text, sentence.span);
        let double = pairs.iter().any(|q| q.double && q.depth == 0);
        let quotes = pairs.into_iter().filter(|q| q.depth == 0 && (q.double || !double)).collect();
        View { reading, index, sentence, quotes, mentions: reading.cast.in_sentence(index).collect() }
    }

    fn tokens(&self) -> &'a [Token] {
        &self.sentence.tokens
    }

    fn text_of(&self, span: ByteSpan) -> &'a str {
        span.of(self.reading.text)
    }

    fn quoted(&self, span: ByteSpan) -> bool {
        self.quotes.iter().any(|q| q.span.contains(span))
    }

    /// Whether a token carries the ending of a reported clause or follows a quotation as its quotative.
    fn is_quotative(&self, n: usize) -> bool {
        let Some(token) = self.tokens().get(n) else { return false };
        let word = self.text_of(token.span);
        REPORTS.iter().any(|r| word.ends_with(r)) || QUOTATIVES.contains(&word)
    }

    /// The cue tokens outside quotations: index and act.
    fn cues(&self) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let after = n.checked_sub(1).is_some_and(|p| self.is_quotative(p));
            if let Some(cue) = cues::cue_of(self.text_of(token.span), after) {
                found.push((n, cue.act.as_str()));
            }
        }
        found
    }

    fn is_subject(&self, mention: &Mention) -> bool {
        matches!(
            self.text_of(mention.particle),
            "은" | "는" | "이" | "가" | "도" | "께서" | "께서는" | "에서는" | "측은" | "측이"
        )
    }

    fn is_topic(&self, mention: &Mention) -> bool {
        matches!(self.text_of(mention.particle), "은" | "는" | "도" | "께서는" | "에서는")
    }

    /// The subject outside quotations that stands nearest before the byte `at`, a topic if there is one.
    fn subject_before(&self, at: usize) -> Option<&'a Mention> {
        let before =
            || self.mentions.iter().map(|(m, _)| *m).filter(|m| m.span.end <= at && !self.quoted(m.span));
        before().rfind(|m| self.is_topic(m)).or_else(|| before().rfind(|m| self.is_subject(m)))
    }

    fn subject_between(&self, from: usize, to: usize) -> Option<&'a Mention> {
        let fits = |m: &&Mention| {
            m.span.start >= from && m.span.end <= to && !self.quoted(m.span) && self.is_subject(m)
        };
        self.mentions.iter().map(|(m, _)| *m).rfind(fits)
    }

    fn actor(&self, mention: &Mention) -> Option<usize> {
        self.mentions.iter().find(|(m, _)| *m == mention).and_then(|(_, a)| *a)
    }

    fn channel(&self) -> Option<String> {
        let outside = self.tokens().iter().filter(|t| t.kind == TokenKind::Word && !self.quoted(t.span));
        let mut stems = outside.map(|t| self.text_of(t.stem));
        stems.find_map(|stem| {
            let hit = CHANNELS
                .iter()
                .find(|c| stem == c.word || c.word.chars().count() >= 3 && stem.ends_with(c.word.as_str()));
            hit.map(|c| c.channel.clone())
        })
    }

    fn said(
        &self,
        speaker: Option<usize>,
        mode: Mode,
        content: ByteSpan,
        cue: Option<ByteSpan>,
        act: &str,
    ) -> Said {
        Said {
            sentence: self.index,
            speaker,
            addressees: Vec::new(),
            reported_by: None,
            mode,
            content,
            cue,
            act: act.to_owned(),
            channel: self.channel(),
        }
    }

    /// The token right after a quotation, and whether it is glued to it.
    fn after_quote(&self, quote: &Quote) -> Option<(usize, &'a Token)> {
        self.tokens().iter().enumerate().find(|(_, t)| t.span.start >= quote.span.end)
    }

    fn direct(&mut self, last_speaker: Option<usize>) -> Vec<Said> {
        let cues = self.cues();
        let mut found: Vec<Said> = Vec::new();
        for n in 0..self.quotes.len() {
            let Some(quote) = self.quotes.get(n).copied() else { break };
            let content = quote.content.trim(self.reading.text);
            let words = self.text_of(content).split_whitespace().count();
            let Some((next, token)) = self.after_quote(&quote) else {
                // Nothing follows: a quotation that is a sentence of its own, or goes on in the next paragraph.
                if let Some(said) = self.standing_alone(&quote, last_speaker) {
                    found.push(said);
                }
                continue;
            };
            let word = self.text_of(token.span);
            if !QUOTATIVES.contains(&word) || words < 2 {
                continue;
            }
            let Some(&(cue, act)) = cues.iter().find(|(c, _)| *c > next) else { continue };
            let Some(cue_token) = self.tokens().get(cue) else { continue };
            let after = self.subject_between(quote.span.end, cue_token.span.start);
            let before = self.subject_before(quote.span.start);
            // Several quotations under one cue: the subject after the last of them speaks them all.
            let speaker = after.or(before);
            if let Some(clause) = self.wider_clause(&quote, speaker) {
                found.push(self.said(
                    speaker.and_then(|m| self.actor(m)).or(last_speaker),
                    Mode::Indirect,
                    clause.join(token.span),
                    Some(cue_token.span),
                    act,
                ));
                continue;
            }
            let speaker = speaker.and_then(|m| self.actor(m)).or(last_speaker);
            found.push(self.said(speaker, Mode::Direct, content, Some(cue_token.span), act));
        }
        found
    }

    /// The clause that a quoted fragment belongs to: one with a subject of its own between the speaker and
    /// the quotation (이스라엘이 "가까운 미래에" …).
    fn wider_clause(&self, quote: &Quote, speaker: Option<&Mention>) -> Option<ByteSpan> {
        let from = match speaker {
            Some(m) if m.span.end <= quote.span.start => m.particle.end.max(m.span.end),
            _ => return None,
        };
        let ends_like_clause =
            self.text_of(quote.content).trim_end().ends_with(['다', '.', '라', '자', '까', '요', '것']);
        if ends_like_clause {
            return None;
        }
        let earlier = self.quotes.iter().any(|q| q.span.end <= quote.span.start && q.span.start >= from);
        let own = self.tokens().iter().find(|t| {
            t.span.start >= from
                && t.span.end <= quote.span.start
                && matches!(self.text_of(t.particle), "이" | "가" | "은" | "는")
        })?;
        (!earlier).then_some(own.span.join(quote.span))
    }

    /// A quotation that is a whole sentence: its speaker stands in the next one ("…" 대변인의 답변이다), or it
    /// goes on where the last one stopped.
    fn standing_alone(&self, quote: &Quote, last_speaker: Option<usize>) -> Option<Said> {
        let content = quote.content.trim(self.reading.text);
        if self.text_of(content).split_whitespace().count() < 2
            || quote.span.start > self.sentence.span.start + 40 && quote.closed
        {
            return None;
        }
        let before = self.subject_before(quote.span.start).and_then(|m| self.actor(m));
        let next = self.reading.analysis.sentences.get(self.index + 1);
        if let Some(next) = next
            && before.is_none()
        {
            let view = View::new(self.reading, self.index + 1, next);
            let last = next.tokens.iter().rev().find(|t| t.kind == TokenKind::Word);
            if let Some(last) = last
                && let Some((_, act)) = SPEECH_NOUNS.iter().find(|(noun, _)| self.text_of(last.span) == *noun)
            {
                let speaker = view
                    .mentions
                    .iter()
                    .rev()
                    .find_map(|(m, a)| (!matches!(m.kind, MentionKind::Country(_))).then_some(*a)?);
                let mut said = self.said(speaker, Mode::Direct, content, Some(last.span), act);
                said.channel = view.channel();
                return Some(said);
            }
            // The quotation is re-opened in the next paragraph: speaker and cue stand there.
            if !quote.closed {
                let cue = view.cues().into_iter().next();
                let speaker = before.or_else(|| view.subject_before(usize::MAX).and_then(|m| view.actor(m)));
                let cue_span = cue.and_then(|(n, _)| next.tokens.get(n)).map(|t| t.span);
                return Some(self.said(
                    speaker.or(last_speaker),
                    Mode::Direct,
                    content,
                    cue_span,
                    cue.map_or("say", |(_, act)| act),
                ));
            }
        }
        if !quote.closed {
            let cue = next.map(|s| View::new(self.reading, self.index + 1, s)).and_then(|view| {
                let (n, act) = view.cues().into_iter().next()?;
                Some((view.sentence.tokens.get(n)?.span, act))
            });
            return Some(self.said(
                before.or(last_speaker),
                Mode::Direct,
                content,
                cue.map(|c| c.0),
                cue.map_or("say", |c| c.1),
            ));
        }
        None
    }

    fn indirect(&mut self, last_speaker: Option<usize>, direct: &[Said]) -> Vec<Said> {
        let cues = self.cues();
        let mut found: Vec<Said> = Vec::new();
        let mut from = self.sentence.span.start;
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let word = self.text_of(token.span);
            let glued_to_quote = !token.spaced
                && n > 0
                && self.tokens().get(n - 1).is_some_and(|t| t.kind == TokenKind::Quote);
            if glued_to_quote && QUOTATIVES.contains(&word) {
                from = token.span.end;
                continue;
            }
            let report = REPORTS.iter().any(|r| word.ends_with(r)) && word.chars().count() > 2;
            let link = LINKS.iter().any(|l| word.ends_with(l)) && word.chars().count() > 2;
            let conclusion = matches!(word, "것으로" | "것이라고") && n > 0;
            if !report && !link && !conclusion {
                continue;
            }
            let reach = if link { usize::MAX } else { n + 5 };
            let Some(&(cue, act)) = cues.iter().find(|(c, _)| *c > n && *c <= reach) else { continue };
            let Some(cue_token) = self.tokens().get(cue) else { continue };
            let after = self.subject_between(token.span.end, cue_token.span.start).filter(|_| !link);
            if conclusion && word == "것으로" && after.is_none() && !matches!(act, "explain" | "say") {
                continue;
            }
            let (speaker, start) = match after {
                Some(m) => (self.actor(m), self.skip_lead(from)),
                None => match self.speaker_of_clause(from, token.span.start) {
                    Some(m) => (self.actor(m), self.skip_adjuncts(m.particle.end.max(m.span.end))),
                    None => (last_speaker, self.skip_lead(from)),
                },
            };
            if conclusion
                && word == "것으로"
                && after.is_none()
                && self.speaker_of_clause(from, token.span.start).is_none()
            {
                continue;
            }
            let content = ByteSpan::new(start, token.span.end).trim(self.reading.text);
            if content.len() < 6
                || direct.iter().any(|d| {
                    d.content.overlaps(content)
                        && d.mode == Mode::Direct
                        && content.contains(d.content)
                        && word.len() < 4
                })
            {
                continue;
            }
            let mut said = self.said(speaker, Mode::Indirect, content, Some(cue_token.span), act);
            // A가 …라고 말했다고 B가 전했다: the statement is A's, relayed by B.
            if report && let Some(inner) = self.relayed(content, n) {
                said = Said { reported_by: speaker, ..inner };
            }
            found.push(said);
            from = cue_token.span.end;
        }
        found
    }

    /// The statement inside a reported clause that ends in a cue of its own.
    fn relayed(&self, clause: ByteSpan, end: usize) -> Option<Said> {
        let last = self.tokens().get(end)?;
        let cue = cues::cue_of(self.text_of(last.span), end > 0 && self.is_quotative(end - 1))?;
        let report = self.tokens().get(end.checked_sub(1)?)?;
        let ending = self.text_of(report.span);
        if !REPORTS.iter().any(|r| ending.ends_with(r)) || report.span.start < clause.start {
            return None;
        }
        let speaker = self.mentions.iter().find(|(m, _)| {
            m.span.start >= clause.start && m.span.end <= report.span.start && self.is_subject(m)
        })?;
        let start = self.skip_adjuncts(speaker.0.particle.end.max(speaker.0.span.end));
        let content = ByteSpan::new(start, report.span.end).trim(self.reading.text);
        (content.len() > 6).then(|| self.said(speaker.1, Mode::Indirect, content, Some(last.span), &cue.act))
    }

    /// Who speaks a reported clause that begins after `from`: the first topic, else the first subject that
    /// another one follows.
    fn speaker_of_clause(&self, from: usize, to: usize) -> Option<&'a Mention> {
        let within = || {
            self.mentions
                .iter()
                .map(|(m, _)| *m)
                .filter(|m| m.span.start >= from && m.span.end <= to && !self.quoted(m.span))
        };
        let topic = within().find(|m| self.is_topic(m));
        // What stands before the speaker is an adjunct; a clause of its own there means the topic is inside the report.
        topic.or_else(|| within().find(|m| self.is_subject(m)))
    }

    /// Where a clause begins: after conjunctions and time adverbs at the head of the sentence.
    fn skip_lead(&self, from: usize) -> usize {
        let mut at = from;
        for token in self.tokens().iter().filter(|t| t.span.start >= from) {
            let word = self.text_of(token.span);
            let lead = CARRIES_ON.contains(&word) || matches!(word, "," | "함께" | "이와");
            if !lead {
                return token.span.start;
            }
            at = token.span.end;
        }
        at
    }

    /// Where the report begins after its speaker: behind times, places, channels and hearers.
    fn skip_adjuncts(&self, from: usize) -> usize {
        const ADJUNCT: &[&str] = &["에서", "에게", "에게는", "에서는", "에", "으로", "로"];
        let mut at = from;
        let tokens: Vec<&Token> = self.tokens().iter().filter(|t| t.span.start >= from).collect();
        let mut n = 0;
        'phrases: while let Some(token) = tokens.get(n) {
            let word = self.text_of(token.span);
            if matches!(token.kind, TokenKind::Mark) && word == ","
                || (self.reading.is_time)(token.span)
                || CARRIES_ON.contains(&word)
            {
                at = token.span.end;
                n += 1;
                continue;
            }
            if token.kind == TokenKind::Open {
                let close =
                    tokens.iter().skip(n).position(|t| t.kind == TokenKind::Close).map_or(n, |c| n + c);
                n = close + 1;
                at = tokens.get(close).map_or(at, |t| t.span.end);
                continue;
            }
            // A short noun phrase in an oblique case, or X를 통해.
            for (len, ahead) in tokens.iter().skip(n).take(4).enumerate() {
                if ahead.kind != TokenKind::Word || ahead.class != sagwan_ko::WordClass::Nominal {
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
                let said_there = CHANNELS.iter().any(|c| self.text_of(ahead.stem).ends_with(c.word.as_str()));
                if ADJUNCT.contains(&particle)
                    && (said_there || matches!(particle, "에서" | "에게"))
                    && len < 4
                {
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

    /// X에 따르면 + clause.
    fn according_to(&self, already: &[Said]) -> Vec<Said> {
        let tokens = self.tokens();
        for (n, token) in tokens.iter().enumerate() {
            if !matches!(self.text_of(token.span), "따르면" | "의하면") || self.quoted(token.span) {
                continue;
            }
            let Some((source, actor)) = self.mentions.iter().rfind(|(m, _)| m.span.end <= token.span.start)
            else {
                continue;
            };
            if !self.text_of(source.particle).starts_with('에') || source.last + 1 < n.saturating_sub(1) {
                continue;
            }
            let start = tokens.get(n + 1).map_or(token.span.end, |t| t.span.start);
            let start = if tokens.get(n + 1).is_some_and(|t| self.text_of(t.span) == ",") {
                tokens.get(n + 2).map_or(start, |t| t.span.start)
            } else {
                start
            };
            let end = tokens
                .iter()
                .rev()
                .find(|t| t.kind == TokenKind::Word || t.kind == TokenKind::Close)
                .map_or(start, |t| t.span.end);
            let content = ByteSpan::new(start, end);
            if content.len() < 10
                || already.iter().any(|s| content.contains(s.content) && s.content.len() * 2 > content.len())
            {
                return Vec::new();
            }
            let cue = source.particle.join(token.span);
            return vec![self.said(*actor, Mode::Indirect, content, Some(cue), "say")];
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_is_found_in_its_example_and_not_in_its_counter_example() {
        let known = |text: &str, row: &Channel| {
            text.split(' ').any(|w| {
                let stem = w.get(..w.len() - sagwan_ko::particle_len(w)).unwrap_or(w);
                stem == row.word || row.word.chars().count() >= 3 && stem.ends_with(row.word.as_str())
            })
        };
        for row in CHANNELS.iter() {
            assert!(known(&row.example, row), "{}", row.example);
            assert!(!known(&row.counter, row), "{}", row.counter);
        }
    }
}
