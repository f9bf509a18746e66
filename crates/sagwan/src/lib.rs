//! Reads news of diplomacy into records whose every field points at its words.
//!
//! The path of an article: [`article`] (text as handed in) → `clean` (what is reporting) → the analyser of
//! `sagwan-ko` → `times`, `actors`, `statements`, `events` → [`record`]. Each step is a pure function; the
//! reader looks at no clock, environment or disk.

pub mod article;
mod cast;
mod clean;
mod events;
pub mod facts;
mod hearing;
mod knowledge;
pub mod marks;
mod passes;
mod read;
pub mod record;
pub mod rules;
mod scene;
mod statements;
mod trace;
pub mod training;
mod untold;
mod weights;

pub use read::{Options, Reader};
pub use sagwan_ko::times::{Published, Zone, parse_published};
pub use trace::{Broken, Decided, Fired, Seen, SeenWord, Stuck, Traced};
pub use untold::Untold;
pub use weights::Weights;
