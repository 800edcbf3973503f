"""Measure how long Reader needs from its start to the first frame, beside an empty Textual program.

Both run in a real pseudo-terminal, by turns; printed are medians and their ratio. Run it with

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


def until_seen(command: list[str], *marks: bytes) -> list[float]:
    """Start `command` on a terminal of 120 x 40; return after how many seconds each mark was written."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execve(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    written, seen = b"", []
    try:
        while len(seen) < len(marks):
            left = GIVE_UP - (time.perf_counter() - started)
            if left <= 0 or not select.select([terminal], [], [], left)[0]:
                raise SystemExit(f"{command}: {marks[len(seen)]!r} was not written within {GIVE_UP:.0f} s")
            written += os.read(terminal, 65536)
            while len(seen) < len(marks) and marks[len(seen)] in written:
                seen.append(time.perf_counter() - started)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    return seen


def main() -> None:
    """Run both by turns and print the medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        empty = [sys.executable, str(script)]
        reader = [
            sys.executable,
            "-m",
            "reader",
            str(corpus()),
            "--annotations",
            str(Path(folder) / "labels"),
        ]
        plain = [sys.executable, "-m", "reader", str(corpus())]
        until_seen(empty, b"first frame")
        until_seen(plain, b"title", b"articles")
        frames, firsts, lists, optioned = [], [], [], []
        for _ in range(rounds):
            frames += until_seen(empty, b"first frame")
            first, listed = until_seen(plain, b"title", b"articles")
            firsts.append(first)
            lists.append(listed)
            optioned += until_seen(reader, b"title")
    peer = statistics.median(frames)
    for name, times in (
        ("empty Textual program, first frame", frames),
        ("reader CORPUS, first frame", firsts),
        ("reader CORPUS, articles listed", lists),
        ("reader CORPUS --annotations DIR, first frame", optioned),
    ):
        median = statistics.median(times)
        print(f"{name:<46}{1000 * median:7.0f} ms  {median / peer:5.2f}x")


if __name__ == "__main__":
    main()
