"""What the article list shows: which articles, in which order, with what said about them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.corpus.article import Article


class Summary(NamedTuple):
    """What the list shows of an article's annotations.

    `counts` maps labels to the number of accepted annotations; `state` is the value of the article's `State`.
    """

    counts: tuple[tuple[str, int], ...] = ()
    state: str = "todo"
    noted: bool = False


NOTHING_KNOWN = Summary()


class Order(StrEnum):
    """What the list is sorted by."""

    FILE = "file"
    TITLE = "title"
    SOURCE = "source"
    DATE = "date"
    WORDS = "words"
    LABELS = "labels"
    STATE = "state"


LARGEST_FIRST = frozenset({Order.DATE, Order.WORDS, Order.LABELS})
PREPARED = (Order.WORDS, Order.TITLE, Order.SOURCE, Order.DATE)
STATES = ("in progress", "todo", "done")
TODO = STATES.index("todo")


class Kind(NamedTuple):
    """A kind of article to keep: a `name` for the menu, and what it asks of a summary.

    `state` keeps one state, `label` articles with that label (`*` any, empty string none), `noted` those with
    notes. What is None is not asked.
    """

    name: str
    state: str | None = None
    label: str | None = None
    noted: bool = False

    def keeps(self, summary: Summary) -> bool:
        """Tell whether an article with this summary is of the kind."""
        if self.state is not None and summary.state != self.state:
            return False
        if self.noted and not summary.noted:
            return False
        if self.label is None:
            return True
        if self.label in ("", "*"):
            return bool(total(summary)) == bool(self.label)
        return any(count for label, count in summary.counts if label == self.label)


ALL = Kind("all articles")


def kinds(labels: Iterable[str]) -> tuple[Kind, ...]:
    """Return the kinds of the filter menu, with one for each label."""
    return (
        ALL,
        Kind("without labels", label=""),
        Kind("to do", state="todo"),
        Kind("in progress", state="in progress"),
        Kind("done", state="done"),
        *(Kind(f"with {label}", label=label) for label in labels),
        Kind("with notes", noted=True),
    )


def untitled(article: "Article") -> bool:
    """Tell whether the title of an article is nothing but the beginning of its text."""
    from reader.corpus.metadata import TITLE, key_of

    begins = article.text.startswith(article.title.removesuffix("…").rstrip())
    return begins and key_of(article.metadata, TITLE) is None


def total(summary: Summary) -> int:
    """Return the number of labels."""
    return sum(count for _, count in summary.counts)


@dataclass
class Listing:
    """The articles as the list shows them.

    `rows` are indices into `articles`, in order; `marked` are article ids in the order they were marked;
    `longest_id`, `longest_source` (in characters), `dated` and `alike` tell which columns are worth showing:
    titles are alike if half of them or more are shared, or nothing but the beginning of the text.
    """

    articles: "Sequence[Article]" = ()
    summaries: dict[str, Summary] = field(default_factory=dict)
    text: str = ""
    kind: Kind = ALL
    order: Order = Order.FILE
    reverse: bool = False
    marked: dict[str, None] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.replace(self.articles)

    def replace(self, articles: "Sequence[Article]") -> None:
        """Show other articles, keeping filter, order, and the marks on what is still there."""
        self.articles = articles
        self._known: dict[Order, list[int]] = {}
        self._haystack = [f"{each.title}\n{each.source}\n{each.id}".casefold() for each in articles]
        self.longest_id = max((len(article.id) for article in articles), default=0)
        self.longest_source = max((len(article.source) for article in articles), default=0)
        self.dated = any(article.date for article in articles)
        titles = {article.title for article in articles if not untitled(article)}
        self.alike = 2 * len(titles) <= len(articles)
        self._index = {article.id: index for index, article in enumerate(articles)}
        self.marked = {each: None for each in self.marked if each in self._index}
        self.arrange()

    def learn(self, summaries: Mapping[str, Summary]) -> None:
        """Take in what became known about some articles; the order stays until `arrange`."""
        self.summaries.update(summaries)

    def arrange(self) -> None:
        """Sort and filter again."""
        self._sorted = self._in_order()
        self.filter(self.text)

    def filter(self, text: str) -> None:
        """Keep what holds every word of `text` in its title, source or id, and is of the kind."""
        self.text = text
        words = text.casefold().split()
        rows: Iterable[int] = self._sorted
        if self.kind is not ALL:
            rows = [row for row in rows if self.kind.keeps(self.summary(row))]
        for word in words:
            rows = [row for row in rows if word in self._haystack[row]]
        self.rows = list(rows)

    def summary(self, index: int) -> Summary:
        """Return what is known of article `index`."""
        return self.summaries.get(self.articles[index].id, NOTHING_KNOWN)

    def untagged(self, index: int) -> bool:
        """Tell whether article `index` still waits for its labels."""
        summary = self.summary(index)
        return not total(summary) and summary.state != "done"

    def next_untagged(self, row: int, step: int) -> int | None:
        """Return the row nearest to `row` in the direction of `step` that still waits for labels."""
        places = range(row + 1, len(self.rows)) if step > 0 else range(row - 1, -1, -1)
        return next((place for place in places if self.untagged(self.rows[place])), None)

    def row_of(self, article_id: str) -> int | None:
        """Return the row that shows an article."""
        index = self._index.get(article_id)
        try:
            return self.rows.index(index) if index is not None else None
        except ValueError:
            return None

    def mark(self, rows: Iterable[int], on: bool | None = None) -> None:
        """Mark the articles of `rows`, take the marks off, or (None) turn each around."""
        for row in rows:
            article_id = self.articles[self.rows[row]].id
            if article_id not in self.marked and on is not False:
                self.marked[article_id] = None
            elif on is not True:
                self.marked.pop(article_id, None)

    def prepare(self) -> None:
        """Find the orders that depend on the articles alone; may be called from a worker."""
        for order in PREPARED:
            self._order_of_articles(order)

    def _in_order(self) -> list[int]:
        if self.order is Order.DATE:
            return self._by_date()
        indices = list(self._order_of_articles(self.order))
        stored = {self._index[each]: known for each, known in self.summaries.items() if each in self._index}
        if self.order is Order.LABELS:
            counts = {index: total(summary) for index, summary in stored.items()}
            indices.sort(key=lambda i: counts.get(i, 0), reverse=True)
        elif self.order is Order.STATE:
            states = {index: STATES.index(summary.state) for index, summary in stored.items()}
            indices.sort(key=lambda i: states.get(i, TODO))
        if self.reverse:
            indices.reverse()
        return indices

    def _order_of_articles(self, order: Order) -> list[int]:
        """Return the order by what stands in the articles, kept until others are shown; else by file."""
        articles, known = self.articles, self._known
        if order not in known:
            indices = list(range(len(articles)))
            match order:
                case Order.TITLE:
                    indices.sort(key=lambda i: articles[i].title.casefold())
                case Order.SOURCE:
                    indices.sort(key=lambda i: (not articles[i].source, articles[i].source.casefold()))
                case Order.WORDS:
                    indices.sort(key=lambda i: articles[i].words, reverse=True)
                case Order.DATE:
                    indices = _dated(articles)
            known[order] = indices
        return known[order]

    def _by_date(self) -> list[int]:
        """Sort by date, the newest first; what has none that can be read stays at the end either way."""
        dated = list(self._order_of_articles(Order.DATE))
        if self.reverse:
            dated.reverse()
        if len(dated) == len(self.articles):
            return dated
        readable = set(dated)
        return dated + [index for index in range(len(self.articles)) if index not in readable]


def _dated(articles: "Sequence[Article]") -> list[int]:
    """Return the articles whose date can be read, the newest first."""
    from reader.tui.dates import moment

    dates = {index: date for index, each in enumerate(articles) if (date := moment(each.date))}
    return sorted(dates, key=dates.__getitem__, reverse=True)
