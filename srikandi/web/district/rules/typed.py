"""A rule while it is being typed: rows that come and go, and what was typed stays although it is no rule yet.

The whole state stands in the form, so adding and removing a condition needs no script: each button sends the form, and
the page comes back with a row more or less. Nothing is kept until the rule is saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made
from typing import Self

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from srikandi.eligibility import (
    LONGEST_WORD,
    MOST_CONDITIONS,
    MOST_GROUPS,
    MOST_PARTS,
    SHAPES,
    Audience,
    Between,
    Condition,
    Field,
    Group,
    Join,
    OneOf,
    Part,
    Rule,
    RuleUnfit,
    Scoring,
)

Sent = MultiDict[str, str]
LONGEST_NUMBER, LONGEST_LIST = 6, 1000
WORD_BREAKS = str.maketrans({",": "\n", ";": "\n"})


class _Wrong(Exception):
    """What was typed is no number."""


@dataclass
class TypedCondition:
    """One condition as its boxes stand."""

    field: Field
    low: str = ""
    high: str = ""
    values: list[str] = made(default_factory=list)
    more: str = ""
    is_not: bool = False
    points: str = ""
    error: str = ""

    @classmethod
    def read(cls, sent: Sent, place: str) -> Self:
        """Read the boxes of one place of the form; a kind nobody knows is the first."""
        kind = sent.get(f"{place}.field", "")
        return cls(
            Field(kind) if kind in list(Field) else Field.SUBDISTRICT,
            low=sent.get(f"{place}.low", "")[:LONGEST_LIST],
            high=sent.get(f"{place}.high", "")[:LONGEST_LIST],
            values=[one[:LONGEST_WORD] for one in sent.getlist(f"{place}.value")],
            more=sent.get(f"{place}.more", "")[:LONGEST_LIST],
            is_not=sent.get(f"{place}.not") == "1",
            points=sent.get(f"{place}.points", "")[:LONGEST_LIST],
        )

    @classmethod
    def of(cls, said: Condition, *, points: str = "") -> Self:
        """Show a condition that is kept."""
        low, high = ("" if one is None else str(one) for one in (said.low, said.high))
        return cls(said.field, low, high, list(said.values), is_not=said.is_not, points=points)

    @property
    def shape(self) -> str:
        """Which boxes it has: between, words or yesno."""
        shape = SHAPES[self.field]
        return "between" if isinstance(shape, Between) else "words" if isinstance(shape, OneOf) else "yesno"

    def condition(self) -> Condition | None:
        """Give the condition, or none after noting what is wrong."""
        try:
            said = self._said()
            said.check()
        except (_Wrong, RuleUnfit):
            self.error = self._complaint()
            return None
        return said

    def _said(self) -> Condition:
        if self.shape == "between":
            return Condition(self.field, _number(self.low), _number(self.high))
        if self.shape == "yesno":
            return Condition(self.field, is_not=self.is_not)
        return Condition(self.field, values=tuple(dict.fromkeys([*self.values, *self._more()])), is_not=self.is_not)

    def _more(self) -> list[str]:
        if self.field is not Field.OCCUPATION:
            return []
        lines = self.more.translate(WORD_BREAKS).splitlines()
        return [word for word in (" ".join(one.upper().split()) for one in lines) if word]

    def _complaint(self) -> str:
        shape = SHAPES[self.field]
        if isinstance(shape, Between):
            return str(
                gettext(
                    "Tulis angka bulat %(least)s sampai %(most)s, dari yang kecil.", least=shape.least, most=shape.most
                )
            )
        return str(gettext("Pilih paling sedikit satu."))


@dataclass
class TypedGroup:
    """Conditions that belong together."""

    conditions: list[TypedCondition]
    join: Join = Join.ALL
    error: str = ""


@dataclass
class TypedRule:
    """The whole page."""

    groups: list[TypedGroup]
    parts: list[TypedCondition]
    join: Join = Join.ALL
    whole_families: bool = False
    waiting_points: str = "0"
    waiting_months: str = "0"
    waiting_error: str = ""
    is_scoring_open: bool = False

    @classmethod
    def read(cls, sent: Sent) -> Self:
        """Read what was sent."""
        return cls(
            [_group(sent, f"g{one}") for one in range(MOST_GROUPS) if f"g{one}.join" in sent],
            list(_conditions(sent, "p", most=MOST_PARTS)),
            _join(sent, "join"),
            whole_families=sent.get("families") == "1",
            waiting_points=sent.get("waiting.points", "")[:LONGEST_LIST],
            waiting_months=sent.get("waiting.months", "")[:LONGEST_LIST],
        )

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """Show a rule that is kept."""
        groups = [
            TypedGroup([TypedCondition.of(one) for one in group.conditions], group.join)
            for group in rule.audience.groups
        ]
        parts = [TypedCondition.of(one.condition, points=str(one.points)) for one in rule.scoring.parts]
        waiting = str(rule.scoring.waiting_points), str(rule.scoring.waiting_months)
        return cls(groups, parts, rule.audience.join, rule.audience.whole_families, *waiting)

    def rule(self) -> Rule | None:
        """Give the rule, or none after noting at each place what is wrong."""
        audience, scoring = self.audience(), self.scoring()
        return Rule(audience, scoring) if audience is not None and scoring is not None else None

    def audience(self) -> Audience | None:
        """Give who may be listed, or none after noting what is wrong."""
        groups = []
        for group in self.groups:
            conditions = [one.condition() for one in group.conditions]
            if not conditions:
                group.error = gettext("Tambahkan syarat, atau hapus bagian ini.")
            groups.append(Group(tuple(one for one in conditions if one), group.join))
        is_wrong = any(group.error or any(one.error for one in group.conditions) for group in self.groups)
        return None if is_wrong else Audience(tuple(groups), self.join, self.whole_families)

    def scoring(self) -> Scoring | None:
        """Give the points, or none after noting what is wrong."""
        parts = [part for part in (_part(one) for one in self.parts) if part]
        try:
            waiting = _number(self.waiting_points) or 0, _number(self.waiting_months) or 0
            scoring = Scoring(tuple(parts), *waiting)
            Rule(scoring=scoring).check()
        except (_Wrong, RuleUnfit):
            self.is_scoring_open = True
            self.waiting_error = gettext("Tulis angka bulat: paling banyak 100 poin sebulan, selama 60 bulan.")
            return None
        self.is_scoring_open = any(one.error for one in self.parts)
        return None if self.is_scoring_open else scoring

    def change(self, button: str, sent: Sent) -> None:
        """Do what a button of the page asks: a row more or less."""
        deed, *rest = button.split(":")
        self.is_scoring_open = deed.endswith("-part")
        places = [int(one) for one in rest if one.isascii() and one.isdigit() and len(one) <= LONGEST_NUMBER]
        if deed == "add-group" and len(self.groups) < MOST_GROUPS:
            self.groups.append(TypedGroup([]))
        elif deed == "add-part" and len(self.parts) < MOST_PARTS:
            self.parts += _chosen(sent, "p.new")
        elif deed == "remove-part":
            _drop(self.parts, places[:1])
        elif deed == "remove-group":
            _drop(self.groups, places[:1])
        elif places and places[0] < len(self.groups):
            group = self.groups[places[0]]
            if deed == "remove-condition":
                _drop(group.conditions, places[1:])
            elif deed == "add-condition" and len(group.conditions) < MOST_CONDITIONS:
                group.conditions += _chosen(sent, f"g{places[0]}.new")


def _part(typed: TypedCondition) -> Part | None:
    condition = typed.condition()
    try:
        part = Part(condition or Condition(Field.FORMER_PBI), _number(typed.points) or 0)
        Rule(scoring=Scoring((part,))).check()
    except (_Wrong, RuleUnfit):
        typed.error = typed.error or gettext("Tulis poin 1 sampai 1000.")
        return None
    return part if condition else None


def _group(sent: Sent, place: str) -> TypedGroup:
    return TypedGroup(list(_conditions(sent, f"{place}.c", most=MOST_CONDITIONS)), _join(sent, f"{place}.join"))


def _conditions(sent: Sent, place: str, *, most: int) -> Iterator[TypedCondition]:
    return (TypedCondition.read(sent, f"{place}{one}") for one in range(most) if f"{place}{one}.field" in sent)


def _chosen(sent: Sent, name: str) -> list[TypedCondition]:
    kind = sent.get(name, "")
    return [TypedCondition(Field(kind))] if kind in list(Field) else []


def _drop(rows: list[TypedGroup] | list[TypedCondition], places: list[int]) -> None:
    if places and places[0] < len(rows):
        del rows[places[0]]


def _join(sent: Sent, name: str) -> Join:
    return Join.ANY if sent.get(name) == Join.ANY else Join.ALL


def _number(text: str) -> int | None:
    written = text.strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit()) or len(written) > LONGEST_NUMBER:
        raise _Wrong
    return int(written)
