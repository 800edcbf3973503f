"""`reader recover`: what lost its place when an article changed, and what becomes of it."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from cyclopts import Parameter

from reader.annotate.acts.base import Changed
from reader.annotate.lost import Lost
from reader.cli.guard import UsageError, say, tell
from reader.cli.label import Sentence, Span, target
from reader.cli.opening import Work, changing, looking
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
from reader.cli.output import cell, console, counted, for_people, write_json_array
from reader.cli.reporting import report
from reader.cli.wording import Wording, painted
from reader.compare.comparison import Change
from reader.compare.words import diff
from reader.corpus.article import Article

Ids = Annotated[list[str] | None, Parameter(negative=())]


def recover(
    corpus: CorpusPath = HERE,
    article: ArticleName | None = None,
    /,
    *,
    confirm: Annotated[Ids, Parameter(help="Id of what stands where it is proposed; more than once.")] = None,
    confirm_all: Annotated[
        bool, Parameter(negative=(), show_default=False, help="Confirm everything proposed for the article.")
    ] = False,
    least: Annotated[
        float, Parameter(help="With --confirm-all: only what is so much alike, from 0 to 1.")
    ] = 0.0,
    attach: Annotated[
        str | None, Parameter(help="Id of what stands on --sentence N or --span START:END now.")
    ] = None,
    sentence: Sentence = None,
    span: Span = None,
    drop: Annotated[Ids, Parameter(help="Id of what is to go; more than once.")] = None,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """List labels, notes and decisions whose words are not in the text any more as they were.

    Edited words are proposed where they most likely stand now; until they are confirmed they are neither
    counted nor exported, and what is like nothing in the text waits to be attached or dropped. Each act names
    the article and is one step that `reader undo` takes back. With --json an array of {"article", "id",
    "what", "text", "candidate"}, or of an act {"changed", "message", "article", "sentence"}.
    """
    acts = sum(map(bool, (confirm, confirm_all, attach, drop)))
    if not acts:
        with looking(corpus, annotations, annotator, columns) as work:
            _tell(_found(work, article), json)
        return 0
    if acts > 1:
        raise UsageError("give one of --confirm, --confirm-all, --attach and --drop")
    if article is None:
        raise UsageError("name the article, too")
    with changing(corpus, annotations, annotator, columns) as work:
        found = work.corpus.find(article)
        known = {each.id: each for each in work.session.lost(found)}
        ids = [*(confirm or drop or ()), *([attach] if attach else ())]
        if unknown := [each for each in ids if each not in known]:
            raise UsageError(f"{found.id} has lost nothing called {unknown[0]!r}")
        if drop:
            changed = work.session.drop(found, ids)
        elif attach:
            start, end, _ = target(found, sentence, span)
            changed = work.session.attach(found, attach, start, end)
        else:
            changed = _confirm(work, found, ids or _likely(known.values(), least))
    return report(changed, json)


def _likely(lost: Iterable[Lost], least: float) -> list[str]:
    return [each.id for each in lost if each.candidate and each.candidate.score >= least]


def _confirm(work: Work, article: Article, ids: list[str]) -> Changed:
    if not ids:
        return Changed((), "there is nothing to confirm", None, None)
    return work.session.confirm(article, ids)


def _found(work: Work, article: str | None) -> Iterator[tuple[Article, Lost]]:
    """Yield what is lost, article by article; those whose labels are of their present text are not read."""
    ids = [work.corpus.find(article).id] if article else sorted(work.session.store.articles())
    for each in ids:
        if each not in work.corpus:
            continue
        digest = work.corpus.entry(each).digest
        if any(piece.anchor.digest != digest for piece in work.session.store.load(each).pieces()):
            found = work.corpus[each]
            yield from ((found, lost) for lost in work.session.lost(found))


def _tell(found: Iterator[tuple[Article, Lost]], json: bool) -> None:
    if json:
        write_json_array(_json(article, lost) for article, lost in found)
        return
    proposed = orphans = 0
    for article, lost in found:
        proposed += lost.candidate is not None
        orphans += lost.candidate is None
        if for_people():
            _draw(article, lost)
        else:
            place = lost.candidate
            where = (f"{place.score:.2f}", _sentence(article, lost), place.text) if place else ("", "", "")
            say(article.id, lost.id, lost.what, lost.piece.text, *where)
    tell(f"{counted(proposed, 'proposal', 'proposals')} to confirm, {orphans:,} without a place in the text")


def _draw(article: Article, lost: Lost) -> None:
    place = lost.candidate
    likeness = f"{place.score:.0%} alike, --sentence {_sentence(article, lost)}" if place else "no place"
    console().print(cell(f"{article.id}  {lost.what}  {likeness}  {lost.id}", "bold"))
    if place is None:
        console().print(cell(f"  {' '.join(lost.piece.text.split())}"))
    else:
        hunks = diff(lost.piece.text, place.text).hunks
        for text, base in ((lost.piece.text, True), (place.text, False)):
            changes = [Change(*(hunk.b, hunk.a)[base], hunk.kind, hunk.flags) for hunk in hunks]
            console().print("  ", painted(Wording(text, changes, base)), sep="")
    if place and place.missing:
        console().print(cell(f"  without {', '.join(place.missing)}", "dim"))
    console().print()


def _sentence(article: Article, lost: Lost) -> int | str:
    place = lost.candidate
    touched = (each.index for each in article.sentences if place and each.end > place.start)
    return next(touched, "")


def _json(article: Article, lost: Lost) -> dict[str, Any]:
    place = lost.candidate
    return {
        "article": article.id,
        "id": lost.id,
        "what": lost.what,
        "text": lost.piece.text,
        "candidate": place
        and {
            "start": place.start,
            "end": place.end,
            "text": place.text,
            "score": round(place.score, 3),
            "sentence": _sentence(article, lost),
            "parts": [
                {"role": part.role, "start": part.start, "end": part.end, "text": part.text}
                for part in place.parts
            ],
            "missing": list(place.missing),
        },
    }
