"""What a life of a process needs, read once before it is forked."""

from benchmarks.broadcasting import law, words
from benchmarks.faults import broadcast_process, reporting

__all__ = ["broadcast_process", "reporting"]

law()
words()
