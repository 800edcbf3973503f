"""The README says what the program does."""

import re
from pathlib import Path

from reader.annotate.schema import Schema
from reader.tui.commands import CommandTable, Scope, shown_key

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SCOPES = (Scope.EVERYWHERE, Scope.TEXT, Scope.LIST, Scope.COMPARE)


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
