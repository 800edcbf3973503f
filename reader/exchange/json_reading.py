"""The JSON document of `reader export`, read back."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.exchange.incoming import Incoming
from reader.exchange.jsonl import incoming_label
from reader.exchange.lines import DAMAGED, dict_of, list_of, offset_of, text_of
from reader.exchange.losses import Losses


def read(path: Path, losses: Losses) -> Iterator[Incoming]:
    """Yield what the document says about each article; raises `OSError`."""
    try:
        document = dict_of(json.loads(path.read_text(encoding="utf-8-sig")), "the document")
        yield from _articles(path.name, document)
    except (ValueError, RecursionError) as error:
        losses.add(DAMAGED, path.name, str(error))


def _articles(name: str, document: dict[str, Any]) -> Iterator[Incoming]:
    said: defaultdict[str, list[Any]] = defaultdict(list)
    decided: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in list_of(document.get("annotations", []), "annotations"):
        if dict_of(row, "an annotation").get("status") == "accepted":
            said[text_of(row.get("article"), "article")].append(row)
    for row in list_of(document.get("decisions", []), "decisions"):
        if dict_of(row, "a decision").get("decided"):
            place = offset_of(row.get("start"), "start"), offset_of(row.get("end"), "end")
            decided[text_of(row.get("article"), "article")].append(place)
    for row in list_of(document.get("articles"), "articles"):
        article = text_of(dict_of(row, "an article").get("id"), "id")
        yield Incoming(
            f"{name}: {article}",
            article,
            text_of(row.get("digest", ""), "digest"),
            text_of(row.get("text"), "text"),
            labels=tuple(incoming_label(each) for each in said[article]),
            decided=tuple(decided[article]),
        )
