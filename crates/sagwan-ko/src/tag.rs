//! Part-of-speech tags of the Sejong corpus.

macro_rules! tags {
    ($($name:ident $meaning:literal,)*) => {
        /// A Sejong tag.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag {
            $(
                #[doc = $meaning]
                #[allow(clippy::upper_case_acronyms)]
                $name,
            )*
        }

        impl Tag {
            /// All tags.
            pub const ALL: &'static [Tag] = &[$(Tag::$name,)*];

            /// The tag's name.
            pub fn as_str(self) -> &'static str {
                match self { $(Tag::$name => stringify!($name),)* }
            }

            /// The tag of that name.
            pub fn parse(name: &str) -> Option<Tag> {
                match name { $(stringify!($name) => Some(Tag::$name),)* _ => None }
            }
        }
    };
}

tags! {
    NNG "common noun",
    NNP "proper noun",
    NNB "bound noun",
    NR "numeral",
    NP "pronoun",
    VV "verb",
    VA "adjective",
    VX "auxiliary predicate",
    VCP "positive copula",
    VCN "negative copula",
    MM "determiner",
    MAG "adverb",
    MAJ "conjunctive adverb",
    IC "interjection",
    JKS "subject particle",
    JKC "complement particle",
    JKG "genitive particle",
    JKO "object particle",
    JKB "adverbial particle",
    JKV "vocative particle",
    JKQ "quotative particle",
    JX "auxiliary particle",
    JC "conjunctive particle",
    EP "pre-final ending",
    EF "final ending",
    EC "connective ending",
    ETN "nominalising ending",
    ETM "adnominal ending",
    XPN "noun prefix",
    XSN "noun suffix",
    XSV "verb suffix",
    XSA "adjective suffix",
    XR "root",
    SF "sentence-final mark",
    SP "comma, colon, slash, middle dot",
    SS "quotation mark, bracket, dash",
    SE "ellipsis",
    SO "joining mark",
    SL "foreign letters",
    SH "Chinese characters",
    SW "other symbol",
    SN "number",
}

impl Tag {
    /// Nouns, pronouns, numerals, foreign words, numbers.
    pub fn is_nominal(self) -> bool {
        use Tag::{NNB, NNG, NNP, NP, NR, SH, SL, SN, XR};
        matches!(self, NNG | NNP | NNB | NR | NP | SL | SH | SN | XR)
    }

    /// Particles.
    pub fn is_particle(self) -> bool {
        use Tag::{JC, JKB, JKC, JKG, JKO, JKQ, JKS, JKV, JX};
        matches!(self, JKS | JKC | JKG | JKO | JKB | JKV | JKQ | JX | JC)
    }

    /// Endings of predicates.
    pub fn is_ending(self) -> bool {
        use Tag::{EC, EF, EP, ETM, ETN};
        matches!(self, EP | EF | EC | ETN | ETM)
    }

    /// Verbs, adjectives, copulas and the suffixes that make them.
    pub fn is_predicate(self) -> bool {
        use Tag::{VA, VCN, VCP, VV, VX, XSA, XSV};
        matches!(self, VV | VA | VX | VCP | VCN | XSV | XSA)
    }

    /// Marks and symbols.
    pub fn is_mark(self) -> bool {
        use Tag::{SE, SF, SO, SP, SS, SW};
        matches!(self, SF | SP | SS | SE | SO | SW)
    }
}
