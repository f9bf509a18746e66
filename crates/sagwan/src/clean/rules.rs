//! The table of text that is not reporting, compiled.

use std::sync::LazyLock;

use regex::Captures;
use serde::Deserialize;

use crate::record::CutReason;
use sagwan_ko::tables::{Pattern, TableError, Tables};

/// Which part of a line a rule cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scope {
    Inside,
    Line,
    Head,
    Tail,
    Section,
}

#[derive(Debug, Deserialize)]
struct Row {
    scope: Scope,
    why: CutReason,
    /// `-` when not bounded; a user's table may leave the column away.
    #[serde(default, deserialize_with = "bound")]
    most: Option<usize>,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

fn bound<'de, D: serde::Deserializer<'de>>(cell: D) -> Result<Option<usize>, D::Error> {
    match String::deserialize(cell)?.as_str() {
        "-" => Ok(None),
        number => number.parse().map(Some).map_err(|_| serde::de::Error::custom("most is a number or -")),
    }
}

/// A pattern with a name, for patterns to be made of.
#[derive(Debug, Deserialize)]
struct Part {
    name: String,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

/// A rule with its pattern anchored to its scope.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) scope: Scope,
    pub(super) why: CutReason,
    /// How many characters it cuts at most.
    most: Option<usize>,
    pattern: Pattern,
}

impl Rule {
    pub(super) fn captures<'t>(&self, line: &'t str) -> Option<Captures<'t>> {
        let within = |text: &str| {
            // A character has one to four bytes.
            let counted = |most| text.len() <= 4 * most && text.chars().nth(most).is_none();
            self.most.is_none_or(|most| text.len() <= most || counted(most))
        };
        // Of a whole line its length tells before anything is looked for.
        if matches!(self.scope, Scope::Line | Scope::Section) && !within(line) {
            return None;
        }
        self.pattern.captures(line).filter(|found| found.get(0).is_some_and(|whole| within(whole.as_str())))
    }
}

/// The rules in the order of the table.
#[derive(Debug)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    pub(super) fn load(tables: &Tables) -> Result<Self, TableError> {
        let parts: Vec<Part> = tables.rows("boilerplate_parts.tsv")?;
        tables.rows_as("boilerplate.tsv", |row| rule(row, &parts)).map(Rules)
    }

    /// The rules of a scope.
    pub(super) fn of(&self, scope: Scope) -> impl Iterator<Item = &Rule> {
        self.0.iter().filter(move |rule| rule.scope == scope)
    }

    /// The rules in the order of the table.
    pub(super) fn all(&self) -> &[Rule] {
        &self.0
    }
}

fn rule(row: Row, parts: &[Part]) -> Result<Rule, String> {
    let spelled = parts
        .iter()
        .fold(row.pattern, |pattern, part| pattern.replace(&format!("{{{}}}", part.name), &part.pattern));
    let anchored = match row.scope {
        Scope::Inside => format!("(?:{spelled})"),
        Scope::Line | Scope::Section => format!("^(?:{spelled})$"),
        Scope::Head => format!("^(?:{spelled})"),
        Scope::Tail => format!("(?:{spelled})$"),
    };
    Pattern::new(anchored).map(|pattern| Rule { scope: row.scope, why: row.why, most: row.most, pattern })
}

/// A reporter's name and job as they are printed.
static WITH_JOB: LazyLock<Option<Pattern>> = LazyLock::new(|| {
    let parts: Vec<Part> = Tables::default().rows("boilerplate_parts.tsv").ok()?;
    let job = parts.into_iter().find(|part| part.name == "JOB")?;
    Pattern::new(format!(r"^(?P<name>.*?)(?:\s*(?:{}))+$", job.pattern)).ok()
});

/// A reporter's name without the job behind it.
pub(crate) fn without_job(name: &str) -> &str {
    let found = WITH_JOB.as_ref().and_then(|pattern| pattern.captures(name));
    found.and_then(|found| found.name("name")).map_or(name, |name| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_cuts_its_example_and_not_its_counter_example() {
        let tables = Tables::default();
        let rows: Vec<Row> = tables.rows("boilerplate.tsv").unwrap();
        let rules = Rules::load(&tables).unwrap();
        assert!(rows.len() > 30);
        for (row, rule) in rows.iter().zip(rules.all()) {
            assert!(rule.captures(&row.example).is_some(), "{} should cut {}", row.pattern, row.example);
            assert!(rule.captures(&row.counter).is_none(), "{} should not cut {}", row.pattern, row.counter);
        }
    }

    #[test]
    fn each_part_is_found_in_its_example_and_not_in_its_counter_example() {
        let parts: Vec<Part> = Tables::default().rows("boilerplate_parts.tsv").unwrap();
        for part in parts {
            let pattern = Pattern::new(part.pattern).unwrap();
            assert!(pattern.is_match(&part.example), "{} in {}", part.name, part.example);
            assert!(!pattern.is_match(&part.counter), "{} in {}", part.name, part.counter);
        }
    }

    #[test]
    fn jobs_are_no_part_of_a_name() {
        for (printed, name) in
            [("홍서진 기자", "홍서진"), ("윤별 인턴 기자", "윤별"), ("기자영", "기자영"), ("Hong PD", "Hong")]
        {
            assert_eq!(without_job(printed), name);
        }
    }
}
