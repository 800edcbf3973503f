"""Keys given at once: on their way up through all widgets they lose time."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.screen import Screen


class Heeding:
    """A widget that lets its screen have a key first; what that makes no use of goes up as ever."""

    heed: Callable[[events.Key], Awaitable[bool]] | None = None

    async def on_key(self, event: events.Key) -> None:
        """Let `heed` have the key."""
        if self.heed is not None and await self.heed(event):
            event.stop()


async def heed(
    screen: "Screen[Any]",
    event: events.Key,
    takes: Callable[[events.Key], bool],
    actions: Mapping[str, str],
) -> bool:
    """Make use of a key that came to a widget of `screen`; tell whether it was of any.

    What was typed ahead of a key that closed this screen, or opened another one over it, is for the screen
    there is then. Else the screen `takes` it, or has one of its `actions`, given by their keys.
    """
    if screen.app.screen is not screen:
        screen.app.post_message(events.Key(event.key, event.character))
        return True
    if takes(event):
        return True
    action = actions.get(event.key)
    return action is not None and await screen.app.run_action(action, screen)
