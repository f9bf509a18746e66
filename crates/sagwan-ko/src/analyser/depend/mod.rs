//! Which word of a sentence depends on which: heads and relations in the manner of UD Korean GSD.
//!
//! Words are read left to right. A stack holds those whose head is still open; at each step the word on top
//! takes the next word as its head, or the word below it, or waits. What decides is a sum of learned weights,
//! as in the tagger. Marks take no part: afterwards a pair hangs on the head of what it encloses, any other mark on
//! the word that it stands at.

pub mod features;
mod pairs;
pub mod parser;
mod relation;

pub use relation::Relation;

use crate::analyser::morpheme::Morpheme;
use crate::analyser::token::{Token, TokenKind};
use crate::tag::Tag;
use features::{Word, hash_morpheme, marks};
use pairs::Pairs;
use parser::{Arc, Parser, ParserModel};

/// The head of a token, by its number in the sentence, and how it depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    /// `None` for the root.
    pub head: Option<u32>,
    /// [`Relation::Root`] for the root, [`Relation::Punct`] for marks.
    pub relation: Relation,
}

/// What is reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Work {
    parser: Parser,
    /// The words of the sentence, without its marks.
    pub words: Vec<Word>,
    /// For each word its token.
    pub of_word: Vec<u32>,
    pairs: Pairs,
    arcs: Vec<Arc>,
}

impl Work {
    /// Takes in the tokens of a sentence with their morphemes.
    pub fn fill<'a>(
        &mut self,
        tokens: &[Token],
        morphemes: impl Fn(&Token) -> &'a [Morpheme],
        form: impl Fn(&'a Morpheme) -> &'a str,
    ) {
        self.words.clear();
        self.of_word.clear();
        self.pairs.clear();
        let mut pending = 0;
        for (n, token) in tokens.iter().enumerate() {
            let own = morphemes(token);
            if token.kind != TokenKind::Word || own.is_empty() {
                if let Some(mark) = own.first().and_then(|m| form(m).chars().next()) {
                    self.pairs.take(mark, n as u32, self.words.len() as u32);
                }
                let before = self.words.last_mut();
                match token.kind {
                    TokenKind::Open => pending |= marks::BRACKET,
                    TokenKind::Quote if token.spaced || before.is_none() => pending |= marks::OPENS,
                    kind => {
                        let mark = match kind {
                            TokenKind::Close | TokenKind::Quote => marks::CLOSES,
                            _ if own.first().is_some_and(|m| form(m) == ",") => marks::COMMA,
                            _ => marks::OTHER,
                        };
                        if let Some(word) = before {
                            word.marks |= mark;
                        }
                    }
                }
                continue;
            }
            if !token.spaced {
                pending |= marks::GLUED;
            }
            let hash = |m: Option<&'a Morpheme>| m.map_or(0, |m| hash_morpheme(form(m), m.tag));
            let inner = own.len().checked_sub(2).and_then(|n| own.get(n));
            let tail = hash(own.last());
            let (first, last) =
                (own.first().map_or(Tag::SW, |m| m.tag), own.last().map_or(Tag::SW, |m| m.tag));
            self.words.push(Word {
                stem: hash(own.first()),
                tail,
                tails: hash(inner) ^ tail.rotate_left(7),
                pos: (first as u16) << 8 | last as u16,
                predicate: last.is_ending(),
                marks: pending,
                depth: self.pairs.depth().min(usize::from(u8::MAX)) as u8,
            });
            self.of_word.push(n as u32);
            pending = 0;
        }
    }

    /// Finds heads and relations of the tokens that were taken in.
    pub fn parse(&mut self, model: &impl ParserModel, tokens: &[Token], out: &mut Vec<Dependency>) {
        self.parser.parse(model, &self.words, &mut self.arcs, |choice| choice.best);
        let start = out.len();
        out.resize(start + tokens.len(), Dependency { head: None, relation: Relation::Root });
        let Some(out) = out.get_mut(start..) else { return };
        for (&token, arc) in self.of_word.iter().zip(&self.arcs) {
            if let Some(slot) = out.get_mut(token as usize) {
                let head = arc.head.and_then(|h| self.of_word.get(h as usize)).copied();
                *slot = Dependency { head, relation: arc.relation };
            }
        }
        self.hang_marks(tokens, out);
    }

    /// What opens hangs on the word after it, any other mark on the word before it; a pair on the head of what it
    /// encloses.
    fn hang_marks(&self, tokens: &[Token], out: &mut [Dependency]) {
        let mut words = self.of_word.iter().copied().peekable();
        let mut before = None;
        for (n, token) in tokens.iter().enumerate() {
            if words.peek() == Some(&(n as u32)) {
                before = words.next();
                continue;
            }
            let opens = token.kind == TokenKind::Open || token.kind == TokenKind::Quote && token.spaced;
            let after = words.peek().copied();
            let head = if opens { after.or(before) } else { before.or(after) };
            if let Some(slot) = out.get_mut(n) {
                // Marks alone: the first is the root.
                let relation = if head.is_some() || n > 0 { Relation::Punct } else { Relation::Root };
                *slot = Dependency { head: head.or((n > 0).then_some(0)), relation };
            }
        }
        for pair in self.pairs.found() {
            if let Some(&head) = self.of_word.get(self.head_within(pair.start, pair.end))
                && pair.start < pair.end
            {
                for mark in [pair.open, pair.close] {
                    if let Some(slot) = out.get_mut(mark as usize) {
                        slot.head = Some(head);
                    }
                }
            }
        }
    }

    /// From the last word of some up to the one whose head stands outside: what ends them is what they hang by.
    fn head_within(&self, start: u32, end: u32) -> usize {
        let mut word = end.saturating_sub(1);
        // Nobody nests deeper, and time stays linear.
        for _ in 0..64 {
            match self.arcs.get(word as usize).and_then(|arc| arc.head) {
                Some(head) if (start..end).contains(&head) => word = head,
                _ => break,
            }
        }
        word as usize
    }
}
