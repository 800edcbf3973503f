from reader.compare.align import align
from reader.compare.moves import MovedBlock, moved_blocks

STORY = [
    "The mayor of Norwick opened the new ferry harbour on Monday.",
    "Three engineers had worked on the floating bridge since last winter.",
    "Fishermen complained that the berths cost 40 crowns a week.",
    "A brass band from the valley played until the rain came.",
    "The first crossing to Ile Marron leaves tomorrow morning.",
    "Tickets for children are free on the first day.",
    "Police closed the road along the quay for three hours.",
]
NEW = "Nobody expected swans to nest beneath lamps."


def test_sentences_that_moved_together_are_one_block():
    later = [*STORY[4:6], *STORY[:4], STORY[6]]
    assert moved_blocks(align(STORY, later)) == (MovedBlock((4, 5), (0, 1)),)


def test_a_new_sentence_may_stand_within_a_block():
    later = [STORY[4], NEW, STORY[5], *STORY[:4], STORY[6]]
    assert moved_blocks(align(STORY, later)) == (MovedBlock((4, 5), (0, 2)),)


def test_sentences_that_changed_their_order_too_are_blocks_of_their_own():
    later = [STORY[5], STORY[4], *STORY[:4], STORY[6]]
    blocks = moved_blocks(align(STORY, later))
    assert sorted(i for block in blocks for i in block.base) == [4, 5]
    assert len(blocks) == 2


def test_nothing_moved():
    assert moved_blocks(align(STORY, [NEW, *STORY[1:]])) == ()
