//! The ledger: many articles, one record of what happened.
//!
//! The path of an article's record through the crate: [`Entry`] (a record made ready to be kept) → `store`
//! (SQLite, one writer) → `family` (copies of one story) → `actors` (who is who over all articles) → `occasion`
//! (reports of one event of the world joined) → `ask` (listings) and `export` (files). What comes after `store` is
//! derived: it is a function of the articles kept and of the decisions people made, in whatever order they came.

mod actors;
mod ask;
mod check;
mod days;
mod entry;
mod error;
pub mod export;
mod family;
mod hangul;
mod home;
pub mod latin;
mod ledger;
mod occasion;
mod reread;
mod review;
mod second;
pub mod states;
mod store;
pub mod training;
mod trip;
mod wording;

pub use actors::{AuthorityRow, load_authority};
pub use ask::typed;
pub use ask::{
    ActorLine, ArticleLine, Between, Change, Encounter, Entered, EventLine, Facet, Facets, Filter, Leg,
    Listing, Moved, OccasionLine, OfficeLine, Page, Party, Passage, ReportLine, Spot, StatementLine,
    Surroundings, TextQuery, Tie, Today, Told, TripLine, Where,
};
pub use check::Finding;
pub use entry::Entry;
pub use error::LedgerError;
pub use ledger::{Ledger, Settled};
pub use occasion::{Account, Claim, Contradiction, Step, Value};
pub use reread::Reread;
pub use review::{Doubt, DoubtLine, Gold, Verdict, VerdictLine};
pub use second::{AnswersKept, KeptAnswer};
pub use store::{Appended, Visit};
