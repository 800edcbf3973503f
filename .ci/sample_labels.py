"""Remake the labels of the sample corpus: `python .ci/sample_labels.py` gives the same bytes each time."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from reader import resources
from reader.annotate.annotation import State
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.annotate.store import Store
from reader.corpus.article import Article
from reader.corpus.corpus import Corpus

FOLDER = Path(__file__).parents[1] / "annotations" / "sample"
ANNOTATOR = "robin"
STARTED = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
LABELS = (
    ("bridge/1-wire", "claim", "carries about 23,400 vehicles"),
    ("bridge/1-wire", "claim", "None of them is longer than 31 centimetres"),
    ("bridge/1-wire", "claim", "now face a detour of 67 kilometres"),
    ("bridge/1-wire", "quote", "They were told in March"),
    ("bridge/1-wire", "claim", "The repair will cost 41 million crowns"),
    ("bridge/2-courier", "claim", "carries about 32,400 vehicles"),
    ("bridge/2-courier", "quote", "cannot be certain that it is safe"),
    ("bridge/3-update", "claim", "shows that inspectors asked"),
    ("clock/1-gazette", "quote", "a choice between a clock"),
    ("clock/1-gazette", "claim", "212 passengers missed a train"),
    ("umbrella/1-press-release", "claim", "caught in the rain 37 per cent less often"),
    ("umbrella/1-press-release", "quote", "We cannot say that umbrellas prevent rain"),
    ("umbrella/2-pennant", "claim", "cuts your risk"),
    ("river-alert", "claim", "About 38,000 litres"),
    ("river-alert", "quote", "It is beetroot"),
)
NEITHER = (
    ("bridge/1-wire", "He added that the safest repair"),
    ("bridge/1-wire", "The ministry expects to publish"),
    ("bridge/2-courier", "which colour of paint"),
    ("umbrella/2-pennant", "what your grandmother always said"),
)
NOTES = (
    (
        "bridge/2-courier",
        "carries about 32,400 vehicles",
        "The agency has 23,400. Digits swapped?",
    ),
    (
        "bridge/2-courier",
        "cannot be certain that it is safe",
        "Not what she said; see the agency's report.",
    ),
    (
        "umbrella/2-pennant",
        "cuts your risk",
        "The press release: cannot show cause and effect.",
    ),
)


def clock() -> Callable[[], datetime]:
    """Return a clock that moves seven seconds each time it is read."""
    ticks = count()
    return lambda: STARTED + timedelta(seconds=7 * next(ticks))


def names() -> Callable[[], str]:
    """Return a source of ids that counts."""
    numbers = count(1)
    return lambda: f"sample-{next(numbers):02}"


def sentence(article: Article, words: str) -> int:
    """Return the sentence that holds `words`; exactly one must."""
    held = [
        index for index, each in enumerate(article.sentences) if words in article.text[each.start : each.end]
    ]
    if len(held) != 1:
        raise SystemExit(f"{article.id}: “{words}” is in {len(held)} sentences")
    return held[0]


def tag_interrupted_quote(session: Session, article: Article) -> None:
    """Label the minister's words, which her name interrupts, with who said them and how."""
    pieces = (
        ("content", "“We did not close this bridge because it is falling down,”"),
        ("cue", "said"),
        ("source", "Works Minister Ilse Tarnow"),
        ("content", "“We closed it because we would like to be certain that it is not.”"),
    )
    parts, end = [], article.text.index(pieces[0][1])
    for role, words in pieces:
        start = article.text.index(words, end)
        end = start + len(words)
        parts.append((role, start, end))
    attributes = {"kind": "direct", "speaker": "Ilse Tarnow"}
    session.tag_span(article, parts[0][1], end, "quote", attributes=attributes, parts=parts)


def main() -> None:
    """Write the labels anew."""
    shutil.rmtree(FOLDER / ANNOTATOR, ignore_errors=True)
    corpus = Corpus.open(resources.sample())
    now = clock()
    store = Store.open(FOLDER, ANNOTATOR, clock=now)
    session = Session(store, Schema.default(), now, names())
    tag_interrupted_quote(session, corpus.find("bridge/1-wire"))
    for name, label, words in LABELS:
        article = corpus.find(name)
        index = sentence(article, words)
        session.tag(article, index, index, label)
    for name, words in NEITHER:
        article = corpus.find(name)
        index = sentence(article, words)
        session.clear(article, index, index)
    for name, words, note in NOTES:
        article = corpus.find(name)
        session.set_note(article, sentence(article, words), note)
    session.set_state(corpus.find("umbrella/2-pennant"), State.IN_PROGRESS)
    store.close()
    for leftover in (".lock", ".gitignore"):
        (FOLDER / ANNOTATOR / leftover).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
