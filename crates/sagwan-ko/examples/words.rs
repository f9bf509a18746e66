fn main() {
    let text = std::env::args().nth(1).unwrap();
    let read = sagwan_ko::Analyser::new().read(&text);
    for s in &read.sentences {
        for (n, w) in s.words.iter().enumerate() {
            println!(
                "{n} {} [{}|{}] end={} {:?} {:?}{:?} {:?} {:?} {:?} {:?} {:?} aux={:?} cl={:?}",
                w.span.of(&text),
                w.lemma,
                w.head,
                w.ending,
                w.pos,
                w.case,
                w.delimiter,
                w.tense,
                w.aspect,
                w.mood,
                w.polarity,
                w.class,
                w.auxiliary_of,
                s.clause_of.get(n)
            );
        }
        for (n, c) in s.clauses.iter().enumerate() {
            println!(
                "  clause {n} {}..{} pred={:?} {:?} {:?}",
                c.first, c.last, c.predicate, c.by_case, c.link
            );
        }
    }
}
