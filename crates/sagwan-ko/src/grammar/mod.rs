//! The grammar of the language in tables: endings and stems, particles and words of time by
//! their form, and how a table is read.
//!
//! What stands here is the language's own and the same for every pack; what a user adds to stands in `tables`.

pub(crate) mod ending;
pub(crate) mod particle;
pub(crate) mod table;
pub(crate) mod time;
