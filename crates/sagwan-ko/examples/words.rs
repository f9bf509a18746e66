//! scratch
use std::io::BufRead;
fn main() {
    let a = sagwan_ko::Analyser::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let t = a.read(&line);
        for s in &t.sentences {
            println!("# {}", s.span.of(&line));
            for (n, w) in s.words.iter().enumerate() {
                let m: Vec<String> = w.morphs.iter().map(|m| format!("{}/{}", m.form, m.tag)).collect();
                println!(
                    "{n:2} {:<14} lemma={} head={} end={} {:?} {:?} {:?} {:?} {:?} {:?} cl={} aux={:?} [{}]",
                    w.span.of(&line),
                    w.lemma,
                    w.head,
                    w.ending,
                    w.class,
                    w.pos,
                    w.case,
                    w.delimiter,
                    w.tense,
                    w.mood,
                    s.clause_of[n],
                    w.auxiliary_of,
                    m.join(" ")
                );
            }
            for (n, c) in s.clauses.iter().enumerate() {
                println!(
                    "  c{n} {}..{} pred={:?} args={:?} link={:?}",
                    c.first, c.last, c.predicate, c.by_case, c.link
                );
            }
        }
    }
}
