"""Bring the English catalogue up to the words in the sources, and list what it still lacks.

The same sources always give the same file: sorted, unwrapped, with no dates, no places in the sources, and nothing
that is no longer said. Exit 1 while a message has no English.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = ROOT / "srikandi" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["N_", "_l", "lazy_gettext", "ngettext:1,2"])
HEADER = """\
# English for the Indonesian words of Srikandi JKN. Kept by script/translations; write only the msgstr lines.
msgid ""
msgstr ""
"Project-Id-Version: Srikandi JKN\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def words_in(sources: Path) -> Catalog:
    """Give every message the pages and refusals under a folder can show, without translations."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel's own lack of types
    found = Catalog()
    for _file, _line, message, _comments, context in extract_from_dir(sources, methods, options, KEYWORDS):
        found.add(message, context=context)
    return found


def english() -> Catalog:
    """Give the English catalogue as it stands."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(said: Catalog, translated: Catalog) -> list[str]:
    """Give the messages that are said but have no, or only half a, translation."""
    return [_key(message) for message in said if message.id and not _is_complete(translated.get(*_place(message)))]


def no_longer_said(said: Catalog, translated: Catalog) -> list[str]:
    """Give the translated messages that no page or refusal says any more."""
    gone = [_key(message) for message in translated if message.id and said.get(*_place(message)) is None]
    return gone + [_key(message) for message in translated.obsolete.values()]


def brought_up_to(said: Catalog, translated: Catalog) -> str:
    """Give the text of the catalogue with exactly the messages that are said, keeping the translations it has."""
    fresh = Catalog(locale="en")
    for message in said:
        if message.id:
            known = translated.get(*_place(message))
            fresh.add(message.id, known.string if known else None, context=message.context)
    text = io.BytesIO()
    write_po(text, fresh, width=0, sort_output=True, omit_header=True, no_location=True)
    return HEADER + "\n" + text.getvalue().decode().strip() + "\n"


def _place(message: Message) -> tuple[str, str | None]:
    return _key(message), message.context


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_complete(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and all(strings)


if __name__ == "__main__":
    words = words_in(ROOT)
    ENGLISH.write_text(brought_up_to(words, english()))
    missing = untranslated(words, english())
    sys.stdout.write("".join(f"{line}\n" for line in missing))
    sys.exit(1 if missing else 0)
