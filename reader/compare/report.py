"""A comparison as plain data, for programs: what `reader compare --json` prints."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from reader.compare.align import Alignment
from reader.compare.comparison import Comparison, Correspondence
from reader.compare.joined import Joined
from reader.corpus.article import Article


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as values that `json` can write.

    Versions are named by their place in `versions`, sentences by their place in their version; offsets are
    code points into the version's text, end exclusive. `relation` tells what the first version beside the
    base is to it; `others`, if there are more, holds the same for each of these. In a hunk, `a` is the range
    in the base and `b` that in `version`; with moved sentences the range in the base lies in another row.
    """
    base = comparison.base
    relations = [_relation(comparison, version) for version in comparison.alignments]
    relation = relations[0] if relations else {"base": base}
    if len(relations) > 1:
        relation = relation | {"others": relations[1:]}
    return {
        "versions": [_version(article) for article in comparison.articles],
        "relation": relation,
        "rows": [_row(comparison, index) for index in range(len(comparison.rows))],
        "edges": [
            edge
            for version, alignment in comparison.alignments.items()
            for edge in _edges(base, version, alignment)
        ],
    }


def _version(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "digest": article.digest,
        "sentences": [{"start": s.start, "end": s.end} for s in article.sentences],
    }


def _relation(comparison: Comparison, version: int) -> dict[str, Any]:
    summary = asdict(comparison.summary(version))
    return {"base": comparison.base, "version": version, "kind": summary.pop("kinship"), **summary}


def _row(comparison: Comparison, index: int) -> dict[str, Any]:
    row = comparison.rows[index]
    hunks: list[dict[str, Any]] = []
    for version in comparison.alignments:
        seen: set[int] = set()
        for sentence in row.cells[version]:
            if sentence not in seen:
                found = comparison.correspondence(version, sentence, comparison.base)
                if found:
                    seen.update(found.b)
                    hunks += _hunks(comparison, version, found)
    return {"cells": [list(cell) for cell in row.cells], "relations": list(row.relations), "hunks": hunks}


def _hunks(comparison: Comparison, version: int, found: Correspondence) -> list[dict[str, Any]]:
    ours, theirs = comparison.articles[comparison.base], comparison.articles[version]
    return [
        {
            "version": version,
            "kind": hunk.kind,
            "a": [_offset(ours, found.a, found.text_a, place) for place in hunk.a],
            "b": [_offset(theirs, found.b, found.text_b, place) for place in hunk.b],
            "flags": sorted(hunk.flags),
        }
        for hunk in found.diff.hunks
    ]


def _offset(article: Article, sentences: Sequence[int], joined: Joined, place: int) -> int:
    number, within = joined.locate(place)
    return article.sentences[sentences[number]].start + within


def _edges(base: int, version: int, alignment: Alignment) -> list[dict[str, Any]]:
    return [
        {"base": base, "version": version, "i": e.i, "j": e.j, "kind": e.kind, "score": round(e.score, 4)}
        for e in alignment.edges
    ]
