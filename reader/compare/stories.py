"""Which articles of a corpus are versions of one story, and which report the same event."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reader.compare.relation import Kinship
from reader.corpus.article import Article

VERSIONS = frozenset((Kinship.SAME_TEXT, Kinship.UPDATE, Kinship.REWRITE, Kinship.SPUN))
"""What two articles of one story are to each other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, by their ids, of which is verified what they are to each other.

    `a` is the source of a spun copy, otherwise the earlier article (that with the lesser id, where dates
    do not tell). `share` is the share of the words of both that lie in aligned sentences, 0 to 1.
    """

    a: str
    b: str
    share: float
    relation: Kinship


@dataclass(frozen=True, slots=True)
class Story:
    """Versions of one text, in order of their ids; an article alone if it is linked to others by an event.

    `front` is the source of the others, or the one most like all of them. `held` tells by which verified pair each
    other member belongs to it: with the front, or with a member that is held itself. `pairs` are all its
    version pairs and, with relation `EVENT`, the links of a member to an article of another story; such
    a link stands in one of the two stories only, that of its `a`.
    """

    members: tuple[str, ...]
    front: str
    pairs: tuple[Pair, ...] = ()
    held: Mapping[str, Pair] = field(default_factory=dict)


def verify(a: Article, b: Article, likeness: float = 0.0) -> Pair | None:
    """Return what two articles are to each other, found by aligning them; None if nothing of account.

    `likeness` is that of `Candidate`: it tells reports of one event from others about the same people. The
    relation may also be `PASSAGES`, which `cluster` takes for support, but never for a reason to join.
    """
    raise NotImplementedError


def cluster(pairs: Iterable[Pair]) -> list[Story]:
    """Return the stories that verified pairs make, sorted by their first member."""
    raise NotImplementedError


Progress = Callable[[str, int, int], None]
"""Told the name of the stage, how much of it is done, and how much there is (0: not known yet)."""


def find(
    articles: Iterable[Article],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    processes: int | None = None,
) -> list[Story]:
    """Return the stories of a corpus; `articles` is read once and need not fit into memory.

    Raises `Cancelled` soon after `cancelled` says so.
    """
    raise NotImplementedError
