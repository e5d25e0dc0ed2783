"""Compiled templates, each compiled once in this process for all languages: the words are looked up when it runs."""

from types import CodeType

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Block, Template

READ: dict[str, dict[str, frozenset[str]]] = {}
"""What the blocks of a source read, which is alike in all languages."""


class CompiledOnce(BytecodeCache):
    """A cache in memory, for environments that compile alike; a template whose source changed is compiled anew."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._known: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja gives both
        """A template by its name alone, wherever it lies: the same words compile alike."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from this very source."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


def names_read(environment: Environment, template: str) -> dict[str, frozenset[str]]:
    """What each block of a template reads of the values that it is given, and of the environment's globals."""
    loader = environment.loader
    source = loader.get_source(environment, template)[0] if loader is not None else ""
    if source not in READ:
        READ[source] = {block.name: _names(environment, block) for block in environment.parse(source).find_all(Block)}
    return READ[source]


def _names(environment: Environment, block: Block) -> frozenset[str]:
    alone = Template(block.body, lineno=1)
    alone.set_environment(environment)
    return frozenset(find_undeclared_variables(alone))
