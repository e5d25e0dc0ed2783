"""`fairhearing check` over 10,000 varied cases: the whole process, with its start and its output."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bot_process import MEGABYTE, ROOT
from bot.domain.answers import KEYS, Key
from bot.law.load import load_law

CASES = 10_000
RUNS = 3
FIRST_DAY = date(2026, 1, 1)
DAYS = 600
SHARE = 0.7  # of the keys that a case holds


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds on the clock and of CPU, and the most memory it held, in bytes."""

    seconds: float
    cpu: float
    memory: int


def cases(how_many: int, seed: int = 1) -> Iterator[Mapping[str, object]]:
    """Cases over the whole vocabulary: most keys in each, words, dates, hours and courts of all kinds."""
    chance = random.Random(seed)  # noqa: S311 - the same cases every time
    courts = sorted(load_law().courts)
    for _ in range(how_many):
        keys = [name for name in KEYS if chance.random() < SHARE]
        yield {name: _value(chance, KEYS[name], courts) for name in keys}


def _value(chance: random.Random, key: Key, courts: list[str]) -> object:
    if key.many:
        return chance.sample(key.words, chance.randint(0, 4))
    if key.kind == "word" or (key.words and chance.random() > SHARE):
        return chance.choice(key.words)
    if key.kind == "court":
        return chance.choice(courts)
    if key.kind == "time":
        return f"{chance.randrange(24):02}:{chance.choice((0, 15, 30)):02}"
    return (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()


def write_cases(file: Path, how_many: int = CASES) -> None:
    """One case a line."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(case) + "\n" for case in cases(how_many))


def run_check(file: Path, into: Path) -> Cost:
    """One run of the command; its output goes into a file."""
    began = perf_counter()
    with into.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "bot", "check", str(file)], cwd=ROOT, stdout=output)  # noqa: S603 - our own command
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"fairhearing check ended with {process.returncode}")
    return Cost(perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def measure_check(folder: Path, how_many: int = CASES) -> list[Cost]:
    """Three runs over the same cases; each must answer every case."""
    file, said = folder / "cases.jsonl", folder / "said.jsonl"
    write_cases(file, how_many)
    costs = [run_check(file, said) for _ in range(RUNS)]
    answered = len(said.read_bytes().splitlines())
    if answered != how_many:
        raise RuntimeError(f"{answered} answers to {how_many} cases")
    return costs


def lines_of(costs: list[Cost]) -> list[str]:
    """The figures in words: the median of the runs."""
    return [
        f"on the clock                {median(one.seconds for one in costs):7.2f} s    (below 5)",
        f"of CPU                      {median(one.cpu for one in costs):7.2f} s",
        f"memory at most              {median(one.memory for one in costs) / MEGABYTE:7.0f} MB   (below 200)",
    ]
