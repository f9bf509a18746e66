//! The mentions in a finished run of words: persons with their offices, bodies, states.

use sagwan_text::{ByteSpan, Marker};

use crate::jamo;

use super::part::{Item, Part, prefix_country};
use crate::pack::Pack;
use sagwan_text::Rank;
use sagwan_text::{Mention, MentionKind, PersonMention};

/// Reads the mentions in a finished run of words.
pub(super) fn end_run(
    pack: &Pack,
    text: &str,
    run: &mut Vec<Part>,
    marker: Option<Marker>,
    sentence: usize,
    found: &mut Vec<Mention>,
) {
    let parts = std::mem::take(run);
    let mut at = 0;
    while at < parts.len() {
        let rest = parts.get(at..).unwrap_or(&[]);
        let (mention, used) = read_mention(pack, text, rest);
        if let Some((kind, len)) = mention {
            let (Some(first), Some(last)) = (rest.first(), rest.get(len.max(1) - 1)) else { break };
            let own = marker.filter(|_| at + len == parts.len());
            let Marker { span: particle, case, delimiter } = own.unwrap_or(Marker::none(last.stem.end));
            found.push(Mention {
                span: ByteSpan::new(first.stem.start, last.stem.end),
                particle,
                case,
                delimiter,
                sentence,
                first: first.first,
                last: last.last,
                kind,
            });
        }
        at += used.max(1);
    }
}

/// The mention at the beginning of `parts` with its length in parts, and how many parts were read.
fn read_mention(pack: &Pack, text: &str, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
    let count = |from: usize, pred: &dyn Fn(&Item) -> bool| {
        parts.get(from..).unwrap_or(&[]).iter().take_while(|p| pred(&p.item)).count()
    };
    let is_frame = |item: &Item| {
        matches!(
            item,
            Item::Country(_) | Item::Organisation { .. } | Item::Title(_) | Item::Modifier | Item::Place
        )
    };
    let is_name = |item: &Item| *item == Item::Name;
    let before = count(0, &is_frame);
    let names = count(before, &is_name).min(4);
    let after = if names > 0 { count(before + names, &is_frame) } else { 0 };
    // 서울 외교부 청사: where a body sits is no part of its name.
    let seat =
        matches!(parts, [Part { item: Item::Place, .. }, Part { item: Item::Organisation { .. }, .. }, ..]);
    if seat && names == 0 {
        return (None, 1);
    }
    let last_title = |from: usize, len: usize| {
        (from..from + len).rev().find(|&n| matches!(parts.get(n).map(|p| &p.item), Some(Item::Title(_))))
    };
    let title_after = last_title(before + names, after);
    let title_before = last_title(0, before);
    if names > 0
        && let Some(end) = title_after
    {
        // A title before the name and another after it: the first belongs to somebody else, unless it is the
        // office of whoever the second serves (대통령 보좌관 stands after the name, so this is two persons).
        // 정부 대변인 스가 요시히데 관방장관: a spokesman is one beside another office; 부위원장 김가온동지: no office follows.
        let honours =
            parts.get(end).is_some_and(|p| matches!(p.stem.of(text), "동지" | "씨" | "여사" | "선생"));
        if !honours
            && let Some(own) = title_before
            && own + 1 == before
            && before > 1
            && !parts.get(own).is_some_and(|p| p.linked || p.item == Item::Title(Rank::Spokesman))
        {
            let person = person(pack, text, parts.get(..before).unwrap_or(&[]), &[]);
            return (Some((MentionKind::Person(person), before)), before);
        }
        let frame: Vec<Part> = parts
            .iter()
            .take(before)
            .chain(parts.get(before + names..=end).unwrap_or(&[]))
            .cloned()
            .collect();
        let name = parts.get(before..before + names).unwrap_or(&[]);
        return (Some((MentionKind::Person(person(pack, text, &frame, name)), end + 1)), end + 1);
    }
    if names > 0 && title_before.is_some_and(|t| t + 1 == before) {
        let name = parts.get(before..before + names).unwrap_or(&[]);
        if name.iter().all(|p| p.stem.of(text).chars().count() >= 2) {
            let person = person(pack, text, parts.get(..before).unwrap_or(&[]), name);
            return (Some((MentionKind::Person(person), before + names)), before + names);
        }
    }
    // 이란 시장에서: a market, where no city has a mayor.
    let market =
        matches!(parts, [Part { item: Item::Country(_), .. }, office, ..] if office.stem.of(text) == "시장");
    if market {
        return (None, 2);
    }
    if let Some(end) = title_before {
        let person = person(pack, text, parts.get(..=end).unwrap_or(&[]), &[]);
        return (Some((MentionKind::Person(person), end + 1)), end + 1);
    }
    if before > 0 {
        return organisation(pack, text, parts.get(..before).unwrap_or(&[]));
    }
    match parts.first() {
        Some(_) if names > 0 => (None, names),
        _ => (None, 1),
    }
}

/// The organisation or state in a run of frames without title or name: 러시아 외무부, 미국.
fn organisation(pack: &Pack, text: &str, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
    let country = parts.iter().find_map(|p| match &p.item {
        Item::Country(code) => Some(code.clone()),
        _ => None,
    });
    let last = parts.iter().rposition(|p| matches!(p.item, Item::Organisation { .. }));
    match (last.and_then(|n| Some((n, parts.get(n)?))), country) {
        (Some((n, Part { item: Item::Organisation { country: own, media }, .. })), country) => {
            // 캐나다 G7: a body of many states is none of the one named before it.
            let many = parts.get(n).is_some_and(|p| pack.lexicon.is_of_many_states(p.stem.of(text)));
            let country = match (many, *media) {
                (true, _) => own.clone(),
                (_, true) => own.clone().or(country),
                _ => country.or(own.clone()),
            };
            (Some((MentionKind::Organisation { country, media: *media }, n + 1)), parts.len())
        }
        (_, Some(code)) => {
            let n = parts.iter().position(|p| matches!(p.item, Item::Country(_))).unwrap_or(0);
            if n == 0 { (Some((MentionKind::Country(code), 1)), 1) } else { (None, n) }
        }
        _ => (None, parts.len()),
    }
}

/// Whom an office acts for that begins with a state: 미국대사, and 주한미국대사 after the seat of the mission.
fn of_mission(pack: &Pack, office: &str) -> Option<String> {
    let Some(accredited) = office.strip_prefix('주') else { return prefix_country(pack, office) };
    let facts = &pack.lexicon;
    let rests = accredited.char_indices().skip(1).filter_map(|(n, _)| accredited.split_at_checked(n));
    let behind_seat = rests
        .take(8)
        .filter(|(seat, _)| facts.country(seat).is_some() || facts.country_by_short(seat).is_some());
    behind_seat
        .filter_map(|(_, sent_by)| {
            let short = sent_by.chars().next().map_or(0, char::len_utf8);
            prefix_country(pack, sent_by).or_else(|| {
                let short = facts.country_by_short(sent_by.get(..short)?)?;
                Some(short.code.clone()).filter(|_| sent_by.contains('군'))
            })
        })
        .next()
        .or_else(|| prefix_country(pack, accredited))
}

fn person(pack: &Pack, text: &str, frame: &[Part], name: &[Part]) -> PersonMention {
    let mut person =
        PersonMention { name: name.iter().map(|p| p.stem).collect(), ..PersonMention::default() };
    let mut organisation: Option<&Part> = None;
    // 유엔 주재 러시아 대사: where an envoy is accredited is told before that word, for whom they act behind it.
    let seat = frame.iter().rposition(|p| p.item == Item::Modifier && p.stem.of(text) == "주재");
    for part in frame.get(seat.unwrap_or(0)..).unwrap_or(&[]) {
        match &part.item {
            Item::Country(code) => person.country = person.country.or(Some(code.clone())),
            Item::Organisation { country, .. } => {
                person.country = person.country.or(country.clone());
                organisation = Some(part);
            }
            Item::Title(rank) => {
                person.titles.push(part.stem);
                person.rank = Some(*rank);
                if person.country.is_none() {
                    person.country = of_mission(pack, part.stem.of(text));
                }
            }
            Item::Modifier | Item::Place | Item::Name | Item::Other => {}
        }
    }
    person.affiliation = organisation.map(|p| p.stem);
    person.alias = name.last().and_then(|part| alias_behind(text, part.stem.end));
    person
}

/// A name in hanja or Latin letters in the bracket that opens right behind a name: 왕이(王毅), 볼턴(Bolton).
fn alias_behind(text: &str, end: usize) -> Option<ByteSpan> {
    let inner = text.get(end..)?.strip_prefix('(')?;
    let alias = inner.get(..inner.find(')')?)?;
    let latin =
        alias.starts_with(|c: char| c.is_ascii_uppercase()) && alias.chars().any(|c| c.is_ascii_lowercase());
    let written = alias.chars().all(jamo::is_hanja) || latin && alias.chars().all(|c| c.is_alphabetic());
    (alias.chars().count() >= 2 && alias.len() <= 30 && written)
        .then(|| ByteSpan::new(end + 1, end + 1 + alias.len()))
}
