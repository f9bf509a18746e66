#!/usr/bin/env python3
"""Whether records are the same, byte for byte, two ways; prints counts only, so that it may be run over articles nobody is to read.

    same.py answers SAGWAN FOLDER     a second reader asked over a server of this script's own, and its very answers by file
    same.py binaries OLD NEW FOLDER   two builds of sagwan, neither with a second reader

FOLDER is handed to `sagwan read` as it is. Of the first the server answers by a rule that looks at the sheet only: it tells and denies,
gives other sides, statuses, times and places, quotes words that stand nowhere, and now and then writes prose. Exit code 1 when a record
differs. Python 3.10, standard library only.
"""
import hashlib, http.server, json, pathlib, subprocess, sys, tempfile, threading

MODEL = "rule"


def rule(sheet):
    """The text of the answer to a sheet: the same for the same sheet."""
    text = json.dumps(sheet, ensure_ascii=False, sort_keys=True)
    dice = hashlib.sha256(text.encode()).digest()
    if dice[0] < 16:
        return "I would say that the first of them is told."
    mentions = [int(n) for n in sheet["mentions"]] or [1]
    events = []
    for n, event in sheet.get("events", {}).items():
        roll = dice[int(n) % len(dice)]
        words = sheet["paragraphs"].get(str(event["p"]), "").split() or [""]
        answer = {"event": int(n), "told": ("yes", "yes", "no", "unsure")[roll % 4]}
        if roll & 4:
            answer["sides"] = [{"mention": m, "role": "party"} for m in {mentions[0], mentions[-1], 99 if roll & 64 else mentions[0]}]
        if roll & 8:
            answer["status"] = ("cancelled", "planned", "occurred")[roll % 3]
        if roll & 16:
            answer["time"] = {"p": event["p"], "words": event.get("time") or words[roll % len(words)]}
        if roll & 32:
            answer["place"] = {"p": event["p"], "words": "없는말을지어냄" if roll & 128 else words[roll % len(words)]}
        events.append(answer)
    speakers = [{"statement": int(n), "mention": mentions[int(n) % len(mentions)]} for n in sheet.get("speakers", {})]
    return json.dumps({"events": events, "speakers": speakers}, ensure_ascii=False)


class Answering(http.server.BaseHTTPRequestHandler):
    """A server of the chat-completions protocol that answers by the rule."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        content = rule(json.loads(asked["messages"][1]["content"]))
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def read(binary, folder, *more):
    """The records of a folder, a line each, in its own working directory so that no file of settings is found."""
    with tempfile.TemporaryDirectory() as here:
        run = subprocess.run([str(pathlib.Path(binary).resolve()), "read", "--json", *more, str(pathlib.Path(folder).resolve())],
                             capture_output=True, cwd=here)
    if run.returncode > 1:
        sys.exit(f"sagwan ended with {run.returncode}")
    return run.stdout.splitlines()


def by_server_and_by_file(binary, folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    with tempfile.TemporaryDirectory() as name:
        questions, answers = pathlib.Path(name, "questions.jsonl"), pathlib.Path(name, "answers.jsonl")
        plain = read(binary, folder, "--second-export", str(questions))
        with answers.open("w", encoding="utf-8") as out:
            asked = 0
            for line in questions.read_text(encoding="utf-8").splitlines():
                question = json.loads(line)
                key = {k: question[k] for k in ("article", "prompt", "questions")}
                answer = rule(json.loads(question["messages"][1]["content"]))
                out.write(json.dumps({**key, "model": MODEL, "answer": answer}, ensure_ascii=False) + "\n")
                asked += 1
        by_file = read(binary, folder, "--second-import", str(answers))
        by_server = read(binary, folder, "--second-reader", address, "--second-model", MODEL)
    changed = sum(a != b for a, b in zip(plain, by_file))
    print(f"{asked} articles asked about, {changed} records changed by the answers")
    return by_server, by_file


def main():
    match sys.argv[1:]:
        case ["answers", binary, folder]:
            a, b = by_server_and_by_file(binary, folder)
        case ["binaries", old, new, folder]:
            a, b = read(old, folder), read(new, folder)
        case _:
            sys.exit(__doc__)
    equal = sum(x == y for x, y in zip(a, b))
    unequal = max(len(a), len(b)) - equal
    print(f"{equal} records equal, {unequal} unequal")
    sys.exit(1 if unequal else 0)


if __name__ == "__main__":
    main()
