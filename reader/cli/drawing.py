"""Draw a comparison as text: one column with signs, or the versions side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli.output import colours, console, for_people
from reader.compare.comparison import Comparison, Relation

if TYPE_CHECKING:
    from rich.text import Text

SIGNS = {
    None: " ",
    Relation.SAME: " ",
    Relation.EDITED: "~",
    Relation.MERGED: "&",
    Relation.SPLIT: "/",
    Relation.INSERTED: "+",
    Relation.DELETED: "-",
    Relation.MOVED: ">",
    Relation.FURNITURE: ".",
}
STYLES = {
    Relation.INSERTED: "green",
    Relation.DELETED: "red",
    Relation.MOVED: "cyan",
    Relation.FURNITURE: "dim",
}
BASE_WORDS, OTHER_WORDS = "bold red", "bold green"
ROOM = 50
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to draw: its number in each version that has it so, its sign, and what changed in it.

    `changes` are code points in `text`; `base` tells whether it is the base's wording.
    """

    numbers: tuple[int | None, ...]
    relation: Relation | None
    text: str
    changes: tuple[tuple[int, int], ...] = ()
    base: bool = False


def draw(comparison: Comparison, layout: str, context: int | None) -> None:
    """Draw a comparison on stdout, as `layout` says (`auto`, `side-by-side`, `unified`).

    `context` is the number of rows to show around each that differs; None shows all.
    """
    shown = _shown(comparison, context)
    wide = for_people() and console().width >= ROOM * len(comparison.articles)
    if layout == "side-by-side" or (layout == "auto" and wide):
        _draw_columns(comparison, shown)
    elif for_people():
        _draw_unified(comparison, shown)
    else:
        for line in _heading(comparison):
            print(line)
        for row in shown:
            print(
                "".join(f"{_gutter(comparison, each)}{_marked(each)}\n" for each in _lines(comparison, row)),
                end="",
            )


def _shown(comparison: Comparison, context: int | None) -> list[int | None]:
    """Return the rows to draw in order, None where rows are left out."""
    count = len(comparison.rows)
    if context is None:
        return list(range(count))
    near: set[int] = set()
    for row in filter(comparison.differs, range(count)):
        near.update(range(max(row - context, 0), min(row + context + 1, count)))
    shown: list[int | None] = []
    for row in range(count):
        if row in near:
            shown.append(row)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown


def _heading(comparison: Comparison) -> Iterator[str]:
    for version, article in enumerate(comparison.articles):
        about = " · ".join(filter(None, (article.title, article.source, article.date)))
        yield f"{LETTERS[version]}  {article.id}  {about}"
        if version != comparison.base:
            yield f"   {_summary(comparison, version)}"
    yield ""


def _summary(comparison: Comparison, version: int) -> str:
    found = comparison.summary(version)
    counts = {
        "kept": found.kept,
        "edited": found.edited,
        "added": found.added,
        "deleted": found.deleted,
        "moved": found.moved,
    }
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"{found.kinship}: {told or 'nothing in common'}; {found.share:.0%} of the words aligned"


def _lines(comparison: Comparison, row: int | None) -> Iterator[Line]:
    """Yield the sentences of a row; versions that have the base's very sentences share its lines."""
    if row is None:
        yield Line((None,) * len(comparison.articles), None, "⋯")
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
                tuple((change.start, change.end) for change in comparison.changes(version, sentence)),
                base=version == comparison.base,
            )


def _relation(comparison: Comparison, row: int, version: int) -> Relation | None:
    """Return the relation whose sign a cell gets; the base's is that of the first version that differs."""
    relations = comparison.rows[row].relations
    if version != comparison.base:
        return relations[version]
    return next((each for each in relations if each not in (None, Relation.SAME)), None)


def _gutter(comparison: Comparison, line: Line) -> str:
    widths = [max(len(str(len(article.sentences))), 1) for article in comparison.articles]
    numbers = (
        str("" if number is None else number).rjust(width)
        for number, width in zip(line.numbers, widths, strict=True)
    )
    return f"{' '.join(numbers)} {SIGNS[line.relation]} "


def _marked(line: Line) -> str:
    """Return the text with its changes in brackets, as wdiff writes them: [-base-] and {+other+}."""
    before, after = ("[-", "-]") if line.base else ("{+", "+}")
    pieces: list[str] = []
    at = 0
    for start, end in line.changes:
        pieces += [line.text[at:start], before, line.text[start:end], after] if end > start else []
        at = end if end > start else at
    return " ".join("".join([*pieces, line.text[at:]]).split("\n"))


def _painted(line: Line) -> "Text":
    """Return the text with its changes in colour, or in brackets where there is none."""
    from rich.text import Text

    if not colours():
        return Text(_marked(line))
    text = Text(line.text, style=STYLES.get(line.relation, "") if line.relation else "")
    for start, end in line.changes:
        text.stylize(f"{BASE_WORDS} strike" if line.base else f"{OTHER_WORDS} underline", start, end)
    return text


def _draw_heading(comparison: Comparison) -> None:
    from rich.text import Text

    for line in _heading(comparison):
        console().print(Text(line, style="dim" if line.startswith(" ") else "bold"))


def _draw_unified(comparison: Comparison, shown: Sequence[int | None]) -> None:
    from rich.table import Table
    from rich.text import Text

    _draw_heading(comparison)
    table = Table.grid(padding=0)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in shown:
        for line in _lines(comparison, row):
            table.add_row(Text(_gutter(comparison, line), style="dim"), _painted(line))
    console().print(table)


def _draw_columns(comparison: Comparison, shown: Sequence[int | None]) -> None:
    from rich.table import Table
    from rich.text import Text

    _draw_heading(comparison)
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
                    beside += [Text(str(number)), Text(SIGNS[line.relation]), _painted(line)]
            table.add_row(*beside)
    console().print(table)


def _cell(comparison: Comparison, row: int | None, version: int) -> list[Line]:
    """Return the sentences that one version has in a row."""
    if row is None:
        return [Line((None,), None, "⋯")]
    article = comparison.articles[version]
    return [
        Line(
            (sentence,),
            _relation(comparison, row, version),
            article.sentence_text(sentence),
            tuple((change.start, change.end) for change in comparison.changes(version, sentence)),
            base=version == comparison.base,
        )
        for sentence in comparison.rows[row].cells[version]
    ]
