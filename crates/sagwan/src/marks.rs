//! An article with what was found marked in place: its text cut wherever a mark begins or ends.
//!
//! Takes a record and the text that its spans point into, gives pieces that tile the text. How a piece looks is up to whoever
//! shows it.

use std::collections::BTreeSet;

use crate::record::{Record, Span};

/// What a mark tells of the text under it, the weakest first: where only one can be shown it is the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The sentence that an event was read from.
    Evidence,
    /// What was said.
    Statement,
    /// The words that present it as said.
    Cue,
    /// What an event is about.
    Topic,
    /// Where it takes place.
    Place,
    /// A time.
    Time,
    /// Somebody.
    Actor,
    /// The word that names an event.
    Trigger,
    /// Text that is no reporting.
    Cut,
}

/// A marked passage: from, to, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'r> {
    start: usize,
    end: usize,
    /// What it tells.
    pub layer: Layer,
    /// The actor, event or statement it belongs to; empty for none.
    pub id: &'r str,
}

/// Everything that a record marks.
pub fn marks(record: &Record) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let mut add = |span: &Span, layer, id| marks.push(Mark { start: span.start, end: span.end, layer, id });
    for actor in &record.actors {
        actor.mentions.iter().for_each(|span| add(span, Layer::Actor, actor.id.as_str()));
    }
    for time in &record.times {
        add(&time.span, Layer::Time, "");
    }
    for event in &record.events {
        let id = event.id.as_str();
        add(&event.trigger, Layer::Trigger, id);
        event.evidence.iter().for_each(|span| add(span, Layer::Evidence, id));
        event.time.iter().for_each(|time| add(&time.span, Layer::Time, id));
        event.place.iter().for_each(|place| add(&place.span, Layer::Place, id));
        event.topics.iter().for_each(|topic| add(&topic.span, Layer::Topic, id));
    }
    for said in &record.statements {
        add(&said.content, Layer::Statement, said.id.as_str());
        said.cue.iter().for_each(|cue| add(cue, Layer::Cue, said.id.as_str()));
    }
    for cut in &record.article.cuts {
        add(&cut.span, Layer::Cut, "");
    }
    marks
}

/// A piece of the text under the same marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'r> {
    /// The text.
    pub text: String,
    /// What is marked there.
    pub layers: BTreeSet<Layer>,
    /// What the marks belong to.
    pub ids: BTreeSet<&'r str>,
}

impl Piece<'_> {
    /// The strongest mark over it.
    pub fn top(&self) -> Option<Layer> {
        self.layers.last().copied()
    }
}

/// The text cut at every border of a mark. Marks beyond the text are passed over.
///
/// ```
/// use sagwan::{Reader, article::Document, marks::{Layer, marks, pieces}};
/// let text = "외교장관 회담\n강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다.";
/// let record = Reader::new()?.read(&Document::from_text(text), &Default::default());
/// let pieces = pieces(text, &marks(&record));
/// assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
/// assert!(pieces.iter().any(|piece| piece.text == "서울" && piece.layers.contains(&Layer::Place)));
/// # Ok::<(), sagwan::rules::PackError>(())
/// ```
pub fn pieces<'r>(text: &str, marks: &[Mark<'r>]) -> Vec<Piece<'r>> {
    let letters: Vec<char> = text.chars().collect();
    let mut borders: BTreeSet<usize> =
        marks.iter().flat_map(|m| [m.start, m.end]).filter(|b| *b <= letters.len()).collect();
    borders.extend([0, letters.len()]);
    let borders: Vec<usize> = borders.into_iter().collect();
    let mut ordered: Vec<&Mark<'r>> = marks.iter().collect();
    ordered.sort_by_key(|m| m.start);
    let mut open: Vec<&Mark<'r>> = Vec::new();
    let mut next = ordered.into_iter().peekable();
    let mut pieces = Vec::new();
    for pair in borders.windows(2) {
        let [from, to] = pair else { continue };
        open.retain(|m| m.end > *from);
        while let Some(mark) = next.next_if(|m| m.start <= *from) {
            if mark.end > *from {
                open.push(mark);
            }
        }
        pieces.push(Piece {
            text: letters.get(*from..*to).unwrap_or_default().iter().collect(),
            layers: open.iter().map(|m| m.layer).collect(),
            ids: open.iter().map(|m| m.id).filter(|id| !id.is_empty()).collect(),
        });
    }
    pieces
}
