"""Which sentences are likely claims: signs that count from the first minute, and what an annotator teaches.

The logit of a sentence is k times that of the signs alone and 1 - k times that of a model of the annotator's
own decisions, with k = 30 / (30 + n) after n of them. The model begins as the signs and learns words besides.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from reader.corpus import furniture
from reader.corpus.article import Article
from reader.suggest import features
from reader.suggest.features import SIGNS, Words
from reader.suggest.logistic import Features, Model, fit, sigmoid
from reader.suggest.suggestion import Suggestion

NAME, LABEL = "claims", "claim"
TRUSTED_AFTER = 30
WORD = 0.3
"""How much of a feature a word is: less than a sign, as there are many of them."""
TELLING = 0.015
"""How much a learned word has to add to a logit to be named."""
SHORTEST = 4
MOST = 1000
"""Decisions learned from, the newest ones; of claims all that there are."""
WORTHY, UNIMPORTANT = 0.6, 0.3
_BEGINNING = {sign.name: sign.weight for sign in SIGNS}
_TYPES: Mapping[str, tuple[str, ...]] = {
    "quantity": ("figure", "number", "money"),
    "comparison": ("comparison",),
    "causal": ("cause",),
    "law": ("law",),
}
_PREDICTED = frozenset(("will", "shall", "won't", "expected", "forecast", "forecasts", "predicts", "likely"))
_POSITION = frozenset(
    ("supports", "opposes", "supported", "opposed", "backs", "backed", "against", "rejects")
)
_QUOTED = ("“", '"', "„", "«", "‘", "「")


@dataclass(frozen=True, slots=True)
class Claims:
    """What is known of claims: the signs, and a model of `count` decisions of the annotator."""

    own: Model | None = None
    count: int = 0

    @classmethod
    def learned(cls, decisions: Iterable[tuple[str, bool]]) -> "Claims":
        """Learn from sentences and whether each is a claim, the oldest first; nothing if they are all alike.

        About 0.15 ms for each decision, so it belongs into a worker.
        """
        known = list(decisions)
        recent = len(known) - MOST
        kept = [(text, claim) for at, (text, claim) in enumerate(known) if claim or at >= recent]
        if len({claim for _, claim in kept}) < 2:
            return cls()
        examples = [(_features(text), claim) for text, claim in kept]
        return cls(fit(examples, _BEGINNING, features.BIAS), len(kept))

    def score(self, text: str) -> float:
        """Return how likely a sentence is a claim, from 0 to 1."""
        prior = features.prior(_measured(text))
        if self.own is None:
            return sigmoid(prior)
        trust = TRUSTED_AFTER / (TRUSTED_AFTER + self.count)
        return sigmoid(trust * prior + (1 - trust) * self.own.logit(_features(text)))

    def reasons(self, text: str, most: int = 3) -> list[str]:
        """Return in words what counts most for a sentence, and learned words that speak for it."""
        found = features.reasons(_measured(text), most)
        if self.own is None:
            return found
        weights = self.own.weights
        named = (name for name in _features(text) if name not in _BEGINNING and len(name) > SHORTEST)
        learned = {name: weights.get(name, 0.0) * WORD for name in named}
        words = sorted(
            (name for name, weight in learned.items() if weight > TELLING), key=lambda n: -learned[n]
        )
        return [*found, *(f"has “{name.strip()}”, as your claims do" for name in words[:1])]


def suggest(
    article: Article, known: Claims, skipped: Collection[int] | None = None, *, explain: bool = True
) -> list[Suggestion]:
    """Return a suggestion for each sentence that says something of its own, the unlikely ones too.

    `skipped` are sentences that do not; by default they are found. Without `explain` no reasons are given.
    """
    unread = unread_of(article) if skipped is None else skipped
    found = []
    for each in article.sentences:
        if each.index not in unread:
            text = article.text[each.start : each.end]
            score = known.score(text)
            found.append(
                Suggestion(
                    NAME,
                    LABEL,
                    each.start,
                    each.end,
                    round(score, 3),
                    attributes=MappingProxyType(attributes(text, score)),
                    reasons=tuple(known.reasons(text)) if explain else (),
                )
            )
    return found


def unread_of(article: Article) -> frozenset[int]:
    """Return the sentences that say nothing of their own: site furniture and repeats."""
    return furniture.furniture(article) | furniture.repeats(article).keys()


def attributes(text: str, score: float) -> dict[str, Any]:
    """Return check-worthiness and types of a claim, for the attributes `checkworthy` and `type`."""
    worthy = "yes" if score >= WORTHY else "unimportant" if score < UNIMPORTANT else "unsure"
    return {"checkworthy": worthy, "type": list(types(text))}


def types(text: str) -> tuple[str, ...]:
    """Return what kinds of claim a sentence may be, of those in the default schema; `other` if none."""
    has = {sign.name for sign, value in zip(SIGNS, _measured(text), strict=True) if value}
    words = frozenset(Words.of(text).words)
    found = [name for name, signs in _TYPES.items() if has.intersection(signs)]
    if words & _PREDICTED:
        found.append("prediction")
    elif {"past", "names"} <= has or {"past", "change"} <= has:
        found.insert(1 if "quantity" in found else 0, "event")
    if any(mark in text for mark in _QUOTED):
        found.append("quote")
    if words & _POSITION:
        found.append("position")
    if {"I", "past"} <= has:
        found.append("personal")
    return tuple(found) or ("other",)


@lru_cache(maxsize=1 << 13)
def _measured(text: str) -> tuple[float, ...]:
    return tuple(features.measure(text))


@lru_cache(maxsize=1 << 13)
def _features(text: str) -> Features:
    made = {sign.name: value for sign, value in zip(SIGNS, _measured(text), strict=True) if value}
    return made | dict.fromkeys((f" {word}" for word in Words.of(text).words), WORD)
