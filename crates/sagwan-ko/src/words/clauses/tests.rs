//! Clauses of whole sentences.

use sagwan_text::{Case, Clause};

use crate::Analyser;

/// The clauses of a sentence, one a line: the lemma of the predicate, its own words, how it hangs on which.
fn check(text: &str, expected: &[&str]) {
    let read = Analyser::new().read(text);
    let sentence = &read.sentences[0];
    let predicate = |clause: &Clause| clause.predicate.map_or("-", |n| sentence.words[n].lemma.as_str());
    let found: Vec<String> = sentence
        .clauses
        .iter()
        .enumerate()
        .map(|(number, clause)| {
            let own = sentence.words.iter().zip(&sentence.clause_of);
            let own = own.filter(|(w, of)| **of == number && w.is_word()).map(|(w, _)| w.span.of(text));
            let link = clause.link.map_or(String::new(), |link| {
                format!(" {:?} {}", link.kind, predicate(&sentence.clauses[link.to]))
            });
            format!("{}: {}{link}", predicate(clause), own.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_shared_topic_stands_in_the_last_clause() {
    check(
        "총리는 장관을 만나고 서울을 방문했다.",
        &["만나다: 장관을 만나고 Coordinate 방문하다", "방문하다: 총리는 서울을 방문했다"],
    );
    check(
        "총리는 장관을 만났고 대통령은 서울을 방문했다.",
        &["만나다: 총리는 장관을 만났고 Coordinate 방문하다", "방문하다: 대통령은 서울을 방문했다"],
    );
}

#[test]
fn clauses_before_nouns_leave_the_outer_subject() {
    check(
        "총리는 중국이 제안한 회담을 거부했다.",
        &["제안하다: 중국이 제안한 Adnominal 거부하다", "거부하다: 총리는 회담을 거부했다"],
    );
    check(
        "중국이 제안한 회담은 20일 열렸다.",
        &["제안하다: 중국이 제안한 Adnominal 열리다", "열리다: 회담은 20일 열렸다"],
    );
    check(
        "총리가 서울에서 열린 회담에 참석했다.",
        &["열리다: 서울에서 열린 Adnominal 참석하다", "참석하다: 총리가 회담에 참석했다"],
    );
}

#[test]
fn what_is_said_leaves_who_says_it() {
    check(
        "외교부는 총리가 중국을 방문한다고 밝혔다.",
        &["방문하다: 총리가 중국을 방문한다고 Quotative 밝히다", "밝히다: 외교부는 밝혔다"],
    );
    check(
        "총리는 중국을 방문하지 않는다고 외교부가 밝혔다.",
        &["방문하다: 총리는 중국을 방문하지 않는다고 Quotative 밝히다", "밝히다: 외교부가 밝혔다"],
    );
    check(
        "장관은 “회담이 어렵다”며 “총리를 만날 것”이라고 말했다.",
        &[
            "어렵다: 회담이 어렵다 며 Quotative 말하다",
            "만나다: 총리를 만날 것 이라고 Quotative 말하다",
            "말하다: 장관은 말했다",
        ],
    );
    check(
        "장관은 핵실험이 “안보를 위협한다”고 말했다.",
        &["위협하다: 핵실험이 안보를 위협한다 고 Quotative 말하다", "말하다: 장관은 말했다"],
    );
}

#[test]
fn auxiliaries_and_postpositions_make_no_clauses() {
    check("총리는 장관을 만날 수 없다.", &["만나다: 총리는 장관을 만날 수 없다"]);
    check(
        "외교부에 따르면 총리는 북한에 대해 말했다.",
        &["말하다: 외교부에 따르면 총리는 북한에 대해 말했다"],
    );
    check(
        "총리는 장관을 만난 뒤 떠났다.",
        &["만나다: 장관을 만난 뒤 Subordinate 떠나다", "떠나다: 총리는 떠났다"],
    );
    check("한미 정상회담 개최", &["-: 한미 정상회담 개최"]);
}

#[test]
fn arguments_stand_by_their_case() {
    let text = "총리는 20일 서울에서 대변인을 통해 중국의 외교장관과 회담했다.";
    let read = Analyser::new().read(text);
    let sentence = &read.sentences[0];
    let found: Vec<(Case, &str)> = sentence.clauses[0]
        .by_case
        .iter()
        .map(|&(case, n)| (case, sentence.words[n].lemma.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Case::Topic, "총리"),
            (Case::Bare, "20일"),
            (Case::In, "서울"),
            (Case::By, "대변인"),
            (Case::With, "외교장관")
        ]
    );
}
