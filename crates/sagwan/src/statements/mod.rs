//! Who said what.
//!
//! Takes the analysed text and its cast, gives statements: quotations with their cue and speaker, reported
//! clauses, and what a source is cited for (…에 따르면). Leaves addressees and the event at which something
//! was said to the events.

mod bounds;
mod cues;
mod direct;
mod indirect;
mod speaker;
mod spoken;
mod words;

use sagwan_ko::quote;
use sagwan_text::Quote;
use sagwan_text::{ByteSpan, Sentence, Word, WordClass, WordKind};
use serde::Deserialize;
use words::Use;

use crate::cast::Cast;
use crate::knowledge::Knowledge;
use crate::record::Mode;
use sagwan_ko::tables::TableError;
use sagwan_text::Mention;
use sagwan_text::Text;
use sagwan_text::pattern::Facts;
use std::sync::LazyLock;

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

/// Words that statements are known by.
#[derive(Debug)]
pub(crate) struct Tables {
    channels: Vec<Channel>,
    cues: cues::Cues,
    words: words::SpeechWords,
}

impl Tables {
    /// Reads the tables.
    pub(crate) fn load(tables: &sagwan_ko::tables::Tables) -> Result<Self, TableError> {
        Ok(Tables {
            channels: tables.rows("channels.tsv")?,
            cues: cues::Cues::load(tables)?,
            words: words::SpeechWords::load(tables)?,
        })
    }

    /// Whether a word is a form of a cue that tells by itself that something is said.
    pub(crate) fn is_cue(&self, word: &str) -> bool {
        self.cues.of(word, true).is_some()
    }
}

/// What is needed to read statements.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) know: &'a Knowledge,
    pub(crate) read: &'a Text,
    /// What the rules of statements say, sentence by sentence.
    pub(crate) facts: &'a [Facts],
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
    for n in 0..reading.read.sentences.len() {
        if !(reading.is_text)(n) {
            continue;
        }
        let Some(sentence) = reading.read.sentences.get(n) else { break };
        let view = View::new(reading, n, sentence);
        let mut found = view.direct(last_speaker);
        found.extend(view.indirect(last_speaker, &found));
        found.extend(view.according_to(&found));
        found.extend(view.position());
        found.sort_by_key(|s| (s.content.start, s.content.end));
        if let Some(speaker) = found.iter().rev().find_map(|s| s.speaker) {
            last_speaker = Some(speaker);
        } else if let Some(subject) = view.subject_before(usize::MAX) {
            last_speaker = view.actor(subject);
        }
        said.extend(found);
    }
    spoken::find(reading, &mut said);
    said
}

/// What rules say of a sentence that is not read.
static NO_FACTS: LazyLock<Facts> = LazyLock::new(Facts::default);

/// One sentence under reading.
struct View<'a> {
    reading: &'a Reading<'a>,
    index: usize,
    sentence: &'a Sentence,
    /// The outermost quotations that may be statements.
    quotes: Vec<Quote>,
    /// All outermost quotations, single marks included: nobody in them speaks this sentence.
    marked: Vec<Quote>,
    /// Quotations inside those.
    inner: Vec<Quote>,
    /// Where quotations of any kind end.
    ends: Vec<usize>,
    mentions: Vec<(&'a Mention, Option<usize>)>,
    /// What rules say of the words.
    facts: &'a Facts,
}

impl<'a> View<'a> {
    fn new(reading: &'a Reading<'a>, index: usize, sentence: &'a Sentence) -> Self {
        let pairs = quote::pairs(reading.text, sentence.span);
        let double = pairs.iter().any(|q| q.double && q.depth == 0);
        let long = |q: &Quote| q.content.of(reading.text).contains(' ');
        let marked: Vec<Quote> = pairs.iter().copied().filter(|q| q.depth == 0 && long(q)).collect();
        let ends = pairs.iter().map(|q| q.span.end).collect();
        let inner = pairs.iter().copied().filter(|q| q.depth == 1 && long(q)).collect();
        let quotes = pairs.into_iter().filter(|q| q.depth == 0 && (q.double || !double)).collect();
        let mentions = reading.cast.in_sentence(index).collect();
        let facts = reading.facts.get(index).unwrap_or(&NO_FACTS);
        View { reading, index, sentence, quotes, marked, inner, ends, mentions, facts }
    }

    fn words(&self) -> &'a words::SpeechWords {
        &self.reading.know.speech.words
    }

    fn tokens(&self) -> &'a [Word] {
        &self.sentence.words
    }

    fn text_of(&self, span: ByteSpan) -> &'a str {
        span.of(self.reading.text)
    }

    fn quoted(&self, span: ByteSpan) -> bool {
        self.marked.iter().chain(&self.quotes).any(|q| q.span.contains(span))
    }

    /// Whether a token carries the ending of a reported clause or follows a quotation as its quotative.
    fn is_quotative(&self, n: usize) -> bool {
        let Some(token) = self.tokens().get(n) else { return false };
        let word = self.text_of(token.span);
        self.words().ends(Use::Report, word) || self.words().is(Use::Quotative, word)
    }

    /// The cue tokens outside quotations: index and act.
    fn cues(&self) -> Vec<(usize, &'a str)> {
        let mut found = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != WordKind::Word || self.quoted(token.span) {
                continue;
            }
            let after = n.checked_sub(1).is_some_and(|p| self.is_quotative(p));
            // …라고 강조, 그의 발언을 …: the noun alone before a comma.
            let comma = self.tokens().get(n + 1).is_some_and(|t| self.text_of(t.span) == ",");
            let noun = (after && comma).then(|| format!("{}하", self.text_of(token.span)));
            // "…"는 비판을 했다: the noun tells what is done.
            let light = matches!(self.text_of(token.particle), "을" | "를")
                && self.quotes.iter().any(|q| q.span.end < token.span.start)
                && self.tokens().get(n + 1).is_some_and(|t| {
                    ["했", "하였", "한다", "합니", "하며", "하고", "내놨", "내놓"]
                        .iter()
                        .any(|v| self.text_of(t.span).starts_with(v))
                });
            let noun = noun.or_else(|| light.then(|| format!("{}하", self.text_of(token.stem))));
            if let Some(cue) =
                self.reading.know.speech.cues.of(noun.as_deref().unwrap_or(self.text_of(token.span)), after)
            {
                found.push((n, cue.act.as_str()));
            }
        }
        found
    }

    /// A quoted word that ends a sentence by itself: 없다, 아니다.
    fn is_predicate(&self, content: ByteSpan) -> bool {
        self.tokens().iter().any(|t| content.contains(t.span) && t.class == WordClass::Final)
    }

    fn channel(&self) -> Option<String> {
        let outside = self.tokens().iter().filter(|t| t.kind == WordKind::Word && !self.quoted(t.span));
        let mut stems = outside.map(|t| self.text_of(t.stem));
        stems.find_map(|stem| {
            let hit =
                self.reading.know.speech.channels.iter().find(|c| {
                    stem == c.word || c.word.chars().count() >= 3 && stem.ends_with(c.word.as_str())
                });
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
    fn after_quote(&self, quote: &Quote) -> Option<(usize, &'a Word)> {
        self.tokens().iter().enumerate().find(|(_, t)| t.span.start >= quote.span.end)
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
        for row in sagwan_ko::tables::Tables::default().rows::<Channel>("channels.tsv").unwrap() {
            assert!(known(&row.example, &row), "{}", row.example);
            assert!(!known(&row.counter, &row), "{}", row.counter);
        }
    }
}
