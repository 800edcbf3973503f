"""Stories made of verified pairs, whose members go together with enough of one another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from reader.compare.pairs import VERSIONS, Pair
from reader.compare.relation import PASSAGES, Kinship

HUB = 3


@dataclass(frozen=True, slots=True)
class Story:
    """Versions of one text, in order of their ids; an article alone if it is linked to others by an event.

    `front` is the source of the others, or the one most like all of them. `held` tells by which verified
    pair each other member belongs to it: with the front, or with a member that is held itself. `pairs` are
    all its version pairs and, with relation `EVENT`, the links of a member to an article of another story;
    such a link stands in one of the two stories only, that of its `a`.
    """

    members: tuple[str, ...]
    front: str
    pairs: tuple[Pair, ...] = ()
    held: Mapping[str, Pair] = field(default_factory=dict)


def cluster(pairs: Iterable[Pair]) -> list[Story]:
    """Return the stories that verified pairs make, sorted by their first member; the order of pairs does
    not matter.

    Stories grow from their strongest pairs. Two of them become one if a version pair joins them and, of
    either, more than half of the members or its front go together with members of the other: that is, are
    versions, or at least share passages. So what takes up two stories does not make them one, nor do single
    pairs.
    """
    ordered = sorted(set(pairs), key=lambda pair: (pair.a, pair.b, pair.relation, pair.share))
    texts = _texts(ordered)
    groups = _Groups()
    ties = _ties(ordered, texts)
    for (one, other), pair in ties.items():
        groups.add(one, other, pair, texts[pair.a])
    groups.grow()
    members: defaultdict[str, list[str]] = defaultdict(list)
    for article, text in texts.items():
        members[groups.front(text)].append(article)
    story_of = {article: front for front, articles in members.items() for article in articles}
    inner: defaultdict[str, list[Pair]] = defaultdict(list)
    linked = set()
    for pair in ordered:
        one, other = story_of[pair.a], story_of[pair.b]
        if pair.relation in VERSIONS and one == other:
            inner[one].append(pair)
        elif pair.relation is Kinship.EVENT and one != other:
            inner[one].append(pair)
            linked |= {one, other}
    return sorted(
        (
            _story(front, articles, inner[front])
            for front, articles in members.items()
            if len(articles) > 1 or front in linked
        ),
        key=lambda story: story.members,
    )


def _story(front: str, members: Iterable[str], pairs: list[Pair]) -> Story:
    """Return the story, each member held by the strongest pair that leads on from the front."""
    of: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.relation in VERSIONS:
            of[pair.a].append(pair)
            of[pair.b].append(pair)
    held: dict[str, Pair] = {}
    done = {front}
    open_ = [(-pair.share, pair.a, pair.b, pair) for pair in of[front]]
    heapify(open_)
    while open_:
        *_, pair = heappop(open_)
        reached = {pair.a, pair.b} - done
        for member in reached:
            held[member] = pair
            done.add(member)
            for each in of[member]:
                heappush(open_, (-each.share, each.a, each.b, each))
    return Story(tuple(sorted(members)), front, tuple(pairs), held)


def _texts(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the article that stands for the text of each: of those with one text, that in most pairs."""
    same: defaultdict[str, set[str]] = defaultdict(set)
    articles: dict[str, None] = {}
    for pair in pairs:
        articles[pair.a] = articles[pair.b] = None
        if pair.relation is Kinship.SAME_TEXT:
            same[pair.a].add(pair.b)
            same[pair.b].add(pair.a)
    texts: dict[str, str] = {}
    for article in sorted(articles, key=lambda each: (-len(same[each]), each)):
        waiting = [] if article in texts else [article]
        while waiting:
            each = waiting.pop()
            if each not in texts:
                texts[each] = article
                waiting += same[each]
    return texts


def _ties(pairs: Iterable[Pair], texts: Mapping[str, str]) -> dict[tuple[str, str], Pair]:
    """Return the strongest pair between each two texts, those of versions first."""
    ties: dict[tuple[str, str], Pair] = {}
    for pair in sorted(pairs, key=lambda each: (each.relation not in VERSIONS, -each.share)):
        one, other = sorted((texts[pair.a], texts[pair.b]))
        if one != other:
            ties.setdefault((one, other), pair)
    return ties


class _Group:
    """Texts that are versions of one story, and how much each is like the others: `front` is the most."""

    def __init__(self, member: str) -> None:
        self.members = {member}
        self.weights = {member: 0.0}
        self.front = member

    def speaks(self, mine: Collection[str]) -> bool:
        """Tell whether these members speak for all: as most of them, or the one that holds them together."""
        if 2 * len(mine) > len(self.members):
            return True
        others = self.members - {self.front} if len(self.members) < HUB else ()
        return self.front in mine and not any(self.weights[each] for each in others)

    def take(self, other: "_Group", weights: Iterable[tuple[str, float]]) -> None:
        """Take up another group; `weights` is how much each text is like one of the other group."""
        self.members |= other.members
        self.weights |= other.weights
        changed = {self.front, other.front}
        for member, weight in weights:
            self.weights[member] += weight
            changed.add(member)
        self.front = min(changed, key=lambda each: (-round(self.weights[each], 6), each))


class _Groups:
    """Groups that grow along the ties between texts."""

    def __init__(self) -> None:
        self._of: dict[str, _Group] = {}
        self._together: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._versions: set[tuple[str, str]] = set()
        self._edges: list[tuple[float, str, str]] = []

    def add(self, one: str, other: str, pair: Pair, first: str) -> None:
        """Take up the tie between two texts; `first` is the one that `pair` names first."""
        if pair.share < PASSAGES:
            return
        weight = pair.share if pair.relation in VERSIONS else 0.0
        self._together[one][other] = self._together[other][one] = weight
        if pair.relation is Kinship.SPUN:
            self._together[other if first == one else one][first] = 0.0
        if pair.relation in VERSIONS:
            self._edges.append((-pair.share, one, other))
            self._versions |= {(one, other), (other, one)}

    def grow(self) -> None:
        """Join the groups that go together, the strongest ties first, until none do."""
        edges, before = sorted(self._edges), -1
        while len(edges) != before:
            before = len(edges)
            edges = [edge for edge in edges if not self._join(edge[1], edge[2])]

    def front(self, text: str) -> str:
        """Return the front of the group that a text is in."""
        return self._of[text].front if text in self._of else text

    def _join(self, one: str, other: str) -> bool:
        """Join the groups of two texts if they go together; return whether they are one now."""
        smaller, larger = sorted((self._group(one), self._group(other)), key=lambda each: len(each.members))
        if smaller is larger:
            return True
        across = [
            (mine, theirs)
            for mine in smaller.members
            for theirs in self._together[mine]
            if theirs in larger.members
        ]
        versions = sum(pair in self._versions for pair in across)
        if 2 * versions < len(across):
            return False
        if not (smaller.speaks({a for a, _ in across}) and larger.speaks({b for _, b in across})):
            return False
        weights = [(a, self._together[a][b]) for a, b in across] + [
            (b, self._together[b][a]) for a, b in across
        ]
        larger.take(smaller, weights)
        for member in smaller.members:
            self._of[member] = larger
        return True

    def _group(self, text: str) -> _Group:
        return self._of.setdefault(text, _Group(text))
