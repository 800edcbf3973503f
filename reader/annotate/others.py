"""What the other annotators say of an article, to be seen and never changed."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reader.annotate.records import AnnotationStore, StoreError
from reader.annotate.store import Store, annotators
from reader.annotate.view import View
from reader.corpus.article import Article

KEPT = 16
"""Articles that are remembered."""


class Others:
    """Everybody in an annotations folder but one; opened when they are first asked for.

    No lock is taken and nothing is written. Methods may be called from any thread.
    """

    def __init__(self, folder: Path, annotator: str, clock: Callable[[], datetime]) -> None:
        self.problems: list[str] = []
        self._folder = folder
        self._annotator = annotator
        self._clock = clock
        self._stores: dict[str, Store] | None = None
        self._views: OrderedDict[tuple[str, str], Mapping[str, View]] = OrderedDict()
        self._guard = threading.RLock()

    @property
    def names(self) -> tuple[str, ...]:
        """Those who have said anything at all, sorted."""
        return tuple(self.stores)

    @property
    def stores(self) -> Mapping[str, AnnotationStore]:
        """What each of them has stored."""
        with self._guard:
            if self._stores is None:
                self._stores = {name: self._open(name) for name in self._known()}
            return dict(self._stores)

    def views(self, article: Article) -> Mapping[str, View]:
        """Return what they say of an article, by name; those who say nothing are left out.

        What cannot be read is left out too, and told in `problems`.
        """
        key = article.id, article.digest
        with self._guard:
            if key in self._views:
                self._views.move_to_end(key)
                return self._views[key]
            found = {}
            for name, store in self.stores.items():
                try:
                    record = store.load(article.id)
                except StoreError as error:
                    self._complain(error)
                    continue
                if not record.empty:
                    found[name] = View(article, record)
            self._views[key] = found
            while len(self._views) > KEPT:
                self._views.popitem(last=False)
            return found

    def refresh(self) -> None:
        """Forget what was read: others may have gone on since."""
        with self._guard:
            self.close()
            self._stores = None
            self._views.clear()

    def close(self) -> None:
        """Let go of what is open; it opens again where it is needed."""
        with self._guard:
            for store in (self._stores or {}).values():
                with suppress(StoreError):
                    store.close()

    def _known(self) -> Sequence[str]:
        return [name for name in annotators(self._folder) if name != self._annotator]

    def _open(self, name: str) -> Store:
        return Store.open(self._folder, name, clock=self._clock, read_only=True)

    def _complain(self, error: StoreError) -> None:
        if str(error) not in self.problems:
            self.problems.append(str(error))
