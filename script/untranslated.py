"""List the messages of a catalogue that have no translation; exit 1 if there are any."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.pofile import read_po


def untranslated(path: Path) -> list[str]:
    """Give the source words without a translation."""
    with path.open("rb") as file:
        catalog = read_po(file)
    words = []
    for message in catalog:
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.id and not all(strings):
            words.append(message.id if isinstance(message.id, str) else message.id[0])
    return words


if __name__ == "__main__":
    missing = untranslated(Path(sys.argv[1]))
    sys.stdout.write("".join(f"{words}\n" for words in missing))
    sys.exit(1 if missing else 0)
