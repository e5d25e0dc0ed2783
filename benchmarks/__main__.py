"""Take the figures: `python -m benchmarks [NAME …]`, all without a name."""

import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import (
    answers,
    broadcast_cost,
    check_cases,
    memory,
    monitor,
    papers,
    pumping,
    replicas,
    scaling,
    subscriptions,
)
from benchmarks.bot_process import ROOT
from benchmarks.peers import contest

HERE = ROOT / "build"  # on the disk of the checkout: the folder for temporary files may lie in memory
FAR, FAR_RUNS = 0.05, 2  # seconds to the Bot API; python-telegram-bot answers ten a second then


FIGURES: Mapping[str, Callable[[Path], list[str]]] = {
    "check": lambda folder: check_cases.lines_of(check_cases.measure_check(folder)),
    "answers": lambda folder: answers.lines_of(asyncio.run(answers.measure_answers(folder))),
    "paced": lambda folder: answers.paced_lines(asyncio.run(answers.measure_paced(folder))),
    "contest": lambda folder: contest.lines_of(asyncio.run(contest.compare(folder, network=0))),
    "contest-far": lambda folder: contest.lines_of(
        asyncio.run(contest.compare(folder, network=FAR, runs=FAR_RUNS, times=1))
    ),
    "scaling": lambda folder: scaling.lines_of(asyncio.run(scaling.measure_scaling(folder))),
    "replicas": lambda folder: replicas.lines_of(asyncio.run(replicas.measure_replicas(folder))),
    "papers": lambda folder: papers.lines_of(asyncio.run(papers.measure_papers(folder))),
    "monitor": lambda folder: monitor.lines_of(asyncio.run(monitor.measure_monitor(folder))),
    "memory": lambda folder: memory.lines_of(asyncio.run(memory.measure_growth(folder))),
    "subscriptions": lambda folder: subscriptions.lines_of(asyncio.run(subscriptions.measure_subscriptions(folder))),
    "broadcast": lambda folder: broadcast_cost.lines_of(asyncio.run(broadcast_cost.measure_broadcast(folder))),
    "pump": lambda folder: pumping.lines_of(asyncio.run(pumping.measure_pump(folder))),
}
"""Each group of figures, in words."""


TITLES = {
    "check": f"fairhearing check, {check_cases.CASES:,} cases",
    "answers": f"A processed answer, {answers.CHATS} chats in Spanish, webhook, SQLite synchronous=FULL",
    "paced": f"{answers.PACE} answers a second for {answers.SECONDS} s, the bot on one core, the phones on another",
    "contest": f"One questionnaire, {contest.CHATS} chats, each bot alone on one core, {contest.RUNS} runs in turn",
    "contest-far": f"The same with {FAR * answers.MILLI:.0f} ms to the Bot API, {FAR_RUNS} runs of ten questions",
    "scaling": f"A processed answer with more and more chats stored, {answers.CHATS} of them talking, SQLite",
    "replicas": f"A processed answer, {answers.CHATS} chats, replicas on one PostgreSQL server behind a proxy",
    "papers": f"Papers; {papers.AT_ONCE} at once beside {papers.CHATS} chats that are answered",
    "monitor": f"Pages of the monitor, {monitor.REPORTS:,} made-up reports",
    "memory": f"Memory of the bot's process, chats in the middle of a check ({memory.FEW:,} to {memory.MANY:,})",
    "subscriptions": f"{subscriptions.RECIPIENTS:,} reminders among {subscriptions.FEW:,} and {subscriptions.MANY:,} "
    "subscriptions, SQLite, without Telegram",
    "broadcast": f"The first {broadcast_cost.RECIPIENTS:,} of a broadcast to all of {subscriptions.FEW:,} and of "
    f"{subscriptions.MANY:,} subscriptions, SQLite, without Telegram",
    "pump": "Answers alone and beside a broadcast, the bot on one core, the phones on another",
}


def main() -> int:
    chosen = sys.argv[1:] or list(FIGURES)
    if not set(chosen) <= FIGURES.keys():
        print(f"benchmarks: choose of {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f} before it began")
    HERE.mkdir(exist_ok=True)
    for name in chosen:
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            print(f"\n{TITLES[name]}", *FIGURES[name](Path(folder)), sep="\n  ", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
