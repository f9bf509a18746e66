//! What all pages share: head, navigation, filters, lists of parties, links to the next page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sagwan_ledger::Party;
use sagwan_ledger::typed::{CERTAINTIES, KINDS, STATUSES};

use super::asked::{Asked, Form};
use super::problem::Problem;
use super::query::escaped;

/// A whole page.
pub fn frame(asked: &Asked, title: &str, main: Markup) -> Markup {
    let places = [
        ("/", asked.say("오늘", "Today")),
        ("/timeline", asked.say("연표", "Timeline")),
        ("/network", asked.say("누가 누구를", "Who meets whom")),
        ("/trips", asked.say("순방", "Trips")),
        ("/statements", asked.say("발언", "Quotations")),
        ("/calendar", asked.say("일정", "Calendar")),
        ("/map", asked.say("어디에서", "Where")),
        ("/actors", asked.say("행위자", "Actors")),
        ("/search", asked.say("검색", "Search")),
        ("/review", asked.say("검토", "Review")),
        ("/try", asked.say("읽혀 보기", "Try it")),
    ];
    let here = &asked.path;
    html! {
        (DOCTYPE)
        html lang=(asked.say("ko", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (asked.say("사관", "Sagwan")) }
                link rel="stylesheet" href="/style.css";
                link rel="icon" type="image/svg+xml" href="/seal.svg";
                script src="/app.js" defer {}
            }
            body {
                a.skip href="#main" { (asked.say("본문으로", "Skip to content")) }
                header {
                    a.brand href=(asked.href("/")) { (asked.say("사관", "Sagwan")) " " span lang="zh-Hant" { "史官" } }
                    nav aria-label=(asked.say("주 메뉴", "Main")) {
                        @for (path, name) in places {
                            a href=(asked.href(path)) aria-current=[(here == path).then_some("page")] { (name) }
                        }
                    }
                    nav.languages aria-label=(asked.say("언어", "Language")) {
                        a href=(asked.query.link(here, &[("lang", "ko")])) hreflang="ko" lang="ko" { "한국어" }
                        a href=(asked.query.link(here, &[("lang", "en")])) hreflang="en" lang="en" { "English" }
                    }
                }
                main #main { h1 { (title) } (main) }
                footer {
                    @if here != "/try" {
                        a href=(asked.query.link(&format!("{}.json", self::here(asked)), &[])) { "JSON" }
                        " · "
                    }
                    a href="/api/v1" { "API" }
                    " · "
                    (asked.say("모든 칸은 기사의 글자를 가리킵니다.", "Every field points at the characters of an article."))
                }
            }
        }
    }
}

/// A field of a filter.
pub enum Field {
    /// Name, label, what is in it.
    Text(&'static str, String, String),
    /// Name, label, choices with their words, what is chosen.
    Choice(&'static str, String, Vec<(String, String)>, String),
    /// Name, label, first and last month as numbers, the one chosen.
    Months(&'static str, String, (i32, i32), i32),
}

/// A month by the number that a slider counts.
fn month_of(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

/// Which names a field offers while one types.
fn completed(field: &str, path: &str) -> Option<&'static str> {
    match field {
        "country" => Some("states"),
        "actor" | "to_actor" => Some("actors"),
        "q" if path == "/actors" => Some("actors"),
        _ => None,
    }
}

/// The filters of a page as a form that works without scripts.
pub fn filters(asked: &Asked, fields: Vec<Field>) -> Markup {
    html! {
        form.filters method="get" action=(asked.path) role="search" {
            @for field in fields {
                @match field {
                    Field::Text(name, label, value) => {
                        @let offered = completed(name, &asked.path);
                        label { span { (label) } input type="text" name=(name) value=(value) data-live[name == "q"]
                            data-complete=[offered] list=[offered.map(|_| format!("{name}-offers"))]; }
                        @if offered.is_some() { datalist id=(format!("{name}-offers")) {} }
                    }
                    Field::Months(name, label, (first, last), chosen) => {
                        label.slider {
                            span { (label) " " output { (month_of(chosen)) } }
                            input type="range" name=(name) min=(first) max=(last) value=(chosen) data-live data-months;
                        }
                    }
                    Field::Choice(name, label, choices, chosen) => {
                        label {
                            span { (label) }
                            select name=(name) {
                                option value="" { (asked.say("모두", "any")) }
                                @for (value, word) in choices {
                                    option value=(value) selected[value == chosen] { (word) }
                                }
                            }
                        }
                    }
                }
            }
            @if !asked.query.lang.is_empty() { input type="hidden" name="lang" value=(asked.query.lang); }
            button type="submit" { (asked.say("거르기", "Filter")) }
        }
    }
}

/// The filters that occasions and events have.
pub fn occasion_filters(asked: &Asked) -> Markup {
    let q = &asked.query;
    let words = |words: &[&str]| -> Vec<(String, String)> {
        words.iter().map(|w| ((*w).to_owned(), asked.language.word(w).to_owned())).collect()
    };
    let say = |ko, en| asked.say(ko, en).to_owned();
    filters(
        asked,
        vec![
            Field::Text("q", say("낱말", "words"), q.q.clone()),
            Field::Text("actor", say("행위자", "actor"), q.actor.clone()),
            Field::Text("country", say("나라 (둘이면 짝)", "states (two: a pair)"), q.country.clone()),
            Field::Choice("kind", say("종류", "kind"), words(KINDS), q.kind.clone()),
            Field::Choice("status", say("상태", "status"), words(STATUSES), q.status.clone()),
            Field::Choice("certainty", say("확실도", "certainty"), words(CERTAINTIES), q.certainty.clone()),
            Field::Text("from", say("부터", "from"), q.from.clone()),
            Field::Text("to", say("까지", "to"), q.to.clone()),
            Field::Text("min_sources", say("독립 매체 이상", "outlets at least"), q.min_sources.clone()),
            Field::Choice(
                "disputed",
                say("엇갈림", "disputed"),
                vec![("1".to_owned(), say("엇갈리는 것만", "only"))],
                q.disputed.clone(),
            ),
        ],
    )
}

/// A link to an actor.
pub fn actor_link(asked: &Asked, party: &Party) -> Markup {
    let state = party.country.as_deref().filter(|_| party.kind != "country");
    html! {
        @match &party.actor {
            Some(key) => { a.actor href=(asked.href(&format!("/actors/{}", escaped(key)))) { (party.name) } }
            None => { span.actor { (party.name) } }
        }
        @if let Some(latin) = asked.language.beside(&party.name, state) { " " span.latin { (latin) } }
        @if let Some(state) = state { small.state { (asked.language.state(state)) } }
    }
}

/// Those who take part; those who only sit in come last and small.
pub fn sides(asked: &Asked, parties: &[Party]) -> Markup {
    html! {
        @for (n, party) in parties.iter().filter(|p| p.role != "attendee").enumerate() {
            @if n > 0 { (PreEscaped(" · ")) }
            (actor_link(asked, party))
        }
        @let attending = parties.iter().filter(|p| p.role == "attendee").count();
        @if attending > 0 { small { " +" (attending) } }
    }
}

/// The same view in other forms.
pub fn downloads(asked: &Asked, forms: &[Form]) -> Markup {
    html! {
        p.downloads {
            (asked.say("이 화면: ", "This view: "))
            @for (n, form) in forms.iter().enumerate() {
                @let (end, name, kind) = match form {
                    Form::Csv => (".csv", "CSV", "text/csv"),
                    Form::Ics => (".ics", asked.say("일정 (iCalendar)", "iCalendar"), "text/calendar"),
                    Form::Atom => (".atom", asked.say("구독 (Atom)", "Atom feed"), "application/atom+xml"),
                    Form::Json | Form::Page => (".json", "JSON", "application/json"),
                };
                @if n > 0 { " · " }
                a href=(asked.href(&asked.query.link(&format!("{}{end}", here(asked)), &[]))) type=(kind) { (name) }
            }
        }
    }
}

/// The path whose ends name other forms: the front page has a name of its own for them.
fn here(asked: &Asked) -> &str {
    if asked.path == "/" { "/today" } else { &asked.path }
}

/// The link to the next page.
pub fn next(asked: &Asked, next: Option<&String>) -> Markup {
    html! {
        @if let Some(next) = next {
            p.next { a rel="next" href=(asked.href(&asked.query.link(&asked.path, &[("after", next)]))) { (asked.say("더 보기", "More")) } }
        }
    }
}

/// A status in words, told apart by shape and colour.
pub fn status(asked: &Asked, status: &str) -> Markup {
    html! { span class=(format!("status {status}")) { (asked.language.word(status)) } }
}

/// A fault for people, in both languages: it may come before the language is known.
pub fn problem(problem: &Problem) -> Markup {
    let asked = Asked::nowhere();
    let title = format!("{} {}", problem.status.as_u16(), problem.status.canonical_reason().unwrap_or(""));
    let main = html! {
        p { "이 주소로는 보여 드릴 것이 없습니다: " span lang="en" { (problem.detail) } }
        p { a href="/" { "오늘 · Today" } }
    };
    frame(&asked, &title, main)
}
