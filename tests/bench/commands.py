"""How long commands take, beside a bare interpreter: `python tests/bench/commands.py [CORPUS]`.

The ratio to `python -c pass`, measured in turns in the same run, is what can be compared between machines.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 9
BARE = [sys.executable, "-c", "pass"]
READER = [sys.executable, "-m", "reader"]


def commands(corpus: str, labels: str) -> dict[str, list[str]]:
    """Return what is measured: names and full command lines."""
    where = [corpus, "--annotations", labels]
    return {
        "python -c pass": BARE,
        "import cyclopts": [sys.executable, "-c", "import cyclopts"],
        "reader --version": [*READER, "--version"],
        "reader --help": [*READER, "--help"],
        "reader list": [*READER, "list", *where],
        "reader list --json": [*READER, "list", *where, "--json"],
        "reader labels": [*READER, "labels", *where],
        "reader export --all": [*READER, "export", *where, "--all"],
        "reader check": [*READER, "check", *where],
    }


def main() -> None:
    """Measure and print."""
    corpus = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[2] / "reader" / "sample")
    with tempfile.TemporaryDirectory() as labels:
        table = commands(corpus, labels)
        times: dict[str, list[float]] = {name: [] for name in table}
        for _ in range(ROUNDS):
            for name, command in table.items():
                started = time.perf_counter()
                subprocess.run(command, capture_output=True, check=True)
                times[name].append(time.perf_counter() - started)
    bare = median(times["python -c pass"])
    for name, taken in times.items():
        print(f"{name:22}{median(taken) * 1000:8.0f} ms{median(taken) / bare:8.1f} x bare python")


if __name__ == "__main__":
    main()
