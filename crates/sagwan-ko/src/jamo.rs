//! Arithmetic on Hangul syllables (Unicode chapter 3.12): the final consonant of a syllable decides
//! which of two particles may follow it.

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
/// Final consonants per syllable block, "none" included.
const FINALS: u32 = 28;
/// Vowels between one initial consonant and the next.
const VOWELS: u32 = 21;
/// The number of ㄹ among the finals.
pub const FINAL_RIEUL: u32 = 8;
/// The number of ㄴ among the finals.
pub const FINAL_NIEUN: u32 = 4;
/// The number of ㅂ among the finals.
pub const FINAL_BIEUP: u32 = 17;
/// The number of ㅆ among the finals.
pub const FINAL_SSANGSIOT: u32 = 20;

/// Whether `c` is a precomposed Hangul syllable.
pub fn is_syllable(c: char) -> bool {
    (FIRST..=LAST).contains(&(c as u32))
}

/// Whether `c` is a letter or digit. Most characters are syllables or ASCII, which need no table.
pub fn is_alphanumeric(c: char) -> bool {
    is_syllable(c) || if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// Whether `c` is a Chinese character.
pub fn is_hanja(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}

/// Whether a word is written in hanja.
pub(crate) fn is_hanja_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_hanja)
}

/// The final consonant of a syllable as its Unicode number, 0 for none; `None` when `c` is no syllable.
pub fn final_of(c: char) -> Option<u32> {
    is_syllable(c).then(|| (c as u32 - FIRST) % FINALS)
}

/// The initial consonant, the vowel and the final consonant of a syllable as their Unicode numbers; `None` when `c` is no
/// syllable.
pub fn parts(c: char) -> Option<[u32; 3]> {
    let last = final_of(c)?;
    let open = (c as u32 - FIRST) / FINALS;
    Some([open / VOWELS, open % VOWELS, last])
}

/// The syllable `c` with the vowel ㅏ for its own; `None` when `c` is no syllable. Syllables that differ in their vowel
/// alone become one.
pub fn with_first_vowel(c: char) -> Option<char> {
    let [initial, _, last] = parts(c)?;
    char::from_u32(FIRST + initial * VOWELS * FINALS + last)
}

/// Whether two syllables differ in nothing but their vowel: 턴 and 튼.
pub fn differ_in_vowel(a: char, b: char) -> bool {
    a != b && with_first_vowel(a).is_some() && with_first_vowel(a) == with_first_vowel(b)
}

/// Whether two words differ in the vowel of one syllable and nothing else: 볼턴 and 볼튼, a word of a foreign name written
/// in two ways. Korean names that differ so are different names.
pub fn spelled_alike(a: &str, b: &str) -> bool {
    let pairs = || a.chars().zip(b.chars());
    a.chars().count() == b.chars().count()
        && a.chars().count() >= 2
        && pairs().filter(|(x, y)| x != y).count() == 1
        && pairs().all(|(x, y)| x == y || differ_in_vowel(x, y))
}

/// Whether a word ending in `c` is read with a final consonant. Digits are read in Sino-Korean
/// (3 삼, 2 이), Latin letters by their Korean names (L 엘); `None` when the reading is unknown.
pub fn ends_closed(c: char) -> Option<bool> {
    if let Some(last) = final_of(c) {
        return Some(last != 0);
    }
    match c {
        '0' | '1' | '3' | '6' | '7' | '8' => Some(true),
        '2' | '4' | '5' | '9' => Some(false),
        'L' | 'l' | 'M' | 'm' | 'N' | 'n' | 'R' | 'r' => Some(true),
        c if c.is_ascii_alphabetic() => Some(false),
        _ => None,
    }
}

/// The syllable `c` with its final consonant replaced; `None` when `c` is no syllable.
pub fn with_final(c: char, last: u32) -> Option<char> {
    let bare = final_of(c).map(|now| c as u32 - now)?;
    char::from_u32(bare + last % FINALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finals_are_read() {
        assert_eq!(final_of('볼'), Some(FINAL_RIEUL));
        assert_eq!(final_of('한'), Some(FINAL_NIEUN));
        assert_eq!(final_of('했'), Some(FINAL_SSANGSIOT));
        assert_eq!(final_of('합'), Some(FINAL_BIEUP));
        assert_eq!(final_of('러'), Some(0));
        assert_eq!(final_of('A'), None);
        assert_eq!(with_final('한', 0), Some('하'));
        assert_eq!(with_final('가', FINAL_NIEUN), Some('간'));
    }

    #[test]
    fn digits_and_letters_are_read_aloud() {
        assert!(differ_in_vowel('턴', '튼') && !differ_in_vowel('턴', '텀') && !differ_in_vowel('턴', '던'));
        assert_eq!(ends_closed('3'), Some(true));
        assert_eq!(ends_closed('2'), Some(false));
        assert_eq!(ends_closed('N'), Some(true));
        assert_eq!(ends_closed('O'), Some(false));
        assert_eq!(ends_closed('…'), None);
    }
}
