//! Rules as patterns over the words of a sentence.
//!
//! Takes rule files and the names that they may use ([`Vocabulary`]), and gives what the rules say ([`Facts`]) of a
//! sentence with its labels and mentions ([`Scene`]). What the facts mean, and what is done where they contradict each
//! other, is for whoever asks for them.
#![doc = include_str!("language.md")]

mod answers;
mod ast;
mod bits;
mod check;
mod compile;
mod error;
mod example;
mod facts;
mod feature;
mod layout;
mod mutate;
mod nearly;
mod numbers;
mod order;
mod parse;
mod program;
mod rules;
mod run;
mod scene;
mod sequence;
mod sets;
mod source;
#[cfg(test)]
mod tests;
mod vocabulary;
mod written;

pub use error::{RuleError, nearest};
pub use facts::{Capture, Fact, Facts, Value};
pub use mutate::Mutant;
pub use nearly::Nearly;
pub use numbers::Numbered;
pub use rules::{Applied, Example, Match, Pattern, Rule, RuleFile, Rules, Stage, WordSet};
pub use scene::{Named, Scene};
pub use vocabulary::{Effect, Label, Values, Vocabulary};
pub use written::Written;

/// The language of rules, in Markdown: what a file of rules may say.
pub const LANGUAGE: &str = include_str!("language.md");
