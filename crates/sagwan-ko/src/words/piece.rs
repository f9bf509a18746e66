//! Pieces: the predicates and nouns that the words of a sentence consist of.
//!
//! Takes the morphemes of a word, gives its pieces: most words are one, a word like 찾아왔다 or 할것이다 is several. A
//! predicate piece is a stem with its endings. Leaves out what pieces tell together: `periphrasis`.

use compact_str::CompactString;
use sagwan_text::{LinkKind, Mood, Polarity, Pos, Tense, Voice, Word};

use crate::analyser::Morpheme;
use crate::grammar::ending::{self, Class, Ending, Meaning, Stem};
use crate::tag::Tag;
use crate::words::word::{Source, joined_forms};

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

/// A predicate or noun within a word that has endings.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
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
    /// The last ending; empty for what is no predicate.
    pub ending: Ending,
    /// The tag of the last ending.
    pub closing: Tag,
    pub meaning: Meaning,
    /// The ending with the particles behind it, where there are any.
    pub with_particles: Option<CompactString>,
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

    /// The ending with the particles behind it.
    pub fn whole_ending(&self) -> &CompactString {
        self.with_particles.as_ref().unwrap_or(&self.ending.form)
    }

    pub fn is_predicate(&self) -> bool {
        self.kind == PieceKind::Predicate
    }

    /// Whether it is 지다 behind a verb.
    pub fn is_passive(&self) -> bool {
        self.is_predicate() && self.tag == Tag::VX && self.voice == Voice::Passive
    }

    /// The noun that a quotation ends in with the copula that stands behind the closing mark.
    fn with_copula(noun: &str, copula: Option<&Piece>) -> Self {
        let mut stem: CompactString = noun.into();
        stem.push_str(ending::copula());
        let mut piece = Piece::bare(PieceKind::Predicate, stem, Tag::VCP, (0, 0));
        piece.class = Class::Copula;
        piece.early = copula.map_or_else(Meaning::default, |copula| copula.early);
        // The quotation ends here: what is said is whole.
        let meaning = copula.map_or_else(Meaning::default, |copula| copula.meaning);
        piece.meaning = Meaning { tense: Some(Tense::Present), link: None, ..meaning };
        piece.closing = Tag::EF;
        piece
    }

    fn bare(kind: PieceKind, stem: CompactString, tag: Tag, range: (usize, usize)) -> Self {
        Piece {
            kind,
            stem,
            tag,
            from: range.0,
            to: range.1,
            class: Class::Verb,
            polarity: Polarity::Positive,
            voice: Voice::Active,
            early: Meaning::default(),
            ending: Ending::default(),
            closing: tag,
            meaning: Meaning::default(),
            with_particles: None,
        }
    }
}

/// Where a piece of a sentence is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// By its word, which it is all of.
    Word,
    /// In the list of the sentence's own.
    Own(usize),
    /// The ending of a quotation that went to the noun before its mark.
    Gone,
}

/// The pieces of a sentence in order. A word without endings is one piece, which the word itself describes.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    /// The number of the word of each, and where it is described.
    slots: Vec<(usize, Slot)>,
    own: Vec<Piece>,
}

impl Pieces {
    pub fn clear(&mut self) {
        self.slots.clear();
        self.own.clear();
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Adds a word without endings.
    pub fn push_word(&mut self, word: usize) {
        self.slots.push((word, Slot::Word));
    }

    fn push(&mut self, word: usize, piece: Piece) -> Option<&mut Piece> {
        self.slots.push((word, Slot::Own(self.own.len())));
        self.own.push(piece);
        self.own.last_mut()
    }

    /// The pieces of the word that came last, if it has endings.
    pub fn of_last_word(&self, before: usize) -> &[Piece] {
        let count = self.slots.len().saturating_sub(before);
        self.own.get(self.own.len().saturating_sub(count)..).unwrap_or(&[])
    }

    /// Takes back the pieces behind the first `before`.
    pub fn truncate(&mut self, before: usize) {
        let count = self.slots.len().saturating_sub(before);
        self.own.truncate(self.own.len().saturating_sub(count));
        self.slots.truncate(before);
    }

    /// Makes a verb and 지다 in the last word one piece.
    pub fn join_passive(&mut self, before: usize, stem: &str) {
        let count = self.slots.len().saturating_sub(before);
        let first = self.own.len().saturating_sub(count);
        let own = self.own.get(first..).unwrap_or(&[]);
        let Some(at) =
            own.windows(2).position(|pair| matches!(pair, [a, b] if a.is_predicate() && b.is_passive()))
        else {
            return;
        };
        let passive = self.own.remove(first + at + 1);
        if let Some(main) = self.own.get_mut(first + at) {
            let (from, tag) = (main.from, main.tag);
            *main = Piece { stem: stem.into(), from, tag, class: Class::Verb, ..passive };
        }
        // The numbers of a word's pieces run on, so that the last one goes.
        self.slots.pop();
    }

    /// The word of a piece.
    pub fn word(&self, at: usize) -> Option<usize> {
        self.slots.get(at).map(|(word, _)| *word)
    }

    /// A predicate or noun that has its own description.
    pub fn own(&self, at: usize) -> Option<&Piece> {
        match self.slots.get(at)?.1 {
            Slot::Own(number) => self.own.get(number),
            Slot::Word | Slot::Gone => None,
        }
    }

    /// The predicate at a place.
    pub fn predicate(&self, at: usize) -> Option<&Piece> {
        self.own(at).filter(|piece| piece.is_predicate())
    }

    /// Kind and stem of a piece.
    pub fn kind_and_stem<'a>(&'a self, at: usize, words: &'a [Word]) -> Option<(PieceKind, &'a str)> {
        match self.slots.get(at)? {
            (_, Slot::Own(number)) => self.own.get(*number).map(|piece| (piece.kind, piece.stem.as_str())),
            (word, Slot::Word) => words.get(*word).map(|w| (kind_of(w), w.lemma.as_str())),
            (_, Slot::Gone) => Some((PieceKind::Other, "")),
        }
    }

    /// Makes a predicate of the noun at a place with the copula two places on, behind a mark.
    pub fn lean_copula(&mut self, at: usize, words: &[Word]) {
        let Some((PieceKind::Noun, noun)) = self.kind_and_stem(at, words) else { return };
        let piece = Piece::with_copula(noun, self.own(at + 2));
        let number = self.own.len();
        self.own.push(piece);
        if let Some([first, _, tail]) = self.slots.get_mut(at..=at + 2) {
            first.1 = Slot::Own(number);
            tail.1 = Slot::Gone;
        }
    }
}

/// What a word without endings is as a piece.
fn kind_of(word: &Word) -> PieceKind {
    match word.pos {
        Pos::Adv | Pos::Cconj => PieceKind::Adverb,
        Pos::Punct | Pos::Sym | Pos::Part => PieceKind::Other,
        _ => PieceKind::Noun,
    }
}

/// Adds the pieces of a word with endings.
pub(crate) fn push_predicates(word: usize, own: &[Morpheme], source: &Source, pieces: &mut Pieces) {
    let form = |m: &Morpheme| source.form(m);
    let joined = |from: usize, to: usize| joined_forms(own.get(from..to).unwrap_or(&[]).iter().map(form));
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
                pieces.push(word, Piece::bare(PieceKind::Noun, joined(from, end), tag, (from, end)));
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
                    let noun = joined(from, from + 1);
                    pieces.push(word, Piece::bare(PieceKind::Noun, noun, Tag::NNB, (from, verb)));
                    start = verb;
                }
            }
        }
        let tag = to.checked_sub(1).and_then(tag_at).unwrap_or(Tag::VV);
        let stem = joined(start, to);
        let Some(piece) = pieces.push(word, Piece::bare(PieceKind::Predicate, stem, tag, (start, to))) else {
            return;
        };
        read_stem(own, source, piece);
        let next = read_endings(own, source, piece);
        from = next.max(from + 1);
    }
}

/// What the stem of a predicate tells.
fn read_stem(own: &[Morpheme], source: &Source, piece: &mut Piece) {
    let form = |n: usize| own.get(n).map_or("", |m| source.form(m));
    let first = own.get(piece.from).map(|m| m.tag);
    let long = piece.to > piece.from + 1;
    // 비판+받: a verb behind a noun in its word makes a verb of it as a suffix does.
    let suffixed = piece.tag == Tag::VV && long && first.is_some_and(Tag::is_nominal);
    let known: Stem =
        ending::stem(form(piece.to.saturating_sub(1)), if suffixed { Tag::XSV } else { piece.tag });
    piece.class = ending::class_of(piece.tag, &known);
    piece.polarity = known.polarity;
    piece.voice = known.voice;
    if long && first == Some(Tag::MAG) {
        // 못+하: the adverb is part of the word.
        piece.polarity = ending::stem(form(piece.from), Tag::MAG).polarity;
    }
}

/// What the endings of a predicate tell, and the number of the first morpheme behind them.
fn read_endings(own: &[Morpheme], source: &Source, piece: &mut Piece) -> usize {
    let last = own.get(piece.to.saturating_sub(1)).map_or("", |m| source.form(m));
    let mut next = piece.to;
    while let Some(morpheme) = own.get(next).filter(|m| m.tag.is_ending()) {
        let mut ending = Ending::of(source.form(morpheme));
        if morpheme.tag != Tag::EP && !piece.ending.form.is_empty() {
            // ㄹ+지, ㄴ다+며: the tagger takes an ending apart.
            ending = piece.ending.joined(&ending).unwrap_or(ending);
        }
        let meaning = ending.meaning(morpheme.tag, last, piece.class);
        if morpheme.tag == Tag::EP {
            piece.early.tense =
                meaning.tense.filter(|t| *t == Tense::Past).or(piece.early.tense).or(meaning.tense);
            piece.early.mood = meaning.mood.or(piece.early.mood);
        } else {
            piece.closing = morpheme.tag;
            piece.ending = ending;
            piece.meaning = meaning;
        }
        next += 1;
    }
    while let Some(behind) = own.get(next).filter(|m| m.tag.is_particle() || joins_ending(m.tag)) {
        let particle = ending::shortest_particle(source.form(behind));
        if !particle.is_empty() {
            piece.with_particles.get_or_insert_with(|| piece.ending.form.clone()).push_str(particle);
        }
        next += 1;
    }
    if piece.closing == Tag::ETM
        && let Some(whole) = &piece.with_particles
    {
        // ㄹ+까: the tagger takes an ending apart.
        let whole = Ending::short(whole.clone());
        let meaning = whole.meaning(Tag::EF, last, piece.class);
        if meaning != Meaning::default() {
            piece.closing = Tag::EF;
            piece.ending = whole;
            piece.meaning = meaning;
        }
    }
    next
}

/// What the tagger calls the rest of an ending at times.
fn joins_ending(tag: Tag) -> bool {
    matches!(tag, Tag::MAJ | Tag::IC)
}
