"""Comparison of up to a handful of versions against a base: rows for a screen or a report."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.compare.align import Alignment, EdgeKind, align, mirrored
from reader.compare.altered import altered
from reader.compare.flags import Flag
from reader.compare.joined import Joined
from reader.compare.moves import MovedBlock, moved_blocks
from reader.compare.quote_pairs import QuotePair
from reader.compare.relation import Kinship, Summary, summarize
from reader.compare.rows import PRECEDENCE, Relation, Row, arrange, relate
from reader.compare.swaps import Dictionary, Swap
from reader.compare.words import Hunk, HunkKind, WordDiff, diff
from reader.corpus import furniture as boilerplate
from reader.corpus.article import Article

__all__ = ["Cancelled", "Change", "Comparison", "Correspondence", "Relation", "Row", "sentence_texts"]


class Change(NamedTuple):
    """Words to highlight: code points within the sentence, end exclusive."""

    start: int
    end: int
    kind: HunkKind
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Sentences `a` and `b` of two versions that hang together, and the word diff of their joined texts."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    text_a: Joined
    text_b: Joined
    diff: WordDiff


class Cancelled(Exception):
    """The comparison was not wanted any more."""


class Comparison:
    """Versions of a story beside each other; immutable to callers, word diffs are made on demand."""

    def __init__(
        self,
        articles: Sequence[Article],
        base: int,
        alignments: Mapping[int, Alignment],
        rows: Sequence[Row],
        furniture: Sequence[frozenset[int]],
        repeats: Sequence[Mapping[int, int]],
    ) -> None:
        self.articles = tuple(articles)
        self.base = base
        self.alignments = alignments
        self.rows = tuple(rows)
        self._furniture = tuple(furniture)
        self._repeats = tuple(repeats)
        self._unread = tuple(
            found | said.keys() for found, said in zip(self._furniture, self._repeats, strict=True)
        )
        self._places = [
            {s: index for index, row in enumerate(self.rows) for s in row.cells[version]}
            for version in range(len(self.articles))
        ]
        self._changes: dict[tuple[int, int, int], tuple[Change, ...]] = {}
        self._quotes: tuple[QuotePair, ...] | None = None
        self._summaries = {
            version: summarize(
                sentence_texts(self.articles[base]),
                sentence_texts(self.articles[version]),
                alignment,
                self.unread(base),
                self.unread(version),
            )
            for version, alignment in alignments.items()
        }
        self._dictionaries = {
            version: Dictionary({(s.old, s.new): s.count for s in summary.substitutions})
            for version, summary in self._summaries.items()
            if summary.kinship is Kinship.SPUN
        }

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        base: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
        furniture: Sequence[Collection[int]] | None = None,
    ) -> "Comparison":
        """Compare `articles` with `articles[base]`; one article alone gives rows without relations.

        `cancelled` is asked between the alignments; raises `Cancelled` when it says so. `furniture` holds,
        per article, the sentences that are site furniture; by default what the rules alone find.
        """
        if furniture is None:
            furniture = [boilerplate.furniture(article) for article in articles]
        repeats = [boilerplate.repeats(article) for article in articles]
        return cls._arranged(articles, base, {}, [frozenset(each) for each in furniture], repeats, cancelled)

    def rebased(self, base: int, cancelled: Callable[[], bool] = lambda: False) -> "Comparison":
        """Compare the same articles with another one of them; what is aligned already stays so.

        Raises `Cancelled` as `of` does.
        """
        if base == self.base:
            return self
        known = {base: mirrored(self.alignments[base])}
        return self._arranged(
            self.articles, base, {self.base: known[base]}, self._furniture, self._repeats, cancelled
        )

    @classmethod
    def _arranged(
        cls,
        articles: Sequence[Article],
        base: int,
        known: Mapping[int, Alignment],
        furniture: Sequence[frozenset[int]],
        repeats: Sequence[Mapping[int, int]],
        cancelled: Callable[[], bool],
    ) -> "Comparison":
        """Bring the articles into rows; `known` holds alignments of the base with other versions."""
        texts = [sentence_texts(article) for article in articles]

        def aligned(a: Sequence[str], b: Sequence[str]) -> Alignment:
            if cancelled():
                raise Cancelled
            return align(a, b)

        def leftovers(
            one: int, ours: Sequence[int], other: int, theirs: Sequence[int]
        ) -> list[tuple[int, int]]:
            found = aligned([texts[one][s] for s in ours], [texts[other][s] for s in theirs])
            return [(ours[e.i], theirs[e.j]) for e in found.edges if e.kind is not EdgeKind.MOVED]

        alignments = {
            version: known.get(version) or aligned(texts[base], texts[version])
            for version in range(len(texts))
            if version != base
        }
        drafts = arrange([len(t) for t in texts], base, alignments, leftovers)
        unread = [found | said.keys() for found, said in zip(furniture, repeats, strict=True)]
        rows = [relate(draft, base, alignments, unread) for draft in drafts]
        return cls(articles, base, alignments, rows, furniture, repeats)

    def furniture(self, version: int) -> frozenset[int]:
        """Return the sentences of a version that are site furniture."""
        return self._furniture[version]

    def repeats(self, version: int) -> Mapping[int, int]:
        """Return the sentences of a version that repeat an earlier one: `{repeated: first}`."""
        return self._repeats[version]

    def unread(self, version: int) -> frozenset[int]:
        """Return the sentences of a version that say nothing of their own: furniture and repeats."""
        return self._unread[version]

    def moves(self, version: int) -> tuple[MovedBlock, ...]:
        """Return the blocks of sentences that stand elsewhere in `version` than in the base."""
        alignment = self.alignments.get(version)
        return moved_blocks(alignment) if alignment else ()

    def quotes(self) -> tuple[QuotePair, ...]:
        """Return the quotations that two versions share, unchanged and altered, by their places."""
        if self._quotes is None:
            self._quotes = tuple(altered(self))
        return self._quotes

    def row_of(self, version: int, sentence: int) -> int:
        """Return the index of the row in which `sentence` of `version` stands."""
        return self._places[version][sentence]

    def partners(self, version: int, sentence: int, other: int) -> tuple[int, ...]:
        """Return the sentences of version `other` aligned with it, also moved ones, sorted.

        Two versions neither of which is the base meet in their row and through the base.
        """
        if version == other:
            return ()
        if version == self.base:
            return tuple(edge.j for edge in self.alignments[other].of_a(sentence))
        if other == self.base:
            return tuple(edge.i for edge in self.alignments[version].of_b(sentence))
        beside = self.rows[self.row_of(version, sentence)].cells[other]
        through = self.partners(version, sentence, self.base)
        return tuple(sorted({*beside, *(j for i in through for j in self.partners(self.base, i, other))}))

    def relation(self, version: int, sentence: int) -> Relation | None:
        """Return what the gutter shows for a sentence; None if it stands alone or is the same everywhere.

        A sentence of the base shows the greatest change that any other version made to it.
        """
        relations = self.rows[self.row_of(version, sentence)].relations
        if version != self.base:
            shown = relations[version]
        else:
            others = [r for v, r in enumerate(relations) if v != version and r is not None]
            shown = min(others, key=PRECEDENCE.index, default=None)
        return None if shown is Relation.SAME else shown

    def changes(self, version: int, sentence: int, against: int | None = None) -> tuple[Change, ...]:
        """Return the words of a sentence that differ from version `against`.

        `against` defaults to the base, and for the base to the first other version that has a partner. A
        sentence that was rewritten as a whole is one change.
        """
        if against is None:
            against = self._counterpart(version, sentence)
        if against is None or against == version:
            return ()
        key = (version, sentence, against)
        if key not in self._changes:
            self._compare_words(version, sentence, against)
        return self._changes[key]

    def differs(self, row: int) -> bool:
        """Tell whether anything in the row but site furniture and repeats is not the same in all versions."""
        unchanged = (None, Relation.SAME, Relation.FURNITURE)
        found = self.rows[row]
        return any(relation not in unchanged for relation in found.relations) and not all(
            unread.issuperset(cell) for unread, cell in zip(self._unread, found.cells, strict=True)
        )

    def summary(self, version: int) -> Summary:
        """Return what `version` is to the base, with the evidence."""
        return self._summaries[version]

    def swaps(self, version: int, sentence: int, against: int | None = None) -> tuple[Swap, ...]:
        """Return the words of a sentence that a spinning program put, or put others for, in order.

        `against` is as for `changes`. Of a copy, `other` of a swap is the wording of the source. Numbers,
        negations and names not swapped more than once are changes, never swaps.
        """
        if against is None:
            against = self._counterpart(version, sentence)
        found = self.correspondence(version, sentence, against) if against is not None else None
        if against is None or found is None:
            return ()
        dictionary = self._dictionary(version, against)
        if dictionary is None:
            return ()
        side = int(version != self.base)
        joined, cell = ((found.text_a, found.a), (found.text_b, found.b))[side]
        pairs = dictionary.swaps(found.text_a.text, found.text_b.text)
        places = [((swap.start, swap.end), swap.other) for swap in (pair[side] for pair in pairs)]
        divided = joined.divide(places)[cell.index(sentence)]
        return tuple(Swap(start, end, other) for (start, end), other in divided)

    def _dictionary(self, version: int, against: int) -> Dictionary | None:
        if self.base not in (version, against):
            return None
        return self._dictionaries.get(against if version == self.base else version)

    def _counterpart(self, version: int, sentence: int) -> int | None:
        if version != self.base:
            return self.base
        return next((v for v in self.alignments if self.partners(version, sentence, v)), None)

    def correspondence(self, version: int, sentence: int, against: int) -> Correspondence | None:
        """Return what a sentence of `version` corresponds to in version `against`, with the word diff.

        A split sentence is diffed against all its parts together. The diff runs from `against` to `version`,
        unless `version` is the base. Returns None for a sentence without a partner.
        """
        ours, theirs = self._connected(version, sentence, against)
        if not theirs:
            return None
        first, second = (against, version), (theirs, ours)
        if version == self.base:
            first, second = (version, against), (ours, theirs)
        a, b = (
            Joined([self.articles[v].sentence_text(s) for s in cell])
            for v, cell in zip(first, second, strict=True)
        )
        found = diff(a.text, b.text)
        dictionary = self._dictionary(version, against)
        if dictionary:
            found = dictionary.flagged(a.text, b.text, found)
        return Correspondence(second[0], second[1], a, b, found)

    def _compare_words(self, version: int, sentence: int, against: int) -> None:
        """Diff everything that hangs together with the sentence at once, and keep the changes of each."""
        self._changes[version, sentence, against] = ()
        found = self.correspondence(version, sentence, against)
        if found is None:
            return
        hunks = found.diff.hunks
        if found.diff.rewritten and not self._dictionary(version, against):
            flags = frozenset().union(*(hunk.flags for hunk in hunks))
            whole = (0, len(found.text_a.text)), (0, len(found.text_b.text))
            hunks = (Hunk(HunkKind.REPLACE, *whole, flags),)
        own, other = (version, against) if version == self.base else (against, version)
        for v, w, cell, joined, side in (
            (own, other, found.a, found.text_a, 0),
            (other, own, found.b, found.text_b, 1),
        ):
            ranges = [((hunk.a, hunk.b)[side], hunk) for hunk in hunks]
            for s, changes in zip(cell, joined.divide(ranges), strict=True):
                self._changes[v, s, w] = tuple(Change(*at, h.kind, h.flags) for at, h in changes)

    def _connected(self, version: int, sentence: int, other: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the sentences of both versions that hang together with `sentence` by their partners."""
        ours, theirs = {sentence}, set(self.partners(version, sentence, other))
        while True:
            more = {s for t in theirs for s in self.partners(other, t, version)} - ours
            if not more:
                return tuple(sorted(ours)), tuple(sorted(theirs))
            ours |= more
            theirs |= {t for s in more for t in self.partners(version, s, other)}


def sentence_texts(article: Article) -> list[str]:
    """Return the texts of an article's sentences."""
    return [article.text[s.start : s.end] for s in article.sentences]
