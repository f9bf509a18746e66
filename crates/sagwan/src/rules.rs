//! The rule tables: what ships, how a user adds to them, and what they say, in Markdown.

use std::fmt::Write;

pub use sagwan_ko::tables::{AddedTable, SHIPPED, TableError};
pub use sagwan_ko::{Additions, PackError};
pub use sagwan_text::pattern::RuleFile;

/// Rows of a table that are shown; facts such as the names of cities are only counted.
const SHOWN: usize = 150;

/// All tables that ship, as docs/rules.md shows them.
pub fn to_markdown() -> String {
    let mut out = String::from(
        "# Rules\n\nThe tables that reading rests on, written from `crates/sagwan-ko/data` by the tests. Each row has an example, and where \
         one is known a counter-example; both are tests. `sagwan read --rules DIR` adds the rows of equally named files in \
         `DIR`: the same columns, a row or a word a line; they are looked at before these.\n",
    );
    for (name, text) in SHIPPED {
        let said: Vec<&str> = text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim).collect();
        let mut rows = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let _ = write!(out, "\n## {name}\n\n{}\n\n", escaped(&said.join(" ")));
        if name.ends_with(".txt") {
            let _ = writeln!(out, "{}", rows.collect::<Vec<_>>().join(", "));
            continue;
        }
        let header = rows.next().unwrap_or("");
        let rows: Vec<&str> = rows.collect();
        if rows.len() > SHOWN {
            let _ = writeln!(out, "Columns {}; {} rows.", header.replace('\t', ", "), rows.len());
            continue;
        }
        let columns = header.split('\t').count();
        let _ = writeln!(out, "| {} |\n|{}", header.replace('\t', " | "), "---|".repeat(columns));
        for row in rows {
            let _ = writeln!(out, "| {} |", escaped(row).replace('\t', " | "));
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "\\<").replace('*', "\\*")
}
