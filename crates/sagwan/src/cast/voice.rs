//! Speakers that no list and no office tells: the noun phrase in 은/는 before what it says.
//!
//! 한빛하이텍은 …라고 밝혔다, 한 외국계 증권사는 …고 지적했다: whoever speaks is somebody, even when nothing else is
//! known of them. They are organisations until the text says more.

use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{
    ByteSpan, Case, LinkKind, Marker, Mention, MentionKind, Pos, Sentence, WordClass, WordKind,
};

use super::making::Article;

/// A topic stands at the head of its sentence, not farther in.
const AHEAD: usize = 12;

/// The mentions of unknown speakers. `known` are those of others, in order.
pub(super) fn unknown_speakers(
    article: Article<'_>,
    naming: &[Facts],
    known: &[Mention],
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Mention> {
    let sentences = article.read.sentences.iter().zip(naming).enumerate();
    sentences
        .filter(|(_, (sentence, _))| reports(article, sentence))
        .filter_map(|(n, (sentence, facts))| {
            let own = known.partition_point(|m| m.sentence < n)..known.partition_point(|m| m.sentence <= n);
            let own = known.get(own).unwrap_or(&[]);
            let is_known = |at: usize| own.iter().any(|m| !m.within && m.first <= at && at <= m.last);
            let speaks = |at: usize| !is_known(at) && can_speak(article, sentence, facts, at);
            let (first, last) = topic(sentence, &speaks, is_time)?;
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
                kind: MentionKind::Organisation { country: None, media: false },
                within: false,
            })
        })
        .collect()
}

/// Whether something is said in a sentence: in quotation marks, or in a clause of its own.
fn reports(article: Article<'_>, sentence: &Sentence) -> bool {
    let quoted = || sentence.quotes.iter().any(|q| q.content.of(article.text).contains(' '));
    let clause = || sentence.clauses.iter().any(|c| c.link.is_some_and(|l| l.kind == LinkKind::Quotative));
    quoted() || clause()
}

/// The first topic of a sentence, from its first to its last word, when that can speak.
fn topic(
    sentence: &Sentence,
    speaks: &dyn Fn(usize) -> bool,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Option<(usize, usize)> {
    let words = &sentence.words;
    let mut first = 0;
    for (n, word) in words.iter().enumerate().take(AHEAD) {
        if word.kind == WordKind::Quote || word.class == WordClass::Final {
            return None;
        }
        if !word.is_word() || word.class != WordClass::Nominal || is_time(word.span) {
            first = n + 1;
            continue;
        }
        match word.case {
            Case::Bare | Case::Genitive => {}
            Case::Topic => {
                // 반도체 장비업체 한빛하이텍: the name alone, where there is one.
                let proper = |k: &usize| words.get(*k).is_some_and(|w| w.proper);
                let first = (first..=n).rev().take_while(proper).last().unwrap_or(first);
                return speaks(n).then_some((first, n));
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
    let nobody = facts.has(at, Effect::Part) || word.pos == Pos::Pron || lexicon.is_common_noun(stem);
    !nobody && stem.chars().count() > 1
}
