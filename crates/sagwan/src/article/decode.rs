//! Bytes to text.
//!
//! Takes bytes and what is known of their charset; gives text. The order of trust: byte order mark, valid
//! UTF-8, the charset that was declared (by the caller or in the page), detection. Leaves markup alone.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use thiserror::Error;

/// Why bytes could not be read as text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// There are control bytes that no text holds.
    #[error("looks like a binary file, not text: hand in plain text, HTML or JSON Lines")]
    Binary,
    /// The declared charset has no decoder.
    #[error("unknown charset {0:?}: name one such as utf-8, utf-16le or euc-kr")]
    UnknownCharset(String),
}

/// The encoding of a label, with the names that Korean pages use for CP949.
fn encoding_of(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    match label.as_str() {
        "cp949" | "ms949" | "uhc" | "x-windows-949" | "ksc5601" | "ks_c_5601" | "euckr" => Some(EUC_KR),
        _ => Encoding::for_label_no_replacement(label.as_bytes()),
    }
}

/// Text of `bytes`. `charset` is what the caller declares; without it the first kilobytes are searched for
/// a declaration in HTML, and then the bytes decide.
///
/// # Errors
/// [`DecodeError::Binary`] when the bytes are no text, [`DecodeError::UnknownCharset`] when `charset` names
/// none.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> Result<String, DecodeError> {
    let declared = match charset {
        Some(label) => Some(encoding_of(label).ok_or_else(|| DecodeError::UnknownCharset(label.to_owned()))?),
        None => None,
    };
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return checked(encoding.decode_with_bom_removal(bytes).0.into_owned());
    }
    if declared.is_none_or(|d| d != UTF_16LE && d != UTF_16BE)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return checked(text.to_owned());
    }
    let encoding = declared.or_else(|| declared_in_page(bytes)).unwrap_or_else(|| detect(bytes));
    let (text, _, _) = encoding.decode(bytes);
    let text = if encoding == EUC_KR { compose_make_up(&text) } else { text.into_owned() };
    checked(text)
}

fn checked(text: String) -> Result<String, DecodeError> {
    let control =
        text.chars().take(4096).filter(|&c| c.is_control() && !c.is_whitespace() && c != '\u{1b}').count();
    let lost = text.chars().take(4096).filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let seen = text.chars().take(4096).count();
    if text.contains('\0') || (control + lost) * 10 > seen {
        return Err(DecodeError::Binary);
    }
    Ok(text)
}

fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    encoding_of(&label).filter(|e| *e != UTF_8)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Without the hint the first bytes of Korean text are taken for windows-1252.
    detector.guess(Some(b"kr"), Utf8Detection::Allow)
}

/// KS X 1001 writes a syllable it has no code for as ㅤ(filler), initial, medial and final; some encoders
/// still do (Python's `euc_kr`). Composes those.
fn compose_make_up(text: &str) -> String {
    const FILLER: char = '\u{3164}';
    if !text.contains(FILLER) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == FILLER {
            let mut ahead = rest.clone();
            let parts = (ahead.next(), ahead.next(), ahead.next());
            if let (Some(initial), Some(medial), Some(last)) = parts
                && let Some(syllable) = syllable_of(initial, medial, last)
            {
                out.push(syllable);
                rest = ahead;
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// The syllable of three compatibility jamo, the last of which may be the filler.
fn syllable_of(initial: char, medial: char, last: char) -> Option<char> {
    const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const FINALS: &str = "\u{3164}ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    let number = |list: &str, c: char| list.chars().position(|x| x == c).and_then(|n| u32::try_from(n).ok());
    let medial = (medial as u32).checked_sub('ㅏ' as u32).filter(|&n| n < 21)?;
    let code = (number(INITIALS, initial)? * 21 + medial) * 28 + number(FINALS, last)?;
    char::from_u32(0xAC00 + code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "푸틴, 볼턴 접견… 미·러 관계 전면복원 희망. 러시아를 방문한 볼턴 보좌관이 회담했다.";

    #[test]
    fn charsets_of_korean_pages_are_read() {
        let (euc, _, _) = EUC_KR.encode(TEXT);
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, charset) in [
            (TEXT.as_bytes(), None),
            (&euc, None),
            (&euc, Some("cp949")),
            (&euc, Some("EUC-KR")),
            (utf16.as_slice(), None),
        ] {
            assert_eq!(decode(bytes, charset).as_deref(), Ok(TEXT), "{charset:?}");
        }
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), TEXT.as_bytes()].concat();
        assert_eq!(decode(&with_mark, None).as_deref(), Ok(TEXT));
    }

    #[test]
    fn a_page_may_declare_its_charset() {
        let page = format!("<html><head><meta charset=\"euc-kr\"><title>{TEXT}</title>");
        let (bytes, _, _) = EUC_KR.encode(&page);
        assert_eq!(decode(&bytes, None).as_deref(), Ok(page.as_str()));
    }

    #[test]
    fn make_up_sequences_become_syllables() {
        assert_eq!(compose_make_up("ㅤㄸㅗㅁ방각하"), "똠방각하");
        assert_eq!(compose_make_up("ㅤㄸㅗㅤ"), "또");
    }

    #[test]
    fn binary_and_unknown_charsets_are_refused() {
        assert_eq!(decode(b"\x7fELF\x02\x01\x00\x00\x00", None), Err(DecodeError::Binary));
        assert!(matches!(decode(b"\xff", Some("klingon")), Err(DecodeError::UnknownCharset(_))));
    }
}
