#!/usr/bin/env python3
"""What a whole reading costs beside the analysis it rests on: speed.py SAGWAN FOLDER [ROUNDS]

CPU time (user and system) of `read --json` over the articles of FOLDER (*.txt) against `analyse --count --no-heads` over the
same text, each the least of ROUNDS runs (5), on one thread; and the time on the clock of `read --json` on one article,
the least of four times as many. The articles are taken ten times over, so that starting up weighs little.
"""
import json, os, pathlib, resource, subprocess, sys, tempfile, time

sagwan, folder = sys.argv[1], pathlib.Path(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
one = {**os.environ, "RAYON_NUM_THREADS": "1"}


def cpu(*arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sagwan, *arguments], stdout=subprocess.DEVNULL, env=one, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def clock(*arguments):
    start = time.perf_counter()
    subprocess.run([sagwan, *arguments], stdout=subprocess.DEVNULL, env=one, check=True)
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as scratch:
    lines, whole, single = (pathlib.Path(scratch) / name for name in ("all.jsonl", "all.txt", "one.txt"))
    lines.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts * 10), encoding="utf-8")
    whole.write_text("\n".join(texts * 10), encoding="utf-8")
    single.write_text(texts[0], encoding="utf-8")
    pairs = [(cpu("read", "--json", str(lines)), cpu("analyse", "--count", "--no-heads", str(whole))) for _ in range(rounds)]
    start = min(clock("read", "--json", str(single)) for _ in range(4 * rounds))
read, analysis = min(r for r, _ in pairs), min(a for _, a in pairs)
size = sum(len(t.encode()) for t in texts) * 10 / 1e6
print(f"reading {read:.2f} s, analysis {analysis:.2f} s for {size:.1f} MB: {read / analysis:.2f} times")
print(f"cold start on one article: {start * 1000:.1f} ms")
