//! Which mentions by name mean the same person.
//!
//! A full name founds an actor; shorter forms are joined to it by a word of the name, or the surname with a matching title.

use rustc_hash::FxHashSet;

use sagwan_ko::jamo;
use sagwan_text::{Case, Marker, Mention, MentionKind, PersonMention, WordKind};

use super::CastMember;
use super::making::{Article, Making, contradict, new_person};

/// An actor for every full name.
pub(super) fn found_by_full_names(article: Article<'_>, mentions: &[Mention], making: &mut Making) {
    let named = || {
        mentions.iter().filter_map(|m| match &m.kind {
            MentionKind::Person(person) => Some((person, article.name(person))),
            _ => None,
        })
    };
    making.shared = shared(article, mentions);
    // 기시다 looks like a full Korean name; beside 기시다 후미오 it is a part of that one.
    let parts: FxHashSet<String> =
        named().filter(|(_, name)| name.len() > 1).flat_map(|(_, name)| name).collect();
    // The surnames by which somebody is called alone.
    let surnames = &article.lexicon().surnames;
    let alone: FxHashSet<char> = named()
        .filter_map(|(_, name)| match name.as_slice() {
            [word] if surnames.is_surname(word) => surnames.begins(word),
            _ => None,
        })
        .collect();
    for (person, name) in named() {
        let full = match name.as_slice() {
            [] => false,
            // 조현 외교부 장관: a given name of one syllable, where the article calls somebody 조 장관.
            [word] if word.chars().count() == 2 => {
                word.chars().all(jamo::is_syllable)
                    && surnames.begins(word).is_some_and(|c| alone.contains(&c))
            }
            [word] => surnames.of_full(word).is_some() && !parts.contains(word),
            _ => true,
        };
        if !full {
            continue;
        }
        let is_same = |m: &CastMember| same_name(&m.words, &name) && !making.is_another(article, m, person);
        match making.members.iter().position(is_same) {
            Some(actor) => making.absorb(article, actor, person),
            None => {
                making.add(new_person(article, person));
            }
        }
    }
}

/// Names that two people of one sentence bear, each with an office of their own: 박도윤 차관은 …고, 박도윤 의원은 …. Nobody is named in
/// full a second time as who does something else.
fn shared(article: Article<'_>, mentions: &[Mention]) -> FxHashSet<Vec<String>> {
    let acting = |m: &&Mention| m.is_topic() || m.case == Case::Subject;
    let named = mentions.iter().filter(acting).filter_map(|m| match &m.kind {
        MentionKind::Person(person) if !person.titles.is_empty() => {
            Some((m.sentence, article.name(person), person))
        }
        _ => None,
    });
    let named: Vec<(usize, Vec<String>, &PersonMention)> = named.collect();
    let titles = |person: &PersonMention| -> Vec<&str> {
        person.titles.iter().map(|title| title.of(article.text)).collect()
    };
    let apart = |a: &PersonMention, b: &PersonMention| {
        let (a, b) = (titles(a), titles(b));
        !a.iter().any(|x| b.iter().any(|y| article.lexicon().same_title(x, y)))
    };
    let pairs = named.iter().zip(named.iter().skip(1));
    let two = pairs.filter(|((n, name, a), (m, other, b))| n == m && name == other && apart(a, b));
    two.map(|((_, name, _), _)| name.clone()).filter(|name| is_whole(name)).collect()
}

/// Whether a name is more than a surname.
fn is_whole(name: &[String]) -> bool {
    name.len() > 1 || name.iter().any(|word| word.chars().count() > 2)
}

/// Whether two names may be one: spelled alike, or the last word equal and one's words all in the other.
fn same_name(a: &[String], b: &[String]) -> bool {
    let alike = |(x, y): (&String, &String)| x == y || jamo::spelled_alike(x, y);
    if a.len() > 1 && a.len() == b.len() && a.iter().zip(b).all(alike) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // A surname of one syllable is shared by many: 성 김 is not every 김.
    let surname = matches!(short, [word] if word.chars().count() == 1);
    !short.is_empty() && !surname && short.last() == long.last() && short.iter().all(|w| long.contains(w))
}

/// The person whom a mention by name means, added when nobody is known who fits.
pub(super) fn named(article: Article<'_>, person: &PersonMention, making: &mut Making) -> usize {
    let name = article.name(person);
    let fits = |m: &CastMember| m.is_person() && !contradict(m, person);
    let is_same = |m: &CastMember| same_name(&m.words, &name) && !making.is_another(article, m, person);
    let full = making.members.iter().position(is_same);
    let found = full.or_else(|| {
        let [word] = name.as_slice() else { return None };
        let titled = |m: &CastMember| {
            person.titles.is_empty() || person.titles.iter().any(|t| article.holds(m, t.of(article.text)))
        };
        // 문 대통령: a surname of one syllable needs the title; 라브로프 장관: a word of the name is enough.
        let short = word.chars().count() == 1;
        let any_word = |m: &CastMember| m.words.contains(word);
        // 洪 장관: 洪吉男 as well as 홍길남.
        let surnames = &article.lexicon().surnames;
        let begins = |m: &CastMember| {
            matches!(m.words.as_slice(), [own] if own.starts_with(word.as_str())
                || surnames.begins(own).is_some() && surnames.begins(own) == surnames.begins(word))
        };
        let called = |m: &CastMember| any_word(m) || short && begins(m);
        // 박도윤 후보 … 박 당선인: an office on the way to another one.
        let affixes = &article.lexicon().affixes;
        let new = person.titles.iter().any(|title| affixes.is_on_the_way(title.of(article.text)));
        let moves_on = |m: &CastMember| new || m.titles.iter().any(|title| affixes.is_on_the_way(title));
        // 볼턴 보좌관 and 볼튼 보좌관.
        let alike =
            |m: &CastMember| m.words.len() > 1 && m.words.iter().any(|own| jamo::spelled_alike(own, word));
        making
            .latest(|m| fits(m) && called(m) && titled(m))
            .or_else(|| making.latest(|m| fits(m) && called(m) && moves_on(m)))
            .or_else(|| making.latest(|m| fits(m) && any_word(m)).filter(|_| !short))
            .or_else(|| making.latest(|m| fits(m) && alike(m) && titled(m)))
    });
    match found {
        Some(actor) => {
            making.absorb(article, actor, person);
            actor
        }
        None => making.add(new_person(article, person)),
    }
}

/// Mentions by a word of a known name, without a title: 푸틴은, 볼턴과의. `mentions` are the known ones, in order.
pub(super) fn by_name_alone(article: Article<'_>, mentions: &[Mention], making: &Making) -> Vec<Mention> {
    let text = article.text;
    let in_mentions = mentions.iter().flat_map(|m| match &m.kind {
        MentionKind::Person(person) => person.name.as_slice(),
        _ => &[],
    });
    let of_members = making.members.iter().flat_map(|member| &member.words).map(String::as_str);
    let known: FxHashSet<&str> = of_members
        .chain(in_mentions.map(|span| span.of(text)))
        .filter(|word| word.chars().count() >= 2)
        .collect();
    let mut found = Vec::new();
    for (n, sentence) in article.read.sentences.iter().enumerate() {
        let own = mentions.partition_point(|m| m.sentence < n)..mentions.partition_point(|m| m.sentence <= n);
        let own = mentions.get(own).unwrap_or(&[]);
        let is_free = |at: usize| !own.iter().any(|m| !m.within && m.first <= at && at <= m.last);
        let mut at = 0;
        while let Some(word) = sentence.words.get(at) {
            let whole = known.contains(word.span.of(text));
            let stem = if whole { word.span } else { word.stem };
            if word.kind != WordKind::Word || !known.contains(stem.of(text)) || !is_free(at) {
                at += 1;
                continue;
            }
            let (mut name, mut last) = (vec![stem], word);
            while let Some(next) = sentence.words.get(at + name.len())
                && last.particle.is_empty()
                && next.kind == WordKind::Word
                && known.contains(next.stem.of(text))
                && is_free(at + name.len())
            {
                name.push(next.stem);
                last = next;
            }
            let span = name.iter().fold(stem, |span, word| span.join(*word));
            let marker = if last.stem.end == span.end { Marker::of(last) } else { Marker::none(span.end) };
            let length = name.len();
            found.push(Mention {
                span,
                particle: marker.span,
                case: marker.case,
                delimiter: marker.delimiter,
                sentence: n,
                first: at,
                last: at + length - 1,
                kind: MentionKind::Person(PersonMention { name, ..PersonMention::default() }),
                within: false,
            });
            at += length;
        }
    }
    found
}
