"""Plants versions of articles: updates, rewrites, and copies spun by a program that swaps words.

Run `python tests/bench/versions.py` to see how planted pairs compare with gold ones of the same kinds, which
another program made; the data is looked for in `$READER_SHARED` or `../shared`.
"""

import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mean
from zlib import crc32

from reader.compare.common_words import COMMON_WORDS
from reader.compare.tokens import FUNCTION_WORDS

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CLAUSE = re.compile(r",[^,;.”\"]{8,80},")
STOP_WORDS = {
    "in": "successful", "on": "connected", "be": "beryllium", "at": "astatine", "will": "volition",
    "no": "nary", "and": "addition", "who": "whoever", "also": "besides", "most": "astir", "as": "arsenic",
    "between": "betwixt", "there": "thither", "or": "oregon", "i": "iodine", "it": "information",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """How versions of a kind differ: shares of sentences, and the share of words swapped in those edited."""

    deleted: float
    added: float
    kept: float
    merged: float
    moved: float
    cut: float
    swapped: float


KINDS = {
    "update": Kind(deleted=0.12, added=0.08, kept=0.55, merged=0.03, moved=0.04, cut=0.4, swapped=0.07),
    "rewrite": Kind(deleted=0.18, added=0.16, kept=0.12, merged=0.1, moved=0.08, cut=0.35, swapped=0.17),
    "spin25": Kind(deleted=0.03, added=0.02, kept=0.0, merged=0.06, moved=0.0, cut=0.0, swapped=0.31),
    "spin40": Kind(deleted=0.07, added=0.07, kept=0.0, merged=0.05, moved=0.04, cut=0.0, swapped=0.45),
}


class Planter:
    """Makes versions; what it puts for a word, and what it adds, is from `sentences` of other articles."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._sentences = list(sentences)

    @cached_property
    def _words(self) -> list[str]:
        words = {word for each in self._sentences for word in WORD.findall(each) if word.islower()}
        return sorted(word for word in words - COMMON_WORDS if len(word) > 3)

    def version(self, sentences: Sequence[str], kind: str, seed: str) -> list[str]:
        """Return the sentences of a version of this kind, always the same for the same seed."""
        how, chance = KINDS[kind], random.Random(f"{kind}/{seed}")
        spun = kind.startswith("spin")
        kept = [each for each in sentences if chance.random() >= how.deleted] or list(sentences)
        made = []
        for sentence in kept:
            if chance.random() >= how.kept:
                if chance.random() < how.cut:
                    sentence = self._cut(sentence, chance)
                sentence = self._swapped(sentence, how.swapped, spun, chance)
            if made and chance.random() < how.merged:
                sentence = f"{made.pop().rstrip('.')}, and {sentence[:1].lower()}{sentence[1:]}"
            made.append(sentence)
        for _ in range(round(how.moved * len(made) + chance.random() - 0.5)):
            made.insert(chance.randrange(len(made)), made.pop(chance.randrange(len(made))))
        for _ in range(round(how.added * len(made) + chance.random() - 0.5)):
            added = self._swapped(chance.choice(self._sentences), how.swapped, spun, chance)
            made.insert(chance.randrange(len(made) + 1), added)
        return made

    def _cut(self, sentence: str, chance: random.Random) -> str:
        """Leave out a clause, or some words in a row."""
        if CLAUSE.search(sentence):
            return CLAUSE.sub("", sentence, count=1)
        words = sentence.split()
        if len(words) < 9:
            return sentence
        start = chance.randrange(1, len(words) - 4)
        return " ".join(words[:start] + words[start + chance.randint(2, 6) :])

    def _swapped(self, sentence: str, share: float, spun: bool, chance: random.Random) -> str:
        """Put other words for some; names and numbers stay."""
        words = len(WORD.findall(sentence))
        open_ = [each for each in WORD.finditer(sentence) if self._is_open(each, spun)]
        wanted = min(len(open_), int(share * words + chance.random()))
        swaps = {each.start(): self._other(each.group(), chance) for each in chance.sample(open_, wanted)}
        return WORD.sub(lambda each: swaps.get(each.start(), each.group()), sentence)

    @staticmethod
    def _is_open(found: re.Match[str], spun: bool) -> bool:
        word = found.group()
        if not word.islower():
            return False
        return word in STOP_WORDS if word in FUNCTION_WORDS and spun else word not in FUNCTION_WORDS

    def _other(self, word: str, chance: random.Random) -> str:
        """Return one of the two or three words that stand for `word`: a function word always has the same."""
        if word in STOP_WORDS:
            return STOP_WORDS[word]
        place = crc32(word.encode()) + chance.choice((0, 0, 1, 2)) * 7919
        other = self._words[place % len(self._words)]
        ending = next((e for e in ("ing", "ed", "s") if word.endswith(e) and not other.endswith(e)), "")
        return other + ending


def profile(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> str:
    """Tell what pairs are like: means, and the least likeness of words and phrases."""
    same, longer, words, phrases = [], [], [], []
    for a, b in pairs:
        same.append(len(set(a) & set(b)) / len(set(b)))
        longer.append(len(" ".join(b)) / len(" ".join(a)))
        one, other = (WORD.findall(" ".join(side).lower()) for side in (a, b))
        words.append(_dice(set(one) - FUNCTION_WORDS, set(other) - FUNCTION_WORDS))
        phrases.append(_dice(*(set(zip(w, w[1:], w[2:], strict=False)) for w in (one, other))))
    return (
        f"identical sentences {mean(same):4.0%}  length {mean(longer):4.0%}  "
        f"words alike {mean(words):4.0%} (least {min(words):4.0%})  "
        f"3-word phrases {mean(phrases):4.0%} (least {min(phrases):4.0%})"
    )


def _dice(a: Collection[object], b: Collection[object]) -> float:
    return 2 * len(set(a) & set(b)) / (len(a) + len(b))


def main() -> None:
    from align import gold

    pairs = gold("synthetic")
    planter = Planter(sentence for pair in pairs for sentence in pair["a"])
    for kind in KINDS:
        given = [(pair["a"], pair["b"]) for pair in pairs if pair["kind"] == kind]
        planted = [(a, planter.version(a, kind, str(n))) for n, (a, _) in enumerate(given)]
        print(f"{kind:8} gold     {profile(given)}")
        print(f"{'':8} planted  {profile(planted)}")


if __name__ == "__main__":
    main()
