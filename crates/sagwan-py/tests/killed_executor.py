"""Reads articles on a cluster of two executors on this machine and kills one of them in the middle.

killed_executor.py ARTICLES.jsonl RECORDS.jsonl
"""

import os
import pathlib
import signal
import sys
import threading
import time

import sagwan.spark
from pyspark.sql import SparkSession

articles, out = sys.argv[1:]


def descendants(of):
    """Processes that this one started, and those that they started."""
    parents = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            parents[int(folder.name)] = int(stat[1])
        except OSError:
            continue
    found, wave = [], [of]
    while wave:
        wave = [child for child, parent in parents.items() if parent in wave]
        found += wave
    return found


def executors():
    backends = []
    for process in descendants(os.getpid()):
        try:
            command = pathlib.Path(f"/proc/{process}/cmdline").read_text()
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in command and "java" in command.split("\0")[0]:
            backends.append(process)
    return backends


spark = (
    SparkSession.builder.master("local-cluster[2,1,1024]")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)
frame = spark.read.json(articles).repartition(8)


def kill():
    # Some tasks are done, some are under way.
    tracker = spark.sparkContext.statusTracker()
    while True:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numTasks == 8 and stage.numCompletedTasks >= 2 for stage in stages):
            break
        time.sleep(0.02)
    running = executors()
    os.kill(running[0], signal.SIGKILL)
    print(f"killed 1 of {len(running)} executors", flush=True)


killer = threading.Thread(target=kill, daemon=True)
killer.start()
read = sagwan.records(sagwan.spark.read(frame).toArrow())
killer.join(timeout=10)
pathlib.Path(out).write_text("".join(record.to_json() + "\n" for record in read), encoding="utf-8")
spark.stop()
