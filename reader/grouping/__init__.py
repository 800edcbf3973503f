"""The stories of a corpus: found by comparing, kept in its index, and looked up a few at a time.

`update` finds what is new; everything else only reads what is kept, and costs no more than what is asked for.
"""

from reader.grouping.apart import GroupingError
from reader.grouping.kept import (
    Folds,
    Member,
    Story,
    Tie,
    events_of,
    folds,
    stories,
    story,
    story_of,
    versions_of,
)
from reader.grouping.siblings import siblings
from reader.grouping.updating import update

__all__ = [
    "Folds",
    "GroupingError",
    "Member",
    "Story",
    "Tie",
    "events_of",
    "folds",
    "siblings",
    "stories",
    "story",
    "story_of",
    "update",
    "versions_of",
]
