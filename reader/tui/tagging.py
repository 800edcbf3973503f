"""What the session says about the articles on the screen, at a cost that does not grow with them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from reader.annotate.annotation import Annotation, Status
from reader.annotate.proposals import CARRIED, Proposal
from reader.annotate.reading import Place
from reader.annotate.session import Session
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.tui.paint import Marked, Marks, role_of
from reader.tui.signs import PROPOSED_NOTHING, UNKNOWN, Sign, hollow


class Tagging:
    """Signs for the gutter and counts for the status of a few articles.

    `others` holds what other annotators say, by article id and name, while that is shown.
    """

    def __init__(self, session: Session, articles: Sequence[Article]) -> None:
        self.session = session
        self.articles = tuple(articles)
        self._signs = {
            label.name: Sign(label.sign or label.name[:1].upper(), label.color)
            for label in session.schema.labels
        }
        self._skipped: list[frozenset[int]] = [frozenset() for _ in self.articles]
        self.others: Mapping[str, Mapping[str, View]] = {}

    def skip(self, skipped: Sequence[frozenset[int]]) -> None:
        """Ask for no decision on these sentences of each version: they say nothing of their own."""
        self._skipped = list(skipped)

    def open(self, version: int, sentence: int) -> bool:
        """Tell whether a sentence is still to decide."""
        return sentence not in self._skipped[version] and not self.session.decided(
            self.articles[version], sentence
        )

    def next_open(self, version: int, after: int) -> int | None:
        """Return the first sentence behind `after` that is still to decide."""
        found = self.session.next_undecided(self.articles[version], after)
        while found is not None and found in self._skipped[version]:
            found = self.session.next_undecided(self.articles[version], found)
        return found

    def labelled(self) -> dict[Place, Sign]:
        """Return the sentences that carry a label, with the sign of one; time is linear in the labels."""
        found: dict[Place, Sign] = {}
        for version, article in enumerate(self.articles):
            for annotation in self.session.annotations(article):
                if annotation.status is Status.ACCEPTED:
                    sign = self.sign(annotation.label)
                    for sentence in touched(article, annotation.start, annotation.end):
                        found[Place(version, sentence)] = sign
        return found

    def marks(self, place: Place) -> Marks:
        """Return what is said about a sentence."""
        article = self.articles[place.version]
        labels = self.session.labels(article, place.sentence)
        return Marks(
            tuple(map(self.sign, dict.fromkeys(each.label for each in labels))),
            decided=self.session.decided(article, place.sentence),
            noted=bool(self.session.note(article, place.sentence)) or any(each.note for each in labels),
            pieces=tuple(
                piece for each in labels if (piece := self._piece(article, place.sentence, each)) is not None
            ),
            doubtful=self.session.doubtful(article, place.sentence),
            apart=self._apart(article, place.sentence, frozenset(each.label for each in labels)),
            proposed=tuple(
                self._hollow(label) for label in dict.fromkeys(each.label for each in self.proposed(place))
            ),
            carried=self._carried(article, place.sentence, labels),
        )

    def proposed(self, place: Place) -> tuple[Proposal, ...]:
        """Return what is proposed for a sentence; where none is needed, no decision."""
        found = self.session.proposed(self.articles[place.version], place.sentence)
        if place.sentence in self._skipped[place.version]:
            return tuple(each for each in found if each.label)
        return found

    def _hollow(self, label: str) -> Sign:
        return hollow(self.sign(label)) if label else Sign(PROPOSED_NOTHING, "decided")

    def _carried(self, article: Article, sentence: int, labels: Sequence[Annotation]) -> bool:
        """Tell whether all that is decided about a sentence was carried from another version."""
        if labels:
            return all(each.origin.kind == CARRIED for each in labels)
        return self.session.decision(article, sentence).kind == CARRIED

    def _apart(self, article: Article, sentence: int, labels: frozenset[str]) -> bool:
        """Tell whether another one whose labels are shown says something else of a sentence."""
        own = labels if self.session.decided(article, sentence) else None
        return any(
            view.decided(sentence) and frozenset(a.label for a in view.accepted(sentence)) != own
            for view in self.others.get(article.id, {}).values()
        )

    def sign(self, label: str) -> Sign:
        """Return the sign of a label, also of one that the schema does not know."""
        return self._signs.get(label) or Sign(UNKNOWN, "")

    def _piece(self, article: Article, sentence: int, annotation: Annotation) -> Marked | None:
        """Return what of a sentence an annotation stands on; None for the sentence itself.

        Whole sentences that an annotation takes in with others are between brackets, not underlined.
        """
        where = article.sentences[sentence]
        if (where.start, where.end) == (annotation.start, annotation.end):
            return None
        piece = part_of(article, sentence, annotation.start, annotation.end)
        whole = (piece.start, piece.end) == (0, where.end - where.start)
        return piece if whole else piece._replace(style=f"words-{role_of(self.sign(annotation.label))}")

    def progress(self, version: int) -> tuple[int, int]:
        """Return how many sentences of a version are decided, and how many there are to decide.

        A sentence that needs no decision counts once it has one.
        """
        article, skipped = self.articles[version], self._skipped[version]
        decided, total = self.session.progress(article)
        beside = sum(self.session.decided(article, sentence) for sentence in skipped)
        return decided, total - len(skipped) + beside


def part_of(article: Article, sentence: int, start: int, end: int) -> Marked:
    """Return which part of a sentence belongs to `text[start:end]`, in code points of the sentence."""
    where = article.sentences[sentence]
    return Marked(
        max(start, where.start) - where.start,
        min(end, where.end) - where.start,
        opens=start >= where.start,
        closes=end <= where.end,
    )


def touched(article: Article, start: int, end: int) -> range:
    """Return the sentences that `text[start:end]` reaches into."""
    sentences = article.sentences
    return range(
        bisect_right(sentences, start, key=lambda s: s.end),
        bisect_left(sentences, end, key=lambda s: s.start),
    )
