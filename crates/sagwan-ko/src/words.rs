//! Words of a text, as `sagwan-text` describes them.
//!
//! Takes an analysis, gives [`Text`]: each token as a [`Word`] with its dictionary form, case, endings and what its
//! auxiliaries tell. Leaves out what the words mean.

use compact_str::CompactString;
use sagwan_text::{
    Aspect, Case, Clause, Mood, Morph, Polarity, Pos, Sentence, Tense, Text, Voice, Word, WordKind,
};

use crate::analysis::{Analyser, Analysis, Morpheme};
use crate::case::marking;
use crate::quote;
use crate::tag::Tag;
use crate::token::{Token, WordClass};

impl Analyser {
    /// The sentences of `text` with their words, clauses and quotations. Never fails and never panics, whatever the
    /// text.
    pub fn read(&self, text: &str) -> Text {
        let analysis = self.analyse(text);
        let sentences = analysis.sentences.iter().map(|sentence| {
            let words: Vec<Word> = sentence.tokens.iter().map(|token| word(&analysis, text, token)).collect();
            let clauses = one_clause(&words);
            let clause_of = vec![0; words.len()];
            let quotes = quote::pairs(text, sentence.span);
            Sentence { span: sentence.span, words, clauses, clause_of, quotes }
        });
        Text { sentences: sentences.collect() }
    }
}

fn word(analysis: &Analysis, text: &str, token: &Token) -> Word {
    let own = analysis.morphemes(token);
    let form = |m: &Morpheme| CompactString::from(analysis.form(m, text));
    let morphs: Vec<Morph> =
        own.iter().map(|m| Morph { span: m.span, form: form(m), tag: m.tag.as_str() }).collect();
    let predicate = predicate(own);
    let lemma = match predicate {
        Some(last) => {
            let mut lemma = CompactString::default();
            for m in own.get(..=last).unwrap_or(&[]) {
                lemma.push_str(analysis.form(m, text));
            }
            lemma.push('다');
            lemma
        }
        None => CompactString::from(token.stem.of(text)),
    };
    let head = lemma.clone();
    let ending = predicate.map_or_else(CompactString::default, |_| ending(analysis, text, own));
    let (case, delimiter) = marking(token.particle.of(text));
    Word {
        span: token.span,
        kind: token.kind,
        spaced: token.spaced,
        stem: token.stem,
        particle: token.particle,
        class: token.class,
        proper: token.proper,
        lemma,
        head,
        ending,
        pos: pos(own, token),
        case,
        delimiter,
        tense: Tense::Open,
        aspect: Aspect::Plain,
        mood: Mood::Indicative,
        polarity: Polarity::Positive,
        voice: Voice::Active,
        auxiliary_of: None,
        morphs,
    }
}

/// The number of the morpheme that a word's first ending stands behind, when the word is a predicate.
fn predicate(own: &[Morpheme]) -> Option<usize> {
    let first = own.iter().position(|m| m.tag.is_ending())?;
    own.get(..first)?.iter().rposition(|m| m.tag.is_predicate())
}

/// The last ending and the particles behind it.
fn ending(analysis: &Analysis, text: &str, own: &[Morpheme]) -> CompactString {
    let closing = own.iter().rposition(|m| m.tag.is_ending() && m.tag != Tag::EP).unwrap_or(own.len());
    let rest = own.get(closing..).unwrap_or(&[]);
    rest.iter().filter(|m| !m.tag.is_mark()).map(|m| analysis.form(m, text)).collect()
}

fn pos(own: &[Morpheme], token: &Token) -> Pos {
    match token.kind {
        WordKind::Word => {}
        WordKind::Mark | WordKind::Open | WordKind::Close | WordKind::Quote => return Pos::Punct,
    }
    match token.class {
        WordClass::Particle => return Pos::Part,
        WordClass::Determiner => return Pos::Det,
        _ => {}
    }
    if let Some(last) = predicate(own) {
        return match own.get(last).map(|m| m.tag) {
            Some(Tag::VA | Tag::XSA) => Pos::Adj,
            Some(Tag::VX | Tag::VCN) => Pos::Aux,
            Some(Tag::VCP) if last == 0 => Pos::Aux,
            _ => Pos::Verb,
        };
    }
    let main = own.iter().rfind(|m| !m.tag.is_particle() && !m.tag.is_mark()).map(|m| m.tag);
    match main {
        _ if token.proper => Pos::Propn,
        Some(Tag::NNP) => Pos::Propn,
        Some(Tag::NP) => Pos::Pron,
        Some(Tag::NR | Tag::SN) => Pos::Num,
        Some(Tag::MAG) => Pos::Adv,
        Some(Tag::MAJ) => Pos::Cconj,
        Some(Tag::IC) => Pos::Intj,
        Some(Tag::SL | Tag::SH) => Pos::X,
        None => Pos::Sym,
        _ => Pos::Noun,
    }
}

/// All words as one clause, whose predicate is the last word that ends one.
fn one_clause(words: &[Word]) -> Vec<Clause> {
    if words.is_empty() {
        return Vec::new();
    }
    let predicate = words.iter().rposition(Word::ends_clause);
    let by_case =
        words.iter().enumerate().filter(|(_, w)| w.case != Case::Bare).map(|(n, w)| (w.case, n)).collect();
    vec![Clause { first: 0, last: words.len() - 1, predicate, by_case, link: None }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(text: &str) -> Vec<String> {
        let read = Analyser::new().read(text);
        read.sentences.iter().flat_map(|s| &s.words).map(|w| w.lemma.to_string()).collect()
    }

    #[test]
    fn words_have_their_dictionary_form() {
        assert_eq!(lemmas("정상회담에서 회담했다."), ["정상회담", "회담하다", "."]);
        assert_eq!(lemmas("가까운 특사를 만났다."), ["가깝다", "특사", "만나다", "."]);
    }
}
