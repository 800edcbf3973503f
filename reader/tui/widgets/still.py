"""A widget that stays as it is most of the time."""

from typing import Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Still(Widget):
    """Keeps its lines until it is refreshed.

    Textual asks every widget on the screen for its lines whenever anything on it changes.
    """

    _kept: list[Strip] | None = None
    _kept_for: object = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of `crop`, the same as before if nothing has changed."""
        wanted = crop, tuple(self.get_line_filters())
        if self._kept is None or wanted != self._kept_for:
            self._kept, self._kept_for = super().render_lines(crop), wanted
        return self._kept

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw anew."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        self._kept = None
        super().notify_style_update()
