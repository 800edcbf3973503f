"""Tag without end and print each number the store reports saved; a test kills this at a random moment."""

import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from annotate_helpers import make_article, make_clock

from reader.annotate.carry import Kin
from reader.annotate.schema import Schema
from reader.annotate.session import Session
from reader.annotate.store import Store


def main(folder: Path, run: int) -> None:
    def saved(seq: int) -> None:
        sys.stdout.write(f"{seq}\n")
        sys.stdout.flush()

    store = Store.open(folder, "anna", clock=make_clock(), on_saved=saved)
    numbers = count()
    session = Session(store, Schema.default(), make_clock(), lambda: f"{run}-{next(numbers)}")
    lines = [f"Sentence number {i}." for i in range(60)]
    article = make_article(f"run/{run}.txt", *lines)
    session.relate(Kin.of([article], [make_article(f"run/{run}-later.txt", "It rained.", *lines)]))
    edited = make_article(f"run/{run}-renamed.txt", *(f"Sentence {i} is another one." for i in range(5)))
    session.put(
        make_article(f"run/{run}-old.txt", *(f"Sentence {i} is one." for i in range(5))), 0, 4, "quote"
    )
    alone = make_article(f"run/{run}-alone.txt", *lines)
    while True:
        for i in range(60):
            session.tag(article, i, i, "claim")  # and on the same sentence of the other version
            if i % 5 == 4:
                session.settle(alone, range(i, i + 1), session.labels(article, i), "settled")
                session.make_alike(alone, i - 1, article, i)
            if i % 7 == 6:
                session.undo()
                session.redo()
                session.follow({f"run/{run}-old.txt": edited.id})
                session.confirm(edited, [each.id for each in session.lost(edited)])
                session.undo()
                session.undo()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
