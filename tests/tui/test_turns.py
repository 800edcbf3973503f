"""Keys in their order, however far behind the program is."""

import asyncio
import time
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from reader.tui.turns import InTurn


class Asking(Screen[str]):
    """A window that is slow to appear; enter closes it."""

    def compose(self) -> ComposeResult:
        yield Input()

    async def on_mount(self) -> None:
        await asyncio.sleep(0.005)
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Slow(InTurn):
    """Takes its time over each key: `/` opens a window, everything else is a command."""

    def __init__(self) -> None:
        super().__init__([])
        self.done: list[str] = []

    async def on_key(self, event: Key) -> None:
        if len(self.screen_stack) == 1:
            self.work()
            if event.character == "/":
                self.push_screen(Asking(), self.answered)
            else:
                self.done.append(event.character or "")

    def work(self) -> None:
        time.sleep(0.001)

    def answered(self, text: Any) -> None:
        self.done.append(f"/{text}")


async def typed(text: str) -> list[str]:
    app = Slow()
    async with app.run_test() as pilot:
        for character in text:
            app.post_message(Key("enter" if character == "\r" else character, character))
        last = time.monotonic() + 5
        while "".join(app.done) != text.replace("\r", "") and time.monotonic() < last:
            await pilot.pause(0.005)
    return app.done


@pytest.mark.parametrize(
    "pieces",
    [
        ("/abcdef\r", "a", "b", "/cc\r", "d"),
        ("a", "/b\r", "/c\r", "/d\r", "a"),
        ("b", "/aaaa\r", "/bbbb\r", "c", "c", "c"),
    ],
    ids=" ".join,
)
async def test_what_is_typed_ahead_goes_where_it_would_have_gone_in_time(pieces: tuple[str, ...]) -> None:
    assert await typed("".join(pieces)) == [piece.rstrip("\r") for piece in pieces]
