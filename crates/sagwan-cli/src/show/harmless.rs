//! What may go to a terminal.
//!
//! Articles are written by strangers, and a terminal obeys what stands between their words: control characters move the cursor,
//! set titles, hide what follows. Only line breaks, tabs and the styles that are printed here pass.

/// Parameters of the styles that are printed here (SGR): none, bold, dim, italic, underlined, the colours.
const STYLES: &[u8] =
    &[0, 1, 2, 3, 4, 22, 23, 24, 30, 31, 32, 33, 34, 35, 36, 37, 39, 90, 91, 92, 93, 94, 95, 96, 97];

/// The text with everything else that a terminal would obey made visible, a sign for each character.
pub fn harmless(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut rest = printed.chars();
    while let Some(c) = rest.next() {
        match c {
            '\n' | '\t' => out.push(c),
            '\u{1b}' => match style(rest.as_str()) {
                Some(style) => {
                    out.push(c);
                    out.push_str(style);
                    rest = rest.as_str().get(style.len()..).unwrap_or("").chars();
                }
                None => out.push('\u{241b}'),
            },
            // The pictures of control characters stand in their order.
            '\0'..='\u{1f}' => {
                out.push(char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            // Delete, the controls of ISO 8859, and what turns the direction of writing.
            '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push(char::REPLACEMENT_CHARACTER);
            }
            _ => out.push(c),
        }
    }
    out
}

/// What follows an escape where it is one of our styles: `[1m`.
fn style(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('[')?;
    let end = inner.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let (parameters, after) = inner.split_at_checked(end)?;
    let ours =
        parameters.split(';').all(|p| p.is_empty() || p.parse().is_ok_and(|p: u8| STYLES.contains(&p)));
    (after.starts_with('m') && ours).then(|| rest.get(..end + 2)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_told_nothing_by_articles() {
        for (printed, shown) in [
            ("회담\n\t협력", "회담\n\t협력"),
            ("\u{1b}[1m회담\u{1b}[0m", "\u{1b}[1m회담\u{1b}[0m"),
            ("\u{1b}[2;33m회담\u{1b}[m", "\u{1b}[2;33m회담\u{1b}[m"),
            ("\u{1b}[2J회담", "␛[2J회담"),
            ("\u{1b}[8m숨김", "␛[8m숨김"),
            ("\u{1b}]0;제목\u{7}", "␛]0;제목␇"),
            ("회담\r덮음\u{8}\u{8}", "회담␍덮음␈␈"),
            ("\u{9b}2J\u{7f}", "\u{FFFD}2J\u{FFFD}"),
            ("뒤\u{202e}집음", "뒤\u{FFFD}집음"),
            ("\u{1b}", "␛"),
            ("\u{1b}[", "␛["),
            ("\u{1b}[999m", "␛[999m"),
        ] {
            assert_eq!(harmless(printed), shown, "{printed:?}");
        }
    }
}
