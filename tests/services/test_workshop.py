import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pypdf
import pytest

from bot.services.workshop import Full, NotMade, Workshop, Write, rest_after, surroundings
from bot.text.sheets import draw_spot
from tests.text.on_paper import written
from tests.text.shown import words_of

PDF, PNG = b"%PDF-", b"\x89PNG"
CARD = next(w for w in written("en") if w.sheet.name == "card")
NEVER_ANSWERS = (sys.executable, "-c", "import sys; sys.stdin.buffer.read()")
DIES = (sys.executable, "-c", "import sys; sys.stdin.buffer.readline()")


def given(data: Mapping[str, object]) -> Write:
    """Data that is written already."""
    return lambda: data


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    made = Workshop()
    yield made
    await made.close()


async def test_a_sheet_becomes_a_pdf_and_a_drawing_a_picture(workshop: Workshop) -> None:
    assert (await workshop.make("page", given(CARD.data))).startswith(PDF)
    assert (await workshop.make("drawing", given(draw_spot(words_of("es"), "nta-date")), "png")).startswith(PNG)


async def test_many_at_once_are_made_by_one_process_each_its_own(workshop: Workshop) -> None:
    sheets = [w for w in written("en") if w.sheet.layout == "page"][:5]
    made = await asyncio.gather(*(workshop.make("page", given(w.data)) for w in sheets))
    alone = [await workshop.make("page", given(w.data)) for w in sheets]
    assert [len(m) for m in made] == [len(a) for a in alone]
    assert len(set(made)) == len(sheets)


@pytest.mark.parametrize(("took", "rest"), [(0.01, 0.06), (0.02, 0.12), (1.5, 0.2)])
def test_the_rest_grows_with_the_job_but_not_with_a_slow_first_one(took: float, rest: float) -> None:
    assert rest_after(took) == pytest.approx(rest)


async def test_a_killed_process_loses_its_job_and_the_next_one_is_done(workshop: Workshop) -> None:
    await workshop.make("page", given(CARD.data))
    first = workshop.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # so that the job is certainly not done yet
    job = asyncio.ensure_future(workshop.make("page", given(CARD.data)))
    await asyncio.wait((job,), timeout=0)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(NotMade):
        await job
    assert (await workshop.make("page", given(CARD.data))).startswith(PDF)
    assert workshop.pid not in (None, first)


async def test_a_process_that_died_between_two_jobs_is_started_again(workshop: Workshop) -> None:
    await workshop.make("page", given(CARD.data))
    first, process = workshop.pid, workshop._process
    assert process is not None
    process.kill()
    await process.wait()
    assert (await workshop.make("page", given(CARD.data))).startswith(PDF)
    assert workshop.pid != first


@pytest.mark.parametrize("command", [NEVER_ANSWERS, DIES], ids=["never answers", "dies"])
async def test_a_job_that_does_not_end_is_given_up(command: tuple[str, ...]) -> None:
    workshop = Workshop(longest=0.2 if command is NEVER_ANSWERS else 20, command=command)
    with pytest.raises(NotMade):
        await workshop.make("page", given(CARD.data))
    assert workshop.pid is None


async def test_a_layout_that_cannot_be_set_fails_alone(workshop: Workshop) -> None:
    broken = {**CARD.data, "pieces": [{"kind": "nothing-like-it", "text": "", "cite": "", "lines": 0}]}
    with pytest.raises(NotMade, match="TypstError"):
        await workshop.make("page", given(broken))
    alive = workshop.pid
    assert (await workshop.make("page", given(CARD.data))).startswith(PDF)
    assert workshop.pid == alive


async def test_more_jobs_than_the_queue_holds_are_refused_at_once() -> None:
    workshop = Workshop(at_most=2, command=NEVER_ANSWERS)
    waiting = [asyncio.ensure_future(workshop.make("page", given(CARD.data))) for _ in range(2)]
    await asyncio.wait(waiting, timeout=0)
    with pytest.raises(Full):
        await workshop.make("page", given(CARD.data))
    for job in waiting:
        job.cancel()
    await asyncio.wait(waiting)
    assert workshop.pid is None


async def test_closing_ends_the_process(workshop: Workshop) -> None:
    await workshop.make("page", given(CARD.data))
    pid = workshop.pid
    await workshop.close()
    assert workshop.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid or 0, 0)
    await workshop.close()


def test_the_process_gets_none_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRHEARING_TOKEN", "canary")
    monkeypatch.setenv("FAIRHEARING_SECRET_KEY", "canary")
    given = surroundings()
    assert "canary" not in given.values()
    assert (Path(given["PYTHONPATH"]) / "bot").is_dir()


@pytest.mark.parametrize("words", ["#panic()", "*bold* _x_ $a$ @b <c> \\ // #{", "= Title", "[x](y) `raw`"])
async def test_words_are_never_read_as_markup(workshop: Workshop, words: str) -> None:
    piece = {"kind": "text", "text": words, "cite": "", "lines": 0, "ticked": False}
    made = await workshop.make("page", given({**CARD.data, "title": words, "pieces": [piece]}))
    text = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert text.count(words) == 2
