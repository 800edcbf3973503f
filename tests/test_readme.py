"""The README says what the program does."""

import dataclasses
import json
import re
import shutil
import tomllib
from pathlib import Path

from reader import resources, settings
from reader.__main__ import main
from reader.annotate import schema_file
from reader.annotate.schema import Schema
from reader.cli import COMMANDS
from reader.tui.command_table import CommandTable
from reader.tui.commands import Scope
from reader.tui.keys import shown_key

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SCOPES = tuple(scope for scope in Scope if scope is not Scope.DIALOG)


def key_table() -> str:
    """Return the key table of the README as the command table has it, in Markdown."""
    table = CommandTable.of(Schema.default())
    lines: list[str] = []
    for scope in SCOPES:
        lines += ["", f"**{scope}**", "", "| keys | command | what it does |", "|---|---|---|"]
        for command in table.within(scope):
            keys = " ".join(f"`{shown_key(key)}`" for key in command.keys).replace("|", "\\|")
            lines.append(f"| {keys} | `{command.id}` | {command.help} |")
    return "\n".join(lines).strip()


def test_the_key_table_is_the_command_table() -> None:
    found = re.search(r"<!-- keys -->\n(.*)\n<!-- end of keys -->", README, re.DOTALL)
    assert found
    assert found[1].strip() == key_table(), f"the README's key table should be:\n\n{key_table()}\n"


def block(language: str, holding: str = "") -> str:
    """Return the README's one block of code in a language that holds some words."""
    (found,) = [
        each for each in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if holding in each
    ]
    return str(found)


def test_every_command_of_the_command_line_is_there() -> None:
    assert [name for name in COMMANDS if f"`reader {name}" not in README] == []


def test_the_settings_shown_are_all_there_are_and_can_be_used() -> None:
    text = block("toml", "[keymap]")
    shown = settings.parse(text, Path("README.md"))
    CommandTable.of(Schema.default(), shown.keymap)
    assert set(tomllib.loads(text)) == {field.name for field in dataclasses.fields(shown)}


def test_the_label_file_shown_can_be_used_and_says_all_there_is_to_say() -> None:
    text = block("toml", "[[label]]")
    schema = schema_file.parse(text, Path("README.md"))
    CommandTable.of(schema)
    first = tomllib.loads(text)["label"][0]
    assert set(first) == set(schema_file.LABEL)
    assert {key for each in first["attribute"] for key in each} == set(schema_file.ATTRIBUTE)
    assert {key for each in first["part"] for key in each} == set(schema_file.PART)


def test_the_json_shown_is_of_the_export_format() -> None:
    shown = json.loads(block("json"))
    schema = json.loads(resources.export_schema().read_text(encoding="utf-8"))
    assert set(shown) == set(schema["required"])
    kinds = ("label", "article", "annotation", "decision", "state")
    for kind in kinds:
        (example,) = shown[f"{kind}s"]
        described = schema["$defs"][kind]
        assert set(described["required"]) <= set(example) <= set(described["properties"]), kind


def test_the_worked_example_trains_on_the_sample(tmp_path: Path, monkeypatch, capsys) -> None:
    news = tmp_path / "news"
    shutil.copytree(resources.sample(), news)
    shutil.copytree(resources.sample_annotations(), news / "annotations")
    monkeypatch.chdir(tmp_path)
    (command,) = [line for line in block("sh", "--format spacy").splitlines() if line]
    arguments = command.replace("FOLDER", str(news)).split()[1:]
    assert main([*arguments, "--annotator", "robin"]) == 0
    capsys.readouterr()
    exec(compile(block("python"), "README.md", "exec"), {})
    assert "'claim'" in capsys.readouterr().out
