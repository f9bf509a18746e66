//! Facts about states and offices that others than the reader ask for.
//!
//! Takes names as news writes them, gives codes and the other way round; unknown stays `None`.

use sagwan_ko::lexicon::Lexicon;
use sagwan_text::Rank;
use sagwan_text::vocabulary::Effect;

use crate::clean::BlockKind;
use crate::knowledge::Knowledge;
use crate::passes::Passes;
use crate::weights::Weights;

/// What ships; the tables of a user's reader are that reader's own.
fn lexicon() -> Option<&'static Lexicon> {
    Knowledge::shipped_ref().map(|know| &know.pack.lexicon)
}

/// The code of a state: of its name as news has it (미국, 美, 대한민국) or of the code itself (us).
///
/// ```
/// use sagwan::facts::country_code;
/// assert_eq!(country_code("체코"), Some("CZ"));
/// assert_eq!(country_code("us"), Some("US"));
/// assert_eq!(country_code("서울"), None);
/// ```
pub fn country_code(name: &str) -> Option<&'static str> {
    let facts = lexicon()?;
    let country = facts
        .country(name)
        .or_else(|| facts.country_by_short(name))
        .or_else(|| facts.country_by_code(&name.to_ascii_uppercase()));
    country.map(|c| c.code.as_str())
}

/// The Korean name of a state by its code, as the Unicode CLDR has it.
pub fn country_name(code: &str) -> Option<&'static str> {
    lexicon()?.country_by_code(code).map(|c| c.name.as_str())
}

/// The state a city lies in.
pub fn country_of_city(name: &str) -> Option<&'static str> {
    lexicon()?.city(name)
}

/// Where a city lies: degrees east and north.
///
/// ```
/// use sagwan::facts::coordinates;
/// assert_eq!(coordinates("판문점"), Some((126.68, 37.96)));
/// ```
pub fn coordinates(city: &str) -> Option<(f64, f64)> {
    lexicon()?.coordinates(city)
}

/// Whether a title is that of a head of state or government: 국가주석, 총리.
pub fn is_head(title: &str) -> bool {
    lexicon().and_then(|facts| facts.title(title)).is_some_and(|(_, rank)| rank == Rank::Head)
}

/// Whether a word is an office or ends in one, so that it names nobody by name: 당국자, 외교장관.
pub fn is_office(word: &str) -> bool {
    lexicon().is_some_and(|facts| facts.title(word).is_some())
}

/// Whether a sentence puts something off to another day or brings it forward.
///
/// ```
/// use sagwan::facts::tells_of_moving;
/// assert!(tells_of_moving("회담이 15일로 연기됐다."));
/// assert!(!tells_of_moving("회담은 15일로 끝났다."));
/// ```
pub fn tells_of_moving(sentence: &str) -> bool {
    let moves = |know: &Knowledge| {
        let passes = Passes::new(know, &Weights::shipped(), sentence, None, |read| {
            vec![BlockKind::Paragraph; read.sentences.len()]
        });
        let effect = usize::from(Effect::Moves);
        passes.telling.iter().flatten().any(|fact| fact.effect == effect)
    };
    Knowledge::shipped_ref().is_some_and(moves)
}

/// Whether two offices may be one: equal, or one the other cut short (국무위원장 and 위원장, but not 부위원장 and 위원장).
///
/// ```
/// use sagwan::facts::same_office;
/// assert!(same_office("국무위원장", "위원장") && !same_office("부위원장", "위원장"));
/// ```
pub fn same_office(a: &str, b: &str) -> bool {
    lexicon().is_some_and(|facts| facts.same_title(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_cut_short_is_the_same() {
        assert!(same_office("국무위원장", "위원장"));
        assert!(!same_office("부위원장", "위원장") && !same_office("총리", "외교장관"));
    }

    #[test]
    fn an_occasion_is_moved_to_a_day_and_not_held_on_it() {
        assert!(tells_of_moving("두 나라는 회담을 15일로 미뤘다."));
        assert!(!tells_of_moving("두 나라는 회담을 15일로 정했다."));
    }
}
