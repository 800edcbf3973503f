"""`reader labels`: the labels that can be given."""

from typing import Annotated

from cyclopts import Parameter

from reader.annotate import durable, schema_file
from reader.annotate.schema import Schema
from reader.cli.guard import Failure, say, tell
from reader.cli.options import HERE, Annotations, CorpusPath, Json
from reader.cli.output import cell, console, for_people, write_json
from reader.workspace import locate, schema


def labels(
    corpus: CorpusPath = HERE,
    /,
    *,
    init: Annotated[
        bool,
        Parameter(
            negative=(),
            show_default=False,
            help="Write them to labels.toml in the annotations folder, to be edited.",
        ),
    ] = False,
    annotations: Annotations = None,
    json: Json = False,
) -> int:
    """Show the labels that can be given: their keys, their sign in the margin and what they mean.

    With --json {"labels": [{"name", "keys", "color", "sign", "description", "guideline", "unit",
    "attributes", "parts", "excludes"}]}.
    """
    place = locate(corpus, annotations)
    found = schema(place)
    if init:
        if place.labels_file.exists():
            raise Failure(f"{place.labels_file}: is there already; edit it")
        try:
            durable.make_folder(place.annotations)
            durable.replace(place.labels_file, schema_file.dump(found).encode("utf-8"))
        except OSError as error:
            raise Failure(
                f"{place.labels_file}: cannot be written ({error.strerror}); name another --annotations DIR"
            ) from error
        tell(f"wrote {place.labels_file}")
    elif json:
        write_json(found.to_json())
    elif for_people():
        _draw(found)
    else:
        for label in found.labels:
            say(label.name, " ".join(label.keys), label.sign, label.description)
    return 0


def _draw(found: Schema) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Label", "Keys", "Sign", "Meaning"):
        table.add_column(name, overflow="fold")
    for label in found.labels:
        table.add_row(*map(cell, (label.name, " ".join(label.keys), label.sign, label.description)))
    console().print(table)
