//! The words for what a record says, in Korean and English (`docs/glossary.md`).

use clap::ValueEnum;
use sagwan::record::{Certainty, CutReason, EventKind, Extraction, Role, Status};
use sagwan_ledger::DoubtLine;

/// Language of the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 한국어
    Ko,
    /// English
    En,
}

impl Language {
    /// The one of two words that is in this language.
    pub fn pick<'a>(self, korean: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::Ko => korean,
            Language::En => english,
        }
    }

    /// The name of a state by its code; a code that there is none for stays as it is.
    pub fn state(self, code: &str) -> &str {
        let name = match self {
            Language::Ko => sagwan_ledger::states::korean(code),
            Language::En => sagwan_ledger::states::english(code),
        };
        name.unwrap_or(code)
    }

    /// How a name is written beside itself in this language: a Korean's in Latin letters in English.
    pub fn beside(self, name: &str, country: Option<&str>) -> Option<String> {
        (self == Language::En).then(|| sagwan_ledger::latin::of_korean(name, country)).flatten()
    }

    /// Kind of an event.
    pub fn kind(self, kind: EventKind) -> &'static str {
        let (ko, en) = match kind {
            EventKind::Summit => ("정상회담", "summit"),
            EventKind::Talks => ("회담", "talks"),
            EventKind::Audience => ("접견", "audience"),
            EventKind::Meeting => ("만남", "meeting"),
            EventKind::Conference => ("회의", "conference"),
            EventKind::Call => ("통화", "call"),
            EventKind::Visit => ("방문", "visit"),
            EventKind::Letter => ("서한", "letter"),
            EventKind::Agreement => ("합의", "agreement"),
            EventKind::Summons => ("초치", "summons"),
        };
        self.pick(ko, en)
    }

    /// Did it happen?
    pub fn status(self, status: Status) -> &'static str {
        let (ko, en) = match status {
            Status::Occurred => ("있었음", "occurred"),
            Status::Underway => ("진행 중", "under way"),
            Status::Planned => ("예정", "planned"),
            Status::Proposed => ("제안·검토", "proposed"),
            Status::Cancelled => ("취소·연기", "cancelled"),
            Status::NotOccurred => ("없었음", "did not occur"),
        };
        self.pick(ko, en)
    }

    /// How sure is the text?
    pub fn certainty(self, certainty: Certainty) -> &'static str {
        let (ko, en) = match certainty {
            Certainty::Stated => ("단정", "stated"),
            Certainty::Attributed => ("취재원 인용", "attributed"),
            Certainty::Hearsay => ("전언", "hearsay"),
            Certainty::Inferred => ("추정", "inferred"),
        };
        self.pick(ko, en)
    }

    /// Part played in an event.
    pub fn role(self, role: Role) -> &'static str {
        let (ko, en) = match role {
            Role::Host => ("주최", "host"),
            Role::Visitor => ("방문", "visitor"),
            Role::Party => ("당사자", "party"),
            Role::Attendee => ("배석", "attending"),
            Role::Chair => ("의장", "chair"),
            Role::Mediator => ("중재", "mediator"),
        };
        self.pick(ko, en)
    }

    /// The word for a word of the record, such as `occurred`; other words stay as they are.
    pub fn word(self, word: &str) -> &str {
        let value = serde_json::Value::String(word.to_owned());
        let of = |label: Option<&'static str>| label.unwrap_or(word);
        if let Ok(kind) = serde_json::from_value(value.clone()) {
            return self.kind(kind);
        }
        if let Ok(status) = serde_json::from_value(value.clone()) {
            return self.status(status);
        }
        if let Ok(certainty) = serde_json::from_value(value.clone()) {
            return self.certainty(certainty);
        }
        of(serde_json::from_value(value).ok().map(|role| self.role(role)))
    }

    /// A value of a field of an account, for people.
    pub fn value(self, field: &str, value: &str) -> String {
        match (field, value) {
            ("time", value) => self.time(value),
            ("duration", value) => self.duration(value),
            ("rank", value) => rank(value, self).to_owned(),
            ("name", value) => value.to_owned(),
            ("closed_door", "true") => self.pick("예", "yes").to_owned(),
            ("closed_door", "false") => self.pick("아니요", "no").to_owned(),
            (_, value) => self.word(value).to_owned(),
        }
    }

    /// A TIMEX3 value for people: what stands for a part of the day or of the year is said in words.
    pub fn time(self, value: &str) -> String {
        if let Some((from, to)) = value.split_once('/') {
            return format!("{} – {}", self.time(from), self.time(to));
        }
        let (day, hour) = value.split_once('T').map_or((value, None), |(day, hour)| (day, Some(hour)));
        let (year, rest) = day.split_once('-').unwrap_or((day, ""));
        let part = match rest {
            "SP" => Some(("봄", "spring")),
            "SU" => Some(("여름", "summer")),
            "FA" => Some(("가을", "autumn")),
            "WI" => Some(("겨울", "winter")),
            "H1" => Some(("상반기", "first half")),
            "H2" => Some(("하반기", "second half")),
            "Q1" => Some(("1분기", "first quarter")),
            "Q2" => Some(("2분기", "second quarter")),
            "Q3" => Some(("3분기", "third quarter")),
            "Q4" => Some(("4분기", "fourth quarter")),
            _ => None,
        };
        let day = part.map_or_else(|| day.to_owned(), |(ko, en)| format!("{year} {}", self.pick(ko, en)));
        let hour = hour.map(|hour| match hour {
            "MO" => self.pick("오전", "morning"),
            "MI" => self.pick("정오", "midday"),
            "AF" => self.pick("오후", "afternoon"),
            "EV" => self.pick("저녁", "evening"),
            "NI" => self.pick("밤", "night"),
            "DT" => self.pick("낮", "daytime"),
            clock => clock,
        });
        hour.map_or(day.clone(), |hour| format!("{day} {hour}"))
    }

    /// An ISO 8601 duration for people; what is no such stays as it is.
    pub fn duration(self, value: &str) -> String {
        let Some(units) = value.strip_prefix('P') else { return value.to_owned() };
        let (mut out, mut number, mut clock) = (Vec::new(), String::new(), false);
        for letter in units.chars() {
            let unit = match (letter, clock) {
                ('T', _) => {
                    clock = true;
                    continue;
                }
                ('Y', _) => ("년", "y"),
                ('M', false) => ("개월", "months"),
                ('W', _) => ("주", "weeks"),
                ('D', _) => ("일", "days"),
                ('H', _) => ("시간", "h"),
                ('M', true) => ("분", "min"),
                ('S', _) => ("초", "s"),
                (digit, _) => {
                    number.push(digit);
                    continue;
                }
            };
            out.push(match self {
                Language::Ko => format!("{number}{}", unit.0),
                Language::En => format!("{number} {}", unit.1),
            });
            number.clear();
        }
        if out.is_empty() { value.to_owned() } else { out.join(" ") }
    }

    /// Where something was said or published; a word that there is none for stays as it is.
    pub fn channel(self, channel: &str) -> &str {
        let (ko, en) = match channel {
            "press_release" => ("보도자료", "press release"),
            "briefing" => ("브리핑", "briefing"),
            "press_conference" => ("기자회견", "press conference"),
            "interview" => ("인터뷰", "interview"),
            "statement" => ("성명", "statement"),
            "speech" => ("연설", "speech"),
            "twitter" => ("트위터", "Twitter"),
            "facebook" => ("페이스북", "Facebook"),
            "instagram" => ("인스타그램", "Instagram"),
            "truth_social" => ("트루스소셜", "Truth Social"),
            "remarks" => ("발언", "remarks"),
            "op_ed" => ("기고", "op-ed"),
            "media" => ("매체", "an outlet"),
            _ => return channel,
        };
        self.pick(ko, en)
    }

    /// Why a passage was cut.
    pub fn cut(self, why: CutReason) -> &'static str {
        let (ko, en) = match why {
            CutReason::Boilerplate => ("상투 문구", "boilerplate"),
            CutReason::Repeat => ("되풀이", "repeat"),
            CutReason::Byline => ("기자·통신사", "byline"),
            CutReason::Caption => ("사진 설명", "caption"),
            CutReason::Related => ("관련 기사", "related"),
            CutReason::Advert => ("광고", "advert"),
        };
        self.pick(ko, en)
    }

    /// How the text was found.
    pub fn extraction(self, extraction: Extraction) -> &'static str {
        let (ko, en) = match extraction {
            Extraction::Text => ("본문 그대로", "text as handed in"),
            Extraction::Selector => ("기사 영역", "marked article"),
            Extraction::JsonLd => ("JSON-LD", "JSON-LD"),
            Extraction::Density => ("밀도 추정", "densest part"),
        };
        self.pick(ko, en)
    }
}

/// What is doubted, in a language.
pub fn doubt(what: &str, language: Language) -> &str {
    let (ko, en) = match what {
        "contradiction" => ("보도 엇갈림", "contradiction"),
        "event" => ("판독 의심", "doubtful reading"),
        "actor" => ("누가 누구인지", "who is who"),
        "pair" => ("같은 계기인지", "one occasion or two"),
        _ => return what,
    };
    language.pick(ko, en)
}

/// Why something is doubted, in a language; what is said of actors the ledger says in English only.
pub fn why_doubted(line: &DoubtLine, language: Language) -> &str {
    match (line.what.as_str(), line.joined) {
        ("contradiction", _) => language.pick("보도가 서로 엇갈립니다.", "Reports contradict each other."),
        ("event", _) => language.pick("판독이 확실하지 않습니다.", "The reader is not sure of it."),
        ("pair", Some(true)) => {
            language.pick("한 계기로 묶었지만 아닐 수 있습니다.", "They are joined, but hardly.")
        }
        ("pair", _) => {
            language.pick("따로 두었지만 한 계기일 수 있습니다.", "They are apart, but nearly one.")
        }
        _ => &line.why,
    }
}

/// Of what rank a visit is, in a language; a word that there is none for stays as it is.
pub fn rank(rank: &str, language: Language) -> &str {
    let (ko, en) = match rank {
        "state" => ("국빈 방문", "state visit"),
        "official" => ("공식 방문", "official visit"),
        "working" => ("실무 방문", "working visit"),
        "private" => ("비공식 방문", "private visit"),
        _ => return rank,
    };
    language.pick(ko, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_lengths_are_said_in_words() {
        let (ko, en) = (Language::Ko, Language::En);
        assert_eq!(
            (ko.time("2026-11-20TMO"), en.time("2026-11-20TMO")),
            ("2026-11-20 오전".into(), "2026-11-20 morning".into())
        );
        assert_eq!(ko.time("2026-SU"), "2026 여름");
        assert_eq!(en.time("2019-04-24/2019-04-26T10:30"), "2019-04-24 – 2019-04-26 10:30");
        assert_eq!(ko.time("2026-11"), "2026-11");
        assert_eq!(
            (ko.duration("PT1H30M"), en.duration("PT1H30M")),
            ("1시간 30분".into(), "1 h 30 min".into())
        );
        assert_eq!(
            (ko.duration("P2M"), ko.duration("P3D"), ko.duration("later")),
            ("2개월".into(), "3일".into(), "later".into())
        );
        assert_eq!((ko.channel("briefing"), ko.channel("pigeon")), ("브리핑", "pigeon"));
    }
}
