"""The files that come with Reader are found in a source tree and in an installed package."""

import pytest

from reader import resources


def test_styles_and_samples_are_there() -> None:
    names = {path.stem for path in resources.styles()}
    assert {"app", "corpus", "dialogs", "reading"} <= names
    assert all(resources.style(name).is_file() for name in names)
    assert any(resources.sample().rglob("*.txt"))
    assert resources.sample_annotations().is_dir()
    assert resources.export_schema().is_file()


def test_the_installed_folder_comes_first(tmp_path, monkeypatch) -> None:
    package = tmp_path / "site-packages" / "reader"
    (package / "styles").mkdir(parents=True)
    (package / "styles" / "app.tcss").touch()
    (package.parent / "styles").mkdir()
    monkeypatch.setattr(resources, "PACKAGE", package)
    assert resources.styles() == [package / "styles" / "app.tcss"]


def test_what_is_missing_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "reader")
    with pytest.raises(FileNotFoundError, match="sample-annotations is missing"):
        resources.sample_annotations()


def test_styles_hold_no_colours_of_their_own() -> None:
    import re

    for path in resources.styles():
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r":\s*[^;$]*(#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\()", rules), path.name
