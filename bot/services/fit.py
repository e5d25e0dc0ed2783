"""What belongs together is checked before anything starts: rules and law, steps and templates, buttons and bytes."""

from collections.abc import Iterator, Mapping
from itertools import chain

from bot.domain.answers import REASONS
from bot.domain.asking import ECHO, template_of
from bot.domain.deadlines import IDS as DEADLINES
from bot.domain.defects import BOOK
from bot.domain.grounds import GROUND_LAW, NONE_CLEAR, REASON_LAW
from bot.domain.guides import GUIDES
from bot.domain.law_of import LAW_OF
from bot.domain.steps import Step
from bot.domain.walk import RESULT
from bot.domain.walks import WALKS
from bot.domain.ways import PAGES as WAY_PAGES
from bot.law.values import Law
from bot.services.fit_papers import BYTES, paper_misfits
from bot.services.fixed_words import FIXED
from bot.text.environment import block_name
from bot.text.words import Words

NONCE = "0" * 8
MARKS = ("+", "-", "=", "~")


class Misfit(Exception):  # noqa: N818 - it says what does not fit
    """Two things that belong together do not fit; one line that names both."""


def check_fit(law: Law, words: Mapping[str, Words]) -> None:
    """Raise Misfit for the first thing that does not fit."""
    speaker = next(iter(words.values()))
    found = chain(_laws(law), _templates(law, speaker), _bytes(law), paper_misfits(law, speaker))
    first = next(found, None)
    if first is not None:
        raise Misfit(first)


def _laws(law: Law) -> Iterator[str]:
    cited = [(r.id, r.authorities) for r in BOOK] + [(f"reason {k}", v) for k, v in REASON_LAW.items()]
    cited += [(f"ground {k}", v) for k, v in GROUND_LAW.items()] + list(LAW_OF.items())
    for name, authorities in cited:
        yield from (
            f"{name} cites {a}, which authorities.toml lacks" for a in authorities if a not in law.authorities
        )


def _templates(law: Law, words: Words) -> Iterator[str]:
    needed: list[tuple[str, tuple[str, ...]]] = [(f"findings/{r.id}", ("title", "why", "do")) for r in BOOK]
    needed += [(f"dates/{d}", ("title", "body")) for d in DEADLINES]
    needed += [(template_of(w.id, s), _blocks(s)) for w in WALKS.values() for s in w.steps]
    needed += [(f"reasons/{reason}", ("title", "why", "do")) for reason in REASONS]
    needed += [(f"grounds/{ground}", ("title", "why", "do")) for ground in (*GROUND_LAW, NONE_CLEAR)]
    needed += [(f"{walk}/{page}", ("title", "body")) for walk, pages in WAY_PAGES.items() for page in pages]
    needed += [(f"{guide.id}/{t}", ("title", "body")) for guide in GUIDES.values() for t in guide.topics]
    needed += [(f"{guide.id}/first", ("title", "body")) for guide in GUIDES.values() if not guide.cards]
    needed += [("courts/notes", tuple({block_name(n) for c in law.courts.values() for n in c.notes}))]
    needed += [("shared/states", tuple({c.state for c in law.courts.values()}))]
    needed += [(ECHO, tuple(s.id for w in WALKS.values() for s in w.steps if s.kind in ("date", "time")))]
    needed += [(template, tuple(blocks.split())) for template, blocks in FIXED.items()]
    for template, blocks in needed:
        yield from (f"templates/chat/{template}.html: {what}" for what in words.lacks(template, blocks))


def _blocks(step: Step) -> tuple[str, ...]:
    return ("name", "body", *(block_name(o.id) for o in step.options))


def _bytes(law: Law) -> Iterator[str]:
    for step in chain.from_iterable(walk.steps for walk in WALKS.values()):
        values = [o.id for o in step.options] + (list(law.courts) if step.kind == "court" else [])
        pairs = ((mark + value) for value in values for mark in ("", *MARKS))
        yield from _too_long(step.id, pairs)
    yield from _too_long(RESULT, (f"en.law.{r.id}" for r in BOOK))
    yield from _too_long(RESULT, (f"en.law.d.{d}" for d in DEADLINES))
    yield from _too_long(RESULT, (f"en.law.g.{g}" for g in (*REASONS, *GROUND_LAW)))


def _too_long(step: str, values: Iterator[str]) -> Iterator[str]:
    for value in values:
        data = f"w:{NONCE}:{step}:{value}"
        if len(data.encode()) > BYTES:
            yield f"the button {data} has more than {BYTES} bytes"
