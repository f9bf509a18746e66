//! Articles read a second, end to end (clean, analyse, extract, JSON), on one core and on all.
//!
//! `cargo bench -p sagwan [-- FOLDER]` reads the articles of a folder of `.txt` files, else those written for the tests. An
//! article is 4.5 KB: shorter ones are joined with the next, longer ones counted as so many.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;
use std::time::Instant;

use sagwan::article::Document;
use sagwan::{Options, Reader, parse_published};

const ARTICLE: usize = 4_500;
const SECONDS: f64 = 3.0;

fn main() {
    let folder = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let folder = folder
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")), PathBuf::from);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let mut articles = vec![String::new()];
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        match articles.last_mut() {
            Some(last) if last.len() < ARTICLE => last.push_str(&(text + "\n\n")),
            _ => articles.push(text),
        }
    }
    let reader = Reader::new().unwrap();
    let options = Options { published: parse_published("2026-11-20"), ..Options::default() };
    let read = |text: &String| {
        let record = reader.read(&Document::from_text(text.clone()), &options);
        serde_json::to_string(&record).unwrap().len()
    };
    let bytes: usize = articles.iter().map(String::len).sum();
    articles.iter().for_each(|text| assert!(read(text) > 0));
    println!("{} texts, {bytes} bytes, from {}", articles.len(), folder.display());
    for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        let start = Instant::now();
        let rounds: usize = std::thread::scope(|scope| {
            let work = || {
                let mut rounds = 0;
                while start.elapsed().as_secs_f64() < SECONDS {
                    articles.iter().for_each(|text| assert!(read(text) > 0));
                    rounds += 1;
                }
                rounds
            };
            let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            all.into_iter().map(|one| one.join().unwrap()).sum()
        });
        let seconds = start.elapsed().as_secs_f64();
        let articles = (rounds * bytes) as f64 / ARTICLE as f64 / seconds;
        println!("{threads} thread(s): {articles:.0} articles of {ARTICLE} bytes a second");
    }
}
