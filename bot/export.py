"""The command `export`: the tables of the reports' database into a folder."""

import asyncio
from functools import partial
from pathlib import Path

from bot.app import open_words
from bot.domain.publishing import FOR_VOLUNTEERS
from bot.law.load import load_law
from bot.services.exporting import Table, files_of, public_tables, volunteers_tables
from bot.services.reports import read_for_volunteers, read_published, states_of
from bot.settings import Settings
from bot.storage.errors import StoreError
from bot.storage.migrate import REPORTS
from bot.storage.store import Store
from bot.text.documents import Documents
from bot.text.places import data_folder

PUBLIC, VOLUNTEERS = "public", "volunteers"


def export(settings: Settings, audience: str, form: str, *, folder: Path, locale: str) -> list[Path]:
    """The files written, each as a whole; raises StoreError where there are no reports."""
    law = load_law()
    words = open_words(law, (locale,))[locale]
    tables = asyncio.run(_tables(settings, audience))
    least = settings.publish_minimum if audience == PUBLIC else FOR_VOLUNTEERS
    documents = Documents(words, data_folder("templates"))
    files = files_of(tables, form, documents=documents, law=law, least=least)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


async def _tables(settings: Settings, audience: str) -> tuple[Table, ...]:
    file = settings.data / "reports.sqlite3"
    if not settings.reports_url and not file.exists():
        raise StoreError(f"{file}: there are no reports")
    store = Store.open(settings.reports_database, REPORTS)
    try:
        if audience == VOLUNTEERS:
            return volunteers_tables(await store.read(read_for_volunteers))
        read = partial(read_published, state_of=states_of(load_law()), least=settings.publish_minimum)
        return public_tables(await store.read(read))
    finally:
        store.close()
