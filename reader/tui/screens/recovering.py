"""What lost its place in the article being read: a word in the status line, and a list to work off."""

from collections.abc import Callable, Sequence

from reader.annotate.session import Changed
from reader.corpus.article import Article
from reader.tui.screens.deciding import Deciding
from reader.tui.screens.lost import LostDialog, Outcome, Wish


class Recovering(Deciding):
    """Nothing counts again before a person said so."""

    def action_lost(self) -> None:
        """List what lost its place in the focused article."""
        reading = self.reading
        if reading is None:
            return
        article = reading.article
        lost = self.session.lost(article)
        if not lost:
            self.notify("All labels, notes and decisions have their place in this article", timeout=3)
            return
        if self.session.read_only:
            self._refuse()
        column, place = reading.column, self._here(article)
        here = place[2] if place else ""

        def fulfil(wish: Wish, ids: Sequence[str]) -> Outcome:
            changed = self._act(self._do_wish(wish, article, ids, place), otherwise="Nothing to do")
            return Outcome(self.session.lost(article), changed.message if changed else "")

        def go(sentence: int | None) -> None:
            if sentence is not None and self.reading is not None:
                self._drop_marking()
                self.reading.to(sentence, column)
            self._arrive()

        self.app.push_screen(LostDialog(self.table, article, lost, here, fulfil), go)

    def _do_wish(
        self, wish: Wish, article: Article, ids: Sequence[str], place: tuple[int, int, str] | None
    ) -> Callable[[], Changed | None]:
        session = self.session
        if wish is Wish.UNDO:
            return session.undo
        if wish is Wish.REDO:
            return session.redo
        if wish is Wish.CONFIRM:
            return lambda: session.confirm(article, ids)
        if wish is Wish.ATTACH and place is not None:
            return lambda: session.attach(article, ids[0], place[0], place[1])
        return lambda: session.drop(article, ids)

    def _here(self, article: Article) -> tuple[int, int, str] | None:
        """Return the words marked, the range or the sentence at the cursor, and what to call it."""
        if self.marking is not None:
            return self.marking.start, self.marking.end, "the words marked"
        if self.reading is None or self.reading.selection is None:
            return None
        first, last = self.reading.selection
        name = f"sentence {first + 1}" if first == last else f"sentences {first + 1}–{last + 1}"
        return article.sentences[first].start, article.sentences[last].end, name

    def _about_marking(self) -> list[str]:
        return [*super()._about_marking(), *self._about_lost()]

    def _about_lost(self) -> list[str]:
        """Return what the status line says of what lost its place."""
        reading = self.reading
        if reading is None or reading.place is None:
            return []
        lost, key = self.session.lost(reading.article), self.table.key("lost")
        if not lost:
            return []
        sentence = reading.place.sentence
        if self.session.doubtful(reading.article, sentence):
            return [f"? edited: {key} asks"]
        proposed = sum(each.candidate is not None for each in lost)
        counts = [f"{proposed:,} to confirm"] if proposed else []
        counts += [f"{len(lost) - proposed:,} without a place"] if len(lost) > proposed else []
        return [f"? {', '.join(counts)}: {key}"]
