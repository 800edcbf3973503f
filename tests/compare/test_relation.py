from reader.compare.align import align
from reader.compare.relation import Kinship, Side, Substitution, Summary, summarize

STORY = [
    "The mayor of Norwick opened the new ferry harbour on Monday in front of a large crowd.",
    "Three engineers had worked on the floating bridge at the old pier since last winter.",
    "She said the people of the town were proud and would use the bridge every day.",
    "Fishermen said that the berths cost 40 crowns a week and that nobody had asked them.",
    "A brass band from the Tolva valley played in the square until the rain came.",
    "The first crossing to Ile Marron will leave at six in the morning and return at noon.",
    "Tickets for children are free on the first day and cost two crowns after that.",
    "Police said they would close the road to the harbour for most of the week.",
    "The council will meet on Friday to talk about the money for a second bridge.",
    "Many people in the town still remember the storm that took the old ferry in 1962.",
]
SPINNING = {
    "the": "thaw", "in": "successful", "on": "connected", "said": "enunciated", "people": "multitude",
    "would": "volition", "and": "addition", "at": "astatine", "old": "antiquated", "use": "utilise",
    "will": "testament", "first": "initiatory", "of": "off-white", "most": "astir",
}  # fmt: skip
OTHER = [
    "Researchers found a beetle with golden wings deep in the Arven caves.",
    "It feeds on fungus, has no eyes and never leaves the dark.",
    "Professor Lind hopes to see living specimens next spring.",
    "Critics doubt that it is a species of its own.",
]


def of(a: list[str], b: list[str]) -> Summary:
    return summarize(a, b, align(a, b))


def spun(sentences: list[str]) -> list[str]:
    return [" ".join(SPINNING.get(w, w) for w in s.split()) for s in sentences]


def test_same_text():
    summary = of(STORY, STORY)
    assert summary.kinship is Kinship.SAME_TEXT
    assert (summary.kept, summary.share, summary.numbers_kept, summary.order_kept) == (10, 1, 1, 1)


def test_update():
    later = [STORY[0], "Two boats stayed in port.", *STORY[1:8], STORY[9].replace("1962", "1963")]
    summary = of(STORY, later)
    assert summary.kinship is Kinship.UPDATE
    assert (summary.kept, summary.edited, summary.added, summary.deleted) == (8, 1, 1, 1)
    assert summary.numbers_kept < 1
    assert summary.source is None


def test_rewrite_by_a_person():
    rewrite = [
        "Before a large crowd, Norwick's mayor on Monday opened the town's new ferry harbour.",
        "The floating bridge at the old pier took three engineers all winter.",
        "People of the town, she said, were proud.",
        "According to fishermen berths now cost 40 crowns a week, and they were never asked.",
        "Until the rain came, a band from the Tolva valley played.",
        "Ile Marron's first crossing leaves at six and returns at noon.",
        "On the first day children travel free; tickets then cost two crowns.",
        "The harbour road stays closed for most of the week, police said.",
        "Money for a second bridge is what the council will talk about on Friday.",
        "The storm of 1962 that took the old ferry is still remembered by many.",
    ]
    assert of(STORY, rewrite).kinship is Kinship.REWRITE


def test_spun_copy_and_its_source_either_way_round():
    copy = spun(STORY)
    summary = of(STORY, copy)
    assert (summary.kinship, summary.source) == (Kinship.SPUN, Side.BASE)
    assert summary.substitutions[0] == Substitution("the", "thaw", 19)
    assert summary.repeated > 0.5
    assert summary.to_rarer == 1
    assert summary.numbers_kept == 1
    back = of(copy, STORY)
    assert (back.kinship, back.source) == (Kinship.SPUN, Side.OTHER)


def test_shared_passages():
    summary = of(
        [*STORY[:2], *OTHER], [*STORY[:2], "Unrelated things happened in Gavik on Tuesday.", *STORY[6:]]
    )
    assert summary.kinship is Kinship.PASSAGES


def test_same_event_by_its_names():
    report = [
        "Talks between Arle and Borvia failed in Gavik late on Sunday.",
        "Delegates left by bus, and no date was set for another round.",
        "Some blamed President Ullmann, others the stubborn Minister Serrat.",
        *OTHER,
    ]
    comment = [
        "Why did Serrat go home smiling, while Ullmann drove through snow?",
        "Perhaps because nobody wants peace as badly as voters do.",
        "Whoever has seen Gavik in winter knows how long three days can be.",
        "Borvia buys tanks; Arle buys time.",
    ]
    assert of(report, comment).kinship is Kinship.EVENT


def test_unrelated():
    summary = of(STORY, OTHER)
    assert summary.kinship is Kinship.UNRELATED
    assert (summary.added, summary.deleted) == (4, 10)


def test_empty_articles():
    assert of([], []).kinship is Kinship.SAME_TEXT
    assert of(STORY, []).kinship is Kinship.UNRELATED
