"""A small corpus of invented articles, and the app on it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled, WorkerFailed

from reader.settings import Settings
from reader.tui.app import ReaderApp
from reader.workspace import Place

ARTICLES = {
    "harbour-1.md": (
        "---\ntitle: Harbour bridge stays closed\nsource: Lantern\ndate: 2024-03-01\nurl: https://lantern.example/1\n---\n\n"
        "The bridge stays closed until May. “We found cracks,” said Ada Holm. Ferries run every hour.\n"
    ),
    "harbour-2.md": (
        "---\ntitle: Harbour bridge to open again\nsource: Lantern\ndate: 2024-05-02\n---\n\n"
        "The bridge opens on Monday. “The cracks are mended,” said Ada Holm. Ferries run every hour.\n"
    ),
    "hostile.txt": "[/b] [@click=app.quit]press[/] \x1b]0;title\x07 done\n\nSecond paragraph.\n",
    "night.txt": "A night train runs again\n\nIt leaves at ten. It arrives at six.\n",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with four articles and a file that cannot be read."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02binary\x00" * 50)
    return folder


@pytest.fixture
def place(corpus: Path, tmp_path: Path) -> Place:
    """The corpus, with annotations beside it."""
    return Place(corpus, tmp_path / "annotations", "tester")


@pytest.fixture
def make_app(place: Place, monkeypatch: pytest.MonkeyPatch):
    """Make apps on the corpus; each is closed at the end, and none reaches a real clipboard."""
    from reader.tui import clipboard

    made: list[ReaderApp] = []
    monkeypatch.setattr(clipboard, "_to_system", lambda _: True)

    def make(settings: Settings | None = None, at: Place | None = None) -> ReaderApp:
        made.append(ReaderApp(at or place, settings))
        return made[-1]

    yield make
    for app in made:
        app.close()


@pytest.fixture
def settled() -> Callable[[Pilot], Awaitable[None]]:
    """Wait until nothing goes on in the background any more."""

    async def wait(pilot: Pilot) -> None:
        app, quiet = pilot.app, 0
        for _ in range(1_000):
            with suppress(WorkerCancelled, WorkerFailed):
                await app.workers.wait_for_complete()
            await pilot.pause(0.01)
            opened = app.session is not None or app.failure
            quiet = quiet + 1 if opened and not app.workers and not app.screen_stack[0].arranging else 0
            if quiet > 3:
                break
        await pilot.pause(0.1)

    return wait
