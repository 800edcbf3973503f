"""The columns of the article list: which there is room for, and how a text is fitted into one. Pure."""

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from reader.tui.listing import Order, Profile

GUTTER, GAP = 4, 2
SHORTEST_SOURCE, LONGEST_SOURCE = 7, 16
SHORTEST_FILE, LONGEST_FILE = 10, 32
SHORTEST_TITLE, COMFORTABLE_TITLE = 33, 48
STORY_WIDTH, PROGRESS_WIDTH = 3, 9
EIGHTHS = " ▏▎▍▌▋▊▉"
COLUMN_ORDER = (
    Order.STORY,
    Order.TITLE,
    Order.SOURCE,
    Order.DATE,
    Order.WORDS,
    Order.LABELS,
    Order.PROGRESS,
    Order.FILE,
)


class Column(NamedTuple):
    """A column as it is drawn: what it holds, how many cells it takes, how many are free after it."""

    order: Order
    width: int
    right: bool = False
    gap: int = GAP


def columns(
    width: int, profile: Profile, labels: int, *, stories: bool = False, begun: bool = False
) -> list[Column]:
    """Choose the columns for `width` cells, for so many `labels`, with `stories`, with work that is `begun`.

    The title gets what is left. Columns that would be empty throughout are left out; when the title would
    become too short the least needed go first: the words, the progress, the source, the date, the file. Where
    titles tell the articles apart the file is the least needed. What a comfortable title leaves over goes to
    the file.
    """
    source = (
        min(max(profile.longest_source, SHORTEST_SOURCE), LONGEST_SOURCE) if profile.longest_source else 0
    )
    longest_file = min(profile.longest_id, LONGEST_FILE)
    file = Column(Order.FILE, min(longest_file, SHORTEST_FILE))
    wanted = [
        Column(Order.STORY, STORY_WIDTH if stories else 0, gap=1),
        Column(Order.LABELS, max(7, 4 * labels - 1)),
        Column(Order.DATE, 10 if profile.dated else 0),
        Column(Order.SOURCE, source),
        Column(Order.PROGRESS, PROGRESS_WIDTH if begun else 0),
        Column(Order.WORDS, 7, right=True),
    ]
    wanted.insert(2 if profile.alike else len(wanted), file)
    free = width - GUTTER - SHORTEST_TITLE
    taken: list[Column] = []
    for column in wanted:
        if column.order is Order.SOURCE and SHORTEST_SOURCE <= free - GAP < column.width:
            column = column._replace(width=free - GAP)
        if column.width and column.width + column.gap <= free:
            taken.append(column)
            free -= column.width + column.gap
    comfort = 0 if profile.alike else COMFORTABLE_TITLE - SHORTEST_TITLE
    more = max(0, min(longest_file - file.width, free - comfort)) if file in taken else 0
    taken = [each._replace(width=each.width + more) if each is file else each for each in taken]
    title = Column(Order.TITLE, max(1, SHORTEST_TITLE + free - more))
    return sorted([title, *taken], key=lambda each: COLUMN_ORDER.index(each.order))


def short_id(article_id: str, width: int) -> str:
    """Return an id that is too long for `width` cells without its folder, or without its file."""
    for sign in "/#":
        if cell_len(article_id) > width:
            article_id = article_id.rpartition(sign)[2]
    return article_id


def cut(text: str, width: int) -> str:
    """Return `text`, with an ellipsis where it is cut to take no more than `width` cells."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def cell(text: str, column: Column) -> str:
    """Fit `text` into a column."""
    text = cut(text, column.width)
    width = cell_len(text)
    return " " * (column.width - width) + text if column.right else text + " " * (column.width - width)


def bar(share: float, width: int) -> str:
    """Draw a share from 0 to 1 as a bar, to the eighth of a cell; what is begun or not done shows as such."""
    eighths = round(share * 8 * width)
    if 0 < share < 1:
        eighths = max(1, min(eighths, 8 * width - 1))
    full, rest = divmod(eighths, 8)
    return ("█" * full + EIGHTHS[rest]).strip().ljust(width)
