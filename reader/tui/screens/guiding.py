"""The guideline of a label on the reading screen: below the text, or beside it where there is room."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static

from reader.annotate.schema import Label
from reader.corpus.clean import clean
from reader.tui.screens.describing import Describing


class GuidelineView(VerticalScroll, can_focus=False):
    """A guideline in Markdown; its links lead nowhere, for a label file may come from anywhere."""

    def __init__(self) -> None:
        super().__init__(id="guideline")
        self.label: Label | None = None

    def compose(self) -> ComposeResult:
        """Show the name of the label above its guideline."""
        yield Static(id="guideline-head", markup=False)
        yield Markdown(id="guideline-text", open_links=False)

    async def show(self, label: Label, hint: str) -> None:
        """Show the guideline of a label from its beginning."""
        self.label = label
        self.display = True
        self.query_one("#guideline-head", Static).update(f"{label.name}: {label.description}   {hint}")
        await self.query_one(Markdown).update(clean(label.guideline) or "This label has no guideline yet.")
        self.scroll_home(animate=False)


class Guiding(Describing):
    """The view is made when it is first asked for: Markdown takes a moment to load."""

    _first: Label | None = None

    async def action_guideline(self) -> None:
        """Show the guideline of the label in question, page by page, then those of the others, then none."""
        labels = list(self.session.schema.labels)
        view = self._guideline
        if view is None:
            view = GuidelineView()
            await self.query_one("#desk").mount(view)
            view.display = False
        if not view.display or view.label not in labels:
            self._first = self._in_question()
            await view.show(self._first, self._goes_on())
        elif view.scroll_y < view.max_scroll_y:
            view.scroll_relative(y=max(1, view.size.height - 1), animate=False)
        else:
            following = labels[(labels.index(view.label) + 1) % len(labels)]
            if following == self._first:
                view.display = False
            else:
                await view.show(following, self._goes_on())

    def close_guideline(self) -> bool:
        """Close the guideline; tell whether it was open."""
        view = self._guideline
        if view is None or not view.display:
            return False
        view.display = False
        return True

    @property
    def _guideline(self) -> GuidelineView | None:
        return next(iter(self.query(GuidelineView)), None)

    def _in_question(self) -> Label:
        """Return the label that is picked, or was given last, or is the first there is."""
        name = self.picked.label if self.picked is not None else self.session.last_label
        labels = self.session.schema.labels
        return next((each for each in labels if each.name == name), labels[0])

    def _goes_on(self) -> str:
        return f"({self.table.key('guideline')} goes on, {self.table.key('cancel')} closes)"
