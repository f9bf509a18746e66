//! Morphemes, and where their forms lie.

use std::ops::Range;

use sagwan_text::ByteSpan;

use crate::tag::Tag;

/// The smallest unit of meaning, on the syllables it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Morpheme {
    /// Its syllables. Parts of a contraction share one (했: 하 and 었).
    pub span: ByteSpan,
    /// Its tag.
    pub tag: Tag,
    /// Where its base form lies: in the text, or in the analysis' own string.
    pub(super) form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Own(ByteSpan),
}

/// A range of morphemes, small enough to copy with its token.
pub(crate) type MorphemeRange = Range<u32>;
