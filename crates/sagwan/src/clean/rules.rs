//! The table of text that is not reporting, compiled.

use regex::{Captures, Regex};
use serde::Deserialize;

use crate::record::CutReason;
use sagwan_ko::tables::{TableError, Tables};

/// Which part of a line a rule cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scope {
    Line,
    Head,
    Tail,
    Section,
}

#[derive(Debug, Deserialize)]
struct Row {
    scope: Scope,
    why: CutReason,
    pattern: Spelled,
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
    pattern: Regex,
}

impl Rule {
    pub(super) fn captures<'t>(&self, line: &'t str) -> Option<Captures<'t>> {
        self.pattern.captures(line)
    }
}

const STAMP: &str = r"\d{4}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}\s?[.일]?(?:\s?\(?[월화수목금토일]\)?)?(?:\s*(?:오전|오후)?\s?\d{1,2}\s?[:시]\s?\d{2}(?:\s?[:분]\s?\d{2})?)?";
const MAIL: &str = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]";
const JOB: &str =
    "기자|특파원|통신원|인턴\\s?기자|선임기자|전문기자|객원기자|논설위원|PD|앵커|리포터|사진기자";
const CREDIT: &str = "사진|제공|자료|캡처|캡쳐|갈무리|\\sDB|연합뉴스|뉴시스|뉴스1|로이터|AP|AFP|EPA|신화|타스|게티|공동취재단|홈페이지|재판매";

/// The rules in the order of the table.
#[derive(Debug)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    pub(super) fn load(tables: &Tables) -> Result<Self, TableError> {
        Ok(Rules(tables.rows::<Row>("boilerplate.tsv")?.iter().filter_map(compile).collect()))
    }

    /// The rules in the order of the table.
    pub(super) fn all(&self) -> &[Rule] {
        &self.0
    }
}

/// A line's pattern with its names spelled out. A wrong one is a fault of its row.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Spelled(String);

impl TryFrom<String> for Spelled {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        let spelled = pattern
            .replace("{STAMP}", STAMP)
            .replace("{MAIL}", MAIL)
            .replace("{JOB}", JOB)
            .replace("{CREDIT}", CREDIT);
        Regex::new(&spelled).map(|_| Spelled(spelled)).map_err(|fault| fault.to_string())
    }
}

fn compile(row: &Row) -> Option<Rule> {
    let body = &row.pattern.0;
    let anchored = match row.scope {
        Scope::Line | Scope::Section => format!("^(?:{body})$"),
        Scope::Head => format!("^(?:{body})"),
        Scope::Tail => format!("(?:{body})$"),
    };
    Regex::new(&anchored).ok().map(|pattern| Rule { scope: row.scope, why: row.why, pattern })
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
            assert!(rule.captures(&row.example).is_some(), "{} should cut {}", row.pattern.0, row.example);
            assert!(
                rule.captures(&row.counter).is_none(),
                "{} should not cut {}",
                row.pattern.0,
                row.counter
            );
        }
    }
}
