"""Nothing is installed that is not, byte for byte, what the lock names."""

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "benchmarks/peers/requirements.lock",
    "benchmarks/peers/sniffio.lock",
)
INSTALLERS = ("Makefile", "Dockerfile", "tools/setup_venv.py")


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_its_version_and_hashes(name: str) -> None:
    text = re.sub(r"\\\n\s*", "", (ROOT / name).read_text("utf-8"))
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"[\w.\-\[\]]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


@pytest.mark.parametrize("name", INSTALLERS)
def test_whatever_installs_a_lock_demands_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    installs = [line for line in text.splitlines() if re.search(r"install.* -r |\"-r\"", line)]
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []


def wheel(folder: Path, word: str) -> Path:
    """A wheel of one module that says a word; the same bytes for the same word."""
    path = folder / "tiny-1.0-py3-none-any.whl"
    parts = {
        "tiny.py": f"WORD = {word!r}\n",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.0.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as made:
        for name, text in parts.items():
            made.writestr(zipfile.ZipInfo(name), text)
    return path


@pytest.mark.parametrize(("word", "installed"), [("as locked", True), ("tampered", False)])
def test_the_setup_of_the_environment_refuses_a_package_with_another_hash(
    tmp_path: Path,
    word: str,
    installed: bool,  # noqa: FBT001 - a case
) -> None:
    locked = hashlib.sha256(wheel(tmp_path, "as locked").read_bytes()).hexdigest()
    (tmp_path / "requirements.lock").write_text(f"tiny==1.0 --hash=sha256:{locked}\n")
    wheel(tmp_path, word)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)  # noqa: S603
    library = next((tmp_path / ".venv" / "lib").glob("python*/site-packages"))
    (library / "pip.pth").write_text(sysconfig.get_path("purelib") + "\n")
    offline = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PYTHONPATH": ""}
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, ROOT / "tools" / "setup_venv.py", "run"],
        cwd=tmp_path,
        env=offline,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1  # also where the hash is right: the project itself is not in this folder
    assert ("DO NOT MATCH THE HASHES" in done.stderr) is not installed
    assert (library / "tiny.py").exists() is installed


def test_an_audit_that_could_not_ask_about_a_package_fails() -> None:
    target = (ROOT / "Makefile").read_text("utf-8").partition("\naudit:")[2].partition("\n\n")[0]
    assert "--strict" in target
