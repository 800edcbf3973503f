"""The palette: every command of the view it was called from, found by a few letters."""

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from reader.tui.commands import Command
from reader.tui.keys import shown_key

if TYPE_CHECKING:
    from reader.tui.app import ReaderApp

KEYS_WIDTH, NAME_WIDTH = 9, 18


class Commands(Provider):
    """Offers the commands of the table that can be given in the view, each with its keys."""

    def _offered(self) -> Iterator[tuple[Command, str, Callable[[], Coroutine[Any, Any, None]]]]:
        app = cast("ReaderApp", self.app)
        scopes = app.scopes(self.screen)
        for scope in reversed(scopes):
            for command in app.table.within(scope):
                if command.id not in ("palette", "cancel") and self._is_done(command):
                    keys = " ".join(shown_key(key) for key in command.keys[:2])
                    yield command, keys, partial(app.give, command, self.screen)

    def _is_done(self, command: Command) -> bool:
        """Tell whether the view, or the app, knows how to do it."""
        handler = f"action_{command.action.partition('(')[0]}"
        return any(hasattr(node, handler) for node in (self.screen, self.app))

    async def discover(self) -> Hits:
        """Offer everything as long as nothing is typed."""
        for command, keys, run in self._offered():
            yield DiscoveryHit(_row(Content(command.label), keys, command), run, text=command.help)

    async def search(self, query: str) -> Hits:
        """Offer what resembles the query by label, id or help; first what is called so."""
        wanted = query.casefold()
        matcher = self.matcher(query)
        for command, keys, run in self._offered():
            score = max(matcher.match(each) for each in (command.help, command.label, command.id))
            score += wanted in command.label.casefold() or wanted in command.id
            if score > 0:
                row = _row(matcher.highlight(command.label), keys, command)
                yield Hit(score, row, run, text=command.help)


def _row(name: Content, keys: str, command: Command) -> Content:
    return Content.assemble(
        Content.styled(keys.ljust(KEYS_WIDTH), "$primary"),
        " ",
        name.pad_right(max(0, NAME_WIDTH - name.cell_length)),
        " ",
        Content.styled(command.help, "$quiet"),
    )
