"""Marking a piece of an article: it grows by words at both ends, by sentences, by quotations."""

from bisect import bisect_right
from functools import lru_cache

from reader.annotate.units import Span, characters, units
from reader.corpus import quotations
from reader.corpus.article import Article
from reader.corpus.quotations import Quotation

KEPT_SENTENCES = 64


class Marking:
    """A piece of an article that is being marked: from one unit to another, of which one is moving.

    Units are words and marks (see `units`). The piece reaches from the start of whichever stands first to the
    end of the other one. It begins as a whole sentence whose end moves.
    """

    def __init__(self, article: Article, first: int, last: int | None = None) -> None:
        """Mark the sentences `first` to `last`; raise `IndexError` if the article lacks one of them."""
        self.article = article
        self.contents: tuple[Span, ...] = ()
        self._units = lru_cache(KEPT_SENTENCES)(self._find_units)
        self._found: dict[int, list[Quotation]] = {}
        self._anchor = self._units(first)[0]
        self._caret = self._units(first if last is None else last)[-1]

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> "Marking":
        """Mark exactly `text[start:end]`, which reaches into at least one sentence."""
        marking = cls(article, sentence_at(article, start))
        marking.take(start, end)
        return marking

    @property
    def start(self) -> int:
        """Where the piece begins, in code points."""
        return min(self._anchor[0], self._caret[0])

    @property
    def end(self) -> int:
        """Where the piece ends, exclusive."""
        return max(self._anchor[1], self._caret[1])

    @property
    def text(self) -> str:
        """What is marked."""
        return self.article.text[self.start : self.end]

    @property
    def at(self) -> int:
        """The sentence in which the moving end stands."""
        return sentence_at(self.article, self._caret[0])

    @property
    def from_sentence(self) -> int:
        """The sentence in which the other end stands."""
        return sentence_at(self.article, self._anchor[0])

    @property
    def words(self) -> int:
        """How many words are marked."""
        first, last = sorted((self.from_sentence, self.at))
        found = (unit for sentence in range(first, last + 1) for unit in self._units(sentence))
        return sum(self.start <= unit[0] and unit[1] <= self.end and self._is_word(unit) for unit in found)

    def word(self, step: int) -> bool:
        """Move the moving end by a word or mark, on (1) or back (-1); tell whether it moved."""
        there = self._beside(self._caret, step)
        if there is None:
            return False
        self._caret = there
        self.contents = ()
        return True

    def slide(self, step: int) -> bool:
        """Move both ends by a word or mark; tell whether they moved."""
        ends = self._beside(self._anchor, step), self._beside(self._caret, step)
        if ends[0] is None or ends[1] is None:
            return False
        self._anchor, self._caret = ends[0], ends[1]
        self.contents = ()
        return True

    def turn(self) -> None:
        """Let the other end be the moving one."""
        self._anchor, self._caret = self._caret, self._anchor

    def first_word(self, step: int) -> None:
        """Mark only the first word of the piece, or (-1) only the last."""
        found = self._units(sentence_at(self.article, self.start if step > 0 else self.end - 1))
        words = [unit for unit in found if self._is_word(unit)] or found
        self._anchor = self._caret = words[0 if step > 0 else -1]
        self.contents = ()

    def reach(self, sentence: int) -> None:
        """Take in everything up to a sentence, the moving end at its far edge."""
        ahead = self._units(sentence)[-1] >= self._anchor
        self._caret = self._units(sentence)[-1 if ahead else 0]
        self.contents = ()

    def whole(self) -> bool:
        """Take in the whole of every sentence that the piece touches; tell whether that was more."""
        first, last = sorted((self.from_sentence, self.at))
        before = self.start, self.end
        self._anchor, self._caret = self._units(first)[0], self._units(last)[-1]
        self.contents = ()
        return (self.start, self.end) != before

    def quotation(self, from_sentence: int) -> bool:
        """Mark the quotation at a sentence, or the one after it if it is marked; tell if there is one.

        A quotation is marked whole, over all its sentences and with what interrupts it; `contents` are its
        pieces then.
        """
        here = self.article.sentences[from_sentence]
        near = self._quotations(from_sentence)
        at = next(
            (
                i
                for i, each in enumerate(near)
                if self.contents and (each.start, each.end) == (self.start, self.end)
            ),
            None,
        )
        if at is not None and at + 1 < len(near):
            found = near[at + 1]
        elif at is None and (inside := [each for each in near if each.end > here.start]):
            found = next((each for each in inside if each.start < here.end), None) or inside[0]
            if found.start >= here.end:
                return False
        else:
            return False
        self.take(found.start, found.end)
        self.contents = found.spans
        return True

    def take(self, start: int, end: int) -> None:
        """Mark `text[start:end]`, and the rest of a character that this would tear; the end moves."""
        first, last = sentence_at(self.article, start), sentence_at(self.article, end - 1)
        left = max((a for a in self._characters(first) if a <= start), default=start)
        right = min((a for a in self._characters(last) if a >= end), default=end)
        self._anchor = next(((left, b) for _, b in self._units(first) if b > left), (left, right))
        self._caret = next(((a, right) for a, _ in reversed(self._units(last)) if a < right), (left, right))
        self._anchor = left, min(self._anchor[1], right)
        self._caret = max(self._caret[0], left), right
        self.contents = ()

    def _is_word(self, unit: Span) -> bool:
        return any(c.isalnum() for c in self.article.text[slice(*unit)])

    def _find_units(self, sentence: int) -> list[Span]:
        """Return the units of a sentence; what has none, as a lone control picture, is one itself."""
        place = self.article.sentences[sentence]
        return units(self.article.text, place.start, place.end) or [(place.start, place.end)]

    def _characters(self, sentence: int) -> list[int]:
        place = self.article.sentences[sentence]
        return [*characters(self.article.text, place.start, place.end), place.end]

    def _beside(self, unit: Span, step: int) -> Span | None:
        """Return the unit after (before, for -1) another one; None at the end of the article."""
        sentence = sentence_at(self.article, unit[0])
        here = self._units(sentence)
        within = [each for each in here if (each[1] > unit[1] if step > 0 else each[0] < unit[0])]
        if within:
            return within[0 if step > 0 else -1]
        if not 0 <= sentence + step < len(self.article.sentences):
            return None
        return self._units(sentence + step)[0 if step > 0 else -1]

    def _quotations(self, sentence: int) -> list[Quotation]:
        """Return the quotations of the paragraphs around a sentence."""
        paragraph = self.article.sentences[sentence].paragraph
        if paragraph not in self._found:
            self._found[paragraph] = quotations.near(self.article, paragraph, paragraph)
        return self._found[paragraph]


def sentence_at(article: Article, offset: int) -> int:
    """Return the sentence in which a character stands, else the last one before it, else the first."""
    return max(0, bisect_right(article.sentences, offset, key=lambda each: each.start) - 1)
