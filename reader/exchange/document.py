"""What every format is made of: one article with the chosen labels, and which sentences were decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.annotate.annotation import Annotation
from reader.corpus.article import Article


@dataclass(frozen=True, slots=True)
class Document:
    """An article and what is exported about it.

    `annotations` stand at their places in the article's text, sorted by start, end, annotator and id; the
    text of each, and of its parts, was compared with the article's. `decided` holds by annotator the
    sentences somebody looked at: those of them without a label are true negatives. `skipped` are sentences of
    no interest: site furniture, and what only repeats. `story` is the same for all versions of one story;
    `split` is the side the article is on, empty if nothing was split.
    """

    article: Article
    annotations: tuple[Annotation, ...] = ()
    decided: Mapping[str, frozenset[int]] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    story: str = ""
    split: str = ""

    @property
    def annotators(self) -> tuple[str, ...]:
        """Those who decided anything here, sorted."""
        return tuple(sorted(name for name, decided in self.decided.items() if decided))
