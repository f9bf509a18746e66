//! A token as a word by itself: its dictionary form, part of speech, case and ending.
//!
//! Takes a token with its morphemes, gives the word and its pieces. Leaves out what the words around it tell of it.

use std::borrow::Cow;
use std::sync::Arc;

use compact_str::CompactString;
use sagwan_text::{
    Aspect, ByteSpan, Case, Mood, Morph, Morphs, Polarity, Pos, Tense, Voice, Word, WordClass, WordKind,
};

use crate::analyser::token::Token;
use crate::analyser::{self, Analysis, Morpheme};
use crate::grammar::ending::{self, Class};
use crate::names::document::NameWord;
use crate::tag::Tag;
use crate::words::case::marking;
use crate::words::noun;
use crate::words::periphrasis::DICTIONARY_ENDING;
use crate::words::piece::{self, Piece, Pieces};

/// The text with its analysis and the morphemes as words hold them.
pub(crate) struct Source<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub morphs: &'a Arc<[Morph]>,
}

impl<'a> Source<'a> {
    /// The base form of a morpheme.
    pub fn form(&self, morpheme: &Morpheme) -> &'a str {
        self.analysis.form(morpheme, self.text)
    }
}

/// Tells of a token as a word by itself; adds its pieces.
pub(crate) fn describe(number: usize, token: &Token, source: &Source, word: &mut Word, pieces: &mut Pieces) {
    let own = source.analysis.morphemes(token);
    if token.kind != WordKind::Word {
        pieces.push_word(number);
        word.lemma = token.span.of(source.text).into();
        word.head = word.lemma.clone();
        return;
    }
    (word.case, word.delimiter) = marking(&particles(token, own, source));
    if has_endings(token, own, source.analysis, source.text) {
        let before = pieces.len();
        piece::push_predicates(number, own, source, pieces);
        let found = pieces.of_last_word(before);
        if let Some(main) = found.iter().find(|piece| piece.is_predicate()) {
            describe_predicate(main, found, own, source, word);
            let stem = word.lemma.strip_suffix(DICTIONARY_ENDING).unwrap_or(&word.lemma);
            pieces.join_passive(before, stem);
            return;
        }
        pieces.truncate(before);
    }
    pieces.push_word(number);
    describe_plain(token, own, source, word);
}

/// What the analysis tells of a word already.
#[inline]
pub(crate) fn bare(token: &Token, morphs: &Arc<[Morph]>) -> Word {
    Word {
        span: token.span,
        kind: token.kind,
        spaced: token.spaced,
        stem: token.stem,
        particle: token.particle,
        class: token.class,
        proper: token.proper,
        lemma: CompactString::default(),
        head: CompactString::default(),
        ending: CompactString::default(),
        pos: Pos::Punct,
        case: Case::Bare,
        delimiter: None,
        tense: Tense::Open,
        aspect: Aspect::Plain,
        mood: Mood::Indicative,
        polarity: Polarity::Positive,
        voice: Voice::Active,
        auxiliary_of: None,
        morphs: Morphs::new(morphs.clone(), token.morphemes.clone()),
    }
}

/// The stretch of a word that is names, its first to its last: a word may list several.
pub(crate) fn name_of(number: usize, names: &[NameWord]) -> Option<ByteSpan> {
    let mut own = names.iter().filter(|name| name.word == number);
    let first = own.next()?;
    let last = own.next_back().unwrap_or(first);
    last.is_noun().then_some(ByteSpan::new(first.span.start, last.span.end))
}

/// Whether a word was read as what the document shows it to be.
pub(crate) fn is_named(word: &Word, names: &[NameWord], name: &NameWord) -> bool {
    let end = name_of(name.word, names).map_or(name.span.end, |span| span.end);
    word.class == WordClass::Nominal && word.ending.is_empty() && word.stem.end == end && word.proper
}

/// Makes a word what the document shows it to be: names, and behind them particles.
pub(crate) fn call(word: &mut Word, name: ByteSpan, text: &str) {
    word.stem = ByteSpan::new(word.span.start, name.end);
    word.particle = ByteSpan::new(name.end, word.span.end);
    word.class = WordClass::Nominal;
    word.proper = true;
    word.pos = Pos::Propn;
    word.lemma = word.stem.of(text).into();
    word.head = word.lemma.clone();
    let particles = word.particle.of(text);
    (word.case, word.delimiter) = marking(particles);
    let morph = |span: ByteSpan, tag: Tag| Morph { span, form: span.of(text).into(), tag: tag.as_str() };
    let mut morphs = vec![morph(word.stem, Tag::NNP)];
    if !particles.is_empty() {
        morphs.push(morph(word.particle, Tag::JX));
    }
    word.morphs = morphs.into();
}

/// The particles of a word in their base forms; as written where the analysis has found its morphemes to be wrong.
fn particles<'a>(token: &Token, own: &[Morpheme], source: &Source<'a>) -> Cow<'a, str> {
    if token.particle.is_empty() && token.class != WordClass::Particle {
        return "".into();
    }
    let first = own.iter().rposition(|m| !m.tag.is_particle()).map_or(0, |n| n + 1);
    match own.get(first..).unwrap_or(&[]) {
        [] => token.particle.of(source.text).into(),
        [one] if one.span == token.particle => source.form(one).into(),
        // 만나길, 에선: a particle may share its syllable.
        [one, ..] if one.span.start == token.particle.start || token.particle.is_empty() => {
            own.get(first..).unwrap_or(&[]).iter().map(|m| source.form(m)).collect()
        }
        _ => token.particle.of(source.text).into(),
    }
}

/// Whether the endings of a word count: the analysis may have found its morphemes to be none.
fn has_endings(token: &Token, own: &[Morpheme], analysis: &Analysis, text: &str) -> bool {
    if !own.iter().any(|m| m.tag.is_ending() && m.tag != Tag::EP) {
        return false;
    }
    match token.class {
        WordClass::Adnominal | WordClass::Connective | WordClass::Final => true,
        WordClass::Determiner | WordClass::Particle => false,
        WordClass::Nominal | WordClass::Adverb => {
            let closing = own.iter().rfind(|m| !m.tag.is_mark() && !m.tag.is_particle());
            let made = own.iter().any(|m| matches!(m.tag, Tag::XSV | Tag::XSA | Tag::VCP));
            let named = own.first().is_some_and(|m| m.tag == Tag::NNP) && !made;
            let closes = closing.is_some_and(|m| m.tag.is_ending() || matches!(m.tag, Tag::NNB | Tag::MAJ));
            closes && !named && !analyser::is_broken(own, analysis, text)
        }
    }
}

/// Lemma, part of speech and ending of a predicate.
fn describe_predicate(main: &Piece, pieces: &[Piece], own: &[Morpheme], source: &Source, word: &mut Word) {
    let stem = own.get(main.from..main.to).unwrap_or(&[]);
    let nouns = stem.iter().rposition(|m| m.tag.is_nominal() || m.tag == Tag::XSN).map_or(0, |n| n + 1);
    let noun = stem.get(..nouns).unwrap_or(&[]);
    // 이뤄졌다: a verb and 지다 are one word of the dictionary.
    let joined = pieces.iter().find(|p| p.is_passive() && p.from > main.to);
    word.lemma = match joined {
        Some(passive) => {
            let border = own.get(passive.from).map_or(word.span.end, |m| m.span.start);
            let mut lemma: CompactString = ByteSpan::new(word.span.start, border).of(source.text).into();
            lemma.push_str(&passive.stem);
            lemma.push(DICTIONARY_ENDING);
            lemma
        }
        None if main.tag == Tag::VCP && !noun.is_empty() => joined_forms(noun.iter().map(|m| source.form(m))),
        None => {
            let mut lemma = main.stem.clone();
            lemma.push(DICTIONARY_ENDING);
            lemma
        }
    };
    word.head = match noun::head(noun.iter().map(|m| (source.form(m), m.tag))) {
        none if none.is_empty() => word.lemma.clone(),
        head => head,
    };
    let last = pieces.iter().rfind(|p| p.is_predicate()).unwrap_or(main);
    word.ending = last.whole_ending().clone();
    word.pos = match main.tag {
        _ if main.stem.is_empty() => Pos::Part,
        Tag::VCP if noun.is_empty() => Pos::Aux,
        // 전문적이다 tells how something is.
        Tag::VCP if noun.last().is_some_and(|m| m.tag == Tag::XSN && is_quality(source.form(m))) => Pos::Adj,
        Tag::VCP => noun_pos(noun, word.proper),
        Tag::VX | Tag::VCN => Pos::Aux,
        Tag::VA | Tag::XSA => Pos::Adj,
        _ => Pos::Verb,
    };
}

/// Whether a suffix makes a noun one of quality.
fn is_quality(suffix: &str) -> bool {
    ending::stem(suffix, Tag::XSN).class == Some(Class::Adjective)
}

/// Lemma, head and part of speech of what has no endings.
fn describe_plain(token: &Token, own: &[Morpheme], source: &Source, word: &mut Word) {
    word.lemma = token.stem.of(source.text).into();
    if word.lemma.is_empty() {
        // 게 is 것이: the particle shares all of the noun's syllables.
        let stem = own.iter().filter(|m| !m.tag.is_particle());
        word.lemma = joined_forms(stem.map(|m| source.form(m)));
    }
    word.pos = word_pos(token, own);
    let within = |m: &&Morpheme| token.stem.contains(m.span) && !m.span.is_empty();
    word.head = match word.pos {
        Pos::Noun | Pos::Propn if own.len() > 1 => {
            noun::head(own.iter().filter(within).map(|m| (source.form(m), m.tag)))
        }
        Pos::Noun | Pos::Propn => noun::tail(&word.lemma).into(),
        _ => word.lemma.clone(),
    };
    let complement = word.case == Case::Subject && own.iter().any(|m| m.tag == Tag::JKC);
    if complement {
        word.case = Case::As;
    }
}

fn word_pos(token: &Token, own: &[Morpheme]) -> Pos {
    match token.class {
        WordClass::Particle => return Pos::Part,
        WordClass::Determiner => return Pos::Det,
        _ => {}
    }
    let stem = own.iter().position(|m| token.particle.start <= m.span.start).unwrap_or(own.len());
    noun_pos(own.get(..stem).unwrap_or(&[]), token.proper)
}

/// Part of speech of a noun or adverb without its particles.
fn noun_pos(stem: &[Morpheme], proper: bool) -> Pos {
    let main = stem.iter().rfind(|m| !m.tag.is_particle() && !m.tag.is_mark()).map(|m| m.tag);
    match main {
        Some(Tag::NNP) => Pos::Propn,
        Some(Tag::NP) => Pos::Pron,
        Some(Tag::NR | Tag::SN) => Pos::Num,
        Some(Tag::NNB) if stem.iter().any(|m| m.tag == Tag::SN) => Pos::Num,
        Some(Tag::MAG) if !proper => Pos::Adv,
        Some(Tag::MAJ) if !proper => Pos::Cconj,
        Some(Tag::IC) if !proper => Pos::Intj,
        Some(Tag::SL | Tag::SH) => Pos::X,
        None => Pos::Sym,
        Some(Tag::NNG | Tag::XSN | Tag::NNB) => Pos::Noun,
        _ if proper => Pos::Propn,
        _ => Pos::Noun,
    }
}

/// Forms in one string.
pub(crate) fn joined_forms<'a>(mut forms: impl Iterator<Item = &'a str>) -> CompactString {
    // Mostly there is one, which is copied at once.
    let mut whole: CompactString = forms.next().unwrap_or("").into();
    forms.for_each(|form| whole.push_str(form));
    whole
}
