//! Tables of the pack: tab-separated text with a header and `#` comments.
//!
//! Takes the text of a table that ships with the pack, gives its rows. Leaves out errors: a shipped table is right, which
//! its tests see to; a row with a cell too few is passed over.

/// The rows of a table with `N` columns, without its header.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(table).skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let mut row = [""; N];
        for cell in &mut row {
            *cell = cells.next()?;
        }
        cells.next().is_none().then_some(row)
    })
}

/// The lines of a table that are no comments.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What a cell says; `None` for `-`.
pub(crate) fn cell(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}
