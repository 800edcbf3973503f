"""How far work in the background is, in one line: words, a bar, and the key that stops it."""

from textual.content import Content
from textual.widget import Widget

LEAST_BAR = 10


class CourseLine(Widget):
    """What is done now and how much of it, for as long as it goes on."""

    COMPONENT_CLASSES = {"course--bar", "course--rest"}

    def __init__(self, stops: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._stops = f"{stops} stops"
        self._said = ""
        self._share: float | None = None

    def show(self, said: str, share: float | None) -> None:
        """Show what is done, and the share of it from 0 to 1; None while that is unknown."""
        self._said, self._share = said, share
        self.refresh()

    def render(self) -> Content:
        """Put words, bar and key into the line; the bar gives way first."""
        width = self.content_size.width
        room = width - len(self._said) - len(self._stops) - 4
        if self._share is None or room < LEAST_BAR:
            gap = max(2, width - len(self._said) - len(self._stops))
            return Content(f"{self._said}{' ' * gap}{self._stops}").truncate(width, ellipsis=True)
        done = min(room, int(room * self._share))
        return Content.assemble(
            f"{self._said}  ",
            ("━" * done, self.get_visual_style("course--bar", partial=True)),
            ("─" * (room - done), self.get_visual_style("course--rest", partial=True)),
            f"  {self._stops}",
        )
