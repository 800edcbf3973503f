"""Draw a comparison as text: one column with signs, or the versions side by side."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli.findings import Told, heading, quotations
from reader.cli.output import console, for_people
from reader.cli.wording import Wording, marked, painted
from reader.compare.comparison import Change, Comparison, Relation
from reader.compare.signs import MEANINGS, encodable, sign

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {
    Relation.INSERTED: "green",
    Relation.DELETED: "red",
    Relation.MOVED: "cyan",
    Relation.FURNITURE: "dim",
}
ROOM = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to draw: its number in each version that has it so, its sign, and its words."""

    numbers: tuple[int | None, ...]
    relation: Relation | None
    text: str
    changes: tuple[Change, ...] = ()
    base: bool = False
    sign: str = ""

    @property
    def wording(self) -> Wording:
        """The text, and what changed in it."""
        return Wording(self.text, self.changes, self.base)


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that are left out, and what is said in their place."""

    text: str


Shown = int | Fold


def draw(comparison: Comparison, layout: str, context: int | None, furniture: bool = False) -> None:
    """Draw a comparison on stdout, as `layout` says (`auto`, `side-by-side`, `unified`).

    `context` is the number of rows to show around each that differs; None shows all. Site furniture and
    repeats that have no counterpart are left out, unless `furniture` asks for them.
    """
    shown = list(_shown(comparison, context, furniture))
    wide = for_people() and console().width >= ROOM * len(comparison.articles)
    _tell(heading(comparison))
    _tell(_legend(comparison, shown))
    if layout == "side-by-side" or (layout == "auto" and wide):
        _draw_columns(comparison, shown)
    elif for_people():
        _draw_unified(comparison, shown)
    else:
        for row in shown:
            for line in _lines(comparison, row):
                print(f"{_gutter(comparison, line)}{marked(line.wording)}")
    _tell(quotations(comparison))


def _legend(comparison: Comparison, shown: Iterable[Shown]) -> Iterator[Told]:
    """Yield what the signs mean that are drawn."""
    used = {line.sign for row in shown for line in _lines(comparison, row)}
    told = [
        f"{' '.join(_encodable(each) for each in signs)} {meaning}"
        for signs, meaning in MEANINGS.items()
        if not used.isdisjoint(signs)
    ]
    if told:
        yield Told("Signs  ", Wording(" · ".join(told), (), False), "dim")
        yield Told("", Wording("", (), False), "")


def _encodable(each: str) -> str:
    return encodable(each, sys.stdout.encoding)


def _tell(lines: Iterable[Told]) -> None:
    """Print lines, wrapped beside their margin for people."""
    if not for_people():
        for line in lines:
            print(f"{line.margin}{marked(line.wording)}".rstrip())
        return
    from rich.table import Table
    from rich.text import Text

    for line in lines:
        text = painted(line.wording, line.style)
        if not line.margin:
            console().print(text)
            continue
        table = Table.grid()
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(Text(line.margin, style="dim"), text)
        console().print(table)


def _shown(comparison: Comparison, context: int | None, furniture: bool) -> Iterator[Shown]:
    """Yield the rows to draw in order, folds where rows are left out."""
    count = len(comparison.rows)
    near = set(range(count)) if context is None else set[int]()
    if context is not None:
        for row in filter(comparison.differs, range(count)):
            near.update(range(max(row - context, 0), min(row + context + 1, count)))
    hidden = (0, 0)
    for row in range(count):
        dull = not furniture and set(comparison.rows[row].relations) <= {None, Relation.FURNITURE}
        dull = dull and Relation.FURNITURE in comparison.rows[row].relations
        if dull:
            hidden = hidden[0], hidden[1] + 1
        elif row not in near:
            hidden = hidden[0] + 1, hidden[1]
        else:
            yield from _folded(*hidden)
            hidden = (0, 0)
            yield row
    yield from _folded(*hidden)


def _folded(same: int, furniture: int) -> Iterator[Fold]:
    told = []
    if same:
        told.append(f"{same} unchanged")
    if furniture:
        told.append(f"{furniture} of site furniture or said before")
    if told:
        yield Fold(f"⋯ {', '.join(told)}")


def _lines(comparison: Comparison, row: Shown) -> Iterator[Line]:
    """Yield the sentences of a row; versions that have the base's very sentences share its lines."""
    if isinstance(row, Fold):
        yield Line((None,) * len(comparison.articles), None, row.text)
        return
    found = comparison.rows[row]
    alike = [
        version for version, relation in enumerate(found.relations)
        if version == comparison.base or relation is Relation.SAME
    ]  # fmt: skip
    for version, cell in enumerate(found.cells):
        if version in alike and version != comparison.base:
            continue
        together = alike if version == comparison.base else [version]
        for place, sentence in enumerate(cell):
            numbers = tuple(
                found.cells[each][place] if each in together else None for each in range(len(found.cells))
            )
            yield Line(
                numbers,
                _relation(comparison, row, version),
                comparison.articles[version].sentence_text(sentence),
                comparison.changes(version, sentence),
                version == comparison.base,
                sign(comparison, version, sentence),
            )


def _relation(comparison: Comparison, row: int, version: int) -> Relation | None:
    """Return the relation whose sign a cell gets; the base's is the greatest change any version made."""
    if version != comparison.base:
        return comparison.rows[row].relations[version]
    cell = comparison.rows[row].cells[version]
    return comparison.relation(version, cell[0]) if cell else None


def _gutter(comparison: Comparison, line: Line) -> str:
    widths = [max(len(str(len(article.sentences))), 1) for article in comparison.articles]
    numbers = (
        str("" if number is None else number).rjust(width)
        for number, width in zip(line.numbers, widths, strict=True)
    )
    return f"{' '.join(numbers)} {_encodable(line.sign) or ' '} "


def _painted(line: Line) -> "Text":
    return painted(line.wording, STYLES.get(line.relation, "") if line.relation else "")


def _draw_unified(comparison: Comparison, shown: Sequence[Shown]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=0)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in shown:
        for line in _lines(comparison, row):
            table.add_row(Text(_gutter(comparison, line), style="dim"), _painted(line))
    console().print(table)


def _draw_columns(comparison: Comparison, shown: Sequence[Shown]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1), expand=True)
    for _ in comparison.articles:
        table.add_column(justify="right", style="dim", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold", ratio=1)
    for row in shown:
        cells = [_cell(comparison, row, version) for version in range(len(comparison.articles))]
        for place in range(max(len(cell) for cell in cells)):
            beside: list[Text] = []
            for cell in cells:
                line = cell[place] if place < len(cell) else None
                if line is None:
                    beside += [Text(), Text(), Text()]
                else:
                    number = next((each for each in line.numbers if each is not None), "")
                    beside += [Text(str(number)), Text(_encodable(line.sign)), _painted(line)]
            table.add_row(*beside)
    console().print(table)


def _cell(comparison: Comparison, row: Shown, version: int) -> list[Line]:
    """Return the sentences that one version has in a row."""
    if isinstance(row, Fold):
        return [Line((None,), None, row.text)]
    article = comparison.articles[version]
    return [
        Line(
            (sentence,),
            _relation(comparison, row, version),
            article.sentence_text(sentence),
            comparison.changes(version, sentence),
            version == comparison.base,
            sign(comparison, version, sentence),
        )
        for sentence in comparison.rows[row].cells[version]
    ]
