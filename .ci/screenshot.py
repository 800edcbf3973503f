"""Remake the picture of the README from the running program: `python .ci/screenshot.py`."""

import asyncio
import os
from pathlib import Path

from reader.settings import Settings
from reader.tui.app import ReaderApp
from reader.workspace import demo

PICTURE = Path(__file__).with_name("screenshot.svg")
SIZE = (120, 36)
KEYS = ("j",)


async def picture() -> str:
    """Compare the first two reports of the sample and return the screen as SVG."""
    app = ReaderApp(demo(), Settings())
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        app.open_reading(["bridge/1-wire.md", "bridge/2-courier.md"])
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*KEYS)
        await pilot.pause()
        drawn = app.export_screenshot(title="reader demo")
        # Some programs that draw SVG drop the spaces a line begins with, unless told not to.
        return drawn.replace("<svg ", '<svg xml:space="preserve" ', 1)


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    os.environ["COLORTERM"] = "truecolor"
    PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")
    print(PICTURE)
