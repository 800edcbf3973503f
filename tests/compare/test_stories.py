import random
import subprocess
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare import phrases, postings
from reader.compare import pool as pools
from reader.compare.candidates import candidates, fingerprint
from reader.compare.comparison import Cancelled
from reader.compare.pool import Pool
from reader.compare.relation import Kinship
from reader.compare.spool import Spool, Spooled
from reader.compare.stories import VERSIONS, Pair, Story, cluster, find, verify
from reader.corpus.article import Article

SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]
WORDS = "the a of in on to and at by for with from as was were has had it that"
LITTLE = WORDS.split()


def sentences(seed: object, count: int = 12, people: int = 4) -> list[str]:
    """Return invented sentences with names, a number each, and the little words of a language."""
    chance = random.Random(f"sentences {seed}")
    names = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(people)]
    made = []
    for _ in range(count):
        words = [
            chance.choice(LITTLE) if chance.random() < 0.4 else "".join(chance.choices(SYLLABLES, k=3))
            for _ in range(chance.randint(10, 18))
        ]
        words[len(words) // 2] = chance.choice(names)
        words[-2] = str(chance.randint(2, 900))
        made.append(f"{' '.join(words).capitalize()}.")
    return made


def article(name: str, told: list[str], date: str = "") -> Article:
    return Article(name, "\n\n".join(told), told[0] if told else "", date=date)


def updated(told: list[str], seed: object = 0) -> list[str]:
    return [*told[1:4], sentences(f"new {seed}", 1)[0], *told[4:]]


def spun(told: list[str]) -> list[str]:
    swaps = {"the": "thaw", "in": "successful", "on": "connected", "and": "addition", "was": "cosmos"}
    swaps |= {
        "to": "toe",
        "at": "astatine",
        "of": "offish",
        "by": "past",
        "it": "information",
        "a": "angstrom",
    }
    return [" ".join(swaps.get(word, word) for word in sentence.split(" ")) for sentence in told]


def members(stories: list[Story]) -> list[tuple[str, ...]]:
    return [story.members for story in stories]


def news() -> list[Article]:
    """Return twelve stories in one to three versions each, and one text four times."""
    made = []
    for n in range(12):
        told = sentences(n)
        for version in range(1 + n % 3):
            made.append(article(f"{n:02}-{version}", told, f"2023-03-{10 + version}"))
            told = updated(told, f"{n}/{version}")
    return [*made, *(article(f"copy-{n}", sentences("copy")) for n in range(4))]


NEWS = news()
EXPECTED = [
    *((f"{n:02}-0", *(f"{n:02}-{v}" for v in range(1, 1 + n % 3))) for n in range(12) if n % 3),
    tuple(f"copy-{n}" for n in range(4)),
]


def test_the_same_text():
    told = sentences(1)
    later = article("a", told, "2023-03-11")
    assert verify(later, article("b", told, "2023-03-10")) == Pair("b", "a", 1.0, Kinship.SAME_TEXT)
    assert verify(later, article("b", told)) == Pair("a", "b", 1.0, Kinship.SAME_TEXT)


def test_an_update_from_the_earlier_article():
    pair = verify(article("a", updated(sentences(1)), "2023-03-11"), article("b", sentences(1), "2023-03-10"))
    assert pair is not None
    assert (pair.a, pair.b, pair.relation) == ("b", "a", Kinship.UPDATE)
    assert 0.75 < pair.share < 1


def test_a_spun_copy_has_its_source_first_whenever_it_was_published():
    source, copy = (
        article("z", sentences(2, 20), "2023-03-12"),
        article("a", spun(sentences(2, 20)), "2023-03-10"),
    )
    pair = verify(copy, source)
    assert pair is not None
    assert (pair.a, pair.b, pair.relation) == ("z", "a", Kinship.SPUN)


def test_what_takes_up_a_short_article_among_much_else_is_no_version_of_it():
    pair = verify(article("a", sentences(1, 4)), article("b", [*sentences(1, 4), *sentences(2, 60)]))
    assert pair is not None
    assert pair.relation is Kinship.PASSAGES


def test_likeness_and_dates_tell_the_same_event():
    one, other = article("a", sentences(1), "2023-03-10"), article("b", sentences(2), "2023-03-11")
    assert verify(one, other, 0.15) == Pair("a", "b", 0.0, Kinship.EVENT)
    assert verify(one, other, 0.05) is None
    assert verify(one, article("b", sentences(2), "2021-01-01"), 0.15) is None


def test_nothing_to_compare():
    assert verify(article("a", []), article("b", sentences(1))) is None
    assert find([]) == []
    assert find([article("a", []), article("b", []), article("c", ["Short."])]) == []


def test_stories_and_who_holds_whom():
    stories = find(NEWS)
    assert members(stories) == EXPECTED
    three = next(story for story in stories if story.members[0] == "02-0")
    assert [pair.relation for pair in three.pairs] == [Kinship.UPDATE] * 3
    for story in stories:
        check(story)


def check(story: Story) -> None:
    """Every member but the front is held by a version pair with one that leads back to the front."""
    assert set(story.held) == set(story.members) - {story.front}
    assert set(story.held.values()) <= set(story.pairs)
    for member in story.held:
        seen = set()
        while member != story.front:
            assert member not in seen
            seen.add(member)
            pair = story.held[member]
            assert pair.relation in VERSIONS
            assert member in (pair.a, pair.b)
            assert {pair.a, pair.b} <= set(story.members)
            member = holder(story, member)


def holder(story: Story, member: str) -> str:
    pair = story.held[member]
    return pair.a if pair.b == member else pair.b


@settings(max_examples=8, deadline=None)
@given(st.permutations(NEWS))
def test_any_order_gives_the_same_stories(articles):
    assert find(articles) == find(NEWS)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=len(NEWS), max_size=len(NEWS)), st.randoms())
def test_articles_added_step_by_step_give_the_same_stories(steps, chance):
    articles = [*NEWS]
    chance.shuffle(articles)
    pairs: list[Pair] = []
    known: list[tuple[int, bytes]] = []
    for step in (1, 2, 3):
        fresh = {n for n, each in enumerate(steps) if each == step}
        known += [(n, fingerprint(articles[n])) for n in sorted(fresh)]
        for a, b, likeness in candidates(known, fresh):
            pair = verify(articles[a], articles[b], likeness)
            if pair:
                pairs.append(pair)
    assert members(cluster(pairs)) == EXPECTED


def test_a_shared_paragraph_or_wire_insert_does_not_make_one_story():
    shared = sentences("wire", 4)
    stories = find(
        article(f"{n}-{version}", [*told, *shared])
        for n in range(3)
        for version, told in enumerate((sentences(n), updated(sentences(n))))
    )
    assert [story.members for story in stories if len(story.members) > 1] == [
        (f"{n}-0", f"{n}-1") for n in range(3)
    ]


def test_boilerplate_in_many_articles_does_not_make_one_story():
    notice = sentences("notice", 6)
    articles = [article(f"{n:02}", [*sentences(n, 8), *notice]) for n in range(80)]
    assert all(len(story.members) == 1 for story in find(articles))


def test_what_takes_up_two_stories_joins_one_of_them_at_most():
    told = [article(f"{n}-{v}", updated(sentences(n), v)) for n in range(2) for v in range(3)]
    both = article("both", [*sentences(0), *sentences(1)])
    for story in find([*told, both]):
        assert len({member[0] for member in story.members} - {"b"}) <= 1


def test_a_spun_copy_is_held_by_its_source():
    told = [sentences(n, 20) for n in range(3)]
    stories = find([*(article(f"s{n}", each) for n, each in enumerate(told)), article("a", spun(told[1]))])
    assert members(stories) == [("a", "s1")]
    assert stories[0].front == "s1"
    assert stories[0].held["a"].relation is Kinship.SPUN


def test_an_event_links_stories_and_does_not_join_them():
    same = Pair("a1", "a2", 0.9, Kinship.UPDATE)
    link = Pair("a2", "b1", 0.4, Kinship.EVENT)
    stories = cluster([link, same])
    assert stories == [Story(("a1", "a2"), "a1", (same, link), {"a2": same}), Story(("b1",), "b1")]


def test_an_article_joins_if_it_goes_together_with_most_members():
    pairs = [
        Pair("v1", "v2", 0.9, Kinship.UPDATE),
        Pair("v2", "v3", 0.8, Kinship.UPDATE),
        Pair("v1", "v3", 0.5, Kinship.PASSAGES),
    ]
    assert members(cluster(pairs)) == [("v1", "v2", "v3")]
    assert members(cluster(pairs[:2])) == [("v1", "v2")]


def test_copies_of_one_text_are_one_member_for_others():
    pairs = [Pair("a", f"copy{n}", 1.0, Kinship.SAME_TEXT) for n in range(50)]
    story = cluster([*pairs, Pair("a", "b", 0.8, Kinship.REWRITE)])[0]
    assert len(story.members) == 52
    assert {holder(story, member) for member in story.held} == {"a"}


IDS = [f"a{n}" for n in range(9)]
VERDICTS = [Kinship.SAME_TEXT, Kinship.UPDATE, Kinship.REWRITE, Kinship.SPUN, Kinship.PASSAGES, Kinship.EVENT]


@st.composite
def verdicts(draw) -> list[Pair]:
    ends = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
    found = draw(st.dictionaries(ends, st.tuples(st.sampled_from(VERDICTS), st.integers(25, 100))))
    return [
        Pair(a, b, 1.0 if kind is Kinship.SAME_TEXT else share / 100, kind)
        for (a, b), (kind, share) in found.items()
    ]


@given(verdicts(), st.randoms())
def test_stories_are_held_together_by_verified_pairs_only(pairs, chance):
    stories = cluster(pairs)
    found = [member for story in stories for member in story.members]
    assert len(found) == len(set(found))
    for story in stories:
        assert story.members == tuple(sorted(story.members))
        assert set(story.pairs) <= set(pairs)
        check(story)
    chance.shuffle(pairs)
    assert cluster(pairs) == stories


@given(verdicts())
def test_every_event_stands_once_and_leads_to_another_story(pairs):
    stories = cluster(pairs)
    story_of = {member: n for n, story in enumerate(stories) for member in story.members}
    links: defaultdict[Pair, int] = defaultdict(int)
    for n, story in enumerate(stories):
        for pair in story.pairs:
            if pair.relation is Kinship.EVENT:
                links[pair] += 1
                assert story_of[pair.a] == n
                assert story_of[pair.b] != n
    assert all(count == 1 for count in links.values())


def test_an_id_that_stands_twice():
    assert members(find([article("a", sentences(1)), article("a", sentences(1))])) == [("a", "a~2")]


def test_progress_and_stopping():
    told: list[tuple[str, int, int]] = []
    find(NEWS, progress=lambda *how_far: told.append(how_far))
    assert told[-1] == ("Comparing articles", len(NEWS), len(NEWS))
    with pytest.raises(Cancelled):
        find(NEWS, cancelled=lambda: True)


def test_an_iterator_that_fails_leaves_nothing_behind():
    def failing():
        yield from NEWS
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        find(failing())


@pytest.fixture
def spooled(tmp_path):
    with Spool(tmp_path / "articles") as spool:
        places = [spool.put(each) for each in NEWS]
    shelf = Spooled(tmp_path / "articles")
    yield shelf, places
    shelf.close()


def test_worker_processes_give_the_same_answers(spooled, monkeypatch):
    shelf, places = spooled
    monkeypatch.setattr(pools, "ARTICLES", 5)
    monkeypatch.setattr(pools, "PAIRS", 3)
    for module in (phrases, postings):
        monkeypatch.setattr(module, "AT_ONCE", 5)
    with Pool(shelf, 10_000, 2) as pool:
        prints = list(pool.fingerprints(places))
        answers = list(pool.verified(candidates(prints, meet=pool.meetings)))
        assert len(pool._workers) == 2
    assert prints == [(place, fingerprint(each)) for place, each in zip(places, NEWS, strict=True)]
    assert members(cluster(pair for _, pair in answers if pair)) == EXPECTED


def test_workers_that_die_are_done_without(spooled, monkeypatch):
    shelf, places = spooled
    monkeypatch.setattr(pools, "ARTICLES", 5)
    with Pool(shelf, 10_000, 2) as pool:
        found = pool.fingerprints(places)
        first = next(found)
        for worker in pool._workers:
            worker._process.kill()
        assert len([first, *found]) == len(places)


def test_stopping_ends_the_workers_at_once(spooled):
    shelf, places = spooled
    stop: list[bool] = []
    with Pool(shelf, 10_000, 2, lambda: bool(stop)) as pool:
        found = pool.fingerprints(places * 100)
        next(found)
        stop.append(True)
        with pytest.raises(Cancelled):
            list(found)
    assert all(isinstance(worker._process.poll(), int) for worker in pool._workers)


def test_an_error_of_the_shelf_is_raised(spooled):
    shelf, _ = spooled
    with pytest.raises(Exception, match=r".+"), Pool(shelf, 10_000, 1) as pool:
        list(pool.fingerprints([10**9]))


def test_no_worker_can_be_started(spooled, monkeypatch):
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError("no more processes")

    shelf, places = spooled
    monkeypatch.setattr(subprocess, "Popen", refuse)
    with Pool(shelf, 10_000, 2) as pool:
        assert len(list(pool.fingerprints(places))) == len(places)
