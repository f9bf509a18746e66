//! Reads news of diplomacy into records whose every field points at its words.
//!
//! The path of an article: [`article`] (text as handed in) → `clean` (what is reporting) → the analyser of
//! `sagwan-ko` → `times`, `actors`, `statements`, `events` → [`record`]. Each step is a pure function; the
//! reader looks at no clock, environment or disk.

mod actors;
pub mod article;
mod clean;
mod events;
pub mod facts;
mod lexicon;
mod read;
pub mod record;
pub mod rules;
mod statements;
mod tables;
mod times;
mod transcript;

pub use read::{Options, Reader, generator};
pub use times::{Published, parse_published};

/// Reads every table now, so that a fault shows before the first article.
fn load_all_tables() {
    lexicon::load();
    clean::load();
    times::load();
    transcript::load();
    statements::load();
    events::load();
}
