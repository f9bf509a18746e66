//! A place in a file with its line and a caret under it.

use anstyle::{AnsiColor, Color, Style as Paint};
use sagwan::rules::RuleFile;
use unicode_width::UnicodeWidthChar;

const DIM: Paint = Paint::new().dimmed();
const CARET: Paint = Paint::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Red)));

/// Files of rules, to show lines of.
pub struct Sources {
    files: Vec<RuleFile>,
}

impl Sources {
    /// These files.
    pub fn new(files: &[RuleFile]) -> Self {
        Sources { files: files.to_vec() }
    }

    /// The line with a caret under the character, both counted from 1, and a note behind the caret; ends in a line break.
    pub fn at(&self, file: &str, line: usize, column: usize, note: &str) -> String {
        let found = self.files.iter().find(|f| f.name == file);
        let Some(text) = found.and_then(|f| f.text.lines().nth(line.saturating_sub(1))) else {
            return String::new();
        };
        // A tab is as wide as whoever shows it likes, so it is shown as one space.
        let shown: String = text.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
        let cells: usize = shown.chars().take(column.saturating_sub(1)).map(|c| c.width().unwrap_or(0)).sum();
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let note = if note.is_empty() { String::new() } else { format!(" {note}") };
        format!(
            "  {DIM}{number} |{DIM:#} {shown}\n  {DIM}{margin} |{DIM:#} {}{CARET}^{note}{CARET:#}\n",
            " ".repeat(cells)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_its_character() {
        let file = RuleFile { name: "a.rules".into(), text: "rule r\n\twhen 회담 @hodl\n".into() };
        let shown =
            anstream::adapter::strip_str(&Sources::new(&[file]).at("a.rules", 2, 10, "here")).to_string();
        assert_eq!(shown, "  2 |  when 회담 @hodl\n    |            ^ here\n");
        assert_eq!(Sources::new(&[]).at("none", 1, 1, ""), "");
    }
}
