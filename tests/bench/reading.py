"""Measures keys while reading two versions of 2,000 sentences each, in a real pseudo-terminal.

Times run from a key to the frame that shows its effect (and, for labels, to the frame that says they are on
disk), as ratios to what an empty Textual application needs to echo a key in the same run. Run it with the
Python of the environment Reader is installed in:

    python tests/bench/reading.py [SENTENCES]
"""

import fcntl
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


class Terminal:
    """A program in a pseudo-terminal that answers the question for synchronised output."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def frames(self, quiet: float = QUIET) -> list[tuple[float, int]]:
        """Read until nothing came for `quiet` seconds; return when each frame ended and its bytes."""
        frames, size = [], 0
        while select.select([self.fd], [], [], quiet)[0]:
            data = os.read(self.fd, 1 << 16)
            now = time.perf_counter()
            if b"\x1b[?2026$p" in data:
                os.write(self.fd, b"\x1b[?2026;2$y")
            size += len(data)
            if END_OF_FRAME in data:
                frames.append((now, size))
                size = 0
        return frames

    def press(self, key: str) -> tuple[float, float, int]:
        """Return milliseconds from `key` to its first and its last frame, and the bytes of the first."""
        start = time.perf_counter()
        os.write(self.fd, key.encode())
        frames = self.frames() or self.frames(1.0)
        if not frames:
            raise SystemExit(f"nothing happened on {key!r}")
        return (frames[0][0] - start) * 1000, (frames[-1][0] - start) * 1000, frames[0][1]

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


def measure(terminal: Terminal, keys: str) -> tuple[list[float], list[float], int]:
    """Press `keys` one by one, each after the screen came to rest."""
    pressed = [terminal.press(key) for key in keys]
    return [p[0] for p in pressed], [p[1] for p in pressed], round(statistics.mean(p[2] for p in pressed))


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


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
        echo = measure(empty, "ab" * 40)[0]
        empty.close()
        reader = Terminal([sys.executable, "-m", "reader", str(folder)], environment)
        reader.frames(3.0)
        measure(reader, "  ")
        os.write(reader.fd, b"\r")
        reader.frames(4.0)
        print(f"2 x {sentences:,} sentences, {COLUMNS}x{LINES}; an empty application echoes a key in")
        print(f"{'':<26}{statistics.median(echo):6.1f} ms, p95 {p95(echo):5.1f}")
        print(f"{'':<22}{'median':>10} {'p95':>8} {'max':>8}  median/echo   bytes")
        rows = (
            ("cursor down", "j" * 100),
            ("cursor up", "k" * 60),
            ("other column", "lh" * 20),
            ("next difference", "]" * 30),
            ("label", "c" * 60),
            ("undo", "u" * 20),
            ("page down", "\x06" * 20),
            ("scroll a line", "\x05" * 20),
        )
        for name, keys in rows:
            first, last, size = measure(reader, keys)
            ratio = statistics.median(first) / statistics.median(echo)
            print(
                f"{name:<22}{statistics.median(first):8.1f}ms {p95(first):6.1f}ms {max(first):6.1f}ms"
                f"  {ratio:8.2f}x  {size:8,}"
            )
            if name == "label":
                print(f"{'  shown as saved':<22}{statistics.median(last):8.1f}ms {p95(last):6.1f}ms")
        reader.close()


if __name__ == "__main__":
    main()
