"""Find the article that incoming labels are about, and their places in it.

An article is known by its id, by the digest of its text, or by the text itself. Offsets are taken as they are
only if the words there are those the file names; where the texts differ in white space alone they are
converted, and else the words are looked for with what stood around them. What cannot be placed without doubt
is listed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b, sha256
from typing import Any

from reader.annotate import anchors
from reader.annotate.acts.importing import Arrival, Draft
from reader.annotate.schema import Attribute, Kind, Schema
from reader.corpus.article import Article
from reader.corpus.clean import clean
from reader.corpus.controls import has_controls
from reader.corpus.corpus import Corpus
from reader.corpus.query import parse
from reader.corpus.search import search
from reader.exchange.gather import touched
from reader.exchange.incoming import Incoming, IncomingLabel, IncomingPart
from reader.exchange.losses import Losses

NO_ARTICLE = "records whose text is not in the corpus"
SEVERAL = "records whose text stands in several places"
NO_PLACE = "labels whose words are not in the article"
NO_PART = "parts whose words are not in the article"
NO_DECIDED = "decisions on sentences that are not in the article"
NO_NAME = "labels and parts whose name is empty, or holds invisible characters"
LONGEST_SOUGHT = 12
"""Words of a text by which articles that may hold it are looked for."""


def place(incoming: Iterable[Incoming], corpus: Corpus, schema: Schema, losses: Losses) -> Iterator[Arrival]:
    """Yield what each record brings to its article; what does not fit goes to `losses`."""
    finder = _Finder(corpus)
    for each in incoming:
        found = finder.articles(each)
        placed = [p for p in (_Placed.of(each, article) for article in found) if p is not None]
        if len(placed) == 1:
            yield _arrival(placed[0], each, schema, losses)
        else:
            several = placed or any(_solid(each.text) in _solid(article.text) for article in found)
            losses.add(SEVERAL if several else NO_ARTICLE, each.where, each.article or each.text[:60])


class _Finder:
    """Looks up articles by id, digest and text."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def articles(self, incoming: Incoming) -> list[Article]:
        if incoming.article and incoming.article in self._corpus:
            return [self._corpus[incoming.article]]
        digests = [incoming.digest] if incoming.digest else []
        if incoming.text and not incoming.sentence:
            digests.append(sha256(clean(incoming.text).encode("utf-8", "surrogatepass")).hexdigest())
        for digest in digests:
            if found := self._by_digest.get(digest):
                return [self._corpus[article_id] for article_id in found]
        return self._having(incoming.text) if incoming.text else []

    @cached_property
    def _by_digest(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] = {}
        for article_id, digest in self._corpus.index.each("SELECT id, digest FROM articles ORDER BY id"):
            known.setdefault(digest.hex(), []).append(article_id)
        return known

    def _having(self, text: str) -> list[Article]:
        """Return the articles that hold a text, but for white space."""
        words = clean(text).split()[:LONGEST_SOUGHT]
        query = " ".join(f'"{word}"' for word in (w.replace('"', "") for w in words) if word)
        numbers = search(self._corpus, parse(query)) if query else set[int]()
        return [self._corpus[article_id] for article_id in self._corpus.ids(sorted(numbers))]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article, and where in its text each character of the incoming text stands; None if it differs."""

    article: Article
    places: list[int] | None

    @classmethod
    def of(cls, incoming: Incoming, article: Article) -> "_Placed | None":
        """Lay an incoming text over an article; None if a sentence is not in it, or more than once."""
        if not incoming.text or incoming.text == article.text:
            return cls(article, list(range(len(article.text) + 1)))
        inner, outer = _Solid(incoming.text), _Solid(article.text)
        if not incoming.sentence:
            same = inner.letters == outer.letters
            return cls(article, inner.laid_over(outer, 0) if same and inner.letters else None)
        first = _first(inner, outer, _starts(incoming, article))
        return None if first is None else cls(article, inner.laid_over(outer, first))


class _Solid:
    """A text without white space, and where its letters stand."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.at = [place for place, letter in enumerate(text) if not letter.isspace()]
        self.letters = "".join(text.split())

    def laid_over(self, other: "_Solid", first: int) -> list[int]:
        """Return, for each offset of this text, the offset of the other whose letters begin at `first`."""
        places, passed = [0] * (self.length + 1), 0
        for offset in range(self.length + 1):
            if passed < len(self.at) and offset > self.at[passed]:
                passed += 1
            at_letter = passed < len(self.at) and self.at[passed] == offset
            before = other.at[first + passed - 1] + 1 if passed else other.at[first]
            places[offset] = other.at[first + passed] if at_letter else before
        return places


def _starts(incoming: Incoming, article: Article) -> Iterator[int]:
    """Yield where a sentence should begin, as far as its record says."""
    if incoming.start is not None:
        yield incoming.start
    if incoming.index is not None and incoming.index < len(article.sentences):
        yield article.sentences[incoming.index].start


def _first(inner: _Solid, outer: _Solid, starts: Iterable[int]) -> int | None:
    """Return the letter of an article at which a sentence begins: where it should, or the only one."""
    if not inner.letters:
        return None
    for each in starts:
        start = bisect_left(outer.at, each)
        if outer.letters.startswith(inner.letters, start):
            return start
    first = outer.letters.find(inner.letters)
    if first < 0 or outer.letters.find(inner.letters, first + 1) >= 0:
        return None
    return first


def _arrival(placed: _Placed, incoming: Incoming, schema: Schema, losses: Losses) -> Arrival:
    article = placed.article
    drafts = []
    for label in incoming.labels:
        if _nameless(label.label):
            losses.add(NO_NAME, incoming.where, f"{label.label!r}: {label.words[:60]}")
            continue
        draft = _draft(label, placed, incoming, schema, losses)
        if draft is None:
            losses.add(NO_PLACE, incoming.where, f"{label.label}: {label.words[:60]}")
        else:
            drafts.append(draft)
    decided: set[int] = set()
    for start, end in incoming.decided:
        where = _where(start, end, incoming.text[start:end], placed, incoming)
        if where is None:
            losses.add(NO_DECIDED, incoming.where, incoming.text[start:end][:60])
        else:
            decided.update(touched(article, *where))
    return Arrival(article, tuple(drafts), tuple(sorted(decided)))


def _draft(
    label: IncomingLabel, placed: _Placed, incoming: Incoming, schema: Schema, losses: Losses
) -> Draft | None:
    where = _where(label.start, label.end, label.words, placed, incoming)
    if where is None:
        return None
    parts = list(_parts(label, where[0], placed, incoming, losses))
    attributes = _attributes(label, schema)
    named = [
        placed.article.id,
        label.label,
        *where,
        sorted(parts),
        sorted(attributes.items()),
        label.annotator,
    ]
    return Draft(
        blake2b(repr(named).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
        label.label,
        *where,
        tuple(parts),
        attributes,
        label.note,
        label.score,
        label.proposed,
    )


def _parts(
    label: IncomingLabel, start: int, placed: _Placed, incoming: Incoming, losses: Losses
) -> Iterator[tuple[str, int, int]]:
    """Yield the parts of a label that begins at `start` in the article."""
    text = placed.article.text
    for part in label.parts:
        words = part.words or incoming.text[part.start : part.end]
        beside = start + part.start - (label.start or 0)
        if words and beside >= 0 and text.startswith(words, beside):
            place: tuple[int, int] | None = (beside, beside + len(words))
        else:
            place = _where(part.start, part.end, words, placed, incoming)
        if place and not _nameless(part.role):
            yield part.role, *place
        else:
            losses.add(NO_PART if place is None else NO_NAME, incoming.where, _told(part, label, words))


def _told(part: IncomingPart, label: IncomingLabel, words: str) -> str:
    return f"{part.role!r} of {label.label}: {words[:60]}"


def _nameless(name: str) -> bool:
    return not name.strip() or "\n" in name or has_controls(name)


def _where(
    start: int | None, end: int | None, words: str, placed: _Placed, incoming: Incoming
) -> tuple[int, int] | None:
    """Return where a piece of the incoming text stands in the article, None if that is in doubt.

    Offsets outside the text say nothing, nor do offsets alone if they count in another state of the article.
    """
    article, there, text = placed.article, placed.places, incoming.text
    if start is not None and end is not None and text and not 0 <= start < end <= len(text):
        return None
    if not words and not text and incoming.digest not in ("", article.digest):
        return None
    if start is not None and end is not None and there is not None and 0 <= start < end < len(there):
        first, last = there[start], there[end]
        if first < last and (not words or _same(article.text[first:last], words)):
            return first, last
    if start is not None and end is not None and text[start:end] == words and words:
        at = anchors.anchor(text, "", start, end)
        return anchors.locate(article.text, article.digest, start, end, words, at)
    found = list(anchors.occurrences(article.text, words))
    return (found[0], found[0] + len(words)) if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    return _solid(one) == _solid(clean(other))


def _solid(text: str) -> str:
    return "".join(text.split())


def _attributes(label: IncomingLabel, schema: Schema) -> dict[str, Any]:
    """Return the attributes as the label's definition has them: lists where several may be chosen."""
    known: Mapping[str, Attribute] = (
        {each.name: each for each in schema.get(label.label).attributes} if label.label in schema else {}
    )
    return {name: _value(value, known.get(name)) for name, value in label.attributes.items()}


def _value(value: Any, attribute: Attribute | None) -> Any:
    if attribute is None:
        return value
    several = list(value) if isinstance(value, list | tuple) else [value]
    if attribute.kind is Kind.CHOICES:
        return several
    single = several[0] if len(several) == 1 else value
    if attribute.kind is Kind.YES_NO and isinstance(single, str):
        return {"yes": True, "no": False}.get(single, single)
    return single
