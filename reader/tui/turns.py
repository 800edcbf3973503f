"""Keys in their order: each is for whatever the one before it has brought to the screen."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

LONGEST = 0.1
"""Seconds after which a key is given although nobody said that the one before it was dealt with."""


@dataclass
class DealtWith(Message, bubble=True):
    """Goes the way of a key behind it, and again behind the messages that were sent because of it."""

    key: int
    target: MessagePump | None = None


class InTurn(App[int]):
    """An app in which a key typed ahead waits until the one before it has done what it does.

    Textual gives a key to what has the focus when the key is read. Where the program is behind, keys typed
    after one that opens a window would go to the screen below, where they are commands.
    """

    def __init__(self, css_path: Sequence[str | Path]) -> None:
        super().__init__(css_path=list(css_path))
        self._typed: deque[events.Key | events.Paste] = deque()
        self._given = 0
        self._since = 0.0
        self._under_way: Widget | None = None
        self._overdue: asyncio.TimerHandle | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a key or a paste from the terminal, to be given in its turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if self._under_way is None or self._is_gone(self._under_way):
                await self._give()
            else:
                self._wait_no_longer_than(LONGEST)
        else:
            await super().on_event(event)

    async def on_dealt_with(self, message: DealtWith) -> None:
        """Give the next key."""
        message.stop()
        again = message.target is not None and message.target.post_message(DealtWith(message.key))
        if message.key == self._given and not again:
            self._under_way = None
            if self._typed:
                await self._give()

    async def _give(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
        target = self._under_way = self.focused or self.screen
        self._given, self._since = self._given + 1, monotonic()
        await super().on_event(self._typed.popleft())
        if not target.post_message(DealtWith(self._given, target)):
            self.post_message(DealtWith(self._given))
        if self._typed:
            self._wait_no_longer_than(LONGEST)

    def _is_gone(self, target: Widget) -> bool:
        """Tell whether nothing more is to be heard of a key, as what it was given to is closed."""
        closed = not target.is_attached or target.screen not in self.screen_stack
        return closed or monotonic() - self._since > LONGEST

    def _wait_no_longer_than(self, seconds: float) -> None:
        if self._overdue is None:
            loop = asyncio.get_running_loop()
            self._overdue = loop.call_later(seconds, self.post_message, DealtWith(self._given))
