"""compose.yaml against what it stands on: the image's facts, the names of settings, its own secrets and networks."""

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from bot.settings import PREFIX, Settings
from tests.postgres import running_postgres

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DATABASES = ("main-database", "reports-database")
BOTS = ("bot", "second-bot")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def in_profile(name: str) -> bool:
    return SERVICES[name].get("profiles") == ["replicas"]


def test_one_bot_stands_alone_and_the_profile_adds_another_and_a_proxy() -> None:
    assert set(SERVICES) == {*DATABASES, *BOTS, "migrate", "proxy"}
    assert [name for name in SERVICES if in_profile(name)] == ["second-bot", "proxy"]
    assert SERVICES["second-bot"] == SERVICES["bot"] | {"profiles": ["replicas"]}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_to_its_volumes_alone_and_gains_no_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "network_mode", "pid"} & set(service)
    for volume in service.get("volumes", ()):
        assert volume.partition(":")[0] in COMPOSE["volumes"]


def test_no_port_but_the_proxys_is_open_and_the_databases_reach_nobody_outside() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert COMPOSE["networks"]["databases"] == {"internal": True}
    for name in (*DATABASES, "migrate"):
        assert SERVICES[name]["networks"] == ["databases"]
    assert SERVICES["proxy"]["networks"] == ["outside"]


def test_each_database_has_a_server_a_volume_and_a_password_of_its_own() -> None:
    first, second = (SERVICES[name] for name in DATABASES)
    assert first["image"] == second["image"]
    assert int(re.findall(r"postgres:(\d+)", first["image"])[0]) >= 18  # the folder of its volume is the newer one
    assert first["volumes"] != second["volumes"]
    assert first["secrets"] != second["secrets"]
    for service in (first, second):
        assert service["environment"]["POSTGRES_PASSWORD_FILE"] == f"/run/secrets/{service['secrets'][0]}"
        assert service["volumes"][0].endswith(":/var/lib/postgresql")


def test_every_secret_is_a_file_and_stands_nowhere_else() -> None:
    assert all(secret["file"].startswith("./secrets/") for secret in COMPOSE["secrets"].values())
    used = {name for service in SERVICES.values() for name in service.get("secrets", ())}
    assert used == set(COMPOSE["secrets"])
    told = {key for service in SERVICES.values() for key in service.get("environment", ())}
    assert not told & {"FAIRHEARING_TOKEN", "FAIRHEARING_SECRET_KEY", "POSTGRES_PASSWORD", "FAIRHEARING_DATABASE_URL"}
    for ignored in (".gitignore", ".dockerignore"):
        assert "secrets" in (ROOT / ignored).read_text("utf-8").replace("/", "").split()


@pytest.mark.parametrize("name", [*BOTS, "migrate"])
def test_what_the_program_is_given_are_settings_that_exist(name: str) -> None:
    service = SERVICES[name]
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    named = {*service["environment"], *(secret for secret in service["secrets"] if secret.startswith(PREFIX))}
    assert named <= known
    assert {"FAIRHEARING_DATABASE_URL", "FAIRHEARING_REPORTS_URL"} <= named


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_has_its_key_and_waits_for_the_migration(name: str) -> None:
    service = SERVICES[name]
    key = service["environment"]["FAIRHEARING_SECRET_KEY_FILE"]
    assert key.removeprefix("/run/secrets/") in service["secrets"]
    assert service["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["migrate"]["command"] == ["migrate"]
    assert SERVICES["migrate"]["depends_on"] == {of: {"condition": "service_healthy"} for of in DATABASES}


def test_the_image_is_as_the_services_expect_it() -> None:
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)  # who has to be able to read the secrets
    assert "10001" in (ROOT / "docs" / "operators.md").read_text("utf-8")
    assert re.search(r'^ENTRYPOINT \["fairhearing"\]$', DOCKERFILE, re.MULTILINE)
    assert re.search(r'^CMD \["run"\]$', DOCKERFILE, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", DOCKERFILE, re.MULTILINE)
    [folder] = re.findall(r"FAIRHEARING_DATA=(\S+)", DOCKERFILE)
    assert all(folder in SERVICES[name]["tmpfs"] for name in (*BOTS, "migrate"))


def test_every_service_says_how_to_see_that_it_is_well() -> None:
    own = {name for name, service in SERVICES.items() if service.get("build")}  # the image's own check
    assert {name for name, service in SERVICES.items() if "healthcheck" in service} >= set(SERVICES) - own


def test_the_proxy_passes_telegrams_path_on_to_both_bots_and_nothing_else() -> None:
    caddyfile = COMPOSE["configs"]["caddyfile"]["content"]
    [port] = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"reverse_proxy (.+) \{", caddyfile) == [" ".join(f"{name}:{port}" for name in BOTS)]
    assert re.findall(r"handle (\S+) \{", caddyfile) == ["/telegram"]
    assert "respond 404" in caddyfile
    assert set(SERVICES["proxy"]["depends_on"]) == set(BOTS)


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.usefixtures("postgres")  # skipped where none can be started at all
def test_postgresql_knows_the_settings_it_is_started_with(name: str) -> None:
    program, *settings = SERVICES[name]["command"].split()
    assert program == "postgres"
    with running_postgres(f"-h '' {' '.join(settings)}") as server, psycopg.connect(server.url("postgres")) as db:
        assert db.execute("SHOW log_error_verbosity").fetchone() == ("terse",)
        assert db.execute("SHOW wal_level").fetchone() == ("minimal",)
