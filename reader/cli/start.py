"""The commands that open the screen, as the command-line library sees them."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reader.cli import screen
from reader.cli.options import GUESSED, Annotations, Annotator, ColumnNames, Theme


def view(
    corpus: Annotated[Path | None, Parameter(help="Folder or file of articles.")] = None,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotator = None,
    theme: Theme = None,
    blind: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Hide the labels of other annotators.")
    ] = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Open a corpus on the screen."""
    return screen.view(corpus, annotations, annotator, theme, columns.fields, blind=blind)


def demo(*, annotations: Annotations = None, annotator: Annotator = None, theme: Theme = None) -> int:
    """Open the sample corpus, on a scratch copy: nothing done there is kept."""
    return screen.demo(annotations, annotator, theme)
