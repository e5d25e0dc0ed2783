"""A death at a moment that was chosen before: after so many steps of a process."""

import os
import signal

from sqlalchemy import Engine, event


class Death:
    """Kills this process before its step of that number; 0: never."""

    def __init__(self, step: int) -> None:
        """Be as far away as that."""
        self._left = step

    def comes_nearer(self) -> None:
        """One step more."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def comes_with_statements(self) -> None:
        """Every statement and commit of this process is a step."""
        for name in ("before_cursor_execute", "commit"):
            event.listen(Engine, name, lambda *_: self.comes_nearer())
