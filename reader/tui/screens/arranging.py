"""Keeping the rows of the list as they are wished for, without ever waiting for them."""

import time
from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import Any

from reader.tui.arranging import Arranger
from reader.tui.kinds import Known
from reader.tui.listing import Wish
from reader.tui.reports import Arranged
from reader.tui.screens.shelf import Shelf

PAUSE = 4
LEAST_PAUSE = 0.2
"""While articles come in, the list rests for so many times what arranging takes, or for so many seconds."""


class Arranging(Shelf):
    """A worker finds the rows, one wish at a time; what is wished for meanwhile it finds next."""

    _arranger: Arranger | None = None
    _arranging = _asked = _changed = False
    _to_top = False
    _rest_until = _began = 0.0

    @property
    def arranging(self) -> bool:
        """Whether rows are being found."""
        return self._arranging or self._asked

    def _wish(self, **changes: Any) -> None:
        """Wish for other rows; the key that asked for them is answered on the screen first."""
        self.listing.wish = replace(self.listing.wish, **changes)
        self._to_top = "text" in changes or "kind" in changes
        self._asked = True
        self.call_after_refresh(self._ask_if_asked)

    def _ask(self) -> None:
        """Have the rows found, for what is wished for now."""
        self._asked = True
        if not self._arranging and self._arranger is not None:
            self._arrange(self._arranger)

    def _ask_again(self) -> None:
        """Have the rows found after the corpus changed."""
        self._changed = True
        wait = self._rest_until - time.monotonic()
        if wait <= 0 or self._arranging:
            self._ask()
        elif not self._asked:
            self._asked = True
            self.set_timer(wait, self._ask_if_asked)

    def _ask_if_asked(self) -> None:
        if self._asked:
            self._ask()

    def _arrange(self, arranger: Arranger) -> None:
        self._arranging, self._asked = True, False
        changed, self._changed = self._changed, False
        self._began = time.monotonic()
        self.run_worker(
            partial(self._find_rows, arranger, self.listing.wish, self._known(), changed),
            thread=True,
            group="arrange",
            exit_on_error=False,
        )

    def _find_rows(self, arranger: Arranger, wish: Wish, known: Known, changed: bool) -> None:
        """Find the rows, in a worker."""
        try:
            if changed:
                arranger.forget()
            self.post_message(Arranged(arranger.arrange(wish, known)))
        except BaseException:
            self._arranging = False
            raise

    def on_arranged(self, message: Arranged) -> None:
        """Show the rows, unless others are wished for by now."""
        self._arranging = False
        now = time.monotonic()
        self._rest_until = now + max(LEAST_PAUSE, PAUSE * (now - self._began))
        if message.arrangement.wish == self.listing.wish:
            self._show_rows(message)
        if self._asked:
            self._ask()

    def _show_rows(self, message: Arranged) -> None:
        if self.corpus is not None:
            self.listing.look_at(self.corpus)
        self.listing.take(message.arrangement)
        self._list.say(self._words())
        self._list.reshow(to_top=self._to_top)
        self._to_top = False
        self._tell()

    @abstractmethod
    def _known(self) -> Known:
        """Return what is known besides the articles."""

    @abstractmethod
    def _words(self) -> str:
        """Return what to say where there are no rows."""
