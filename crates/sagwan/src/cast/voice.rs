//! Speakers that no list and no office tells: the noun phrase in 은/는 before what it says.
//!
//! 한빛하이텍은 …라고 밝혔다, 한 외국계 증권사는 …고 지적했다: whoever speaks is somebody, even when nothing else is
//! known of them. They are organisations until the text says more.

use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{
    ByteSpan, Case, Clause, LinkKind, Marker, Mention, MentionKind, Pos, Sentence, Word, WordClass, WordKind,
};

use super::making::Article;

/// A topic stands at the head of its sentence, not farther in.
const AHEAD: usize = 12;

/// The mentions of unknown speakers. `known` are those of others, in order.
pub(super) fn unknown_speakers(
    article: Article<'_>,
    known: &[Mention],
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Mention> {
    let sentences = article.read.sentences.iter().zip(article.naming).enumerate();
    sentences
        .filter(|(_, (sentence, _))| reports(article, sentence))
        .filter_map(|(n, (sentence, facts))| {
            let own = known.partition_point(|m| m.sentence < n)..known.partition_point(|m| m.sentence <= n);
            let own = known.get(own).unwrap_or(&[]);
            let is_known = |at: usize| own.iter().any(|m| !m.within && m.first <= at && at <= m.last);
            let speaks = |at: usize| {
                !is_known(at) && is_of_teller(sentence, at) && can_speak(article, sentence, facts, at)
            };
            // 이 가운데 환구시보는: when, how and where it is said are no part of who says it.
            let is_apart =
                |word: &Word| is_time(word.span) || article.lexicon().is_adverb(word.stem.of(article.text));
            let (whole, first, last) = topic(sentence, &speaks, &is_apart)?;
            // 시리아 활동가들은: whoever speaks is of the state before them.
            let country = own.iter().find_map(|m| match &m.kind {
                MentionKind::Country(code) if !m.within && m.first >= whole && m.last < last => {
                    Some(code.clone())
                }
                _ => None,
            });
            let (begin, end) = (sentence.words.get(first)?, sentence.words.get(last)?);
            let Marker { span: particle, case, delimiter } = Marker::of(end);
            Some(Mention {
                span: ByteSpan::new(begin.span.start, end.stem.end),
                particle,
                case,
                delimiter,
                sentence: n,
                first,
                last,
                kind: MentionKind::Organisation { country, media: false },
                within: false,
            })
        })
        .collect()
}

/// Whether something is said in a sentence: in quotation marks, or in a clause of its own.
fn reports(article: Article<'_>, sentence: &Sentence) -> bool {
    is_quoting(article, sentence) || sentence.clauses.iter().any(|clause| is_said_in(clause, None))
}

fn is_quoting(article: Article<'_>, sentence: &Sentence) -> bool {
    sentence.quotes.iter().any(|q| q.content.of(article.text).contains(' '))
}

/// Whether a sentence may go on with what whoever spoke before it says, so that its topic is what they speak of: 그러면서
/// 대화의 목표는 …라고 말했다.
fn may_go_on(article: Article<'_>, sentence: &Sentence) -> bool {
    let anew = sentence.words.first().is_some_and(|word| word.class == WordClass::Nominal);
    !anew && !is_quoting(article, sentence)
}

/// Whether a clause is what is said in another one, or in any.
fn is_said_in(clause: &Clause, other: Option<usize>) -> bool {
    clause.link.is_some_and(|l| l.kind == LinkKind::Quotative && other.is_none_or(|other| l.to == other))
}

/// Whether a word stands with the predicate that tells of saying, or that closes the sentence: not 합의문은 없었지만.
fn is_of_teller(sentence: &Sentence, at: usize) -> bool {
    let Some(own) = sentence.clause_of.get(at) else { return false };
    let main = sentence.clauses.get(*own).is_some_and(|clause| clause.link.is_none());
    main || sentence.clauses.iter().any(|clause| is_said_in(clause, Some(*own)))
}

/// The first topic of a sentence when that can speak: its first word, the first of its name, its last.
fn topic(
    sentence: &Sentence,
    speaks: &dyn Fn(usize) -> bool,
    is_apart: &dyn Fn(&Word) -> bool,
) -> Option<(usize, usize, usize)> {
    let words = &sentence.words;
    let mut first = 0;
    for (n, word) in words.iter().enumerate().take(AHEAD) {
        if word.kind == WordKind::Quote || word.class == WordClass::Final {
            return None;
        }
        if !word.is_word() || word.class != WordClass::Nominal || is_apart(word) {
            first = n + 1;
            continue;
        }
        match word.case {
            Case::Bare | Case::Genitive => {}
            Case::Topic => {
                // 반도체 장비업체 한빛하이텍: the name alone, where there is one.
                let proper = |k: &usize| words.get(*k).is_some_and(|w| w.proper);
                let name = (first..=n).rev().take_while(proper).last().unwrap_or(first);
                return speaks(n).then_some((first, name, n));
            }
            _ => first = n + 1,
        }
    }
    None
}

/// Whether a noun can be whoever speaks: a name, or a word for a body or people.
fn can_speak(article: Article<'_>, sentence: &Sentence, facts: &Facts, at: usize) -> bool {
    let Some(word) = sentence.words.get(at) else { return false };
    let lexicon = article.lexicon();
    let stem = word.stem.of(article.text);
    // 이에 대해선 “…”고 밝혔다: a topic, but a verb.
    let nobody = facts.has(at, Effect::Part)
        || matches!(word.pos, Pos::Pron | Pos::Verb | Pos::Adj | Pos::Aux)
        || lexicon.is_common_noun(stem)
        || lexicon.is_common_noun(&word.head);
    !nobody && stem.chars().count() > 1 && (word.proper || !may_go_on(article, sentence))
}
