"""Full names of speakers, resolved from what an article said before.

A surname or first name stands for the full name it is part of, the nearest before it first. A pronoun stands
for whoever was quoted or began a sentence last and is not known to be of the other sex; that is told by
titles and by common first names.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reader.corpus.attribution import lexicon, people
from reader.corpus.attribution.lexicon import wordset

Span = tuple[int, int]

_TITLE = (
    r"(?:M[rs]|Mrs|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Prof|Revd?|Hon|St|Insp|Supt|Det|[JS]r)\."
)
_CAPITAL = "[" + "".join(each for each in map(chr, range(0x2000)) if each.isupper() or each.istitle()) + "]"
_WORD = rf"{_CAPITAL}(?:[\w’'-]*\w)?[’']?"
_NAME = re.compile(
    rf"(?<!\w)(?:{_CAPITAL}\.(?=[ \xa0])|{_TITLE}|{_WORD})"
    rf"(?:(?<![’']s)[ \xa0](?:(?:de|del|della|di|da|van|von|der|den|bin|ibn|al|el|la|le)[ \xa0])*"
    rf"(?:{_CAPITAL}\.(?=[ \xa0])|{_TITLE}|{_WORD}))*"
)
_POSSESSIVE = re.compile(r"[’']s?\Z")
_INITIAL = re.compile(r"[^\W\d_]\.\Z")
_NO_PEOPLE = wordset(
    """house party times post university college council news states kingdom street court department
    office committee association agency ministry company group institute center centre bank union
    congress senate parliament police army force service services board commission campaign team club
    school hospital city county state district church press journal magazine network television tv
    radio inc corp ltd co llc act bill law day week awards award foundation society league world war
    airport bridge river north south east west new"""
)
_NOT_NAMES = (
    wordset(
        """the a an he she they we i you it there here his her their our my its this these those yes no
    not so then now still also yet according however meanwhile instead earlier later last both some
    many most all several few one two three former asked ahead there’s it’s he’s she’s"""
    )
    | lexicon.PREPOSITIONS
    | lexicon.SUBORDINATORS
)
_HE = wordset("he him his")
_SHE = wordset("she her hers")
_POSSESSIVES = wordset("his her their its")
_APPOSITION = re.compile(
    r"[^,]+, (?:an?|the|his|her|their) (?:[\w’'-]+ ){0,4}?([\w-]+)(?: (?:for|of|at|in|with)\b|,|\Z)"
)
"""Who somebody is, after the name: the noun."""
_NAME_ENDS = re.compile(r"(?:[’']s?)?\s*(?:\Z|(?:of|from|in|at|on|for|who|,|-)\b)")
_ONE_PERSON = wordset("a an the one his her their our another")
_LOOK_BACK = 12
"""How many names and speakers back a pronoun may reach."""
_AS_NEAR = 150
"""How many characters farther somebody may be who is known to be of the right sex."""
_OCCASIONS = wordset(
    "visit visits trip tour interview speech address statement debate hearing rally broadcast"
)
_LONGEST_TITLE = 60
_NEAR = 60
"""How many characters before `who` its name may end."""


class _Name(NamedTuple):
    """A mention of a name: its words without titles, and what its title says about the sex."""

    start: int
    end: int
    words: tuple[str, ...]
    sex: str
    subject: bool
    person: bool


class Speakers:
    """The names of one article; sources must be asked for in order."""

    def __init__(self, text: str, starts: Sequence[int] = ()) -> None:
        """Take the names in `text`; `starts` are where its sentences begin, in order."""
        self._text = text
        self._starts = starts
        begin = frozenset(starts)
        self._names = [name for found in _NAME.finditer(text) if (name := _name(found, begin))]
        self._at = [name.start for name in self._names]
        self._full: dict[str, str] = {}
        self._later: dict[str, str] = {}
        self._sexes: dict[str, str] = {}
        self._read = 0
        self._spoke: list[tuple[int, str]] = []
        self._called: dict[str, str] = {}
        for name in self._names:
            if len(name.words) > 1 and name.person:
                self._later.setdefault(name.words[-1].lower(), " ".join(name.words))

    def of(self, source: Span | None) -> str:
        """Return the full name of a source, or how it is called if it has none; empty if unknown."""
        if source is None:
            return ""
        start, end = source
        self._read_to(end)
        mention = self._text[start:end].strip(",; ")
        low = mention.lower()
        if low in lexicon.PERSONAL or low in lexicon.RELATIVES or low in _POSSESSIVES:
            found = self._meant_by(low, start)
        else:
            found = self._named(mention, start) or self._called_before(low) or " ".join(mention.split())
            self._call(mention, found)
        if found:
            self._spoke.append((start, found))
        return found

    def _read_to(self, end: int) -> None:
        while self._read < len(self._names) and self._names[self._read].start < end:
            name = self._names[self._read]
            self._read += 1
            if len(name.words) > 1 and name.person:
                for word in (name.words[0], name.words[-1]):
                    self._full[word.lower()] = " ".join(name.words)
            if name.sex:
                self._sexes[name.words[-1].lower()] = name.sex

    def _called_before(self, mention: str) -> str:
        """Return who was called by a noun and more before: `the spokesman` for `a young spokesman`."""
        words = mention.split()
        return self._called.get(words[1], "") if len(words) == 2 and words[0] == "the" else ""

    def _call(self, mention: str, found: str) -> None:
        """Keep the noun by which a speaker is called, to be known again by it."""
        apposition = _APPOSITION.match(mention)
        noun = apposition[1] if apposition else mention.split()[-1] if mention.split() else ""
        described = len(found.split()) > 2 and found.endswith(noun) and found[0].isalnum()
        if noun.islower() and (apposition or described):
            self._called[noun] = found

    def _named(self, mention: str, start: int) -> str:
        """Return the full name in a mention if it names its person: the last before an apposition."""
        head = mention.split(",", 1)[0].split("(", 1)[0]
        inside = self._names[bisect_left(self._at, start) : bisect_left(self._at, start + len(head))]
        for name in reversed(inside):
            if not name.person:
                continue
            before = head[: name.start - start].split()
            whose = bool(before) and (
                before[-1] in lexicon.PREPOSITIONS or not {"between", "and"}.isdisjoint(before)
            )
            whose = whose or (len(name.words) == 1 and bool(before) and before[-1].endswith(("’s", "'s")))
            if not whose and _NAME_ENDS.match(self._text, name.end, start + len(head)):
                return self._resolved(name.words)
        return ""

    def _resolved(self, words: tuple[str, ...]) -> str:
        if len(words) > 1:
            return " ".join(words)
        key = words[0].lower()
        return self._full.get(key) or self._later.get(key) or words[0]

    def _meant_by(self, pronoun: str, start: int) -> str:
        if pronoun in _HE or pronoun in _SHE:
            return self._antecedent(start, "m" if pronoun in _HE else "f")
        if pronoun in ("who", "whose", "whom"):
            return self._before(start)
        last = self._spoke[-1][1] if self._spoke else ""
        if pronoun in ("it", "its"):
            return "" if _is_somebody(last) and not last[0].islower() else last
        return last if pronoun in ("they", "their") else ""

    def _antecedent(self, start: int, sex: str) -> str:
        """Return whom `he` or `she` means: who spoke or began a sentence last, else who was named last."""
        place = bisect_left(self._at, start)
        near = [name for name in self._names[max(0, place - _LOOK_BACK) : place] if name.person]
        named = [
            (name.start, full, name.subject) for name in near if " " in (full := self._resolved(name.words))
        ]
        sentence = bisect_right(self._starts, start) - 1
        begun = self._starts[sentence] if sentence >= 0 else 0
        known = [
            (at, full) for at, full, subject in named if subject or (at > begun and self._sex(full) == sex)
        ]
        known += [(at, full) for at, full in self._spoke[-_LOOK_BACK:] if _is_somebody(full)]
        if described := self._described(begun, start):
            known.append((begun, described))
        known = [each for each in known if self._sex(each[1]) in ("", sex)]
        if not known or self._is_occasion(begun, start):
            known = [(at, full) for at, full, _ in named if self._sex(full) in ("", sex)] or known
        if not known:
            return ""
        last = max(known)
        sure = [each for each in known if self._sex(each[1]) == sex and last[0] - each[0] < _AS_NEAR]
        found = max(sure or [last])[1]
        self._sexes.setdefault(found.split()[-1].lower(), sex)
        return found

    def _is_occasion(self, begun: int, end: int) -> bool:
        """Tell whether a sentence begins with where somebody spoke, who has a name then: `On a visit, he`."""
        first, *others = self._text[begun:end].lower().split() or [""]
        return first in lexicon.PREPOSITIONS and any(word.rstrip(",") in _OCCASIONS for word in others)

    def _described(self, begun: int, end: int) -> str:
        """Return whom a sentence is about if it begins with a title and no name: `The mayor will …`."""
        first, *words = self._text[begun : min(end, begun + _LONGEST_TITLE)].split(" ")
        verb = next((place for place, word in enumerate(words) if _is_verb(word)), 0)
        if first not in ("The", "A", "An") or not verb or words[verb - 1].lower() not in people.TITLES:
            return ""
        return " ".join([first, *words[:verb]])

    def _before(self, start: int) -> str:
        """Return the name that stands right before `who`."""
        place = bisect_left(self._at, start)
        name = self._names[place - 1] if place else None
        if name is None or start - name.end > _NEAR or not name.person:
            return ""
        return self._resolved(name.words)

    def _sex(self, full: str) -> str:
        """Return `m`, `f` or nothing, by titles, pronouns and common first names."""
        words = full.lower().split()
        known = self._sexes.get(words[-1]) or people.TITLE_SEX.get(words[-1])
        if known or len(words) < 2:
            return known or ""
        return "m" if words[0] in people.MEN else "f" if words[0] in people.WOMEN else ""


def _name(found: re.Match[str], begin: AbstractSet[int]) -> _Name | None:
    """Return the name in a run of capitalised words, without titles and what only begins a sentence."""
    words = found.group().replace("\xa0", " ").split()
    start, sex = found.start(), ""
    begins = subject = start in begin
    bare = [word.rstrip(".").lower() for word in words]
    skipped = 0
    for place, word in enumerate(bare):
        if begins and word in _NOT_NAMES and place == skipped:
            subject = subject and word not in lexicon.PREPOSITIONS
            skipped = place + 1
        elif word in people.TITLES or (word in lexicon.TIME and place == skipped):
            sex = people.TITLE_SEX.get(word, sex)
            skipped = place + 1
    start += sum(len(word) + 1 for word in words[:skipped])
    words = words[skipped:]
    if not words:
        return None
    end = found.end() - (len(words[-1]) - len(_POSSESSIVE.sub("", words[-1])))
    words[-1] = _POSSESSIVE.sub("", words[-1])
    plain = tuple(
        word if _INITIAL.match(word) or word in ("Jr.", "Sr.") else word.rstrip(".") for word in words
    )
    return _Name(start, end, plain, sex, subject, _is_person(plain)) if all(plain) else None


def _is_verb(word: str) -> bool:
    return word in lexicon.AUXILIARIES or word in lexicon.VERBS


def _is_person(words: tuple[str, ...]) -> bool:
    if any(word.lower() in _NO_PEOPLE for word in words):
        return False
    return len(words) > 1 or not (len(words[0]) > 1 and words[0].isupper())


def _is_somebody(full: str) -> bool:
    """Tell whether a speaker may be one person: a name of two words, or somebody described."""
    first, *_, last = full.split() if " " in full else ("", "")
    if not last or last.lower() in _NO_PEOPLE:
        return False
    described = first.lower() in _ONE_PERSON and not last.endswith("s") and " of " not in full
    return described or (first[0].isupper() and last[0].isupper())
