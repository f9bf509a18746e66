//! The mentions in a finished run of words: persons with their offices, bodies, states.

use sagwan_text::{Marker, Mention, MentionKind, PersonMention, Rank};

use super::form::{Item, prefix_country};
use super::part::{Part, Reading};
use crate::pack::Pack;

/// A name has no more words than this; what is longer is a list of something else.
const LONGEST_NAME: usize = 8;

impl Reading<'_> {
    /// The mentions in a run of words, which carries a marker at its end.
    pub(super) fn mentions(&self, run: &[Part], marker: Option<Marker>, sentence: usize) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        let run = &settled(self.pack, run, self.text);
        while let Some(rest) = run.get(at..).filter(|rest| !rest.is_empty()) {
            let (mention, used) = self.mention(rest);
            if let Some((kind, len)) = mention
                && let (Some(first), Some(last)) = (rest.first(), rest.get(len.max(1) - 1))
            {
                let own = marker.filter(|_| at + len == run.len()).unwrap_or(Marker::none(last.stem.end));
                found.push(Mention {
                    span: first.stem.join(last.stem),
                    particle: own.span,
                    case: own.case,
                    delimiter: own.delimiter,
                    sentence,
                    first: first.first,
                    last: last.last,
                    kind,
                    within: false,
                });
            }
            at += used.max(1);
        }
        found
    }

    /// The mention at the beginning of `parts` with its length in parts, and how many parts were read.
    fn mention(&self, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
        let count = |from: usize, pred: &dyn Fn(&Item) -> bool| {
            parts.get(from..).unwrap_or(&[]).iter().take_while(|p| pred(&p.item)).count()
        };
        let is_frame = |item: &Item| !matches!(item, Item::Name | Item::Other);
        let before = count(0, &is_frame);
        let names = count(before, &|item| *item == Item::Name).min(LONGEST_NAME);
        let name = parts.get(before..before + names).unwrap_or(&[]);
        let after = if names > 0 { count(before + names, &is_frame) } else { 0 };
        let last_title = |from: usize, len: usize| {
            (from..from + len).rev().find(|&n| parts.get(n).is_some_and(|p| matches!(p.item, Item::Title(_))))
        };
        let person = |frame: &mut dyn Iterator<Item = &Part>, name: &[Part], len: usize| {
            let person = person(self.pack, self.text, frame, name);
            (Some((MentionKind::Person(person), len)), len)
        };
        let title_before = last_title(0, before);
        if names > 0
            && let Some(end) = last_title(before + names, after)
        {
            let behind = parts.get(before + names..=end).unwrap_or(&[]);
            return person(&mut parts.iter().take(before).chain(behind), name, end + 1);
        }
        // 외교부 장관 강가온은: the name stands behind, unless it is one syllable, which is no name.
        let whole = name.iter().all(|p| self.text_of(p).chars().count() >= 2);
        if names > 0 && whole && title_before.is_some_and(|t| t + 1 == before) {
            return person(&mut parts.iter().take(before), name, before + names);
        }
        // 러시아 노바크는: a name that needs no office, behind nothing but whom it acts for.
        let acted_for =
            |p: &Part| matches!(p.item, Item::Country(_) | Item::Organisation { media: false, .. });
        if names > 0 && name.iter().all(|p| p.sure) && title_before.is_none() {
            return match parts.iter().take(before).all(acted_for) {
                true => person(&mut parts.iter().take(before), name, before + names),
                false => self.before_name(parts.get(..before).unwrap_or(&[])),
            };
        }
        if let Some(end) = title_before {
            return person(&mut parts.iter().take(end + 1), &[], end + 1);
        }
        match before {
            0 => (None, names.max(1)),
            // 서울 외교부 청사: where a body sits is no part of its name.
            _ if names == 0
                && matches!(parts, [place, body, ..] if place.item == Item::Place && is_body(body)) =>
            {
                (None, 1)
            }
            _ => self.body(parts.get(..before).unwrap_or(&[])),
        }
    }

    /// What stands before a name that does not belong to it.
    fn before_name(&self, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
        let (mention, _) = self.body(parts);
        (mention, parts.len())
    }

    /// The body or state in a run of frames without title or name: 러시아 외무부, 미국.
    fn body(&self, parts: &[Part]) -> (Option<(MentionKind, usize)>, usize) {
        let state = parts.iter().enumerate().find_map(|(n, part)| match &part.item {
            Item::Country(code) => Some((n, code.clone())),
            _ => None,
        });
        let body = parts.iter().enumerate().rev().find_map(|(n, part)| match &part.item {
            Item::Organisation { country, media } => Some((n, country.clone(), *media)),
            // 중국 매체는, NHK 방송은: which one, the words before it tell.
            Item::SameOutlet => Some((n, self.country_of(parts.get(n.checked_sub(1)?)?), true)),
            _ => None,
        });
        if let [Part { item: Item::SameOutlet, .. }] = parts {
            return (Some((MentionKind::SameOutlet, 1)), 1);
        }
        let Some((last, own, media)) = body else {
            return match state {
                Some((0, code)) => (Some((MentionKind::Country(code), 1)), 1),
                Some((n, _)) => (None, n),
                None => (None, parts.len()),
            };
        };
        let state = state.map(|(_, code)| code);
        // 캐나다 G7: a body of many states is none of the one named before it.
        let many = parts.get(last).is_some_and(|p| self.pack.lexicon.is_of_many_states(self.text_of(p)));
        let country = match (many, media) {
            (true, _) => own,
            (_, true) => own.or(state),
            _ => state.or(own),
        };
        (Some((MentionKind::Organisation { country, media }, last + 1)), parts.len())
    }

    fn country_of(&self, part: &Part) -> Option<String> {
        match &part.item {
            Item::Organisation { country, .. } => country.clone(),
            _ => None,
        }
    }

    fn text_of(&self, part: &Part) -> &str {
        part.stem.of(self.text)
    }
}

/// The parts of a run: where the document shows a name, what only looks like one belongs to an office.
fn settled(pack: &Pack, run: &[Part], text: &str) -> Vec<Part> {
    let shown = |n: usize| run.get(n).is_some_and(|part| part.sure || is_told_beside(run, n, text));
    let sure = (0..run.len()).any(shown);
    // 파벨 크로우파 체코 외교장관: before whom an office acts for nothing but a name stands.
    let names = run.iter().take_while(|part| part.item == Item::Name).count();
    let acts = matches!(run.get(names).map(|part| &part.item), Some(Item::Country(_)))
        && run.iter().skip(names).any(|part| matches!(part.item, Item::Title(rank) if rank != Rank::Vague));
    let before_state = !sure && acts && names > 1;
    // 외무성 부상 최가온과: a full name of the language that closes a phrase right behind an office.
    let closes = |n: usize, part: &Part| {
        let office =
            n.checked_sub(1).and_then(|n| run.get(n)).is_some_and(|p| matches!(p.item, Item::Title(_)));
        let full = pack.lexicon.surnames.of_full(part.stem.of(text)).is_some();
        !sure && office && full && n + 1 == run.len()
    };
    let settle = |(n, part): (usize, &Part)| match part.item {
        Item::Name if shown(n) => Part { sure: true, ..part.clone() },
        Item::Name if before_state && n < names || closes(n, part) => part.clone(),
        Item::Name if sure || part.stem.of(text).chars().nth(1).is_some() => {
            Part { item: Item::Modifier, ..part.clone() }
        }
        _ => part.clone(),
    };
    run.iter().enumerate().map(settle).collect()
}

/// Whether a part that looks like a name stands beside what only names have: 로버트 K. 하든, 칼둔 2세.
fn is_told_beside(run: &[Part], n: usize, text: &str) -> bool {
    let named = |n: usize| run.get(n).is_some_and(|part| part.item == Item::Name);
    let sure = |n: usize| named(n) && run.get(n).is_some_and(|part| part.sure);
    let begins = |n: usize, fits: fn(&char) -> bool| {
        run.get(n).is_some_and(|part| part.stem.of(text).chars().next().is_some_and(|c| fits(&c)))
    };
    let numbered = |n: usize| n > 0 && named(n - 1) && named(n) && begins(n, char::is_ascii_digit);
    let letter =
        |n: usize| run.get(n).is_some_and(|part| part.stem.of(text).trim_end_matches('.').len() == 1);
    let initial = |n: usize| n > 0 && named(n) && begins(n, char::is_ascii_uppercase) && letter(n);
    // An initial stands between words of one name; the document shows one of them.
    let between = |n: usize| initial(n) && named(n - 1) && named(n + 1) && (sure(n - 1) || sure(n + 1));
    // 얀 of 얀 노바크: a syllable right beside a word of a name.
    let short = |n: usize| run.get(n).is_some_and(|part| part.stem.of(text).chars().nth(1).is_none());
    let syllable = |n: usize| short(n) && (sure(n + 1) || n > 0 && sure(n - 1));
    named(n)
        && (syllable(n)
            || numbered(n)
            || numbered(n + 1)
            || between(n)
            || between(n + 1)
            || n > 0 && between(n - 1))
}

fn is_body(part: &Part) -> bool {
    matches!(part.item, Item::Organisation { .. })
}

/// A person by the words around the name, or by office alone.
fn person(pack: &Pack, text: &str, frame: &mut dyn Iterator<Item = &Part>, name: &[Part]) -> PersonMention {
    let mut person =
        PersonMention { name: name.iter().map(|p| p.stem).collect(), ..PersonMention::default() };
    for part in frame {
        match &part.item {
            // 유엔 주재 러시아 대사: for whom an envoy acts is told behind where they are accredited.
            Item::Seat => (person.country, person.affiliation) = (None, None),
            Item::Country(code) => person.country = person.country.or(Some(code.clone())),
            Item::Organisation { country, .. } => {
                person.country = person.country.or(country.clone());
                person.affiliation = Some(part.stem);
            }
            Item::Title(rank) => {
                person.titles.push(part.stem);
                person.rank = Some(*rank);
                if person.country.is_none() {
                    person.country = sender(pack, part.stem.of(text));
                }
            }
            Item::SameOutlet | Item::Modifier | Item::Place | Item::Name | Item::Other => {}
        }
    }
    person
}

/// Whom an office acts for that begins with a state: 미국대사, and 주한미국대사 behind the seat of the mission.
fn sender(pack: &Pack, office: &str) -> Option<String> {
    match pack.lexicon.mission(office) {
        Some((_, sender)) => sender.map(|country| country.code.clone()),
        None => prefix_country(pack, office),
    }
}
