#!/usr/bin/env python3
"""Writes what eval/ko measures on: ko_inputs.py DATA_DIR TEACHER_DIR OUT_DIR

    news.txt           3.3 MB of Wikinews text, for speed
    agreement.conllu   1,000 sentences of news with the teacher's morphemes (from teach.py)
    klue.conllu        KLUE-DP dev: its words are eojeol with their marks
"""
import csv, json, pathlib, sys

from kiwi_tags import form_of, tag_of

data, teacher, out = map(pathlib.Path, sys.argv[1:4])
def row(n, form, lemma, tags, head, relation):
    return f"{n}\t{form}\t{lemma}\t_\t{tags}\t_\t{head}\t{relation}\t_\t_"


rows = list(csv.DictReader((data / "raw/wikinews.csv").open(encoding="utf-8")))
text = "\n".join(r["내용"] for r in rows) + "\n"
(out / "news.txt").write_text((text * 3)[:1_400_000], encoding="utf-8")

with (out / "agreement.conllu").open("w", encoding="utf-8") as f:
    for line in (teacher / "agreement.jsonl").open(encoding="utf-8"):
        text, tokens = json.loads(line)
        f.write(f"# text = {text}\n")
        for n, (form, tag, start, length) in enumerate(tokens, 1):
            f.write(row(n, text[start : start + length] or "_", form_of(form), tag_of(tag), 0, "_") + "\n")
        f.write("\n")

with (out / "klue.conllu").open("w", encoding="utf-8") as f:
    for block in (data / "klue/klue-dp-v1.1_dev.tsv").read_text(encoding="utf-8").split("\n\n"):
        lines = [l.split("\t") for l in block.splitlines() if l[:1].isdigit()]
        if lines:
            f.write("# text = " + " ".join(l[1] for l in lines) + "\n")
            for n, form, lemma, tags, head, relation in (l[:6] for l in lines):
                f.write(row(n, form, lemma.replace(" ", "+"), tags, head, relation) + "\n")
            f.write("\n")
