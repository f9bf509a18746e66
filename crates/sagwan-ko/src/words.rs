//! Words of a text, as `sagwan-text` describes them.
//!
//! Takes an analysis, gives [`Text`]: each token as a [`Word`] with its dictionary form, case, endings and what its
//! auxiliaries tell, and the clauses of each sentence. Leaves out what the words mean.
//!
//! A noun with a copula (장관이다) keeps the noun for its lemma and part of speech, and has an ending: whoever looks for
//! an office finds it, whoever looks for predicates too. 이/가 before 되다 and 아니다, which tells as what somebody is
//! meant, is [`Case::As`] and no subject.

use std::borrow::Cow;

use compact_str::CompactString;
use sagwan_text::{
    Aspect, Case, Mood, Morph, Polarity, Pos, Sentence, Tense, Text, Voice, Word, WordClass, WordKind,
};

use crate::analysis::{self, Analyser, Analysis, Morpheme};
use crate::case::marking;
use crate::clauses;
use crate::ending::{self, Class};
use crate::noun;
use crate::periphrasis::{self, DICTIONARY_ENDING, Group};
use crate::piece::{self, Piece, PieceKind};
use crate::quote;
use crate::tag::Tag;
use crate::token::Token;

impl Analyser {
    /// The sentences of `text` with their words, clauses and quotations. Never fails and never panics, whatever the
    /// text.
    pub fn read(&self, text: &str) -> Text {
        let analysis = self.analyse(text);
        let mut pieces = Vec::new();
        let sentences = analysis.sentences.iter().map(|found| {
            pieces.clear();
            let mut words: Vec<Word> = Vec::with_capacity(found.tokens.len());
            for (n, token) in found.tokens.iter().enumerate() {
                words.push(word(n, token, &analysis, text, &mut pieces));
            }
            carry_cases(&mut words);
            let groups = periphrasis::groups(&pieces, &words);
            for group in &groups {
                tell(group, &mut words);
            }
            let quotes = quote::pairs(text, found.span);
            let (clauses, clause_of) = clauses::clauses(&words, &groups, &pieces, &quotes);
            Sentence { span: found.span, words, clauses, clause_of, quotes }
        });
        Text { sentences: sentences.collect() }
    }
}

/// A token as a word by itself, and its pieces.
fn word(number: usize, token: &Token, analysis: &Analysis, text: &str, pieces: &mut Vec<Piece>) -> Word {
    let own = analysis.morphemes(token);
    let form = |m: &Morpheme| analysis.form(m, text);
    let first = pieces.len();
    let is_predicate = token.kind == WordKind::Word && has_endings(token, own, text);
    if is_predicate {
        piece::push_predicates(number, own, analysis, text, pieces);
    }
    let (case, delimiter) = marking(&particles(token, own, &form, text));
    let mut word = Word {
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
        case,
        delimiter,
        tense: Tense::Open,
        aspect: Aspect::Plain,
        mood: Mood::Indicative,
        polarity: Polarity::Positive,
        voice: Voice::Active,
        auxiliary_of: None,
        morphs: own
            .iter()
            .map(|m| Morph { span: m.span, form: form(m).into(), tag: m.tag.as_str() })
            .collect(),
    };
    let own_pieces = pieces.get(first..).unwrap_or(&[]);
    match own_pieces.iter().find(|p| p.kind == PieceKind::Predicate) {
        Some(main) => {
            describe_predicate(main, own_pieces, own, &form, text, &mut word);
            join_passive(first, &word.lemma, pieces);
        }
        None => {
            describe_plain(token, own, &form, text, &mut word);
            let kind = match word.pos {
                Pos::Adv | Pos::Cconj => PieceKind::Adverb,
                Pos::Punct | Pos::Sym | Pos::Part => PieceKind::Other,
                _ => PieceKind::Noun,
            };
            let tag = own.first().map_or(Tag::SW, |m| m.tag);
            pieces.truncate(first);
            piece::push_plain(number, kind, &word.lemma, tag, pieces);
        }
    }
    word
}

/// The particles of a word in their base forms; as written where the analysis has found its morphemes to be wrong.
fn particles<'a>(
    token: &Token,
    own: &'a [Morpheme],
    form: &impl Fn(&'a Morpheme) -> &'a str,
    text: &'a str,
) -> Cow<'a, str> {
    let first = own.iter().rposition(|m| !m.tag.is_particle()).map_or(0, |n| n + 1);
    match own.get(first..).unwrap_or(&[]) {
        _ if token.particle.is_empty() && token.class != WordClass::Particle => "".into(),
        [] => token.particle.of(text).into(),
        [one] if one.span == token.particle => form(one).into(),
        // 만나길, 에선: a particle may share its syllable.
        [one, ..] if one.span.start == token.particle.start || token.particle.is_empty() => {
            own.get(first..).unwrap_or(&[]).iter().map(form).collect()
        }
        _ => token.particle.of(text).into(),
    }
}

/// Whether the endings of a word count: the analysis may have found its morphemes to be none.
fn has_endings(token: &Token, own: &[Morpheme], text: &str) -> bool {
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
            closes && !named && !analysis::is_broken(own, text)
        }
    }
}

/// Lemma, part of speech and ending of a predicate.
fn describe_predicate<'a>(
    main: &Piece,
    pieces: &[Piece],
    own: &'a [Morpheme],
    form: &impl Fn(&'a Morpheme) -> &'a str,
    text: &str,
    word: &mut Word,
) {
    let stem = own.get(main.from..main.to).unwrap_or(&[]);
    let nouns = stem.iter().rposition(|m| m.tag.is_nominal() || m.tag == Tag::XSN).map_or(0, |n| n + 1);
    let noun = stem.get(..nouns).unwrap_or(&[]);
    let head = noun::head(noun.iter().map(|m| (form(m), m.tag)));
    // 이뤄졌다: a verb and 지다 are one word of the dictionary.
    let joined = pieces.iter().find(|p| is_passive(p) && p.from > main.to);
    word.lemma = match joined {
        Some(passive) => {
            let border = own.get(passive.from).map_or(word.span.end, |m| m.span.start);
            let mut lemma: CompactString =
                sagwan_text::ByteSpan::new(word.span.start, border).of(text).into();
            lemma.push_str(&passive.stem);
            lemma.push(DICTIONARY_ENDING);
            lemma
        }
        None if main.tag == Tag::VCP && !noun.is_empty() => noun.iter().map(form).collect(),
        None => {
            let mut lemma = main.stem.clone();
            lemma.push(DICTIONARY_ENDING);
            lemma
        }
    };
    word.head = if head.is_empty() { word.lemma.clone() } else { head };
    let last = pieces.iter().rfind(|p| p.kind == PieceKind::Predicate).unwrap_or(main);
    word.ending = last.whole_ending.clone();
    word.pos = match main.tag {
        _ if main.stem.is_empty() => Pos::Part,
        Tag::VCP if noun.is_empty() => Pos::Aux,
        // 전문적이다 tells how something is.
        Tag::VCP if noun.last().is_some_and(|m| m.tag == Tag::XSN && is_quality(form(m))) => Pos::Adj,
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

fn is_passive(piece: &Piece) -> bool {
    piece.kind == PieceKind::Predicate && piece.tag == Tag::VX && piece.voice == Voice::Passive
}

/// Makes a verb and 지다 in one word one piece.
fn join_passive(first: usize, lemma: &str, pieces: &mut Vec<Piece>) {
    let Some(own) = pieces.get(first..) else { return };
    let Some(at) = own
        .windows(2)
        .position(|pair| matches!(pair, [a, b] if a.kind == PieceKind::Predicate && is_passive(b)))
    else {
        return;
    };
    let passive = pieces.remove(first + at + 1);
    if let Some(main) = pieces.get_mut(first + at) {
        let stem = lemma.strip_suffix(DICTIONARY_ENDING).unwrap_or(lemma).into();
        let (from, tag) = (main.from, main.tag);
        *main = Piece { stem, from, tag, class: Class::Verb, ..passive };
    }
}

/// Lemma, head and part of speech of what has no endings.
fn describe_plain<'a>(
    token: &Token,
    own: &'a [Morpheme],
    form: &impl Fn(&'a Morpheme) -> &'a str,
    text: &str,
    word: &mut Word,
) {
    word.lemma = token.stem.of(text).into();
    word.pos = match token.kind {
        WordKind::Word => word_pos(token, own),
        WordKind::Mark | WordKind::Open | WordKind::Close | WordKind::Quote => Pos::Punct,
    };
    let within = |m: &&Morpheme| token.stem.contains(m.span) && !m.span.is_empty();
    word.head = match word.pos {
        Pos::Noun | Pos::Propn if own.len() > 1 => {
            noun::head(own.iter().filter(within).map(|m| (form(m), m.tag)))
        }
        Pos::Noun | Pos::Propn => noun::tail(&word.lemma).into(),
        _ => word.lemma.clone(),
    };
    let complement = own.iter().any(|m| m.tag == Tag::JKC);
    if complement && word.case == Case::Subject {
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

/// Gives the noun before a closing mark the case of the particles behind it: “선언”을, 회의(NSC)는.
fn carry_cases(words: &mut [Word]) {
    for n in 1..words.len() {
        let behind = |w: &&Word| w.class == WordClass::Particle && !w.spaced || clauses::is_suffix(w);
        let Some(particle) = words.get(n).filter(behind) else { continue };
        let (case, delimiter) = (particle.case, particle.delimiter);
        if case == Case::Quotative {
            continue;
        }
        let Some(noun) = noun_before(words, n) else { continue };
        if let Some(noun) = words.get_mut(noun) {
            noun.case = case;
            noun.delimiter = delimiter;
        }
    }
}

/// The noun without particles that stands before the closing mark at `n - 1`; before the bracket where one is closed.
pub(crate) fn noun_before(words: &[Word], n: usize) -> Option<usize> {
    let mark = n.checked_sub(1)?;
    let mut at = mark.checked_sub(1)?;
    match words.get(mark)?.kind {
        WordKind::Quote => {}
        WordKind::Close => {
            let open = words.get(..mark)?.iter().rposition(|w| w.kind == WordKind::Open)?;
            at = open.checked_sub(1)?;
            if words.get(at)?.kind == WordKind::Quote {
                at = at.checked_sub(1)?;
            }
        }
        WordKind::Word | WordKind::Open | WordKind::Mark => return None,
    }
    let noun = words.get(at)?;
    let plain = noun.is_word() && noun.class == WordClass::Nominal && noun.particle.is_empty();
    (plain && noun.ending.is_empty()).then_some(at)
}

/// Writes what a group tells into its words.
fn tell(group: &Group, words: &mut [Word]) {
    if let Some(main) = words.get_mut(group.main) {
        main.tense = group.tense;
        main.aspect = group.aspect;
        main.mood = group.mood;
        main.polarity = group.polarity;
        main.voice = group.voice;
    }
    for n in group.main + 1..=group.last {
        if let Some(aux) = words.get_mut(n).filter(|w| w.is_word() && !matches!(w.pos, Pos::Adv | Pos::Cconj))
        {
            aux.auxiliary_of = Some(group.main);
        }
    }
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
