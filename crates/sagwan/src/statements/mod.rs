//! Who said what.
//!
//! Takes the analysed text, its cast and what the rules of statements say, gives statements: quotations with their cue and
//! speaker, reported clauses, and what a source is cited for (…에 따르면). Leaves to [`crate::hearing`] who is spoken to
//! and where.

mod beyond;
mod bounds;
mod direct;
mod indirect;
mod line;
mod relay;
mod source;
mod speaker;
mod spoken;

use sagwan_text::pattern::Facts;
use sagwan_text::{ByteSpan, Text};

use crate::cast::Cast;
use crate::record::Mode;
use line::Line;
use sagwan_ko::transcript::Labels;

/// A statement in clean text.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) sentence: usize,
    pub(crate) speaker: Option<usize>,
    pub(crate) reported_by: Option<usize>,
    pub(crate) mode: Mode,
    pub(crate) content: ByteSpan,
    pub(crate) cue: Option<ByteSpan>,
    pub(crate) act: String,
    pub(crate) channel: Option<String>,
    /// To whom the sentence tells that it is said.
    pub(crate) hearer: Option<usize>,
    /// Whether it is said to the public, or to those who pass it on.
    pub(crate) public: bool,
}

/// What is needed to read statements.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    /// Labels of speakers in transcripts.
    pub(crate) labels: &'a Labels,
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
    let sentences = reading.read.sentences.iter().zip(reading.facts).enumerate();
    let lines: Vec<Line<'_>> =
        sentences.map(|(n, (sentence, facts))| Line::new(reading, n, sentence, facts)).collect();
    let mut said: Vec<Said> = Vec::new();
    let mut last_speaker = None;
    for n in (0..lines.len()).filter(|&n| (reading.is_text)(n)) {
        let found = in_line(lines.get(n..).unwrap_or(&[]), last_speaker);
        let found = through(lines.get(n), said.last(), found);
        last_speaker = spoke_last(lines.get(n), &found, last_speaker);
        said.extend(found);
    }
    spoken::with(reading, said)
}

/// The statements of the first of these lines, which the ones behind it may tell of.
fn in_line(lines: &[Line<'_>], last_speaker: Option<usize>) -> Vec<Said> {
    let Some(line) = lines.first() else { return Vec::new() };
    let mut found = beyond::find(lines, last_speaker);
    found.extend(direct::find(line, last_speaker));
    found.extend(indirect::find(line, last_speaker, &found));
    let mut found = source::with(line, found);
    found.sort_by_key(|s| (s.content.start, s.content.end));
    found
}

/// The statements of a line that carries on with the channel of the one before, where the speaker is the same.
fn through(line: Option<&Line<'_>>, before: Option<&Said>, found: Vec<Said>) -> Vec<Said> {
    let Some(before) = before.filter(|_| line.is_some_and(speaker::carries_on)) else { return found };
    let carried = |s: Said| match s.speaker == before.speaker {
        true => Said {
            channel: s.channel.or_else(|| before.channel.clone()),
            public: s.public || before.public,
            ..s
        },
        false => s,
    };
    found.into_iter().map(carried).collect()
}

/// Who has spoken last behind a line: the speaker of its last statement, else its subject, else whoever had before.
fn spoke_last(line: Option<&Line<'_>>, found: &[Said], before: Option<usize>) -> Option<usize> {
    let subject = || speaker::subject_before(line?, usize::MAX);
    match found.iter().rev().find_map(|s| s.speaker) {
        Some(speaker) => Some(speaker),
        None => subject().map_or(before, |s| s.actor),
    }
}
