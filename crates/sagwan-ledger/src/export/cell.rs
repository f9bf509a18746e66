//! Cells of CSV files that spreadsheets open.

use std::borrow::Cow;

/// The mark before UTF-8 without which Excel takes it for the charset of the system.
pub const EXCEL_MARK: &str = "\u{feff}";

/// The text as a spreadsheet may see it. What begins like a formula is run as one when the file is opened, and articles are
/// written by strangers: an apostrophe before it makes it text (OWASP, CSV injection). Full-width signs are read as their
/// narrow ones.
///
/// ```
/// use sagwan_ledger::export::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("1+1"), "1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    const SIGNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    // Spreadsheets may leave out spaces before a sign.
    if text.trim_start_matches([' ', '\u{a0}', '\u{3000}', EXCEL_FIRST]).starts_with(SIGNS) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The letter of [`EXCEL_MARK`].
const EXCEL_FIRST: char = '\u{feff}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for text in [
            "=HYPERLINK(\"http://evil.example\")",
            "+82",
            "-회담",
            "@회담",
            "\t=1",
            "\r=1",
            "＝1+1",
            "－1",
            " =1",
            "\u{feff}=1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "회담", "1=1", "'=1", "\"=1\"", "한-미", "3+1"] {
            assert_eq!(guarded(text), text);
        }
    }
}
