"""Measures keys while reading two versions of 2,000 sentences each, in a real pseudo-terminal.

Times run from a key to the last byte of the frame that shows its effect (and, for labels, of the frame that
says they are on disk), beside what an empty Textual application needs to echo a key, measured in turns with
Reader. Processor time is that of the whole program for a key, with what it does after the frame; it is known
on Linux only. Run it with the Python of the environment Reader is installed in:

    python tests/bench/reading.py [SENTENCES]
"""

import fcntl
import math
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple

COLUMNS, LINES = 160, 48
QUIET = 0.04
END_OF_FRAME = b"\x1b[?2026l"
WORDS = [
    a + b
    for a in ("ri", "ban", "cou", "mar", "flo", "win")
    for b in ("ver", "ket", "ter", "dge", "nor", "sal")
]

ECHO = """
from textual.app import App
from textual.widget import Widget
class Echo(Widget):
    said = ""
    def render(self): return self.said
class Empty(App):
    def compose(self): yield Echo()
    def on_key(self, event):
        echo = self.query_one(Echo); echo.said = event.key * 3; echo.refresh()
Empty().run()
"""


class Frame(NamedTuple):
    """What was written to the terminal at once, and when all of it had come."""

    at: float
    data: bytes


class Press(NamedTuple):
    """Milliseconds from a key to the frame with its effect and to the last frame, and bytes of the first."""

    shown: float
    last: float
    size: int


class Terminal:
    """A program in a pseudo-terminal that answers the question for synchronised output."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def frames(self, quiet: float = QUIET, most: float = math.inf) -> list[Frame]:
        """Read until nothing came for `quiet` seconds, but no longer than `most`."""
        frames, data, end = [], b"", time.perf_counter() + max(quiet, most)
        while (left := end - time.perf_counter()) > 0:
            if not select.select([self.fd], [], [], min(quiet, left))[0]:
                break
            data += os.read(self.fd, 1 << 16)
            now = time.perf_counter()
            if b"\x1b[?2026$p" in data:
                os.write(self.fd, b"\x1b[?2026;2$y")
            if END_OF_FRAME in data:
                frames.append(Frame(now, data))
                data = b""
        return frames

    def press(self, key: str, effect: bytes = b"") -> Press:
        """Press `key` and wait for a frame that has `effect` in it."""
        while select.select([self.fd], [], [], 0)[0]:
            os.read(self.fd, 1 << 16)
        start = time.perf_counter()
        os.write(self.fd, key.encode())
        frames = self.frames()
        shown = [frame for frame in frames if effect in frame.data]
        if not shown:
            frames = self.frames(1.0)
            shown = [frame for frame in frames if effect in frame.data]
        if not shown:
            raise SystemExit(f"nothing happened on {key!r}")
        first, last = shown[0], frames[-1]
        return Press((first.at - start) * 1000, (last.at - start) * 1000, len(first.data))

    def processor_time(self) -> float:
        """Return the milliseconds of processor time used so far, 0 if that is not known."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def article(sentences: int, seed: int) -> list[str]:
    """Return paragraphs of three invented sentences each."""
    chance = random.Random(seed)
    made = [
        " ".join(chance.choices(WORDS, k=chance.randint(9, 24))).capitalize() + "." for _ in range(sentences)
    ]
    return [" ".join(made[at : at + 3]) for at in range(0, sentences, 3)]


def versions(folder: Path, sentences: int) -> None:
    """Write an article and an update of it: a third of the paragraphs edited, some cut and some added."""
    first = article(sentences, 1)
    chance = random.Random(2)
    second = []
    for paragraph in first:
        fate = chance.random()
        words = paragraph.split(" ")
        if fate < 0.3:
            for _ in range(3):
                words[chance.randrange(len(words))] = chance.choice(WORDS)
        if fate < 0.95:
            second.append(" ".join(words))
        if fate > 0.95:
            second += article(3, chance.randrange(10**6))
    for name, text in (("one.txt", first), ("two.txt", second)):
        (folder / name).write_text("\n".join(text) + "\n", encoding="utf-8")


class Measured(NamedTuple):
    """What pressing some keys took, each after the screen came to rest."""

    shown: list[float]
    last: list[float]
    size: float
    processor: float


def measure(terminal: Terminal, keys: str, effect: bytes = b"") -> Measured:
    """Press `keys` one by one."""
    before = terminal.processor_time()
    pressed = [terminal.press(key, effect) for key in keys]
    processor = (terminal.processor_time() - before) / len(keys)
    size = statistics.mean(each.size for each in pressed)
    return Measured([each.shown for each in pressed], [each.last for each in pressed], size, processor)


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


CURSOR = "▌".encode()
KEYS = (
    ("cursor down", "j" * 200, CURSOR),
    ("cursor up", "k" * 100, CURSOR),
    ("other column", "lh" * 20, CURSOR),
    ("next difference", "]" * 40, CURSOR),
    ("label", "c" * 100, CURSOR),
    ("undo", "u" * 30, CURSOR),
    ("page down", "\x06" * 30, CURSOR),
    ("scroll a line", "\x05" * 30, b""),
)


def main() -> None:
    """Print one line for each kind of key."""
    sentences = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "corpus"
        folder.mkdir()
        versions(folder, sentences)
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_CACHE_HOME": home,
            "TEXTUAL_ANIMATIONS": "none",
        }
        empty = Terminal([sys.executable, "-c", ECHO], environment)
        empty.frames(1.5)
        reader = Terminal([sys.executable, "-m", "reader", str(folder)], environment)
        reader.frames(3.0)
        measure(reader, "  ")
        os.write(reader.fd, b"\r")
        reader.frames(4.0)
        print(f"2 x {sentences:,} sentences, {COLUMNS}x{LINES}; milliseconds")
        print(f"{'':<22}{'median':>8} {'p95':>7} {'max':>7}   {'processor':>9}  {'bytes':>6}")
        echo, spent = [], []
        for name, keys, effect in KEYS:
            echoed = measure(empty, "ab" * 10)
            echo += echoed.shown
            spent.append(echoed.processor)
            measured = measure(reader, keys, effect)
            show(name, measured.shown, measured.processor, measured.size)
            if name == "label":
                show("  shown as saved", measured.last)
        show("an empty app's echo", echo, statistics.mean(spent))
        empty.close()
        reader.close()


def show(name: str, times: list[float], processor: float = 0.0, size: float = 0.0) -> None:
    """Print one line."""
    line = f"{name:<22}{statistics.median(times):8.1f} {p95(times):7.1f} {max(times):7.1f}"
    line += f"   {processor:9.1f}" if processor else ""
    print(f"{line}  {size:6,.0f}" if size else line)


if __name__ == "__main__":
    main()
