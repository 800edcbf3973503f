"""Marking words on the reading screen: a piece of text that grows by words, sentences and quotations."""

from collections.abc import Mapping

from reader.annotate.marking import Marking
from reader.annotate.reading import Place
from reader.tui.commands import Scope
from reader.tui.paint import Marked
from reader.tui.screens.desk import Desk
from reader.tui.tagging import part_of


class MarkingWords(Desk):
    """A range is of whole sentences, each for itself, until a key makes it one piece of text.

    The cursor stands where the moving end is, so that every key that moves it takes sentences in.
    """

    marking: Marking | None = None
    _column_of_marking = 0

    def action_select_range(self) -> None:
        """Begin a range at the cursor; make it one piece; take whole sentences in; drop it."""
        reading = self.reading
        if reading is None or reading.place is None:
            return
        if self.marking is not None:
            if self.marking.whole():
                self._show_marking()
            else:
                self._drop_marking()
                self._follow()
        elif reading.anchor is None:
            reading.select()
            self._follow()
        else:
            self._begin_marking(Marking(reading.article, *self._ends()))

    def action_quotation(self) -> None:
        """Mark the quotation at the cursor, or the one after it."""
        reading = self.reading
        if reading is None or reading.sentence is None:
            return
        marking = self.marking or Marking(reading.article, reading.sentence)
        if marking.quotation(marking.from_sentence if self.marking else reading.sentence):
            self._begin_marking(marking)
        else:
            further = self.marking is not None and self.marking.contents
            self.notify(
                "There is no further quotation here" if further else "Nothing is quoted here", timeout=3
            )

    def action_word(self, step: int) -> None:
        """Move the end of what is marked by a word; of whole sentences mark the first word, or the last."""
        reading = self.reading
        if reading is None or reading.sentence is None:
            return
        if self.marking is not None:
            if self.marking.word(step):
                self._show_marking()
            return
        marking = Marking(reading.article, *self._ends())
        marking.first_word(step)
        self._begin_marking(marking)

    def action_slide(self, step: int) -> None:
        """Move both ends of what is marked by a word."""
        if self.marking is not None and self.marking.slide(step):
            self._show_marking()

    def action_other_end(self) -> None:
        """Let the other end move from now on."""
        reading = self.reading
        if reading is None or reading.sentence is None:
            return
        marking = self.marking or Marking(reading.article, *self._ends())
        marking.turn()
        self._begin_marking(marking)

    def _ends(self) -> tuple[int, int]:
        """Return the sentences of the range, the one with the cursor last."""
        reading = self.reading
        assert reading is not None
        assert reading.sentence is not None
        return reading.sentence if reading.anchor is None else reading.anchor, reading.sentence

    def _begin_marking(self, marking: Marking) -> None:
        reading = self.reading
        assert reading is not None
        self.marking, self._column_of_marking = marking, reading.column
        self._show_marking()

    def _show_marking(self) -> None:
        """Draw what is marked, with the cursor where the moving end is."""
        reading, marking = self.reading, self.marking
        if reading is not None and marking is not None:
            reading.to(marking.at)
            reading.anchor = marking.from_sentence
            self._arrive()

    def _drop_marking(self) -> None:
        self.marking = None
        if self.reading is not None:
            self.reading.cancel()

    def _let_go(self) -> None:
        """Drop whatever is marked: what it stands on may not be here any more."""
        self._drop_marking()

    def _moved(self) -> None:
        """Take in the sentence the cursor was moved to; another column drops what is marked."""
        super()._moved()
        reading, marking = self.reading, self.marking
        if marking is not None and reading is not None and reading.sentence is not None:
            if reading.anchor is None or reading.column != self._column_of_marking:
                self._drop_marking()
            elif reading.sentence != marking.at:
                marking.reach(reading.sentence)
        self._text.mark(self._marked())

    def _marked(self) -> Mapping[Place, list[Marked]]:
        """Return what is to be drawn over the text besides labels, by sentence."""
        reading, marking = self.reading, self.marking
        if reading is None or marking is None:
            return {}
        first, last = sorted((marking.from_sentence, marking.at))
        return {
            Place(reading.column, sentence): [
                part_of(reading.article, sentence, marking.start, marking.end)._replace(style="marked")
            ]
            for sentence in range(first, last + 1)
        }

    def _actions_now(self) -> Mapping[str, str]:
        """Let the keys for words go before all others while words are marked."""
        reading = self.reading
        if reading is None or (self.marking is None and reading.anchor is None):
            return super()._actions_now()
        words = {
            binding.key: binding.action
            for binding in self.table.bindings(Scope.WORDS)
            if self.marking is not None or binding.id not in ("words-on", "words-back", "take-words")
        }
        return {**super()._actions_now(), **words}

    def _about_marking(self) -> list[str]:
        """Return what the status line says of what is marked."""
        reading, marking = self.reading, self.marking
        if reading is None or reading.selection is None or reading.anchor is None:
            return []
        first, last = reading.selection
        if marking is None:
            return [f"range {first + 1}–{last + 1}"]
        where = f"sentence {first + 1}" if first == last else f"sentences {first + 1}–{last + 1}"
        count = marking.words
        return [f"one piece: {count:,} word{'' if count == 1 else 's'} of {where}"]
