"""What every act of a session rests on: where labels stand, and how a step is kept."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from reader.annotate import anchors
from reader.annotate.annotation import MANUAL, NOTHING, Annotation, Mark, Origin, State
from reader.annotate.lost import Lost
from reader.annotate.records import AnnotationStore, Change, Step, Swap, mark_key
from reader.annotate.recovery import Candidate
from reader.annotate.schema import Schema
from reader.annotate.view import View
from reader.corpus.article import Article
from reader.corpus.clean import clean

OPENING_MARKS = ('"', "“", "„", "«", "»", "‘", "‚", "‹", "「", "『")


class Refused(Exception):
    """The labels there are do not allow what was asked for; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act did: the articles to draw anew, words for a person, where to go, and what to wait for.

    `seq` is the number the store reports once the act is on disk; None if there was nothing to do, and then
    `articles` is empty. `place` is an article id and a sentence, None if it is about none in particular;
    `touched` are, by article id, the sentences of the articles at work about which something else is said
    now. `displaced` names labels that gave way to a new one.
    """

    articles: tuple[str, ...]
    message: str
    place: tuple[str, int] | None
    seq: int | None
    touched: Mapping[str, Collection[int]] = field(default_factory=dict)
    displaced: tuple[str, ...] = ()

    @property
    def article(self) -> str | None:
        """The id of the article it is about, None if that is not one."""
        if self.place is not None:
            return self.place[0]
        return self.articles[0] if len(self.articles) == 1 else None


class Acting:
    """One annotator at work.

    Everything it needs from the world is handed in: where annotations are kept, the time (`clock` returns an
    aware datetime) and fresh ids. Whoever hears keys adds them to `pressed`; each step takes with it what was
    pressed since the one before. Every act that changes something raises `ReadOnly` where nothing can be
    kept, and `IndexError` for a sentence the article does not have. Sentences count from 0, in messages from
    1.
    """

    def __init__(
        self,
        store: AnnotationStore,
        schema: Schema,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.store = store
        self.schema = schema
        self._clock = clock
        self._new_id = new_id
        self.pressed = 0
        self._views: dict[str, View] = {}
        self._last_label = ""

    @property
    def annotator(self) -> str:
        """Whose annotations these are."""
        return self.store.annotator

    @property
    def last_label(self) -> str:
        """The label that was given last, empty before any was."""
        return self._last_label

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""
        return self.store.read_only

    @property
    def reason(self) -> str:
        """Why decisions are refused; empty if they are not."""
        return self.store.reason

    def annotations(self, article: Article) -> tuple[Annotation, ...]:
        """Return the annotations of an article at their places in its present text, by start."""
        return self._view(article).annotations

    def lost(self, article: Article) -> tuple[Lost, ...]:
        """Return what has no place in the article beyond doubt: first what may have one, in its order."""
        return self._view(article).lost

    def doubtful(self, article: Article, sentence: int) -> bool:
        """Return whether something may stand in a sentence that a person is to confirm."""
        return self._view(article).doubtful_at(sentence)

    def labels(self, article: Article, sentence: int) -> tuple[Annotation, ...]:
        """Return the accepted annotations that touch a sentence, by start."""
        return tuple(self._view(article).accepted(sentence))

    def note(self, article: Article, sentence: int) -> str:
        """Return the note on a sentence; empty if there is none."""
        return next((mark.note for mark in reversed(self._view(article).marks(sentence)) if mark.note), "")

    def decided(self, article: Article, sentence: int) -> bool:
        """Return whether a sentence is labelled, or decided to carry no label."""
        return self._view(article).decided(sentence)

    def decision(self, article: Article, sentence: int) -> Origin:
        """Return where the decision came from that a sentence carries no label; manual if there is none."""
        marks = self._view(article).marks(sentence)
        return next((mark.origin for mark in reversed(marks) if mark.decided), MANUAL)

    def next_undecided(self, article: Article, after: int) -> int | None:
        """Return the first undecided sentence after `after` (-1: of all), None if there is none."""
        view = self._view(article)
        return next((i for i in range(after + 1, len(article.sentences)) if not view.decided(i)), None)

    def counts(self, article_id: str) -> Mapping[str, int]:
        """Return how many accepted annotations of each label an article has."""
        return self.store.summary(article_id).labels

    def progress(self, article: Article) -> tuple[int, int]:
        """Return how many sentences are decided, and how many there are."""
        return self._view(article).decided_total(), len(article.sentences)

    def state(self, article: Article) -> State:
        """Return how far an article is: as it was set, else in progress as soon as anything is decided."""
        return self.store.summary(article.id).standing

    def set_note(self, article: Article, sentence: int, text: str) -> Changed:
        """Keep a note on a sentence; an empty text takes it away."""
        view = self._view(article)
        sentence_range(article, sentence, sentence)
        marks = self._renote(view, sentence, text)
        if not marks:
            return Changed((), "The note is as it was", (article.id, sentence), None)
        words = f"note {'on' if clean(text).strip() else 'off'} sentence {sentence + 1}"
        return self._do(article, words, sentence, marks=marks)

    def set_state(self, article: Article, state: State | None) -> Changed:
        """Set how far an article is; None lets its decisions say it."""
        before = self._view(article).record.state
        if before == state:
            return Changed((), "The state is as it was", None, None)
        change = Change(article.id, article.digest, state=(before, state))
        return self._keep(f"state {state or 'by its decisions'}", None, (change,))

    def undo(self) -> Changed | None:
        """Take back the last step, whatever article it was on; None if there is none."""
        return self._travel(self.store.undo_step(), "Undid", back=True)

    def redo(self) -> Changed | None:
        """Do again what was last taken back; None if there is none."""
        return self._travel(self.store.redo_step(), "Redid", back=False)

    def _view(self, article: Article) -> View:
        record = self.store.load(article.id)
        view = self._views.get(article.id)
        same = view is not None and (view.article is article or view.article.text == article.text)
        if view is None or not same or view.record is not record:
            view = self._views[article.id] = View(article, record)
        return view

    def _do(
        self,
        article: Article,
        message: str,
        sentence: int,
        *,
        annotations: Iterable[Swap[Annotation]] = (),
        marks: Iterable[Swap[Mark]] = (),
        merged: Mapping[str, str] = NOTHING,
    ) -> Changed:
        """Keep one step on an article; `merged` names, for annotations that go, the ones they go into."""
        change = Change(article.id, article.digest, tuple(annotations), tuple(marks))
        along = self._along(article, change, merged)
        return self._keep(message + in_others(len(along)), (article.id, sentence), (change, *along))

    def _keep(self, message: str, place: tuple[str, int] | None, changes: tuple[Change, ...]) -> Changed:
        """Keep one step, which may change several articles."""
        keys, self.pressed = self.pressed, 0
        seq = self.store.append(Step(message, self._now(), changes, place, keys))
        articles = tuple(dict.fromkeys(change.article for change in changes))
        return Changed(articles, message, place, seq, self._follow(changes))

    def _along(
        self,
        article: Article,  # noqa: ARG002
        change: Change,  # noqa: ARG002
        merged: Mapping[str, str],  # noqa: ARG002
    ) -> tuple[Change, ...]:
        """Return what else changes with an act on an article: nothing, unless a kind of act says more."""
        return ()

    def _travel(self, done: tuple[int, Step] | None, verb: str, back: bool) -> Changed | None:
        if done is None:
            return None
        seq, step = done
        touched = self._follow((step.reversed() if back else step).changes)
        articles = tuple(dict.fromkeys(change.article for change in step.changes))
        return Changed(articles, f"{verb} {step.message}", step.place, seq, touched)

    def _follow(self, changes: Iterable[Change]) -> dict[str, set[int]]:
        """Bring the views of articles up to date; return the sentences this touched."""
        touched: dict[str, set[int]] = {}
        for change in changes:
            if view := self._views.get(change.article):
                sentences = view.advance(change, self.store.load(change.article))
                touched.setdefault(change.article, set()).update(sentences)
        return touched

    def _make(self, view: View, start: int, end: int, label: str) -> Annotation:
        article = view.article
        now = self._now()
        return Annotation(
            id=self._new_id(),
            article=article.id,
            label=label,
            start=start,
            end=end,
            text=piece(article, start, end),
            sentences=view.sentences(start, end),
            anchor=anchors.anchor(article.text, article.digest, start, end, view.search),
            annotator=self.annotator,
            created=now,
            updated=now,
        )

    def _renote(self, view: View, sentence: int, note: str | None) -> list[Swap[Mark]]:
        """Return what makes `note` that of a sentence, an empty one none; nothing if it is, or is None."""
        text = None if note is None else clean(note).strip()
        if text is None or text == self.note(view.article, sentence):
            return []
        return self._remark(view, sentence, note=text)

    def _remark(
        self,
        view: View,
        sentence: int,
        decided: bool | None = None,
        note: str | None = None,
        origin: Origin = MANUAL,
        among: Collection[int] = (),
    ) -> list[Swap[Mark]]:
        """Return what makes one mark of all that a sentence has, with `decided` or `note` changed.

        `origin` says where the decision came from; a note leaves that as it was. A mark that goes on to other
        sentences is made anew there, but not for those `among` which the same step marks.
        """
        mark = self._one_mark(view, sentence, decided, note, origin)
        swaps: list[Swap[Mark]] = [
            (old, None) for old in view.stored_marks(sentence) if mark_key(old) != mark_key(mark)
        ]
        beside = {at for old in view.marks(sentence) for at in view.sentences(old.start, old.end)}
        for other in sorted(beside - {sentence, *among}):
            kept = self._one_mark(view, other)
            swaps.append((view.record.marks.get(mark_key(kept)), kept))
        before = view.record.marks.get(mark_key(mark))
        after = mark if mark.decided or mark.note or mark.origin != MANUAL else None
        return swaps if before is None and after is None else [*swaps, (before, after)]

    def _one_mark(
        self,
        view: View,
        sentence: int,
        decided: bool | None = None,
        note: str | None = None,
        origin: Origin = MANUAL,
    ) -> Mark:
        """Return one mark that says all that the marks of a sentence say, but for what is given."""
        article = view.article
        where = article.sentences[sentence]
        known = view.marks(sentence)
        was_decided = any(mark.decided for mark in known)
        if decided is None:
            origin = next((mark.origin for mark in reversed(known) if mark.origin != MANUAL), MANUAL)
        return Mark(
            where.start,
            where.end,
            article.text[where.start : where.end],
            anchors.anchor(article.text, article.digest, where.start, where.end, view.search),
            was_decided if decided is None else decided,
            self.note(article, sentence) if note is None else note,
            self._now(),
            origin,
        )

    def _sentence_of(self, view: View, stored: Annotation) -> int:
        try:
            place: Annotation | Candidate = view.get(stored.id)
        except KeyError:
            found = view.doubtful.get(stored.id)
            if found is None:
                last = max(0, len(view.article.sentences) - 1)
                return min(stored.sentences[0], last) if stored.sentences else 0
            place = found
        return next(iter(view.sentences(place.start, place.end)), 0)

    def _now(self, later: int = 0) -> str:
        """Return the time, or that so many milliseconds later."""
        moment = self._clock().astimezone(UTC) + timedelta(milliseconds=later)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sentence_range(article: Article, first: int, last: int) -> range:
    """Return the sentences from one to the other; raise `IndexError` if the article lacks one of them."""
    low, high = sorted((first, last))
    total = len(article.sentences)
    if low < 0 or high >= total:
        raise IndexError(
            f"{article.id} has {total} sentences; there is no sentence {high if low >= 0 else low}"
        )
    return range(low, high + 1)


def piece(article: Article, start: int, end: int) -> str:
    """Return `text[start:end]` of an article; raise `ValueError` if that is no piece of it."""
    if not 0 <= start < end <= len(article.text):
        raise ValueError(
            f"{start}:{end} is not a piece of {article.id}, which has {len(article.text)} characters"
        )
    return article.text[start:end]


def anchored(view: View, annotation: Annotation, start: int, end: int) -> Annotation:
    """Return an annotation on `text[start:end]` of the present text, to be found again by what is there now.

    Its parts stay as they are. Raises `ValueError` as `piece` does.
    """
    article = view.article
    return replace(
        annotation,
        start=start,
        end=end,
        text=piece(article, start, end),
        sentences=view.sentences(start, end),
        anchor=anchors.anchor(article.text, article.digest, start, end, view.search),
    )


def unique(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return each annotation once, in order."""
    return list({annotation.id: annotation for annotation in annotations}.values())


def in_words(span: range) -> str:
    """Return what a person calls some sentences, which count from 1."""
    if len(span) == 1:
        return f"sentence {span[0] + 1}"
    return f"sentences {span[0] + 1}–{span[-1] + 1}"


def in_others(versions: int) -> str:
    """Return what to add to the words for an act that changed so many other versions too."""
    return f", and in {versions:,} other version{'' if versions == 1 else 's'}" if versions else ""


def with_note(words: str, marks: list[Swap[Mark]]) -> str:
    """Return the words for an act that may have set a note too."""
    return f"{words}, with its note" if marks else words


def quoted(text: str, most: int = 40) -> str:
    """Return `text` on one line, with … where it is cut, in quotation marks unless it begins with one."""
    line = " ".join(text.split())
    if len(line) > most:
        line = f"{line[: most - 1].rstrip()}…"
    return line if line.startswith(OPENING_MARKS) else f"“{line}”"


def value_in_words(value: object) -> str:
    """Return the value of an attribute as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
