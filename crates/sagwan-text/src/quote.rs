//! Quotations.

use crate::span::ByteSpan;

/// One quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// From the opening mark to the closing mark, both included.
    pub span: ByteSpan,
    /// Between the marks.
    pub content: ByteSpan,
    /// 0 for a quotation that stands in no other.
    pub depth: usize,
    /// Whether the closing mark is printed.
    pub closed: bool,
    /// Whether the marks are double (“ ”, " ", 「 」 …), which news uses for speech, or single.
    pub double: bool,
}
