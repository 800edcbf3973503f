"""Moving the cursor on the reading screen."""

from collections.abc import Callable

from reader.annotate.reading import Place, Reading
from reader.corpus.article import Article
from reader.tui.screens.desk import Desk


class Moving(Desk):
    """By sentences, pages, columns, differences and labels."""

    def action_move(self, by: int) -> None:
        """Move by sentences; a fold is one step."""
        reading = self.reading
        if reading is None or reading.place is None:
            return
        fold = self._text.fold_at(reading.place)
        cell = fold.cells[reading.column] if fold else None
        if cell:
            by += (cell[1] if by > 0 else cell[0]) - reading.place.sentence
        if reading.move(by):
            self._follow()

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self._move_lines(pages * max(1, self._text.size.height - 2))

    def action_half_page(self, pages: int) -> None:
        """Move by half pages."""
        self._move_lines(pages * max(1, self._text.size.height // 2))

    def action_top(self) -> None:
        """Go to the first sentence."""
        if self.reading is not None and self.reading.first():
            self._follow()

    def action_bottom(self) -> None:
        """Go to the last sentence."""
        if self.reading is not None and self.reading.last():
            self._follow()

    def action_scroll_lines(self, by: int) -> None:
        """Scroll without moving the cursor."""
        self._text.scroll_lines(by)

    def action_centre(self) -> None:
        """Put the cursor's sentence in the middle."""
        self._text.follow(centre=True)

    def action_column(self, step: int) -> None:
        """Go to another column."""
        if self.reading is not None and self._aside(self.reading, step):
            self._follow()

    def action_next_pane(self) -> None:
        """Go to the next column, after the last to the first."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the column before, before the first to the last."""
        self._turn(-1)

    def action_next_difference(self, step: int) -> None:
        """Go to the next or the previous difference."""
        if self.reading is None:
            return
        if self.reading.next_difference(step):
            self._follow()
        elif not self.reading.differences:
            self.notify(
                "There are no differences" if len(self.articles) > 1 else "There is nothing to compare"
            )
        else:
            self.notify(f"No {_more(step)} difference")

    def action_next_tagged(self, step: int) -> None:
        """Go to the next sentence that has a label."""
        self._seek(lambda article, sentence: bool(self.session.labels(article, sentence)), step, "label")

    def action_next_undecided(self, step: int) -> None:
        """Go to the next sentence that is still to decide, in another version when this one has no more."""
        reading = self.reading
        if reading is None:
            return
        if not reading.seek(lambda _, sentence: self._is_open(sentence), step):
            there = self._open_elsewhere(step)
            if there is None:
                self.notify(f"No {_more(step)} undecided sentence")
                return
            reading.to(there.sentence, there.version)
        self._arrive()

    def _open_elsewhere(self, step: int) -> Place | None:
        """Return the first sentence still to decide of a version further on, the last of one before."""
        assert self.reading is not None
        column = self.reading.column
        for version in range(column + 1, len(self.articles)) if step > 0 else range(column - 1, -1, -1):
            sentences = range(len(self.articles[version].sentences))
            ordered = sentences if step > 0 else reversed(sentences)
            found = next((each for each in ordered if self.tagging.open(version, each)), None)
            if found is not None:
                return Place(version, found)
        return None

    def action_follow(self) -> None:
        """Open the fold under the cursor, or go to the other place of a sentence that moved."""
        reading = self.reading
        if reading is None or reading.place is None or self._open_fold():
            return
        there = self._elsewhere.get(reading.place)
        if there is None:
            partners = ((v, reading.partners(v)) for v in range(len(self.articles)) if v != reading.column)
            there = next((Place(v, found[0]) for v, found in partners if found), None)
        if there is None:
            self.notify("This sentence stands nowhere else", timeout=3)
        elif reading.to(there.sentence, there.version):
            self._arrive()

    def _open_fold(self) -> bool:
        """Show more of what is folded under the cursor; tell whether it was a fold."""
        reading = self.reading
        folds = self._text.folds
        if reading is None or reading.place is None or folds is None:
            return False
        fold = self._text.fold_at(reading.place)
        if fold is None or not folds.open(fold.first):
            return False
        self._text.refold()
        self._follow()
        return True

    def _is_open(self, sentence: int) -> bool:
        assert self.reading is not None
        return self.tagging.open(self.reading.column, sentence)

    def _turn(self, step: int) -> None:
        reading = self.reading
        if reading is None:
            return
        moved = self._aside(reading, step)
        while not moved and self._aside(reading, -step):
            pass
        self._follow()

    def _aside(self, reading: Reading, step: int) -> bool:
        beside = self._text.beside
        return reading.right(beside) if step > 0 else reading.left(beside)

    def _move_lines(self, lines: int) -> None:
        if self.reading is None or self.reading.place is None:
            return
        target = self._text.sentence_towards(lines)
        if target == self.reading.place.sentence:
            self._text.scroll_lines(lines)
        else:
            offset = self._text.cursor_offset()
            self.reading.move(target - self.reading.place.sentence)
            self._moved()
            self._text.follow(offset=offset)
            self._show_window()
            self._show_status()

    def _seek(self, wanted: Callable[[Article, int], bool], step: int, what: str) -> None:
        if self.reading is None:
            return
        if self.reading.seek(wanted, step):
            self._arrive()
        else:
            self.notify(f"No {_more(step)} {what} in this version")


def _more(step: int) -> str:
    return "further" if step > 0 else "earlier"
