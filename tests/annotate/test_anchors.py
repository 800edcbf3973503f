from dataclasses import dataclass
from hashlib import sha256

from annotate_helpers import make_article, make_session
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotate import anchors
from reader.annotate.annotation import Mark


@dataclass
class Tracked:
    """Sentences that know which of them is which, however the text around them changes."""

    sentences: list[tuple[int, str]]

    def text(self) -> str:
        return "\n".join(words for _, words in self.sentences)

    def start(self, identity: int) -> int | None:
        at = 0
        for known, words in self.sentences:
            if known == identity:
                return at
            at += len(words) + 1
        return None

    def identity_at(self, start: int) -> int | None:
        return next((known for known, _ in self.sentences if self.start(known) == start), None)


VOCABULARY = [
    "He said no.",
    "No.",
    "Rain fell.",
    "The bridge over the Alder is closed until May.",
    "He said no. No.",
]
sentences = st.sampled_from(VOCABULARY)
edits = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "swap"]), st.integers(0, 30), st.integers(0, 30)),
    max_size=5,
)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def edited(before: Tracked, plan) -> Tracked:
    after = list(before.sentences)
    fresh = 1000
    for kind, where, other in plan:
        if kind == "insert":
            fresh += 1
            after.insert(where % (len(after) + 1), (fresh, f"Fresh words {fresh}."))
        elif after and kind == "delete":
            del after[where % len(after)]
        elif after:
            one, two = where % len(after), other % len(after)
            after[one], after[two] = after[two], after[one]
    return Tracked(after)


@settings(max_examples=400)
@given(st.lists(sentences, min_size=1, max_size=10), st.integers(0, 30), edits)
def test_a_label_is_on_its_own_words_or_an_orphan(words, which, plan):
    before = Tracked(list(enumerate(words)))
    identity = which % len(words)
    old = before.text()
    start = before.start(identity)
    end = start + len(words[identity])
    made = anchors.anchor(old, digest(old), start, end)
    after = edited(before, plan)
    new = after.text()
    found = anchors.locate(new, digest(new), start, end, words[identity], made)
    if found is None:
        # In doubt only if the words are gone, or stood there more than once.
        assert made.copies > 1 or new.count(words[identity]) != 1
        return
    assert new[found[0] : found[1]] == words[identity]
    if made.copies == 1:
        assert after.identity_at(found[0]) == identity
    else:
        assert new[: found[0]].endswith(made.prefix)
        assert new[found[1] :].startswith(made.suffix)


@given(st.lists(sentences, min_size=1, max_size=8), st.integers(0, 30), st.integers(0, 30))
def test_words_that_only_moved_keep_their_label(words, which, where):
    """A paragraph put first makes an orphan of nothing."""
    before = Tracked(list(enumerate(words)))
    identity = which % len(words)
    old = before.text()
    start = before.start(identity)
    made = anchors.anchor(old, digest(old), start, start + len(words[identity]))
    new = f"A new first paragraph.\n{old}"
    found = anchors.locate(new, digest(new), start, start + len(words[identity]), words[identity], made)
    assert found == (start + 23, start + 23 + len(words[identity]))


def test_a_copy_of_a_deleted_sentence_does_not_take_its_label():
    old = "No.\nFirst.\nNo.\nSecond.\n"
    made = anchors.anchor(old, digest(old), 0, 3)
    new = "First.\nNo.\nSecond.\n"
    assert made.copies == 2
    assert anchors.locate(new, digest(new), 0, 3, "No.", made) is None


def test_the_session_shows_moved_labels_where_they_are_and_lists_orphans():
    session = make_session()
    before = make_article("a.txt", "One thing.", "Two things.", "Three things.")
    session.tag(before, 0, 0, "claim")
    session.tag(before, 2, 2, "quote")
    session.clear(before, 1, 1)
    after = make_article("a.txt", "A new start.", "Two things.", "Three things.", "One more.")
    assert [(a.label, a.start, after.text[a.start : a.end]) for a in session.annotations(after)] == [
        ("quote", 25, "Three things.")
    ]
    assert [each.piece.text for each in session.lost(after)] == ["One thing."]
    assert [session.decided(after, i) for i in range(4)] == [False, True, True, False]
    session.tag(after, 2, 2, "quote")
    assert session.annotations(after) == ()
    session.undo()
    assert [a.text for a in session.annotations(before)] == ["One thing.", "Three things."]
    session.remove(after, session.lost(after)[0].id)
    assert session.lost(after) == ()


def test_a_mark_of_an_old_text_never_hides_one_of_the_new():
    session = make_session()
    before = make_article("a.txt", "Same length 1.", "Same length 2.")
    session.clear(before, 0, 0)
    after = make_article("a.txt", "Same length 3.", "Same length 1.")
    session.set_note(after, 0, "new")
    assert session.decided(after, 1)
    assert session.note(after, 0) == "new"
    session.clear(after, 1, 1)
    assert not session.decided(after, 1)
    session.undo()
    assert session.decided(after, 1)


def test_parts_move_with_their_annotation():
    session = make_session()
    before = make_article("a.txt", "“Go,” she said.")
    session.tag_span(before, 0, 5, "quote", parts=[("cue", 10, 14), ("source", 6, 9)])
    after = make_article("a.txt", "Yes.", "“Go,” she said.")
    quote = session.annotations(after)[0]
    assert [(p.role, after.text[p.start : p.end]) for p in quote.parts] == [
        ("cue", "said"),
        ("source", "she"),
    ]
    gone = make_article("a.txt", "Yes.", "“Go,” he said.")
    assert session.annotations(gone) == ()
    assert len(session.lost(gone)) == 1


def test_marks_are_placed_like_labels():
    mark = Mark(0, 3, "No.", anchors.anchor("No.\nYes.", "x", 0, 3), decided=True)
    assert anchors.place_mark(mark, "Well.\nNo.\nYes.", "y").start == 6
    assert anchors.place_mark(mark, "Yes.", "y") is None


@given(
    st.lists(st.text("ab .", min_size=1, max_size=40), min_size=1, max_size=60),
    st.integers(0, 3),
)
def test_many_words_are_found_in_one_pass_as_they_are_one_by_one(words, again):
    text = "".join(words * (again + 1))
    search = anchors.Search(text)
    search.prepare([*words, *(f"{a}{b}" for a in words for b in words)])
    for each in words:
        assert search.find(each) == list(anchors.occurrences(text, each))
        start = text.find(each)
        end = start + len(each)
        assert anchors.anchor(text, "x", start, end, search) == anchors.anchor(text, "x", start, end)


def test_a_range_is_looked_for_in_one_pass(monkeypatch):
    article = make_article(
        "a.txt", *(f"Sentence {i} is not like any of the others here." for i in range(200))
    )
    monkeypatch.setattr(anchors, "occurrences", None)
    session = make_session()
    assert session.tag(article, 0, 199, "claim").articles
    assert session.clear(article, 0, 199).articles


def test_surroundings_grow_until_they_tell_copies_apart():
    text = "Same words here.\n" * 9 + "Other.\n" + "Same words here.\n" * 2
    starts = list(anchors.occurrences(text, "Same words here."))
    made = [anchors.anchor(text, "x", start, start + 16) for start in starts]
    assert len({(anchor.prefix, anchor.suffix) for anchor in made}) == len(starts)
    assert {anchor.copies for anchor in made} == {11}
    new = f"First.\n{text}"
    for start, anchor in zip(starts, made, strict=True):
        assert anchors.locate(new, "y", start, start + 16, "Same words here.", anchor) == (
            start + 7,
            start + 23,
        )
