//! One file per subcommand.

pub mod analyse;
mod analyse_eval;
pub mod eval;
pub mod read;
mod rules;
pub mod schema;

pub use rules::Rules;
