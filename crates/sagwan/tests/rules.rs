//! The rules that ship hold in their examples.

use sagwan::Reader;

#[test]
fn every_rule_hits_its_hits_and_nothing_else() {
    let broken = Reader::new().unwrap().check_rules(|_| true);
    let shown: Vec<String> =
        broken.iter().map(|b| format!("{}:{}: {}: {}", b.file, b.line, b.rule, b.message)).collect();
    assert!(broken.is_empty(), "{} examples do not hold:\n{}", broken.len(), shown.join("\n"));
}
