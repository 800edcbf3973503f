from annotate_helpers import make_article, make_session

from reader.annotate.conflicts import articles_with_conflicts
from reader.annotate.consistency import Inconsistency
from reader.annotate.memory import MemoryStore
from reader.annotate.versions import Spot


def test_articles_that_others_decided_differently_or_oneself_inconsistently():
    ann, ben, cleo = (make_session(MemoryStore(name)) for name in ("ann", "ben", "cleo"))
    same, other, alone = (make_article(name) for name in ("same", "other", "alone"))
    for session in (ann, ben):
        session.tag(same, 0, 0, "claim")
        session.tag(other, 0, 0, "claim" if session is ann else "quote")
    ann.tag(alone, 0, 0, "claim")
    cleo.clear(same, 0, 0)
    assert articles_with_conflicts(ann.store, [ben.store]) == {"other"}
    assert articles_with_conflicts(ann.store, [ben.store, cleo.store]) == {"other", "same"}
    odd = Inconsistency(Spot("alone", 0), Spot("same", 1), 1.0, (frozenset(), frozenset({"claim"})))
    assert articles_with_conflicts(ann.store, [], [odd]) == {"alone", "same"}
