"""What a life of a process needs, read once before it is forked."""

from benchmarks.broadcasting import law, words
from benchmarks.faults import reporting

__all__ = ["reporting"]

law()
words()
