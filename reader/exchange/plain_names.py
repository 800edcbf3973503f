"""Names as a format can write them, no two the same, and a table that leads back to what they stand for."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from reader.annotate.names import article_file

TABLE = "names.tsv"


class PlainNames:
    """Gives a name of few characters to each label, or to what belongs to one, as its part or attribute.

    `plain` makes one that may be the same for several; those met later get a number. `read` is how it is
    read where no table says otherwise.
    """

    def __init__(self, plain: Callable[[str, str], str], read: Callable[[str], tuple[str, str]]) -> None:
        self._plain, self._read = plain, read
        self._made: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def of(self, label: str, inner: str = "") -> str:
        """Return the name of a label, or of `inner` in it; letter case alone tells no two apart."""
        key = label, inner
        if key not in self._made:
            first = self._plain(label, inner)
            name, number = first, 1
            while name.casefold() in self._taken:
                number += 1
                name = f"{first}_{number}"
            self._taken.add(name.casefold())
            self._made[key] = name
        return self._made[key]

    def write(self, folder: Path) -> None:
        """Write the table into a folder: name, label what is in it; none if each name tells that."""
        changed = [(name, *key) for key, name in self._made.items() if self._read(name) != key]
        if changed:
            lines = "".join("\t".join(row) + "\n" for row in changed)
            (folder / TABLE).write_text(lines, "utf-8", "surrogateescape", "\n")


def read_table(folder: Path) -> dict[str, tuple[str, str]]:
    """Return label and what is in it by name, of those in the table of a folder, if it has one."""
    table = folder / TABLE
    if not table.is_file():
        return {}
    rows = (line.split("\t") for line in table.read_text("utf-8", "surrogateescape").split("\n"))
    return {row[0]: (row[1], row[2]) for row in rows if len(row) == 3}


def free_name(folder: Path, article_id: str, suffix: str) -> str:
    """Return a name without suffix for the file of an article, which no other article has in a folder."""
    name = article_file(article_id).as_posix().removesuffix(".json").replace("/", "_")
    if (folder / f"{name}{suffix}").exists():
        name = f"{name}~{sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    return name
