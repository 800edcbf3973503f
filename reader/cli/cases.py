"""The lists of `reader agree`: where annotators disagree, and where one of them is not consistent."""

from collections.abc import Iterator
from typing import Any

from reader.annotate.adjudication import Case
from reader.annotate.consistency import Inconsistency
from reader.annotate.records import AnnotationStore
from reader.annotate.survey import Survey
from reader.annotate.versions import Spot
from reader.cli.guard import say, tell
from reader.cli.output import cell, console, counted, for_people, write_json_array
from reader.corpus.article import Article


def tell_cases(survey: Survey, gold: AnnotationStore, json: bool) -> None:
    """List where annotators disagree, and what of that the gold annotator has settled."""
    found = survey.disagreements(gold)
    if json:
        write_json_array(_case_json(case, survey.corpus[case.article]) for case in found)
        return
    count = settled = 0
    for case in found:
        count += 1
        settled += case.settled
        _tell_case(case, survey.corpus[case.article])
    if for_people():
        tell(f"{counted(count, 'disagreement', 'disagreements')}, {settled:,} settled by {gold.annotator}")


def _tell_case(case: Case, article: Article) -> None:
    if not for_people():
        whose = " | ".join(f"{said.annotator}: {', '.join(said.labels)}" for said in case.said)
        settled = "settled" if case.settled else ""
        say(case.article, _run(case.sentences), case.differs, settled, whose, _text(case, article))
        return
    from rich.table import Table

    about = " · settled" if case.settled else ""
    console().print(cell(f"{_place(case)}  {case.differs} differ{about}", "bold"))
    console().print(cell(_text(case, article)))
    table = Table.grid(padding=(0, 2))
    for said in case.said:
        pieces = [
            f"{each.label} “{' '.join(each.text.split())}”" + "".join(_details(each.attributes))
            for each in said.annotations
        ]
        table.add_row(f"  {said.annotator}", cell("; ".join(pieces) or "no label"))
    console().print(table)
    console().print()


def _details(attributes: Any) -> Iterator[str]:
    for key, value in attributes.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        yield f", {key}: {shown}"


def _case_json(case: Case, article: Article) -> dict[str, Any]:
    return {
        "article": case.article,
        "sentences": list(case.sentences),
        "differs": str(case.differs),
        "settled": case.settled,
        "text": _text(case, article),
        "said": [
            {
                "annotator": said.annotator,
                "labels": list(said.labels),
                "annotations": [
                    {
                        "id": each.id,
                        "label": each.label,
                        "start": each.start,
                        "end": each.end,
                        "parts": [{"role": p.role, "start": p.start, "end": p.end} for p in each.parts],
                        "attributes": dict(each.attributes),
                    }
                    for each in said.annotations
                ],
            }
            for said in case.said
        ],
    }


def tell_inconsistencies(survey: Survey, json: bool) -> None:
    """List the sentences that an annotator labelled otherwise than versions of them."""
    found = ((store.annotator, each) for store in survey.stores for each in survey.inconsistencies(store))
    if json:
        write_json_array(_inconsistency_json(survey, name, each) for name, each in found)
        return
    count = 0
    for name, each in found:
        count += 1
        places = list(_places(survey, each))
        if for_people():
            console().print(cell(f"{name}  {each.score:.0%} alike", "bold"))
            for spot, labels, text in places:
                console().print(cell(f"  {spot.article} --sentence {spot.sentence}  {labels or 'no label'}"))
                console().print(cell(f"    {text}", "dim"))
            console().print()
        else:
            say(name, *(field for spot, labels, text in places for field in (*spot, labels, text)))
    if for_people():
        tell(counted(count, "sentence", "sentences") + " labelled otherwise than a version")


def _inconsistency_json(survey: Survey, name: str, each: Inconsistency) -> dict[str, Any]:
    return {
        "annotator": name,
        "score": round(each.score, 3),
        "places": [
            {
                "article": spot.article,
                "sentence": spot.sentence,
                "labels": sorted(labels),
                "text": survey.corpus[spot.article].sentence_text(spot.sentence),
            }
            for spot, labels in zip((each.likely, each.odd), each.labels, strict=True)
        ],
    }


def _places(survey: Survey, each: Inconsistency) -> Iterator[tuple[Spot, str, str]]:
    for spot, labels in zip((each.likely, each.odd), each.labels, strict=True):
        yield spot, ", ".join(sorted(labels)), survey.corpus[spot.article].sentence_text(spot.sentence)


def _text(case: Case, article: Article) -> str:
    first, last = article.sentences[case.sentences[0]], article.sentences[case.sentences[-1]]
    return " ".join(article.text[first.start : last.end].split())


def _place(case: Case) -> str:
    """Return where a case is, as the options of a command name it."""
    first, last = case.sentences[0], case.sentences[-1]
    return f"{case.article} --sentence {first}{f' to {last}' if last > first else ''}"


def _run(sentences: range) -> str:
    return f"{sentences[0]}" if len(sentences) == 1 else f"{sentences[0]}–{sentences[-1]}"
