"""What the list shows of a corpus: which articles in which order, found by numbers."""

import json
from array import array
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotate.annotation import Anchor, Annotation, Mark
from reader.annotate.conflicts import differ
from reader.annotate.overview import Overview
from reader.annotate.records import Record, mark_key
from reader.corpus.corpus import Corpus
from reader.grouping import Folds
from reader.tui.arranging import Arranger
from reader.tui.columns import Column, bar, cell, columns, short_id
from reader.tui.kinds import CONFLICTS, INCONSISTENT, LINKED, PROBLEMS, SPUN, VERSIONS, Known, count, kinds
from reader.tui.listing import AROUND, KEPT, Listing, Order, Profile, Wish
from reader.tui.opening import Pace, changes


def record(number: int, **known) -> dict:
    return {
        "id": f"a{number:03}",
        "title": f"Title {number}",
        "text": f"Text {number}. " * (number % 7 + 1),
    } | known


@pytest.fixture
def make(tmp_path):
    """Make a corpus of records; the ids of its articles end in those of the records."""
    made: list[Corpus] = []

    def corpus(records) -> Corpus:
        file = tmp_path / f"news{len(made)}.jsonl"
        file.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
        made.append(Corpus.open(file, cache=tmp_path / "cache"))
        return made[-1]

    yield corpus
    for each in made:
        each.close()


def shown(corpus, wish, known=None) -> list[str]:
    arrangement = Arranger(corpus).arrange(wish, known or Known({}))
    assert not arrangement.problem
    return [each.rpartition("#")[2] for each in corpus.ids(arrangement.rows)]


def identified(corpus, name: str) -> str:
    return next(each for each in corpus.ids(corpus.order("id")) if each.endswith(name))


def test_a_search_asks_for_every_word_and_may_be_unfinished(make) -> None:
    corpus = make([
        record(1, text="The harbour bridge is closed.", source="Lantern"),
        record(2, text="The bridge opens again.", source="Post"),
        record(3, text="A night train.", source="Lantern"),
    ])  # fmt: skip
    assert shown(corpus, Wish("bridge")) == ["a001", "a002"]
    assert shown(corpus, Wish("bridge harb")) == ["a001"]
    assert shown(corpus, Wish("source:lantern -bridge")) == ["a003"]
    assert shown(corpus, Wish("nothing like it")) == []
    assert len(shown(corpus, Wish(""))) == 3


def test_what_cannot_be_understood_leaves_the_rows_and_is_told(make) -> None:
    corpus = make([record(1)])
    arranger, listing = Arranger(corpus), Listing(source=corpus)
    listing.take(arranger.arrange(Wish(), Known({})))
    problem = arranger.arrange(Wish("before:yesterdayish "), Known({}))
    assert problem.problem
    listing.take(problem)
    assert len(listing.rows) == 1


@given(
    st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["", "Post", "Lantern"])), max_size=12),
    st.sampled_from(list(Order)),
    st.booleans(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sorting_loses_nothing_and_searching_keeps_the_order(make, made, order, reverse) -> None:
    records = [
        record(n, title=f"Title {number}", source=source, date=f"20{number % 30:02}-01-01")
        for n, (number, source) in enumerate(made)
    ]
    corpus = make(records)
    ids = corpus.ids(corpus.order("id"))
    known = Known({each: Overview((("claim", len(each) % 3),), "done", decided=1) for each in ids[::2]})
    everything = shown(corpus, Wish(order=order, reverse=reverse), known)
    assert sorted(everything) == [each["id"] for each in records]
    some = shown(corpus, Wish("source:post", order=order, reverse=reverse), known)
    assert some == [each for each in everything if each in set(some)]


def test_orders_by_what_is_annotated(make) -> None:
    corpus = make([record(number, text="One. Two. Three. Four.") for number in range(5)])
    ids = corpus.ids(corpus.order("id"))
    known = Known({
        ids[1]: Overview((("claim", 1),), "in progress", decided=1),
        ids[2]: Overview((("claim", 2), ("quote", 1)), "done", decided=3),
        ids[3]: Overview((), "in progress", decided=2),
    })  # fmt: skip
    assert shown(corpus, Wish(order=Order.LABELS), known) == ["a002", "a001", "a000", "a003", "a004"]
    assert shown(corpus, Wish(order=Order.PROGRESS), known) == ["a002", "a003", "a001", "a000", "a004"]
    assert shown(corpus, Wish(order=Order.STATE), known) == ["a001", "a003", "a000", "a004", "a002"]
    assert shown(corpus, Wish(order=Order.STATE, reverse=True), known)[0] == "a002"
    assert Arranger(corpus).arrange(Wish(), known).done == (1, 6, 20)


def test_kinds_keep_and_count_what_they_name(make) -> None:
    corpus = make([record(number) for number in range(5)])
    ids, numbers = corpus.ids(corpus.order("id")), corpus.order("id")
    folds = Folds([(1, numbers[0]), (1, numbers[3])], spun=[numbers[3]], linked=[numbers[4]])
    known = Known(
        {
            ids[1]: Overview((("claim", 1),), "in progress"),
            ids[2]: Overview((("claim", 2), ("quote", 1)), "done"),
            ids[3]: Overview((), "done", noted=True),
            "elsewhere.txt": Overview((("claim", 9),), "done"),
        },
        folds,
        conflicts=lambda: [ids[2], "elsewhere.txt"],
        inconsistent=lambda: [ids[0], ids[3]],
        troubled=lambda: [numbers[1]],
    )
    offered = kinds(["claim", "quote"], colleagues=True, stories=True, problems=True)
    kept = {kind.name: shown(corpus, Wish(kind=kind), known) for kind in offered}
    assert kept == {
        "all articles": ["a000", "a001", "a002", "a003", "a004"],
        "without labels": ["a000", "a003", "a004"],
        "to do": ["a000", "a004"],
        "in progress": ["a001"],
        "done": ["a002", "a003"],
        "with claim": ["a001", "a002"],
        "with quote": ["a002"],
        "with notes": ["a003"],
        CONFLICTS.name: ["a002"],
        VERSIONS.name: ["a000", "a003"],
        SPUN.name: ["a003"],
        LINKED.name: ["a004"],
        INCONSISTENT.name: ["a000", "a003"],
        PROBLEMS.name: ["a001"],
    }
    counts = count(offered, known, len(corpus), Arranger(corpus).numbers)
    assert {kind.name: number for kind, number in counts.items()} == {
        name: len(articles) for name, articles in kept.items()
    }
    assert {CONFLICTS, VERSIONS, PROBLEMS}.isdisjoint(kinds(["claim"]))


def test_a_search_may_ask_for_labels_states_and_notes(make) -> None:
    corpus = make([record(number) for number in range(4)])
    ids = corpus.ids(corpus.order("id"))
    known = Known(
        {ids[1]: Overview((("claim", 1),), "in progress"), ids[2]: Overview((), "done", noted=True)},
        noted=lambda having, words: [each for each in having if words == "check"],
    )
    asked = {
        "label:claim": ["a001"],
        "label:*": ["a001"],
        "label:none": ["a000", "a002", "a003"],
        "-label:*": ["a000", "a002", "a003"],
        "state:done": ["a002"],
        'state:"to do"': ["a000", "a003"],
        "note:*": ["a002"],
        "note:check": ["a002"],
        "note:other": [],
    }
    assert {text: shown(corpus, Wish(text), known) for text in asked} == asked


def story_corpus(make):
    corpus = make([record(number, date=f"2024-01-{10 + number}") for number in range(6)])
    one, two, three, _, five, six = corpus.order("id")
    return corpus, Known({}, Folds([(7, five), (7, three), (7, one), (9, six), (9, two)], spun=[three]))


def test_versions_of_a_story_fold_into_one_row(make) -> None:
    corpus, known = story_corpus(make)
    listing = Listing(source=corpus)

    def rows() -> list[str]:
        return [listing.entry(row).id.rpartition("#")[2] for row in range(len(listing.rows))]

    arranger = Arranger(corpus)
    listing.take(arranger.arrange(Wish(order=Order.STORY), known))
    assert rows() == ["a005", "a004", "a003"]
    assert listing.shown == listing.total == 6
    assert [listing.fold(row) and tuple(listing.fold(row)) for row in range(3)] == [
        (9, 0, 2, False),
        (7, 0, 3, False),
        None,
    ]
    assert listing.unfold(1, True) == 1
    assert rows() == ["a005", "a004", "a002", "a000", "a003"]
    assert tuple(listing.fold(3)) == (7, 2, 3, True)
    listing.take(arranger.arrange(Wish(order=Order.STORY), known))
    assert rows() == ["a005", "a004", "a002", "a000", "a003"], "it stays unfolded"
    assert listing.unfold(3, False) == 1
    assert rows() == ["a005", "a004", "a003"]
    assert listing.unfold(2, True) is None
    hidden = corpus.entry(identified(corpus, "a000"))
    assert listing.row_of(hidden) == 1, "the row of the fold it is in"
    assert (listing.versions(hidden.number), listing.spun(hidden.number)) == (3, False)
    listing.take(arranger.arrange(Wish(order=Order.STORY, reverse=True), known))
    assert rows() == ["a003", "a004", "a005"]


def test_a_filter_counts_only_what_it_keeps_of_a_story(make) -> None:
    corpus, known = story_corpus(make)
    listing = Listing(source=corpus)
    listing.take(Arranger(corpus).arrange(Wish(order=Order.STORY, kind=SPUN), known))
    assert len(listing.rows) == 1
    assert listing.fold(0) is None
    assert listing.versions(listing.rows[0]) == 3


def test_next_waiting_and_marks(make) -> None:
    corpus = make([record(number) for number in range(5)])
    ids = corpus.ids(corpus.order("id"))
    listing = Listing(source=corpus)
    listing.take(Arranger(corpus).arrange(Wish(), Known({})))
    listing.learn({ids[1]: Overview((("claim", 1),)), ids[2]: Overview((), "done")})
    assert listing.arrangement.done.articles == 1
    assert listing.next_waiting(0, 1) == 3
    assert listing.next_waiting(3, -1) == 0
    assert listing.next_waiting(4, 1) is None
    listing.mark([3, 1])
    assert list(listing.marked) == [ids[3], ids[1]]
    listing.mark([1])
    listing.mark([0, 3], on=True)
    assert list(listing.marked) == [ids[3], ids[0]]


def test_only_what_is_near_the_screen_is_looked_up_and_little_kept() -> None:
    class Counted:
        asked = 0

        def entries(self, numbers):
            self.asked += len(numbers)
            return []

        def ids(self, numbers):
            return []

        def number(self, article_id):
            return None

    source, listing = Counted(), Listing()
    listing.look_at(source)
    listing.rows = array("q", range(100_000))
    for row in range(30):
        assert listing.entry(row) is None
    assert source.asked <= 2 * AROUND
    for row in range(0, 100_000, 2 * AROUND):
        listing.entry(row)
    assert len(listing._entries) <= KEPT


def test_the_profile_tells_which_columns_are_worth_showing(make) -> None:
    corpus = make([record(number, title="Advertisement", source="The Gazette") for number in range(4)])
    profile = Arranger(corpus).profile()
    assert (profile.alike, profile.dated, profile.longest_source) == (True, False, 11)
    told = make([record(number, date="2024-01-01") for number in range(4)])
    assert Arranger(told).profile() == replace(profile, alike=False, dated=True, longest_source=0)


def test_what_became_of_a_corpus_is_told(make) -> None:
    before, after = make([record(1), record(2), record(3)]), make([record(2, text="Another."), record(4)])
    names = {
        each.rpartition("#")[2]: n
        for n, each in enumerate(before.ids(before.order("id")), before.order("id")[0])
    }
    known = {f"news1.jsonl#{name}": number + 100 for name, number in names.items()}
    assert changes(known, after) == "Read 2 articles again: 1 new, 2 gone, 1 changed"
    same = dict(zip(after.ids(after.order("id")), after.order("id"), strict=True))
    assert changes(same, after) == "Read 2 articles again: nothing changed"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 160])
@pytest.mark.parametrize("more", [False, True])
def test_columns_fill_the_width_and_never_more(width, more) -> None:
    found = columns(width, Profile(40, 20, True), 2, stories=more, begun=more)
    assert Order.TITLE in [column.order for column in found]
    taken = 4 + sum(column.width + column.gap for column in found) - found[-1].gap
    assert taken == max(width, taken if len(found) == 1 else width)


def test_columns_nobody_filled_are_left_out() -> None:
    orders = [column.order for column in columns(200, Profile(), 2)]
    assert orders == [Order.TITLE, Order.WORDS, Order.LABELS]


def test_titles_that_do_not_tell_articles_apart_get_the_file_beside_them() -> None:
    told = Profile(20, 7, True)
    assert columns(59, replace(told, alike=True), 2)[-1].order is Order.FILE
    assert Order.FILE not in [column.order for column in columns(59, told, 2)]


def test_a_long_id_loses_its_folder_before_its_name() -> None:
    assert short_id("one/two/three.txt", 20) == "one/two/three.txt"
    assert short_id("one/two/three.txt", 10) == "three.txt"
    assert short_id("one/records.jsonl#17", 10) == "17"
    assert short_id("a_long_name.txt", 5) == "a_long_name.txt"


def test_cells_are_cut_by_what_they_take_on_the_screen() -> None:
    assert cell("東京から", Column(Order.TITLE, 5)) == "東京…"
    assert cell("東京", Column(Order.TITLE, 6)) == "東京  "
    assert cell("7", Column(Order.WORDS, 4, right=True)) == "   7"


def test_a_bar_is_empty_only_at_nothing_and_full_only_at_everything() -> None:
    assert bar(0, 4) == "    "
    assert bar(1, 4) == "████"
    assert bar(0.5, 4) == "██  "
    assert bar(0.001, 4) == "▏   "
    assert bar(0.999, 4) == "███▉"


def test_a_pace_is_told_once_it_is_known() -> None:
    now = 0.0
    pace = Pace(lambda: now)
    assert not pace.due(), "what is done at once needs no progress"
    now = 0.3
    assert pace.due()
    assert not pace.due()
    pace.see(1_000, 50)
    assert (pace.speed(), pace.left(100)) == ("", "")
    now = 2.3
    pace.see(5_000, 75)
    assert pace.speed() == "2,000/s"
    assert pace.left(100) == "2 s left"
    assert pace.left(75 + 25 * 100) == "3 min left"
    pace.begin("something else")
    assert pace.speed() == ""


def decided(*spans: tuple[int, int, str]) -> Record:
    anchor = Anchor("", "", "digest")
    annotations, marks = {}, {}
    for start, end, label in spans:
        if label:
            made = Annotation(
                f"{start}{label}",
                "a",
                label,
                start,
                end,
                "x",
                (),
                anchor,
                annotator="kim",
                created="",
                updated="",
            )
            annotations[made.id] = made
        else:
            mark = Mark(start, end, "x", anchor, True, "", "")
            marks[mark_key(mark)] = mark
    return Record(annotations, marks)


def test_a_conflict_is_a_place_both_decided_differently() -> None:
    mine = decided((0, 10, "claim"), (11, 20, ""))
    assert not differ(mine, mine)
    assert differ(mine, decided((0, 10, "")))
    assert differ(mine, decided((0, 10, "quote")))
    assert differ(mine, decided((12, 15, "quote")))
    assert not differ(mine, decided((21, 30, "claim"))), "what only one has decided is no conflict"
    assert not differ(mine, Record())
