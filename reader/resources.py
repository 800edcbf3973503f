"""Where the files that come with Reader stand: in the installed package, or beside it in the source tree."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _either(installed: str, source: str) -> Path:
    """Return the folder as installed, else as it stands in a source tree.

    Raises `FileNotFoundError` if there is neither.
    """
    for folder in (PACKAGE / installed, PACKAGE.parent / source):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{PACKAGE / installed} is missing; install Reader again")


def styles() -> list[Path]:
    """Return all style sheets."""
    return sorted(_either("styles", "styles").glob("*.tcss"))


def style(name: str) -> Path:
    """Return one style sheet: `app` for the whole program, else that of a screen."""
    return _either("styles", "styles") / f"{name}.tcss"


def sample() -> Path:
    """Return the folder of the sample corpus."""
    return _either("sample", "reader/sample")


def sample_annotations() -> Path:
    """Return the folder of labels that belongs to the sample corpus."""
    return _either("sample-annotations", "annotations/sample")


def export_schema() -> Path:
    """Return the JSON Schema of the export format."""
    return PACKAGE / "exchange" / "reader-export.schema.json"
