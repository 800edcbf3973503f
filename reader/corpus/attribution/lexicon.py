"""Words that tell who said or thought what: verbs of speech and thought by what follows them, and titles.

A verb is given by its base form and, if they are not regular, by its past form and participle
(`say/said`, `know/knew/known`). The lists are general English; none of them is meant to be complete.
"""

from enum import IntFlag
from itertools import chain
from typing import NamedTuple


class Takes(IntFlag):
    """What may follow a verb."""

    CLAUSE = 1
    """A statement, with `that` or without: `said (that) it rains`. Such verbs can also stand after it."""
    THAT = 2
    """A statement, but only after `that`, `how`, `what`, `whether` or a colon."""
    THING = 4
    """What is spoken of: `praised the plan`."""
    TO = 8
    """What is meant to be done: `wants to leave`."""
    PERSON = 16
    """Whoever is spoken to, before the statement: `told reporters that`."""
    WRITING = 32
    """The medium is writing."""
    THOUGHT = 64
    """The medium is thought."""
    QUOTE = 128
    """Nothing but words in quotation marks: `continued`."""


class Form(IntFlag):
    """Which forms of a verb a word may be."""

    BASE = 1
    THIRD = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16


class Verb(NamedTuple):
    """A verb: its base form, what it takes, the small words it may take with it, how sure a sign it is."""

    lemma: str
    takes: Takes
    strength: float
    particles: frozenset[str] = frozenset()


_C, _TH, _N, _TO, _P, _W, _M, _Q = (
    Takes.CLAUSE,
    Takes.THAT,
    Takes.THING,
    Takes.TO,
    Takes.PERSON,
    Takes.WRITING,
    Takes.THOUGHT,
    Takes.QUOTE,
)


def wordset(text: str) -> frozenset[str]:
    """Return words separated by white space as a set."""
    return frozenset(text.split())


_GROUPS: tuple[tuple[Takes, float, str], ...] = (
    (
        _C,
        0.95,
        """say/said add note claim argue explain insist admit acknowledge announce declare assert contend
        allege concede recall predict joke quip remark reiterate stress emphasize emphasise complain boast
        brag lament caution counter opine proclaim speculate testify muse retort confide confess
        reckon theorize estimate hint exclaim warn warrant imply charge brief""",
    ),
    (_C | _Q, 0.9, "observe suggest conclude report confirm reveal disclose repeat state"),
    (_C | _W, 0.9, "write/wrote/written tweet email blog post text retweet"),
    (_C | _P, 0.95, "tell/told inform remind assure notify advise convince persuade reassure"),
    (_C | _P | _TO, 0.9, "ask"),
    (_C | _TO, 0.9, "promise vow pledge"),
    (_C | _M, 0.85, "believe think/thought hope fear worry suspect doubt assume guess figure/figured"),
    (_C | _M, 0.7, "realize realise wish imagine agree expect wonder remember"),
    (_TH | _M, 0.7, "know/knew/known feel/felt learn understand/understood decide dream determine"),
    (_TH | _N | _M, 0.5, "consider view perceive see/saw/seen regret appreciate"),
    (
        _Q | _TH,
        0.9,
        """reply respond answer continue begin/began/begun interject maintain
        shout yell scream cry mutter murmur whisper bark snap thunder chant comment boom roar beam laugh
        protest demand read/read echo fume grumble gripe intone holler plead inquire query chuckle sigh
        tease chide gush crow declaim sing/sang/sung recount elaborate gasp deadpan react rule""",
    ),
    (_C, 0.75, "show/showed/shown indicate"),
    (_TH, 0.7, "prove demonstrate hear/heard discover find/found recognize recognise"),
    (_C | _N, 0.85, "deny propose recommend stipulate foresee/foresaw/foreseen anticipate mention"),
    (_N | _TO | _M, 0.75, "want"),
    (_TO | _M, 0.6, "plan intend aim prefer"),
    (_TO, 0.7, "refuse decline threaten"),
    (
        _N,
        0.85,
        """criticize criticise praise slam blast denounce condemn describe dismiss mock decry deride
        ridicule lambaste bemoan tout hail applaud commend thank congratulate cite discuss rebuke
        scold chide deplore disparage belittle rip/ripped trash laud extol champion reject insult disavow
        accuse blame urge implore beg/begged beseech exhort express voice outline reference recite quote
        call dub/dubbed label brand deem question defend endorse oppose portray
        downplay recount welcome berate decry attack""",
    ),
    (
        _N,
        0.6,
        """support back favor favour highlight detail list/listed name characterize characterise
        identify encourage request invoke admire challenge summarize debate apologize share cast/cast
        apologise advocate order""",
    ),
    (_N, 0.5, "offer"),
)

_PARTICLES = {
    "call": "for on out",
    "point": "out to",
    "refer": "to",
    "allude": "to",
    "talk": "about of",
    "speak": "about of",
    "warn": "of about against",
    "complain": "about of",
    "boast": "about of",
    "brag": "about",
    "agree": "with",
    "disagree": "with",
    "ask": "about for",
    "object": "to",
    "respond": "to with",
    "comment": "on",
    "focus": "on",
    "joke": "about",
    "rail": "against about",
    "lash": "out",
    "shoot": "back",
    "fire": "back",
    "hit": "back",
    "go": "on",
    "make": "clear",
    "muse": "about",
    "worry": "about",
    "apologize": "for to",
    "apologise": "for to",
    "think": "of about",
    "argue": "for against",
    "testify": "about",
    "say": "of",
    "elaborate": "on",
    "advocate": "for",
    "campaign": "against for",
    "plead": "for",
    "learn": "about of",
    "chime": "in",
    "hint": "at",
    "insist": "on",
    "decide": "on",
    "inquire": "about",
    "believe": "in",
    "approve": "of",
    "disapprove": "of",
    "dwell": "on",
    "remark": "on",
    "reflect": "on",
    "report": "on",
    "tweet": "about",
    "write": "about of",
    "push": "for",
}

_WITH_PARTICLE: tuple[tuple[Takes, float, str], ...] = (
    (_C, 0.9, "point"),
    (_N, 0.8, "refer allude talk speak/spoke/spoken complain object rail lash advocate disagree hint"),
    (_Q | _TH, 0.85, "shoot/shot fire hit/hit chime go/went/gone"),
    (_C, 0.85, "make/made"),
    (_N, 0.7, "push"),
    (_N, 0.55, "focus campaign reflect dwell disapprove approve"),
)

_IRREGULAR_ING = {
    "hit": "hitting",
    "begin": "beginning",
    "beg": "begging",
    "rip": "ripping",
    "dub": "dubbing",
    "tweet": "tweeting",
    "brag": "bragging",
    "admit": "admitting",
    "plan": "planning",
    "quip": "quipping",
    "see": "seeing",
    "foresee": "foreseeing",
    "label": "labeling",
}
_DOUBLED = wordset("admit beg rip dub brag plan quip hit begin")


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")) or lemma == "go":
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ed"
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _ing(lemma: str) -> str:
    if lemma in _IRREGULAR_ING:
        return _IRREGULAR_ING[lemma]
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + "ing"


def _conjugated() -> dict[str, tuple[Verb, Form]]:
    found: dict[str, tuple[Verb, Form]] = {}
    for takes, strength, words in chain(_GROUPS, _WITH_PARTICLE):
        for word in words.split():
            lemma, *irregular = word.split("/")
            past = irregular[0] if irregular else _past(lemma)
            participle = irregular[-1] if irregular else past
            verb = Verb(lemma, takes, strength, frozenset(_PARTICLES.get(lemma, "").split()))
            forms = {
                Form.BASE: lemma,
                Form.THIRD: _third(lemma),
                Form.PAST: past,
                Form.PARTICIPLE: participle,
                Form.ING: _ing(lemma),
            }
            for form, text in forms.items():
                known, before = found.get(text, (verb, Form(0)))
                if known.lemma == lemma or not before:
                    found[text] = verb if known.lemma != lemma else known, before | form
    return found


VERBS: dict[str, tuple[Verb, Form]] = _conjugated()
"""Every form of every verb."""

NOUNLIKE = wordset(
    "state back post text email view remark show question name request order offer report plan share"
)
"""Verbs whose base form and `-s` form are mostly nouns."""

NEEDS_PARTICLE = frozenset(word.split("/")[0] for *_, words in _WITH_PARTICLE for word in words.split())


BE = wordset("is are was were be been being am ’s 's ’re 're ’m 'm")
HAVE = wordset("has have had having ’ve 've ’d 'd hasn haven hadn")
MODALS = wordset("will would can could may might must shall should ’ll 'll cannot can’t")
AUXILIARIES = (
    BE
    | HAVE
    | wordset(
        """will would can could may might must shall should did does do ’ll 'll isn aren wasn weren won
    wouldn couldn can’t cannot didn doesn don shouldn mustn needn ’t 't"""
    )
)
NEGATIONS = wordset("not n’t n't ’t 't never")
ADVERBS = wordset(
    """also not never then later now again still often once always already just even further
    repeatedly recently reportedly previously publicly openly quickly largely barely specifically
    falsely first earlier ever instead simply only merely all both famously apparently long too
    together soon ’t 't has so far actually really"""
)
CHAINED = wordset(
    """try tries tried trying began begin begins beginning start started starts starting continue
    continues continued continuing seek seeks sought seeking went goes going used wanted wants want
    able struggling refuse refused refuses declined declines hesitated rushed managed decided chose
    seemed seems appeared appears proceeded meant quick set"""
)
PRONOUNS = wordset("""he she they it we i you who which that this these those one everyone nobody someone""")
PERSONAL = wordset("he she they it we i you")
RELATIVES = wordset("who which that whom whose")
DETERMINERS = wordset(
    """the a an this that these those his her their its our your my some many most several few all
    both each every another other no any two three four five six seven eight nine ten more one"""
)
PREPOSITIONS = wordset(
    """of in on at by for from with to into onto about over under after before during since until
    against among between through throughout without within near across behind beyond despite like
    unlike amid along around off up down out per via toward towards upon as than"""
)
SUBORDINATORS = wordset(
    """that when while if because as but although though whether where how why what since unless until
    once after before than so yet nor or and"""
)
CONJUNCTIONS = wordset("and but or nor so yet")
CLAUSE_STARTS = wordset(
    """that how why what whether if when where who which he she they it we i you there his her their
    its our the a an this these those no some many most all both each every nobody everyone people my
    your"""
)
TIME = wordset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow
    january february march april may june july august september october november december jan. feb.
    aug. sept. oct. nov. dec. night morning afternoon evening week month year earlier later last
    recently early late weekend"""
)
TIME_SPANS = TIME | wordset("minutes hour hours day days weeks months years decade decades times nights")
MEDIUM_NOUNS = wordset("""report statement letter memo article book study poll survey email column op-ed""")
NOUNS = wordset(
    """claim claims belief argument assertion allegation allegations suggestion view opinion fear
    fears hope hopes promise pledge warning conclusion contention insistence statement statements
    prediction accusation accusations concern concerns admission announcement vow demand complaint
    remark remarks comment comments"""
)
NOUNS_FROM = NOUNS | wordset("criticism criticisms questions objections advice word reports protests")
"""Nouns of what somebody says that may be followed by who says it: `criticism from her that …`."""
NOUNS_WITH_TO = wordset(
    "desire promise pledge vow plan wish threat demand call hope ambition request refusal"
)
"""Nouns that say what somebody means to do: `their desire to leave`."""
THOUGHT_NOUNS = wordset(
    "desire wish ambition belief view opinion fear fears hope hopes conclusion concern concerns"
)
POSSESSIVES = wordset("his her their its my our your whose")
