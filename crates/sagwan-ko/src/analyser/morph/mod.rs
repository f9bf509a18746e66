//! Morphemes: a label for every syllable, read off into base forms with tags.

pub mod features;
pub mod label;
pub mod model;
pub mod tagger;
