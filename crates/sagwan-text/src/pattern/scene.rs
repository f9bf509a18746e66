//! What the rules of a stage are applied to.

use crate::sentence::Sentence;

/// A sentence with what the caller knows of its words.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The text that the sentence's spans count in.
    pub text: &'a str,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Words with their labels: numbers in [`Vocabulary::labels`](super::Vocabulary::labels), or of
    /// [`Vocabulary::effect_label`](super::Vocabulary::effect_label) for what another stage has said.
    pub labels: &'a [(usize, usize)],
    /// The mentions of actors in the sentence.
    pub mentions: &'a [Named],
}

/// A mention of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Named {
    /// Its first word.
    pub first: usize,
    /// Its last word, which carries the particle.
    pub last: usize,
    /// A bit for each of [`Vocabulary::kinds`](super::Vocabulary::kinds) that it is.
    pub kinds: u32,
    /// The caller's own number for it.
    pub id: usize,
}
