//! Pieces: the predicates and nouns that the words of a sentence consist of.
//!
//! Takes the morphemes of a word, gives its pieces: most words are one, a word like 찾아왔다 or 할것이다 is several. A
//! predicate piece is a stem with its endings. Leaves out what pieces tell together: `periphrasis`.

use compact_str::CompactString;
use sagwan_text::{LinkKind, Mood, Polarity, Tense, Voice};

use crate::analyser::{Analysis, Morpheme};
use crate::grammar::ending::{self, Class, Meaning, Stem};
use crate::tag::Tag;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// A stem with endings.
    Predicate,
    /// A noun with its particles.
    Noun,
    /// An adverb, which may stand between the parts of a periphrasis.
    Adverb,
    /// Marks and anything else.
    Other,
}

/// A predicate or noun within a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The number of its word in the sentence.
    pub word: usize,
    pub kind: PieceKind,
    /// The stem of a predicate, a noun without its particles.
    pub stem: CompactString,
    /// The tag of the stem's last morpheme.
    pub tag: Tag,
    /// How many morphemes of the word stand before its stem, and before its endings.
    pub from: usize,
    pub to: usize,
    pub class: Class,
    pub polarity: Polarity,
    pub voice: Voice,
    /// Tense and mood from the endings before the last one.
    pub early: Meaning,
    /// The last ending in its shortest form; empty for what is no predicate.
    pub ending: CompactString,
    /// The tag of the last ending.
    pub closing: Tag,
    pub meaning: Meaning,
    /// The ending with the particles behind it.
    pub whole_ending: CompactString,
}

impl Piece {
    /// Its own tense.
    pub fn tense(&self) -> Option<Tense> {
        self.early.tense.or(self.meaning.tense)
    }

    /// Its own mood: the last ending outweighs the ones before it.
    pub fn mood(&self) -> Option<Mood> {
        // Who is acted on means nothing: 개최되겠다.
        let early = self.early.mood.filter(|_| self.voice != Voice::Passive);
        self.meaning.mood.or(early)
    }

    pub fn link(&self) -> Option<LinkKind> {
        self.meaning.link
    }

    /// Takes over the copula that stands behind the closing mark of a quotation, whose last word this noun is.
    pub fn become_copula(&mut self, tail: &mut Piece) {
        self.kind = PieceKind::Predicate;
        self.stem.push_str(ending::copula());
        self.tag = Tag::VCP;
        self.class = Class::Copula;
        self.early = tail.early;
        self.meaning = Meaning { tense: Some(Tense::Present), ..tail.meaning };
        // The quotation ends here: what is said is whole.
        self.meaning.link = None;
        self.closing = Tag::EF;
        tail.kind = PieceKind::Other;
    }

    fn plain(word: usize, kind: PieceKind, stem: CompactString, tag: Tag, range: (usize, usize)) -> Self {
        Piece {
            word,
            kind,
            stem,
            tag,
            from: range.0,
            to: range.1,
            class: Class::Verb,
            polarity: Polarity::Positive,
            voice: Voice::Active,
            early: Meaning::default(),
            ending: CompactString::default(),
            closing: tag,
            meaning: Meaning::default(),
            whole_ending: CompactString::default(),
        }
    }
}

/// Adds what is no predicate as one piece.
pub(crate) fn push_plain(word: usize, kind: PieceKind, stem: &str, tag: Tag, pieces: &mut Vec<Piece>) {
    pieces.push(Piece::plain(word, kind, stem.into(), tag, (0, 0)));
}

/// Adds the pieces of a word with endings.
pub(crate) fn push_predicates(
    word: usize,
    own: &[Morpheme],
    analysis: &Analysis,
    text: &str,
    pieces: &mut Vec<Piece>,
) {
    let form = |m: &Morpheme| analysis.form(m, text);
    let joined = |from: usize, to: usize| -> CompactString {
        own.get(from..to).unwrap_or(&[]).iter().map(form).collect()
    };
    let tag_at = |n: usize| own.get(n).map(|m| m.tag);
    let mut from = 0;
    while from < own.len() {
        let first_ending = (from..own.len()).find(|&n| tag_at(n).is_some_and(Tag::is_ending));
        let Some(to) = first_ending else {
            let tag = tag_at(from).unwrap_or(Tag::NNG);
            let end =
                (from..own.len()).find(|&n| tag_at(n).is_some_and(Tag::is_particle)).unwrap_or(own.len());
            // What stands behind the predicates of a word is a noun: 는+데.
            if tag.is_nominal() {
                let piece = Piece::plain(word, PieceKind::Noun, joined(from, end), tag, (from, end));
                pieces.push(piece);
            }
            return;
        };
        if to == from && from > 0 {
            // ㄹ+까+요: nothing but an ending is left.
            return;
        }
        let mut start = from;
        if from > 0 {
            // 할+것+이+다: the bound noun is a piece of its own before a verb, part of the stem before a copula.
            let verb =
                (from..to).rev().find(|&n| tag_at(n).is_some_and(|t| t.is_predicate() && t != Tag::VCP));
            if let Some(verb) = verb.filter(|&verb| verb > from && tag_at(from).is_some_and(Tag::is_nominal))
            {
                let suffix = tag_at(verb).is_some_and(|t| matches!(t, Tag::XSV | Tag::XSA));
                if !suffix {
                    let noun =
                        Piece::plain(word, PieceKind::Noun, joined(from, from + 1), Tag::NNB, (from, verb));
                    pieces.push(noun);
                    start = verb;
                }
            }
        }
        let tag = to.checked_sub(1).and_then(tag_at).unwrap_or(Tag::VV);
        let stem = joined(start, to);
        let last = own.get(to.saturating_sub(1)).map_or("", form);
        // 비판+받: a verb behind a noun in its word makes a verb of it as a suffix does.
        let suffixed = tag == Tag::VV && to > start + 1 && tag_at(start).is_some_and(Tag::is_nominal);
        let known: Stem = ending::stem(last, if suffixed { Tag::XSV } else { tag });
        let class = ending::class_of(tag, &known);
        let negated = tag_at(start) == Some(Tag::MAG) && to > start + 1;
        let mut piece = Piece::plain(word, PieceKind::Predicate, stem, tag, (start, to));
        piece.class = class;
        piece.polarity = known.polarity;
        piece.voice = known.voice;
        if negated {
            // 못+하: the adverb is part of the word.
            piece.polarity = ending::stem(own.get(start).map_or("", form), Tag::MAG).polarity;
        }
        let mut next = to;
        while let Some(ending) = own.get(next).filter(|m| m.tag.is_ending()) {
            let mut short = ending::shortest(form(ending));
            if ending.tag != Tag::EP && !piece.ending.is_empty() {
                // ㄹ+지, ㄴ다+며: the tagger takes an ending apart.
                let whole: CompactString = [piece.ending.as_str(), short.as_str()].concat().into();
                short = if ending::is_known(&whole) { whole } else { short };
            }
            let meaning = ending::meaning(&short, ending.tag, last, class);
            if ending.tag == Tag::EP {
                piece.early.tense =
                    meaning.tense.filter(|t| *t == Tense::Past).or(piece.early.tense).or(meaning.tense);
                piece.early.mood = meaning.mood.or(piece.early.mood);
            } else {
                piece.closing = ending.tag;
                piece.ending = short;
                piece.meaning = meaning;
            }
            next += 1;
        }
        piece.whole_ending = piece.ending.clone();
        while let Some(behind) = own.get(next).filter(|m| m.tag.is_particle() || joins_ending(m.tag)) {
            piece.whole_ending.push_str(ending::shortest_particle(form(behind)));
            next += 1;
        }
        if piece.closing == Tag::ETM && piece.whole_ending != piece.ending {
            // ㄹ+까: the tagger takes an ending apart.
            let whole = ending::meaning(&piece.whole_ending, Tag::EF, last, class);
            if whole != Meaning::default() {
                piece.closing = Tag::EF;
                piece.ending = piece.whole_ending.clone();
                piece.meaning = whole;
            }
        }
        pieces.push(piece);
        from = next.max(from + 1);
    }
}

/// What the tagger calls the rest of an ending at times.
fn joins_ending(tag: Tag) -> bool {
    matches!(tag, Tag::MAJ | Tag::IC)
}
