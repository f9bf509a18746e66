//! What is doubtful in a record: events of which the reader is not sure, words of which it told nothing though they might tell of
//! an event, and quotations of nobody.

use sagwan::record::{Record, Span};
use sagwan::{Reader, Untold};

use crate::paragraphs::{self, holds};
use crate::trust::{LEAST, Trust};
use crate::worth::Worth;

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

/// Something doubtful, with what an answer is expected to gain.
#[derive(Debug, Clone)]
pub struct Doubt {
    pub(crate) about: About,
    /// What an answer is expected to gain, in events put right.
    pub(crate) worth: f64,
    /// The paragraphs that it is to be judged by, in order.
    pub(crate) paragraphs: Vec<usize>,
}

/// An event of which the reader is surer than that is not asked about.
const DOUBTED: f64 = 0.9;
/// How many paragraphs an event is judged by at most: where it is told first, and what is added.
const READ: usize = 2;
/// Characters of a paragraph that tells enough by itself: a headline or a stub does not.
const ENOUGH: usize = 60;

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

    /// What is doubtful, in the order of the record, and can be decided by answers that are trusted so far.
    pub fn doubts(&self, trust: &Trust, worth: &Worth) -> Vec<Doubt> {
        let events = self.record.events.iter().enumerate().filter_map(|(n, event)| {
            event.confidence.filter(|sure| *sure < DOUBTED)?;
            let stretches = std::iter::once(&event.trigger).chain(&event.evidence);
            self.doubt(worth, About::Event(n), stretches.take(1 + READ))
        });
        let untold = self.untold.iter().enumerate().filter_map(|(n, untold)| {
            let likely = trust.after(untold.confidence, true) >= LEAST;
            let possible = likely && !untold.participants.is_empty();
            possible.then(|| self.doubt(worth, About::Untold(n), [&untold.trigger].into_iter()))?
        });
        let statements = self.record.statements.iter().enumerate().filter_map(|(n, statement)| {
            let unknown = statement.speaker.is_none();
            unknown
                .then(|| self.doubt(worth, About::Speaker(n), [&statement.content].into_iter()))?
                .map(|doubt| self.with_paragraph_before(doubt))
        });
        events.chain(untold).chain(statements).collect()
    }

    fn doubt<'s>(
        &self,
        worth: &Worth,
        about: About,
        stretches: impl Iterator<Item = &'s Span>,
    ) -> Option<Doubt> {
        let mut paragraphs: Vec<usize> = Vec::new();
        for n in stretches.filter_map(|stretch| self.paragraph_of(stretch)) {
            let length = |n: &usize| self.paragraphs.get(*n).map_or(0, |p| p.end - p.start);
            let enough = paragraphs.iter().map(length).sum::<usize>() >= ENOUGH;
            if !paragraphs.contains(&n) && paragraphs.len() < READ && !enough {
                paragraphs.push(n);
            }
        }
        (!paragraphs.is_empty()).then(|| Doubt { about, worth: worth.of(self.clue(about)), paragraphs })
    }

    /// Who speaks is often said in the paragraph before.
    fn with_paragraph_before(&self, mut doubt: Doubt) -> Doubt {
        let before = doubt.paragraphs.first().and_then(|n| n.checked_sub(1));
        doubt.paragraphs.splice(0..0, before);
        doubt
    }

    /// The paragraph that holds all of a stretch.
    pub(crate) fn paragraph_holding(&self, stretch: &Span) -> Option<usize> {
        let n = self.paragraphs.partition_point(|p| p.end <= stretch.start);
        self.paragraphs.get(n).filter(|p| holds(p, stretch)).map(|_| n)
    }

    /// The paragraph that holds a stretch, or holds its beginning: a quotation may go over several.
    pub(crate) fn paragraph_of(&self, stretch: &Span) -> Option<usize> {
        let n = self.paragraphs.partition_point(|p| p.end <= stretch.start);
        self.paragraphs.get(n).filter(|p| holds(p, stretch) || p.start <= stretch.start).map(|_| n)
    }
}
