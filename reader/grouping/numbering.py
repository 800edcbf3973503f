"""Which story keeps which number when stories are found anew."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence


def numbered(
    stories: Sequence[Collection[str]], before: Mapping[str, int], following: int
) -> tuple[list[int], int]:
    """Return a number for each story, and the number that the next new one gets.

    `stories` are the ids of their members, `before` the numbers that articles had, `following` a number that
    no story ever had. A story takes the number that most of its members had; where two want the same one, the
    one with more of those members gets it, and the other one a new number. Numbers are not used again.
    """
    wishes = [
        (-count, number, at)
        for at, members in enumerate(stories)
        for number, count in Counter(before[each] for each in members if each in before).items()
    ]
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, at in sorted(wishes):
        if at not in numbers and number not in taken:
            numbers[at] = number
            taken.add(number)
    for at in range(len(stories)):
        if at not in numbers:
            numbers[at] = following
            following += 1
    return [numbers[at] for at in range(len(stories))], following
