//! Metadata for Datasette: what the views and their columns mean, questions to begin with, and which tables are the
//! ledger's own.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::Fault;
use crate::ledger::Ledger;

/// A view or, with its column, a column of it, and what is said of it.
fn descriptions() -> impl Iterator<Item = (&'static str, Option<&'static str>, &'static str)> {
    let rows = include_str!("datasette.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next().filter(|column| *column != "-"), cells.next()?))
    })
}

/// Questions that a newcomer may begin with: name, title, SQL.
const QUESTIONS: [(&str, &str, &str); 3] = [
    (
        "who_met_whom",
        "누가 누구를 가장 자주 만났나 · Who met whom most often",
        "SELECT a.name AS one, b.name AS other, count(DISTINCT o.occasion) AS occasions FROM sides a \
         JOIN sides b ON a.occasion = b.occasion AND a.actor < b.actor JOIN occasions o ON o.occasion = a.occasion \
         WHERE o.status = 'occurred' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 50",
    ),
    (
        "disputed",
        "보도가 엇갈리는 계기 · Occasions on which reports contradict each other",
        "SELECT * FROM occasions WHERE contradictions > 0 ORDER BY first DESC LIMIT 100",
    ),
    (
        "said_by",
        "이 나라 사람들이 한 말 · What those of a state said",
        "SELECT published, named, content FROM statements WHERE country = :country AND current ORDER BY published DESC LIMIT 100",
    ),
];

/// Writes the metadata.
pub(super) fn write(ledger: &Ledger, out: &mut impl Write) -> Result<(), Fault> {
    let mut tables: Map<String, Value> = Map::new();
    for (view, column, said) in descriptions() {
        let table = tables.entry(view).or_insert_with(|| json!({ "columns": {} }));
        match column {
            Some(column) => table["columns"][column] = said.into(),
            None => table["description"] = said.into(),
        }
    }
    let mut own = ledger.db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")?;
    let mut rows = own.query([])?;
    while let Some(row) = rows.next()? {
        tables.insert(row.get(0)?, json!({ "hidden": true }));
    }
    let questions: Map<String, Value> = QUESTIONS
        .iter()
        .map(|(name, title, sql)| ((*name).to_owned(), json!({ "title": title, "sql": sql })))
        .collect();
    // Datasette calls a database by its file's name without the end.
    let name = ledger
        .path()
        .file_stem()
        .map_or_else(|| "sagwan".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let metadata = json!({
        "title": "사관 장부 · Sagwan ledger",
        "description": "Korean diplomatic news as records: who met whom, and who said what. The texts are their outlets'.",
        "databases": { name: { "tables": tables, "queries": questions } },
    });
    Ok(writeln!(out, "{metadata:#}")?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_of_every_view_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(&folder.path().join("news.db")).unwrap();
        let sql =
            "SELECT v.name, c.name FROM sqlite_master v, pragma_table_info(v.name) c WHERE v.type = 'view'";
        let mut select = ledger.db.prepare(sql).unwrap();
        let there: BTreeSet<(String, String)> =
            select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
        let told: BTreeSet<(String, String)> = descriptions()
            .filter_map(|(view, column, _)| Some((view.to_owned(), column?.to_owned())))
            .collect();
        assert_eq!(there, told);
        let mut out = Vec::new();
        assert!(write(&ledger, &mut out).is_ok());
        let written: Value = serde_json::from_slice(&out).unwrap();
        let database = &written["databases"]["news"];
        assert_eq!(database["tables"]["article"]["hidden"], true);
        assert_eq!(
            database["tables"]["occasions"]["columns"]["sources"],
            "From how many independent sources: a copy is none"
        );
        for (name, _, sql) in QUESTIONS {
            assert!(ledger.db.prepare(sql).is_ok(), "{name}");
        }
    }
}
