"""The card of a data set: what the Hugging Face Hub reads of it, and what a person should know."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reader.exchange.formats import Job, Unit


def card(
    job: Job,
    splits: Sequence[str],
    rows: Mapping[str, int],
    sizes: Mapping[str, int],
    features: Sequence[tuple[str, Any]],
) -> str:
    """Return a README: YAML with features and splits, then labels, splits and how negatives were chosen.

    `features` are in the form of `datasets.Features`. A JSON string is a YAML one.
    """
    head = ["---", "configs:", "- config_name: default", "  data_files:"]
    for name in splits:
        head += [f"  - split: {name}", f"    path: data/{name}-*"]
    head += ["dataset_info:", "  features:", *_features(features, "  "), "  splits:"]
    for name in splits:
        head += [f"  - name: {name}", f"    num_bytes: {sizes[name]}", f"    num_examples: {rows[name]}"]
    head += [f"  download_size: {sum(sizes.values())}", f"  dataset_size: {sum(sizes.values())}"]
    return "\n".join([*head, "tags:", "- annotation", "---", "", *_body(job, splits, rows), ""])


def _body(job: Job, splits: Sequence[str], rows: Mapping[str, int]) -> list[str]:
    what = "articles" if job.unit is Unit.ARTICLE else "sentences"
    lines = ["# Labelled " + what, "", "| split | " + what + " |", "|---|---|"]
    lines += [f"| {name} | {rows[name]:,} |" for name in splits]
    lines += ["", "Labels:", ""]
    for label in job.labels:
        description = job.schema.get(label).description if label in job.schema else "not in the label file"
        lines.append(f"- `{label}`: {description}")
    lines += [
        "",
        "Offsets are Unicode code points, the end exclusive. Only sentences that somebody decided about are "
        "in the data: one without a label is a true negative.",
    ]
    if job.sides:
        lines.append(
            "No story, and no near-identical sentence, stands in two splits; a random split would have had "
            f"{job.sides.leakage.story:.0%} of its test sentences in a story it was trained on."
        )
    return lines


def _features(features: Sequence[tuple[str, Any]], indent: str) -> list[str]:
    lines = []
    for name, feature in features:
        lines.append(f"{indent}- name: {name}")
        lines += _type(feature, indent + "  ")
    return lines


def _type(feature: Any, indent: str) -> list[str]:
    if isinstance(feature, list):
        return [f"{indent}list:", *_features(list(feature[0].items()), indent)]
    if feature.get("_type") == "ClassLabel":
        names = [f"{indent}    '{n}': {json.dumps(name)}" for n, name in enumerate(feature["names"])]
        return [f"{indent}class_label:", f"{indent}  names:", *names]
    if feature.get("_type") == "Sequence":
        inner = feature["feature"]
        if inner.get("_type") == "Value":
            return [f"{indent}sequence: {inner['dtype']}"]
        return [f"{indent}sequence:", *_type(inner, indent + "  ")]
    return [f"{indent}dtype: {feature['dtype']}"]
