//! CSV files with a header: one article a row, columns by name.
//!
//! Takes a stream, gives one job for each row. Commas, semicolons or tabs part the columns, whichever the header holds most of.
//! Rows are cut as bytes (no charset that Korean files come in writes a comma, a quotation mark or a line break within a
//! letter) and read one by one, so that a file of any length and charset is read in flat memory.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use sagwan::article::{Part, decode};
use sagwan::record::Note;

use super::fields::{Fields, article};
use super::json::unmarked;
use super::{Job, Load, Loaded};

/// Bytes of the longest row: an article is a few thousand. A quotation mark that is never closed makes a row of all the rest.
const LONGEST_ROW: usize = 32 << 20;
/// Stands between the cells of a row while it is decoded: white space that no cell keeps.
const BETWEEN: char = '\u{c}';

const PARTS: [Part; 6] = [Part::Text, Part::Title, Part::Date, Part::Url, Part::Publisher, Part::Retrieved];

/// Where each of [`PARTS`] stands in a row.
type Columns = [Option<usize>; PARTS.len()];

/// A row not yet decoded.
#[derive(Debug)]
pub struct Row {
    cells: ByteRecord,
    columns: Arc<Columns>,
    charset: Option<String>,
}

impl Row {
    /// The article of the row.
    pub(super) fn load(self) -> Result<Loaded, String> {
        let (cells, notes) = decoded(&self.cells, self.charset.as_deref())?;
        let cell = |part: Part| {
            let at = PARTS.iter().position(|one| *one == part)?;
            let text = cells.get((*self.columns.get(at)?)?)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let mut loaded = article(cell).ok_or_else(|| "the row has no text".to_owned())?;
        loaded.document.notes.extend(notes);
        Ok(loaded)
    }
}

/// The cells of a row as text: a row is in one charset, and its longest cell shows best in which.
fn decoded(cells: &ByteRecord, charset: Option<&str>) -> Result<(Vec<String>, Vec<Note>), String> {
    let mut row = Vec::with_capacity(cells.as_slice().len() + cells.len());
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            row.push(BETWEEN as u8);
        }
        row.extend(cell.iter().map(|byte| if *byte == BETWEEN as u8 { b' ' } else { *byte }));
    }
    let decoded = decode(&row, charset).map_err(|e| e.to_string())?;
    Ok((decoded.text.split(BETWEEN).map(str::to_owned).collect(), decoded.notes))
}

/// The rows of a file.
pub(super) fn rows<'a>(
    name: String,
    mut from: Box<dyn BufRead + 'a>,
    fields: &Fields,
    charset: Option<String>,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    let failed = |why: String| super::one(name.clone(), Err(why));
    let between = match from.fill_buf() {
        Ok(head) if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) => {
            return failed("in UTF-16, which is not read as CSV: save it as UTF-8".to_owned());
        }
        Ok(head) => parted_by(head),
        Err(e) => return failed(format!("cannot be read: {e}")),
    };
    let left = Rc::new(Cell::new(LONGEST_ROW));
    let bounded = Bounded { from, left: Rc::clone(&left) };
    let mut reader =
        ReaderBuilder::new().delimiter(between).flexible(true).has_headers(false).from_reader(bounded);
    let mut header = ByteRecord::new();
    let columns = match reader.read_byte_record(&mut header) {
        Ok(true) => match columns(&header, fields, charset.as_deref()) {
            Ok(columns) => Arc::new(columns),
            Err(why) => return failed(why),
        },
        Ok(false) => return failed("empty: there is no header".to_owned()),
        Err(e) => return failed(format!("cannot be read: {e}")),
    };
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            left.set(LONGEST_ROW);
            let mut cells = ByteRecord::new();
            let read = reader.read_byte_record(&mut cells);
            let line = cells.position().map_or(0, csv::Position::line);
            let job = |document| Some(Job { name: format!("{name}, line {line}"), document });
            match read {
                Ok(false) => ended = true,
                Ok(true) if cells.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
                Ok(true) => {
                    let row = Row { cells, columns: Arc::clone(&columns), charset: charset.clone() };
                    return job(Ok(Load::Row(Box::new(row))));
                }
                Err(e) => {
                    ended = true;
                    return Some(Job {
                        name: name.clone(),
                        document: Err(format!("cannot be read on: {e}")),
                    });
                }
            }
        }
        None
    }))
}

/// What parts the columns: of comma, semicolon and tab the one that the first line holds most of.
fn parted_by(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
    // Of equally many the last is taken.
    [b'\t', b';', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// Where the parts stand. A name that the user gave must be there.
fn columns(header: &ByteRecord, fields: &Fields, charset: Option<&str>) -> Result<Columns, String> {
    let mut first = ByteRecord::new();
    header.iter().for_each(|cell| first.push_field(unmarked(cell)));
    let (names, _) = decoded(&first, charset)?;
    let names: Vec<&str> = names.iter().map(|name| name.trim().trim_matches('"')).collect();
    let at = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let mut columns = [None; PARTS.len()];
    for (column, part) in columns.iter_mut().zip(PARTS) {
        *column = fields.names(part).into_iter().find_map(at);
        if column.is_none() && (part == Part::Text || fields.named(part).is_some()) {
            let wanted = fields.names(part).join(", ");
            let option = if part == Part::Text && fields.named(part).is_none() {
                " (name it with --text-field)"
            } else {
                ""
            };
            return Err(format!("no column {wanted}{option}: it has {}", names.join(", ")));
        }
    }
    Ok(columns)
}

/// A stream that fails where a row goes on for too long.
struct Bounded<R> {
    from: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        let left = self.left.get().checked_sub(read).ok_or_else(|| {
            let limit = LONGEST_ROW >> 20;
            io::Error::other(format!("a row longer than {limit} MiB: is a quotation mark never closed?"))
        })?;
        self.left.set(left);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], fields: &Fields) -> Vec<Result<(String, String, String), String>> {
        let from: Box<dyn BufRead> = Box::new(io::Cursor::new(bytes.to_vec()));
        let load = |job: Job| {
            let document = job.document.and_then(Load::load)?.document;
            let metadata = document.metadata;
            let text = document.source.text().to_owned();
            let day = metadata.published.map(|p| p.to_string()).unwrap_or_default();
            Ok((metadata.title.unwrap_or_default(), text, day))
        };
        rows("a.csv".to_owned(), from, fields, None).map(load).collect()
    }

    fn article(title: &str, text: &str, day: &str) -> Result<(String, String, String), String> {
        Ok((title.to_owned(), text.to_owned(), day.to_owned()))
    }

    const ROW: &str = "두 장관은 서울에서 만나 원전, 철도 협력을 논의했다.";

    #[test]
    fn columns_are_found_by_name_whatever_parts_them() {
        let expected = [article("회담", ROW, "2026-11-20")];
        for sheet in [
            format!("title,text,date\n회담,\"{ROW}\",2026-11-20\n"),
            format!("\u{feff}title,text,date\r\n회담,\"{ROW}\",2026-11-20\r\n\r\n"),
            format!("\u{feff}\"Title\",\"TEXT\",\"Date\"\n\"회담\",\"{ROW}\",\"2026.11.20\"\n"),
            format!("번호;일자;제목;본문\n1;20261120;회담;{ROW}\n"),
            format!("date\tid\ttitle\tbody\n2026/11/20\t7\t회담\t{ROW}"),
            format!("date, id, title, body\n2026-11-20,7,회담,\"{ROW}\""),
        ] {
            assert_eq!(read(sheet.as_bytes(), &Fields::default()), expected, "{sheet}");
            let (bytes, _, _) = encoding_rs::EUC_KR.encode(sheet.trim_start_matches('\u{feff}'));
            assert_eq!(read(&bytes, &Fields::default()), expected, "CP949: {sheet}");
        }
    }

    #[test]
    fn a_name_that_is_given_must_be_there() {
        let sheet = format!("kopf,inhalt\n회담,\"{ROW}\"\n");
        let named = |title: &str, text: &str| Fields {
            title_field: Some(title.to_owned()),
            text_field: Some(text.to_owned()),
            ..Fields::default()
        };
        assert_eq!(read(sheet.as_bytes(), &named("kopf", "inhalt")), [article("회담", ROW, "")]);
        for (fields, why) in [
            (Fields::default(), "no column text, body"),
            (named("kopf", "leib"), "no column leib: it has kopf, inhalt"),
            (named("titel", "inhalt"), "no column titel"),
        ] {
            let found = read(sheet.as_bytes(), &fields);
            assert!(found.iter().all(|r| r.as_ref().is_err_and(|e| e.contains(why))), "{found:?}");
            assert_eq!(found.len(), 1);
        }
    }

    #[test]
    fn a_broken_row_is_its_own_alone() {
        let sheet = format!("title,text\n회담\n회담,,\n\"줄\n바꿈\",\"{ROW}\n\"\"둘\"\"\"\n");
        let found = read(sheet.as_bytes(), &Fields::default());
        let none = Err("the row has no text".to_owned());
        let last = article("줄 바꿈", &format!("{ROW}\n\"둘\""), "");
        assert_eq!(found, [none.clone(), none, last]);
        let endless = format!("title,text\n회담,\"{}", "가".repeat(12 << 20));
        let found = read(endless.as_bytes(), &Fields::default());
        assert!(found.iter().all(|r| r.as_ref().is_err_and(|e| e.contains("never closed"))), "{found:?}");
    }
}
