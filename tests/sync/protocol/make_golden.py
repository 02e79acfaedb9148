"""Keep the messages of this version, and what it reads, for every later one to be tested with.

    python tests/sync/protocol/make_golden.py

Writes `golden/<version>/<Message>.json` and `<Message>.schema.json` where they are missing, and
changes none that is there: what was released is what terminals in the field send and read. While a
version is still being made, delete the file of the message that changed, and run this again.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from sample_messages import MESSAGES

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).with_name("golden")


def version() -> str:
    """Return the version that is being made."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def main() -> None:
    """Write what is missing."""
    folder = GOLDEN / version()
    folder.mkdir(parents=True, exist_ok=True)
    for message in MESSAGES:
        name = type(message).__name__
        schema = type(message).model_json_schema()
        for path, value in (
            (folder / f"{name}.json", json.loads(message.to_json())),
            (folder / f"{name}.schema.json", schema),
        ):
            if not path.exists():
                path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
                print(f"kept {path.relative_to(ROOT)}")  # noqa: T201


if __name__ == "__main__":
    main()
