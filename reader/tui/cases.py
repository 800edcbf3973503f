"""What is walked through on the agreement screen: disagreements, and one's own inconsistencies."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Generic, TypeVar

from textual.content import Content

from reader.annotate.adjudication import Case, settling
from reader.annotate.annotation import Annotation
from reader.annotate.consistency import Inconsistency
from reader.annotate.session import Changed, Session
from reader.annotate.versions import Spot
from reader.compare.words import diff
from reader.corpus.article import Article
from reader.tui import beside

Item = TypeVar("Item")
Articles = Mapping[str, Article]
LETTERS = "ABCDEFGHI"
"""Those that a key takes; there may be more people."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item as it is drawn: what it is, what each one says of it, and what stands around it."""

    about: tuple[str, ...]
    sides: tuple[Content, ...]
    before: Content = field(default_factory=Content)
    after: Content = field(default_factory=Content)


class Matters(ABC, Generic[Item]):
    """Items with a cursor; `session` is where they are settled, `settled` says which are."""

    title = nothing = otherwise = ""
    for_two = False
    """Whether there are always two sides, one of which is like the other in the end."""

    def __init__(self, items: Sequence[Item], session: Session) -> None:
        self.items = tuple(items)
        self.session = session
        self.at = 0
        self.settled = [False] * len(self.items)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.at] if self.items else None

    @property
    def carried_from(self) -> str:
        """The article from which what is taken goes to its versions; empty if it goes nowhere."""
        return ""

    def step(self, by: int, *, only_open: bool = False) -> bool:
        """Go to the next item (previous for -1), or the next one not settled; tell whether there is one."""
        at = self.at + by
        while only_open and 0 <= at < len(self.items) and self.settled[at]:
            at += by
        if not 0 <= at < len(self.items):
            return False
        self.at = at
        return True

    def to(self, at: int) -> None:
        """Go to an item by its place, as near as there is one."""
        self.at = max(0, min(at, len(self.items) - 1))

    def find(self, place: tuple[str, int]) -> bool:
        """Go to the item about a sentence; tell whether there is one."""
        for at in (self.at, *range(len(self.items))):
            if at < len(self.items) and place in self.places(self.items[at]):
                self.at = at
                return True
        return False

    def needed(self) -> tuple[str, ...]:
        """Return the ids of the articles that the current item is about."""
        item = self.current
        return tuple(dict.fromkeys(article for article, _ in self.places(item))) if item is not None else ()

    def look(self, articles: Articles) -> None:
        """Find out again which items about these articles, given all that belong to them, are settled."""
        for at, item in enumerate(self.items):
            if all(article in articles for article, _ in self.places(item)):
                self.settled[at] = self.is_settled(item, articles)

    @abstractmethod
    def places(self, item: Item) -> Sequence[tuple[str, int]]:
        """Return the sentences an item is about; the first is where one goes to read it."""

    @abstractmethod
    def is_settled(self, item: Item, articles: Articles) -> bool:
        """Tell whether there is nothing left to decide about an item."""

    @abstractmethod
    def shown(self, item: Item, articles: Articles) -> Shown:
        """Return what is drawn of an item; the articles it needs are there."""

    @abstractmethod
    def take(self, item: Item, chosen: Sequence[int] | None, articles: Articles) -> Changed | None:
        """Take what the chosen say, all if None, nobody if empty; return None if that makes no sense."""


class Disagreements(Matters[Case]):
    """Where annotators disagree, settled in the labels of the gold annotator."""

    title = "Disagreements"
    nothing = "No two annotators decided the same sentence differently"
    otherwise = "Nobody has that letter here"

    def __init__(self, items: Sequence[Case], session: Session) -> None:
        super().__init__(items, session)
        self.settled = [case.settled for case in self.items]

    @property
    def carried_from(self) -> str:
        """The article of the case: gold is the same in every version."""
        return self.current.article if self.current else ""

    def places(self, item: Case) -> Sequence[tuple[str, int]]:
        """Return every sentence of a case."""
        return [(item.article, sentence) for sentence in item.sentences]

    def is_settled(self, item: Case, articles: Articles) -> bool:
        """Tell whether gold has decided all that anybody decided of a case."""
        return all(self.session.decided(articles[item.article], sentence) for sentence in item.decided)

    def shown(self, item: Case, articles: Articles) -> Shown:
        """Show each annotator, then what gold says by now."""
        article, run = articles[item.article], item.sentences
        sides = [
            beside.side(said.annotator, letter, said.annotations, article, run)
            for letter, said in zip(chain(LETTERS, repeat("·")), item.said, strict=False)
        ]
        about = [_sentences(run), f"{item.differs} differ"]
        if self.is_settled(item, articles):
            said = {each.label: None for sentence in run for each in self.session.labels(article, sentence)}
            about.append(f"✓ {self.session.annotator}: {', '.join(said) or 'no label'}")
        about.append(article.title)
        before = range(max(0, run[0] - beside.CONTEXT), run[0])
        after = range(run[-1] + 1, min(len(article.sentences), run[-1] + 1 + beside.CONTEXT))
        return Shown(
            tuple(about), tuple(sides), beside.context(article, before), beside.context(article, after)
        )

    def take(self, item: Case, chosen: Sequence[int] | None, articles: Articles) -> Changed | None:
        """Say in gold what the chosen say."""
        if any(which >= len(item.said) for which in chosen or ()):
            return None
        some = item.said if chosen is None else [item.said[which] for which in chosen]
        names = [said.annotator for said in some]
        words = settling(item, names)
        article = articles[item.article]
        return self.session.settle(article, item.sentences, item.taken(names), words, item.decided)


class Oddities(Matters[Inconsistency]):
    """Where one annotator labelled versions of a sentence differently."""

    title = "Your own labels"
    nothing = "You labelled all versions of each sentence alike"
    otherwise = "Take one of the two sentences"
    for_two = True

    def places(self, item: Inconsistency) -> Sequence[tuple[str, int]]:
        """Return the sentence that does not fit, and the one it is set against."""
        return [(spot.article, spot.sentence) for spot in (item.odd, item.likely)]

    def is_settled(self, item: Inconsistency, articles: Articles) -> bool:
        """Tell whether both have the same labels by now."""
        one, other = ({each.label for each in self._said(spot, articles)} for spot in (item.likely, item.odd))
        return one == other

    def shown(self, item: Inconsistency, articles: Articles) -> Shown:
        """Show both sentences with the labels they have now."""
        sides, spots = [], (item.likely, item.odd)
        hunks = diff(*(articles[spot.article].sentence_text(spot.sentence) for spot in spots)).hunks
        for letter, spot, changed in zip(
            LETTERS, spots, ([h.a for h in hunks], [h.b for h in hunks]), strict=False
        ):
            article, said = articles[spot.article], self._said(spot, articles)
            name = f"{spot.article} · {spot.sentence + 1}"
            run = range(spot.sentence, spot.sentence + 1)
            sides.append(beside.side(name, letter, said, article, run, changed))
        alike = "the same words" if item.score == 1 else f"{item.score:.0%} alike"
        return Shown((alike, *(("✓ alike now",) if self.is_settled(item, articles) else ())), tuple(sides))

    def take(self, item: Inconsistency, chosen: Sequence[int] | None, articles: Articles) -> Changed | None:
        """Label the other sentence like the chosen one."""
        spots = (item.likely, item.odd)
        if chosen is None or len(chosen) != 1 or chosen[0] >= len(spots):
            return None
        source, target = spots[chosen[0]], spots[1 - chosen[0]]
        return self.session.make_alike(
            articles[target.article], target.sentence, articles[source.article], source.sentence
        )

    def _said(self, spot: Spot, articles: Articles) -> Sequence[Annotation]:
        return self.session.labels(articles[spot.article], spot.sentence)


def _sentences(run: range) -> str:
    first, last = run[0] + 1, run[-1] + 1
    return f"sentence {first}" if first == last else f"sentences {first}–{last}"


def totals(matters: Matters[Item]) -> Iterator[str]:
    """Yield how many of the items are settled, and how many there are, as words for a status line."""
    if matters.items:
        yield f"{sum(matters.settled):,}/{len(matters.items):,} settled"
