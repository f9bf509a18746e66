#!/usr/bin/env python3
"""Annotation of real coverage that stands apart from its texts: joins it with them, or takes it out of them.

    texts.py join COVERAGE_DIR RAW_DIR OUT_DIR     # OUT_DIR/articles and OUT_DIR/gold, as `sagwan learn` takes them
    texts.py part GOLD_DIR ARTICLES_DIR ORIGINS    # gold/ beside this script, from annotated articles

COVERAGE_DIR holds `articles.jsonl` and `copies/articles.jsonl` (id, title, text), RAW_DIR `diplomacy.jsonl` and `wikinews.csv`.
Words of a text are kept as the code points where they stand, [start, end], and the text by its digest: an article of which
another version is found is left out, and said so. ORIGINS is a JSON file: of each id {"from": "ledger/ID"}.
"""
import csv, hashlib, json, pathlib, sys

HERE = pathlib.Path(__file__).resolve().parent
EVENT_WORDS = ("trigger",)
EVENT_LISTS = ("place", "topics", "venues")


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def whole(title, text):
    return (title + "\n" if title else "") + text


def texts(coverage, raw):
    """Every article of the sets, under the name by which ORIGINS calls it."""
    found = {}
    for name, path in (("ledger", coverage / "articles.jsonl"), ("copies", coverage / "copies/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            found[f"{name}/{article['id']}"] = whole(article.get("title"), article["text"])
    for n, line in enumerate((raw / "diplomacy.jsonl").read_text(encoding="utf-8").splitlines()):
        article = json.loads(line)
        found[f"dipl/{n}"] = whole(article.get("title"), article["text"])
    csv.field_size_limit(10**9)
    with open(raw / "wikinews.csv", encoding="utf-8", newline="") as rows:
        for n, row in enumerate(csv.DictReader(rows)):
            found[f"wiki/{n}"] = whole(row["제목"], row["내용"])
    return found


def mapped(gold, word):
    """The annotation with every word of its text as `word` makes of it; what it makes None of is left out."""
    def listed(words):
        return [w for w in map(word, words) if w is not None]

    out = {**gold, "actors": {}, "events": []}
    for slug, actor in gold["actors"].items():
        out["actors"][slug] = {**actor, "names": listed(actor["names"])}
    for event in gold["events"]:
        event = {**event, **{field: listed(event.get(field) or []) for field in EVENT_LISTS}}
        for field in EVENT_WORDS:
            event[field] = word(event[field]) if event.get(field) else None
        out["events"].append(event)
    return out


def part(gold_dir, articles, origins):
    origins = json.loads(pathlib.Path(origins).read_text(encoding="utf-8"))
    (HERE / "gold").mkdir(exist_ok=True)
    for path in sorted(pathlib.Path(gold_dir).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (pathlib.Path(articles) / f"{gold['id']}.txt").read_text(encoding="utf-8")

        def place(word):
            at = text.find(word)
            return [at, at + len(word)] if at >= 0 else None

        out = mapped(gold, place)
        for field in ("title", "source", "license", "statements", "cuts"):
            out.pop(field, None)
        out.update({"from": origins[gold["id"]]["from"], "text": digest(text)})
        line = json.dumps(out, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (HERE / "gold" / path.name).write_text(line + "\n", encoding="utf-8")


def join(coverage, raw, out):
    found = texts(pathlib.Path(coverage), pathlib.Path(raw))
    out = pathlib.Path(out)
    for folder in ("articles", "gold"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    left = 0
    for path in sorted((HERE / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = found.get(gold.pop("from"), "")
        if digest(text) != gold.pop("text"):
            print(f"{gold['id']}: another text, or none; left out", file=sys.stderr)
            left += 1
            continue
        whole_gold = mapped(gold, lambda span: text[span[0]:span[1]])
        whole_gold.update({"title": text.split("\n")[0], "source": "", "license": "", "statements": [], "cuts": []})
        (out / "articles" / f"{gold['id']}.txt").write_text(text, encoding="utf-8")
        (out / "gold" / path.name).write_text(json.dumps(whole_gold, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.exit(f"{left} articles left out" if left else 0)


if __name__ == "__main__":
    commands = {"join": (join, 3), "part": (part, 3)}
    command, count = commands.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if command is None or len(sys.argv) != 2 + count:
        sys.exit(__doc__)
    command(*sys.argv[2:])
