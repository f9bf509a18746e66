//! Text in terminal cells: Hangul takes two.

/// The text on one line, at most `cells` wide; Hangul takes two cells.
pub fn shorten(text: &str, cells: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let mut used = 0;
    let mut out = String::new();
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        used += c.width().unwrap_or(0);
        if used > cells {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

/// The text with spaces after it up to so many cells.
pub fn pad(text: &str, cells: usize) -> String {
    use unicode_width::UnicodeWidthStr;
    format!("{text}{}", " ".repeat(cells.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_takes_two_cells() {
        assert_eq!(shorten("외교장관 회담이 열렸다", 10), "외교장관 …");
        assert_eq!(pad("회담", 6), "회담  ");
    }
}
