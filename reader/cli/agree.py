"""`reader agree`: how far annotators agree, where they do not, and where one is not consistent."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import Annotated

from cyclopts import Parameter

from reader.annotate.adjudication import GOLD
from reader.annotate.records import AnnotationStore
from reader.annotate.store import annotators as known_annotators
from reader.annotate.survey import Survey
from reader.cli.agreement import agreement_json, draw_agreement, say_agreement
from reader.cli.cases import tell_cases, tell_inconsistencies
from reader.cli.guard import UsageError, complain
from reader.cli.opening import read
from reader.cli.options import GUESSED, HERE, Annotations, ColumnNames, CorpusPath, Json
from reader.cli.output import for_people, write_json
from reader.cli.progress import progress
from reader.cli.stories import group
from reader.workspace import Place, locate, open_store, schema

Names = Annotated[
    list[str] | None,
    Parameter(
        name=["--annotators", "--annotator"],
        negative=(),
        consume_multiple=True,
        help='Whose labels (default: those of everybody but "gold").',
    ),
]
GoldName = Annotated[str, Parameter(name="--gold", help="Annotator in whose labels cases are settled.")]


def _flag(text: str, name: str) -> Parameter:
    return Parameter(name=name, negative=(), show_default=False, help=text)


def agree(
    corpus: CorpusPath = HERE,
    /,
    *,
    annotators: Names = None,
    listed: Annotated[
        bool, _flag("List where they disagree, one line for each annotator.", "--list")
    ] = False,
    alone: Annotated[
        bool, _flag("List where each labelled versions of one sentence differently.", "--self")
    ] = False,
    gold: GoldName = GOLD,
    annotations: Annotations = None,
    json: Json = False,
    columns: ColumnNames = GUESSED,
) -> int:
    """Tell how far annotators agree on sentences, spans, parts and attributes.

    A sentence counts for those who decided it, with a label or without; versions of one sentence count once.
    Sentences: percent, Cohen's kappa (mean, lowest and highest of the pairs), Krippendorff's alpha, and F1 of
    the label. Spans and parts: F1 of exactly the same and of overlapping ones. With --json {"annotators",
    "articles", "decided", "labels", "spans", "attributes"}; what is undefined is null, with the reason.

    --list names each disagreement by article and sentence (from 0), what differs, and who said what, for
    `reader adjudicate`. With --json an array of {"article", "sentences", "differs", "settled", "text",
    "said"}. --self names sentences that one annotator labelled otherwise than versions of them. With --json
    an array of {"annotator", "score", "places"}.
    """
    if listed and alone:
        raise UsageError("give either --list or --self")
    place = locate(corpus, annotations, None, fields=columns.fields)
    names = _names(place, annotators, gold, 1 if alone else 2)
    with closing(read(place)) as opened, _stores(place, [*names, gold]) as stores:
        group(opened)
        survey = Survey(opened, stores[:-1], [each.name for each in schema(place).labels], complain)
        if alone:
            tell_inconsistencies(survey, json)
        elif listed:
            tell_cases(survey, stores[-1], json)
        else:
            with progress("Comparing annotators") as bar:
                found = survey.agreement(bar)
            if json:
                write_json(agreement_json(found))
            elif for_people():
                draw_agreement(found)
            else:
                say_agreement(found)
    return 0


@contextmanager
def _stores(place: Place, names: list[str]) -> Iterator[list[AnnotationStore]]:
    with ExitStack() as stack:
        stores: list[AnnotationStore] = []
        for name in names:
            store = open_store(replace(place, annotator=name), read_only=True)
            stack.callback(store.close)
            stores.append(store)
        yield stores


def _names(place: Place, named: list[str] | None, gold: str, least: int) -> list[str]:
    known = known_annotators(place.annotations)
    wanted = sorted(set(named)) if named else [name for name in known if name != gold]
    if unknown := sorted(set(wanted) - set(known)):
        there = ", ".join(known) or "nobody"
        raise UsageError(
            f"no labels of {', '.join(unknown)} in {place.annotations}; there are those of {there}"
        )
    if len(wanted) < least:
        whose = f"those of {', '.join(wanted)} only" if wanted else "none"
        needs = "two annotators are needed" if least > 1 else "somebody's labels are needed"
        raise UsageError(f"{needs}; in {place.annotations} there are {whose}")
    return wanted
