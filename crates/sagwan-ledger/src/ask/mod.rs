//! Asking: listings of events, statements, actors, occasions and articles.
//!
//! Takes a filter and a page, gives lines. Every listing has a fixed order, so that a page can say where the next begins.

mod around;
mod facets;
mod filter;
mod lines;
mod list;
mod text;
mod today;
mod trips;
pub mod typed;

pub use around::{Between, Spot, Surroundings, Tie, Where};
pub use facets::{Facet, Facets};
pub use filter::{Filter, Page};
pub use lines::{
    ActorLine, ArticleLine, Encounter, Entered, EventLine, Leg, Listing, OccasionLine, OfficeLine, Party,
    ReportLine, StatementLine, TripLine,
};
pub use text::{Passage, TextQuery};
pub use today::{Change, Moved, Today, Told};
