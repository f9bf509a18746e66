//! What every language gives a reader of news, and the rules that are written over it.
//!
//! A language pack (`sagwan-ko` for Korean) turns text into [`Sentence`]s: [`Word`]s with their dictionary form, case,
//! endings, tense and polarity, [`Clause`]s with who does what in them, [`Quote`]s. Whoever reads them looks at no
//! particle and no word beginning again. Nothing here knows one language.
//! What rules may say of words, whatever the language, stands in [`vocabulary`].

mod clause;
pub mod forest;
mod mention;
pub mod pattern;
mod quote;
mod sentence;
mod span;
mod time;
pub mod vocabulary;
mod word;

pub use clause::{Clause, Link, LinkKind};
pub use mention::{Marker, Members, Mention, MentionKind, Office, PersonMention, Rank};
pub use quote::Quote;
pub use sentence::{Sentence, Text};
pub use span::ByteSpan;
pub use time::{Anchor, TimeKind, TimeMention};
pub use word::{
    Aspect, Case, Delimiter, Mood, Morph, Morphs, Polarity, Pos, Tense, Voice, Word, WordClass, WordKind,
};
