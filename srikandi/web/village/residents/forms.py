"""What the village writes down at the door: corrections, who is gone, whole families at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField
from wtforms.validators import InputRequired, Optional, ValidationError

from srikandi.clock import today
from srikandi.database import index_of
from srikandi.residents import EXIT_WORDS, ChangedMeanwhile, Resident, ResidentStatus, corrections_of
from srikandi.web.forms import CheckboxesField, Form


class LeaveForm(Form):
    """Why and since when somebody is no longer in the village."""

    reason = RadioField(_l("Mengapa?"), [InputRequired(_l("Pilih alasannya."))])
    on = DateField(_l("Sejak tanggal"), [InputRequired(_l("Pilih tanggalnya."))], default=today)

    also = CheckboxesField(_l("Juga sekeluarga"), [Optional()], coerce=int)

    def offer(self, family: Sequence[Resident]) -> LeaveForm:
        """Fill the choice of reasons, and of the others on the card who are still here."""
        self.reason.choices = [(code, gettext(words)) for code, words in EXIT_WORDS.items()]
        self.also.choices = [(one.id, one.name) for one in family if one.status is not ResidentStatus.EXITED]
        return self

    def validate_on(self, field: Any) -> None:
        """Refuse a day that has not come."""
        if field.data and field.data > today():
            raise ValidationError(gettext("Tanggal ini belum tiba."))


class FamilyForm(Form):
    """Who of a family is known to be right."""

    people = CheckboxesField(
        _l("Siapa yang sudah dicocokkan?"), [InputRequired(_l("Pilih paling sedikit satu orang."))], coerce=int
    )

    seen = HiddenField()

    def offer(self, resident: Resident, family: Sequence[Resident]) -> FamilyForm:
        """Fill in who of the family still waits."""
        waiting = [one for one in (resident, *family) if one.status is ResidentStatus.IMPORTED]
        self.people.choices = [(one.id, one.name) for one in waiting]
        return self

    def ticked(self) -> FamilyForm:
        """Tick everybody, as the usual visit ends."""
        self.people.data = [number for number, _ in self.people.choices]
        return self


def seen_of(people: Sequence[Resident]) -> str:
    """Give a word for what stands there now of these people; another word, when it has changed."""
    said = [[one.id, one.status, *astuple(corrections_of(one))] for one in sorted(people, key=lambda one: one.id)]
    return index_of("seen", json.dumps(said, default=str)).hex()


def check_seen(people: Sequence[Resident], seen: str | None) -> None:
    """Refuse what was said of an earlier state; a form that names no state is taken. Raises: ChangedMeanwhile."""
    if seen and seen != seen_of(people):
        raise ChangedMeanwhile(name=people[0].name)
