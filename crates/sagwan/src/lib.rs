//! Reads news of diplomacy into records whose every field points at its words.

pub mod article;
mod clean;
pub mod record;
mod tables;
mod times;
pub use times::parse_published;
