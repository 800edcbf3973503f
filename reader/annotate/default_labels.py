"""The labels there are without a label file: claim and quote, as the corpora of the field have them."""

from reader.annotate.schema import Attribute, Kind, Label, Role

_CLAIM_GUIDELINE = """\
A **claim** says something about the world that somebody could look up, count or witness, and find true or
false. It does not have to be true, and it may stand inside a quotation.

A claim:

- *The bridge closed in May.* What happened, and when.
- *Repairs cost twice as much as planned.* A comparison of quantities.
- *The flood drove out every tenant, she said.* A cause, on her word: `claimer` is speaker.

Not a claim:

- *The old bridge was prettier.* Taste.
- *Where did the money go?* A question that asserts nothing.
- *We must do better.* A wish or a promise to try.

Borderline:

- *The council will close the pool in June.* A claim of type prediction: June will tell.
- *The mayor, who has three children, opened the fair.* A claim, but who would check it? Set `checkworthy` to
  unimportant.
- *It was a disaster that cost nine jobs.* The verdict is opinion, the nine jobs are a fact: label it, or only
  the words with the fact.
- *He did not say that the dam is safe.* A claim about what he said. The dam is not claimed to be safe.

`checkworthy` is yes if readers would want to know whether it is true, and unsure if you have to guess.
`stance` is refute where the sentence says that something is not so.
"""

_QUOTE_GUIDELINE = """\
A **quote** gives words, thoughts or writing as those of somebody: who (`source`), the words that introduce it
(`cue`) and what is given (`content`, with its quotation marks). One utterance is one quote, also over several
sentences or interrupted: then its content has several parts.

A quote:

- *“Nobody warned us,” the baker said. “Nobody.”* Direct; two parts of content, one cue.
- *She called the plan “a bridge to nowhere”.* Mixed: some of the words in marks.
- *The ministry denied that the dam leaks.* Indirect: the cue is “denied”, the content “that the dam leaks”.

Not a quote:

- *The “express” took two hours.* Marks of doubt.
- *Her novel “The Ferry” is out.* A title.
- *The two men spoke for an hour.* Speech, but nothing of what was said.

Borderline:

- *Police believe the fire was set.* A thought given as theirs: indirect, `medium` is thought.
- *According to the report, rents doubled.* Indirect; the cue is “according to”, `medium` is writing.
- *She did not say where he is.* Nothing is given as her words: no quote.
- *It was, he said, a mistake.* One quote; the content stands on both sides of the cue.

The source is the nearest mention, a pronoun too, with its title (*mayor Ada Holm*). `speaker` is the full
name, written the same way throughout.
"""

_CLAIM = Label(
    "claim",
    "c",
    ("1",),
    "claim",
    "C",
    "A statement of fact that can be checked",
    _CLAIM_GUIDELINE,
    attributes=(
        Attribute(
            "checkworthy",
            Kind.CHOICE,
            ("yes", "unimportant", "unsure"),
            description="Whether readers would want to know if it is true",
        ),
        Attribute(
            "type",
            Kind.CHOICES,
            (
                "quantity",
                "event",
                "causal",
                "comparison",
                "law",
                "prediction",
                "quote",
                "position",
                "personal",
                "other",
            ),
            description="What is claimed; several may hold",
        ),
        Attribute(
            "claimer",
            Kind.CHOICE,
            ("author", "speaker"),
            description="Whether the author claims it, or somebody the author quotes",
        ),
        Attribute(
            "stance",
            Kind.CHOICE,
            ("affirm", "refute"),
            description="Whether it is said to be so, or not to be so",
        ),
    ),
)

_QUOTE = Label(
    "quote",
    '"',
    ("2",),
    "quote",
    "Q",
    "Words or thoughts given as somebody's own",
    _QUOTE_GUIDELINE,
    attributes=(
        Attribute(
            "kind",
            Kind.CHOICE,
            ("direct", "mixed", "indirect"),
            description="All in quotation marks, some of it, or none",
        ),
        Attribute(
            "medium",
            Kind.CHOICE,
            ("speech", "writing", "thought"),
            "speech",
            description="Whether it was said, written or thought",
        ),
        Attribute("speaker", Kind.TEXT, description="Full name of whose words they are"),
    ),
    parts=(
        Role("content", many=True, required=True, description="What is given, with its quotation marks"),
        Role("cue", description="The words that introduce it, as “said” or “according to”"),
        Role("source", description="The nearest mention of whose words they are"),
    ),
)

LABELS = (_CLAIM, _QUOTE)
