//! What a second reader answered, kept so that no question is asked twice and a second run gives the same bytes.

use rusqlite::{OptionalExtension, params};

use crate::error::LedgerError;
use crate::ledger::Ledger;

/// An answer with all that it is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// `sha256:` and the hash of the article's source text.
    pub article: String,
    /// Version of the prompt.
    pub prompt: String,
    /// Hash of the questions.
    pub questions: String,
    /// Who answered.
    pub model: String,
    /// The answer as it came.
    pub answer: String,
}

/// How much one model answered to one version of the prompt.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AnswersKept {
    /// The model.
    pub model: String,
    /// Version of the prompt.
    pub prompt: String,
    /// Answers.
    pub answers: u64,
    /// Articles that they are about.
    pub articles: u64,
    /// Characters of the answers.
    pub characters: u64,
}

impl Ledger {
    /// The answer to questions that were asked of a model before.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn second_answer(
        &self,
        article: &str,
        prompt: &str,
        questions: &str,
        model: &str,
    ) -> Result<Option<String>, LedgerError> {
        let answer = self
            .db
            .prepare_cached(
                "SELECT answer FROM second_answer WHERE article = ?1 AND prompt = ?2 AND questions = ?3 AND model = ?4",
            )?
            .query_row([article, prompt, questions, model], |row| row.get(0))
            .optional()?;
        Ok(answer)
    }

    /// Keeps answers; one to the same questions of the same model takes the place of that before.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn keep_second_answers(&mut self, answers: &[KeptAnswer]) -> Result<(), LedgerError> {
        let transaction = self.db.transaction()?;
        for kept in answers {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO second_answer (article, prompt, questions, model, answer)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![kept.article, kept.prompt, kept.questions, kept.model, kept.answer])?;
        }
        Ok(transaction.commit()?)
    }

    /// How much is kept, by model and prompt.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn second_answers(&self) -> Result<Vec<AnswersKept>, LedgerError> {
        let mut select = self.db.prepare_cached(
            "SELECT model, prompt, count(*), count(DISTINCT article), sum(length(answer)) FROM second_answer
             GROUP BY model, prompt ORDER BY model, prompt",
        )?;
        let rows = select.query_map([], |row| {
            Ok(AnswersKept {
                model: row.get(0)?,
                prompt: row.get(1)?,
                answers: row.get(2)?,
                articles: row.get(3)?,
                characters: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets the answers of a model, or of all; gives how many. Records that heeded them stay as they are.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn forget_second_answers(&mut self, model: Option<&str>) -> Result<usize, LedgerError> {
        Ok(self.db.execute("DELETE FROM second_answer WHERE ?1 IS NULL OR model = ?1", [model])?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_known_by_its_questions_and_who_gave_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::create(&folder.path().join("ledger.db")).unwrap();
        let answer = |questions: &str, model: &str, answer: &str| KeptAnswer {
            article: "a".to_owned(),
            prompt: "p".to_owned(),
            questions: questions.to_owned(),
            model: model.to_owned(),
            answer: answer.to_owned(),
        };
        let kept =
            [answer("q", "m", "회담"), answer("q", "n", "b"), answer("r", "m", "c"), answer("r", "m", "d")];
        ledger.keep_second_answers(&kept).unwrap();
        let found = |questions, model| ledger.second_answer("a", "p", questions, model).unwrap();
        assert_eq!(found("q", "m").as_deref(), Some("회담"));
        assert_eq!(found("r", "m").as_deref(), Some("d"));
        assert_eq!((found("s", "m"), found("r", "n")), (None, None));
        let counts: Vec<(u64, u64, u64)> =
            ledger.second_answers().unwrap().iter().map(|k| (k.answers, k.articles, k.characters)).collect();
        assert_eq!(counts, [(2, 1, 3), (1, 1, 1)]);
        assert_eq!(ledger.forget_second_answers(Some("n")).unwrap(), 1);
        assert_eq!(ledger.second_answers().unwrap().len(), 1);
        assert_eq!(ledger.forget_second_answers(None).unwrap(), 2);
    }
}
