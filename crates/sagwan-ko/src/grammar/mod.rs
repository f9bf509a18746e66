//! The grammar of the language in tables: endings and stems, and how a table is read.
//!
//! What stands here is the language's own and the same for every pack; what a user adds to stands in `tables`.

pub(crate) mod ending;
pub(crate) mod table;
