//! Bytes to text.
//!
//! Takes bytes and what is known of their charset; gives text, and notes on what of it is doubtful. A byte order mark and
//! valid UTF-8 are believed. Otherwise the charset that was declared (by the caller or in the page) is tried beside those
//! that the bytes look like, and the one that reads best is taken: pages declare Latin-1 over CP949, and files of one
//! charset hold a broken letter. Leaves markup alone.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use thiserror::Error;

use crate::record::Note;

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

/// Bytes read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; U+FFFD stands where bytes are no letters.
    pub text: String,
    /// `bytes-unreadable` for those, `charset-doubtful` where another charset was declared than the one that was read.
    pub notes: Vec<Note>,
}

/// Letters of the beginning by which a text is told from a binary file.
const SEEN: usize = 4096;
/// Bytes of a page in which it may declare its charset.
const HEAD: usize = 4096;

/// The encoding of a label, with the names that Korean pages use for CP949.
fn encoding_of(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    match label.as_str() {
        "cp949" | "ms949" | "uhc" | "x-windows-949" | "ksc5601" | "ks_c_5601" | "euckr" => Some(EUC_KR),
        _ => Encoding::for_label_no_replacement(label.as_bytes()),
    }
}

/// Text of `bytes`. `charset` is what the caller declares; without it the first kilobytes are searched for
/// a declaration in HTML or XML, and then the bytes decide.
///
/// # Errors
/// [`DecodeError::Binary`] when the bytes are no text, [`DecodeError::UnknownCharset`] when `charset` names
/// none.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> Result<Decoded, DecodeError> {
    let given = match charset {
        Some(label) => Some(encoding_of(label).ok_or_else(|| DecodeError::UnknownCharset(label.to_owned()))?),
        None => None,
    };
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return noted(Reading::new(encoding, bytes), None);
    }
    let declared = given.or_else(|| declared_in_page(bytes));
    let wide = |encoding: &'static Encoding| encoding == UTF_16LE || encoding == UTF_16BE;
    if !given.is_some_and(wide) && !bytes.contains(&0) && is_utf8(bytes) {
        return noted(Reading::new(UTF_8, bytes), declared);
    }
    let mut tried: Vec<&'static Encoding> = declared.into_iter().chain([UTF_8]).collect();
    // Half of the bytes of wide ASCII, and of few other texts, are zero.
    if bytes.iter().filter(|byte| **byte == 0).count() * 20 > bytes.len() {
        tried.extend([UTF_16LE, UTF_16BE]);
    } else {
        tried.extend([detect(bytes), EUC_KR]);
    }
    let readings = tried.into_iter().map(|encoding| Reading::new(encoding, bytes));
    // Of readings that are equally good the first is taken: declared, UTF-8, looked like.
    match readings.min_by_key(Reading::cost) {
        Some(reading) => noted(reading, declared),
        None => Err(DecodeError::Binary),
    }
}

/// Whether bytes are UTF-8, up to a last letter that may be cut: hardly any text of another encoding is by chance.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(e) => {
            e.error_len().is_none() && bytes.get(..e.valid_up_to()).is_some_and(|head| !head.is_ascii())
        }
    }
}

/// Bytes read in one encoding.
struct Reading {
    encoding: &'static Encoding,
    text: String,
    /// U+FFFD that stands for bytes.
    lost: usize,
    /// Letters that Korean text hardly holds and bytes read in a wrong encoding are full of.
    odd: usize,
}

impl Reading {
    fn new(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        let text = if encoding == EUC_KR { compose_make_up(&text) } else { text.into_owned() };
        // A stray zero is a broken letter; text full of them is none.
        let text = if is_torn(&text) { text.replace('\0', "\u{FFFD}") } else { text };
        let (mut lost, mut odd) = (0, 0);
        for letter in text.chars() {
            match letter {
                char::REPLACEMENT_CHARACTER => lost += 1,
                // Latin with marks, its signs, control characters of ISO 8859, letters of private use.
                '\u{80}'..='\u{24F}' | '\u{E000}'..='\u{F8FF}' | '\0' => odd += 1,
                _ => {}
            }
        }
        // A mark in the source itself is not ours to count.
        let own =
            if encoding == UTF_8 { bytes.windows(3).filter(|w| *w == b"\xEF\xBF\xBD").count() } else { 0 };
        Reading { encoding, text, lost: lost - own.min(lost), odd }
    }

    /// How badly it reads: a byte that is no letter shows a wrong encoding as clearly as two odd letters.
    fn cost(&self) -> usize {
        2 * self.lost + self.odd
    }
}

/// Whether a text holds zeros, but only here and there.
fn is_torn(text: &str) -> bool {
    let zeros = text.matches('\0').count();
    zeros > 0 && zeros * 50 < text.len()
}

/// The text with its notes, unless it is none.
fn noted(reading: Reading, declared: Option<&'static Encoding>) -> Result<Decoded, DecodeError> {
    let Reading { encoding, text, lost, .. } = reading;
    if !is_text(&text) {
        return Err(DecodeError::Binary);
    }
    let mut notes = Vec::new();
    let mut note =
        |code: &str, message: String| notes.push(Note { code: code.to_owned(), message, span: None });
    if let Some(declared) = declared
        && declared != encoding
        && !text.is_ascii()
    {
        note(
            "charset-doubtful",
            format!("declared as {}, but reads as {}", declared.name(), encoding.name()),
        );
    }
    if lost > 0 {
        note(
            "bytes-unreadable",
            format!("{lost} letters could not be read as {}: U+FFFD stands for each", encoding.name()),
        );
    }
    Ok(Decoded { text, notes })
}

/// Whether what was read is text: hardly any control characters, and no fewer letters than what is none.
fn is_text(text: &str) -> bool {
    let (mut seen, mut control, mut lost, mut letters) = (0usize, 0usize, 0usize, 0usize);
    for letter in text.chars().take(SEEN) {
        seen += 1;
        control += usize::from(letter.is_control() && !letter.is_whitespace() && letter != '\u{1b}');
        lost += usize::from(letter == char::REPLACEMENT_CHARACTER);
        letters += usize::from(letter.is_alphanumeric());
    }
    !text.contains('\0') && control * 10 <= seen && lost <= letters
}

/// The charset in a page's or a feed's head.
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let after = match xml.and_then(|(prolog, _)| prolog.split_once("encoding=")) {
        Some((_, after)) => after,
        None => head.split_once("charset=")?.1,
    };
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    // The declaration was read byte by byte: it stands in no wide encoding.
    encoding_of(&label).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
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

    fn text(bytes: &[u8], charset: Option<&str>) -> Result<String, DecodeError> {
        decode(bytes, charset).map(|decoded| decoded.text)
    }

    fn codes(bytes: &[u8], charset: Option<&str>) -> Vec<String> {
        decode(bytes, charset).map(|d| d.notes.into_iter().map(|n| n.code).collect()).unwrap_or_default()
    }

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
            (utf16.get(2..).unwrap(), Some("utf-16le")),
            (utf16.get(2..).unwrap(), None),
        ] {
            let decoded = decode(bytes, charset).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.notes.len()), (TEXT, 0), "{charset:?}");
        }
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), TEXT.as_bytes()].concat();
        assert_eq!(text(&with_mark, None).as_deref(), Ok(TEXT));
    }

    #[test]
    fn a_page_may_declare_its_charset() {
        let page = format!("<html><head><meta charset=\"euc-kr\"><title>{TEXT}</title>");
        let (bytes, _, _) = EUC_KR.encode(&page);
        assert_eq!(text(&bytes, None).as_deref(), Ok(page.as_str()));
        assert!(codes(&bytes, None).is_empty());
    }

    #[test]
    fn a_broken_letter_is_marked_wherever_it_stands() {
        let (euc, _, _) = EUC_KR.encode(TEXT);
        let broken = |bytes: &[u8], at: usize, by: &[u8]| {
            let (before, after) = bytes.split_at(at);
            [before, by, after].concat()
        };
        for (bytes, read) in [
            (broken(TEXT.as_bytes(), 0, b"\xff"), format!("\u{FFFD}{TEXT}")),
            (broken(TEXT.as_bytes(), 6, b"\xff"), TEXT.replacen("푸틴", "푸틴\u{FFFD}", 1)),
            (broken(TEXT.as_bytes(), 6, b"\0"), TEXT.replacen("푸틴", "푸틴\u{FFFD}", 1)),
            (
                broken(TEXT.as_bytes(), 6, b"\xed\xa0\x80"),
                TEXT.replacen("푸틴", "푸틴\u{FFFD}\u{FFFD}\u{FFFD}", 1),
            ),
            (broken(&euc, 4, b"\xff"), TEXT.replacen("푸틴", "푸틴\u{FFFD}", 1)),
            ("회담\u{1F600}".as_bytes().get(..8).unwrap().to_vec(), "회담\u{FFFD}".to_owned()),
        ] {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(decoded.text, read);
            assert_eq!(codes(&bytes, None), ["bytes-unreadable"], "{read}");
        }
        // A file cut within its last letter, of any length.
        for end in [TEXT.len() - 2, TEXT.len() - 3, 5, 4] {
            let cut = TEXT.as_bytes().get(..end).unwrap();
            let read = text(cut, None).unwrap();
            assert!(
                read.ends_with('\u{FFFD}') && TEXT.starts_with(read.trim_end_matches('\u{FFFD}')),
                "{read}"
            );
        }
        let cut = text(euc.get(..euc.len() - 2).unwrap(), None).unwrap();
        assert!(TEXT.starts_with(cut.trim_end_matches('\u{FFFD}')), "{cut}");
    }

    #[test]
    fn the_charset_that_reads_better_wins() {
        let (euc, _, _) = EUC_KR.encode(TEXT);
        for declared in ["iso-8859-1", "windows-1252", "utf-8", "latin1", "iso-8859-15", "us-ascii"] {
            assert_eq!(text(&euc, Some(declared)).as_deref(), Ok(TEXT), "{declared}");
            assert_eq!(codes(&euc, Some(declared)), ["charset-doubtful"], "{declared}");
            let page = format!("<html><head><meta charset={declared}><title>{TEXT}</title>");
            let (bytes, _, _) = EUC_KR.encode(&page);
            assert_eq!(text(&bytes, None).as_deref(), Ok(page.as_str()), "{declared}");
            let feed = format!("<?xml version=\"1.0\" encoding='{declared}'?><rss>{TEXT}</rss>");
            let (bytes, _, _) = EUC_KR.encode(&feed);
            assert_eq!(text(&bytes, None).as_deref(), Ok(feed.as_str()), "{declared}");
        }
        assert_eq!(text(TEXT.as_bytes(), Some("euc-kr")).as_deref(), Ok(TEXT));
        assert_eq!(codes(TEXT.as_bytes(), Some("euc-kr")), ["charset-doubtful"]);
        assert!(codes(b"plain", Some("euc-kr")).is_empty());
    }

    #[test]
    fn other_languages_keep_the_charset_they_declare() {
        for (label, written) in [
            ("iso-8859-1", "Les ministres des affaires étrangères se sont réunis à Genève."),
            ("windows-1252", "Der Außenminister traf „seinen“ Kollegen in Zürich."),
            ("koi8-r", "Министры иностранных дел встретились в Женеве."),
            ("shift_jis", "外務大臣はジュネーブで会談した。"),
            ("gbk", "两国外长在日内瓦举行会谈。"),
        ] {
            let encoding = encoding_of(label).unwrap();
            let (bytes, _, _) = encoding.encode(written);
            assert_eq!(text(&bytes, Some(label)).as_deref(), Ok(written), "{label}");
        }
    }

    #[test]
    fn make_up_sequences_become_syllables() {
        assert_eq!(compose_make_up("ㅤㄸㅗㅁ방각하"), "똠방각하");
        assert_eq!(compose_make_up("ㅤㄸㅗㅤ"), "또");
    }

    #[test]
    fn binary_and_unknown_charsets_are_refused() {
        let noise: Vec<u8> = (0u32..3000).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in
            [b"\x7fELF\x02\x01\x00\x00\x00".as_slice(), b"\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &noise]
        {
            assert_eq!(text(bytes, None), Err(DecodeError::Binary), "{bytes:?}");
        }
        assert!(matches!(decode(b"\xff", Some("klingon")), Err(DecodeError::UnknownCharset(_))));
    }
}
