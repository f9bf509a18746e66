//! Half-open byte ranges of a text.

/// A half-open range of bytes of the analysed text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ByteSpan {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl ByteSpan {
    /// The range from `start` up to `end`; an end before the start gives the empty range at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        ByteSpan { start, end: end.max(start) }
    }

    /// The characters of `text` in this range; empty when the range does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this range.
    pub fn contains(self, other: ByteSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share a byte.
    pub fn overlaps(self, other: ByteSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn join(self, other: ByteSpan) -> ByteSpan {
        ByteSpan::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The range without the white space at either end of its text.
    pub fn trim(self, text: &str) -> ByteSpan {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        ByteSpan::new(start, start + inner.trim().len())
    }
}
