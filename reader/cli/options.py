"""The arguments and options that commands share, each with its one help text."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from cyclopts.completion import CompletionContext

HERE = Path()


def article_ids(context: "CompletionContext") -> Iterable[tuple[str, str]]:
    """Propose the articles of the corpus typed before, with their titles, to the shell's completion."""
    from reader.corpus.corpus import Corpus

    typed = context.get("corpus") or context.get("first")
    return [
        (article.id, article.title) for article in Corpus.open(Path(typed.raw or HERE if typed else HERE))
    ]


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
Theme = Annotated[str | None, Parameter(name="--theme", help="Colour theme of the screen, for this run.")]
Json = Annotated[
    bool, Parameter(name="--json", negative=(), show_default=False, help="Write JSON for programs.")
]
