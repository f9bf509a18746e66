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

pub mod affix;
mod analyser;
mod grammar;
pub mod jamo;
pub mod lexicon;
pub mod names;
pub mod pack;
mod pattern;
mod surname;

pub mod tables;
mod tag;
pub mod times;
pub mod transcript;
pub mod triggers;
mod words;

/// What the trainer shares with the analyser, so that features and layout cannot drift apart.
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod training {
    pub use crate::analyser::analyse_words;
    pub use crate::analyser::depend::Work as ParserWork;
    pub use crate::analyser::depend::features::{
        COUNT as DECISION_FEATURES, RELATION_COUNT, Word, of_relation,
    };
    pub use crate::analyser::depend::parser::{Arc, Choice, Move, Parser, ParserModel};
    pub use crate::analyser::morph::features;
    pub use crate::analyser::morph::label::{Label, MAX_PIECES, Piece};
    pub use crate::analyser::morph::model::{
        COUNT_BITS, FIRST_SYLLABLE, HEADER, MAGIC, Model, RELATION_ROW, SYLLABLES, VERSION, bits_of,
        check_of, checksum, counts, passes, row_of, short_key, slot_of, word_of,
    };
    pub use crate::analyser::morph::tagger::{
        Decision, MAX_CANDIDATES, Scores, Style, TaggerModel, label_all, simple_label,
    };
    pub use crate::analyser::token::tokens;
    pub use crate::names::document::clues::{Clues, Document, FIRST, SECOND};
    pub use crate::names::document::model::{Model as NameModel, SLOTS, context_slots, form_slots};
    pub use crate::names::document::sighting::{Rest, Sighting, find as sightings};
    pub use crate::names::document::{NameWord, chosen};
    pub use crate::tag::Tag;
}

pub use analyser::depend::{Dependency, Relation};
pub use analyser::morph::tagger::Style;
pub use analyser::sentence::{ends_like_predicate, is_finished, split as sentences};
pub use analyser::token::{Token, TokenKind, WordClass};
pub use analyser::user::{UserWords, UserWordsError};
pub use analyser::{Analyser, Analysis, Morpheme, Sentence, model_id, quote};
pub use grammar::particle::particle_len;
pub use pack::{Additions, Pack, PackError};
pub use sagwan_text::ByteSpan;
pub use tag::Tag;
