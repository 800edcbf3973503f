"""Verbs of speech and thought in a sentence, with their auxiliaries."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.corpus.attribution import lexicon
from reader.corpus.attribution.lexicon import Form, Takes, Verb, wordset
from reader.corpus.attribution.words import Word

_BEFORE_NOUNS = lexicon.DETERMINERS - wordset(
    """some many most all both several few this that those each one more other another"""
)
_POSSESSIVE = wordset("’s 's ’ '")
_PLURALS = wordset(
    """people police men women children we they i you who some many most all both few others which"""
)
_NEVER_NOUNS = wordset("say tell believe think argue agree insist know")
_NO_ADVERBS = wordset("family only early daily likely supply apply reply ally rally july italy")
_BEFORE_GERUNDS = wordset("by for of in with after before without about from while when despite")
_WENT_ON = wordset("go goes went gone")


class Cue(NamedTuple):
    """A verb with its auxiliaries and particle: `words[first:last]`, its verb at `head`."""

    first: int
    last: int
    head: int
    verb: Verb
    finite: bool
    passive: bool
    infinitive: bool
    negated: bool


def find(words: Sequence[Word], headline: bool = False) -> list[Cue]:
    """Return the cues of a sentence in order; in a headline, verbs may have capitals."""
    found: list[Cue] = []
    for head, word in enumerate(words):
        known = lexicon.VERBS.get(word.low)
        if known is None or (found and head < found[-1].last):
            continue
        if word.capital and head and not headline:
            continue
        cue = _cue(words, head, *known)
        if cue:
            found.append(cue)
    return found


def is_adverb(word: Word) -> bool:
    """Tell whether a word can stand between a subject and its verb."""
    low = word.low
    by_ending = len(low) > 4 and low.endswith("ly") and low not in _NO_ADVERBS and not word.capital
    return by_ending or low in lexicon.ADVERBS


def _cue(words: Sequence[Word], head: int, verb: Verb, forms: Form) -> Cue | None:
    last = _with_particle(words, head, verb)
    if last is None:
        return None
    first, auxiliaries = _before(words, head)
    participle = bool(forms & (Form.ING | Form.PARTICIPLE))
    if head - first == 1 and words[first].low in _POSSESSIVE and not participle:
        return None
    infinitive = not auxiliaries and first > 0 and words[first - 1].low == "to"
    if not auxiliaries and not _is_verb(words, first, last, verb, forms, infinitive):
        return None
    perfect = auxiliaries & lexicon.HAVE and "been" not in auxiliaries
    return Cue(
        first=first - infinitive,
        last=last,
        head=head,
        verb=verb,
        finite=bool(auxiliaries) or not (infinitive or forms == Form.ING),
        passive=bool(auxiliaries & lexicon.BE and forms & Form.PARTICIPLE and not perfect),
        infinitive=infinitive,
        negated=bool(auxiliaries & lexicon.NEGATIONS),
    )


def _with_particle(words: Sequence[Word], head: int, verb: Verb) -> int | None:
    """Return where a verb ends with its particle; None if it is no cue without one."""
    following = words[head + 1].low if head + 1 < len(words) else ""
    if following not in verb.particles:
        return None if verb.lemma in lexicon.NEEDS_PARTICLE else head + 1
    is_date = following == "on" and head + 2 < len(words) and words[head + 2].low in lexicon.TIME
    return head + 1 if is_date else head + 2


def _before(words: Sequence[Word], head: int) -> tuple[int, frozenset[str]]:
    """Return where the auxiliaries and adverbs before a verb begin, and which auxiliaries they are.

    What leads to a verb is among them, as in `is trying to explain`, `went on to say`.
    """
    first = head
    seen: set[str] = set()
    while first:
        low = words[first - 1].low
        if low in lexicon.AUXILIARIES or low in lexicon.NEGATIONS:
            seen.add(low)
            first -= 1
        elif is_adverb(words[first - 1]):
            first -= 1
        elif low == "to" and first > 1 and words[first - 2].low in lexicon.CHAINED:
            seen.add(low)
            first -= 2
        elif low == "to" and first > 2 and words[first - 2].low == "on" and words[first - 3].low in _WENT_ON:
            seen.add(low)
            first -= 3
        else:
            break
    return first, frozenset(seen)


def _is_verb(words: Sequence[Word], first: int, last: int, verb: Verb, forms: Form, infinitive: bool) -> bool:
    """Tell whether a word without auxiliary is used as a verb, judged by its neighbours."""
    after = words[last] if last < len(words) else None
    if infinitive:
        return bool(forms & Form.BASE)
    if not first:
        quotes = after is not None and after.quotation >= 0
        return quotes or bool(forms & (Form.ING | Form.PARTICIPLE))
    before = words[first - 1]
    low = before.low
    if low in _BEFORE_NOUNS or low in _POSSESSIVE:
        return False
    if forms & Form.ING:
        return low not in lexicon.PREPOSITIONS or low in _BEFORE_GERUNDS
    if low in lexicon.PREPOSITIONS:
        return False
    if forms & Form.BASE and not forms & Form.PAST:
        plural = low in _PLURALS or low[:1].isdigit() or (low.endswith("s") and not low.endswith("ss"))
        plural = plural or verb.lemma in _NEVER_NOUNS
        return plural or (
            low in ("and", "or", "but", ",") and first > 2 and words[first - 2].low.endswith("s")
        )
    if forms & Form.PAST or low in lexicon.PRONOUNS:
        return True
    if forms & Form.THIRD and (verb.lemma in lexicon.NOUNLIKE or not before.capital):
        return after is not None and _follows_verb(after, verb)
    return True


def _follows_verb(after: Word, verb: Verb) -> bool:
    """Tell whether what follows `claims` or `reports` makes it a verb rather than a noun."""
    if verb.lemma in lexicon.NOUNLIKE and verb.takes & Takes.CLAUSE:
        return after.quotation >= 0 or after.low in ("that", ":")
    if after.quotation >= 0 or after.capital or after.low in ("that", ":", ","):
        return True
    if after.low in lexicon.CLAUSE_STARTS or (after.low == "to" and verb.takes & Takes.TO):
        return True
    no_object = lexicon.PREPOSITIONS | lexicon.AUXILIARIES | lexicon.CONJUNCTIONS
    return after.is_word and after.low not in no_object
