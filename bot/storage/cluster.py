"""Whether two databases are on one PostgreSQL server, so that one log of writes holds both."""

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.addresses import address, called
from bot.storage.errors import StoreError, in_one_line
from bot.storage.postgres import reading_engine

USUAL_PORT = 5432
SECONDS = 5.0


def are_one_cluster(first: str, second: str) -> bool:
    """Whether both PostgreSQL addresses lead to one server; raises StoreError where one cannot be reached.

    By the number each cluster got when it was made; where that may not be read, by host and port.
    """
    urls = address(first), address(second)
    numbers = [_number(url) for url in urls]
    if None not in numbers:
        return numbers[0] == numbers[1]
    places = [(url.host or url.query.get("host"), url.port or USUAL_PORT) for url in urls]
    return places[0] == places[1]


def _number(url: URL) -> int | None:
    try:
        with reading_engine(url, SECONDS).connect() as db:
            try:
                return int(db.exec_driver_sql("SELECT system_identifier FROM pg_control_system()").scalar_one())
            except DBAPIError:  # a hosted server may not allow it
                return None
    except SQLAlchemyError as error:
        raise StoreError(f"{called(url)}: {in_one_line(error)}") from None
