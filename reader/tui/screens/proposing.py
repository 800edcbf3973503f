"""Proposals on the reading screen: looked for among the other versions, shown, accepted and rejected."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from reader.annotate.carry import Kin
from reader.annotate.proposals import CARRIED, Proposal
from reader.annotate.reading import Place
from reader.annotate.records import StoreError
from reader.annotate.session import Changed
from reader.compare.comparison import Cancelled, Comparison
from reader.corpus.article import Article
from reader.tui import proposed, signs
from reader.tui.fetching import fetch_kin
from reader.tui.screens.deciding import Act, Deciding
from reader.tui.screens.dialog import Choice
from reader.tui.screens.moving import Moving

Answer = Callable[[Sequence[Article], Iterable[Proposal]], Changed]


@dataclass
class KinFound(Message):
    """The other versions of the articles that were compared, aligned with them."""

    comparison: Comparison
    kin: Kin


class Proposing(Deciding, Moving):
    """What is labelled in one version is so in the others, on the screen or not, or proposed there."""

    def look_for_kin(self) -> None:
        """Align what is on the screen with all versions of the story, in the background."""
        if self.reading is not None and (self.corpus is not None or len(self.articles) > 1):
            self._find_kin(self.reading.comparison)

    @work(thread=True, exclusive=True, exit_on_error=False, group="kin")
    def _find_kin(self, comparison: Comparison) -> None:
        worker = get_current_worker()
        known = {
            (comparison.articles[comparison.base].id, comparison.articles[version].id): alignment
            for version, alignment in comparison.alignments.items()
        }
        try:
            articles, cancelled = comparison.articles, lambda: worker.is_cancelled
            kin = fetch_kin(self.corpus, self.session, articles, cancelled, known)
        except (Cancelled, StoreError):
            return
        if not worker.is_cancelled:
            self.post_message(KinFound(comparison, kin))

    def on_kin_found(self, message: KinFound) -> None:
        """Carry labels between them from now on, and show what is proposed already."""
        if self.reading is not None and message.comparison.articles == self.articles:
            self.session.relate(message.kin)
            self._text.redraw_all()
            self._show_status()

    def on_unmount(self) -> None:
        """Let the versions go."""
        kin = self.session.kin
        if kin is not None and kin.focus == {article.id for article in self.articles}:
            self.session.relate(None)

    def action_accept_proposal(self) -> None:
        """Accept what is proposed for the sentence or the range."""
        self._answer(self.session.accept)

    def action_reject_proposal(self) -> None:
        """Reject what is proposed for the sentence or the range."""
        self._answer(self.session.reject)

    def action_accept_shown(self) -> None:
        """Accept everything that is proposed in sight, and go on to the next proposal."""
        self._answer_shown(self.session.accept)

    def action_reject_shown(self) -> None:
        """Reject everything that is proposed in sight, and go on to the next proposal."""
        self._answer_shown(self.session.reject)

    def action_answer_by_score(self) -> None:
        """Choose to accept what is likely among all that is proposed in sight, or to reject what is not."""
        offered = self._proposals_at(self._text.in_sight())
        choices = proposed.by_score(offered)
        if not choices:
            self.notify("Nothing is proposed in sight", timeout=3)
            return

        def answer(number: int | None) -> None:
            if number is not None:
                chosen = choices[number]
                self._answer_all(self.session.accept if chosen.accept else self.session.reject, chosen.these)

        words = [each.words for each in choices]
        self.app.push_screen(Choice(self.table, "Of what is proposed in sight", words), answer)

    def action_next_proposal(self, step: int) -> None:
        """Go to the next sentence for which something is proposed, in this version or in another one."""
        if self.reading is not None and not self._to_next_proposal(step):
            self.notify("Nothing is proposed in these versions", timeout=3)

    def _to_next_proposal(self, step: int = 1) -> bool:
        """Go to the next proposal, after the last version to the first; tell whether there is one."""
        reading = self.reading
        if reading is None or reading.place is None:
            return False
        column, sentence = reading.place
        versions = len(self.articles)
        for turn in range(versions + 1):
            version = (column + step * turn) % versions
            size = len(self.articles[version].sentences)
            ahead = range(size) if step > 0 else range(size - 1, -1, -1)
            if turn == 0:
                ahead = range(sentence + 1, size) if step > 0 else range(sentence - 1, -1, -1)
            there = next((i for i in ahead if self.tagging.proposed(Place(version, i))), None)
            if there is not None:
                reading.to(there, version)
                self._arrive()
                return True
        return False

    def action_follow(self) -> None:
        """Accept the proposal under the cursor; without one do what the key does else."""
        reading = self.reading
        fold = self._text.fold_at(reading.place) if reading and reading.place else None
        ranged = reading is not None and reading.anchor is not None and self._proposed_in_range()
        if fold is None and (self._proposed_here() or ranged):
            self.action_accept_proposal()
        else:
            super().action_follow()

    def _proposed_here(self) -> tuple[Proposal, ...]:
        if self.reading is None or self.reading.place is None or self.marking is not None:
            return ()
        return self.tagging.proposed(self.reading.place)

    def _confirming(self, what: str, act: Act) -> Act:
        """Return an act that takes also what is proposed for one sentence and says this."""
        otherwise = super()._confirming(what, act)

        def do(article: Article, first: int, last: int) -> Changed | None:
            offered = [each for each in self._proposed_here() if each.label == what] if first == last else []
            if not offered or any(each.label == what for each in self.session.labels(article, first)):
                return otherwise(article, first, last)
            return self.session.accept(self.articles, offered)

        return do

    def _proposed_in_range(self) -> list[Proposal]:
        """Return what is proposed for the sentences of the range, or for the one under the cursor."""
        reading = self.reading
        if reading is None or reading.selection is None or self.marking is not None:
            return []
        first, last = reading.selection
        return self._proposals_at(Place(reading.column, sentence) for sentence in range(first, last + 1))

    def _answer(self, answer: Answer) -> None:
        if self.marking is not None:
            self.notify(f"Words are marked: {self.table.key('cancel')} lets go of them first", timeout=3)
            return
        offered = self._proposed_in_range()
        if not offered:
            self.notify("Nothing is proposed here", timeout=3)
            return
        self._decide(lambda *_: answer(self.articles, offered))

    def _answer_shown(self, answer: Answer) -> None:
        offered = self._proposals_at(self._text.in_sight())
        if not offered:
            self.notify("Nothing is proposed in sight", timeout=3)
            return
        self._answer_all(answer, offered)

    def _answer_all(self, answer: Answer, offered: Sequence[Proposal]) -> None:
        changed = self._act(lambda: answer(self.articles, offered))
        if changed is not None and changed.seq is not None:
            self._drop_marking()
            if not self._to_next_proposal():
                self._follow()
            self.notify(f"{changed.message} — {self.table.key('undo')} undoes", markup=False)

    def _proposals_at(self, places: Iterable[Place]) -> list[Proposal]:
        found = (each for place in places for each in self.tagging.proposed(place))
        return list({(each.article, each.id): each for each in found}.values())

    def _about_marking(self) -> list[str]:
        """Return also what is proposed for the sentence under the cursor, or where its label is from."""
        said = super()._about_marking()
        reading = self.reading
        if reading is None or reading.place is None or self.picked is not None or reading.anchor is not None:
            return said
        return [*self._about_proposal(reading.article, reading.place.sentence), *said]

    def _about_proposal(self, article: Article, sentence: int) -> Iterator[str]:
        kin = self.session.kin
        offered = self._proposed_here()
        if offered:
            keys = f"{self.table.key('follow')} accepts, {self.table.key('reject-proposal')} rejects"
            yield from proposed.about(offered, self.articles, kin, keys)
            return
        labels = self.session.labels(article, sentence)
        for each in (each for each in labels if each.origin.kind == CARRIED):
            yield f"{signs.CARRIED} {each.label}"
            yield from proposed.came_from(each.origin, each.text, self.articles, kin, (sentence,), article.id)
            return
