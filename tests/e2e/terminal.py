"""A terminal to run the installed program in, and a screen that understands what is drawn."""

import contextlib
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

READER = shutil.which("reader", path=str(Path(sys.executable).parent))
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\|\x1b_.*?\x1b\\", re.DOTALL
)
UNFINISHED = re.compile(rb"\x1b(?:\[[<=>?0-9;$]*|[P_][^\x1b]{0,200})?\Z")
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+c": "\x03",
    "ctrl+q": "\x11",
    "ctrl+r": "\x12",
}
TIMEOUT = 15.0


class NotShown(AssertionError):
    """What was waited for did not appear; the message holds the screen."""


def sealed(home: Path, **extra: str) -> dict[str, str]:
    """Return an environment with an empty home and none of the machine's terminal settings."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TMPDIR": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "USER": "tester",
        "LOGNAME": "tester",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        **extra,
    }


class Terminal:
    """One run of the program in a pseudo-terminal of its own.

    Nothing here sleeps: every wait reads what the program draws until it holds, or fails with the screen.
    """

    def __init__(
        self,
        arguments: Sequence[str | Path],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 40,
        ignore_sighup: bool = False,
    ) -> None:
        assert READER, "the reader command is not installed beside this Python"
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self.drawn = bytearray()
        self.on_draw: Callable[[], None] | None = None
        self.process = pexpect.spawn(
            READER,
            [str(argument) for argument in arguments],
            env=dict(environment),
            dimensions=(rows, columns),
            timeout=TIMEOUT,
            ignore_sighup=ignore_sighup,
        )
        self.process.delaybeforesend = None
        self.process.delayafterclose = None
        self.process.delayafterterminate = None
        self.process.ptyproc.delayafterclose = 0
        self.process.ptyproc.delayafterterminate = 0

    @property
    def text(self) -> str:
        """What the screen shows, a line per row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Press keys, given by name (`enter`) or as the character."""
        self.process.send("".join(KEYS.get(key, key) for key in keys))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by SIGWINCH."""
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def wait_for(self, wanted: str | Callable[[str], object], timeout: float = TIMEOUT) -> str:
        """Wait until the screen shows a text, or satisfies a condition, and return the screen's text."""
        holds = (lambda text: wanted in text) if isinstance(wanted, str) else wanted
        end = time.monotonic() + timeout
        while not holds(self.text):
            left = end - time.monotonic()
            if left <= 0 or not self._read(left):
                if holds(self.text):
                    break
                state = "still runs" if self.process.isalive() else f"ended ({self.status()})"
                raise NotShown(f"{wanted!r} never appeared; the program {state}\n{self.text}")
        return self.text

    def read_for(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Draw what the program writes for so long, or until a condition holds."""
        end = time.monotonic() + seconds
        while not until() and (left := end - time.monotonic()) > 0 and self._read(left):
            pass

    def wait_end(self, timeout: float = TIMEOUT) -> int:
        """Wait until the program ends by itself and return its exit code (negative for a signal)."""
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0 and self._read(left):
            pass
        if time.monotonic() >= end:
            raise NotShown(f"the program did not end\n{self.text}")
        return self.status()

    def status(self) -> int:
        """Reap the ended program and return its exit code (negative for a signal)."""
        with contextlib.suppress(pexpect.ExceptionPexpect):
            self.process.wait()
        if self.process.signalstatus is not None:
            return -self.process.signalstatus
        return int(self.process.exitstatus or 0)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the program a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed: SIGHUP, and nowhere to draw."""
        self.process.ptyproc.fileobj.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.process.pid, 0)
        self.process.ptyproc.terminated = True

    def close(self) -> None:
        """End the program, whatever it does."""
        if not self.process.ptyproc.fileobj.closed:
            self.kill()
            with contextlib.suppress(NotShown):
                self.wait_end(5)
            self.process.close(force=True)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, timeout: float) -> bool:
        """Draw what the program has written; False when it has ended."""
        try:
            data = self.process.read_nonblocking(1 << 16, timeout=max(timeout, 0))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.drawn += data
        data = UNKNOWN_TO_PYTE.sub(b"", self._pending + data)
        match = UNFINISHED.search(data)
        self._pending = data[match.start() :] if match else b""
        self._stream.feed(data[: match.start()] if match else data)
        if self.on_draw:
            self.on_draw()
        return True
