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
mod marks;
mod noun;
mod periphrasis;
mod piece;
mod postposition;
#[cfg(test)]
mod tabletests;
mod word;

use std::sync::Arc;

use sagwan_text::{Case, Morph, Pos, Sentence, Text, Word, WordKind};

use crate::analyser::quote;
use crate::analyser::{self, Analyser, Analysis};
use crate::names::document::NameWord;
use crate::tag::Tag;
use clauses::Clauses;
use periphrasis::Group;
use piece::Pieces;
use word::Source;

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
        let morphs: Arc<[Morph]> = self.morphs(text).collect();
        let source = Source { text, analysis: self, morphs: &morphs };
        let mut work = Work::default();
        Text { sentences: self.sentences.iter().map(|found| work.sentence(&source, found, &[])).collect() }
    }

    /// A sentence read again, as [`Analysis::read`] gave it, with the names in it; `None` when it saw them all.
    pub(crate) fn again(
        &self,
        text: &str,
        read: &Sentence,
        number: usize,
        names: &[NameWord],
    ) -> Option<Sentence> {
        let seen = |name: &NameWord| {
            !name.is_noun() || read.words.get(name.word).is_none_or(|word| word::is_named(word, names, name))
        };
        if names.iter().all(seen) {
            return None;
        }
        let morphs = read.words.first()?.morphs.of_text().clone();
        let source = Source { text, analysis: self, morphs: &morphs };
        Some(Work::default().sentence(&source, self.sentences.get(number)?, names))
    }
}

/// What is reused from sentence to sentence.
#[derive(Default)]
struct Work {
    pieces: Pieces,
    groups: Vec<Group>,
    clauses: Clauses,
}

impl Work {
    fn sentence(&mut self, source: &Source, found: &analyser::Sentence, names: &[NameWord]) -> Sentence {
        let Work { pieces, groups, clauses } = self;
        pieces.clear();
        let mut words: Vec<Word> = Vec::with_capacity(found.tokens.len());
        let mut quoted = false;
        for token in &found.tokens {
            let denied = source.analysis.morphemes(token).first().is_some_and(|m| m.tag == Tag::VCN);
            if denied {
                make_complement(words.last_mut());
            }
            quoted |= token.kind == WordKind::Quote;
            let number = words.len();
            words.push(word::bare(token, source.morphs));
            let Some(word) = words.last_mut() else { continue };
            match word::name_of(number, names) {
                Some(name) => {
                    pieces.push_word(number);
                    word::call(word, name, source.text);
                }
                None => word::describe(number, token, source, word, pieces),
            }
        }
        marks::carry_cases(&mut words);
        if quoted {
            marks::lean_copulas(&words, pieces);
        }
        periphrasis::groups(pieces, &words, groups);
        for group in &*groups {
            tell(group, &mut words);
        }
        let quotes = if quoted { quote::pairs(source.text, found.span) } else { Vec::new() };
        let (clauses, clause_of) = clauses.of(&words, groups, pieces, &quotes);
        Sentence { span: found.span, words, clauses, clause_of, quotes }
    }
}

/// What somebody is said not to be is no subject: 장관이 아니다.
fn make_complement(before: Option<&mut Word>) {
    if let Some(word) = before.filter(|w| w.case == Case::Subject) {
        word.case = Case::As;
    }
}

/// Whether a word is a suffix with its particles behind a bracket: (IS)들을.
fn is_suffix(word: &Word) -> bool {
    !word.spaced && word.ending.is_empty() && word.morphs.first().is_some_and(|m| m.tag == Tag::XSN.as_str())
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
    use sagwan_text::{Aspect, Delimiter, Mood, Polarity, Tense};

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
