"""What it costs to find labels again in a text that changed: 2,000 labelled sentences, edited more and more.

Run it by itself: `python tests/bench/recovery.py`. Times are of the processor, in milliseconds.
"""

import sys
import time
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[1] / "annotate")]

from annotate_helpers import make_article, make_session  # noqa: E402

from reader.annotate.view import View  # noqa: E402

SENTENCES = 2_000
NAMES = ("Marlow", "Osley", "Tarn", "Fenwick", "Alder", "Harwick", "Brennan", "Coldwater")
THINGS = ("bridge", "ferry", "school", "market", "harbour", "library", "mill", "clinic", "tunnel", "quarry")
DEEDS = ("opened", "closed", "flooded", "was sold", "was painted", "burnt down", "grew", "moved", "was saved")


def sentence(chance: Random) -> str:
    """Return an invented sentence of about a dozen words."""
    return (
        f"The {chance.choice(THINGS)} in {chance.choice(NAMES)} {chance.choice(DEEDS)} "
        f"{chance.randint(2, 900)} days after the {chance.choice(THINGS)} of {chance.choice(NAMES)} "
        f"{chance.choice(DEEDS)}."
    )


def edited(words: str, chance: Random) -> str:
    """Return a sentence with one word exchanged."""
    pieces = words.split()
    pieces[chance.randrange(len(pieces))] = chance.choice(("old", "later", "sold", "nearby"))
    return " ".join(pieces)


def main() -> None:
    """Measure."""
    chance = Random(5)
    lines = [sentence(chance) for _ in range(SENTENCES)]
    session = make_session()
    before = make_article("a.txt", *lines)
    session.tag(before, 0, len(before.sentences) - 1, "claim")
    record = session.store.load("a.txt")
    for share in (0.0, 0.0005, 0.05, 0.3, 1.0):
        after = [edited(line, chance) if chance.random() < share else line for line in lines]
        now = make_article("a.txt", *after)
        _ = now.sentences, now.digest
        begun = time.process_time()
        view = View(now, record)
        placed = time.process_time()
        found = len(view.doubtful)
        asked = time.process_time()
        print(
            f"{share:7.2%} edited: placed {len(view.annotations):,} in {1000 * (placed - begun):.0f} ms, "
            f"proposed {found:,}, orphans {len(view.orphans):,}, in {1000 * (asked - placed):.0f} ms"
        )


if __name__ == "__main__":
    main()
