//! Tables as Parquet: text as UTF-8, numbers as 64-bit integers, shares of one as doubles,
//! everything optional, Snappy.

use std::fs::File;
use std::io::BufWriter;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::Fault;
use super::tables::{Asked, is_fraction, is_number, text_of};
use crate::ledger::Ledger;

/// Rows of a row group.
const GROUP: usize = 20_000;

impl From<ParquetError> for Fault {
    fn from(error: ParquetError) -> Self {
        Fault::File(error.to_string())
    }
}

/// One column of a row group: the values there are, and for each row whether there is one.
#[derive(Default)]
struct Column {
    text: Vec<ByteArray>,
    numbers: Vec<i64>,
    fractions: Vec<f64>,
    defined: Vec<i16>,
}

/// Writes a table.
pub(super) fn table(ledger: &Ledger, asked: &Asked<'_>, out: &mut BufWriter<File>) -> Result<(), Fault> {
    let (sql, values) = asked.question();
    let mut select = ledger.db.prepare(&sql)?;
    let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
    let fields = names
        .iter()
        .map(|name| {
            let (physical, converted) = if is_number(name) {
                (Physical::INT64, ConvertedType::NONE)
            } else if is_fraction(name) {
                (Physical::DOUBLE, ConvertedType::NONE)
            } else {
                (Physical::BYTE_ARRAY, ConvertedType::UTF8)
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_converted_type(converted)
                .build()?;
            Ok(Arc::new(field))
        })
        .collect::<Result<Vec<_>, ParquetError>>()?;
    let schema = Arc::new(Type::group_type_builder(asked.table.name).with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("sagwan ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut rows = select.query(rusqlite::params_from_iter(values))?;
    loop {
        let mut columns: Vec<Column> = names.iter().map(|_| Column::default()).collect();
        let mut count = 0;
        while count < GROUP {
            let Some(row) = rows.next()? else { break };
            count += 1;
            for (n, (name, column)) in names.iter().zip(&mut columns).enumerate() {
                let value = row.get_ref(n)?;
                if is_number(name) {
                    let number = value.as_i64_or_null().map_err(|e| Fault::File(e.to_string()))?;
                    column.defined.push(i16::from(number.is_some()));
                    column.numbers.extend(number);
                } else if is_fraction(name) {
                    let fraction = value.as_f64_or_null().map_err(|e| Fault::File(e.to_string()))?;
                    column.defined.push(i16::from(fraction.is_some()));
                    column.fractions.extend(fraction);
                } else {
                    let text = text_of(value);
                    column.defined.push(i16::from(text.is_some()));
                    column.text.extend(text.map(|t| ByteArray::from(t.into_bytes())));
                }
            }
        }
        if count == 0 {
            break;
        }
        let mut group = writer.next_row_group()?;
        for (name, column) in names.iter().zip(&columns) {
            let Some(mut into) = group.next_column()? else { break };
            if is_number(name) {
                into.typed::<Int64Type>().write_batch(&column.numbers, Some(&column.defined), None)?;
            } else if is_fraction(name) {
                into.typed::<DoubleType>().write_batch(&column.fractions, Some(&column.defined), None)?;
            } else {
                into.typed::<ByteArrayType>().write_batch(&column.text, Some(&column.defined), None)?;
            }
            into.close()?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}
