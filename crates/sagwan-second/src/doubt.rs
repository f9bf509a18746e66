//! What is doubtful in a record: events of which the reader is not sure, words of which it told nothing though they might tell of
//! an event, and quotations of nobody.

use sagwan::record::{Record, Span};
use sagwan::{Reader, Untold};

use crate::paragraphs::{self, holds};

/// An article read: all that questions are made from.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the first reader wrote.
    pub record: Record,
    /// Words that might tell of more.
    pub untold: Vec<Untold>,
    /// The article's paragraphs.
    pub(crate) paragraphs: Vec<Span>,
}

/// One thing that is doubtful, by its place in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// An event of the record.
    Event(usize),
    /// A word that might tell of one.
    Untold(usize),
    /// A statement without a speaker.
    Speaker(usize),
}

/// Something doubtful, with how sure the reader is that it did right.
#[derive(Debug, Clone)]
pub struct Doubt {
    pub(crate) about: About,
    /// From 0 to 1.
    pub(crate) sure: f64,
    /// The paragraphs that it is to be judged by, in order.
    pub(crate) paragraphs: Vec<usize>,
}

/// An event of which the reader is surer than that is not asked about.
const DOUBTED: f64 = 0.9;
/// A word that is less likely to tell of an event is not asked about: no answer would make it likely.
const UNLIKELY: f64 = 0.08;
/// How sure the reader is of having found no speaker: of quotations of nobody about half have one.
const SPEAKERLESS: f64 = 0.5;
/// How many paragraphs an event is judged by at most: where it is told first, and what is added.
const READ: usize = 2;

impl Case {
    /// Reads an article with the first reader.
    pub fn read(reader: &Reader, document: &sagwan::article::Document, options: &sagwan::Options) -> Self {
        let (record, untold) = reader.read_with_untold(document, options);
        Case::new(document.source.text(), record, untold)
    }

    /// A record with the source text that it was read from.
    pub fn new(source: &str, record: Record, untold: Vec<Untold>) -> Self {
        let paragraphs = paragraphs::of(source, &record.article.cuts);
        Case { record, untold, paragraphs }
    }

    /// What is doubtful, in the order of the record.
    pub fn doubts(&self) -> Vec<Doubt> {
        let events = self.record.events.iter().enumerate().filter_map(|(n, event)| {
            let sure = event.confidence.filter(|sure| *sure < DOUBTED)?;
            let stretches = std::iter::once(&event.trigger).chain(&event.evidence);
            self.doubt(About::Event(n), sure, stretches.take(1 + READ))
        });
        let untold = self.untold.iter().enumerate().filter_map(|(n, untold)| {
            let possible = untold.confidence >= UNLIKELY && !untold.participants.is_empty();
            let sure = 1.0 - untold.confidence;
            possible.then(|| self.doubt(About::Untold(n), sure, [&untold.trigger].into_iter()))?
        });
        let statements = self.record.statements.iter().enumerate().filter_map(|(n, statement)| {
            let unknown = statement.speaker.is_none();
            unknown
                .then(|| self.doubt(About::Speaker(n), SPEAKERLESS, [&statement.content].into_iter()))?
                .map(|doubt| self.with_paragraph_before(doubt))
        });
        events.chain(untold).chain(statements).collect()
    }

    fn doubt<'s>(&self, about: About, sure: f64, stretches: impl Iterator<Item = &'s Span>) -> Option<Doubt> {
        let mut paragraphs: Vec<usize> = Vec::new();
        for n in stretches.filter_map(|stretch| self.paragraph_of(stretch)) {
            if !paragraphs.contains(&n) && paragraphs.len() < READ {
                paragraphs.push(n);
            }
        }
        (!paragraphs.is_empty()).then_some(Doubt { about, sure, paragraphs })
    }

    /// Who speaks is often said in the paragraph before.
    fn with_paragraph_before(&self, mut doubt: Doubt) -> Doubt {
        let before = doubt.paragraphs.first().and_then(|n| n.checked_sub(1));
        doubt.paragraphs.splice(0..0, before);
        doubt
    }

    /// The paragraph that holds a stretch, or holds its beginning: a quotation may go over several.
    pub(crate) fn paragraph_of(&self, stretch: &Span) -> Option<usize> {
        let n = self.paragraphs.partition_point(|p| p.end <= stretch.start);
        self.paragraphs.get(n).filter(|p| holds(p, stretch) || p.start <= stretch.start).map(|_| n)
    }
}
