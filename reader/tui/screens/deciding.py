"""Labels, notes, undo and redo on the reading screen, which alone writes to the session."""

from collections.abc import Callable
from functools import partial

from reader.annotate.annotation import UNLABELLED, State
from reader.annotate.reading import Place
from reader.annotate.records import StoreError
from reader.annotate.session import Changed, ReadOnly, Refused
from reader.corpus.article import Article
from reader.tui.asides import letter
from reader.tui.messages import PlaceRequested
from reader.tui.screens.note import NoteDialog
from reader.tui.screens.picking import Picking

Act = Callable[[Article, int, int], Changed | None]
"""Does something to the sentences from the first to the last number."""


class Deciding(Picking):
    """Every act shows at once, and says when it is on disk.

    `_given` is the label that was given last: where the cursor went then, where the label is, and its id.
    """

    _given: tuple[Place, Place, str] | None = None

    def action_tag(self, label: str) -> None:
        """Give the words marked, the range or the sentence a label, or take it off.

        A label that was picked becomes another one; its own key takes it off. One that waits there to be
        confirmed is confirmed.
        """
        marking, picked = self.marking, self.picked
        if picked is not None and self.reading is not None:
            article = self.reading.article
            if picked.label == label:
                self._change(lambda: self.session.remove(article, picked.id))
            else:
                self._change(lambda: self.session.relabel(article, picked.id, label))
            return
        before = self.reading.selection if self.reading is not None else None
        if marking is None:
            self._decide(self._confirming(label, partial(self._tag, label)))
        else:
            start, end, parts = marking.start, marking.end, self._contents(label)
            self._decide(lambda article, *_: self.session.tag_piece(article, start, end, label, parts))
        self._remember(label, before)

    def _tag(self, label: str, article: Article, first: int, last: int) -> Changed:
        return self.session.tag(article, first, last, label)

    def _let_go(self) -> None:
        super()._let_go()
        self._given = None

    def _moved(self) -> None:
        """Take the label that was given for past once the cursor goes on from there."""
        super()._moved()
        if self._given is not None and self.reading is not None and self.reading.place != self._given[0]:
            self._given = None

    def _remember(self, label: str, where: tuple[int, int] | None) -> None:
        """Take note of the label that was given to the sentences `where`, the latest of them."""
        reading = self.reading
        if reading is None or reading.place is None or where is None:
            return
        found = [
            (each.created, each.id, sentence)
            for sentence in where
            for each in self.session.labels(reading.article, sentence)
            if each.label == label
        ]
        self._given = None
        if found:
            _, annotation_id, sentence = max(found)
            self._given = reading.place, Place(reading.column, sentence), annotation_id

    def _contents(self, label: str) -> list[tuple[str, int, int]]:
        """Return the pieces of an interrupted quotation as parts, if the label has any that may be many."""
        spans = self.marking.contents if self.marking is not None else ()
        role = next((role.name for role in self.session.schema.get(label).parts if role.many), None)
        return [(role, *span) for span in spans] if role and len(spans) > 1 else []

    def action_clear_tags(self) -> None:
        """Decide that the range or the sentence carries no label; take off only the label that was picked."""
        picked = self.picked
        if picked is not None and self.reading is not None:
            article = self.reading.article
            self._change(lambda: self.session.remove(article, picked.id))
            return
        self._decide(self._confirming(UNLABELLED, self.session.clear))

    def _confirming(self, what: str, act: Act) -> Act:
        """Return an act that confirms what one sentence may say since its text changed, else does `act`."""

        def do(article: Article, first: int, last: int) -> Changed | None:
            waiting = self.session.to_confirm(article, first, what) if first == last else []
            return self.session.confirm(article, waiting) if waiting else act(article, first, last)

        return do

    def action_take_words(self) -> None:
        """Let the label that was picked reach over the words marked."""
        marking, picked = self.marking, self.picked
        if marking is None or self.reading is None:
            return
        if picked is None:
            self.notify("A label key puts the label on these words", timeout=3)
            return
        article = self.reading.article
        self._change(lambda: self.session.resize(article, picked.id, marking.start, marking.end))

    def _change(self, do: Callable[[], Changed | None]) -> None:
        """Change the label that was picked; it stays so as long as it is there, on the sentence it was."""
        changed = self._act(do)
        if changed is None or self.reading is None:
            return
        at, pick = self._picked_at, self._pick
        self._drop_marking()
        if at is not None:
            self.reading.to(at.sentence, at.version)
            self._pick, self._picked_at = pick, at
        self._arrive()
        self._show_status(changed.message)

    def action_repeat_tag(self) -> None:
        """Give the last label again."""
        self._decide(self.session.repeat, otherwise="No label was given yet")

    def action_note(self) -> None:
        """Ask for a note on the sentence, or on the label that was picked."""
        if self.reading is None or self.reading.place is None:
            return
        if self.session.read_only:
            self._refuse()
            return
        article, sentence, picked = self.reading.article, self.reading.place.sentence, self.picked

        def keep(text: str | None) -> None:
            if text is None:
                return
            if picked is not None:
                self._change(lambda: self.session.annotate(article, picked.id, text))
            else:
                self._act(lambda: self.session.set_note(article, sentence, text))

        about = f"Note on sentence {sentence + 1}" if picked is None else f"Note on this {picked.label}"
        note = self.session.note(article, sentence) if picked is None else picked.note
        self.app.push_screen(NoteDialog(self.table, about, note), keep)

    def action_toggle_done(self) -> None:
        """Mark the focused article as done, or as not done again."""
        if self.reading is None:
            return
        article = self.reading.article
        done = self.session.state(article) is State.DONE
        changed = self._ask(lambda: self.session.set_state(article, None if done else State.DONE))
        if changed is not None:
            self._count_again(changed)
            self._show_status()
            self.notify(f"{article.title}: {'not done' if done else 'done'}", markup=False)

    def action_undo(self) -> None:
        """Take back the last decision, wherever it was made."""
        self._travel(self.session.undo, "Nothing to undo", "redo", "redoes")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self.session.redo, "Nothing to redo", "undo", "undoes")

    def _decide(self, do: Act, otherwise: str = "") -> None:
        """Do something to the range or sentence, and go on to the next one to decide."""
        if self.reading is None or self.reading.selection is None:
            return
        article, column = self.reading.article, self.reading.column
        first, last = self.reading.selection
        changed = self._act(lambda: do(article, first, last), otherwise)
        if changed is None:
            return
        self.reading.cancel()
        decided = all(self.session.decided(article, sentence) for sentence in (first, last))
        if self.settings.advance_after_tag and decided:
            following = self.tagging.next_open(column, last)
            decided_of, total = self.tagging.progress(column)
            if following is not None:
                self.reading.to(following)
            elif decided_of == total:
                self._notify_decided(column)
        self._arrive()
        if changed.displaced:
            self.notify(f"{changed.message} — {self.table.key('undo')} undoes", markup=False)
        elif len(changed.articles) > 1:
            self._show_status(changed.message)

    def _notify_decided(self, column: int) -> None:
        """Say that a version is decided, and how to go on in the next one that is not."""
        progress = ((each, *self.tagging.progress(each)) for each in range(len(self.articles)))
        left = [each for each, done, total in progress if done < total and each != column]
        if not left:
            self.notify("Every sentence is decided", timeout=3)
        else:
            way = "next-undecided" if left[-1] > column else "previous-undecided"
            self.notify(
                f"Every sentence of {letter(column)} is decided; {self.table.key(way)} goes on", timeout=5
            )

    def _act(self, do: Callable[[], Changed | None], otherwise: str = "") -> Changed | None:
        changed = self._ask(do, otherwise)
        if changed is None:
            return None
        self._show_labels(changed)
        self._show_status()
        return changed

    def show_decided(self, changed: Changed) -> None:
        """Show what was decided somewhere else."""
        if self.reading is not None:
            self._show_labels(changed)
            self._show_status()

    def _show_labels(self, changed: Changed) -> None:
        """Draw what an act changed; the ruler follows in a pause."""
        self._count_again(changed)
        self._text.redraw(
            Place(version, sentence)
            for version, article in enumerate(self.articles)
            for sentence in changed.touched.get(article.id, ())
        )
        self._measure_soon()

    def _ask(self, do: Callable[[], Changed | None], otherwise: str = "") -> Changed | None:
        """Return what an act changed, None if nothing; say why, or `otherwise`."""
        try:
            changed = do()
        except ReadOnly:
            self._refuse()
            return None
        except Refused as error:
            self.notify(str(error), severity="warning", markup=False)
            return None
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return None
        if changed is None:
            self.notify(otherwise, timeout=3)
        elif changed.seq is not None:
            self._awaited = max(self._awaited, changed.seq)
        return changed

    def _refuse(self) -> None:
        reason = self.session.reason or "These annotations are read-only"
        self.notify(reason, title="Read-only", severity="warning", markup=False)

    def _travel(self, go: Callable[[], Changed | None], nothing: str, other: str, does: str) -> None:
        if self.reading is None:
            return
        changed = self._ask(go, nothing)
        if changed is None:
            return
        self._drop_marking()
        self._follow()
        self._show_labels(changed)
        self.notify(f"{changed.message} — {self.table.key(other)} {does}", markup=False)
        self._visit(changed)
        self._show_status()

    def _visit(self, changed: Changed) -> None:
        """Go to the place of an act, or stay in the article it was on; another is for the app to open."""
        if changed.article is None or self.reading is None:
            return
        article_id, sentence = changed.place or (changed.article, None)
        column = next((v for v, article in enumerate(self.articles) if article.id == article_id), None)
        if column is None:
            self.post_message(PlaceRequested(article_id, sentence or 0))
        elif sentence is not None:
            self.reading.to(sentence, column)
            self._arrive()
