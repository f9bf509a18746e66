//! Rules and tables: what ships, how a user adds to them, and the page that shows them.

mod page;

pub use page::to_markdown;
pub use sagwan_ko::tables::{AddedTable, SHIPPED, TableError};
pub use sagwan_ko::{Additions, PackError};
pub use sagwan_text::pattern::{
    Effect, Example, LANGUAGE, Label, Mutant, Nearly, Rule, RuleError, RuleFile, Rules, Values, Vocabulary,
    WordSet, Written, nearest,
};
pub use sagwan_text::vocabulary::VOCABULARY;

/// The rules that ship, file by file.
pub fn shipped() -> Vec<RuleFile> {
    let file = |(name, text): &(&str, &str)| RuleFile { name: (*name).to_owned(), text: (*text).to_owned() };
    sagwan_ko::pack::SHIPPED_RULES.iter().map(file).collect()
}

/// Everything that is wrong with files of rules, those that ship among them where they are meant to be.
pub fn faults(files: &[RuleFile]) -> Vec<RuleError> {
    Rules::faults(files, &VOCABULARY)
}

/// Compiles files of rules by themselves, for [`Reader::with_only`](crate::Reader::with_only).
///
/// # Errors
/// The first thing that is wrong.
pub fn compile(files: &[RuleFile]) -> Result<Rules, RuleError> {
    Rules::compile(files, &VOCABULARY)
}
