"""Search in a corpus: which articles a query finds, and where in a text."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from reader.corpus import folding
from reader.corpus.corpus import Corpus
from reader.corpus.folding import Token
from reader.corpus.query import ANY, NONE, OUTSIDE, TEXT, Query, QueryError, Term, parse

__all__ = ["Query", "QueryError", "Resolver", "Term", "hits", "parse", "ranked", "search", "snippet"]

Resolver = Callable[[str], Collection[str] | Collection[int]]
"""From the value of a field kept outside the index ("claim"; "*" for any) to the articles it stands for, by
their ids or, cheaper if there are many, by their numbers."""

_FULL_TEXT = (TEXT, "title")
_GAP = re.compile(r"\s+")
_LAST_GAP = re.compile(r"\s+\S*\Z")
_MATCHING = "SELECT json_group_array(rowid) FROM texts WHERE texts MATCH ?"
_WHERE = "SELECT json_group_array(number) FROM articles WHERE "


def search(corpus: Corpus, query: Query, outside: Mapping[str, Resolver] | None = None) -> set[int]:
    """Return the numbers of the articles a query finds; for any thread.

    `outside` answers for the fields that are not in the index: "label", "state", "note".

    Raises:
        QueryError: the query asks for a field that nothing answers for.
    """
    return _Search(corpus, outside or {}).run(query)


def ranked(corpus: Corpus, query: Query, numbers: Collection[int], most: int | None = None) -> list[int]:
    """Return the first `most` of `numbers`, those that match the words of the query best first (BM25).

    What is found by something else than words comes after them, the newest first.
    """
    order: Iterable[int] = corpus.order("date")
    if words := _either(term for clause in query.clauses for term in clause if _is_sought(term)):
        best = corpus.index.rows("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank", (words,))
        order = dict.fromkeys([*(number for (number,) in best), *order])
    return [number for number in order if number in numbers][:most]


def hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Return the code points, end exclusive, of the words and phrases that make an article's text match.

    They are found just as the index finds them, sorted, and what overlaps is one.
    """
    sought = [term for clause in query.clauses for term in clause if _is_sought(term) and term.field == TEXT]
    if not sought:
        return []
    words = list(folding.tokens(text))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word.folded, []).append(place)
    return _merged(
        (words[place].start, words[place + len(term.words) - 1].end)
        for term in sought
        for place in _starts(term, words, places)
    )


def snippet(text: str, found: Sequence[tuple[int, int]], width: int = 160) -> tuple[int, int]:
    """Return about `width` code points around the first hit in a text, or its beginning, in whole words."""
    first, last = found[0] if found else (0, 0)
    start = max(text.rfind("\n", 0, first) + 1, first - width // 3)
    if start and not text[start - 1].isspace() and (gap := _GAP.search(text, start, first)):
        start = gap.end()
    end = max(start + width, last)
    if end < len(text) and (gap := _LAST_GAP.search(text, max(last, start), end + 1)):
        end = gap.start()
    return start, min(end, len(text))


class _Search:
    """One search: words in one question to the full-text index, the rest by sets of numbers."""

    def __init__(self, corpus: Corpus, outside: Mapping[str, Resolver]) -> None:
        self._corpus = corpus
        self._outside = outside

    def run(self, query: Query) -> set[int]:
        must, never, others = _sorted(query.clauses)
        found: set[int] | None = None
        if must:
            found = self._matching(f"({must}) NOT ({never})" if never else must)
        for clause in others:
            if found is not None and not found:
                break
            found = self._narrowed(found, clause)
        if never and not must:
            found = self._all(found) - self._matching(never)
        return self._all(found)

    def _all(self, found: set[int] | None = None) -> set[int]:
        """Return what was found so far: everything, if nothing has narrowed it yet."""
        if found is not None:
            return found
        ((first, last, count),) = self._corpus.index.rows(
            "SELECT (SELECT min(number) FROM articles), (SELECT max(number) FROM articles), "
            "(SELECT count(*) FROM articles)"
        )
        if not count or last - first + 1 == count:
            return set(range(first, last + 1)) if count else set()
        return self._where("1")

    def _narrowed(self, found: set[int] | None, clause: Sequence[Term]) -> set[int]:
        if len(clause) == 1 and clause[0].without:
            return self._all(found) - self._having(clause[0])
        either = set[int]().union(
            *(self._all() - self._having(each) if each.without else self._having(each) for each in clause)
        )
        return either if found is None else found & either

    def _having(self, term: Term) -> set[int]:
        """Return the articles that have what a term asks for, whether it is wanted or not."""
        match term.field:
            case "title" | "":
                return self._matching(_expression(term))
            case "source":
                return self._of_source(folding.folded(term.value))
            case "id":
                return self._named(term.value)
            case "story":
                return self._of_story(term.value)
            case field if field in OUTSIDE:
                return self._kept_outside(field, term.value)
        return self._where("moment >= ? AND moment < ?", *term.span)

    def _matching(self, expression: str) -> set[int]:
        """Ask the full-text index, which still knows articles that are gone."""
        found = self._numbers(_MATCHING, expression)
        index = self._corpus.index
        counts = index.rows("SELECT (SELECT count(*) FROM texts_docsize), (SELECT count(*) FROM articles)")
        if counts[0][0] != counts[0][1]:
            found &= self._all()
        return found

    def _of_source(self, wanted: str) -> set[int]:
        sources = self._corpus.index.rows("SELECT DISTINCT source_key FROM articles WHERE source_key <> ''")
        keys = [key for (key,) in sources if wanted in folding.folded(key)]
        return self._where("source_key IN (SELECT value FROM json_each(?))", json.dumps(keys))

    def _named(self, wanted: str) -> set[int]:
        if wanted.isascii():
            pattern = "".join(f"\\{each}" if each in "\\%_" else each for each in wanted)
            return self._where("id LIKE ? ESCAPE '\\'", f"%{pattern}%")
        folded = folding.folded(wanted)
        ids = self._corpus.index.each("SELECT number, id FROM articles")
        return {number for number, known in ids if folded in folding.folded(known)}

    def _of_story(self, wanted: str) -> set[int]:
        if wanted == NONE:
            return self._where("number NOT IN (SELECT number FROM stories)")
        if wanted == ANY:
            return self._where("number IN (SELECT number FROM stories)")
        return self._where("number IN (SELECT number FROM stories WHERE story = CAST(? AS INTEGER))", wanted)

    def _kept_outside(self, field: str, value: str) -> set[int]:
        resolver = self._outside.get(field)
        if resolver is None:
            raise QueryError(f"{field}: cannot be searched for here")
        if field != "state" and value.casefold() == NONE:
            return self._all() - self._numbered(resolver(ANY))
        return self._numbered(resolver(value))

    def _numbered(self, articles: Collection[str] | Collection[int]) -> set[int]:
        if all(isinstance(each, int) for each in articles):
            return set(articles)  # type: ignore[arg-type]
        return self._where("id IN (SELECT value FROM json_each(?))", json.dumps(sorted(articles)))

    def _where(self, condition: str, *parameters: Any) -> set[int]:
        return self._numbers(_WHERE + condition, *parameters)

    def _numbers(self, sql: str, *parameters: Any) -> set[int]:
        """Fetch numbers in one row: threads need not take turns for each of a hundred thousand."""
        return set(json.loads(self._corpus.index.rows(sql, parameters)[0][0]))


def _sorted(clauses: Iterable[Sequence[Term]]) -> tuple[str, str, list[Sequence[Term]]]:
    """Return the full-text expressions of what must and what must not stand, and the clauses left over."""
    must: list[str] = []
    never: list[Term] = []
    others: list[Sequence[Term]] = []
    for clause in clauses:
        if any(term.field not in _FULL_TEXT for term in clause):
            others.append(clause)
        elif not any(term.without for term in clause):
            must.append(_either(clause))
        elif len(clause) == 1:
            never += clause
        else:
            others.append(clause)
    return " AND ".join(f"({each})" for each in must), _either(never), others


def _either(terms: Iterable[Term]) -> str:
    return " OR ".join(map(_expression, terms))


def _expression(term: Term) -> str:
    """Return a term in the language of FTS5; folded words hold letters, digits and marks only."""
    return f'{"title : " if term.field else ""}"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _is_sought(term: Term) -> bool:
    return term.field in _FULL_TEXT and not term.without


def _starts(term: Term, words: Sequence[Token], places: Mapping[str, Sequence[int]]) -> Iterable[int]:
    """Return at which words of a text a term's phrase starts."""
    *first, last = term.words

    def ends(place: int) -> bool:
        word = words[place].folded
        return word.startswith(last) if term.prefix else word == last

    if not first:
        if not term.prefix:
            return places.get(last, ())
        return (place for word, where in places.items() if word.startswith(last) for place in where)
    return (
        place
        for place in places.get(first[0], ())
        if place + len(first) < len(words)
        and all(words[place + at].folded == word for at, word in enumerate(first))
        and ends(place + len(first))
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
