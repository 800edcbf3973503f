"""The arguments and options that commands share, each with its one help text."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Group, Parameter

if TYPE_CHECKING:
    from cyclopts.completion import CompletionContext

    from reader.corpus.fields import Fields

HERE = Path()
PROPOSED = 10_000
COLUMNS = Group(
    "Columns",
    "Of records, if their names are not guessed; corpus.toml beside the data may name them.",
    sort_key=2,
)


def _column(name: str, what: str) -> Parameter:
    return Parameter(name=f"--{name}-field", show_default=False, help=f"Column that holds the {what}.")


def article_ids(context: "CompletionContext") -> Iterable[tuple[str, str]]:
    """Propose the articles of the corpus typed before, with their titles, to the shell's completion."""
    from reader.corpus.corpus import Corpus

    typed = context.get("corpus") or context.get("first")
    corpus = Corpus.at(Path(typed.raw or HERE if typed else HERE))
    try:
        if not corpus.complete:
            corpus.update()
        return [(entry.id, entry.title) for entry in corpus.entries(corpus.order(most=PROPOSED))]
    finally:
        corpus.close()


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of records that a person names; those not named are guessed."""

    text_field: Annotated[str | None, _column("text", "text")] = None
    title_field: Annotated[str | None, _column("title", "title")] = None
    source_field: Annotated[str | None, _column("source", "source")] = None
    date_field: Annotated[str | None, _column("date", "date")] = None
    url_field: Annotated[str | None, _column("url", "address")] = None
    id_field: Annotated[str | None, _column("id", "id")] = None

    @property
    def fields(self) -> "Fields | None":
        """The same for reading; None if no column is named."""
        from reader.corpus.fields import Fields

        named = (
            self.text_field,
            self.title_field,
            self.source_field,
            self.date_field,
            self.url_field,
            self.id_field,
        )
        return Fields(*named) if any(named) else None


GUESSED = Columns()


ColumnNames = Annotated[Columns, Parameter(name="*", group=COLUMNS)]
CorpusPath = Annotated[Path, Parameter(help="Folder or file of articles.", negative=())]
ArticleName = Annotated[
    str,
    Parameter(help="Article: its id, or any part of id or title that only it has.", completer=article_ids),
]
Annotations = Annotated[
    Path | None,
    Parameter(
        name="--annotations",
        help='Folder of the labels (default: "annotations" in the corpus folder, or beside a single file).',
    ),
]
Annotator = Annotated[
    str | None,
    Parameter(name="--annotator", help="Whose labels (default: the user of the operating system)."),
]
Carry = Annotated[
    bool,
    Parameter(
        name="--carry",
        negative="--no-carry",
        help="Give what is decided to the same sentence of the other versions of the story, too.",
    ),
]
Theme = Annotated[str | None, Parameter(name="--theme", help="Colour theme of the screen, for this run.")]
Json = Annotated[
    bool, Parameter(name="--json", negative=(), show_default=False, help="Write JSON for programs.")
]
