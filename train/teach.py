#!/usr/bin/env python3
"""Let Kiwi analyse the raw text: the teacher's part of the training data.

    teach.py DATA_DIR OUT_DIR

Reads DATA_DIR (the folder that train/README.md describes) and writes, one JSON array a line
[text, [[form, tag, start, length], ...]]:

    OUT_DIR/teacher.jsonl     what the model learns from
    OUT_DIR/agreement.jsonl   1,000 sentences of news that it never sees, to measure agreement with the teacher

Every sixth article of the news corpus is kept out of teacher.jsonl. Needs kiwipiepy (see requirements.txt).
The output is the same on every run.
"""
import csv, json, pathlib, re, sys

from kiwipiepy import Kiwi

data, out = map(pathlib.Path, sys.argv[1:3])
out.mkdir(parents=True, exist_ok=True)
kiwi = Kiwi(num_workers=2)


def gsd_texts(path):
    for line in path.open(encoding="utf-8"):
        if line.startswith("# text = "):
            yield line[len("# text = "):].strip()


def kaist_texts(path):
    """This file prints words only: marks go back to the word they stood at."""
    words = []
    for line in path.open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 3:
            glued = words and (cells[1] in ".,?!)]}\"'…" or words[-1][-1] in "([{")
            if glued:
                words[-1] += cells[1]
            else:
                words.append(cells[1])
        elif not line.strip() and words:
            yield " ".join(words)
            words = []


def paragraphs(text):
    for line in text.splitlines():
        line = re.sub(r"\s+", " ", line).strip()
        if line:
            yield line


def sentences(texts):
    """Kiwi's own sentences; any other split would do, the model learns no sentence borders."""
    for found in kiwi.split_into_sents(texts):
        for sentence in found:
            if 4 <= len(sentence.text) <= 600:
                yield sentence.text


news, held = [], []
with (data / "raw/wikinews.csv").open(encoding="utf-8") as f:
    for n, row in enumerate(csv.DictReader(f)):
        (held if n % 6 == 5 else news).extend(paragraphs(row["제목"] + "\n" + row["내용"]))
for line in (data / "raw/diplomacy.jsonl").open(encoding="utf-8"):
    article = json.loads(line)
    # The Wikinews part may hold kept-out articles.
    if not article["id"].startswith("wiki"):
        news.extend(paragraphs(article["title"] + "\n" + article["text"]))
news.extend(paragraphs((data / "raw/ntrex-ko.txt").read_text(encoding="utf-8")))
banks = list(gsd_texts(data / "ud-gsd/ko-gsd-ud-train.conllu")) + list(kaist_texts(data / "ud-kaist/ko-kaist-train.conllu"))


def write(path, texts, limit=None):
    count = 0
    with path.open("w", encoding="utf-8") as f:
        for text, tokens in zip(texts, kiwi.tokenize(texts)):
            row = [text, [[t.form, t.tag, t.start, t.len] for t in tokens]]
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
            if count == limit:
                break
    print(f"{path.name}: {count} sentences")


unseen = set(sentences(held))
learn = list(dict.fromkeys(list(sentences(news)) + banks))
write(out / "teacher.jsonl", [t for t in learn if t not in unseen])
write(out / "agreement.jsonl", [t for t in dict.fromkeys(sentences(held)) if len(t) >= 15], 1000)
