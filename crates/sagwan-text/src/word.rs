//! A word of a sentence and what its form tells.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use compact_str::CompactString;

use crate::span::ByteSpan;

/// What a word is made of at its surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters, digits and the signs inside them (외교·국방, 10.5%).
    Word,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// What a word does in its clause, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordClass {
    /// A noun phrase's part, or anything that no ending tells to be a verb.
    Nominal,
    /// A verb form before a noun: 방문한.
    Adnominal,
    /// A verb form that joins clauses: 방문하고.
    Connective,
    /// A verb form that ends a clause: 방문했다.
    Final,
    /// An adverb or conjunction.
    Adverb,
    /// A word that stands before nouns only: 이, 두, 새.
    Determiner,
    /// Particles alone, after a quotation mark or bracket: 라고 in "좋다"라고.
    Particle,
}

/// Part of speech of a word's main part, as in Universal Dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Pos {
    Noun,
    Propn,
    Pron,
    Num,
    Verb,
    Adj,
    /// An auxiliary predicate or copula: 않다, 있다, 이다.
    Aux,
    Adv,
    /// A conjunctive adverb that opens a sentence: 그러나, 또한.
    Cconj,
    Det,
    /// Particles alone.
    Part,
    Intj,
    Punct,
    Sym,
    X,
}

/// The case of a noun phrase, from its particles. A particle that only sets a noun apart (는, 도, 만) is a [`Delimiter`];
/// where nothing else stands it hides the case: [`Case::Topic`] for 은/는, [`Case::Focus`] for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Case {
    /// No particle.
    Bare,
    /// 이, 가, 께서.
    Subject,
    /// 은, 는 with no other particle.
    Topic,
    /// 도, 만, 조차 … with no other particle.
    Focus,
    /// 을, 를.
    Object,
    /// With whom, or one of several: 과, 와, 하고, 이랑.
    With,
    /// 의, and any particle with 의 behind it keeps its own case (과의 is With).
    Genitive,
    /// At or to a place, a time, a cause: 에.
    At,
    /// Where something is done: 에서.
    In,
    /// To whom: 에게, 께, 한테.
    To,
    /// Where to, by what means, as what: 로, 으로.
    Toward,
    /// 로서.
    As,
    /// 로써.
    By,
    /// 부터, 에서부터, 으로부터, 에게서.
    From,
    /// 까지.
    Until,
    /// 보다.
    Than,
    /// 처럼, 만큼, 같이.
    Like,
    /// 나, 이나, 든지.
    Or,
    /// 라고, 고 behind a quotation.
    Quotative,
    /// 아, 야, 여.
    Vocative,
}

/// A particle that sets a noun apart from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// 은, 는.
    Topic,
    /// 도.
    Also,
    /// 만, 뿐, 밖에.
    Only,
    /// 조차, 마저, 까지도.
    Even,
}

/// When what a predicate tells is, seen from the telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// No sign of tense: a connective that leaves it to the next predicate, a noun.
    #[default]
    Open,
    /// 었, and the adnominal 은 of a verb: 만났다, 만난.
    Past,
    /// 는다, 는: 만난다, 만나는.
    Present,
    /// 겠, 을, 을 것이다: 만나겠다, 만날.
    Future,
}

/// How what a predicate tells lies in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Aspect {
    /// No sign.
    #[default]
    Plain,
    /// 고 있다, 는 중이다.
    Progressive,
    /// 어 있다, 은 바 있다, 은 적이 있다.
    Perfect,
}

/// Whether a predicate asserts, wishes, asks …, from its endings and auxiliaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mood {
    /// Tells flatly, or leaves it to the next predicate.
    #[default]
    Indicative,
    /// 려고, 려, 고자, 기로 하다, 겠 of the speaker: means to.
    Intentive,
    /// 고 싶다, 기를 바라다, 었으면 하다: wishes.
    Desiderative,
    /// 어야 하다: has to.
    Obligative,
    /// 을 수 있다: may or can.
    Potential,
    /// 면, 다면, 거든: if.
    Conditional,
    /// 는지, 냐, 을까: whether.
    Interrogative,
    /// 라, 십시오, 어 달라: tells to.
    Imperative,
    /// 자, 읍시다: let us.
    Hortative,
    /// 은 듯하다, 은 것 같다, 을 것으로 보이다: seems.
    Conjectural,
}

/// Whether a predicate affirms or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Polarity {
    /// Affirms.
    #[default]
    Positive,
    /// 지 않다, 지 못하다, 지 말다, 안, 못, 아니다, 없다.
    Negative,
}

/// Whether the subject acts or is acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Voice {
    /// Acts.
    #[default]
    Active,
    /// 되다, 받다, 당하다 behind a noun; 어지다.
    Passive,
    /// 시키다 behind a noun; 게 하다.
    Causative,
}

/// The smallest unit of meaning in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morph {
    /// The characters it stands on; parts of a contraction share them.
    pub span: ByteSpan,
    /// Its dictionary form: 하 and 었 of 했.
    pub form: CompactString,
    /// Its tag in the pack's tag set (Sejong tags for Korean).
    pub tag: &'static str,
}

/// The morphemes of a word in order: a part of those of its text, which lie in one place, so that a word costs no
/// allocation for them. Reads as a slice.
#[derive(Clone, Default)]
pub struct Morphs {
    all: Arc<[Morph]>,
    start: u32,
    end: u32,
}

impl Morphs {
    /// Those in a range of the morphemes of a text; none where the range does not lie in them.
    pub fn new(all: Arc<[Morph]>, range: Range<u32>) -> Self {
        Morphs { all, start: range.start, end: range.end }
    }

    /// The morphemes of the whole text, which words share.
    pub fn of_text(&self) -> &Arc<[Morph]> {
        &self.all
    }

    /// All of them.
    pub fn as_slice(&self) -> &[Morph] {
        self.all.get(self.start as usize..self.end as usize).unwrap_or(&[])
    }

    /// Adds one to this word alone; for sentences that are built by hand.
    pub fn push(&mut self, morph: Morph) {
        let mut own = self.to_vec();
        own.push(morph);
        *self = own.into();
    }
}

impl Deref for Morphs {
    type Target = [Morph];

    fn deref(&self) -> &[Morph] {
        self.as_slice()
    }
}

impl From<Vec<Morph>> for Morphs {
    fn from(own: Vec<Morph>) -> Self {
        let end = u32::try_from(own.len()).unwrap_or(u32::MAX);
        Morphs { all: own.into(), start: 0, end }
    }
}

impl fmt::Debug for Morphs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Morphs {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Morphs {}

/// A word or a mark, with what its form tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// All of it.
    pub span: ByteSpan,
    /// What it is made of.
    pub kind: WordKind,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// A noun without its particles; the whole word otherwise.
    pub stem: ByteSpan,
    /// The particles; empty when there are none.
    pub particle: ByteSpan,
    /// What it does in its clause.
    pub class: WordClass,
    /// Whether a proper noun is part of it.
    pub proper: bool,
    /// Dictionary form of the whole: 정상회담, 만나다, 회담하다, the mark itself.
    pub lemma: CompactString,
    /// What the whole is a kind of, the last noun of a compound: 회담 of 정상회담 and of 회담하다; else the lemma.
    pub head: CompactString,
    /// What closes a predicate, with the particles behind it, each in its shortest form: ㄴ of 만난, 기로, ㄴ다고, 며 of
    /// 먹으며, 어 of 만나; empty for what is no predicate. The tense ending before it is left out.
    pub ending: CompactString,
    /// Part of speech of its main part.
    pub pos: Pos,
    /// Case; [`Case::Bare`] for what is no noun.
    pub case: Case,
    /// The particle that sets it apart, beside or in place of a case.
    pub delimiter: Option<Delimiter>,
    /// Tense of a predicate with its auxiliaries.
    pub tense: Tense,
    /// Aspect of a predicate with its auxiliaries.
    pub aspect: Aspect,
    /// Mood of a predicate with its auxiliaries.
    pub mood: Mood,
    /// Polarity of a predicate with its auxiliaries: 만나지 of 만나지 않았다 denies.
    pub polarity: Polarity,
    /// Voice of a predicate.
    pub voice: Voice,
    /// For an auxiliary the number of the predicate that it belongs to: 만나지 for 않았다.
    pub auxiliary_of: Option<usize>,
    /// Its morphemes in order.
    pub morphs: Morphs,
}

impl Word {
    /// The forms of its particles in order: 에게서 and 는.
    pub fn particles(&self) -> impl Iterator<Item = &str> {
        let within = self.particle;
        self.morphs
            .iter()
            .filter(move |m| within.contains(m.span) && !within.is_empty())
            .map(|m| m.form.as_str())
    }

    /// Whether it is a word, no mark.
    pub fn is_word(&self) -> bool {
        self.kind == WordKind::Word
    }

    /// Whether it ends a clause of its own: a verb form that joins or closes.
    pub fn ends_clause(&self) -> bool {
        matches!(self.class, WordClass::Connective | WordClass::Final)
    }
}
