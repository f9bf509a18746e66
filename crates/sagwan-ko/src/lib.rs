//! Korean text to sentences, words and particles.
//!
//! Takes any `&str` and never fails on it; gives byte spans of that text. Knows nothing of diplomacy,
//! files or clocks.
//!
//! ```
//! let text = "푸틴 대통령은 볼턴과 만났다.이어 회담했다.";
//! let analysis = sagwan_ko::Analyser::new().analyse(text);
//! assert_eq!(analysis.sentences.len(), 2);
//! let bolton = analysis.sentences[0].tokens[2];
//! assert_eq!((bolton.stem.of(text), bolton.particle.of(text)), ("볼턴", "과"));
//! ```

pub mod jamo;
pub mod quote;
mod sentence;
mod span;
mod token;

pub use sentence::split as sentences;
pub use span::ByteSpan;
pub use token::{Token, TokenKind, WordClass, particle_len};

/// One sentence and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last character.
    pub span: ByteSpan,
    /// Words and marks in the order of the text.
    pub tokens: Vec<Token>,
}

/// What the analyser found in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In the order of the text.
    pub sentences: Vec<Sentence>,
}

/// Analyses texts; cheap to make, shared freely between threads.
#[derive(Debug, Clone, Default)]
pub struct Analyser;

impl Analyser {
    /// An analyser with the built-in knowledge.
    pub fn new() -> Self {
        Analyser
    }

    /// Sentences and tokens of `text`.
    pub fn analyse(&self, text: &str) -> Analysis {
        Analysis {
            sentences: sentences(text)
                .into_iter()
                .map(|span| Sentence { span, tokens: token::tokens(text, span) })
                .collect(),
        }
    }
}
