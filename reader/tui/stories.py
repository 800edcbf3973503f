"""Stories as the list shows them: what versions are to each other, and which to read side by side."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.compare.relation import Kinship
from reader.tui.messages import MOST_COMPARED

if TYPE_CHECKING:
    from reader.corpus.corpus import Corpus


FIRST = "first"


def ties(corpus: "Corpus", number: int) -> Mapping[int, str]:
    """Return what each version of story `number` is to the one that holds it there, by article numbers.

    The one that all go back to is “first”. Others are called by their source if no other version has that
    source, else by their file or record.
    """
    from reader import grouping

    story = grouping.story(corpus, number)
    if story is None:
        return {}
    entries = {member.entry.id: member.entry for member in story.members}
    sources = Counter(entry.source.casefold() for entry in entries.values())
    names = {
        each: entry.source if sources[entry.source.casefold()] == 1 and entry.source else _file(each)
        for each, entry in entries.items()
    }
    names |= {member.entry.id: FIRST for member in story.members if member.held is None}
    return {
        member.entry.number: f"{member.held.words} {names.get(member.held.to, member.held.to)}"
        if member.held
        else FIRST
        for member in story.members
    }


def _file(article_id: str) -> str:
    path, _, key = article_id.partition("#")
    return key or PurePosixPath(path).stem


def abreast(corpus: "Corpus", article_id: str) -> list[str]:
    """Return the versions of an article as they are best read side by side, itself among the first.

    What spun copies were made of goes before, so that it is the base; otherwise the newest goes first.
    """
    from reader import grouping

    story = grouping.story_of(corpus, article_id)
    if story is None:
        return [article_id]
    copies = {pair.b for pair in story.pairs if pair.relation is Kinship.SPUN}
    sources = {pair.a for pair in story.pairs if pair.relation is Kinship.SPUN} - copies
    ids = [member.entry.id for member in story.members]
    ids.sort(key=lambda each: (each not in sources, each in copies))
    last = MOST_COMPARED - 1
    if ids.index(article_id) > last:
        ids.remove(article_id)
        ids.insert(last, article_id)
    return ids
