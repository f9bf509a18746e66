//! One module per subcommand.

pub mod analyse;
mod analyse_eval;
pub mod read;
pub mod schema;
