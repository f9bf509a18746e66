//! Names of states, as people type them and as pages say them.
//!
//! Takes a name in Korean or English or a code of two or three letters, gives the code; and the other way round the name in
//! either language. Unknown stays `None`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sagwan::facts;

/// One state as `data/states.tsv` has it.
struct State {
    code: &'static str,
    english: &'static str,
    others: Vec<&'static str>,
    korean: Option<&'static str>,
}

static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    let rows = include_str!("../data/states.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (code, english) = (cells.next()?, cells.next()?);
        let others = cells.next()?.split('|').filter(|name| *name != "-").collect();
        Some(State { code, english, others, korean: cells.next().filter(|name| *name != "-") })
    })
    .collect()
});

/// Codes by folded English name.
static BY_NAME: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let named = |state: &State| {
        let names = std::iter::once(state.english).chain(state.others.iter().copied());
        names.map(|name| (folded(name), state.code)).collect::<Vec<_>>()
    };
    STATES.iter().flat_map(named).collect()
});

/// A name without case, marks and spaces: U.S.A. is USA, Cote d'Ivoire is Côte d’Ivoire.
fn folded(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The code of a state: of its name in Korean or English news (한국, 韓, Korea, South Korea) or of a code (KR, kor).
///
/// ```
/// use sagwan_ledger::states::code;
/// for named in ["한국", "대한민국", "Korea", "south korea", "KR", "kor", "R.O.K."] {
///     assert_eq!(code(named), Some("KR"), "{named}");
/// }
/// assert_eq!(code("Atlantis"), None);
/// ```
pub fn code(named: &str) -> Option<&'static str> {
    let named = named.trim();
    facts::country_code(named)
        .or_else(|| by_english(named))
        .or_else(|| by_alpha3(named))
        .or_else(|| by_alpha2(named))
}

fn by_english(named: &str) -> Option<&'static str> {
    BY_NAME.get(&folded(named)).copied()
}

fn by_alpha3(named: &str) -> Option<&'static str> {
    let iso = rust_iso3166::from_alpha3(&named.to_ascii_uppercase())?;
    STATES.iter().map(|state| state.code).find(|code| *code == iso.alpha2)
}

/// Bodies that are no state have codes of their own here.
fn by_alpha2(named: &str) -> Option<&'static str> {
    by_code(&named.to_ascii_uppercase()).map(|state| state.code)
}

fn by_code(code: &str) -> Option<&'static State> {
    STATES.iter().find(|state| state.code == code)
}

/// The name in English news of the state of a code; bodies with a code of their own have one too.
pub fn english(code: &str) -> Option<&'static str> {
    by_code(code).map(|state| state.english)
}

/// The name in Korean news of the state of a code: 한국, where tables say 대한민국.
pub fn korean(code: &str) -> Option<&'static str> {
    by_code(code).and_then(|state| state.korean).or_else(|| facts::country_name(code))
}

/// The codes of the states of which a name in Korean or English, or the code, begins so; those whose usual name does come
/// first.
pub fn beginning(typed: &str) -> Vec<&'static str> {
    let wanted = folded(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let begins = |name: &str| folded(name).starts_with(&wanted);
    let usual = |state: &&State| {
        begins(state.english)
            || korean(state.code).is_some_and(begins)
            || state.code.eq_ignore_ascii_case(&wanted)
    };
    let other = |state: &&State| {
        state.others.iter().any(|name| begins(name)) || facts::country_code(typed.trim()) == Some(state.code)
    };
    let (first, rest): (Vec<&State>, Vec<&State>) = STATES.iter().partition(usual);
    first.into_iter().chain(rest.into_iter().filter(other)).map(|state| state.code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_state() {
        for state in STATES.iter() {
            assert_eq!(code(state.english), Some(state.code), "{}", state.english);
            for name in &state.others {
                assert_eq!(code(name), Some(state.code), "{name}");
            }
        }
        assert!(STATES.len() > 240, "{}", STATES.len());
    }

    #[test]
    fn korean_english_and_codes_are_one() {
        for (named, expected) in [
            ("북한", "KP"),
            ("DPRK", "KP"),
            ("prk", "KP"),
            ("Czech Republic", "CZ"),
            ("Cote d'Ivoire", "CI"),
            ("U.S.", "US"),
            ("EU", "EU"),
            ("United Nations", "UN"),
        ] {
            assert_eq!(code(named), Some(expected), "{named}");
        }
        assert_eq!(
            (korean("KR"), english("KR"), korean("CZ")),
            (Some("한국"), Some("South Korea"), Some("체코"))
        );
        assert_eq!(
            (beginning("한국"), beginning("south k"), beginning("kr")),
            (vec!["KR"], vec!["KR"], vec!["KR"])
        );
        assert_eq!(
            (beginning("republic of kor"), beginning("韓"), beginning(" ")),
            (vec!["KR"], vec!["KR"], Vec::new())
        );
        assert_eq!((korean("XX"), english("XX")), (None, None));
    }
}
