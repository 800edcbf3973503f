"""Which article a person means."""

from collections.abc import Iterator

from reader.corpus.clean import line
from reader.corpus.index import Index

_NAMED = 5


class ArticleNotFound(LookupError):
    """No article, or more than one, answers to a name; the message names the candidates."""


def find(index: Index, wanted: str) -> str:
    """Return the id of the article that `wanted` names: its id, file name, key, or a part of its id or title.

    What comes first in that list wins, without regard to case.

    Raises:
        ArticleNotFound: nothing answers to it, or several articles do equally well.
    """
    if index.rows("SELECT 1 FROM articles WHERE id = ?", (wanted,)):
        return wanted
    folded = wanted.casefold()
    for hits in _tiers(index, folded) if folded else ():
        if len(hits) == 1:
            return hits[0]
        if hits:
            rest = f" and {len(hits) - _NAMED} more" if len(hits) > _NAMED else ""
            raise ArticleNotFound(f"“{line(wanted)}” could be {', '.join(hits[:_NAMED])}{rest}")
    raise ArticleNotFound(f"no article is called “{line(wanted)}”")


def _tiers(index: Index, folded: str) -> Iterator[list[str]]:
    parts = _ids(index, "instr(casefold(id), ?) ORDER BY id", folded)
    yield [each for each in parts if folded in _handles(each.casefold())]
    yield parts
    yield _ids(index, "instr(title_key, ?) ORDER BY id", folded)


def _ids(index: Index, condition: str, folded: str) -> list[str]:
    return [found for (found,) in index.rows(f"SELECT id FROM articles WHERE {condition}", (folded,))]


def _handles(article_id: str) -> tuple[str, ...]:
    """Return the file name with and without suffix, and the key, of an id."""
    path, _, key = article_id.partition("#")
    name = path.rpartition("/")[2]
    return name, name.rpartition(".")[0], key
