"""Finding attributions in a text: sentence by sentence, then what stands in marks and has no cue."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from reader.corpus import folding, quotations, sentences
from reader.corpus.attribution import patterns, subjects
from reader.corpus.attribution.draft import Draft
from reader.corpus.attribution.marks import Marks
from reader.corpus.attribution.model import Attribution, Medium, Span
from reader.corpus.attribution.sentence import Sentence
from reader.corpus.attribution.speakers import Speakers
from reader.corpus.attribution.words import lines
from reader.corpus.quotations import Quotation

MANY_WORDS = 10
SHORT = 0.5
REPEATED_WORDS = 3
"""Words in marks without a cue are a quotation's if it has that many of them in a row."""
FEW_WORDS = 5
"""With fewer words, what stands in marks without a cue is a title, a nickname or a word of doubt."""


class _Found(NamedTuple):
    """An attribution whose kind and speaker are not known yet; `speaker` is the mention that tells who."""

    contents: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: Span | None
    medium: Medium
    score: float
    reasons: tuple[str, ...]


def find(text: str, paragraphs: Sequence[Span] | None = None) -> list[Attribution]:
    """Return what `text` gives as somebody's words or thoughts, in order of its contents.

    `paragraphs` are as `sentences.paragraphs` finds them if they are not given. Never raises; the time is
    linear in the length of the text.
    """
    places = sentences.paragraphs(text) if paragraphs is None else list(paragraphs)
    return _Finder(text, places).find()


class _Finder:
    """The state of one run over a text."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self.text = text
        self.quotations: list[Quotation] = quotations.find(text, paragraphs)
        self.sentences = [Sentence(line) for line in lines(text, paragraphs, self.quotations)]
        self.marks = Marks(self.quotations)
        self.used: dict[int, list[tuple[int, int]]] = {}
        self.cued: dict[int, list[tuple[int, int]]] = {}
        self.more: dict[int, list[Span]] = {}
        self.found: list[_Found] = []

    def find(self) -> list[Attribution]:
        for number, sentence in enumerate(self.sentences):
            if sentence.words:
                for draft in patterns.drafts(sentence, self.text):
                    self._take(number, sentence, draft)
        self._share_pieces()
        self._take_unattributed()
        self.found.sort(key=lambda each: each.contents)
        speakers = Speakers(self.text, [each.words[0].start for each in self.sentences if each.words])
        known: dict[Span | None, str] = {None: ""}
        for each in self.found:
            if each.speaker not in known and not _is_named_later(each):
                known[each.speaker] = speakers.of(each.speaker)
        return [self._finished(each, known.get(each.speaker, "")) for each in self.found]

    def _take(self, number: int, sentence: Sentence, draft: Draft) -> None:
        """Keep a draft, and that it holds pieces of quotations."""
        inside = [each for place in draft.contents for each in sentence.quotations(place)]
        spans = [sentence.span(place) for place in draft.contents]
        if draft.continues:
            following = self._opens(number + 1)
            if following is None or following in self.used:
                return
            inside = [(following, 0)]
            spans = [self.quotations[following].spans[0]]
        for index, piece in inside:
            self.used.setdefault(index, []).append((piece, len(self.found)))
        source = sentence.span(draft.source) if draft.source else None
        contents, cue = tuple(_merged(spans)), sentence.span(draft.cue)
        self.found.append(_Found(contents, cue, source, source, draft.medium, draft.score, (draft.reason,)))

    def _opens(self, number: int) -> int | None:
        """Return the quotation a sentence begins with if it has no cue of its own."""
        if number >= len(self.sentences):
            return None
        sentence = self.sentences[number]
        if not sentence.words or sentence.cues or sentence.words[0].quotation < 0 or sentence.words[0].piece:
            return None
        return sentence.words[0].quotation

    def _share_pieces(self) -> None:
        """Give the other pieces of a quotation to whoever is said to speak, at the nearest piece before."""
        for index, takers in self.used.items():
            spans = self.quotations[index].spans
            first = dict(reversed(takers))
            owner = first[min(first)]
            for piece, span in enumerate(spans):
                if piece in first:
                    owner = first[piece]
                else:
                    self.more.setdefault(owner, []).append(span)

    def _take_unattributed(self) -> None:
        """Join quotations that have no cue to what the same speaker said before, else propose them alone."""
        where = self._sentences_of_quotations()
        self.cued = dict(self.used)
        for index, quotation in enumerate(self.quotations):
            if index in self.used:
                continue
            number, at = where.get(index, (0, 0))
            before = self._said_before(index, number)
            if before is not None and self._same_paragraph(number):
                self.used[index] = [(0, before)]
                self.more.setdefault(before, []).extend(quotation.spans)
                continue
            score, reason = self._alone(quotation)
            speaker = None
            if score < SHORT:
                speaker, score, reason = self._short(quotation, number, at) or (None, score, reason)
            if before is not None:
                speaker, score, reason = self.found[before].speaker, 0.7, "goes on from the quotation before"
                self.used[index] = [(0, before)]
            self.found.append(_Found(quotation.spans, None, None, speaker, "speech", score, (reason,)))
        for place, spans in self.more.items():
            found = self.found[place]
            self.found[place] = found._replace(contents=tuple(_merged([*found.contents, *spans])))

    def _sentences_of_quotations(self) -> dict[int, tuple[int, int]]:
        """Return the sentence in which each quotation begins, and the place of its word there."""
        where: dict[int, tuple[int, int]] = {}
        for number, sentence in enumerate(self.sentences):
            for place, word in enumerate(sentence.words):
                if word.quotation >= 0:
                    where.setdefault(word.quotation, (number, place))
        return where

    def _said_before(self, index: int, number: int) -> int | None:
        """Return the attribution that a quotation goes on with: the last of the sentence before it.

        The quotation begins its sentence, which has no cue, in the same paragraph or the next.
        """
        if not number or self._opens(number) != index:
            return None
        here, before = self.sentences[number], self.sentences[number - 1]
        if here.paragraph > before.paragraph + 1:
            return None
        last = next((word.quotation for word in reversed(before.words) if word.quotation in self.used), None)
        return self.used[last][-1][1] if last is not None else None

    def _same_paragraph(self, number: int) -> bool:
        return self.sentences[number].paragraph == self.sentences[number - 1].paragraph

    @cached_property
    def _said_with_cue(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """Return which attribution has some words in a row in marks, the first if there are several.

        With it comes how many words stand in these marks.
        """
        said: dict[tuple[str, ...], tuple[int, int]] = {}
        for index, takers in self.cued.items():
            for span in self.quotations[index].spans:
                words = folding.folded(self.text[slice(*span)]).split()
                for place in range(len(words) - REPEATED_WORDS + 1):
                    said.setdefault(tuple(words[place : place + REPEATED_WORDS]), (takers[0][1], len(words)))
        return said

    def _short(self, quotation: Quotation, number: int, at: int) -> tuple[Span | None, float, str] | None:
        """Return speaker, score and reason for few words without a cue that are a quote all the same."""
        sentence = self.sentences[number]
        if len(sentence.words) == 1:
            return self._repeated(quotation)
        if sentence.low(at - 1) != "to":
            return None
        inner = self.text[quotation.start : quotation.end].strip("“”‘’'\"")
        subject = subjects.main(sentence.words, at) if inner[:1].islower() else None
        return (sentence.span(subject), 0.5, "in marks, what somebody is to do") if subject else None

    def _repeated(self, quotation: Quotation) -> tuple[Span | None, float, str] | None:
        """Return what `_short` does for a heading whose words are part of a longer quotation with a cue."""
        words = folding.folded(self.text[quotation.start : quotation.end]).split()
        rows = [tuple(words[i : i + REPEATED_WORDS]) for i in range(len(words) - REPEATED_WORDS + 1)]
        owners = {self._said_with_cue.get(row) for row in rows}
        owner = owners.pop() if len(owners) == 1 else None
        if owner is None or owner[1] <= len(words):
            return None
        return self.found[owner[0]].speaker, 0.55, "a heading in marks, its words have a cue elsewhere"

    def _alone(self, quotation: Quotation) -> tuple[float, str]:
        words = sum(len(self.text[start:end].split()) for start, end in quotation.spans)
        first = next((c for c in self.text[quotation.start : quotation.end] if c.isalnum()), "")
        if words < FEW_WORDS:
            return 0.25, "few words in marks without a cue"
        last = self.text[quotation.end - 2 : quotation.end - 1]
        if words >= MANY_WORDS and last in (".", ",", "?", "!"):
            return 0.75, "many words in marks without a cue"
        if first.isupper():
            return 0.6, "in marks without a cue"
        return 0.55, "part of a sentence in marks without a cue"

    def _finished(self, found: _Found, speaker: str) -> Attribution:
        return Attribution(
            found.contents,
            found.cue,
            found.source,
            self.marks.kind(found.contents),
            found.medium,
            speaker,
            round(min(1.0, max(0.0, found.score)), 2),
            found.reasons,
        )


def _is_named_later(found: _Found) -> bool:
    """Tell whether somebody speaks who is known from another attribution after this one."""
    return found.source is None and found.speaker is not None and found.speaker > found.contents[-1]


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Return spans sorted, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
