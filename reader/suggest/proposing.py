"""Suggestions as proposals, beside those that come from other versions and from imports."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from reader.annotate.annotation import Part
from reader.annotate.carry import Kin
from reader.annotate.proposals import Proposal
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.suggest.learning import held_out
from reader.suggest.suggestion import Suggestion

MOST_ARTICLES = 32


class Suggesting:
    """Offers to a session what suggesters propose; `session.suggest(Suggesting(…))`.

    A tenth of the sentences has none before it is decided, see `learning`, nor has what is aligned with one
    of these in a version of the story, as `kin` tells. Only articles that were read have proposals: reading
    one takes as long as suggesting does and belongs into a worker, asking for the proposals of a sentence
    costs nothing.
    """

    def __init__(
        self,
        suggest: Callable[[Article], Iterable[Suggestion]],
        most: int = MOST_ARTICLES,
        kin: Callable[[], Kin | None] = lambda: None,
    ) -> None:
        self._suggest = suggest
        self._most = most
        self._kin = kin
        self._read: OrderedDict[tuple[str, str], dict[int, list[Proposal]]] = OrderedDict()

    def read(self, article: Article) -> None:
        """Find what is suggested for an article; of those read before, the last ones are kept."""
        self.take(article, self._suggest(article))

    def take(self, article: Article, suggestions: Iterable[Suggestion]) -> None:
        """Have these suggestions for an article, in place of those it had."""
        found: dict[int, list[Proposal]] = {}
        for each in suggestions:
            made = proposal(article, each)
            for sentence in made.sentences:
                found.setdefault(sentence, []).append(made)
        self._read[article.id, article.digest] = found
        self._read.move_to_end((article.id, article.digest))
        while len(self._read) > self._most:
            self._read.popitem(last=False)

    def __call__(self, view: View, sentence: int) -> Sequence[Proposal]:
        """Return what is suggested for a sentence of an article."""
        article = view.article
        found = self._read.get((article.id, article.digest), {}).get(sentence, ())
        return [each for each in found if not self.hidden(view, each.sentences)]

    def hidden(self, view: View, sentences: Iterable[int]) -> bool:
        """Tell whether something that is suggested for sentences is not to be seen yet."""
        return any(not view.decided(each) and self.withheld(view.article, each) for each in sentences)

    def withheld(self, article: Article, sentence: int) -> bool:
        """Tell whether nothing is suggested for a sentence before it is decided."""
        if held_out(article.sentence_text(sentence)):
            return True
        kin = self._kin()
        groups = ((link, link.back(sentence)) for link in kin.into(article)) if kin else ()
        return any(
            held_out(link.source.sentence_text(ours))
            for link, group in groups
            if group
            for ours in group.ours
        )


def proposal(article: Article, suggestion: Suggestion) -> Proposal:
    """Return a suggestion as a proposal for an article."""
    text, start, end = article.text, suggestion.start, suggestion.end
    first = bisect_right(article.sentences, start, key=lambda each: each.end)
    last = bisect_left(article.sentences, end, key=lambda each: each.start)
    return Proposal(
        article.id,
        suggestion.label,
        start,
        end,
        text[start:end],
        tuple(range(first, last)),
        suggestion.origin,
        article.digest,
        parts=tuple(Part(role, a, b, text[a:b]) for role, a, b in suggestion.parts),
        attributes=suggestion.attributes,
    )
