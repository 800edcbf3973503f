"""Measures a corpus of 10,000 and of 100,000 articles: index, search, first paint, keys in the list, memory.

The screen is measured in a real pseudo-terminal, as ratios to an empty Textual application in the same run.
Run it with the Python of the environment Reader is installed in:

    python tests/bench/scale.py [FOLDER [SIZE...]]

FOLDER keeps the made-up corpora and their indexes for the next run; without it they are made anew.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import generated
from first_paint import EMPTY, until_seen
from reading import CURSOR, ECHO, Frame, Measured, Terminal, measure, p95

SIZES = (10_000, 100_000)
PAINT_ROUNDS, SEARCH_ROUNDS = 9, 15
REST, LONG_REST, MOST = 0.25, 3.0, 600.0
"""Seconds without a frame that mean a key is answered, and the program is at rest; how long to wait."""
KEYS = (
    ("j", "j" * 80, CURSOR),
    ("k", "k" * 60, CURSOR),
    ("page down, page up", "\x06\x06\x02" * 15, CURSOR),
    ("bottom, top", "Gg" * 10, CURSOR),
)
QUERIES = (
    "juckbro",
    "the",
    "minister",
    "the minister police",
    "of the",
    '"the minister"',
    "th*",
    "the*",
    "mi*",
    "po* mi*",
    "the -minister",
    "minister OR police",
    "source:harbour",
    "minister source:wire",
    "before:2019-06",
    "minister after:2020 -police",
    "title:juckbro",
    "id:0012",
    "label:half",
    "label:none",
    "label:half minister",
)


def table(title: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns."""
    rows = list(rows)
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    print(f"\n{title}")
    for name, *values in rows:
        cells = (value.rjust(width) for value, width in zip(values, widths[1:], strict=True))
        print(f"  {name.ljust(widths[0])}  {'  '.join(cells)}")


def ms(value: float) -> str:
    """Return milliseconds as text."""
    return f"{value:.1f} ms"


def made(folder: Path, size: int) -> Path:
    """Return a corpus of `size` articles, made if it is not there yet."""
    path = folder / f"{size}.jsonl"
    if not path.exists():
        begun = time.perf_counter()
        generated.write(path.with_suffix(".part"), size).replace(path)
        print(f"{size:,} articles made in {time.perf_counter() - begun:.0f} s")
    return path


def index(path: Path, cache: Path) -> tuple[str, ...]:
    """Build the index of a corpus anew; return how fast that went."""
    from reader.corpus.corpus import Corpus

    shutil.rmtree(cache, ignore_errors=True)
    seen: list[float] = []
    begun = time.perf_counter()
    corpus = Corpus.open(path, cache=cache, progress=lambda _: seen.append(time.perf_counter() - begun))
    elapsed = time.perf_counter() - begun
    count = len(corpus)
    corpus.close()
    size = sum(each.stat().st_size for each in cache.iterdir())
    steps = [after - before for before, after in pairwise([0.0, *seen])]
    return (
        f"{count:,}",
        f"{elapsed:.1f} s",
        f"{count / elapsed:,.0f}/s",
        f"{1000 * seen[0]:.0f} ms",
        f"{1000 * max(steps):.0f} ms",
        f"{size / 1e6:.0f} MB",
        f"{size / path.stat().st_size:.2f}x",
    )


def searched(path: Path, cache: Path) -> Iterable[tuple[str, ...]]:
    """Yield how long each query takes; half the articles hold the label “half”."""
    from reader.corpus.corpus import Corpus
    from reader.corpus.search import parse, search

    corpus = Corpus.at(path, cache=cache)
    half = set(corpus.order("id")[::2])
    for text in QUERIES:
        times = []
        for _ in range(SEARCH_ROUNDS):
            begun = time.perf_counter()
            found = search(corpus, parse(text, typing=True), {"label": lambda _: half})
            times.append(1000 * (time.perf_counter() - begun))
        yield text, f"{len(found):,}", ms(statistics.median(times)), ms(p95(times))
    for by in ("id", "title", "date", "words"):
        begun = time.perf_counter()
        corpus.order(by)
        yield f"(order by {by})", f"{len(corpus):,}", ms(1000 * (time.perf_counter() - begun)), ""
    corpus.close()


def painted(folder: Path, corpora: list[Path], environment: dict[str, str]) -> Iterable[tuple[str, ...]]:
    """Yield how long it takes from the start to a list with articles in it, the index being there."""
    empty = folder / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    title = generated.article(0)["title"].split()[0].encode()
    runs = {"empty Textual application": ([sys.executable, str(empty)], b"first frame")}
    for path in corpora:
        runs[f"reader, {int(path.stem):,} articles"] = ([sys.executable, "-m", "reader", str(path)], title)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for turn in range(PAINT_ROUNDS + 1):
        for name, (command, mark) in runs.items():
            found = until_seen(command, mark, environment)
            if turn:
                times[name].append(found)
    peer = [statistics.median(column) for column in zip(*next(iter(times.values())), strict=True)]
    for name, each in times.items():
        wall, cpu = (statistics.median(column) for column in zip(*each, strict=True))
        yield name, f"{1000 * wall:.0f} ms", f"{wall / peer[0]:.2f}x", f"CPU {cpu / peer[1]:.2f}x"


class Screen(Terminal):
    """A program in a terminal whose answer to a key is complete after a while, even if it goes on drawing."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        super().__init__(command, environment)
        self.settling = self.settle()

    def frames(self, quiet: float = REST, most: float = 1.0) -> list[Frame]:
        """Read until nothing came for `quiet` seconds, but no longer than `most`."""
        return super().frames(quiet, most)

    def settle(self) -> float:
        """Wait until nothing is drawn any more; return after how many seconds that was."""
        begun = time.perf_counter()
        frames = self.frames(LONG_REST, MOST)
        return frames[-1].at - begun if frames else 0.0


def pressed(path: Path, environment: dict[str, str]) -> Iterable[tuple[str, ...]]:
    """Yield how long keys take in the list, to the frame that shows their effect and to the last one."""
    empty = Screen([sys.executable, "-c", ECHO], environment)
    echo = measure(empty, "ab" * 40)
    empty.close()
    yield "", "shown", "p95", "max", "x echo", "at rest", "p95", "CPU"
    yield _key_row("an empty application echoes", echo, echo)
    reader = Screen([sys.executable, "-m", "reader", str(path)], environment)
    for name, keys, effect in KEYS:
        yield _key_row(name, measure(reader, keys, effect), echo)
    for word in ("minister", "the police"):
        typed = []
        for _ in range(5):
            measure(reader, "/")
            typed.append(measure(reader, word))
            os.write(reader.fd, b"\x1b")
            reader.frames(REST * 2)
        together = Measured(
            [each for one in typed for each in one.shown],
            [each for one in typed for each in one.last],
            0,
            statistics.mean(one.processor for one in typed),
        )
        yield _key_row(f"a letter of /{word}", together, echo)
    reader.close()


def _key_row(name: str, keys: Measured, echo: Measured) -> tuple[str, ...]:
    median = statistics.median(keys.shown)
    return (
        name,
        ms(median),
        ms(p95(keys.shown)),
        ms(max(keys.shown)),
        f"{median / statistics.median(echo.shown):.2f}x",
        ms(statistics.median(keys.last)),
        ms(p95(keys.last)),
        ms(keys.processor),
    )


def resident(pid: int) -> float:
    """Return how many megabytes of memory a process holds."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024


def held(corpora: list[Path], environment: dict[str, str]) -> Iterable[tuple[str, ...]]:
    """Yield the memory of a bare interpreter, of an empty application, and of open corpora."""
    floor = _memory([sys.executable, "-c", "input()"], environment, "")
    yield "bare interpreter", f"{floor:.0f} MB", ""
    app = _memory([sys.executable, "-c", ECHO], environment, "ab")
    yield "empty Textual application", f"{app:.0f} MB", f"+{app - floor:.0f} MB"
    for path in corpora:
        command = [sys.executable, "-m", "reader", str(path)]
        for name, keys in (("as opened", "j"), ("used", "jjj\x06\x06GgS/minister\x1b")):
            reader = _memory(command, environment, keys)
            yield (
                f"reader, {int(path.stem):,} articles, {name}",
                f"{reader:.0f} MB",
                f"+{reader - floor:.0f} MB",
            )


def _memory(command: list[str], environment: dict[str, str], keys: str) -> float:
    terminal = Screen(command, environment)
    for key in keys:
        os.write(terminal.fd, key.encode())
        terminal.frames(0.3, 0.6)
    found = resident(terminal.pid)
    terminal.close()
    return found


def run(folder: Path, sizes: list[int]) -> None:
    """Print one table for each kind of cost."""
    corpora = [made(folder, size) for size in sizes]
    caches = {path: folder / f"index-{path.stem}" for path in corpora}
    cache = folder / "cache"
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "READER_CACHE": str(cache),
        "TEXTUAL_ANIMATIONS": "none",
    }
    head = ("articles", "built in", "rate", "first step", "longest step", "size", "of the file")
    table("index, from nothing", [head, *(index(path, caches[path]) for path in corpora)])
    cache.mkdir(exist_ok=True)
    for path in corpora:
        for part in caches[path].iterdir():
            shutil.copy2(part, cache)
    for path in corpora:
        table(f"search, {int(path.stem):,} articles", searched(path, caches[path]))
    for path in corpora:
        first = Screen([sys.executable, "-m", "reader", str(path)], environment)
        print(f"\n{int(path.stem):,} articles: at rest {first.settling:.1f} s after the first start")
        first.close()
    table("from the start to a list with articles, warm", painted(folder, corpora, environment))
    table(f"keys in the list, {sizes[-1]:,} articles", pressed(corpora[-1], environment))
    table("memory", held(corpora, environment))


def main() -> None:
    """Run everything on the sizes asked for."""
    sizes = [int(size) for size in sys.argv[2:]] or list(SIZES)
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        run(folder, sizes)
        return
    with tempfile.TemporaryDirectory() as scratch:
        run(Path(scratch).resolve(), sizes)


if __name__ == "__main__":
    main()
