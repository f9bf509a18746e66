//! Korean text to sentences, words and particles.
//!
//! Takes any `&str` and never fails on it; gives byte spans of that text. Knows nothing of diplomacy,
//! files or clocks.
//!
//! ```
//! let text = "푸틴 대통령은 볼턴과 만났다.이어 회담했다.";
//! let analysis = sagwan_ko::Analyser::new().analyse(text);
//! assert_eq!(analysis.sentences.len(), 2);
//! let bolton = &analysis.sentences[0].tokens[2];
//! assert_eq!((bolton.stem.of(text), bolton.particle.of(text)), ("볼턴", "과"));
//! ```

mod analysis;
mod case;
mod clauses;
#[cfg_attr(not(feature = "train"), allow(dead_code))]
mod depend;
mod ending;
pub mod jamo;
pub mod lexicon;
// Some of it serves the trainer only.
#[cfg_attr(not(feature = "train"), allow(dead_code))]
mod morph;
pub mod names;
mod noun;
pub mod pack;
mod particle;
mod periphrasis;
mod piece;
mod postposition;
pub mod quote;
mod sentence;
mod table;
#[cfg(test)]
mod tabletests;

pub mod tables;
mod tag;
pub mod times;
mod token;
pub mod transcript;
pub mod triggers;
mod user;
mod words;

/// What the trainer shares with the analyser, so that features and layout cannot drift apart.
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training {
    pub use crate::analysis::analyse_words;
    pub use crate::depend::Work as ParserWork;
    pub use crate::depend::features::{COUNT as DECISION_FEATURES, RELATION_COUNT, Word, of_relation};
    pub use crate::depend::parser::{Arc, Choice, Move, Parser, ParserModel};
    pub use crate::morph::features;
    pub use crate::morph::label::{Label, MAX_PIECES, Piece};
    pub use crate::morph::model::{
        COUNT_BITS, FIRST_SYLLABLE, HEADER, MAGIC, Model, RELATION_ROW, SYLLABLES, VERSION, bits_of,
        check_of, checksum, counts, passes, row_of, short_key, slot_of, word_of,
    };
    pub use crate::morph::tagger::{
        Decision, MAX_CANDIDATES, Scores, Style, TaggerModel, label_all, simple_label,
    };
    pub use crate::tag::Tag;
    pub use crate::token::tokens;
}

pub use analysis::{Analyser, Analysis, Morpheme, Sentence, model_id};
pub use depend::{Dependency, Relation};
pub use morph::tagger::Style;
pub use pack::{Additions, Pack, PackError};
pub use particle::particle_len;
pub use sagwan_text::ByteSpan;
pub use sentence::split as sentences;
pub use tag::Tag;
pub use token::{Token, TokenKind, WordClass};
pub use user::{UserWords, UserWordsError};
