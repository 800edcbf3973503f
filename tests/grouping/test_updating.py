"""Stories are found once, and again only where something is new, changed or gone."""

import random

import pytest
from tales import FIRST, article, tale, updated

from reader import grouping
from reader.compare.relation import Kinship
from reader.compare.stories import find
from reader.corpus.corpus import Corpus
from reader.grouping import work

Steps = list[tuple[str, int, int]]


def grouped(corpus: Corpus) -> Steps:
    steps: Steps = []
    assert grouping.update(corpus, lambda *step: steps.append(step))
    return steps


def read(steps: Steps) -> int:
    """Return how many articles were read."""
    return max((done for what, done, _ in steps if what == work.READING), default=0)


def found(corpus: Corpus) -> dict[int, list[str]]:
    return {
        story.number: sorted(member.entry.id.partition("#")[2] for member in story.members)
        for story in grouping.stories(corpus)
        if len(story.members) > 1
    }


def test_versions_are_found_and_nothing_else(write) -> None:
    corpus = write(FIRST)
    assert read(grouped(corpus)) == len(FIRST)
    assert sorted(found(corpus).values()) == [["dam-1", "dam-2", "dam-3"], ["mill-1", "mill-2"]]
    story = grouping.story_of(corpus, "news.jsonl#mill-1")
    assert story is not None
    (pair,) = story.pairs
    assert (pair.a, pair.b, pair.relation) == ("news.jsonl#mill-1", "news.jsonl#mill-2", Kinship.UPDATE)
    assert 0.8 < pair.share <= 1


def test_without_a_change_nothing_is_done(write) -> None:
    corpus = write(FIRST)
    grouped(corpus)
    before = found(corpus)
    assert grouped(corpus) == []
    again = write(FIRST)
    assert grouped(again) == []
    assert found(again) == before


def test_only_what_is_new_is_read_and_a_story_keeps_its_number(write) -> None:
    corpus = write(FIRST)
    grouped(corpus)
    numbers = {members[0]: number for number, members in found(corpus).items()}
    more = write({**FIRST, "a-mill": article(updated(FIRST["mill-2"]["text"].split("\n\n")), "2031-05-09")})
    assert read(grouped(more)) == 1
    after = found(more)
    assert after[numbers["mill-1"]] == ["a-mill", "mill-1", "mill-2"]
    assert after[numbers["dam-1"]] == ["dam-1", "dam-2", "dam-3"]


def test_a_changed_article_stays_in_its_story_or_leaves_it(write) -> None:
    corpus = write(FIRST)
    grouped(corpus)
    numbers = {members[0]: number for number, members in found(corpus).items()}
    text = FIRST["mill-1"]["text"].replace(".", " indeed.", 1)
    edited = write({**FIRST, "mill-1": {**FIRST["mill-1"], "text": text}, "dam-2": article(tale("new"))})
    assert read(grouped(edited)) == 2
    assert found(edited) == {numbers["mill-1"]: ["mill-1", "mill-2"], numbers["dam-1"]: ["dam-1", "dam-3"]}


def test_an_article_that_is_gone_leaves_its_story_at_once(write) -> None:
    corpus = write(FIRST)
    grouped(corpus)
    rest = write({name: each for name, each in FIRST.items() if name not in ("mill-2", "dam-3")})
    assert len(grouping.folds(rest)) == 2, "even before the stories are found again"
    assert read(grouped(rest)) == 0
    assert list(found(rest).values()) == [["dam-1", "dam-2"]]
    numbers = set(found(corpus))
    back = write(FIRST)
    grouped(back)
    (new,) = set(found(back)) - numbers
    assert found(back)[new] == ["mill-1", "mill-2"], "the number of a story that was gone is not used again"


def test_of_copies_that_stood_for_each_other_one_may_go(write) -> None:
    """Of equal texts one stands for all; without it the others are versions of each other as before."""
    copies = {f"copy-{n}": article(tale("mill"), f"2031-06-0{n}") for n in (1, 2, 3)}
    corpus = write({**FIRST, **copies})
    grouped(corpus)
    assert ["copy-1", "copy-2", "copy-3", "mill-1", "mill-2"] in found(corpus).values()
    for gone in ("mill-1", "copy-1", "copy-2"):
        FIRST_WITHOUT = {n: each for n, each in {**FIRST, **copies}.items() if n != gone}
        rest = write(FIRST_WITHOUT)
        grouped(rest)
        members = sorted({"copy-1", "copy-2", "copy-3", "mill-1", "mill-2"} - {gone})
        assert members in found(rest).values()


def test_stopped_it_goes_on_where_it_was(write, monkeypatch) -> None:
    monkeypatch.setattr(work, "TOGETHER", 1)
    corpus = write(FIRST)
    steps: Steps = []
    stopped = 0

    def enough() -> bool:
        return len(steps) > 3 * stopped + 2

    while not grouping.update(corpus, lambda *step: steps.append(step), enough):
        stopped += 1
        assert stopped < 40
    assert stopped > 3
    done = [step for step in steps if step[0] == work.READING]
    assert len(done) == len(FIRST), "no article is read twice"
    again = write(FIRST)
    assert sorted(found(again).values()) == [["dam-1", "dam-2", "dam-3"], ["mill-1", "mill-2"]]


def test_what_another_version_kept_is_found_anew(write) -> None:
    corpus = write(FIRST)
    grouped(corpus)
    with corpus.index.change() as connection:
        connection.execute("UPDATE grouping SET value = 'long ago' WHERE name = 'format'")
    assert list(grouping.stories(corpus)) == []
    assert grouping.story_of(corpus, "news.jsonl#mill-1") is None
    assert read(grouped(corpus)) == len(FIRST)
    assert len(found(corpus)) == 2


def test_articles_that_come_while_it_works_are_for_the_next_time(write, monkeypatch) -> None:
    corpus = write({name: each for name, each in FIRST.items() if name != "mill-2"})
    settle = work._keep_stories

    def late(index, stories) -> None:
        write(FIRST)
        settle(index, stories)

    monkeypatch.setattr(work, "_keep_stories", late)
    grouped(corpus)
    assert ["mill-1", "mill-2"] not in found(corpus).values()
    monkeypatch.undo()
    assert read(grouped(corpus)) == 1
    assert ["mill-1", "mill-2"] in found(corpus).values()


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_the_same_stories_are_found_as_at_once(write, seed: int) -> None:
    chance = random.Random(seed)
    articles: dict[str, dict[str, str]] = {}
    most = 0
    for _ in range(12):
        for _ in range(chance.randint(1, 6)):
            name = f"a{chance.randint(0, 15)}"
            sentences = tale(f"tale {chance.randint(0, 4)}")
            for _ in range(chance.randint(0, 2)):
                sentences = updated(sentences)
            articles[name] = article(sentences, f"2031-05-{chance.randint(10, 28)}")
        for name in chance.sample(sorted(articles), min(len(articles), chance.randint(0, 3))):
            del articles[name]
        corpus = write(articles)
        grouped(corpus)
        at_once = (story.members for story in find(corpus) if len(story.members) > 1)
        expected = sorted(sorted(each.partition("#")[2] for each in members) for members in at_once)
        assert sorted(found(corpus).values()) == expected
        most = max(most, len(expected))
    assert most > 1
