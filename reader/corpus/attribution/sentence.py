"""A sentence with its cues, ready for the patterns."""

from collections.abc import Iterator

from reader.corpus.attribution import cues, lexicon
from reader.corpus.attribution.cues import Cue
from reader.corpus.attribution.words import Line, Word

Span = tuple[int, int]
Range = tuple[int, int]
"""A run of words, end exclusive."""

LONGEST = 500
"""Sentences with more words are no sentences: only their quotations are looked at."""

_FINAL = frozenset((".", "!", "?", ":", "…", "...", ".."))


class Sentence:
    """The words of a sentence, the verbs of speech and thought in it, and where its last words end."""

    def __init__(self, line: Line) -> None:
        self.words: list[Word] = line.words
        self.paragraph = line.paragraph
        self.headline = _is_headline(line.words)
        self.cues: list[Cue] = cues.find(line.words, self.headline) if len(line.words) < LONGEST else []
        self.taken = frozenset(place for cue in self.cues for place in range(cue.first, cue.last))
        self.end = _end(line.words)
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(line.words):
            self._places.setdefault(word.low, []).append(place)

    def places(self, *lows: str) -> list[int]:
        """Return where words in lower case stand, word by word: quicker than a look at every place."""
        return [place for low in lows for place in self._places.get(low, ())]

    def low(self, place: int) -> str:
        """Return a word in lower case; empty beyond the ends, and for a quotation."""
        return self.words[place].low if 0 <= place < len(self.words) else ""

    def is_quotation(self, place: int) -> bool:
        """Tell whether a piece of a quotation stands at a place."""
        return 0 <= place < len(self.words) and self.words[place].quotation >= 0

    def span(self, place: Range) -> Span:
        """Return the place of a run of words in the text."""
        return self.words[place[0]].start, self.words[place[1] - 1].end

    def quotations(self, place: Range) -> Iterator[tuple[int, int]]:
        """Yield the quotations in a run of words, with the number of the piece that stands there."""
        for word in self.words[place[0] : place[1]]:
            if word.quotation >= 0:
                yield word.quotation, word.piece

    def later(self, cue: Cue) -> Iterator[Cue]:
        """Yield the cues after one."""
        return (each for each in self.cues if each.first >= cue.last)


def _end(words: list[Word]) -> int:
    end = len(words)
    while end and words[end - 1].low in _FINAL:
        end -= 1
    return end


def _is_headline(words: list[Word]) -> bool:
    """Tell whether nearly all words have capitals, so that these tell nothing."""
    long = [
        word for word in words if len(word.text) > 3 and word.low not in lexicon.PREPOSITIONS and word.is_word
    ]
    return len(long) > 3 and sum(word.capital for word in long) > 0.7 * len(long)
