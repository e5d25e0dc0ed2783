"""What the processes of `tests.forked` have read before they are forked; its memory stays shared with them.

pytest too: multiprocessing runs the parent's main module again in every process.
"""

import gc

import pytest

from benchmarks.broadcasting import words
from benchmarks.faults import reporting, sending_process
from bot.app import open_words
from bot.law.load import load_law
from bot.services.fit import check_fit
from tests.cli import command

__all__ = ["command", "pytest", "reporting", "sending_process"]

words()
check_fit(load_law(), open_words(load_law(), ()))
gc.freeze()
