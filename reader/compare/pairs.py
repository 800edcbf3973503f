"""What two articles of a corpus are to each other, verified by aligning them."""

from dataclasses import dataclass

from reader.compare.align import align
from reader.compare.candidates import alike_enough, apart
from reader.compare.comparison import sentence_texts
from reader.compare.fingerprints import day
from reader.compare.relation import Kinship, Side, Verdict, verdict
from reader.corpus import furniture as boilerplate
from reader.corpus.article import Article
from reader.corpus.dates import moment

VERSIONS = frozenset((Kinship.SAME_TEXT, Kinship.UPDATE, Kinship.REWRITE, Kinship.SPUN))
"""What two articles of one story are to each other."""

LEAST = 0.2
DOUBTFUL = 0.4, 0.8


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


def verify(a: Article, b: Article, likeness: float = 0.0) -> Pair | None:
    """Return what two articles are to each other, found by aligning them; None if nothing of account.

    `likeness` is that of `Candidate`: it tells reports of one event from others about the same people. The
    relation may also be `PASSAGES`, which `cluster` takes for support, but never for a reason to join. An
    article that is only a small part of the other is no version of it.
    """
    a, b = sorted((a, b), key=age)
    if a.digest == b.digest:
        return Pair(a.id, b.id, 1.0, Kinship.SAME_TEXT)
    found = _verdict(a, b)
    relation = found.kinship
    if relation in VERSIONS and found.least < LEAST:
        relation = Kinship.PASSAGES
    if relation not in VERSIONS:
        if alike_enough(likeness, apart(day(a.date), day(b.date))):
            relation = Kinship.EVENT
        elif relation is not Kinship.PASSAGES:
            return None
    if found.source is Side.OTHER:
        a, b = b, a
    return Pair(a.id, b.id, found.share, relation)


def _verdict(a: Article, b: Article) -> Verdict:
    """Return the verdict on two texts; where it is a near thing, site furniture is left out."""
    one, other = sentence_texts(a), sentence_texts(b)
    alignment = align(one, other)
    found = verdict(one, other, alignment)
    if DOUBTFUL[0] <= found.most <= DOUBTFUL[1]:
        found = verdict(one, other, alignment, boilerplate.furniture(a), boilerplate.furniture(b))
    return found


def age(article: Article) -> tuple[bool, float, str]:
    """Return what puts articles in order of their dates, those without one last."""
    when = moment(article.date)
    return when is None, when.timestamp() if when else 0.0, article.id
