//! Time expressions, as TIMEX3 has them.

use crate::span::ByteSpan;

/// What a time expression names, as in TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day or anything longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A stretch of time.
    Duration,
    /// A time that comes again.
    Set,
}

/// What a time expression was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The date of publication.
    Published,
    /// The time named before it.
    Previous,
    /// Nothing: the text itself tells all of it.
    Text,
    /// Nothing: it has no value.
    None,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// Its words.
    pub span: ByteSpan,
    /// What it names.
    pub kind: TimeKind,
    /// Its TIMEX3 value; `None` when the text leaves it open.
    pub value: Option<String>,
    /// What it was resolved against.
    pub anchor: Anchor,
}
