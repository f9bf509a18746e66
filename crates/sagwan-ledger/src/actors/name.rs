//! Names as they are compared over articles.

use sagwan::facts;
use sagwan_ko::jamo;

/// Syllables of the longest Korean or Chinese name in Hangul: 제갈공명.
const LONGEST_KOREAN: usize = 4;

/// Words of a name; marks between them count as spaces.
pub(crate) fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '·' | '-' | '.'))
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether a person is told by an office only: 외교부 당국자, 대통령.
pub(crate) fn is_office_only(name: &str) -> bool {
    words(name).last().is_some_and(|last| facts::is_office(last))
}

/// A person's name and state, where a reader took the state that stands behind a name for a part of it: 얀 노바크 체코.
pub(crate) fn without_state<'n>(name: &'n str, country: Option<&'n str>) -> (&'n str, Option<&'n str>) {
    match name.rsplit_once(' ') {
        Some((rest, last)) if !is_office_only(name) => match facts::country_code(last) {
            // One syllable may be the end of a name as well.
            Some(code) if last.chars().count() > 1 => (rest.trim_end(), Some(code)),
            _ => (name, country),
        },
        _ => (name, country),
    }
}

/// Whether a name is one word as long as a Korean or Chinese name: another syllable is another person.
pub(crate) fn is_single(name: &str) -> bool {
    words(name).len() == 1 && name.chars().count() <= LONGEST_KOREAN
}

/// States whose people Korean news names surname first, in several words: 다카기 쇼이치, 오르반 빅토르.
const SURNAME_FIRST: [&str; 2] = ["JP", "HU"];

/// States whose people have names of one word in Hangul: 문재인, 리선권. What stands before such a name is no part of it.
const ONE_WORD: [&str; 2] = ["KR", "KP"];

/// Whether the names of a state's people are one word.
pub(crate) fn is_one_word(country: Option<&str>) -> bool {
    country.is_some_and(|c| ONE_WORD.contains(&c))
}

/// Whether a name, alike another, is the one that goes with the other: the shorter, but of people with names of one word
/// the longer, which is that name with some word before it.
pub(crate) fn is_short_of(name: &str, other: &str, country: Option<&str>) -> bool {
    let (a, b) = (words(name).len(), words(other).len());
    if is_one_word(country) && other.chars().count() > 2 { a > b && b == 1 } else { a < b }
}

/// The word of a name by which somebody is called for short.
pub(crate) fn surname<'n>(name: &'n str, country: Option<&str>) -> Option<&'n str> {
    let words = words(name);
    let first = country.is_some_and(|c| SURNAME_FIRST.contains(&c));
    if first { words.first().copied() } else { words.last().copied() }
}

/// Where forms that may be one and the same actor are looked for: persons by the consonants of their surname, all
/// others by their name.
pub(crate) fn block(kind: &str, name: &str, country: Option<&str>) -> String {
    match (kind, surname(name, country)) {
        ("person", Some(surname)) if !is_office_only(name) => format!("p:{}", skeleton(surname)),
        ("organization", _) => format!("o:{}", body(name, country)),
        _ => format!("{}:{}", kind.chars().next().unwrap_or('?'), words(name).concat()),
    }
}

/// What a body is compared by: its name without its state before it, which one article gives and the next does not
/// (미 백악관, 백악관). What is nothing but a state's name stays.
pub(crate) fn body(name: &str, country: Option<&str>) -> String {
    let words = words(name);
    match words.split_first() {
        Some((state, rest))
            if !rest.is_empty()
                && facts::country_code(state).is_some_and(|code| country.is_none_or(|c| c == code)) =>
        {
            rest.concat()
        }
        _ => words.concat(),
    }
}

/// A word without its vowels: 볼턴 and 볼튼 are alike. Other scripts stay as they are, in small letters.
fn skeleton(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| jamo::with_first_vowel(c).unwrap_or(c)).collect()
}

/// Whether two names of persons are one: the same words, or one word spelled with another vowel in a name of several
/// (존 볼턴, 존 볼튼), or the words of one all in the other with the same surname (볼턴, 존 볼턴). The state is that of
/// whichever names one.
pub(crate) fn alike(a: &str, b: &str, country: Option<&str>) -> Alike {
    let (surname_a, surname_b) = (surname(a, country), surname(b, country));
    let (a, b) = (words(a), words(b));
    let spelled = |x: &str, y: &str| x == y || jamo::spelled_alike(x, y);
    if a.len() == b.len() {
        let equal = a.iter().zip(&b).all(|(x, y)| x == y);
        let near = a.len() > 1 && a.iter().zip(&b).all(|(x, y)| spelled(x, y));
        return if equal || near { Alike::Same } else { Alike::Other };
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let surname = surname_a.zip(surname_b).is_some_and(|(x, y)| spelled(x, y));
    let all = short.iter().all(|word| long.iter().any(|other| spelled(word, other)));
    if surname && all { Alike::Shorter } else { Alike::Other }
}

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alike {
    /// One name.
    Same,
    /// One is the other cut short.
    Shorter,
    /// Two names.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_share_a_block() {
        assert_eq!(block("person", "존 볼턴", Some("US")), block("person", "볼튼", None));
        assert_ne!(block("person", "존 볼턴", None), block("person", "존 켈리", None));
        assert_ne!(block("person", "외교부 당국자", None), block("person", "국방부 당국자", None));
    }

    #[test]
    fn names_are_compared_by_words() {
        assert_eq!(alike("존 볼턴", "존 볼튼", None), Alike::Same);
        assert_eq!(alike("볼턴", "존 볼턴", None), Alike::Shorter);
        assert_eq!(alike("김민서", "김민수", None), Alike::Other);
        assert_eq!(alike("존 볼턴", "짐 볼턴", None), Alike::Other);
        assert_eq!(alike("도널드 트럼프", "도널드 J. 트럼프", None), Alike::Shorter);
    }

    #[test]
    fn a_state_behind_a_name_is_no_part_of_it() {
        assert_eq!(without_state("얀 노바크 체코", Some("HU")), ("얀 노바크", Some("CZ")));
        assert_eq!(without_state("얀 노바크", Some("CZ")), ("얀 노바크", Some("CZ")));
        assert_eq!(without_state("체코", None), ("체코", None));
    }

    #[test]
    fn a_body_is_known_without_its_state() {
        assert_eq!(
            block("organization", "체코 외교부", Some("CZ")),
            block("organization", "외교부", Some("CZ"))
        );
        assert_ne!(
            block("organization", "체코 대사관", Some("KR")),
            block("organization", "대사관", Some("KR"))
        );
        assert_eq!(body("체코", Some("CZ")), "체코");
    }

    #[test]
    fn surnames_come_first_in_some_states() {
        assert_eq!(block("person", "다카기 쇼이치", Some("JP")), block("person", "다카기", None));
        assert_eq!(alike("다카기", "다카기 쇼이치", Some("JP")), Alike::Shorter);
        assert_eq!(alike("존", "존 볼턴", Some("US")), Alike::Other);
    }

    #[test]
    fn offices_cut_short_are_one() {
        assert!(facts::same_office("국무위원장", "위원장"));
        assert!(!facts::same_office("부위원장", "위원장"));
        assert!(!facts::same_office("장관", "차관"));
    }
}
