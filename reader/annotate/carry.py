"""Where a label belongs in another version of the same story, and how sure that is.

- A label on a sentence goes with the sentence. One that was split gives it to each half that has enough of
  its words, one that was merged to the whole that it became a part of; where it moved does not matter.
- A label on words goes with these words, by the word diff: never on others. What is left of them is enough
  if it is the greater part.
- It is sure where the sentences are the same, and in a spun copy where words were only put for other words
  and no number, name or negation was changed. Everything else is for a person to decide.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from reader.annotate.annotation import Annotation, Part
from reader.compare.align import Alignment, align, mirrored
from reader.compare.bridge import Bridge, Crossing
from reader.compare.comparison import Cancelled, sentence_texts
from reader.compare.flags import Flag
from reader.compare.relation import Kinship, verdict
from reader.compare.tokens import plain
from reader.corpus.article import Article

LEAST_LIKENESS = 0.4
"""Edited sentences that are less alike are not worth a question."""
LEAST_SHARED = 0.4
"""Of a split or merged sentence: the share of its words from which a part of it has the label too."""
LEAST_LEFT = 0.5
"""The share of labelled words that must be left for a proposal."""
KEPT_BRIDGES = 256
STRIKING = frozenset((Flag.NUMBER, Flag.NAME, Flag.NEGATION))


@dataclass(frozen=True, slots=True)
class Target:
    """Where something belongs in another version: code points, end exclusive, and `score`, from 0 to 1.

    What is `sure` needs no person to decide it.
    """

    start: int
    end: int
    score: float
    sure: bool
    parts: tuple[Part, ...] = ()


class Group(NamedTuple):
    """Sentences of both versions that correspond, consecutive on each side, and how alike they are."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    score: float


class _Reach(NamedTuple):
    """Where words are in the other version, how much of them is left, and whether that is beyond doubt."""

    start: int
    end: int
    left: float
    sure: bool


class Link:
    """How the sentences and words of the article `source` live on in the article `target`."""

    def __init__(self, source: Article, target: Article, alignment: Alignment, spun: bool = False) -> None:
        self.source = source
        self.target = target
        self.spun = spun
        self._alignment = alignment
        self._bridges: dict[int, Bridge] = {}

    def group(self, sentence: int) -> Group | None:
        """Return what a sentence of the source corresponds to; None if nothing does."""
        edges = self._alignment.of_a(sentence)
        if not edges:
            return None
        back = self._alignment.of_b(edges[0].j)
        return Group(tuple(e.i for e in back), tuple(e.j for e in edges), edges[0].score)

    def back(self, sentence: int) -> Group | None:
        """Return what a sentence of the target corresponds to; None if nothing does."""
        edges = self._alignment.of_b(sentence)
        return self.group(edges[0].i) if edges else None

    def same(self, group: Group) -> bool:
        """Tell whether both sides are one sentence and say the same, maybe in another place."""
        if len(group.ours) != 1 or len(group.theirs) != 1:
            return False
        ours, theirs = self.source.sentence_text(group.ours[0]), self.target.sentence_text(group.theirs[0])
        return ours == theirs or plain(ours) == plain(theirs)

    def sure(self, group: Group) -> bool:
        """Tell whether what is true of our side is true of theirs without anybody looking."""
        if len(group.ours) != 1 or len(group.theirs) != 1:
            return False
        if self.same(group):
            return True
        if not self.spun:
            return False
        bridge = self._bridge(group)
        return bridge.word_for_word() and STRIKING.isdisjoint(bridge.flags())

    def targets(self, annotation: Annotation) -> tuple[Target, ...]:
        """Return where an annotation, which stands at its place in the source, belongs in the target."""
        touched = self._touched(annotation.start, annotation.end)
        if len(touched) == 1 and not annotation.parts:
            sentence = self.source.sentences[touched[0]]
            if (sentence.start, sentence.end) == (annotation.start, annotation.end):
                return self.of_sentence(touched[0])
        return self._of_words(annotation)

    def of_sentence(self, sentence: int) -> tuple[Target, ...]:
        """Return where a label on a whole sentence belongs."""
        group = self.group(sentence)
        if group is None:
            return ()
        sure = self.sure(group)
        if not sure and group.score < LEAST_LIKENESS:
            return ()
        found = (self.target.sentences[j] for j in self._of_account(group, sentence))
        return tuple(Target(each.start, each.end, group.score, sure) for each in found)

    def without_label(self, sentence: int, negative: Callable[[int], bool]) -> Target | None:
        """Return the target's `sentence` if it carries no label because its source does not.

        `negative` tells of a sentence of the source whether it was decided to carry none. A sentence that
        several were merged into has none if none of them has.
        """
        group = self.back(sentence)
        if group is None or not all(map(negative, group.ours)):
            return None
        sure = self.sure(group)
        if not sure and group.score < LEAST_LIKENESS:
            return None
        place = self.target.sentences[sentence]
        return Target(place.start, place.end, group.score, sure)

    def wording(self, target: Target) -> str:
        """Return the sentences of the source that stand in the place of a target, as evidence."""
        groups = map(self.back, touched_sentences(self.target, target.start, target.end))
        ours = {i for group in groups if group for i in group.ours}
        return " ".join(self.source.sentence_text(i) for i in sorted(ours))

    def _of_account(self, group: Group, sentence: int) -> Iterable[int]:
        """Return the sentences of the other side that have enough of this one."""
        if len(group.ours) == len(group.theirs) == 1:
            return group.theirs
        bridge = self._bridge(group)
        origin = self.source.sentences[group.ours[0]].start, self.target.sentences[group.theirs[0]].start
        ours = self._place(self.source, sentence, origin[0])
        return [
            j
            for j in group.theirs
            if bridge.shared(ours, self._place(self.target, j, origin[1])) >= LEAST_SHARED
        ]

    @staticmethod
    def _place(article: Article, sentence: int, origin: int) -> tuple[int, int]:
        found = article.sentences[sentence]
        return found.start - origin, found.end - origin

    def _of_words(self, annotation: Annotation) -> tuple[Target, ...]:
        whole = self._reach(annotation.start, annotation.end)
        if whole is None:
            return ()
        parts: list[Part] = []
        lost_inside = False
        inside = 0
        for part in annotation.parts:
            within = annotation.start <= part.start and part.end <= annotation.end
            reach = self._reach(part.start, part.end)
            if reach is None or (within and not whole.start <= reach.start < reach.end <= whole.end):
                whole = whole._replace(sure=False)
                lost_inside = lost_inside or within
                continue
            inside += within
            whole = whole._replace(sure=whole.sure and reach.sure)
            parts.append(Part(part.role, reach.start, reach.end, self.target.text[reach.start : reach.end]))
        if lost_inside and not inside:
            return ()
        return (Target(whole.start, whole.end, whole.left, whole.sure, tuple(parts)),)

    def _reach(self, start: int, end: int) -> _Reach | None:
        """Return where `text[start:end]` of the source is in the target; None if too little of it is left.

        Words in several sentences have to stand together there, in the same order; else the greatest part
        that does is what is left of them.
        """
        runs: list[list[tuple[int, int, Crossing]]] = []
        words, sure = 0, True
        before: int | None = None
        for group, low, high in self._passages(start, end):
            crossing = self._crossing(group, low, high) if group else None
            if group is None or crossing is None:
                words += len(self.source.text[low:high].split())
                sure = False
                continue
            words += crossing.words
            sure = sure and self.sure(group) and not crossing.torn and (self.spun or not crossing.changed)
            origin = self.target.sentences[group.theirs[0]].start
            at = origin + crossing.start, origin + crossing.end
            if before is None or group.theirs[0] != before + 1:
                runs.append([])
            before = group.theirs[-1]
            runs[-1].append((*at, crossing))
        if not runs:
            return None
        run = max(runs, key=lambda each: sum(self._left(crossing) for *_, crossing in each))
        there = sum(crossing.there for *_, crossing in run)
        most = max(words, there)
        left = sum(self._left(crossing) for *_, crossing in run) / most if most else 1.0
        if left < LEAST_LEFT:
            return None
        return _Reach(run[0][0], run[-1][1], left, sure and len(runs) == 1)

    def _left(self, crossing: Crossing) -> int:
        return crossing.kept + (crossing.swapped if self.spun else 0)

    def _passages(self, start: int, end: int) -> Iterable[tuple[Group | None, int, int]]:
        """Yield the groups that a piece of the source reaches into, each with how far it does."""
        done: set[int] = set()
        for sentence in self._touched(start, end):
            if sentence in done:
                continue
            group = self.group(sentence)
            ours = group.ours if group else (sentence,)
            done.update(ours)
            first, last = self.source.sentences[ours[0]], self.source.sentences[ours[-1]]
            yield group, max(start, first.start), min(end, last.end)

    def _crossing(self, group: Group, low: int, high: int) -> Crossing | None:
        origin = self.source.sentences[group.ours[0]].start
        return self._bridge(group).across(low - origin, high - origin)

    def _bridge(self, group: Group) -> Bridge:
        key = group.ours[0]
        if key not in self._bridges:
            if len(self._bridges) >= KEPT_BRIDGES:
                del self._bridges[next(iter(self._bridges))]
            self._bridges[key] = Bridge(
                _passage(self.source, group.ours), _passage(self.target, group.theirs)
            )
        return self._bridges[key]

    def _touched(self, start: int, end: int) -> range:
        return touched_sentences(self.source, start, end)


class Kin:
    """Versions of one story.

    Those in `focus` are linked to all others in both directions; versions that have nothing to do with each
    other are not linked. Immutable to callers.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        focus: Iterable[str],
        links: Mapping[tuple[str, str], Link],
    ) -> None:
        self.articles = articles
        self.focus = frozenset(focus)
        self._links = links
        self._out = {each: tuple(k for (a, _), k in links.items() if a == each) for each in articles}
        self._into = {each: tuple(k for (_, b), k in links.items() if b == each) for each in articles}

    @classmethod
    def of(
        cls,
        focus: Sequence[Article],
        others: Iterable[Article] = (),
        cancelled: Callable[[], bool] = lambda: False,
        known: Mapping[tuple[str, str], Alignment] = MappingProxyType({}),
    ) -> "Kin":
        """Align the articles in `focus` with each other and with the `others`.

        `known` are alignments there are already, by the ids of both articles. `cancelled` is asked between
        the alignments; raises `Cancelled` when it says so. Takes a few milliseconds for two articles of
        ordinary length.
        """
        articles = {each.id: each for each in (*focus, *others)}
        texts = {each: sentence_texts(article) for each, article in articles.items()}
        links: dict[tuple[str, str], Link] = {}
        for one in dict.fromkeys(each.id for each in focus):
            for other in articles:
                if other == one or (one, other) in links:
                    continue
                if cancelled():
                    raise Cancelled
                alignment = known.get((one, other)) or align(texts[one], texts[other])
                kinship = verdict(texts[one], texts[other], alignment).kinship
                if kinship is Kinship.UNRELATED:
                    continue
                spun = kinship is Kinship.SPUN
                a, b = articles[one], articles[other]
                links[one, other] = Link(a, b, alignment, spun)
                links[other, one] = Link(b, a, mirrored(alignment), spun)
        return cls(articles, (each.id for each in focus), links)

    def link(self, source: str, target: str) -> Link | None:
        """Return how one version lives on in another; None if that is not known."""
        return self._links.get((source, target))

    def out_of(self, article: Article) -> tuple[Link, ...]:
        """Return the links from an article to the others; none if it has another text by now."""
        return self._out[article.id] if self._knows(article) else ()

    def into(self, article: Article) -> tuple[Link, ...]:
        """Return the links from the others to an article; none if it has another text by now."""
        return self._into[article.id] if self._knows(article) else ()

    def _knows(self, article: Article) -> bool:
        known = self.articles.get(article.id)
        return known is not None and (known is article or known.text == article.text)


def touched_sentences(article: Article, start: int, end: int) -> range:
    """Return the sentences that `text[start:end]` reaches into."""
    return range(
        bisect_right(article.sentences, start, key=lambda each: each.end),
        bisect_left(article.sentences, end, key=lambda each: each.start),
    )


def _passage(article: Article, sentences: Sequence[int]) -> str:
    return article.text[article.sentences[sentences[0]].start : article.sentences[sentences[-1]].end]
