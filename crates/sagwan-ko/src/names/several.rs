//! Several named together: 한미 정상이, 두 장관은, 양국은.

use sagwan_text::{Word, WordKind};

use crate::pack::Pack;
use sagwan_text::Office;
use sagwan_text::Rank;

/// Several states named by a compound that carries a particle, alone or with 정상 or 양국 behind it.
pub(super) fn states(
    pack: &Pack,
    text: &str,
    tokens: &[Word],
    at: usize,
) -> Option<(Vec<String>, Office, usize)> {
    let token = tokens.get(at)?;
    if let Some(found) = both_ministers(pack, text, tokens, at) {
        return Some(found);
    }
    // 북한 is a name of its own, not 북 and 한.
    if token.kind != WordKind::Word || pack.lexicon.country(token.stem.of(text)).is_some() {
        return None;
    }
    let codes: Vec<String> =
        pack.lexicon.compound(token.stem.of(text))?.iter().map(|c| c.code.clone()).collect();
    if !token.particle.is_empty() {
        return Some((codes, Office::State, at));
    }
    let next = tokens.get(at + 1).filter(|t| t.kind == WordKind::Word)?;
    // 한일 군 당국이: those of the states who deal with such things.
    let behind = tokens.get(at + 2).filter(|t| t.kind == WordKind::Word && !t.particle.is_empty());
    if next.particle.is_empty() {
        let both = matches!(next.span.of(text), "군" | "외교" | "국방" | "통상" | "양국")
            && behind.is_some_and(|t| matches!(t.stem.of(text), "당국" | "정부"));
        if both {
            return Some((codes, Office::State, at + 2));
        }
        // 한미 정상, 14일 회담: a headline leaves the particle away.
        let comma = tokens.get(at + 2).is_some_and(|t| t.span.of(text) == ",");
        let office = match next.span.of(text) {
            "정상" => Some(Office::Leader),
            "외교장관" | "외무장관" => Some(Office::ForeignMinister),
            "국방장관" => Some(Office::DefenceMinister),
            _ => None,
        };
        return office.filter(|_| comma).map(|office| (codes, office, at + 1));
    }
    match next.stem.of(text) {
        "당국" | "정부" => Some((codes, Office::State, at + 1)),
        "정상" | "정상들" => Some((codes, Office::Leader, at + 1)),
        "양국" | "양측" | "3국" => Some((codes, Office::State, at + 1)),
        "외교장관" | "외무장관" | "외교장관들" | "외교수장" => {
            Some((codes, Office::ForeignMinister, at + 1))
        }
        "국방장관" | "국방장관들" => Some((codes, Office::DefenceMinister, at + 1)),
        _ => None,
    }
}

/// 한국과 미국 외교부 장관이: the ministers of two states.
fn both_ministers(
    pack: &Pack,
    text: &str,
    tokens: &[Word],
    at: usize,
) -> Option<(Vec<String>, Office, usize)> {
    let state = |n: usize| pack.lexicon.country(tokens.get(n)?.stem.of(text)).map(|c| c.code.clone());
    let joined = matches!(tokens.get(at)?.particle.of(text), "과" | "와");
    let codes = vec![state(at).filter(|_| joined)?, state(at + 1)?];
    if !tokens.get(at + 1)?.particle.is_empty() {
        return None;
    }
    let word = |n: usize| tokens.get(n).filter(|t| t.kind == WordKind::Word).map_or("", |t| t.stem.of(text));
    let bare = |n: usize| tokens.get(n).is_some_and(|t| t.particle.is_empty());
    let (office, last) = match (word(at + 2).trim_end_matches('들'), word(at + 3).trim_end_matches('들')) {
        ("외교장관" | "외무장관", _) => (Office::ForeignMinister, at + 2),
        ("국방장관", _) => (Office::DefenceMinister, at + 2),
        ("정상", _) => (Office::Leader, at + 2),
        ("외교부" | "외무부", "장관") if bare(at + 2) => (Office::ForeignMinister, at + 3),
        ("국방부", "장관") if bare(at + 2) => (Office::DefenceMinister, at + 3),
        _ => return None,
    };
    // 한국과 미국 정상 회담: what is held, not who holds it.
    (!bare(last)).then_some((codes, office, last))
}

/// Several persons named together at a word: how many, of which rank, and the last word.
pub(super) fn group(
    pack: &Pack,
    text: &str,
    tokens: &[Word],
    at: usize,
) -> Option<(usize, Option<Rank>, usize)> {
    let token = tokens.get(at)?;
    if matches!(token.stem.of(text), "양측" | "양국") && matches!(token.particle.of(text), "은" | "이")
    {
        return Some((2, None, at));
    }
    let size = match token.span.of(text) {
        "두" | "양" | "양국" => 2,
        "세" | "3국" => 3,
        _ => return None,
    };
    let next = tokens.get(at + 1).filter(|t| t.kind == WordKind::Word)?;
    let word = next.stem.of(text);
    let word = word.strip_suffix('들').unwrap_or(word);
    let rank = match word {
        "사람" | "인사" | "지도자" | "대표" => None,
        "정상" => Some(Rank::Head),
        _ => match pack.lexicon.title(word)? {
            (title, rank) if title == word || word.ends_with("장관") => Some(rank),
            _ => return None,
        },
    };
    Some((size, rank, at + 1))
}
