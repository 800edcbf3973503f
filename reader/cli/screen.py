"""Start the screen. Plain arguments and few imports: the commonest start must not wait for anything."""

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import COMMANDS
from reader.cli.guard import UsageError
from reader.tui.terminal import has_terminal
from reader.workspace import Place, locate
from reader.workspace import demo as demo_place

if TYPE_CHECKING:
    from reader.corpus.fields import Fields


def view(
    corpus: str | Path | None = None,
    annotations: Path | None = None,
    annotator: str | None = None,
    theme: str | None = None,
    fields: "Fields | None" = None,
    *,
    blind: bool = False,
) -> int:
    """Open a corpus on the screen; without one the current folder, or the demo if that holds no articles.

    With `blind` the labels of other annotators are hidden, as with the setting.
    """
    if corpus is not None and not Path(corpus).expanduser().exists():
        raise UsageError(_not_there(str(corpus)))
    path = Path(corpus) if corpus is not None else None
    return _run(lambda: locate(path, annotations, annotator, fields=fields), theme, blind)


def demo(annotations: Path | None = None, annotator: str | None = None, theme: str | None = None) -> int:
    """Open a scratch copy of the sample corpus on the screen."""
    return _run(lambda: demo_place(annotations, annotator), theme)


def _run(find: Callable[[], Place], theme: str | None, blind: bool = False) -> int:
    if not has_terminal():
        raise UsageError("the screen needs a terminal; `reader --help` names the commands that do without")
    from reader import settings

    # Nothing made up to the first frame is garbage: looking for some would take a twentieth of the start.
    gc.disable()
    chosen = settings.load()
    place = find()
    from reader.tui import app

    chosen = replace(chosen, theme=theme or chosen.theme, blind=blind or chosen.blind)
    return app.run(place, chosen)


def _not_there(corpus: str) -> str:
    if Path(corpus).name != corpus:
        return f"{corpus}: no such file or folder"
    return f"{corpus}: no such file, folder or command{did_you_mean(corpus)}"


def did_you_mean(word: str) -> str:
    """Return a hint at the command that `word` may stand for; empty if it is like none."""
    from difflib import get_close_matches

    close = get_close_matches(word, COMMANDS, n=1)
    return f"; did you mean `reader {close[0]}`?" if close else ""
