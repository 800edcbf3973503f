"""What is said of proposals and carried labels in words: where they come from, and what was changed there."""

from collections.abc import Iterator, Sequence

from reader.annotate.annotation import Origin
from reader.annotate.carry import STRIKING, Kin
from reader.annotate.proposals import CARRIED, Proposal
from reader.compare.words import HunkKind, diff
from reader.corpus.article import Article
from reader.tui.asides import letter
from reader.tui.telling import shortened


def about(proposal: Proposal, articles: Sequence[Article], kin: Kin | None, keys: str) -> Iterator[str]:
    """Yield what the status line says of a proposal: how to answer, where it is from, what differs there."""
    yield f"{proposal.what}? {keys}"
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
