"""Showing less of the text on the reading screen: folds."""

from collections.abc import Callable

from reader.tui.folds import Folds
from reader.tui.screens.desk import Desk


class Folding(Desk):
    """What is the same, and what says nothing of its own, folded away and shown again."""

    def action_changes_only(self) -> None:
        """Fold away what is the same in all versions, or show everything."""
        folds = self._text.folds
        if self.reading is None or folds is None:
            return
        if not self.reading.differences:
            self.notify("There are no differences to keep to", timeout=3)
            return
        folds.changes_only = not folds.changes_only
        if folds.changes_only and not self._text.locked:
            self._text.locked = True
        self._refold()

    def action_fold_furniture(self) -> None:
        """Fold away site furniture and repeated sentences, or show them."""
        folds = self._text.folds
        if self.reading is None or folds is None:
            return
        if not folds.any_unread:
            self.notify("There is no site furniture here, and nothing is said twice", timeout=3)
            return
        folds.unread_hidden = not folds.unread_hidden
        self._refold()

    def action_unfold(self) -> None:
        """Show more of what is folded at the cursor or next to it."""
        self._step(Folds.open, "Nothing is folded here")

    def action_fold(self) -> None:
        """Fold away again what was shown of a fold at the cursor."""
        self._step(Folds.close, "Nothing was unfolded here")

    def _step(self, change: Callable[[Folds, int], bool], otherwise: str) -> None:
        folds = self._text.folds
        if self.reading is None or folds is None:
            return
        if change(folds, self.reading.row):
            self._refold()
        elif not (folds.changes_only or folds.unread_hidden):
            self.notify(
                f"Nothing is folded; {self.table.key('changes-only')} folds what is the same", timeout=3
            )
        else:
            self.notify(otherwise, timeout=3)

    def _refold(self) -> None:
        self._text.refold()
        self._follow()
