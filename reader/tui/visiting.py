"""Opening articles to read them: from the list, from each other, and again after they changed."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader import resources
from reader.settings import Settings
from reader.tui.opening import Opening

if TYPE_CHECKING:
    from reader.annotate.session import Session
    from reader.corpus.article import Article
    from reader.corpus.corpus import Corpus
    from reader.corpus.sitewide import Site
    from reader.suggest.advising import Adviser
    from reader.suggest.suggestion import Shown
    from reader.tui.messages import (
        AgreementRequested,
        ArticlesShown,
        ArticleStepRequested,
        OpenRequested,
        PlaceRequested,
    )
    from reader.tui.screens.corpus import CorpusScreen


class Visiting(Opening):
    """Shows articles beside each other, in place of those that are open."""

    settings: Settings
    _saved: int
    _asked_for: Sequence[str]
    _site: "Site | None"
    _rejected: set[frozenset[str]]
    _adviser: "Adviser | None" = None
    _advised: "Session | None" = None

    @property
    @abstractmethod
    def _list(self) -> "CorpusScreen":
        """The list of articles."""

    @abstractmethod
    def copy(self, text: str, said: str) -> None:
        """Put a text on the clipboard and say so."""

    def on_open_requested(self, message: "OpenRequested") -> None:
        """Open articles beside each other."""
        self.open_reading(list(message.article_ids))

    def on_article_step_requested(self, message: "ArticleStepRequested") -> None:
        """Open the next or previous article of the list in place of this one."""
        article = getattr(self.screen, "articles", (None,))[0]
        wanted = self._list.neighbour(article.id, message.step) if article else None
        if wanted is None:
            self.notify(
                "This is the last article" if message.step > 0 else "This is the first article", markup=False
            )
        else:
            self.open_reading([wanted], backwards=bool(message.query) and message.step < 0)

    def on_articles_shown(self, message: "ArticlesShown") -> None:
        """Keep the list in step with what is read."""
        self._list.touched.update(message.article_ids)
        self._list.point_at(message.article_ids[0])

    def on_place_requested(self, message: "PlaceRequested") -> None:
        """Go to the sentence of another article."""
        self.open_reading([message.article_id], message.sentence)

    def on_agreement_requested(self, _: "AgreementRequested") -> None:
        """Show how far annotators agree, and where they do not."""
        from reader.tui.screens.agreement import AgreementScreen

        if self.corpus is not None and self.session is not None:
            self.push_screen(
                AgreementScreen(
                    self.corpus,
                    self.place,
                    self.session,
                    self.table,
                    copy=self.copy,
                    blind=self.settings.blind,
                )
            )

    def action_review(self) -> None:
        """Show all labels there are."""
        from reader.tui.screens.review import ReviewScreen

        if self.corpus is None or self.session is None or isinstance(self.screen, ReviewScreen):
            return
        self.push_screen(
            ReviewScreen(
                self.corpus,
                self.place,
                self.session,
                self.table,
                copy=self.copy,
                blind=self.settings.blind,
            )
        )

    def _advise(self) -> "Adviser | None":
        """Return who suggests labels for the session, if that is wanted."""
        if self.session is None or not self.settings.suggest:
            return None
        if self._adviser is None or self._advised is not self.session:
            from reader.suggest.advising import Adviser

            session = self._advised = self.session
            self._adviser = Adviser(session.store, self._wanted(), lambda: session.kin)
            self.session.suggest(self._adviser)
        return self._adviser

    def _wanted(self) -> "Shown":
        from reader.suggest.suggesters import OFFERED
        from reader.suggest.suggestion import Shown

        known = {name for label, kinds in OFFERED.items() for name in (label, *kinds)}
        for name in self.settings.suggest_without:
            if name not in known:
                listed = ", ".join(sorted(known))
                self.notify(f"suggest_without: there is no “{name}”; there are {listed}", severity="warning")
        return Shown(self.settings.suggest_above, frozenset(self.settings.suggest_without))

    def open_reading(
        self, article_ids: Sequence[str], sentence: int | None = None, backwards: bool = False
    ) -> None:
        """Show articles beside each other, in place of what is open.

        Begin at `sentence` of the first; else at the first hit of a search, or `backwards` at the last. What
        is asked for before the annotations are there is shown as soon as they are.
        """
        if self.corpus is None or self.session is None:
            self._asked_for = article_ids
            return
        from reader.corpus.sitewide import Site
        from reader.tui.fetching import NotThere, fetch
        from reader.tui.screens.reading import ReadingScreen

        numbers = [number for each in article_ids if (number := self.corpus.number(each)) is not None]
        try:
            articles = [fetch(self.corpus, number) for number in numbers]
        except NotThere as error:
            self.notify(str(error), severity="warning")
            return
        if not articles:
            return
        if self._site is None:
            self._site = Site(self.corpus)
        self._list.touched.update(article.id for article in articles)
        reading = ReadingScreen(
            articles,
            self.session,
            self.settings,
            place=sentence,
            copy=self.copy,
            saved=self._saved,
            corpus=self.corpus,
            furniture=self._site.furniture,
            rejected=self._rejected,
            query=self._list.listing.arrangement.query,
            backwards=backwards,
        )
        if not self.settings.blind:
            from reader.tui.screens.seeing import read_others

            reading.others = partial(read_others, self.place)
            reading.seeing = getattr(self.screen, "seeing", False)
        reading.adviser = self._advise()
        reading.overview = self._list.listing.summaries
        reading.css_path = [resources.style("reading")]
        if isinstance(self.screen, ReadingScreen):
            self.switch_screen(reading)
        else:
            self.push_screen(reading)

    def _reopen(self, anyway: bool) -> None:
        """Show the articles being read as they are now, if any of them changed; close what is gone."""
        assert self.corpus is not None
        for screen in self.screen_stack[1:]:
            articles: tuple[Article, ...] = getattr(screen, "articles", ())
            kept = [article.id for article in articles if article.id in self.corpus]
            same = [_known(self.corpus, each) for each in kept] == [_facts(article) for article in articles]
            if not articles or (same and not anyway):
                continue
            while self.screen is not screen:
                self.pop_screen()
            if kept:
                reading = getattr(screen, "reading", None)
                first = [article.id for article in articles].index(kept[0])
                at = reading.counterpart(first) if reading is not None else None
                self.open_reading(kept, at)
            else:
                self.pop_screen()
            return


def _facts(article: "Article") -> tuple[str, ...]:
    return article.digest, article.title, article.source, article.date, article.url


def _known(corpus: "Corpus", article_id: str) -> tuple[str, ...]:
    """Return what the index knows of an article, to be compared with what is shown of it."""
    entry = corpus.entry(article_id)
    return entry.digest, entry.title, entry.source, entry.date, entry.url
