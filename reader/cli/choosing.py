"""What `reader export` can be asked for: format, unit, which labels, split."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

from cyclopts import Group, Parameter

from reader.annotate.annotation import Status
from reader.cli.guard import UsageError
from reader.corpus.corpus import Corpus
from reader.exchange.formats import WRITTEN, Format, Unit
from reader.exchange.preparing import Choice
from reader.exchange.selection import Disagreements, Selection
from reader.exchange.splits import Plan

DOCUMENT = "json"
FORMAT_NAMES = (DOCUMENT, *WRITTEN)
ANY = "all"
WHICH = Group("Which labels", sort_key=1)
SPLIT = Group("Split", sort_key=1)

FormatName = Annotated[
    str,
    Parameter(
        name="--format",
        help=f"What to write: {', '.join(FORMAT_NAMES)}.",
    ),
]


def _option(text: str, *names: str, group: Group = WHICH) -> Parameter:
    return Parameter(name=list(names) or None, negative=(), show_default=False, help=text, group=group)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which labels are exported, and as what."""

    unit: Annotated[
        Literal["sentence", "article"] | None,
        Parameter(name="--unit", help="What one record is about, where the format leaves a choice."),
    ] = None
    status: Annotated[
        list[Literal["accepted", "proposed", "rejected", "all"]] | None,
        _option("Labels of this status (default: accepted)."),
    ] = None
    label: Annotated[list[str] | None, _option("Only labels of this name.")] = None
    story: Annotated[list[int] | None, _option("Only articles of the story of this number.")] = None
    since: Annotated[str, _option("Only labels changed since then in UTC, as in 2026-03-10.")] = ""
    undecided: Annotated[
        bool, _option("Take sentences nobody decided about for examples without a label.")
    ] = False
    furniture: Annotated[bool, _option("Also site furniture and repeated sentences.")] = False
    disagreements: Annotated[
        Literal["keep", "out", "soft"],
        _option("Sentences on which annotators differ: one example each, none, or shares of labels."),
    ] = "keep"
    context: Annotated[int, _option("Sentences of context before and after.")] = 1
    split: Annotated[str, _option("Shares of train, validation and test, as in 80/10/10.", group=SPLIT)] = ""
    seed: Annotated[int, _option("Another number, another split.", group=SPLIT)] = 0

    def selection(self, keys: Mapping[str, str], corpus: Corpus | None = None) -> Selection:
        """Return which labels are taken; `keys` are those of the stories of articles that have versions."""
        statuses = self.status or [Status.ACCEPTED.value]
        taken = Status if ANY in statuses else [Status(each) for each in statuses]
        return Selection(
            frozenset(taken),
            frozenset(self.label or ()),
            frozenset(_stories(self.story or (), keys, corpus) if corpus else ()),
            _utc(self.since),
            self.undecided,
            self.furniture,
            Disagreements(self.disagreements),
        )

    def only_for_training(self) -> list[str]:
        """Return the options given that say nothing for the document."""
        given = {
            "--unit": self.unit,
            "--undecided": self.undecided,
            "--furniture": self.furniture,
            "--disagreements": self.disagreements != "keep",
            "--context": self.context != 1,
            "--split": self.split,
        }
        return [name for name, value in given.items() if value]

    def choice(self, format_: Format, keys: Mapping[str, str], corpus: Corpus) -> Choice:
        """Return what to export; raises `UsageError` if it makes no sense."""
        unit = Unit(self.unit) if self.unit else format_.units[0]
        if unit not in format_.units:
            raise UsageError(f"format {format_.name} has one record for each {format_.units[0]}, not {unit}")
        if unit is not Unit.SENTENCE and self.disagreements != Disagreements.KEEP.value:
            raise UsageError(f"--disagreements is about sentences, not a record for each {unit}")
        try:
            plan = Plan.parse(self.split, self.seed) if self.split else None
        except ValueError as error:
            raise UsageError(str(error)) from error
        return Choice(format_, unit, self.selection(keys, corpus), plan, self.context)


EVERYTHING_ACCEPTED = Chosen()


def _utc(since: str) -> str:
    """Return a date or time as stored times begin: in UTC, which also counts where no zone is given."""
    if not since:
        return ""
    try:
        when = datetime.fromisoformat(since)
    except ValueError:
        raise UsageError(f"--since {since!r} is no date such as 2026-03-10") from None
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat()


def _stories(numbers: "list[int] | tuple[int, ...]", keys: Mapping[str, str], corpus: Corpus) -> list[str]:
    from reader import grouping

    found = []
    for number in numbers:
        story = grouping.story(corpus, number)
        if story is None:
            raise UsageError(f"there is no story {number}; `reader stories` lists them")
        member = story.members[0].entry.id
        found.append(keys.get(member, member))
    return found
