"""Make .venv with what runs, or with what develops; says in one line what the machine lacks."""

import subprocess
import sys
from pathlib import Path

LOCKS = {"run": "requirements.lock", "develop": "requirements-dev.lock"}


def stop(message: str) -> None:
    """End with one line."""
    sys.exit(f"setup: {message}")


def make(kind: str) -> None:
    """Install the lock, hashes enforced, and the project itself, without letting pip resolve anything."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs make may have an older one
        stop(f"Python 3.11 or newer is needed (this is {sys.version.split()[0]}); try: make PYTHON=python3.12 ...")
    python = Path(".venv/bin/python")
    if not python.exists():
        try:
            import ensurepip  # noqa: F401, PLC0415 - only to see whether it is there
        except ImportError:
            stop("the package python3-venv is missing; try: apt-get install python3-venv")
        call(sys.executable, "-m", "venv", ".venv")
    pip = (str(python), "-m", "pip", "install", "-q")
    call(*pip, "--require-hashes", "-r", LOCKS[kind])
    call(*pip, "--no-deps", "--no-build-isolation", "-e", ".")


def call(*command: str) -> None:
    """Run a command; where it fails, say which."""
    if subprocess.run(command, check=False).returncode:
        stop(f"failed: {' '.join(command[:6])}")


if __name__ == "__main__":
    make(sys.argv[1])
