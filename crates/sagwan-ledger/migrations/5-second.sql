-- What a second reader answered, by the article's text, the version of the prompt, the questions and who answered: asked once.
CREATE TABLE second_answer (
    article   TEXT NOT NULL,
    prompt    TEXT NOT NULL,
    questions TEXT NOT NULL,
    model     TEXT NOT NULL,
    answer    TEXT NOT NULL,
    PRIMARY KEY (article, prompt, questions, model)
) STRICT, WITHOUT ROWID;
