"""What the trail of a person or a file says is said in words, whatever was done."""

import re
from pathlib import Path

import pytest

import srikandi
from srikandi.web.district import residents
from srikandi.web.district.imports import forms

SAID = re.compile(r'"((?:resident|resident_import):[a-z_]+)"')


@pytest.mark.parametrize(("prefix", "words"), [("resident", residents.DEEDS), ("resident_import", forms.DEEDS)])
def test_every_deed_has_its_words(prefix, words):
    source = Path(srikandi.__file__).parent.rglob("*.py")
    deeds = {deed for file in source for deed in SAID.findall(file.read_text()) if deed.startswith(f"{prefix}:")}
    assert len(deeds) > 8
    assert deeds <= words.keys()
