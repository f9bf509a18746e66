//! A record goes into a batch and comes back the same, byte for byte; a row without text costs nothing but itself.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use arrow_array::{Array, Date32Array, RecordBatch, RecordBatchIterator, RecordBatchReader, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use sagwan::article::{Document, Part};
use sagwan::record::Record;
use sagwan::{Options, Reader};
use sagwan_arrow::{
    Columns, EventRow, Fault, Reading, StatementRow, articles_of, batch_of, events, read_batches,
    record_schema, records_of, rows_of, schema_of, statements,
};

const VISIT: &str = "강 장관, 프라하서 회담\n(프라하=가람통신) 강민서 외교부 장관은 20일 프라하에서 얀 노바크 체코 외교장관과 회담했다. \
    강 장관은 \"협력을 넓히자\"고 말했다. 노바크 장관은 다음 달 서울을 방문할 예정이다.\nhsj@example.kr";
const CALL: &str =
    "강민서 외교부 장관은 어제 도미닉 하트 미국 국무장관과 비공개로 통화했다고 외교부가 트위터에서 밝혔다.";

fn reading() -> Reading {
    let options = Options { with_text: true, ..Options::default() };
    Reading { reader: Reader::new().unwrap(), options, min_confidence: None }
}

fn articles() -> RecordBatch {
    let texts = StringArray::from(vec![Some(VISIT), None, Some(CALL), Some(""), Some("없다")]);
    // 2026-11-21
    let days = Date32Array::from(vec![Some(20_778), None, None, Some(20_778), None]);
    let schema = Schema::new(vec![
        Field::new("body", DataType::Utf8, true),
        Field::new("day", DataType::Date32, true),
    ]);
    RecordBatch::try_new(Arc::new(schema), vec![Arc::new(texts), Arc::new(days)]).unwrap()
}

fn read(keep: &[&str], threads: Option<usize>) -> Result<RecordBatch, Fault> {
    let batch = articles();
    let schema = batch.schema();
    let batches: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new([Ok(batch)], schema));
    let columns = Columns { published: Some("day".to_owned()), ..Columns::default() };
    let keep: Vec<String> = keep.iter().map(|name| (*name).to_owned()).collect();
    let pool = threads.map(|n| Arc::new(rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap()));
    let read: Result<Vec<RecordBatch>, ArrowError> =
        read_batches(batches, &columns, &keep, reading(), pool)?.collect();
    Ok(read?.remove(0))
}

fn expected() -> Vec<Option<String>> {
    let day = [Some("2026-11-21"), None, None, Some("2026-11-21"), None];
    let texts = [Some(VISIT), None, Some(CALL), Some(""), Some("없다")];
    let record = |(text, day): (Option<&str>, Option<&str>)| {
        let value = |part| match part {
            Part::Text => text.map(str::to_owned),
            Part::Date => day.map(str::to_owned),
            _ => None,
        };
        let document = Document::from_parts(value)?;
        serde_json::to_string(&reading().read(&document)).ok()
    };
    texts.into_iter().zip(day).map(record).collect()
}

fn json(records: Vec<Option<Record>>) -> Vec<Option<String>> {
    records.into_iter().map(|record| Some(serde_json::to_string(&record?).unwrap())).collect()
}

#[test]
fn records_come_back_byte_for_byte() {
    for threads in [None, Some(1), Some(3)] {
        let batch = read(&[], threads).unwrap();
        assert_eq!(batch.schema_ref().as_ref(), &record_schema());
        assert_eq!(json(records_of(&batch).unwrap()), expected());
    }
    let events = records_of(&read(&[], None).unwrap()).unwrap().remove(0).unwrap().events;
    assert!(events.len() > 1 && events[0].confidence.is_some());
}

#[test]
fn long_batches_are_read_slice_by_slice() {
    let many = 1300;
    let texts = StringArray::from_iter_values((0..many).map(|n| format!("없다 {n}")));
    let schema = Arc::new(Schema::new(vec![Field::new("text", DataType::Utf8, true)]));
    let batch = RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(texts.clone())]).unwrap();
    let batches: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new([Ok(batch)], schema));
    let read = read_batches(batches, &Columns::default(), &["text".to_owned()], reading(), None).unwrap();
    let read: Vec<RecordBatch> = read.map(Result::unwrap).collect();
    assert!(read.len() > 1 && read.iter().all(|batch| batch.num_rows() < many));
    let kept: Vec<String> = read
        .iter()
        .flat_map(|batch| records_of(batch).unwrap())
        .map(|record| record.unwrap().article.text.unwrap())
        .collect();
    assert_eq!(StringArray::from(kept), texts);
}

#[test]
fn a_row_without_text_has_notes_only() {
    let batch = read(&["day"], None).unwrap();
    assert_eq!(batch.column(0).as_ref(), articles().column(1).as_ref());
    assert!(batch.column_by_name("article").unwrap().is_null(1));
    let notes: Vec<serde_json::Value> = rows_of(&batch).unwrap();
    assert_eq!(notes[1]["notes"][0]["code"], "text-missing");
}

#[test]
fn what_is_wrong_with_a_table_is_said() {
    assert_eq!(read(&["none"], None).unwrap_err().to_string(), "no column none: the table has body, day");
    let columns = Columns { text: Some("text".to_owned()), ..Columns::default() };
    assert!(matches!(articles_of(&articles(), &columns), Err(Fault::Missing { .. })));
    let days = articles().project(&[1]).unwrap();
    assert!(matches!(articles_of(&days, &Columns::default()), Err(Fault::NoText { .. })));
    assert!(matches!(records_of(&articles()), Err(Fault::Missing { .. })));
    let clash = Schema::new(vec![
        Field::new("text", DataType::Utf8, true),
        Field::new("notes", DataType::Utf8, true),
    ]);
    let empty: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new([], Arc::new(clash)));
    let kept = read_batches(empty, &Columns::default(), &["notes".to_owned()], reading(), None);
    assert!(matches!(kept.err(), Some(Fault::Taken(name)) if name == "notes"));
}

#[test]
fn records_stand_beside_their_texts() {
    let batch = read(&["body"], None).unwrap();
    let rows = articles_of(&batch, &Columns::default()).unwrap();
    assert!(rows[1].is_none());
    assert!(rows[0].as_ref().is_some_and(|row| row.record.is_some() && row.document.source.text() == VISIT));
    let mut columns = batch.columns().to_vec();
    columns[0] = Arc::new(StringArray::from(vec![CALL; 5]));
    let mixed = RecordBatch::try_new(batch.schema(), columns).unwrap();
    assert!(matches!(articles_of(&mixed, &Columns::default()), Err(Fault::NoRecord { row: 0, .. })));
}

#[test]
fn events_and_statements_lie_flat() {
    let records: Vec<Record> = records_of(&read(&[], None).unwrap()).unwrap().into_iter().flatten().collect();
    let told = events(&records);
    assert_eq!(told.len(), records.iter().map(|record| record.events.len()).sum::<usize>());
    let names: Vec<&str> = told[0].participants.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["강민서", "얀 노바크"]);
    assert_eq!(told[0].time.as_deref(), Some("2026-11-20"));
    let schema = Arc::new(schema_of::<EventRow>());
    let batch = batch_of(&schema, &told).unwrap();
    assert_eq!((batch.num_rows(), batch.schema()), (told.len(), schema));
    let said = statements(&records);
    assert_eq!(said[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("강민서"));
    let schema = Arc::new(schema_of::<StatementRow>());
    assert_eq!(batch_of(&schema, &said).unwrap().num_rows(), said.len());
    assert_eq!(batch_of::<StatementRow>(&schema, &[]).unwrap().num_rows(), 0);
}
