"""SLATE, to read only: its files are Python text that SLATE evaluates; here they are matched, never run.

A line of `NAME.annotations` names lines, tokens (line, token) or characters by numbers from 0, and labels
after a hyphen; the text is the file `NAME` beside it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from reader.exchange.incoming import Incoming, IncomingLabel
from reader.exchange.lines import DAMAGED
from reader.exchange.losses import Losses

ANNOTATIONS = ".annotations"
LINKS = "links between pieces, which have no place here"
OUTSIDE = "lines or tokens that the text does not have"
_PLACE = r"\(\s*[0-9]{1,15}\s*,\s*[0-9]{1,15}\s*\)|[0-9]{1,15}"
_LINE = re.compile(rf"\s*(?:\(\s*({_PLACE})\s*,\s*({_PLACE})\s*\)|({_PLACE}))\s+-\s+(.*\S)\s*")
_LINK = re.compile(rf"\s*(?:{_PLACE})\s+(?:{_PLACE})\s+-")


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what a file, or each `.annotations` file of a folder, says; raises `OSError`."""
    for file in [path] if path.is_file() else sorted(path.rglob(f"*{ANNOTATIONS}")):
        beside = file.with_name(file.name.removesuffix(ANNOTATIONS))
        if beside == file or not beside.is_file():
            losses.add(DAMAGED, file.name, "the text it is about is not beside it")
            continue
        text = beside.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        yield Incoming(file.name, beside.name, text=text, labels=tuple(_labels(file, text, losses)))


def _labels(file: Path, text: str, losses: Losses) -> Iterator[IncomingLabel]:
    places = _Places(text)
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        where = f"{file.name}:{number}"
        found = _LINE.fullmatch(line)
        if found is None:
            if line.strip():
                losses.add(LINKS if _LINK.match(line) else DAMAGED, where, line[:60])
            continue
        first, last = (found[1], found[2]) if found[1] else (found[3], found[3])
        try:
            start, end = places.of(first)[0], places.of(last)[1]
        except IndexError:
            losses.add(OUTSIDE, where, line[:60])
            continue
        for name in found[4].split():
            label = name.removeprefix("label:")
            yield IncomingLabel(label, start, end, text[start:end])


class _Places:
    """Where lines and the tokens in them stand, separated by white space."""

    def __init__(self, text: str) -> None:
        self._lines: list[tuple[int, int]] = []
        self._tokens: list[list[tuple[int, int]]] = []
        at = 0
        for line in text.split("\n"):
            self._lines.append((at, at + len(line)))
            self._tokens.append([(at + m.start(), at + m.end()) for m in re.finditer(r"\S+", line)])
            at += len(line) + 1

    def of(self, place: str) -> tuple[int, int]:
        """Return start and end of a line or token; raise `IndexError` if there is none."""
        numbers = [int(each) for each in re.findall(r"\d+", place)]
        return self._lines[numbers[0]] if len(numbers) == 1 else self._tokens[numbers[0]][numbers[1]]
