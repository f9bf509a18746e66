//! Words of a text, as `sagwan-text` describes them.
//!
//! Takes an analysis, gives [`Text`]: each token as a [`Word`] with its dictionary form, case, endings and what its
//! auxiliaries tell, and the clauses of each sentence. Leaves out what the words mean.
//!
//! A noun with a copula (장관이다) keeps the noun for its lemma and part of speech, and has an ending: whoever looks for
//! an office finds it, whoever looks for predicates too. 이/가 before 되다 and 아니다, which tells as what somebody is
//! meant, is [`Case::As`] and no subject.

pub(crate) mod case;
mod clauses;
mod noun;
mod periphrasis;
mod piece;
mod postposition;
#[cfg(test)]
mod tabletests;

use std::borrow::Cow;

use compact_str::CompactString;
use sagwan_text::{
    Aspect, Case, Mood, Morph, Polarity, Pos, Sentence, Tense, Text, Voice, Word, WordClass, WordKind,
};

use crate::analyser::quote;
use crate::analyser::token::Token;
use crate::analyser::{Analyser, Analysis, Morpheme};
use crate::grammar::ending::{self, Class};
use crate::tag::Tag;
use case::marking;
use periphrasis::{DICTIONARY_ENDING, Group};
use piece::{Piece, PieceKind};

impl Analyser {
    /// The sentences of `text` with their words, clauses and quotations. Never fails and never panics, whatever the
    /// text.
    pub fn read(&self, text: &str) -> Text {
        self.analyse(text).read(text)
    }
}

impl Analysis {
    /// The sentences of this analysis with their words, clauses and quotations; `text` is the text that was analysed.
    pub fn read(&self, text: &str) -> Text {
        let mut pieces = Vec::new();
        let sentences = self.sentences.iter().map(|found| {
            pieces.clear();
            let mut words: Vec<Word> = Vec::with_capacity(found.tokens.len());
            for (n, token) in found.tokens.iter().enumerate() {
                let next = word(n, token, self, text, &mut pieces);
                if next.morphs.first().is_some_and(|m| m.tag == Tag::VCN.as_str()) {
                    make_complement(words.last_mut());
                }
                words.push(next);
            }
            carry_cases(&mut words);
            lean_copulas(&words, &mut pieces);
            let groups = periphrasis::groups(&pieces, &words);
            for group in &groups {
                tell(group, &mut words);
            }
            let quoted = words.iter().any(|w| w.kind == WordKind::Quote);
            let quotes = if quoted { quote::pairs(text, found.span) } else { Vec::new() };
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
    let is_predicate = token.kind == WordKind::Word && has_endings(token, own, analysis, text);
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
            closes && !named && !crate::analyser::is_broken(own, analysis, text)
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

/// What somebody is said not to be is no subject: 장관이 아니다.
fn make_complement(before: Option<&mut Word>) {
    if let Some(word) = before.filter(|w| w.case == Case::Subject) {
        word.case = Case::As;
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
    if word.lemma.is_empty() {
        // 게 is 것이: the particle shares all of the noun's syllables.
        word.lemma = own.iter().filter(|m| !m.tag.is_particle()).map(form).collect();
    }
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

/// Makes a predicate of the noun before a closing mark that a copula follows: “만날 것”이라고, “동맹”이라며.
fn lean_copulas(words: &[Word], pieces: &mut [Piece]) {
    for n in 2..pieces.len() {
        let Some([noun, mark, tail]) = pieces.get_mut(n - 2..=n) else { continue };
        let behind = |a: &Piece, b: &Piece| b.word == a.word + 1;
        let Some(word) = words.get(tail.word).filter(|w| !w.spaced && matches!(w.pos, Pos::Aux | Pos::Part))
        else {
            continue;
        };
        let quoted = words.get(mark.word).is_some_and(|w| w.kind == WordKind::Quote);
        let is_copula = tail.tag == Tag::VCP || word.case == Case::Quotative;
        let plain = words.get(noun.word).is_some_and(|w| w.case == Case::Bare);
        if noun.kind == PieceKind::Noun
            && plain
            && quoted
            && is_copula
            && behind(noun, mark)
            && behind(mark, tail)
        {
            noun.become_copula(tail);
        }
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
            // No aside before a particle is longer.
            let far = mark.saturating_sub(40);
            let open = far + words.get(far..mark)?.iter().rposition(|w| w.kind == WordKind::Open)?;
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
    use sagwan_text::Delimiter;

    /// The words of a text as lemma, head, part of speech and ending.
    fn check(text: &str, expected: &[(&str, &str, Pos, &str)]) {
        let read = Analyser::new().read(text);
        let words: Vec<&Word> =
            read.sentences.iter().flat_map(|s| &s.words).filter(|w| w.is_word()).collect();
        let found: Vec<_> =
            words.iter().map(|w| (w.lemma.as_str(), w.head.as_str(), w.pos, w.ending.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_have_their_dictionary_form() {
        check(
            "외교장관회담에서 회담했다.",
            &[("외교장관회담", "회담", Pos::Noun, ""), ("회담하다", "회담", Pos::Verb, "다")],
        );
        check(
            "가까운 장관들이 개최된 회의에 왔다.",
            &[
                ("가깝다", "가깝다", Pos::Adj, "ㄴ"),
                ("장관들", "장관", Pos::Noun, ""),
                ("개최되다", "개최", Pos::Verb, "ㄴ"),
                ("회의", "회의", Pos::Noun, ""),
                ("오다", "오다", Pos::Verb, "다"),
            ],
        );
        check(
            "그러나 그는 외교장관이다.",
            &[
                ("그러나", "그러나", Pos::Cconj, ""),
                ("그", "그", Pos::Pron, ""),
                ("외교장관", "장관", Pos::Noun, "다"),
            ],
        );
        check(
            "회담이 이뤄졌다. 회담을 벌여왔다.",
            &[
                ("회담", "회담", Pos::Noun, ""),
                ("이뤄지다", "이뤄지다", Pos::Verb, "다"),
                ("회담", "회담", Pos::Noun, ""),
                ("벌이다", "벌이다", Pos::Verb, "다"),
            ],
        );
    }

    #[test]
    fn endings_are_short_whatever_the_register() {
        check(
            "특사를 만났는데요.",
            &[("특사", "특사", Pos::Noun, ""), ("만나다", "만나다", Pos::Verb, "는데")],
        );
        check("회담했습니다.", &[("회담하다", "회담", Pos::Verb, "ㅂ니다")]);
        check(
            "만나기로 했다.",
            &[("만나다", "만나다", Pos::Verb, "기로"), ("하다", "하다", Pos::Verb, "다")],
        );
        check("먹으며 웃었다.", &[("먹다", "먹다", Pos::Verb, "며"), ("웃다", "웃다", Pos::Verb, "다")]);
    }

    /// The first word with an ending.
    fn predicate(text: &str) -> Word {
        let read = Analyser::new().read(text);
        read.sentences.into_iter().flat_map(|s| s.words).find(|w| !w.ending.is_empty()).unwrap()
    }

    #[test]
    fn auxiliaries_tell_of_the_first_predicate() {
        let tells = |text: &str| {
            let w = predicate(text);
            (w.tense, w.aspect, w.mood, w.polarity)
        };
        use Polarity::{Negative, Positive};
        let plain = Aspect::Plain;
        assert_eq!(tells("만나지 않았다고 말했다."), (Tense::Past, plain, Mood::Indicative, Negative));
        assert_eq!(tells("만나지 않을 수 없다."), (Tense::Present, plain, Mood::Potential, Positive));
        assert_eq!(tells("만나고 있었다."), (Tense::Past, Aspect::Progressive, Mood::Indicative, Positive));
        assert_eq!(tells("만난 적이 없다."), (Tense::Past, Aspect::Perfect, Mood::Indicative, Negative));
        assert_eq!(tells("만났을 것으로 보인다."), (Tense::Past, plain, Mood::Conjectural, Positive));
        assert_eq!(tells("만날 수 있다면 좋다."), (Tense::Present, plain, Mood::Conditional, Positive));
        assert_eq!(tells("만나고 싶지 않다."), (Tense::Present, plain, Mood::Desiderative, Negative));
        assert_eq!(tells("좋지 않은 회담"), (Tense::Present, plain, Mood::Indicative, Negative));
        assert_eq!(tells("열리지 않은 회담"), (Tense::Past, plain, Mood::Indicative, Negative));
    }

    #[test]
    fn particles_behind_marks_are_those_of_the_noun() {
        let text = "국가안보회의(NSC)는 ‘판문점 선언’을 발표했다.";
        let read = Analyser::new().read(text);
        let case = |lemma: &str| {
            let found = read.sentences[0].words.iter().find(|w| w.lemma == lemma);
            found.map(|w| (w.case, w.delimiter))
        };
        assert_eq!(case("국가안보회의"), Some((Case::Topic, Some(Delimiter::Topic))));
        assert_eq!(case("선언"), Some((Case::Object, None)));
    }

    #[test]
    fn contracted_particles_count() {
        let word = predicate("만나길 바란다.");
        assert_eq!((word.case, word.ending.as_str()), (Case::Object, "기를"));
        let text = "그는 장관이 아니다.";
        let read = Analyser::new().read(text);
        assert_eq!(read.sentences[0].words[1].case, Case::As);
    }
}
