"""A checkbox that shows without colour whether it is on."""

from textual.content import Content
from textual.widgets import Checkbox


class Tick(Checkbox):
    """It holds an X, or nothing."""

    def render(self) -> Content:
        """Leave the box empty when it is off."""
        content = super().render()
        if self.value:
            return content
        return Content(content.plain.replace(self.BUTTON_INNER, " ", 1), list(content.spans))
