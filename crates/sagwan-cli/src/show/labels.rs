//! The words for what a record says, in Korean and English (`docs/glossary.md`).

use clap::ValueEnum;
use sagwan::record::{Certainty, CutReason, EventKind, Extraction, Role, Status};

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
