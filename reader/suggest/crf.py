"""Suggests quotes as an annotator marks them, learned from finished articles; needs `reader-tui[crf]`.

A conditional random field (Lafferty, McCallum, Pereira 2001; by CRFsuite) labels the words of each sentence
as content, cue or source. It sees the words, their shape, and what the rules of `reader.corpus.attribution`
say of them. What it finds where the rules find nothing is suggested besides, and what the rules are not sure
of only if it agrees.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, NamedTuple

from reader.annotate.annotation import Annotation, State, Status
from reader.annotate.records import AnnotationStore
from reader.annotate.view import View
from reader.corpus import attribution, quotations, sentences
from reader.corpus.article import Article
from reader.corpus.attribution import Attribution, lexicon
from reader.corpus.attribution.marks import Marks
from reader.corpus.attribution.speakers import Speakers
from reader.corpus.attribution.words import Word, lines
from reader.corpus.corpus import Corpus
from reader.corpus.formats.extras import load
from reader.suggest import quotes
from reader.suggest.suggestion import Part, Suggestion

NAME = quotes.LEARNED
EXTRA = "crf"
ENOUGH = 10
"""Finished articles from which learning is worth while."""
SURE = 0.7
"""The score from which rules need nobody to agree."""
LIKELY = 0.5
"""The score from which something is suggested that the rules do not find."""
OUTSIDE = "O"
_ROLES = ("cue", "source", "content")
_WINDOW = (-2, -1, 1, 2)
_SETTINGS = {"c1": 0.1, "c2": 0.3, "max_iterations": 80, "feature.possible_transitions": True}


class Finished(NamedTuple):
    """An article that somebody has read to its end: the parts of all its quotes.

    `unclear` are places of quotes whose parts nobody has told; nothing is learned from their sentences.
    """

    text: str
    parts: Sequence[Part]
    unclear: Sequence[tuple[int, int]] = ()

    @classmethod
    def of(cls, article: Article, annotations: Iterable[Annotation], label: str = quotes.LABEL) -> "Finished":
        """Take the accepted quotes of an article."""
        accepted = [each for each in annotations if each.label == label and each.status is Status.ACCEPTED]
        parts = [(p.role, p.start, p.end) for each in accepted for p in each.parts if p.role in _ROLES]
        unclear = [
            (each.start, each.end) for each in accepted if all(p.role != "content" for p in each.parts)
        ]
        return cls(article.text, parts, unclear)


class _Run(NamedTuple):
    """A run of words with one role, and how sure that is."""

    role: str
    start: int
    end: int
    score: float


def train(articles: Iterable[Finished], path: Path) -> int:
    """Learn from finished articles and write the model to `path`; return how many there were.

    About 0.1 s for each article, so it belongs into a worker. Raises `MissingExtra` without the extra.
    """
    trainer = load("pycrfsuite", EXTRA).Trainer(verbose=False)
    trainer.set_params(_SETTINGS)
    count = 0
    for article in articles:
        count += 1
        rules = [part for each in attribution.find(article.text) for part in quotes.parts(each)]
        ruled, known = _Parts(rules), _Parts(article.parts)
        for words in _sequences(article.text):
            first, last = words[0].start, words[-1].end
            if not any(start < last and first < end for start, end in article.unclear):
                trainer.append(_features(words, _tags(words, ruled)), _tags(words, known))
    if count:
        trainer.train(str(path))
    return count


def learned(corpus: Corpus, store: AnnotationStore) -> "Learned":
    """Learn from the articles an annotator has finished.

    Takes as long as `train`. Raises `ValueError` if they are too few, and `MissingExtra` without the extra.
    """
    return _model(corpus, store, _enough(corpus, store))


def crossed(
    corpus: Corpus, store: AnnotationStore, story: Callable[[str], str]
) -> Callable[[Article], list[Suggestion]]:
    """Learn from either half of the finished articles to suggest for the other, so as to be measured there.

    `story` tells of the id of an article which story it is of: these stay together. Raises as `learned`.
    """
    ids = _enough(corpus, store)
    stories = sorted({story(each) for each in ids})
    if len(stories) < 2:
        raise ValueError("what quotes were learned is measured on finished articles of two stories or more")
    first = frozenset(stories[::2])
    other = _model(corpus, store, [each for each in ids if story(each) in first])
    one = _model(corpus, store, [each for each in ids if story(each) not in first])
    return lambda article: (one if story(article.id) in first else other).suggest(article)


def _enough(corpus: Corpus, store: AnnotationStore) -> list[str]:
    ids = done(corpus, store)
    if len(ids) < ENOUGH:
        raise ValueError(
            f"learning quotes needs {ENOUGH} finished articles, {store.annotator} has {len(ids)}"
        )
    return ids


def _model(corpus: Corpus, store: AnnotationStore, ids: Iterable[str]) -> "Learned":
    with TemporaryDirectory() as folder:
        model = Path(folder) / "quotes.crf"
        train((finished(corpus[each], store) for each in ids), model)
        return Learned(model)


def done(corpus: Corpus, store: AnnotationStore) -> list[str]:
    """Return the ids of the articles of a corpus that an annotator has finished, sorted."""
    return sorted(
        each for each in store.articles() if store.summary(each).standing is State.DONE and each in corpus
    )


def finished(article: Article, store: AnnotationStore) -> Finished:
    """Return what an annotator says of the quotes of an article."""
    return Finished.of(article, View(article, store.read(article.id)).annotations)


def installed() -> bool:
    """Tell whether the extra is there."""
    return find_spec("pycrfsuite") is not None


class Learned:
    """A model of an annotator's quotes, and what it suggests.

    Raises `OSError` or `ValueError` for a file that is no model.
    """

    def __init__(self, path: Path) -> None:
        self._guard = Lock()
        self._tagger: Any = load("pycrfsuite", EXTRA).Tagger()
        self._bytes = path.read_bytes()  # which the tagger reads from, so that the file may go
        self._tagger.open_inmemory(self._bytes)

    def suggest(self, article: Article) -> list[Suggestion]:
        """Return the quotes of an article in order: those the rules find, and what else was learned."""
        text = article.text
        rules = attribution.find(text)
        parts = _Parts(part for each in rules for part in quotes.parts(each))
        sequences = list(_sequences(text))
        context = _Context(text, [words[0].start for words in sequences])
        with self._guard:
            runs = [list(self._runs(words, parts)) for words in sequences]
        learned = [made for each in runs for made in _made(each, context)]
        agreed = {part for each in learned for part in each.parts if part[0] == "cue"}
        found = [quotes.suggestion(each) for each in rules if _holds(each, agreed)]
        taken = _Parts(("content", *span) for each in rules if _holds(each, agreed) for span in each.contents)
        found += [
            each
            for each in learned
            if each.score >= LIKELY
            and not any(taken.within(start, end) for role, start, end in each.parts if role == "content")
        ]
        return sorted(found, key=lambda each: (each.start, each.end))

    def _runs(self, words: Sequence[Word], rules: "_Parts") -> Iterator[_Run]:
        """Yield what the model takes for parts of quotes."""
        tags = self._tagger.tag(_features(words, _tags(words, rules)))
        begun, scores = 0, [0.0]
        for at, tag in enumerate([*tags, OUTSIDE]):
            goes_on = tag.startswith("I-") and at and tags[at - 1][2:] == tag[2:]
            if at and not goes_on and tags[at - 1] != OUTSIDE:
                end = words[at - 1].end
                yield _Run(tags[at - 1][2:], words[begun].start, end, sum(scores) / len(scores))
            if at < len(tags):
                begun, scores = (begun, scores) if goes_on else (at, [])
                scores.append(self._tagger.marginal(tag, at))


def _sequences(text: str) -> Iterator[list[Word]]:
    """Yield the words of each sentence; a piece of a quotation is one of them."""
    paragraphs = sentences.paragraphs(text)
    for line in lines(text, paragraphs, quotations.find(text, paragraphs)):
        if line.words:
            yield line.words


class _Parts:
    """Parts of quotes, to be asked for by place in time that does not grow with their number."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = sorted(parts, key=lambda part: part[1])
        self._starts = [start for _, start, _ in self._parts]
        self._reach = list(accumulate((end for *_, end in self._parts), max))

    def within(self, start: int, end: int) -> Sequence[Part]:
        """Return the parts that have a character in common with `start:end`."""
        near = self._parts[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return [part for part in near if part[2] > start]


def _tags(words: Sequence[Word], parts: _Parts) -> list[str]:
    """Return what each word is: `B-cue`, `I-cue` and so on. Of two roles a cue comes first, then a source."""
    tags = [OUTSIDE] * len(words)
    near = parts.within(words[0].start, words[-1].end)
    for role, start, end in sorted(near, key=lambda part: (_ROLES.index(part[0]), part[1], -part[2])):
        inside = [i for i, word in enumerate(words) if start <= (word.start + word.end - 1) // 2 < end]
        free = [i for i in inside if tags[i] == OUTSIDE]
        for i in free:
            tags[i] = f"I-{role}" if i - 1 in free else f"B-{role}"
    return tags


def _features(words: Sequence[Word], rules: Sequence[str]) -> list[list[str]]:
    """Return what is seen at each word: itself, its neighbours, and what the rules make of them."""
    own = [_seen(word) for word in words]
    found = []
    for at, seen in enumerate(own):
        here = [*seen, f"rule={rules[at]}", f"place={min(at, 3)}", f"left={min(len(own) - at, 3)}"]
        for step in _WINDOW:
            if 0 <= at + step < len(own):
                here.append(f"{step}:rule={rules[at + step]}")
                here += [f"{step}:{feature}" for feature in own[at + step][:3]]
        found.append(here)
    return found


def _seen(word: Word) -> list[str]:
    if word.quotation >= 0:
        closing = word.text.rstrip("”\"’'»」』")[-1:]
        return ["in marks", "shape=marks", f"closing={closing if not closing.isalnum() else 'a'}"]
    known = lexicon.VERBS.get(word.low)
    shape = "A" if word.capital else "0" if word.text[0].isdigit() else "a" if word.is_word else word.text
    seen = [f"word={word.low}", f"shape={shape}", f"verb={int(known[0].takes) if known else 0}"]
    return [*seen, f"lemma={known[0].lemma}" if known else "", f"end={word.low[-3:]}"]


class _Context:
    """What tells the kind of a quote and its speaker."""

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.marks = Marks(quotations.find(text))
        self.speakers = Speakers(text, starts)


def _made(runs: Sequence[_Run], context: _Context) -> Iterator[Suggestion]:
    """Yield a suggestion for each cue with the contents nearest to it, or one for all if there is no cue."""
    cues = [run for run in runs if run.role == "cue"]
    sources = [run for run in runs if run.role == "source"]
    held: dict[_Run | None, list[_Run]] = {}
    for run in runs:
        if run.role == "content":
            held.setdefault(_nearest(run, cues), []).append(run)
    for cue, contents in held.items():
        source = _nearest(cue, sources) if cue else None
        whole = [*contents, *(run for run in (cue, source) if run)]
        spans = tuple((run.start, run.end) for run in contents)
        place = (source.start, source.end) if source else None
        found = Attribution(
            spans,
            (cue.start, cue.end) if cue else None,
            place,
            context.marks.kind(spans),
            "speech",
            context.speakers.of(place),
            round(sum(run.score for run in whole) / len(whole), 2),
            ("as in your finished articles",),
        )
        yield replace(quotes.suggestion(found), suggester=NAME)


def _nearest(run: _Run, others: Sequence[_Run]) -> _Run | None:
    return min(others, key=lambda each: max(each.start - run.end, run.start - each.end), default=None)


def _holds(found: Attribution, agreed: Collection[Part]) -> bool:
    """Tell whether what the rules found is suggested: it stands in marks, is likely, or was learned too."""
    sure = found.kind == "direct" or found.score >= SURE
    return sure or (found.cue is not None and ("cue", *found.cue) in agreed)
