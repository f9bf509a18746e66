//! How a listing of occasions divides: how many of each kind, status and state pass its filter.

use rusqlite::params_from_iter;
use schemars::JsonSchema;
use serde::Serialize;

use super::filter::{Filter, Walk};
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// A value that occasions have, and how many of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facet {
    /// The value.
    pub value: String,
    /// How many occasions.
    pub occasions: i64,
}

/// How occasions divide, the most frequent value of each field first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facets {
    /// By kind.
    pub kinds: Vec<Facet>,
    /// By status.
    pub statuses: Vec<Facet>,
    /// By state that takes part; an occasion counts for each.
    pub countries: Vec<Facet>,
}

/// States that are told at most.
const STATES: usize = 15;

impl Ledger {
    /// How the occasions that pass a filter divide. Words do not narrow it, as they do not the density.
    ///
    /// # Errors
    /// When the filter names nothing that is known, or the ledger cannot be read.
    pub fn facets(&self, filter: &Filter) -> Result<Facets, LedgerError> {
        Ok(Facets {
            kinds: self.facet(filter, "o.kind", "", usize::MAX)?,
            statuses: self.facet(filter, "o.status", "", usize::MAX)?,
            countries: self.facet(filter, "z.country", "JOIN side z ON z.occasion = o.id", STATES)?,
        })
    }

    fn facet(
        &self,
        filter: &Filter,
        column: &str,
        join: &str,
        most: usize,
    ) -> Result<Vec<Facet>, LedgerError> {
        let Walk { from, count, asked, .. } = filter.occasions(&self.db)?;
        let count = if join.is_empty() { count } else { "count(DISTINCT o.id)" };
        let mut select = self.db.prepare_cached(&format!(
            "SELECT {column}, {count} FROM {from} {join} WHERE {column} IS NOT NULL AND {} GROUP BY 1 ORDER BY 2 DESC, 1",
            asked.to_sql()
        ))?;
        let rows = select.query_map(params_from_iter(asked.values), |row| {
            Ok(Facet { value: row.get(0)?, occasions: row.get(1)? })
        })?;
        rows.take(most).map(|row| Ok(row?)).collect()
    }
}
