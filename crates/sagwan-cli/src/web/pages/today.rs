//! The front page: one day of the ledger as an editor opens it, each occasion as a sentence.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use sagwan_ledger::{Change, Told};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::show::sentence::{self, Sentence};
use crate::web::asked::{Asked, Form};
use crate::web::feed;
use crate::web::frame::{downloads, frame, status};
use crate::web::problem::Problem;
use crate::web::state::App;

/// Why a day is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Which {
    /// It was asked for.
    Asked,
    /// It is today, and there is news of it.
    Today,
    /// It is the newest of which the ledger has news.
    Newest,
    /// It is today, and the ledger has no news at all.
    Empty,
}

/// An occasion with its sentence.
#[derive(Debug, Serialize, JsonSchema)]
struct Brief {
    #[serde(flatten)]
    told: Told,
    sentence: Sentence,
}

/// A change with its sentences.
#[derive(Debug, Serialize, JsonSchema)]
struct News {
    #[serde(flatten)]
    change: Change,
    sentence: Sentence,
    /// What changed; empty where the sentence says all.
    changed: Sentence,
}

/// What the front page holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// The day.
    day: String,
    /// Why this one.
    which: Which,
    /// Held on the day and the one before, the latest first.
    held: Vec<Brief>,
    /// Planned by then for the day and the six after it, the soonest first.
    ahead: Vec<Brief>,
    /// Moved, called off or contradicted in articles of the last three days, the latest first.
    changed: Vec<News>,
}

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let typed = asked.query.date.trim();
    let wanted: Option<Date> = (!typed.is_empty())
        .then(|| typed.parse().map_err(|_| Problem::bad("date is written as 2018-06-27")))
        .transpose()?;
    let (now, form, language) = (jiff::Zoned::now().date(), asked.form, asked.language);
    let (day, which, today, entries) = app
        .ask(move |ledger| {
            let (day, which) = match (wanted, ledger.newest_day(now)?) {
                (Some(day), _) => (day, Which::Asked),
                (None, Some(day)) if day == now => (day, Which::Today),
                (None, Some(day)) => (day, Which::Newest),
                (None, None) => (now, Which::Empty),
            };
            let today = ledger.today(day)?;
            let entries =
                if form == Form::Atom { feed::today(ledger, &today, language)? } else { Vec::new() };
            Ok((day, which, today, entries))
        })
        .await?;
    if form == Form::Atom {
        return Ok(asked.feed(asked.say("오늘", "Today"), &entries));
    }
    let brief = |told: Told| Brief { sentence: sentence::told(&told, day), told };
    let news = |change: Change| News {
        sentence: sentence::told(&change.told, day),
        changed: sentence::changed(&change, day),
        change,
    };
    let answer = Answer {
        day: today.day,
        which,
        held: today.held.into_iter().map(brief).collect(),
        ahead: today.ahead.into_iter().map(brief).collect(),
        changed: today.changed.into_iter().map(news).collect(),
    };
    asked.reply(&answer, || frame(&asked, asked.say("오늘", "Today"), page(&asked, day, &answer)))
}

fn page(asked: &Asked, day: Date, answer: &Answer) -> Markup {
    let say = |ko, en| asked.say(ko, en);
    let (before, after) = (day.saturating_sub(1.day()), day.saturating_add(6.days()));
    let held = format!("/timeline?from={before}&to={day}&status=occurred,underway");
    let ahead = format!("/timeline?from={day}&to={after}&status=planned,proposed");
    let titles = if answer.which == Which::Today {
        (say("어제·오늘 열린 것", "Held yesterday and today"), say("이번 주 예정", "Coming this week"))
    } else {
        let ahead = match answer.which {
            // What a day that was asked for looked ahead to may have happened by now.
            Which::Asked => say("이날부터 이레 동안", "In the seven days from then"),
            _ => say("이날부터 이레 동안의 예정", "Coming in the seven days from then"),
        };
        (say("이날과 전날 열린 것", "Held on the day and the day before"), ahead)
    };
    html! {
        (which_day(asked, day, answer.which))
        (downloads(asked, &[Form::Json, Form::Atom]))
        div.front {
            section.today {
                h2 { (titles.0) }
                (briefs(asked, &answer.held, say("이틀 사이 열렸다고 보도된 것이 없습니다.", "Nothing is reported to have been held.")))
                p.all { a href=(asked.href(&held)) { (say("연표에서 모두 보기", "All in the timeline")) } }
            }
            div {
                section.today {
                    h2 { (titles.1) }
                    @if answer.which == Which::Asked {
                        p.hint { (say("이날까지 예정으로 보도된 것입니다. 그 뒤 어떻게 되었는지도 함께 보입니다.", "What was planned by then, with what has become of it since.")) }
                    }
                    (briefs(asked, &answer.ahead, say("이레 안에 예정된 것이 없습니다.", "Nothing is planned for these seven days.")))
                    p.all { a href=(asked.href(&ahead)) { (say("연표에서 모두 보기", "All in the timeline")) } }
                }
                section.today {
                    h2 { (say("바뀐 것", "What changed")) }
                    p.hint { (say("지난 사흘 보도에서 날짜가 바뀌었거나, 취소되었거나, 서로 엇갈린 것", "Moved, called off or contradicted in the reports of three days")) }
                    @if answer.changed.is_empty() { p.nothing { (say("바뀐 것이 없습니다.", "Nothing changed.")) } }
                    @for news in &answer.changed { (changed(asked, news)) }
                }
            }
        }
    }
}

/// Which day is shown and why, with the way to others.
fn which_day(asked: &Asked, day: Date, which: Which) -> Markup {
    let why = match which {
        Which::Asked => asked.say("고른 날", "the day asked for"),
        Which::Today => asked.say("오늘", "today"),
        Which::Newest => {
            asked.say("장부에 있는 가장 새 소식의 날", "the newest day with news in this ledger")
        }
        Which::Empty => asked.say(
            "오늘 · 날짜를 아는 일이 장부에 없습니다",
            "today · nothing with a known day is in this ledger",
        ),
    };
    let to = |day: Date| asked.href(&format!("/?date={day}"));
    let (before, after) = (day.saturating_sub(1.day()), day.saturating_add(1.day()));
    html! {
        p.lead { time datetime=(day) { (written(asked, day)) } " · " (why) }
        form.filters.days method="get" action="/" {
            a rel="prev" href=(to(before)) { "← " (asked.say("전날", "day before")) }
            label { span { (asked.say("날짜", "date")) } input type="date" name="date" value=(day); }
            @if !asked.query.lang.is_empty() { input type="hidden" name="lang" value=(asked.query.lang); }
            button type="submit" { (asked.say("보기", "Show")) }
            a rel="next" href=(to(after)) { (asked.say("다음 날", "day after")) " →" }
        }
    }
}

/// A day with its weekday.
fn written(asked: &Asked, day: Date) -> String {
    const KOREAN: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    match asked.language {
        crate::show::Language::Ko => format!(
            "{}년 {}월 {}일 {}요일",
            day.year(),
            day.month(),
            day.day(),
            KOREAN.get(weekday).copied().unwrap_or_default()
        ),
        crate::show::Language::En => day.strftime("%A, %-d %B %Y").to_string(),
    }
}

fn briefs(asked: &Asked, briefs: &[Brief], nothing: &str) -> Markup {
    html! {
        @if briefs.is_empty() { p.nothing { (nothing) } }
        @for brief in briefs {
            article.brief { (said(asked, &brief.told, &brief.sentence)) (about(asked, &brief.told)) }
        }
    }
}

fn changed(asked: &Asked, news: &News) -> Markup {
    let change = &news.change;
    let mark = |ko, en| html! { span.mark { (asked.say(ko, en)) } " " };
    html! {
        article.brief {
            p.marks {
                @if change.moved.is_some() { (mark("날짜 변경", "moved")) }
                @if change.called_off { (mark("무산", "called off")) }
                @if !change.disputed.is_empty() { (mark("엇갈림", "disputed")) }
                @if let Some(since) = &change.since { small { time { (since) } } }
            }
            (said(asked, &change.told, &news.sentence))
            @let more = news.changed.of(asked.language);
            @if !more.is_empty() { p.change { (more) } }
            (about(asked, &change.told))
        }
    }
}

fn said(asked: &Asked, told: &Told, sentence: &Sentence) -> Markup {
    html! {
        p.sentence { a href=(asked.href(&format!("/occasions/{}", told.occasion.occasion))) { (sentence.of(asked.language)) } }
    }
}

/// Outlets that are named; of more the number is told.
const OUTLETS: usize = 4;

/// Status, whose reports it rests on, and how many articles only repeat them.
fn about(asked: &Asked, told: &Told) -> Markup {
    let line = &told.occasion;
    html! {
        p.told {
            (status(asked, &line.status))
            @if line.unconfirmed { " " span.unconfirmed { (asked.say("확인 안 됨", "unconfirmed")) } }
            @if line.contradictions > 0 { " " span.disputed { "≠ " (asked.say("보도 엇갈림", "reports disagree")) } }
            " " span.outlets { (told.outlets.iter().take(OUTLETS).cloned().collect::<Vec<_>>().join(", ")) }
            @if told.outlets.len() > OUTLETS { " " (asked.say("외 ", "and ")) (told.outlets.len() - OUTLETS) (asked.say("곳", " more")) }
            @if told.copies > 0 { " · " (asked.say("받아쓴 기사 ", "")) (told.copies) (asked.say("건 접음", if told.copies == 1 { " copy folded" } else { " copies folded" })) }
        }
    }
}

/// An answer as the description of the API shows it.
pub fn example() -> Value {
    json!({
        "day": "2026-11-20",
        "which": "asked",
        "held": [{
            "occasion": "5f0c8a7e2b9d4c31-e1",
            "kind": "talks",
            "status": "occurred",
            "certainty": "stated",
            "time": "2026-11-20",
            "day": "2026-11-20",
            "place": "프라하",
            "place_country": "CZ",
            "participants": [
                {"actor": "KR:강민서", "name": "강민서", "kind": "person", "country": "KR", "office": "외교부 장관", "role": "party"},
                {"actor": "CZ:얀 노바크", "name": "얀 노바크", "kind": "person", "country": "CZ", "office": "외교장관", "role": "party"},
            ],
            "articles": 3,
            "sources": 2,
            "contradictions": 0,
            "confidence": 0.97,
            "unconfirmed": false,
            "topics": ["원전 협력"],
            "outlets": ["가람일보", "나래신문"],
            "copies": 1,
            "sentence": {
                "ko": "강민서 외교부 장관이 20일 프라하에서 얀 노바크 체코 외교장관과 원전 협력을 놓고 회담했다.",
                "en": "South Korea's foreign minister Kang Min-seo held talks with Czechia's foreign minister 얀 노바크 in 프라하 (Czechia) on 20 November, on “원전 협력”.",
            },
        }],
        "ahead": [],
        "changed": [],
    })
}
