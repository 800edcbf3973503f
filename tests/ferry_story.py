"""An invented story of forty sentences in five versions: two updates, a rewrite and a spun copy of it."""

import re

from reader.corpus.article import Article

WIRE = """
A ferry ran aground off the island of Sarnholm on Tuesday evening with 212 people on board.
Nobody was seriously hurt, the coastguard said.
The Lady Ansel left the port of Velby shortly after six and struck a sandbank twenty minutes later.
Her captain reported thick fog and a failing radar.
“We heard a long grinding noise and then everything stood still,” said Marta Oleander, a teacher from Velby.
She was travelling with her two daughters.
Passengers were told to put on life jackets and to wait on the upper deck.
Some of them sang to calm the children.
Three fishing boats reached the ferry before the first lifeboat did.
Their crews took forty people off within an hour.
The rest were brought ashore by two lifeboats and a navy helicopter.
By midnight all passengers were in the school of Sarnholm.
The village has barely three hundred inhabitants.
Volunteers cooked soup and handed out blankets.
“Nobody asked who would pay for the bread,” said the mayor, Henrik Dahl.
Eleven people were treated for bruises and cold.
A man of 71 was flown to the hospital in Tressing with chest pain.
Doctors there described his condition as stable.
The operator, Sund Lines, apologised to its customers.
It promised to refund every ticket and to pay for hotel rooms.
The ferry is 38 years old and was built in Tressing.
She was last inspected in March.
The inspectors found eleven defects, four of them serious.
Sund Lines says that all of them were repaired by May.
The seamen's union doubts that.
“We warned the company about the radar three times this year,” said its chairwoman, Petra Quill.
The company did not want to comment on the warning.
The maritime board has opened an investigation.
Its experts went on board on Wednesday morning.
They secured the data recorder and the logbook.
A first report is expected within thirty days.
Fuel has not leaked so far.
The tanks hold about 60 tonnes of diesel.
Two tugs are standing by in case the wind turns.
The coastguard hopes to pull the ferry free at high tide on Thursday.
Until then the island is served by a smaller boat.
It carries no cars.
Sarnholm depends on the ferry for food, medicine and post.
The last accident on this route happened in 1994.
A bridge to the mainland has been discussed ever since and was never built.
""".strip().splitlines()


def _edited(lines: list[str], changes: dict[int, str | None], added: dict[int, str]) -> list[str]:
    """Return sentences with some changed (None: dropped) and others added behind them."""
    made = []
    for index, line in enumerate(lines):
        if (new := changes.get(index, line)) is not None:
            made.append(new)
        if index in added:
            made.append(added[index])
    return made


NOON = _edited(
    WIRE,
    {
        0: "A ferry ran aground off the island of Sarnholm on Tuesday evening with 214 people on board.",
        15: "Fourteen people were treated for bruises and cold.",
        17: None,
        31: "A little fuel has leaked, the coastguard said at noon.",
    },
    {
        26: "It said that it was working with the authorities.",
        33: "A third one is on its way from Tressing.",
    },
)
EVENING = _edited(
    NOON,
    {
        3: "Her captain reported thick fog and a failing radar, according to the radio log.",
        28: "Its experts went on board on Wednesday morning and left after nine hours.",
        35: "The coastguard now hopes to pull the ferry free at high tide on Friday.",
    },
    {10: "The helicopter flew six times."},
)
HERALD = _edited(
    WIRE,
    {
        0: "A ferry with 212 people on board ran aground off Sarnholm island on Tuesday evening.",
        1: "The coastguard said that nobody was seriously hurt.",
        4: "“We heard a long grinding noise and then everything stood still,” a teacher, Marta Oleander, "
        "said.",
        5: "She travelled with her two daughters.",
        6: "Passengers were told to put on life jackets. They were told to wait on the upper deck.",
        12: None,
        18: "Sund Lines, the operator, apologised to its customers and promised to refund every ticket.",
        19: None,
        24: "The seamen's union has its doubts.",
        27: "An investigation has been opened by the maritime board.",
        38: "The last accident on the route was in 1994.",
    },
    {13: "Readers of the Herald have sent four lorries of clothes."},
)
SWAPS = {
    "reported": "announced", "people": "persons", "hurt": "harmed", "left": "departed", "struck": "hit",
    "thick": "dense", "failing": "faltering", "heard": "perceived", "long": "lengthy", "noise": "sound",
    "everything": "all", "stood": "remained", "teacher": "educator", "travelling": "journeying",
    "Passengers": "Travellers", "told": "instructed", "wait": "linger", "calm": "soothe",
    "children": "youngsters", "reached": "attained", "crews": "teams", "took": "removed",
    "rest": "remainder", "brought": "conveyed", "passengers": "travellers", "village": "hamlet",
    "barely": "hardly any more than", "Volunteers": "Helpers", "cooked": "prepared", "handed": "gave",
    "asked": "inquired", "pay": "settle", "bread": "loaf", "treated": "tended", "bruises": "contusions",
    "flown": "airlifted", "pain": "ache", "Doctors": "Physicians", "described": "depicted",
    "condition": "state", "apologised": "expressed regret", "customers": "clients", "promised": "vowed",
    "refund": "reimburse", "rooms": "chambers", "old": "aged", "built": "constructed",
    "inspected": "examined", "found": "discovered", "serious": "grave", "repaired": "mended",
    "doubts": "questions", "warned": "alerted", "company": "firm", "comment": "remark",
    "opened": "launched", "experts": "specialists", "secured": "obtained", "expected": "anticipated",
    "leaked": "escaped", "hold": "contain", "standing": "waiting", "hopes": "aspires", "pull": "drag",
    "served": "supplied", "smaller": "tinier", "carries": "transports", "depends": "relies",
    "food": "nourishment", "accident": "mishap", "route": "course", "happened": "occurred",
    "discussed": "debated", "seriously": "gravely", "evening": "night", "investigation": "inquiry",
    "thirty": "30", "sang": "crooned", "boats": "vessels", "daughters": "girls", "upper": "top",
    "school": "schoolhouse", "hospital": "clinic", "ticket": "fare", "defects": "faults",
    "year": "twelvemonth", "morning": "forenoon", "data": "information", "report": "account",
    "wind": "breeze", "ferry": "ferryboat", "island": "isle", "four": "several", "bridge": "span",
    "tonnes": "tons",
}  # fmt: skip
SPUN = [re.sub(r"[A-Za-z]+", lambda word: SWAPS.get(word.group(), word.group()), line) for line in WIRE]


def _article(name: str, lines: list[str]) -> Article:
    return Article(f"ferry/{name}.md", "\n\n".join(lines), name)


ARTICLES = tuple(
    _article(name, lines)
    for name, lines in (
        ("wire", WIRE),
        ("noon", NOON),
        ("evening", EVENING),
        ("herald", HERALD),
        ("spun", SPUN),
    )
)
