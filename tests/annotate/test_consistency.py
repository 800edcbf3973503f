from itertools import combinations

from annotate_helpers import make_article
from ferry_story import ARTICLES

from reader.annotate.consistency import inconsistencies
from reader.annotate.versions import NEAR, Spot, Versions

BRIDGE = "The bridge over the river Marl is closed until the end of May."
COSTS = "Repairs will cost 5 million, the mayor of Pennant told reporters."
EDITED = "The bridge over the river Marl is closed until the end of June."
OTHER = "Ferries run every hour from the old harbour to the northern bank."


def versions(*articles, pairs=None):
    found = Versions()
    for article in articles:
        found.within(article)
    for i, j in pairs or combinations(range(len(articles)), 2):
        found.between(articles[i], articles[j])
    return found


def odd(found, said):
    labels = {Spot(*place): frozenset(those) for place, those in said.items()}
    return [(each.likely, each.odd) for each in inconsistencies(found, labels.get)]


def test_the_same_words_are_one_group_and_edited_ones_are_near():
    found = versions(make_article("a", BRIDGE, COSTS), make_article("b", OTHER, BRIDGE, COSTS))
    assert found.group("a", 0) == found.group("b", 1) != found.group("a", 1) == found.group("b", 2)
    assert found.group("b", 0) is None
    near = versions(make_article("a", BRIDGE, COSTS), make_article("b", EDITED, COSTS))
    assert near.group("a", 0) is None
    (edited,) = [each for each in near.likenesses if each.one == ("a", 0)]
    assert (edited.other, NEAR <= edited.score < 1) == (("b", 0), True)


def test_what_an_article_repeats_is_one_group():
    found = versions(make_article("a", BRIDGE, COSTS, BRIDGE))
    assert found.group("a", 0) == found.group("a", 2)


def test_a_sentence_that_is_labelled_otherwise_than_the_most_is_told_once():
    articles = [make_article(name, BRIDGE, COSTS) for name in "abcd"]
    said = {("a", 0): ["claim"], ("b", 0): ["claim"], ("c", 0): [], ("d", 0): ["claim"]}
    ((likely, found),) = odd(versions(*articles), said)
    assert found == ("c", 0)
    assert likely.article in "abd"


def test_undecided_sentences_and_equal_labels_are_no_inconsistency():
    found = versions(make_article("a", BRIDGE), make_article("b", BRIDGE))
    assert odd(found, {("a", 0): ["claim"]}) == []
    assert odd(found, {("a", 0): ["claim"], ("b", 0): ["claim"]}) == []
    assert odd(found, {("a", 0): ["claim"], ("b", 0): []}) == [(("a", 0), ("b", 0))]


def test_nearly_the_same_sentences_are_told_of_too():
    found = versions(make_article("a", BRIDGE, COSTS), make_article("b", EDITED, COSTS))
    assert odd(found, {("a", 0): ["claim"], ("b", 0): ["quote"]}) == [(("a", 0), ("b", 0))]


def test_sentences_of_a_spun_copy_are_nearly_the_same():
    first, *_, spun = ARTICLES
    found = versions(first, spun)
    swapped = [
        each for each in found.likenesses if each.one.article != each.other.article and each.score < NEAR
    ]
    assert len(swapped) > 10
    place, there = swapped[0].one, swapped[0].other
    assert odd(found, {place: ["claim"], there: []})


def test_only_sentences_that_were_compared_are_set_against_each_other():
    """The first and the last are alike, but nothing says so: between them is one that is undecided."""
    articles = [make_article(name, BRIDGE) for name in "abc"]
    found = versions(*articles, pairs=[(0, 1), (1, 2)])
    assert odd(found, {("a", 0): ["claim"], ("c", 0): ["quote"]}) == []
