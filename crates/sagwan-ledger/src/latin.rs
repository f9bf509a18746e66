//! Hangul in Latin letters: names of Koreans as they are usually written, and what names sound like to whoever types them.

use sagwan_ko::jamo;

/// Revised romanisation (2000) of what begins, carries and ends a syllable.
const FIRST: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const MIDDLE: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
];
const LAST: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
];

/// Family names that are hardly ever written by the rule.
const SURNAMES: &[(&str, &str)] = &[
    ("김", "Kim"),
    ("이", "Lee"),
    ("박", "Park"),
    ("최", "Choi"),
    ("정", "Chung"),
    ("강", "Kang"),
    ("조", "Cho"),
    ("노", "Roh"),
    ("우", "Woo"),
    ("신", "Shin"),
    ("유", "Yoo"),
    ("류", "Ryu"),
    ("구", "Koo"),
    ("문", "Moon"),
    ("윤", "Yoon"),
    ("국", "Kook"),
    ("리", "Ri"),
    ("반", "Ban"),
    ("곽", "Kwak"),
    ("권", "Kwon"),
    ("주", "Joo"),
];
/// Family names of two syllables.
const LONG_SURNAMES: &[&str] = &["남궁", "황보", "제갈", "선우", "독고", "사공", "서문"];

/// A syllable in Latin letters; `None` for what is no syllable of Hangul.
fn syllable(letter: char) -> Option<String> {
    let [first, middle, last] = jamo::parts(letter)?.map(|number| number as usize);
    Some(format!("{}{}{}", FIRST.get(first)?, MIDDLE.get(middle)?, LAST.get(last)?))
}

/// A text with its Hangul in Latin letters, syllable by syllable.
fn spelt(text: &str) -> String {
    text.chars().map(|c| syllable(c).unwrap_or_else(|| c.to_string())).collect()
}

/// A word or a sentence with its first letter large.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A Korean's name in Latin letters: the family name as it is usual, the given name by the rule with a hyphen between its
/// syllables. `None` for what is no Korean name of two to four syllables.
///
/// ```
/// use sagwan_ledger::latin::korean_name;
/// assert_eq!(korean_name("강민서").as_deref(), Some("Kang Min-seo"));
/// assert_eq!(korean_name("얀 노바크"), None);
/// ```
pub fn korean_name(name: &str) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let long = LONG_SURNAMES.iter().any(|surname| name.starts_with(surname)) && letters.len() > 2;
    let (family, given) = letters.split_at_checked(if long { 2 } else { 1 })?;
    if !(1..=2).contains(&given.len()) {
        return None;
    }
    let given: Vec<String> = given.iter().map(|c| syllable(*c)).collect::<Option<_>>()?;
    let family: String = family.iter().collect();
    let usual = SURNAMES.iter().find(|(surname, _)| *surname == family).map(|(_, latin)| (*latin).to_owned());
    let family = usual.unwrap_or_else(|| capital(&spelt(&family)));
    Some(format!("{family} {}", capital(&given.join("-"))))
}

/// The name in Latin letters of somebody who acts for one of the two Koreas.
pub fn of_korean(name: &str, country: Option<&str>) -> Option<String> {
    matches!(country, Some("KR" | "KP")).then(|| korean_name(name)).flatten()
}

/// What a name sounds like, so that Kang, Gang and 강, Novak and 노바크 are one: spellings that stand for one sound are one
/// letter, and the vowel that Hangul puts between consonants is left out.
pub(crate) fn sound(name: &str) -> String {
    let spelt = spelt(name).to_lowercase();
    let mut out: String = spelt.chars().filter(char::is_ascii_alphabetic).collect();
    for (from, to) in [
        ("eu", ""),
        ("ck", "k"),
        ("ch", "j"),
        ("sh", "s"),
        ("ph", "p"),
        ("oo", "u"),
        ("ee", "i"),
        ("yeo", "yo"),
        ("eo", "o"),
        ("ou", "u"),
        ("g", "k"),
        ("c", "k"),
        ("q", "k"),
        ("d", "t"),
        ("b", "p"),
        ("v", "p"),
        ("f", "p"),
        ("z", "j"),
        ("r", "l"),
        ("w", "u"),
        ("y", "i"),
    ] {
        out = out.replace(from, to);
    }
    let mut letters: Vec<char> = out.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn koreans_are_written_as_they_are_usual() {
        let check =
            |name: &str, latin: Option<&str>| assert_eq!(korean_name(name).as_deref(), latin, "{name}");
        check("이도현", Some("Lee Do-hyeon"));
        check("남궁솔", Some("Namgung Sol"));
        check("허준", Some("Heo Jun"));
        check("강", None);
        check("하야시 겐타", None);
        check("Kang", None);
    }

    #[test]
    fn what_sounds_alike_is_found() {
        for (typed, name) in [
            ("Kang Min-seo", "강민서"),
            ("gang minseo", "강민서"),
            ("Novak", "노바크"),
            ("Sebelik", "세벨리크"),
            ("Hayashi", "하야시"),
        ] {
            assert_eq!(sound(typed), sound(name), "{typed}");
        }
        assert_ne!(sound("Novak"), sound("노바"));
    }
}
