//! Who meets whom: a picture laid out here, the same for everyone, and the table it is drawn from.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use sagwan_ledger::{Between, Party, Tie};

use crate::web::asked::Asked;
use crate::web::frame::{Field, actor_link, filters, frame};
use crate::web::problem::Problem;
use crate::web::query::{Query, escaped, month_number};
use crate::web::state::App;

/// Ties shown.
const TIES: usize = 80;
/// Months of the slider at most: a text may name a day of long ago.
const MOST_MONTHS: i32 = 50 * 12;
/// Size of the picture.
const SIZE: f64 = 900.0;

pub async fn show(State(app): State<Arc<App>>, asked: Asked) -> Result<Response, Problem> {
    let filter = asked.query.filter()?;
    let filter_end = filter.to;
    let between = if asked.query.by == "people" { Between::People } else { Between::Countries };
    let (ties, extent) =
        app.ask(move |ledger| Ok((ledger.ties(&filter, between, TIES)?, ledger.extent()?))).await?;
    asked.reply(&ties, || {
        let q = &asked.query;
        let say = |ko, en| asked.say(ko, en).to_owned();
        let mut fields = vec![
            Field::Choice("by", say("사이", "between"), vec![("people".to_owned(), say("사람", "people")), ("countries".to_owned(), say("나라", "states"))], q.by.clone()),
            Field::Text("country", say("나라", "state"), q.country.clone()),
            Field::Text("from", say("부터", "from"), q.from.clone()),
            Field::Text("to", say("까지", "to"), q.to.clone()),
        ];
        if let Some((first, last)) = months(extent.as_ref()) {
            let spans = [("1", "한 달", "a month"), ("3", "석 달", "three months"), ("12", "한 해", "a year"), ("60", "다섯 해", "five years")];
            let spans = spans.map(|(months, ko, en)| (months.to_owned(), say(ko, en))).to_vec();
            fields.push(Field::Choice("window", say("동안", "during"), spans, q.window.clone()));
            let at = filter_end.map_or(last, month_number).clamp(first, last);
            fields.push(Field::Months("at", say("까지의 달", "up to"), (first, last), at));
        }
        let main = html! {
            (filters(&asked, fields))
            div #results {
            (picture(&asked, &ties))
            table.ties {
                thead { tr { th { (say("한쪽", "one")) } th { (say("다른 쪽", "other")) } th { (say("계기", "occasions")) } } }
                tbody { @for tie in &ties { tr {
                    td { (actor_link(&asked, &tie.a)) } td { (actor_link(&asked, &tie.b)) }
                    td { a href=(asked.href(&occasions_of(&asked.query, tie))) { (tie.occasions) } }
                } } }
            }
            }
        };
        frame(&asked, asked.say("누가 누구를 만나나", "Who meets whom"), main)
    })
}

/// The first and the last month of a slider.
fn months(extent: Option<&(String, String)>) -> Option<(i32, i32)> {
    let (first, last) = extent?;
    let (first, last) = (month_number(first.parse().ok()?), month_number(last.parse().ok()?));
    Some((first.max(last - MOST_MONTHS), last))
}

/// Where the occasions of a tie are listed.
fn occasions_of(query: &Query, tie: &Tie) -> String {
    let key = |p: &Party| p.actor.clone().unwrap_or_else(|| p.name.clone());
    let (a, b) = (key(&tie.a), key(&tie.b));
    match tie.a.kind.as_str() {
        "country" => query.link("/timeline", &[("country", &format!("{a},{b}")), ("by", "")]),
        _ => query.link("/timeline", &[("actor", &format!("{a};{b}")), ("by", "")]),
    }
}

fn picture(asked: &Asked, ties: &[Tie]) -> Markup {
    let mut nodes: BTreeMap<String, (&Party, i64)> = BTreeMap::new();
    for tie in ties {
        for party in [&tie.a, &tie.b] {
            let key = party.actor.clone().unwrap_or_default();
            nodes.entry(key).or_insert((party, 0)).1 += tie.occasions;
        }
    }
    let index: BTreeMap<&str, usize> = nodes.keys().enumerate().map(|(n, key)| (key.as_str(), n)).collect();
    let edges: Vec<(usize, usize, i64)> = ties
        .iter()
        .filter_map(|t| {
            Some((*index.get(t.a.actor.as_deref()?)?, *index.get(t.b.actor.as_deref()?)?, t.occasions))
        })
        .collect();
    let places = layout(nodes.len(), &edges);
    let most = edges.iter().map(|e| e.2).max().unwrap_or(1).max(1) as f64;
    let heaviest = nodes.values().map(|n| n.1).max().unwrap_or(1).max(1) as f64;
    let at = |n: usize| places.get(n).copied().unwrap_or((0.0, 0.0));
    html! {
        svg.network viewBox=(format!("0 0 {SIZE} {SIZE}")) role="group" aria-label=(asked.say("관계망: 아래 표와 같은 내용", "Network: the same as the table below")) {
            @for (a, b, count) in &edges {
                @let ((x1, y1), (x2, y2)) = (at(*a), at(*b));
                line x1=(format!("{x1:.0}")) y1=(format!("{y1:.0}")) x2=(format!("{x2:.0}")) y2=(format!("{y2:.0}"))
                    stroke-width=(format!("{:.1}", 1.0 + 7.0 * (*count as f64 / most).sqrt())) {}
            }
            @for (n, (key, (party, weight))) in nodes.iter().enumerate() {
                @let (x, y) = at(n);
                @let radius = 5.0 + 15.0 * (*weight as f64 / heaviest).sqrt();
                a href=(asked.href(&format!("/actors/{}", escaped(key)))) {
                    circle cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(format!("{radius:.1}")) {}
                    text x=(format!("{x:.0}")) y=(format!("{:.0}", y - radius - 4.0)) { (party.name) }
                }
            }
        }
    }
}

/// Places by springs and repulsion (Fruchterman and Reingold 1991), from a circle in a fixed order: no chance in it.
fn layout(count: usize, edges: &[(usize, usize, i64)]) -> Vec<(f64, f64)> {
    const ROUNDS: usize = 300;
    /// Pull of the middle, beside that of a tie.
    const GRAVITY: f64 = 0.2;
    let middle = SIZE / 2.0;
    let ideal = 0.8 * SIZE / (count.max(1) as f64).sqrt();
    let mut places: Vec<(f64, f64)> = (0..count)
        .map(|n| {
            let angle = std::f64::consts::TAU * n as f64 / count.max(1) as f64;
            (middle + 0.4 * SIZE * angle.cos(), middle + 0.4 * SIZE * angle.sin())
        })
        .collect();
    for round in 0..ROUNDS {
        let mut pull = vec![(0.0, 0.0); count];
        let mut push = |n: usize, dx: f64, dy: f64| {
            if let Some(p) = pull.get_mut(n) {
                p.0 += dx;
                p.1 += dy;
            }
        };
        for (a, &(xa, ya)) in places.iter().enumerate() {
            for (b, &(xb, yb)) in places.iter().enumerate().skip(a + 1) {
                let (dx, dy) = (xa - xb, ya - yb);
                let far = (dx * dx + dy * dy).sqrt().max(0.1);
                let force = ideal * ideal / far / far;
                push(a, dx * force, dy * force);
                push(b, -dx * force, -dy * force);
            }
        }
        for &(a, b, _) in edges {
            let (Some(&(xa, ya)), Some(&(xb, yb))) = (places.get(a), places.get(b)) else { continue };
            let (dx, dy) = (xa - xb, ya - yb);
            let force = (dx * dx + dy * dy).sqrt() / ideal;
            push(a, -dx * force, -dy * force);
            push(b, dx * force, dy * force);
        }
        // Whoever has no tie to the others would drift off: the middle holds them all, weakly.
        for (n, &(x, y)) in places.iter().enumerate() {
            let (dx, dy) = (middle - x, middle - y);
            let force = GRAVITY * (dx * dx + dy * dy).sqrt() / ideal;
            push(n, dx * force, dy * force);
        }
        // It cools down: smaller steps towards the end.
        let step = 0.1 * SIZE * (1.0 - round as f64 / ROUNDS as f64);
        for (place, (dx, dy)) in places.iter_mut().zip(pull) {
            let far = (dx * dx + dy * dy).sqrt().max(0.1);
            place.0 += dx / far * far.min(step);
            place.1 += dy / far * far.min(step);
        }
    }
    fitted(&places)
}

/// The places spread over the picture, with room for labels at its borders.
fn fitted(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    const BORDER: f64 = 60.0;
    let range = |of: fn(&(f64, f64)) -> f64| {
        let low = places.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (low, (high - low).max(1.0))
    };
    let ((left, width), (top, height)) = (range(|p| p.0), range(|p| p.1));
    let fit = |at: f64, low: f64, length: f64| BORDER + (at - low) / length * (SIZE - 2.0 * BORDER);
    places.iter().map(|&(x, y)| (fit(x, left, width), fit(y, top, height))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_always_the_same_and_within_its_frame() {
        let edges = [(0, 1, 5), (1, 2, 1), (3, 4, 2)];
        let places = layout(5, &edges);
        assert_eq!(places, layout(5, &edges));
        assert!(places.iter().all(|(x, y)| (0.0..=SIZE).contains(x) && (0.0..=SIZE).contains(y)));
        let far = |a: usize, b: usize| (places[a].0 - places[b].0).hypot(places[a].1 - places[b].1);
        assert!(far(0, 1) < far(0, 4), "who meets stands closer");
    }

    #[test]
    fn pairs_without_ties_to_others_leave_room_for_all() {
        let edges: Vec<(usize, usize, i64)> = (0..30).map(|n| (2 * n, 2 * n + 1, 1)).collect();
        let places = layout(60, &edges);
        let near = |n: usize| {
            let others = (0..60).filter(|m| *m != n);
            others.map(|m| (places[n].0 - places[m].0).hypot(places[n].1 - places[m].1)).fold(SIZE, f64::min)
        };
        let crowded = (0..60).filter(|n| near(*n) < SIZE / 60.0).count();
        assert!(crowded < 6, "{crowded} stand on each other");
    }
}
