"""A made-up corpus of any size: invented words in the proportions of a language, the same for the same seed.

python tests/bench/generated.py COUNT FILE.jsonl [SEED]
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

WORDS = 350
VOCABULARY = 40_000
COMMON = """
    the of to and a in that is was for on it with as he by at from his an be has are this have not
    but were will had which they said who their been one would or its more about new up after also
    when there people than her can out two over years all into some last first other government
    could she we what so no time police if against minister week may while because month under
    before where between during being most
"""
SOURCES = [
    f"{place} {kind}"
    for place in ("Harbour", "Valley", "Northern", "Evening", "Capital", "Coast")
    for kind in ("Gazette", "Courier", "Herald", "Wire", "Pennant", "Observer", "Post")
]
ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "f",
    "fl",
    "g",
    "h",
    "j",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
)
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo")
CODAS = ("", "", "", "n", "r", "l", "s", "t", "nd", "m", "ck")
ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ly", "ion")
FIRST_DAY = date(2015, 1, 1)


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return the words, the commonest first, and their cumulated weights: Zipf's law, as in any language."""
    chance = random.Random("vocabulary")
    words = dict.fromkeys(COMMON.split())
    while len(words) < VOCABULARY:
        syllables = chance.choices((1, 2, 3), (3, 6, 1))[0]
        stem = "".join(
            chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables)
        )
        words[stem + chance.choice(ENDINGS)] = None
    return list(words), list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


@cache
def names() -> list[str]:
    """Return invented names of people and places."""
    chance = random.Random("names")
    return sorted({
        (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) + chance.choice(ONSETS) + "o")
        .capitalize() for _ in range(4_000)
    })  # fmt: skip


def article(number: int, seed: int = 1, words: int = WORDS) -> dict[str, Any]:
    """Return article `number`: a record of about `words` words with id, title, source, date and text."""
    chance = random.Random(f"{seed}/{number}")
    vocabulary_, weights = vocabulary()
    subjects = chance.sample(names(), 6)
    drawn = iter(chance.choices(vocabulary_, cum_weights=weights, k=words + 60))
    sentences: list[str] = []
    left = words
    while left > 0:
        length = chance.randint(9, 30)
        left -= length
        said = [word for _, word in zip(range(length), drawn, strict=False)]
        if len(said) < 3:
            break
        said[0] = said[0].capitalize()
        said[len(said) // 2] = chance.choice(subjects)
        match chance.randrange(8):
            case 0:
                said[-1] += f" {chance.randint(2, 9_999)}"
            case 1:
                said[0], said[-2] = f"“{said[0]}", f"{said[-2]},” {chance.choice(subjects)}"
            case 2 | 3:
                said[len(said) // 3] += ","
        sentences.append(" ".join(said) + ".")
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    title = " ".join(chance.choices(vocabulary_[100:], k=chance.randint(5, 9)))
    day = FIRST_DAY + timedelta(days=chance.randrange(3_650))
    return {
        "id": f"a{number:07d}",
        "title": f"{chance.choice(subjects)} {title}",
        "source": chance.choice(SOURCES),
        "date": day.isoformat(),
        "text": "\n\n".join(paragraphs),
    }


def articles(count: int, seed: int = 1, words: int = WORDS) -> Iterator[dict[str, Any]]:
    """Yield articles 0 to `count`; the first are the same however many follow."""
    return (article(number, seed, words) for number in range(count))


def write(path: Path, count: int, seed: int = 1) -> Path:
    """Write articles as JSONL, one by one."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in articles(count, seed):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
