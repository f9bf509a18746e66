#!/usr/bin/env python3
"""A simulated second reader, made from annotation: what asking is worth at each budget.

    run.py SAGWAN CORPUS [--score SCORE.py] [--wrong 0.1] [--budgets 0,10,30,100] [--seed 21] [--of questions|characters]
           [--each] [--answers FILE] [--price-in P --price-out P]

CORPUS holds gold/ and articles/ (docs/annotation.md). Of each exported sheet the script answers every question from gold; one answer
in ten is made wrong at random: another mention, other words, invented words, a word that tells of nothing, or no JSON. Budgets are
shares of the tokens of all questions, or tokens as many as that share of the articles' characters. Prices are for a million tokens, and yours to give: none is claimed here.

Prints a line a budget: tokens, events and events.full by SCORE.py (NOT checked without it), invented stretches sent and let in, events
that wrongly count as occurred beside those of the first reader. Python 3.10, standard library only.
"""
import argparse, collections, importlib.util, json, pathlib, random, re, subprocess, sys, tempfile

MEET = {"summit", "talks", "audience", "meeting", "conference", "summons"}
INVENTED = "없는말을지어냄"


def group(kind):
    return "meet" if kind in MEET else kind


def norm(s):
    return re.sub(r"[\s·‘’“”'\"\-]", "", (s or "").lower())


def day(value):
    return "/".join(part.split("T")[0] for part in value.split("/")) if value else None


def actor_map(gold, record):
    """Actor id to gold's key, as the scorer maps them."""
    forms = {}
    for key, actor in gold["actors"].items():
        for name in actor["names"]:
            forms.setdefault(norm(name), key)
    out = {}
    for actor in record["actors"]:
        key = forms.get(norm(actor["name"]))
        if key is None:
            votes = collections.Counter(forms[norm(m["text"])] for m in actor["mentions"] if norm(m["text"]) in forms)
            key = votes.most_common(1)[0][0] if votes else None
        out[actor["id"]] = key
    return out


def overlap(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def listed(sheet):
    """A sheet with its things in lists: on it each stands under its number."""
    events = [{"n": int(n), "status": "occurred", "time": None, "place": None, **event,
               "sides": [{"mention": m, "role": role} for role, mentions in event["sides"].items() for m in mentions]}
              for n, event in sheet.get("events", {}).items()]
    return {"paragraphs": [{"p": int(n), "text": text} for n, text in sheet["paragraphs"].items()],
            "mentions": [{"n": int(n), "words": words} for n, words in sheet["mentions"].items()],
            "events": events, "speakers": [{"n": int(n), **said} for n, said in sheet.get("speakers", {}).items()]}


def answer_of(sheet, gold, record):
    """The right answer to a sheet, as far as gold tells; the numbers of events whose answer it is sure of."""
    amap = actor_map(gold, record)
    by_words = collections.defaultdict(list)
    for actor in record["actors"]:
        for mention in actor["mentions"]:
            by_words[mention["text"]].append(amap[actor["id"]])
    key_of = {}
    for mention in sheet["mentions"]:
        keys = [k for k in by_words[mention["words"]] if k]
        key_of[mention["n"]] = keys[0] if keys else None
    number_of = {}
    for n, key in key_of.items():
        number_of.setdefault(key, n)
    pairs = []
    for event in sheet.get("events", []):
        sides = {key_of[s["mention"]] for s in event["sides"]} - {None}
        value = next((t["value"] for t in record["times"] if t["span"]["text"] == event["time"]), None)
        for g, gold_event in enumerate(gold["events"]):
            if group(gold_event["kind"]) != group(event["kind"]):
                continue
            own = {a for a, role in gold_event["participants"].items() if role != "attendee"}
            word = norm(event["word"])[:4]
            named = bool(gold_event.get("trigger")) and (word[:2] in norm(gold_event["trigger"]))
            same = overlap(own, sides)
            if same < 0.5:
                continue
            likeness = 4 * same + 2 * (day(gold_event["time"]) == day(value)) + (gold_event["status"] == event["status"]) + named
            pairs.append((-likeness, g, event["n"]))
    # What the record tells already, and is not asked about, is not told by another word.
    asked = {(e["word"], e["kind"]) for e in sheet.get("events", [])}
    taken = set()
    for event in record["events"]:
        if (event["trigger"]["text"], event["kind"]) in asked:
            continue
        sides = {amap[p["actor"]] for p in event["participants"] if p["role"] != "attendee"}
        fits = [(4 * overlap({a for a, r in g["participants"].items() if r != "attendee"}, sides)
                 + 2 * (day(g["time"]) == day((event["time"] or {}).get("value"))), n)
                for n, g in enumerate(gold["events"]) if group(g["kind"]) == group(event["kind"])]
        if fits and max(fits)[0] >= 2:
            taken.add(max(fits)[1])
    match = {}
    for _, g, n in sorted(pairs):
        if n not in match and g not in taken:
            match[n] = g
            taken.add(g)
    answers = []
    for event in sheet.get("events", []):
        if event["n"] not in match:
            answers.append({"event": event["n"], "told": "no"})
            continue
        g = gold["events"][match[event["n"]]]
        answer = {"event": event["n"], "told": "yes"}
        sides = {number_of.get(a): role for a, role in g["participants"].items()}
        now = {(key_of[s["mention"]], s["role"]) for s in event["sides"]}
        if None not in sides and now != set(g["participants"].items()):
            answer["sides"] = [{"mention": n, "role": role} for n, role in sides.items()]
        if event["status"] not in [g["status"], *g.get("status_also", [])]:
            answer["status"] = g["status"]
        if event["kind"] not in [g["kind"], *g.get("kind_also", [])]:
            answer["kind"] = g["kind"]
        dates = [day(d) for d in [g["time"], *g.get("time_also", [])]]
        value = next((t["value"] for t in record["times"] if t["span"]["text"] == event["time"]), None)
        if day(value) not in dates:
            answer["time"] = {"p": 0, "words": ""} if g["time"] is None else None
            for time in record["times"] if g["time"] else []:
                p = next((p["p"] for p in sheet["paragraphs"] if time["span"]["text"] in p["text"]), None)
                if p and day(time["value"]) == day(g["time"]):
                    answer["time"] = {"p": p, "words": time["span"]["text"]}
                    break
        answers.append(answer)
    speakers = []
    for said in sheet.get("speakers", []):
        found = next((g for g in gold["statements"] if "starts" in g and norm(g["starts"])[:10] == norm(said["words"])[:10]), None)
        speakers.append({"statement": said["n"], "mention": number_of.get(found["speaker"]) if found else None})
    return {"events": answers, "speakers": speakers}


def spoil(answer, sheet, dice):
    """Makes one answer in it wrong in one of the ways that models are; gives the answer and how many stretches were invented."""
    if dice.random() < 0.2 or not answer["events"]:
        return "I think the first event is told, but not the second.", 0
    return answer, spoil_event(dice.choice(answer["events"]), sheet, dice)


def spoil_event(event, sheet, dice):
    """Makes an event's answer wrong; gives how many stretches were invented."""
    way = dice.randrange(4)
    if way == 0:
        event["told"] = "no" if event["told"] == "yes" else "yes"
    elif way == 1:
        numbers = [m["n"] for m in sheet["mentions"]]
        event.update(told="yes", sides=[{"mention": n, "role": "party"} for n in dice.sample(numbers, min(2, len(numbers)))])
    elif way == 2:
        words = dice.choice(dice.choice(sheet["paragraphs"])["text"].split())
        event.update(told="yes", time={"p": dice.choice(sheet["paragraphs"])["p"], "words": words})
    else:
        event.update(told="yes", place={"p": 1, "words": INVENTED}, time={"p": 1, "words": INVENTED + "1일"})
        return 2
    return 0


def tokens_of(answer):
    """About how many tokens a model writes that leaves no null away."""
    if isinstance(answer, dict):
        nulls = dict.fromkeys(("kind", "status", "sides", "time", "place"))
        answer = json.dumps({**answer, "events": [{**nulls, **event} for event in answer["events"]]}, ensure_ascii=False, separators=(",", ":"))
    wide = sum(not c.isascii() for c in answer)
    return wide + (len(answer) - wide + 3) // 4


def read(a, golds, extra, folder):
    """Records of all articles in one run, by article id."""
    lines = "".join(json.dumps({"text": text, "date": gold["published"]} if gold.get("published") else {"text": text},
                               ensure_ascii=False) + "\n" for gold, text in golds)
    source = folder / "articles.jsonl"
    source.write_text(lines, encoding="utf-8")
    run = subprocess.run([a.sagwan, "read", "--json", *extra, str(source)], capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()], run.stderr.decode().strip()


def score(a, records, golds, folder):
    if not a.score:
        return None
    out = folder / "records.jsonl"
    out.write_text("".join(json.dumps({**r, "ref": g["id"]}, ensure_ascii=False) + "\n" for r, (g, _) in zip(records, golds)))
    command = [sys.executable, "-B", str(a.score), str(a.corpus / "gold"), str(out), "--articles", str(a.corpus / "articles"), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def false_occurred(records, golds):
    """Events that count as occurred and that no event of gold's with that status has for its own, by article and word."""
    found = set()
    for record, (gold, _) in zip(records, golds):
        amap = actor_map(gold, record)
        for event in record["events"]:
            if event["status"] != "occurred":
                continue
            sides = {amap[p["actor"]] for p in event["participants"] if p["role"] != "attendee"}
            fits = any(group(g["kind"]) == group(event["kind"]) and "occurred" in [g["status"], *g.get("status_also", [])]
                       and overlap({x for x, r in g["participants"].items() if r != "attendee"}, sides) >= 0.5 for g in gold["events"])
            if not fits:
                found.add((gold["id"], event["trigger"]["start"]))
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sagwan")
    ap.add_argument("corpus", type=pathlib.Path)
    ap.add_argument("--score", type=pathlib.Path)
    ap.add_argument("--wrong", type=float, default=0.1)
    ap.add_argument("--budgets", default="0,10,30,100")
    ap.add_argument("--seed", type=int, default=21)
    ap.add_argument("--each", action="store_true", help="each event's answer may be wrong, not one in an article")
    ap.add_argument("--answers", type=pathlib.Path, help="keep the answers at the last budget, for `sagwan second trust|worth`")
    ap.add_argument("--of", choices=["questions", "characters"], default="questions")
    ap.add_argument("--worth", help="a table of `sagwan second worth` in place of what ships")
    ap.add_argument("--price-in", type=float)
    ap.add_argument("--price-out", type=float)
    a = ap.parse_args()
    golds = []
    for path in sorted((a.corpus / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        golds.append((gold, (a.corpus / "articles" / f"{gold['id']}.txt").read_bytes().decode("utf-8")))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        asked, answers = folder / "questions.jsonl", folder / "answers.jsonl"
        first, _ = read(a, golds, ["--second-export", str(asked)], folder)
        whole = sum(json.loads(line)["tokens"] for line in asked.read_text().splitlines())
        if a.of == "characters":
            whole = sum(len(text) for _, text in golds)
        before = false_occurred(first, golds)
        by_id = {r["article"]["id"]: (g, r) for r, (g, _) in zip(first, golds)}
        for share in (int(s) for s in a.budgets.split(",")):
            budget = ["--second-budget", str(whole * share // 100), *(["--second-worth", a.worth] if a.worth else [])]
            read(a, golds, [*budget, "--second-export", str(asked)], folder)
            dice, lines, invented, wrong, sent, answered = random.Random(a.seed), [], 0, 0, 0, 0
            for line in asked.read_text().splitlines():
                question = json.loads(line)
                gold, record = by_id[question["article"]]
                sheet = listed(json.loads(question["messages"][1]["content"]))
                answer = answer_of(sheet, gold, record)
                if a.each:
                    spoiled = [event for event in answer["events"] if dice.random() < a.wrong]
                    wrong += len(spoiled)
                    invented += sum(spoil_event(event, sheet, dice) for event in spoiled)
                elif dice.random() < a.wrong:
                    wrong += 1
                    answer, made_up = spoil(answer, sheet, dice)
                    invented += made_up
                sent += question["tokens"]
                answered += tokens_of(answer)
                key = {k: question[k] for k in ("article", "prompt", "questions")}
                lines.append(json.dumps({**key, "model": "simulated", "answer": answer}, ensure_ascii=False))
            answers.write_text("\n".join(lines))
            if a.answers:
                a.answers.write_text("".join(line + "\n" for line in lines))
            records, said = read(a, golds, [*budget, "--second-import", str(answers)], folder)
            let_in = json.dumps(records, ensure_ascii=False).count(INVENTED)
            new = false_occurred(records, golds) - before
            scores = score(a, records, golds, folder)
            print(f"budget {share} %: {len(lines)} articles, {sent} tokens ({sent / len(golds):.0f} an article), "
                  f"{answered} answered ({answered / len(golds):.0f}), {wrong} answers wrong")
            print(f"  invented stretches: {invented} sent, {let_in} let in; false occurred: {len(new)} beyond the first reader's {len(before)}")
            if scores is None:
                print("  events, events.full: NOT checked, no scorer given")
            else:
                print("  " + ", ".join(f"{k} {scores[k]['f1']:.4f}" for k in ("events", "events.full", "statements.speaker")))
            if a.price_in is not None and a.price_out is not None:
                cost = (sent * a.price_in + answered * a.price_out) / 1e6
                print(f"  cost at these prices: {cost:.4f}; of a million such articles {cost / len(golds) * 1e6:.0f}")
            for line in said.splitlines():
                if line.startswith("sagwan: second reader:"):
                    print("  " + line)


if __name__ == "__main__":
    main()
