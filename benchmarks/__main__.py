"""Take the figures: `python -m benchmarks [NAME …]`, all without a name."""

import asyncio
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import answers, check_cases, memory, monitor, papers, replicas, scaling, subscriptions
from benchmarks.bot_process import ROOT
from benchmarks.peers import contest

HERE = ROOT / "build"  # on the disk of the checkout: the folder for temporary files may lie in memory
NAMES = (
    *("check", "answers", "paced", "contest", "contest-far", "scaling", "replicas"),
    *("papers", "monitor", "memory", "subscriptions"),
)
FAR = 0.05  # seconds to the Bot API


def figures(name: str, folder: Path) -> list[str]:
    """One group of figures, in words."""
    if name == "check":
        return check_cases.lines_of(check_cases.measure_check(folder))
    if name == "answers":
        return answers.lines_of(asyncio.run(answers.measure_answers(folder)))
    if name == "paced":
        return answers.paced_lines(asyncio.run(answers.measure_paced(folder)))
    if name.startswith("contest"):
        return contest.lines_of(asyncio.run(contest.compare(folder, network=FAR if name == "contest-far" else 0)))
    if name == "scaling":
        return scaling.lines_of(asyncio.run(scaling.measure_scaling(folder)))
    if name == "replicas":
        return replicas.lines_of(asyncio.run(replicas.measure_replicas(folder)))
    if name == "papers":
        return papers.lines_of(asyncio.run(papers.measure_papers(folder)))
    if name == "monitor":
        return monitor.lines_of(asyncio.run(monitor.measure_monitor(folder)))
    if name == "subscriptions":
        return subscriptions.lines_of(asyncio.run(subscriptions.measure_subscriptions(folder)))
    return memory.lines_of(asyncio.run(memory.measure_growth(folder)))


TITLES = {
    "check": f"fairhearing check, {check_cases.CASES:,} cases",
    "answers": f"A processed answer, {answers.CHATS} chats in Spanish, webhook, SQLite synchronous=FULL",
    "paced": f"{answers.PACE} answers a second for {answers.SECONDS} s, the bot on one core, the phones on another",
    "contest": f"One questionnaire, {contest.CHATS} chats, each bot alone on one core, {contest.RUNS} runs in turn",
    "contest-far": f"The same with {FAR * answers.MILLI:.0f} ms to the Bot API",
    "scaling": f"A processed answer with more and more chats stored, {answers.CHATS} of them talking, SQLite",
    "replicas": f"A processed answer, {answers.CHATS} chats, replicas on one PostgreSQL server behind a proxy",
    "papers": f"Papers; {papers.AT_ONCE} at once beside {papers.CHATS} chats that are answered",
    "monitor": f"Pages of the monitor, {monitor.REPORTS:,} made-up reports",
    "memory": f"Memory of the bot's process, chats in the middle of a check ({memory.FEW:,} to {memory.MANY:,})",
    "subscriptions": f"{subscriptions.RECIPIENTS:,} reminders among {subscriptions.FEW:,} and {subscriptions.MANY:,} "
    "subscriptions, SQLite, without Telegram",
}


def main() -> int:
    chosen = sys.argv[1:] or NAMES
    if not set(chosen) <= set(NAMES):
        print(f"benchmarks: choose of {', '.join(NAMES)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f} before it began")
    HERE.mkdir(exist_ok=True)
    for name in chosen:
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            print(f"\n{TITLES[name]}", *figures(name, Path(folder)), sep="\n  ", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
