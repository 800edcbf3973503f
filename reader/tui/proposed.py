"""What is said of proposals and carried labels in words: where they come from, and what was changed there."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.annotate.acts.base import value_in_words
from reader.annotate.annotation import Origin
from reader.annotate.carry import STRIKING, Kin
from reader.annotate.proposals import CARRIED, Proposal
from reader.compare.words import HunkKind, diff
from reader.corpus.article import Article
from reader.tui.asides import letter
from reader.tui.telling import shortened

USUAL = "speech"
"""What most quotes are, and need not say."""
STEPS = tuple(each / 10 for each in range(9, 0, -1))
"""The scores among which one chooses."""


class Answer(NamedTuple):
    """What can be done with proposals, in words: to accept or to reject `these`."""

    words: str
    accept: bool
    these: Sequence[Proposal]


def by_score(offered: Sequence[Proposal]) -> list[Answer]:
    """Return how proposals can be answered by how sure they are; one choice for each that differs.

    First to accept what has at least a score, the highest first; then to reject what has less, but never all.
    What has no score, as from an import, counts as sure.
    """
    scores = {each.id: 1.0 if (score := each.origin.score) is None else score for each in offered}
    found: list[Answer] = []
    last = 0
    for step in STEPS:
        these = [each for each in offered if scores[each.id] >= step]
        if len(these) > last:
            found.append(Answer(f"accept from {step:.0%} on: {len(these):,}", True, these))
        last = len(these)
    last = 0
    for step in reversed(STEPS):
        these = [each for each in offered if scores[each.id] < step]
        if last < len(these) < len(offered):
            found.append(Answer(f"reject below {step:.0%}: {len(these):,}", False, these))
        last = len(these)
    return found


def about(
    offered: Sequence[Proposal], articles: Sequence[Article], kin: Kin | None, keys: str
) -> Iterator[str]:
    """Yield what the status line says of the proposals for a sentence.

    That is what each says, how to answer all of them, and of the first where it is from and what differs.
    """
    proposal = offered[0]
    for each in offered:
        said = [value_in_words(value) for value in each.attributes.values()]
        yield f"{each.what}? {', '.join(one for one in said if one != USUAL)}".rstrip()
    yield keys
    yield from came_from(
        proposal.origin, proposal.text, articles, kin, proposal.sentences[:1], proposal.article
    )


def came_from(
    origin: Origin,
    text: str,
    articles: Sequence[Article],
    kin: Kin | None,
    sentences: Sequence[int],
    article_id: str,
) -> Iterator[str]:
    """Yield where something came from that stands on `text` in `sentences` of an article, and what differs.

    Articles on the screen are called by their letters.
    """
    if origin.kind != CARRIED:
        source = f" from {shortened(origin.source)}" if origin.source else ""
        score = f", {origin.score:.0%} sure" if origin.score is not None else ""
        yield f"{origin.kind}{source}{score}"
        return
    yield f"as in {_place(origin, articles, kin, sentences, article_id)}"
    yield from changed(origin.wording, text)


def changed(before: str, after: str) -> Iterator[str]:
    """Yield in short what was changed from one wording to another, “two” → “three”; the striking first."""
    hunks = diff(before, after).hunks if before else ()
    for hunk in sorted(hunks, key=lambda hunk: STRIKING.isdisjoint(hunk.flags)):
        yield _hunk(hunk.kind, before[slice(*hunk.a)], after[slice(*hunk.b)])


def _hunk(kind: HunkKind, old: str, new: str) -> str:
    if kind is HunkKind.INSERT:
        return f"+“{shortened(new)}”"
    if kind is HunkKind.DELETE:
        return f"-“{shortened(old)}”"
    return f"“{shortened(old)}” → “{shortened(new)}”"


def _place(
    origin: Origin, articles: Sequence[Article], kin: Kin | None, sentences: Sequence[int], article_id: str
) -> str:
    link = kin.link(origin.article, article_id) if kin is not None else None
    group = link.back(sentences[0]) if link is not None and sentences else None
    number = f" {group.ours[0] + 1}" if group else ""
    shown = next((v for v, each in enumerate(articles) if each.id == origin.article), None)
    if shown is not None:
        return f"{letter(shown)}{number}"
    known = kin.articles.get(origin.article) if kin is not None else None
    return f"{shortened((known.source or known.title) if known else origin.article)}{number}"
