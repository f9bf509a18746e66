//! Rows in columns: as wide as what they hold; where the terminal ends, columns of prose give way, never an id or a date.

use unicode_width::UnicodeWidthStr;

use super::cells::{pad, shorten};

/// Cells between two columns.
const GAP: usize = 2;
/// Cells that a column keeps when the terminal is narrow.
const NARROWEST: usize = 8;

/// A table with a heading, ending in a line break. Where it is wider than the terminal the columns that `gives` names are
/// shortened, down to what is still readable; the others stay whole, and a table of ids may then be wider than the terminal.
pub fn table(
    head: &[&str],
    rows: &[Vec<String>],
    width: usize,
    gives: impl Fn(usize) -> bool,
    paint_head: impl Fn(&str) -> String,
) -> String {
    let mut widths: Vec<usize> = head.iter().map(|h| h.width()).collect();
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(cell.width());
        }
    }
    // The widest gives first.
    while widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1) > width {
        let giving = widths.iter_mut().enumerate().filter(|(n, _)| gives(*n)).map(|(_, width)| width);
        let Some(widest) = giving.max().filter(|w| **w > NARROWEST) else { break };
        *widest -= 1;
    }
    let line = |cells: Vec<&str>| -> String {
        let mut out = String::new();
        for (n, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
            let short = if cell.width() > width {
                shorten(cell, width.saturating_sub(1))
            } else {
                (*cell).to_owned()
            };
            out.push_str(&if n + 1 == widths.len() { short } else { pad(&short, width + GAP) });
        }
        out.truncate(out.trim_end().len());
        out
    };
    let mut out = paint_head(&line(head.to_vec()));
    out.push('\n');
    for row in rows {
        out.push_str(&line(row.iter().map(String::as_str).collect()));
        out.push('\n');
    }
    super::harmless(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_narrow() {
        let rows = vec![
            vec!["2026-11-20".to_owned(), "회담".to_owned(), "강민서, 얀 노바크".to_owned()],
            vec!["2026-11-21".to_owned(), "정상회담".to_owned(), "가".to_owned()],
        ];
        let plain = |text: &str| text.to_owned();
        let wide = table(&["day", "kind", "who"], &rows, 80, |_| true, plain);
        assert_eq!(
            wide,
            "day         kind      who\n2026-11-20  회담      강민서, 얀 노바크\n2026-11-21  정상회담  가\n"
        );
        let narrow = table(&["day", "kind", "who"], &rows, 30, |_| true, plain);
        assert!(narrow.lines().all(|line| line.width() <= 30), "{narrow}");
        let whole = table(&["day", "kind", "who"], &rows, 28, |n| n == 2, plain);
        assert!(whole.contains("2026-11-20  회담      강민서,…"), "{whole}");
        let short = table(&["day", "kind", "who"], &rows, 10, |n| n == 2, plain);
        assert!(short.contains("2026-11-21  정상회담"), "an id stays whole: {short}");
    }
}
