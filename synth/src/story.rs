//! How an occasion is told: one agency's story, and what outlets make of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::dice::Dice;
use crate::world::{Occasion, State, Words};

/// A row of the table of templates.
struct Template {
    part: &'static str,
    kind: &'static str,
    text: &'static str,
}

/// The templates.
pub struct Templates(Vec<Template>);

impl Templates {
    /// The shipped table.
    pub fn load() -> Self {
        let rows =
            include_str!("../data/templates.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
        let row = |row: &'static str| {
            let mut cells = row.splitn(3, '\t');
            Some(Template { part: cells.next()?, kind: cells.next()?, text: cells.next()? })
        };
        Templates(rows.filter_map(row).collect())
    }

    fn of(&self, part: &str, kind: &str) -> Vec<&'static str> {
        self.0
            .iter()
            .filter(|t| t.part == part && (t.kind == kind || t.kind == "*"))
            .map(|t| t.text)
            .collect()
    }
}

/// The slots of a template filled, particles in the form that their word asks for.
fn filled(template: &str, slots: &BTreeMap<&str, String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, after)) = after.split_once('}') else { break };
        let (name, particle) = slot.split_once('|').unwrap_or((slot, ""));
        let word = slots.get(name).map_or("", String::as_str);
        out.push_str(word);
        let (closed, open) = particle.split_once('/').unwrap_or(("", ""));
        let is_closed = word.chars().next_back().and_then(sagwan_ko::jamo::ends_closed).unwrap_or(false);
        out.push_str(if is_closed { closed } else { open });
        rest = after;
    }
    out + rest
}

/// What a story tells of its occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Planned,
    Moved,
    Cancelled,
    Occurred,
}

/// An article of the made-up wire, with the truth about it.
#[derive(Debug, Clone, Serialize)]
pub struct Article {
    pub url: String,
    pub title: String,
    pub text: String,
    pub published: String,
    pub publisher: String,
    pub retrieved: String,
    /// Of the truth: kept out of what the ledger reads.
    #[serde(skip)]
    pub family: usize,
    #[serde(skip)]
    pub occasion: usize,
}

/// An agency's story: sentences, and what to make titles from.
#[derive(Clone)]
struct Story {
    lead: Vec<String>,
    body: Vec<String>,
    titles: Vec<String>,
    agency: &'static str,
    city: &'static str,
}

/// Tells occasions.
pub struct Teller<'w> {
    pub states: &'w [State],
    pub words: &'w Words,
    pub templates: &'w Templates,
    pub families: usize,
    pub articles: usize,
}

impl Teller<'_> {
    /// Every article about an occasion, at most so many stories for each of its stages.
    pub fn tell(&mut self, occasion: &Occasion, dice: &mut Dice) -> Vec<Article> {
        let mut articles = Vec::new();
        let stage =
            |teller: &mut Self, stage: Stage, told: Date, articles: &mut Vec<Article>, dice: &mut Dice| {
                let agencies = 1 + dice.below(3);
                for agency in dice.some(teller.words.of("agency"), agencies) {
                    let story = teller.story(occasion, stage, told, agency, dice);
                    teller.print(occasion, &story, told, articles, dice);
                }
            };
        if let Some((_, told)) = occasion.plan {
            stage(self, Stage::Planned, told, &mut articles, dice);
        }
        if let Some(told) = occasion.moved {
            stage(self, Stage::Moved, told, &mut articles, dice);
        }
        match occasion.cancelled {
            Some(told) => stage(self, Stage::Cancelled, told, &mut articles, dice),
            None => stage(self, Stage::Occurred, occasion.day, &mut articles, dice),
        }
        articles
    }

    fn story(
        &self,
        occasion: &Occasion,
        stage: Stage,
        told: Date,
        agency: &'static str,
        dice: &mut Dice,
    ) -> Story {
        let (a, b) = (&self.states[occasion.sides.0], &self.states[occasion.sides.1]);
        let (person_a, person_b) =
            if occasion.kind == "summit" { (&a.head, &b.head) } else { (&a.minister, &b.minister) };
        // One outlet in ten spells foreign names its own way.
        let variant = dice.percent(10);
        let planned = occasion.plan.map_or(occasion.day, |(day, _)| day);
        let day = if stage == Stage::Planned { planned } else { occasion.day };
        let mut slots: BTreeMap<&str, String> = [
            ("A", person_a.full(variant)),
            ("B", person_b.full(variant)),
            ("a", person_a.short(variant)),
            ("b", person_b.short(variant)),
            ("X", a.name.to_owned()),
            ("Y", b.name.to_owned()),
            ("day", spoken(day, told)),
            ("from", spoken(planned, told)),
            ("city", occasion.city.to_owned()),
            ("t", occasion.topics.0.to_owned()),
            ("u", occasion.topics.1.to_owned()),
            ("src", a.ministry.clone()),
        ]
        .into();
        let part = match stage {
            Stage::Planned => "planned",
            Stage::Moved => "moved",
            Stage::Cancelled => "cancelled",
            Stage::Occurred => "occurred",
        };
        let lead = filled(dice.one::<&str>(&self.templates.of(part, occasion.kind)), &slots);
        let mut body = Vec::new();
        for (part, count) in [("topic", 2), ("quote", 3), ("plain", 3 + dice.below(5))] {
            body.extend(dice.some(&self.templates.of(part, occasion.kind), count));
        }
        let mut lines = Vec::new();
        for template in body {
            slots.insert("n", (2 + dice.below(8)).to_string());
            lines.push(filled(template, &slots));
        }
        if matches!(stage, Stage::Planned | Stage::Moved | Stage::Cancelled) {
            // Nobody has spoken yet.
            lines.retain(|line| !line.contains('"'));
        }
        let titles = self.templates.of("title", occasion.kind).iter().map(|t| filled(t, &slots)).collect();
        Story { lead: vec![lead], body: lines, titles, agency, city: occasion.city }
    }

    /// The story at its agency and at the outlets that take it over.
    fn print(
        &mut self,
        occasion: &Occasion,
        story: &Story,
        told: Date,
        articles: &mut Vec<Article>,
        dice: &mut Dice,
    ) {
        let family = self.families;
        self.families += 1;
        let reporter = format!("{}{}", dice.one(self.words.of("surname")), dice.one(self.words.of("given")));
        let byline = format!("({}={}) {reporter} 기자 = ", story.city, story.agency);
        let copies = if dice.percent(50) { dice.below(5) } else { 0 };
        let outlets = dice.some(self.words.of("outlet"), copies);
        for outlet in std::iter::once(story.agency).chain(outlets) {
            let own = outlet == story.agency;
            let mut lines: Vec<String> = story.lead.iter().chain(&story.body).cloned().collect();
            let mut title = story.titles.first().cloned().unwrap_or_default();
            if !own {
                title = dice.one(&story.titles).clone();
                if dice.percent(30) {
                    lines.truncate((lines.len() * 2 / 3).max(3));
                }
                if dice.percent(30) {
                    // A light hand: a word left out of every third sentence.
                    for line in lines.iter_mut().skip(1).step_by(3) {
                        *line = line.replacen("두 나라", "양국", 1).replacen("여전히 ", "", 1).replacen(
                            "적지 않은 ",
                            "",
                            1,
                        );
                    }
                }
                if dice.percent(40) {
                    let slots = BTreeMap::from([("outlet", outlet.to_owned())]);
                    lines.push(filled(dice.one::<&str>(&self.templates.of("tail", "*")), &slots));
                }
            }
            let minute = dice.below(60);
            let hour = if own { 15 } else { 16 + dice.below(6) };
            let caption = if !own && dice.percent(20) {
                format!("\n{} 전경 [{outlet} 자료사진]\n", story.city)
            } else {
                "\n".to_owned()
            };
            let text = format!("{title}\n{caption}{byline}{}", paragraphs(&lines));
            self.articles += 1;
            let stamp = |day: Date| format!("{day}T{hour:02}:{minute:02}:00+09:00");
            let article = Article {
                url: format!("https://news.example/{}", self.articles),
                title: title.clone(),
                text,
                published: stamp(told),
                publisher: outlet.to_owned(),
                retrieved: stamp(told),
                family,
                occasion: occasion.number,
            };
            // Some are corrected the same evening, at the same address.
            if dice.percent(3) {
                let later = format!("{told}T23:{minute:02}:00+09:00");
                let text = format!("{}\n{}", article.text, "기사 내용의 오자를 바로잡았습니다.");
                articles.push(article.clone());
                articles.push(Article { text, retrieved: later, ..article });
            } else {
                articles.push(article);
            }
        }
    }
}

/// A day as an article of another day has it.
fn spoken(day: Date, told: Date) -> String {
    if (day.year(), day.month()) == (told.year(), told.month()) {
        format!("{}일", day.day())
    } else {
        format!("{}월 {}일", day.month(), day.day())
    }
}

fn paragraphs(lines: &[String]) -> String {
    lines.chunks(2).map(|two| two.join(" ")).collect::<Vec<_>>().join("\n")
}
