"""The other versions of the story on the reading screen: offered, opened beside it, chosen among."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from textual import work
from textual.message import Message

from reader.annotate.reading import Place
from reader.compare.relation import Kinship
from reader.tui import summaries
from reader.tui.asides import letter
from reader.tui.messages import MOST_COMPARED
from reader.tui.relatives import NONE, Relatives, relatives
from reader.tui.screens.picker import ArticlePicker
from reader.tui.screens.versions import Versions


@dataclass
class RelativesFound(Message):
    """What is known of articles by their ids: other versions, and reports of the same event."""

    found: dict[str, Relatives]


class Story(Versions):
    """They are looked up in the background, and again when the stories of the corpus were found anew."""

    _relatives: dict[str, Relatives] = {}

    def show_grouped(self, _: bool = True) -> None:
        """Look again: the stories of the corpus were found anew, or some of them."""
        self._look_up(tuple(article.id for article in self.articles))

    def _offer_versions(self) -> None:
        """Say how many other versions there are, looking them up if need be."""
        missing = tuple(article.id for article in self.articles if article.id not in self._relatives)
        if missing:
            self._look_up(missing)
        self._offer = self._words_of_offer()

    @work(thread=True, exclusive=True, exit_on_error=False, group="story")
    def _look_up(self, article_ids: tuple[str, ...]) -> None:
        # While the index is made anew nothing is known; when the stories are found again, so are these.
        with suppress(sqlite3.Error):
            if self.corpus is not None:
                self.post_message(RelativesFound(relatives(self.corpus, article_ids)))

    def on_relatives_found(self, message: RelativesFound) -> None:
        """Offer them."""
        self._relatives = {**self._relatives, **message.found}
        self._events = frozenset(
            frozenset((each, entry.id))
            for each, known in self._relatives.items()
            for entry, _ in known.events
        )
        self._offer_versions()
        self._show_relation()
        self._show_status()

    def _versions(self) -> tuple[str, ...]:
        """Return the ids of the focused article and its versions as they are best read; none without any."""
        known = self._relatives.get(self.reading.article.id, NONE) if self.reading is not None else NONE
        return known.abreast if known.versions else ()

    def _words_of_offer(self) -> str:
        versions = self._versions()
        shown = {article.id for article in self.articles}
        seen = sum(each in shown for each in versions)
        if seen == len(versions):
            return "" if versions or len(shown) > 1 else self._words_of_events()
        if len(shown) > 1:
            return f"{seen} of {len(versions)} versions"
        spun = self._is_spun(self.articles[0].id)
        offer = f"{'spun copy, ' if spun else ''}one of {len(versions)} versions"
        key = self.table.key("versions")
        return f"{offer}: {key} opens them" if key else offer

    def _words_of_events(self) -> str:
        events = len(self._relatives.get(self.articles[0].id, NONE).events)
        key = self.table.key("exchange")
        if not events or not key:
            return ""
        others = "other tells" if events == 1 else "others tell"
        return f"{events:,} {others} of the same event: {key} lists {'it' if events == 1 else 'them'}"

    def _is_spun(self, article_id: str) -> bool:
        """Tell whether an article was made of another one by a spinning program."""
        ties = (tie for _, tie in self._relatives.get(article_id, NONE).versions)
        return any(tie.relation is Kinship.SPUN and tie.to == article_id and tie.first for tie in ties)

    def action_versions(self) -> None:
        """Open the whole story beside the focused article; that alone again if all of it is there."""
        reading = self.reading
        if reading is None or self._comparing:
            return
        versions, own = self._versions(), reading.article.id
        wanted = list(versions[:MOST_COMPARED])
        if not wanted and len(self.articles) == 1:
            self.notify("No other version of this article is known", timeout=3)
            return
        if not wanted or {article.id for article in self.articles} == set(wanted):
            wanted = [own]
        elif len(versions) > MOST_COMPARED:
            key = self.table.key("exchange")
            self.notify(f"{MOST_COMPARED} of {len(versions)} versions; {key} shows another one", markup=False)
        sentence = reading.place.sentence if reading.place else 0
        self._show(wanted, Place(wanted.index(own), sentence))

    def action_exchange(self) -> None:
        """Ask which article to show in the focused column; one alone gets another beside it."""
        reading = self.reading
        if reading is None:
            return
        if self.corpus is None or len(self.corpus) <= len(self.articles):
            self.notify("There is no other article", timeout=3)
            return
        column, base = reading.column, reading.comparison.base
        title = "Compare with" if len(self.articles) == 1 else f"In place of {letter(column)}"
        staying = [version for version in (base, *range(len(self.articles))) if version != column]
        near = self._relatives.get(self.articles[next(iter(staying), column)].id, NONE)
        shown = {article.id: letter(version) for version, article in enumerate(self.articles)}
        if len(shown) == 1:
            shown = dict.fromkeys(shown, "this")
        outside = partial(summaries.outside, self.session.store, self.corpus)
        self.app.push_screen(ArticlePicker(self.table, title, self.corpus, shown, near, outside), self._take)

    def _take(self, article_id: str | None) -> None:
        reading = self.reading
        if article_id is None or reading is None:
            return
        column = reading.column
        wanted = [article.id for article in self.articles]
        if len(wanted) == 1:
            self._show([*wanted, article_id], reading.place or Place(0, 0))
        else:
            wanted[column] = article_id
            self._show(wanted, Place(column, 0))
