//! `sagwan sql`: questions in SQL to the documented views; nothing can be changed through it.

use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use sagwan_ledger::Ledger;
use sagwan_ledger::export::{EXCEL_MARK, guarded};

use super::{LedgerFile, ask};
use crate::show;

/// Arguments of `sagwan sql`.
#[derive(Debug, Args)]
pub struct SqlArguments {
    #[command(flatten)]
    ledger: LedgerFile,
    /// A question; a prompt, or what standard input holds, when left away. docs/ledger.md tells of the views
    #[arg(value_name = "SQL")]
    question: Option<String>,
    /// Seconds after which a question is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    patience: u64,
    #[command(flatten)]
    output: ask::Output,
}

/// Answers questions. Exit code 2 when one is no SQL.
pub fn run(arguments: &SqlArguments) -> anyhow::Result<ExitCode> {
    let ledger = arguments.ledger.ask()?;
    if let Some(question) = &arguments.question {
        answer(&ledger, question, arguments)?;
        return Ok(ExitCode::SUCCESS);
    }
    let stdin = std::io::stdin();
    let prompt = stdin.is_terminal();
    if prompt {
        anstream::eprintln!(
            "views: articles events participants statements actors offices occasions sides reports"
        );
    }
    let mut question = String::new();
    loop {
        if prompt {
            eprint!("{}", if question.is_empty() { "sagwan> " } else { "   ...> " });
        }
        let mut line = String::new();
        if stdin.lock().read_line(&mut line)? == 0 {
            break;
        }
        question.push_str(&line);
        if !question.trim_end().ends_with(';') {
            continue;
        }
        match answer(&ledger, &question, arguments) {
            // At a prompt the next question may be better.
            Err(error) if prompt => anstream::eprintln!("sagwan: {error:#}"),
            other => other?,
        }
        question.clear();
    }
    if !question.trim().is_empty() {
        answer(&ledger, &question, arguments)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(ledger: &Ledger, question: &str, arguments: &SqlArguments) -> anyhow::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(arguments.patience);
    let (names, rows) = ledger.sql(question, &mut || Instant::now() < deadline)?;
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    if rows.is_empty() {
        ask::say_nothing_found(&arguments.output);
    }
    if arguments.output.json {
        for row in rows {
            let object: serde_json::Map<String, serde_json::Value> = names.iter().cloned().zip(row).collect();
            writeln!(out, "{}", serde_json::Value::Object(object))?;
        }
        return Ok(());
    }
    let plain = |value: serde_json::Value| match value {
        serde_json::Value::String(text) if arguments.output.csv => guarded(&text).into_owned(),
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().map(plain).collect()).collect();
    if arguments.output.csv {
        if arguments.output.excel {
            write!(out, "{EXCEL_MARK}")?;
        }
        let mut writer = csv::Writer::from_writer(&mut out);
        writer.write_record(&names)?;
        for row in &rows {
            writer.write_record(row)?;
        }
        writer.flush()?;
        return Ok(());
    }
    let one_line: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| row.into_iter().map(|cell| cell.replace(['\n', '\r'], " ")).collect())
        .collect();
    let heads: Vec<&str> = names.iter().map(String::as_str).collect();
    write!(out, "{}", show::table(&heads, &one_line, show::listing_width(), |_| true, str::to_owned))?;
    Ok(())
}
