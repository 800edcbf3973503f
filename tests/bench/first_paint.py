"""Measure how long Reader needs from its start to the first frame, beside an empty Textual program.

Both run in a real pseudo-terminal, by turns; printed are medians and their ratio. A first turn that does not
count leaves the compiled modules behind, as an installation does. Run it with

    python tests/bench/first_paint.py [ROUNDS] [CORPUS]

CORPUS is the seeds corpus below the folder that READER_SHARED names, else the sample.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("first frame")

Empty().run()
"""
GIVE_UP = 20.0


def corpus() -> Path:
    """Return the corpus to open."""
    if len(sys.argv) > 2:
        return Path(sys.argv[2])
    shared = Path(os.environ.get("READER_SHARED", ROOT.parent / "shared"))
    seeds = shared / "data" / "corpus" / "seeds"
    return seeds if seeds.is_dir() else ROOT / "reader" / "sample"


def until_seen(
    command: list[str], mark: bytes, environment: Mapping[str, str] = os.environ
) -> tuple[float, float]:
    """Start `command` on a terminal of 120 x 40; return the seconds and the CPU seconds until `mark`."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        known = {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        known.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execve(command[0], command, known)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    written = b""
    while mark not in written:
        left = GIVE_UP - (time.perf_counter() - started)
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            raise SystemExit(f"{command}: {mark!r} was not written within {GIVE_UP:.0f} s")
        written += os.read(terminal, 65536)
    elapsed = time.perf_counter() - started
    os.kill(process, signal.SIGKILL)
    usage = os.wait4(process, 0)[2]
    os.close(terminal)
    return elapsed, usage.ru_utime + usage.ru_stime


def main() -> None:
    """Run all by turns and print the medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        reader = [sys.executable, "-m", "reader", str(corpus())]
        runs = {
            "empty Textual program, first frame": ([sys.executable, str(script)], b"first frame"),
            "reader CORPUS, first frame": (reader, b"title"),
            "reader CORPUS, articles listed": (reader, b"articles"),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
        for turn in range(rounds + 1):
            for name, run in runs.items():
                measured = until_seen(*run)
                if turn:
                    times[name].append(measured)
    peer = [statistics.median(column) for column in zip(*next(iter(times.values())), strict=True)]
    for name, found in times.items():
        elapsed, cpu = (statistics.median(column) for column in zip(*found, strict=True))
        print(
            f"{name:<36}{1000 * elapsed:6.0f} ms {elapsed / peer[0]:5.2f}x"
            f"   CPU {1000 * cpu:6.0f} ms {cpu / peer[1]:5.2f}x"
        )


if __name__ == "__main__":
    main()
