"""`reader labels`: the labels that can be given; writing them to a file, and renaming one."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reader.annotate import durable, schema_file
from reader.annotate.schema import Attribute, Label, Role, Schema
from reader.cli.guard import Failure, UsageError, say, tell
from reader.cli.options import HERE, Annotations, Annotator, CorpusPath, Json
from reader.cli.output import cell, console, for_people, write_json
from reader.corpus.controls import visible
from reader.workspace import Place, locate, schema


def labels(
    corpus: CorpusPath = HERE,
    /,
    *,
    label: Annotated[
        str | None, Parameter(name="--label", help="Show all there is to know about this label.")
    ] = None,
    init: Annotated[
        bool,
        Parameter(
            negative=(),
            show_default=False,
            help="Write them to labels.toml in the annotations folder, to be edited.",
        ),
    ] = False,
    rename: Annotated[
        tuple[str, str] | None,
        Parameter(
            negative=(), help="OLD NEW: call a label otherwise, in labels.toml and in your annotations."
        ),
    ] = None,
    merge: Annotated[
        bool,
        Parameter(negative=(), show_default=False, help="Rename to a label that there is already."),
    ] = False,
    annotations: Annotations = None,
    annotator: Annotator = None,
    json: Json = False,
) -> int:
    """Show the labels that can be given: their keys, their sign, what they mean and what belongs to them.

    Renaming changes all annotations of one annotator in one step, which `reader undo` takes back; labels.toml
    then keeps the new name. Those of others stay as they are, and are named. With --json {"labels": [{"name",
    "keys", "color", "sign", "description", "guideline", "unit", "attributes", "parts", "excludes"}]}.
    """
    place = locate(corpus, annotations, annotator)
    if rename is not None:
        from reader.cli.renaming import rename_label

        rename_label(place, *rename, merge=merge)
        return 0
    if merge:
        raise UsageError("--merge goes with --rename OLD NEW")
    found = schema(place)
    clashes = clashing(place, found)
    for problem in clashes:
        tell(f"{place.labels_file}: {problem.removeprefix(f'{place.labels_file.name}: ')}")
    if init:
        _init(place, found)
        return 0
    if label is not None:
        found = Schema((_known(found, label),))
    if json:
        write_json(found.to_json())
    elif label is not None:
        _show(found.labels[0])
    elif for_people():
        _draw(found)
    else:
        for each in found.labels:
            names = [" ".join(one.name for one in of) for of in (each.attributes, each.parts)]
            say(each.name, " ".join(each.keys), each.sign, each.description, each.unit, *names)
    return 1 if clashes else 0


def clashing(place: Place, found: Schema) -> list[str]:
    """Return why keys of labels cannot be used on the screen, a line each; the default ones always can."""
    if not place.labels_file.exists():
        return []
    from reader.tui.command_table import CommandTable, KeymapError

    try:
        CommandTable.of(found)
    except KeymapError as error:
        return str(error).splitlines()
    return []


def write_labels(file: Path, text: str) -> None:
    """Write a label file; raise `Failure` if that cannot be."""
    try:
        durable.make_folder(file.parent)
        durable.replace(file, text.encode("utf-8"))
    except OSError as error:
        raise Failure(
            f"{file}: cannot be written ({error.strerror}); name another --annotations DIR"
        ) from error


def _init(place: Place, found: Schema) -> None:
    if place.labels_file.exists():
        raise Failure(f"{place.labels_file}: is there already; edit it")
    write_labels(place.labels_file, schema_file.dump(found))
    tell(f"wrote {place.labels_file}")


def _known(found: Schema, name: str) -> Label:
    try:
        return found.get(name)
    except KeyError as error:
        raise UsageError(error.args[0]) from None


def _draw(found: Schema) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Label", "Keys", "Sign", "Meaning", "Attributes", "Parts"):
        table.add_column(name, overflow="fold")
    for label in found.labels:
        names = [" ".join(each.name for each in of) for of in (label.attributes, label.parts)]
        table.add_row(*map(cell, (label.name, " ".join(label.keys), label.sign, label.description, *names)))
    console().print(table)
    console().print("\nreader labels --label NAME shows the guideline and the values.", style="dim")


def _show(label: Label) -> None:
    """Show one label with its guideline, which is rendered for people and as it was written for pipes."""
    facts = [
        ("keys", " ".join(label.keys)),
        ("sign", label.sign),
        ("put on", {"both": "sentences and spans"}.get(label.unit, f"{label.unit}s")),
        ("never with", ", ".join(label.excludes)),
        *(("attribute", _attribute(each)) for each in label.attributes),
        *(("part", _role(each)) for each in label.parts),
    ]
    if not for_people():
        say(label.name, label.description)
        for name, value in facts:
            say(name, value)
        print(f"\n{visible(label.guideline)}", end="")
        return
    from rich.markdown import Markdown
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        if value:
            table.add_row(name, cell(value))
    console().print(cell(f"{label.name}: {label.description}", "bold"), table, "")
    console().print(Markdown(visible(label.guideline), hyperlinks=False))


def _attribute(attribute: Attribute) -> str:
    kinds = {
        "choice": "one of ",
        "choices": "some of ",
        "text": "text",
        "span": "words of the article",
        "yes-no": "yes or no",
    }
    what = f"{attribute.name}: {kinds[attribute.kind]}{', '.join(attribute.values)}"
    if (default := attribute.default) is not None:
        shown = {True: "yes", False: "no"}[default] if isinstance(default, bool) else default
        what += f" (at first {shown if isinstance(shown, str) else ', '.join(shown)})"
    return _with(what, attribute.required, attribute.description)


def _role(role: Role) -> str:
    return _with(f"{role.name}, {'once or more' if role.many else 'once'}", role.required, role.description)


def _with(what: str, required: bool, description: str) -> str:
    what += "; required" if required else ""
    return f"{what}. {description}" if description else what
