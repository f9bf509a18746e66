use sagwan::{Options, Reader, article::Document};
use std::io::BufRead;
fn main() {
    let r = Reader::new().unwrap();
    for line in std::io::stdin().lock().lines() {
        let t = line.unwrap();
        let d = Document::from_text(&t);
        for f in r.trace(&d, &Options::default()) {
            println!(
                "{} {} {} {:?}",
                f.rule,
                f.effect,
                f.at.text,
                f.captures.iter().map(|(n, s)| format!("{n}:{}", s.text)).collect::<Vec<_>>()
            );
        }
        let rec = r.read(&d, &Options::default());
        for a in rec.actors {
            println!(
                "  {:?} {} {:?} {:?}",
                a.kind,
                a.name,
                a.country,
                a.mentions.iter().map(|m| m.text.clone()).collect::<Vec<_>>()
            );
        }
    }
}
