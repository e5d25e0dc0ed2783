"""Every setting, in one place: read from the environment, `.env` or secret files, checked before anything starts."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "FAIRHEARING_"
SECRETS = Path("/run/secrets")  # where Docker puts secrets: one file a setting, named as the variable
READABLE = SECRETS if os.access(SECRETS, os.R_OK | os.X_OK) else None
DATABASE = r"^$|^sqlite:///|^postgres(ql)?(\+psycopg)?://"
ADDRESS = "a sqlite:/// or postgresql:// address; empty:"


class BadSetting(Exception):  # noqa: N818 - it says what is wrong
    """A missing or wrong setting; one line that names the variable and what it must be."""


class Settings(BaseSettings):
    """The settings, each documented by its description; README has the same table."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        secrets_dir=READABLE,
        extra="ignore",
    )

    token: str = Field("", description="the bot's token, from BotFather")
    api_url: str = Field(
        "https://api.telegram.org",
        pattern=r"^https?://[^/\s]+(/[^\s]*)?$",
        description="the Bot API without /bot, such as https://api.telegram.org",
    )
    public_url: str = Field(
        "",
        pattern=r"^$|^https?://[^/\s]+(/[^\s]*)?$",
        description="where Telegram reaches this bot, such as https://bot.example.org; empty: polling",
    )
    monitor_url: str = Field(
        "",
        pattern=r"^$|^https?://[^/\s]+$",
        description="where volunteers reach this bot's pages, such as https://bot.example.org; empty: the public one",
    )
    webhook_secret: str = Field(
        "", pattern=r"^[A-Za-z0-9_-]{0,256}$", description="1 to 256 of A-Z a-z 0-9 _ -; empty: made from the key"
    )
    host: str = Field("127.0.0.1", min_length=1, description="the address to listen on")
    port: int = Field(8080, ge=0, le=65535, description="the port to listen on, 0 to 65535")
    data: Path = Field(Path("data"), description="the folder of the SQLite files (in the demo also of the key)")
    database_url: str = Field("", pattern=DATABASE, description=f"{ADDRESS} fairhearing.sqlite3 in the folder")
    reports_url: str = Field("", pattern=DATABASE, description=f"{ADDRESS} reports.sqlite3 in the folder")
    secret_key: str = Field("", description="64 hexadecimal digits")
    secret_key_file: Path | None = Field(None, description="a file made by `fairhearing keys make`")
    report_batch: int = Field(5, ge=1, description="how many people a batch of reports waits for, at least 1")
    report_hours: int = Field(24, ge=0, description="how many hours a batch of reports waits, at least 0")
    publish_minimum: int = Field(11, ge=11, description="how many people a published number needs, 11 or more")
    locales: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="languages on offer, such as en,es; empty: all that have a catalog"
    )

    @field_validator("locales", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Read en,es as a list."""
        return tuple(v.strip() for v in value.split(",") if v.strip()) if isinstance(value, str) else value

    @property
    def monitor_address(self) -> str:
        """Where the pages of the monitor are reached; empty where neither address is set."""
        return (self.monitor_url or self.public_url).rstrip("/")

    @property
    def main_database(self) -> str:
        """The address of the main database."""
        return self.database_url or sqlite_address(self.data / "fairhearing.sqlite3")

    @property
    def reports_database(self) -> str:
        """The address of the reports' database."""
        return self.reports_url or sqlite_address(self.data / "reports.sqlite3")


def sqlite_address(path: Path) -> str:
    """The address of a SQLite file; a path may hold signs that mean something in an address."""
    return "sqlite:///" + quote(str(path))


def read_settings() -> Settings:
    """The settings; BadSetting names the variable and what it must be, never its value."""
    try:
        return Settings()
    except OSError as error:
        raise BadSetting(f"{error.filename}: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper().removeprefix(PREFIX)
        field = Settings.model_fields.get(name.lower())
        wanted = field.description if field else first["msg"]
        raise BadSetting(f"{PREFIX}{name}: must be {wanted}") from None
