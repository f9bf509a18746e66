//! The page of rules, in Markdown: the guide, the language, what rules may speak of, the rules and tables that ship.

use std::fmt::Write;

use super::{Effect, LANGUAGE, PackError, Rule, SHIPPED, VOCABULARY, Values, WordSet};
use crate::Reader;

/// The part that is written by hand.
const GUIDE: &str = include_str!("guide.md");

/// Rows of a table that are shown; facts such as the names of cities are only counted.
const SHOWN: usize = 150;

/// The page docs/rules.md.
///
/// # Errors
/// Only when what ships is damaged.
pub fn to_markdown() -> Result<String, PackError> {
    let reader = Reader::new()?;
    let rules = reader.rules();
    let mut out = GUIDE.to_owned();
    // Writing to a string cannot fail.
    let _ = write_language(&mut out);
    let _ = write_vocabulary(&mut out);
    let _ = write_sets(&mut out, rules.sets());
    let _ = write_rules(&mut out, rules.all());
    let _ = write_tables(&mut out);
    Ok(out)
}

/// The reference of the language, its headings one level lower.
fn write_language(out: &mut String) -> std::fmt::Result {
    let mut in_code = false;
    for line in LANGUAGE.lines() {
        in_code ^= line.starts_with("```");
        let lower = if line.starts_with('#') && !in_code { "#" } else { "" };
        writeln!(out, "{lower}{line}")?;
    }
    Ok(())
}

fn write_vocabulary(out: &mut String) -> std::fmt::Result {
    writeln!(out, "\n## What rules speak of\n\n### Labels\n\nWhat words are before a rule is asked.\n")?;
    writeln!(out, "| label | a word that has it |\n|---|---|")?;
    for label in VOCABULARY.labels {
        writeln!(out, "| `&{}` | {} |", label.name, escaped(label.says))?;
    }
    for stage in stages() {
        writeln!(out, "\n### Effects: {stage}\n\n| effect | values | says |\n|---|---|---|")?;
        for effect in VOCABULARY.effects.iter().filter(|effect| effect.stage == stage) {
            writeln!(out, "| `{}` | {} | {} |", effect.name, values(effect), escaped(effect.says))?;
        }
    }
    let kinds: Vec<String> = VOCABULARY.kinds.iter().map(|kind| format!("`{kind}`")).collect();
    writeln!(out, "\n### Kinds of mention\n\n{}", kinds.join(", "))
}

/// The stages in the order of the vocabulary, which is the one in which they run.
fn stages() -> Vec<&'static str> {
    let mut stages: Vec<&'static str> = VOCABULARY.effects.iter().map(|effect| effect.stage).collect();
    stages.dedup();
    stages
}

fn values(effect: &Effect) -> String {
    match effect.values {
        Values::Flag => "–".to_owned(),
        Values::OneOf(names) => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        Values::Captured => "a capture".to_owned(),
    }
}

fn write_sets(out: &mut String, sets: &[WordSet]) -> std::fmt::Result {
    writeln!(out, "\n## Sets that ship\n\n| set | file | words |\n|---|---|---|")?;
    for set in sets {
        let words = escaped(&set.members.join(" "));
        writeln!(out, "| `@{}` | {} | {words} |", set.name, set.file)?;
    }
    Ok(())
}

fn write_rules(out: &mut String, rules: &[Rule]) -> std::fmt::Result {
    writeln!(out, "\n## Rules that ship\n\n`sagwan rules ID` shows all of one.")?;
    let mut file = "";
    for rule in rules {
        if rule.file != file {
            file = &rule.file;
            writeln!(out, "\n### {file}\n\n| rule | sets | says |\n|---|---|---|")?;
        }
        let sets: Vec<String> = rule.sets.iter().map(|set| format!("`{set}`")).collect();
        let says = escaped(rule.says.as_deref().unwrap_or("–"));
        writeln!(out, "| `{}` | {} | {says} |", rule.id, sets.join(", "))?;
    }
    Ok(())
}

fn write_tables(out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "\n## Tables that ship\n\nFacts and closed lists, in `crates/sagwan-ko/data`. Each row has an example, and where one \
         is known a counter-example; both are tests. A file of the same name in the folder behind `--rules` adds rows: the \
         same columns, a row or a word a line; they are looked at before these."
    )?;
    for (name, text) in SHIPPED {
        let said: Vec<&str> = text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim).collect();
        let mut rows = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        write!(out, "\n### {name}\n\n{}\n\n", escaped(&said.join(" ")))?;
        if name.ends_with(".txt") {
            writeln!(out, "{}", rows.collect::<Vec<_>>().join(", "))?;
            continue;
        }
        let header = rows.next().unwrap_or("");
        let rows: Vec<&str> = rows.collect();
        if rows.len() > SHOWN {
            writeln!(out, "Columns {}; {} rows.", header.replace('\t', ", "), rows.len())?;
            continue;
        }
        let columns = header.split('\t').count();
        writeln!(out, "| {} |\n|{}", header.replace('\t', " | "), "---|".repeat(columns))?;
        for row in rows {
            writeln!(out, "| {} |", escaped(row).replace('\t', " | "))?;
        }
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "\\<").replace('*', "\\*")
}
