#!/usr/bin/env python3
"""Articles a second of one core, and peak memory: python.py SAGWAN ARTICLES.jsonl [ROUNDS]

Each way reads the same articles ROUNDS times (3) after once for warming up; the best round counts. What counts is the CPU time
of all processes that take part (Spark's JVM and its Python workers among them), so that what else a machine does weighs little.
The command writes its records as JSON, Python's are turned to JSON, Arrow's and Spark's are columns of which all are made.
"""

import json
import os
import pathlib
import subprocess
import sys

import pyarrow.json
import pyspark
import sagwan
from pyspark.sql import SparkSession

os.environ.update(SPARK_HOME=os.path.dirname(pyspark.__file__), SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
import sagwan.spark  # noqa: E402 – reads the environment

command, path = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
table = pyarrow.json.read_json(path).combine_chunks()
articles = [json.loads(line) for line in open(path, encoding="utf-8")]
TICKS = os.sysconf("SC_CLK_TCK")


def processes():
    """This process and all that it started: their parents, the CPU seconds of them and their dead, their peak memory in MiB."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            status = (folder / "status").read_text()
        except OSError:
            continue
        peak = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        name = status.splitlines()[0].split()[1]
        found[int(folder.name)] = int(stat[1]), sum(map(int, stat[11:15])) / TICKS, peak // 1024, name
    family, wave = {}, [os.getpid()]
    while wave:
        family.update({process: found[process] for process in wave})
        wave = [process for process, (parent, *_) in found.items() if parent in wave]
    return family


def seconds():
    return sum(cpu for _, cpu, *_ in processes().values())


def by_command():
    arguments = [command, "read", "--json", "--threads", "1", path]
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def by_python():
    for record in sagwan.read_many(articles, threads=1):
        record.to_json()


def by_arrow():
    for batch in sagwan.read_arrow(table.to_reader(max_chunksize=1000), threads=1).to_reader():
        assert batch.num_rows


def by_spark():
    read = sagwan.spark.read(frame).selectExpr("sum(size(events))", "sum(size(statements))", "max(article.id)")
    assert read.first()


def best(way):
    way()
    taken = []
    for _ in range(rounds):
        begun = seconds()
        way()
        taken.append(seconds() - begun)
    return min(taken)


times = {name: best(way) for name, way in (("command", by_command), ("python", by_python), ("arrow", by_arrow))}
own = processes()[os.getpid()][2]
builder = SparkSession.builder.master("local[2]").config("spark.driver.host", "127.0.0.1")
spark = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR").getOrCreate()
frame = spark.read.json(path).repartition(16).persist()
frame.count()
times["spark local[2]"] = best(by_spark)
workers = max(peak for process, (_, _, peak, name) in processes().items() if name.startswith("python") and process != os.getpid())
spark.stop()

print("way,figure,value")
for name, taken in times.items():
    print(f"{name},articles per core second,{len(articles) / taken:.0f}")
    print(f"{name},of the command,{times['command'] / taken:.2f}")
print(f"python,peak MiB,{own}")
print(f"spark worker,peak MiB,{workers}")
