"""Random sessions against a plain dictionary, with the store closed and opened again in between."""

import copy
import shutil
import tempfile
from pathlib import Path

from annotate_helpers import make_article, make_clock, make_session
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.annotate.annotation import State
from reader.annotate.memory import MemoryStore
from reader.annotate.store import Store

ARTICLES = {name: make_article(name) for name in ("a.txt", "Story/b.md", "feed.jsonl#https://x.org/1")}
names = st.sampled_from(sorted(ARTICLES))
places = st.integers(0, 3)
labels = st.sampled_from(["claim", "quote"])


class Decisions(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        empty = {"labels": set(), "decided": set(), "notes": {}, "states": {}}
        self.now, self.undone, self.done = empty, [], []
        self.session = self.opened()

    def opened(self):
        return make_session(Store.open(self.folder / "annotations", "anna", clock=make_clock()))

    def remember(self):
        self.done.append(copy.deepcopy(self.now))
        self.undone.clear()

    @rule(name=names, first=places, last=places, label=labels)
    def tag(self, name, first, last, label):
        self.remember()
        wanted = {(name, i, label) for i in range(min(first, last), max(first, last) + 1)}
        on = not wanted <= self.now["labels"]
        self.now["labels"] = self.now["labels"] | wanted if on else self.now["labels"] - wanted
        self.session.tag(ARTICLES[name], first, last, label)

    @rule(name=names, first=places, last=places)
    def clear(self, name, first, last):
        self.remember()
        span = {(name, i) for i in range(min(first, last), max(first, last) + 1)}
        labelled = {place for place in self.now["labels"] if place[:2] in span}
        undecide = not labelled and span <= self.now["decided"]
        self.now["labels"] -= labelled
        self.now["decided"] = self.now["decided"] - span if undecide else self.now["decided"] | span
        self.session.clear(ARTICLES[name], first, last)

    @rule(name=names, sentence=places, text=st.sampled_from(["", "why?", "“é”"]))
    def note(self, name, sentence, text):
        if text != self.now["notes"].get((name, sentence), ""):
            self.remember()
            self.now["notes"][name, sentence] = text
        self.session.set_note(ARTICLES[name], sentence, text)

    @rule(name=names, state=st.none() | st.sampled_from(State))
    def set_state(self, name, state):
        if state != self.now["states"].get(name):
            self.remember()
            self.now["states"][name] = state
        self.session.set_state(ARTICLES[name], state)

    def says_now(self, span, wanted):
        """Expect `wanted` labels on each sentence of `span`, or a decision if there is none."""
        said = {(name, i, label) for name, i in span for label in wanted}
        known = {place for place in self.now["labels"] if place[:2] in span}
        if known == said and (wanted or span <= self.now["decided"]):
            return
        self.remember()
        self.now["labels"] = self.now["labels"] - known | said
        self.now["decided"] = self.now["decided"] | (set() if wanted else span)

    @rule(name=names, first=places, last=places, label=st.none() | labels)
    def settle(self, name, first, last, label):
        article, run = ARTICLES[name], range(min(first, last), max(first, last) + 1)
        other = make_session(MemoryStore("ben"))
        if label:
            other.put(article, run[0], run[-1], label)
        self.says_now({(name, i) for i in run}, {label} if label else set())
        self.session.settle(article, run, other.annotations(article), "settled")

    @rule(name=names, sentence=places, source=names, like=places)
    def make_alike(self, name, sentence, source, like):
        wanted = {place[2] for place in self.now["labels"] if place[:2] == (source, like)}
        self.says_now({(name, sentence)}, wanted)
        self.session.make_alike(ARTICLES[name], sentence, ARTICLES[source], like)

    @rule(times=st.integers(1, 4))
    def undo(self, times):
        for _ in range(times):
            done = self.session.undo()
            assert (done is None) == (not self.done)
            if self.done:
                self.undone.append(self.now)
                self.now = self.done.pop()

    @rule(times=st.integers(1, 4))
    def redo(self, times):
        for _ in range(times):
            done = self.session.redo()
            assert (done is None) == (not self.undone)
            if self.undone:
                self.done.append(self.now)
                self.now = self.undone.pop()

    @rule()
    def reopen(self):
        self.session.store.close()
        self.session = self.opened()

    @rule()
    def lose_the_article_files(self):
        """The journal alone holds everything, as after a crash before any file was written."""
        self.session.store.close()
        for path in (self.folder / "annotations" / "anna").rglob("*.json"):
            path.write_bytes(b"{ torn")
        self.session = self.opened()

    @invariant()
    def agrees(self):
        for name, article in ARTICLES.items():
            for i in range(4):
                found = {(name, i, a.label) for a in self.session.labels(article, i)}
                expected = {place for place in self.now["labels"] if place[:2] == (name, i)}
                assert found == expected
                assert self.session.note(article, i) == self.now["notes"].get((name, i), "")
                assert self.session.decided(article, i) == (
                    (name, i) in self.now["decided"] or bool(expected)
                )
            assert sum(self.session.counts(name).values()) == sum(p[0] == name for p in self.now["labels"])
            assert self.session.store.load(name).state == self.now["states"].get(name)

    def teardown(self):
        self.session.store.close()
        shutil.rmtree(self.folder)


Decisions.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestDecisions = Decisions.TestCase
