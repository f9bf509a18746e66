//! What each construct of the language finds.

use super::sentence::{Built, PERSON, STATE, VOCABULARY, find, sentence};
use crate::LinkKind;

const HOLD: &str = "let hold = 하다 가지다 열다";

/// What a pattern captures, match by match.
#[track_caller]
fn check(when: &str, built: &Built, expected: &[&str]) {
    assert_eq!(find(when, HOLD, built).expect("the pattern is right"), expected, "{when}");
}

#[track_caller]
fn finds(when: &str, built: &Built) {
    assert!(!find(when, HOLD, built).expect("the pattern is right").is_empty(), "{when} finds nothing");
}

#[track_caller]
fn misses(when: &str, built: &Built) {
    check(when, built, &[]);
}

/// 한국은 베이징에서 정상회담을 열었다.
fn held() -> Built {
    sentence(
        "한국-은/propn:topic.proper 베이징-에서-는/propn:in.proper 정상회담-을/noun:object&event[정상회담~회담] \
         열었다/verb+다.past#EP[열다] .",
    )
}

#[test]
fn words_by_lemma_head_set_label_and_text() {
    let s = held();
    check("x=정상회담", &s, &["x=정상회담을"]);
    misses("회담", &s);
    check("x=~회담", &s, &["x=정상회담을"]);
    check("x=~정상회담", &s, &["x=정상회담을"]);
    check("x=@hold", &s, &["x=열었다"]);
    check("&event", &s, &["event=정상회담을"]);
    misses("&intent", &s);
    check("x=\"열었다\"", &s, &["x=열었다"]);
    misses("\"열다\"", &s);
    check("열다 x=\".\"", &s, &["x=."]);
    check("x=회의|~회담|@hold", &s, &["x=정상회담을", "x=열었다"]);
}

#[test]
fn words_by_part_of_speech_class_and_any() {
    let s = held();
    check("x=<noun>", &s, &["x=정상회담을"]);
    check("x=<propn>", &s, &["x=한국은", "x=베이징에서는"]);
    check("x=<verb>|<noun>", &s, &["x=정상회담을", "x=열었다"]);
    check("x=<final>", &s, &["x=열었다"]);
    check("x=<nominal> 열다", &s, &["x=정상회담을"]);
    check("x=* 열다", &s, &["x=정상회담을"]);
    // A mark is no word, but has a part of speech.
    misses("열다 *", &s);
    check("열다 x=<punct>", &s, &["x=."]);
}

#[test]
fn cases_and_particles() {
    let s = held();
    check("x=*:object", &s, &["x=정상회담을"]);
    check("x=*:topic|in", &s, &["x=한국은", "x=베이징에서는"]);
    misses("한국:subject", &s);
    finds("한국:@subject", &s);
    finds("한국:@object", &s);
    misses("한국:@with", &s);
    finds("베이징:@in", &s);
    // All particles together, or one of them.
    finds("베이징:에서", &s);
    finds("베이징:는", &s);
    finds("베이징:에서는", &s);
    misses("베이징:에", &s);
    finds("한국:을|은", &s);
    finds("한국:object|은", &s);
    finds("열다:bare", &s);
}

#[test]
fn endings_and_tags() {
    let s = held();
    check("x=<verb>+다", &s, &["x=열었다"]);
    misses("열다+고", &s);
    finds("열다+고|다", &s);
    finds("열다+EP", &s);
    misses("열다+ETM", &s);
    finds("열다+ETM|다", &s);
    finds("열다+EP+다", &s);
    misses("열다+ETM+다", &s);
}

#[test]
fn features() {
    let s = sentence(
        "안/adv 만났다/verb+다.past.negative[만나다] 열린/verb+ㄴ.past.passive[열다] 갈/verb+ㄹ.future[가다] \
         간다면/verb+면.conditional[가다] 한국/propn.proper “ 좋다/adj+다 ”",
    );
    check("x=<verb>.past", &s, &["x=만났다", "x=열린"]);
    check("x=<verb>.!past", &s, &["x=갈", "x=간다면"]);
    check("x=<verb>.past.negative", &s, &["x=만났다"]);
    check("x=<verb>.past|future.positive", &s, &["x=열린", "x=갈"]);
    check("x=<verb>.passive", &s, &["x=열린"]);
    check("x=<verb>.conditional", &s, &["x=간다면"]);
    check("x=*.proper", &s, &["x=한국"]);
    check("x=*.quoted", &s, &["x=좋다"]);
    check("x=<verb>.!proper.!quoted.future", &s, &["x=갈"]);
}

#[test]
fn tests_stand_in_any_order_and_dots_end_labels() {
    let mut s = sentence("회담-을/noun:object&event 열었다/verb+다.past[열다]&told");
    s.labels.push((0, VOCABULARY.label_named("role.mediator").expect("it is an effect")));
    check("&event.positive:object", &s, &["event=회담을"]);
    check("&told.past+다", &s, &["told=열었다"]);
    check("&role.mediator:object", &s, &["role.mediator=회담을"]);
    check("&role.mediator.past", &s, &[]);
}

/// 카타르 외교부의 중재로 미국은 이란과 만났다.
fn mediated() -> Built {
    sentence(
        "카타르/propn 외교부-의/noun:genitive 중재-로/noun:toward 미국-은/propn:topic 이란-과/propn:with 만났다/verb+다[만나다]",
    )
    .mention(0, 1, STATE)
    .mention(0, 0, STATE)
    .mention(3, 3, STATE)
    .mention(4, 4, PERSON)
}

#[test]
fn mentions() {
    let s = mediated();
    check("{who}:의 중재|주선:로|으로|하에", &s, &["who=카타르 외교부의"]);
    check("{who} 중재", &s, &["who=카타르 외교부의"]);
    check("{who} 외교부", &s, &["who=카타르"]);
    check("{who:person}", &s, &["who=이란과"]);
    check("{who:person|state}:with|topic", &s, &["who=미국은", "who=이란과"]);
    check("x={:person} 만나다", &s, &["x=이란과"]);
    misses("{:person} 중재", &s);
    check("중재 {a} {b:person}", &s, &["a=미국은 b=이란과"]);
    // A mention is one word to a distance.
    check("^ ~1 중재 x=*", &s, &["x=미국은"]);
    misses("^ ~0 중재", &s);
}

#[test]
fn a_mention_without_kind_is_a_mention() {
    let s = sentence("그-는/pron:topic 갔다/verb+다[가다]").mention(0, 0, 0);
    finds("{who} 가다", &s);
    misses("{who:person} 가다", &s);
}

#[test]
fn the_next_word_passes_quotation_marks_only() {
    let s = sentence(
        "그-는/pron:topic “ 회담/noun ” 을/part 열었다/verb+다[열다] , 그리고/cconj 갔다/verb+다[가다]",
    );
    finds("그 회담 을 열다", &s);
    finds("그 \"“\" 회담 \"”\" 을", &s);
    misses("열다 그리고", &s);
    finds("열다 \",\" 그리고", &s);
    finds("열다 ~0 그리고", &s);
}

#[test]
fn distances_count_words() {
    let s = sentence(
        "회담-을/noun:object&event 비공개-로/noun:toward , 급히/adv , 다시/adv 열었다/verb+다[열다]",
    );
    finds("&event ~3 @hold", &s);
    misses("&event ~2 @hold", &s);
    misses("&event @hold", &s);
    finds("&event ~9 @hold", &s);
    finds("&event ~0 비공개", &s);
    // Every way is found.
    check("&event ~2 x=<adv>", &s, &["event=회담을 x=급히", "event=회담을 x=다시"]);
}

/// 장관은 [회담을 연] 지난주 총리가 [온다고] 어제 말했다. [기자들은 웃었다.]
fn nested() -> Built {
    sentence(
        "장관-은/noun:topic 회담-을/noun:object@1 연/verb+ㄴ[열다]@1 지난주/noun 총리-가/noun:subject@2 온다고/verb+다고[오다]@2 \
         어제/adv 말했으며/verb+며[말하다] 기자들-은/noun:topic@3 웃었다/verb+다[웃다]@3",
    )
    .link(1, 0, LinkKind::Adnominal)
    .link(2, 0, LinkKind::Quotative)
    .link(0, 3, LinkKind::Coordinate)
}

#[test]
fn a_distance_stays_in_the_clause_and_those_inside_it() {
    let s = nested();
    finds("장관 ~9 말하다", &s);
    finds("장관 ~9 열다", &s);
    finds("장관 ~9 오다", &s);
    misses("장관 ~9 웃다", &s);
    finds("장관 ~~9 웃다", &s);
    // Out of a clause only from its predicate.
    misses("회담 ~9 말하다", &s);
    finds("회담 ~~9 말하다", &s);
    finds("열다 ~1 지난주", &s);
    finds("열다 ~9 말하다", &s);
    finds("오다 ~9 말하다", &s);
    misses("말하다 ~9 웃다", &s);
}

#[test]
fn a_clause_that_another_is_cut_by_holds_it() {
    let s = sentence(
        "장관-은/noun:topic 서울-을/propn:object@1 방문해/verb+어[방문하다]@1 회담-을/noun:object 열었다/verb+다[열다]",
    );
    let cut = s.clone().link(1, 0, LinkKind::Subordinate);
    finds("장관 ~9 방문하다", &cut);
    finds("방문하다 ~9 열다", &cut);
    misses("장관 ~9 방문하다", &s);
}

#[test]
fn a_clause_that_is_a_noun_lies_in_another_and_one_beside_it_does_not() {
    let s = sentence(
        "양국-은/noun:topic 회담-을/noun:object@1 열기로/verb+기로[열다]@1 어제/adv 합의했다/verb+다[합의하다]",
    );
    let noun = s.clone().link(1, 0, LinkKind::Nominal);
    finds("양국 ~1 열다", &noun);
    finds("열다 ~1 합의하다", &noun);
    let beside =
        sentence("양국-은/noun:topic 만나/verb+어[만나다] 회담-을/noun:object@1 열었다/verb+다[열다]@1");
    misses("양국 ~9 열다", &beside.clone().link(1, 0, LinkKind::Coordinate));
    misses("만나다 ~9 열다", &beside.clone().link(1, 0, LinkKind::Coordinate));
    misses("열다 ~9 *.!past", &beside.clone().link(0, 1, LinkKind::Coordinate));
    finds("양국 ~~1 이제? ~~1 열다", &beside);
    misses("양국 ~1 이제? ~1 열다", &beside);
}

#[test]
fn a_quotation_is_one_word_to_who_stands_outside() {
    let s = sentence(
        "장관-은/noun:topic “ 회담-을/noun:object 곧/adv 열겠다/verb+다[열다] ” 라고/part 말했다/verb+다[말하다]",
    );
    misses("장관 ~9 열다", &s);
    misses("장관 ~1 말하다", &s);
    finds("장관 ~2 말하다", &s);
    finds("회담 ~1 열다", &s);
    // Out of it every word counts.
    misses("회담 ~2 말하다", &s);
    finds("회담 ~3 말하다", &s);
    // Looking back, too.
    finds("x=말하다", &s);
    misses("!~9 장관 말하다", &s);
    finds("!~2 장관 말하다", &s);
    finds("!~9 열다 말하다", &s);
    misses("!~9 회담 열다", &s);
}

#[test]
fn a_quotation_in_a_quotation_is_opaque_by_itself() {
    let s = sentence(
        "그-는/pron:topic “ 우리/pron “ 새/det 시대/noun ” 를/part 연다/verb+다[열다] ” 고/part 했다/verb+다[하다]",
    );
    finds("우리 ~2 열다", &s);
    misses("우리 ~9 시대", &s);
    finds("새 ~0 시대", &s);
    finds("그 ~2 하다", &s);
    misses("그 ~9 새", &s);
}

#[test]
fn a_quoted_word_is_no_quotation() {
    let s = sentence("그-는/pron:topic “ 회담/noun ” 을/part 열었다/verb+다[열다]");
    finds("그 ~2 회담", &s);
    misses("그 ~1 열다", &s);
    finds("그 ~2 열다", &s);
}

#[test]
fn governors() {
    let s = nested();
    check("회담 -> x=*", &s, &["x=연"]);
    check("장관 -> x=*", &s, &["x=말했으며"]);
    // From a predicate to that of the clause that its own hangs on.
    check("회담 -> 열다 -> x=* -> y=*", &s, &["x=말했으며 y=웃었다"]);
    misses("웃다 -> *.positive", &s);
    check("총리 -> ( 오다 -> x=말하다 | 가다 )", &s, &["x=말했으며"]);
}

#[test]
fn negations_ahead() {
    let s = sentence(
        "회담-을/noun:object&event 가질/verb+ㄹ[가지다] 뜻-이/noun:subject&intent 전혀/adv 없다/adj+다[없다]",
    );
    misses("&event !가지다", &s);
    finds("&event !열다", &s);
    misses("&event !~4 없다", &s);
    finds("&event !~3 없다", &s);
    misses("가지다 !~9 &intent:subject", &s);
    finds("가지다 !~9 &intent:object", &s);
    finds("&event !열다 !말하다 가지다", &s);
    // Nothing is behind the last word.
    finds("x=없다 !*", &s);
    finds("x=없다 !~5 *", &s);
    finds("&event !열다 ~3 없다", &s);
    let s = s.mention(1, 2, PERSON);
    misses("&event !{:person}", &s);
    finds("&event !{:state}", &s);
}

#[test]
fn negations_behind() {
    let s = sentence("전혀/adv 새로운/adj+ㄴ[새롭다] “ 회담-을/noun:object&event ” 열었다/verb+다[열다]");
    misses("!새롭다 &event", &s);
    finds("!새롭다 열다", &s);
    finds("!전혀 &event", &s);
    misses("!~2 전혀 &event", &s);
    finds("!~1 전혀 &event", &s);
    misses("!열다 !~3 전혀 x=열다", &s);
    finds("!* x=전혀", &s);
    misses("!* x=새롭다", &s);
    let s = s.mention(0, 1, STATE);
    misses("!{} &event", &s);
    finds("!{:person} &event", &s);
}

#[test]
fn negations_keep_to_the_clause() {
    let s = nested();
    finds("회담 !~9 웃다", &s);
    finds("말하다 !~9 웃다", &s);
    misses("말하다 !~~9 웃다", &s);
    finds("!~9 장관 웃다", &s);
    misses("!~~9 장관 웃다", &s);
    // What lies inside the clause belongs to it.
    misses("!~9 열다 말하다", &s);
    finds("!~9 말하다 열다", &s);
}

#[test]
fn optional_and_repeated_elements() {
    let s = sentence("뜻-이/noun:subject 전혀/adv 정말/adv 없다/adj+다[없다]");
    finds("뜻 전혀? 정말 없다", &s);
    finds("뜻 이제? 전혀 정말 없다", &s);
    misses("뜻 전혀? 없다", &s);
    finds("뜻 <adv>*2 없다", &s);
    misses("뜻 <adv>*1 없다", &s);
    check("뜻 x=<adv>*3 없다", &s, &["x=전혀 정말"]);
    check("뜻 전혀 정말 x=<adv>*3 y=없다", &s, &["y=없다"]);
    // A distance before what is left out goes on.
    check("뜻 ~1 x=이제? y=정말", &s, &["y=정말"]);
    finds("뜻 ~1 이제? ~1 없다", &s);
    misses("뜻 ~0 이제? ~1 없다", &s);
    // What may come first may be left out.
    check("x=곧? y=전혀", &s, &["y=전혀"]);
    check("x=뜻? y=전혀", &s, &["x=뜻이 y=전혀", "y=전혀"]);
}

#[test]
fn groups() {
    let s = sentence("회담-을/noun:object&event 곧/adv 열/verb+ㄹ[열다] 것-이다/noun 없다/adj+다[없다]");
    check("&event ( x=곧 열다 | 가지다 )", &s, &["event=회담을 x=곧"]);
    check("&event ( 가지다 | x=곧 )", &s, &["event=회담을 x=곧"]);
    misses("&event ( 가지다 | 열다 )", &s);
    check("&event ~1 ( 가지다 | x=열다 ~1 y=없다 )", &s, &["event=회담을 x=열 y=없다"]);
    finds("&event ( 다시 | 급히 곧 )? 곧 열다", &s);
    finds("&event ( 다시 | 곧 )? 열다", &s);
    finds("( 열다 | ( &event | 곧 ) ~1 열다 ) 것", &s);
    check("( x=&event | x=열다 ) <adv>|것", &s, &["x=회담을", "x=열"]);
}

#[test]
fn the_ends_of_a_sentence() {
    let s = sentence("“ 회담-을/noun:object&event 곧/adv ” 열겠다/verb+다[열다] .");
    finds("^ &event", &s);
    misses("^ 곧", &s);
    // What is said is passed over from the beginning, too.
    misses("^ ~1 곧", &s);
    finds("^ ~1 열다", &s);
    finds("^ 다시? &event", &s);
    finds("열다 $", &s);
    misses("곧 $", &s);
    finds("곧 ~1 $", &s);
    finds("^ &event ~1 열다 $", &s);
    finds("곧 !~9 다시 열다 다시? $", &s);
}

#[test]
fn captures_of_labels_give_way() {
    let s = sentence("회담-과/noun:with&event 회의-를/noun:object&event 열었다/verb+다[열다]");
    check("&event &event 열다", &s, &["event=회담과"]);
    check("x=&event &event 열다", &s, &["x=회담과 event=회의를"]);
    check("&intent|&event 열다", &s, &["intent=회의를"]);
}

#[test]
fn a_label_that_one_way_through_leaves_out_is_captured_later() {
    let s = sentence("회담-과/noun:with&event 다시/adv 회의-를/noun:object&event 열었다/verb+다[열다]");
    check("( &event | 다시 ) ~1 &event 열다", &s, &["event=회담과", "event=회의를"]);
    check("회담 ~1 &event*2 x=열다", &s, &["x=열었다"]);
}

#[test]
fn the_same_captures_are_one_match() {
    let s = sentence("회담/noun 곧/adv 다시/adv 열었다/verb+다[열다]");
    check("회담 ~2 <adv> ~2 x=열다", &s, &["x=열었다"]);
    check(
        "회담 x=<adv>*2 ~2 y=<adv>|<verb>",
        &s,
        &["x=곧 다시 y=열었다", "x=곧 y=다시", "x=곧 y=열었다", "y=곧", "y=다시", "y=열었다"],
    );
}

#[test]
fn parts_of_groups_that_may_be_empty() {
    let s = sentence("회담/noun 곧/adv 열었다/verb+다[열다] 것/noun");
    check("x=<noun> ( 회의 | 곧? ) y=<verb>", &s, &["x=회담 y=열었다"]);
    check("( 다시? | x=열다 ) y=것", &s, &["x=열었다 y=것", "y=것"]);
}

#[test]
fn sets_hold_what_is_in_their_sets() {
    let s = sentence("정상회담/noun[정상회담~회담] 회의/noun");
    let sets = "let all = @meet 회의\nlet meet = ~회담";
    assert_eq!(find("x=@all", sets, &s).expect("the pattern is right"), ["x=정상회담", "x=회의"]);
}

#[test]
fn signs_behind_a_backslash_mean_themselves() {
    let s = sentence("G7+/noun 정상/noun:bare[정상~정상]");
    finds("G7\\+ 정상", &s);
    finds("\"G7+\" 정상", &s);
}

#[test]
fn nothing_is_found_in_a_damaged_sentence() {
    let mut s = nested().mention(7, 3, PERSON).mention(4, 99, STATE);
    s.labels.push((99, 0));
    s.labels.push((0, 99));
    s.sentence.clause_of.truncate(3);
    s.sentence.clauses[0].link = Some(crate::Link { to: 0, kind: LinkKind::Adnominal });
    s.sentence.clauses[1].link = Some(crate::Link { to: 77, kind: LinkKind::Adnominal });
    misses("{who} 열다", &s);
    misses("{who} ~~9 x=*", &s);
    misses("&event ~9 열다", &s);
    misses("장관 ~9 웃다 -> *.past", &s);
    misses("회담", &Built::default());
}
