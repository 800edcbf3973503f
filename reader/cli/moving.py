"""`reader move`: labels follow an article that has another name."""

from typing import Annotated

from cyclopts import Parameter

from reader.annotate.strays import Stray, likely, strays
from reader.cli.guard import UsageError, say, tell
from reader.cli.opening import Work, changing
from reader.cli.options import (
    GUESSED,
    HERE,
    Annotations,
    Annotator,
    ArticleName,
    ColumnNames,
    CorpusPath,
    Json,
)
from reader.cli.output import counted, write_json
from reader.cli.reporting import report


def move(
    corpus: CorpusPath = HERE,
    old: Annotated[str | None, Parameter(help="Id that the article had, or a part that only it has.")] = None,
    new: ArticleName | None = None,
    /,
    *,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Have the labels of articles that were renamed or moved follow them.

    An article with the very text of one that is gone is recognised; so does every command that changes
    labels, and `reader undo` takes it back. What is in doubt is listed with what it may be now: name the old
    and the new id. With --json an array of {"article", "same", "likely"}, or with OLD and NEW {"changed",
    "message", "article", "sentence"}.
    """
    with changing(corpus, annotations, annotator, columns) as work:
        if old is None:
            _tell(work, json)
            return 0
        if new is None:
            raise UsageError("name the old and the new id")
        return report(work.session.follow({_stray(work, old): work.corpus.find(new).id}), json)


def _stray(work: Work, wanted: str) -> str:
    gone = [each.article for each in strays(work.session.store, work.corpus)]
    found = [wanted] if wanted in gone else [each for each in gone if wanted in each]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{wanted!r} may be {', '.join(found)}")
    known = f"; without an article are labels of {', '.join(gone)}" if gone else ""
    raise UsageError(f"no labels of {wanted!r} are without an article{known}")


def _tell(work: Work, json: bool) -> None:
    """List what is without an article still."""
    found = [(each, _likely(work, each)) for each in strays(work.session.store, work.corpus)]
    if json:
        write_json(
            [
                {"article": stray.article, "same": list(stray.same), "likely": guessed}
                for stray, guessed in found
            ]
        )
        return
    for stray, guessed in found:
        say(stray.article, ", ".join(stray.same) or (f"maybe {guessed}" if guessed else ""))
    tell(f"{counted(len(found), 'article', 'articles')} with labels not in the corpus")


def _likely(work: Work, stray: Stray) -> str | None:
    return None if stray.same else likely(work.corpus, work.session.store.read(stray.article))
