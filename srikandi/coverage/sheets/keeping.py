"""Which form holds: the district's own, else its branch's, else the shipped one. Every version is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.coverage.refusals import FormUnknown, NoteMissing
from srikandi.coverage.sheets.layout import DEFAULTS, Layout
from srikandi.coverage.sheets.models import Purpose, SheetForm
from srikandi.errors import NotAllowed
from srikandi.organisations import Organisation, ServedDistrict

BRANCH = "branch"
SHORTEST_NOTE = 5


@dataclass(frozen=True)
class Standing:
    """The form that holds for a district, and whose it is; none: the shipped one."""

    layout: Layout
    form: SheetForm | None
    branch: str | None = None

    @property
    def is_shipped(self) -> bool:
        """Is it the one we ship?"""
        return self.form is None or self.form.is_default

    @property
    def version(self) -> int:
        """Its number; the shipped form that nobody has touched is 0."""
        return self.form.version if self.form else 0


@dataclass(frozen=True)
class Owner:
    """For whom a form is written: one district, or a branch and all that it serves."""

    district_id: int | None = None
    branch_id: int | None = None

    @classmethod
    def of(cls, actor: Actor) -> Owner:
        """Give for whom somebody writes forms. Raises: NotAllowed."""
        if actor.role == BRANCH:
            if actor.organisation_id is None:
                raise NotAllowed
            return cls(branch_id=actor.organisation_id)
        return cls(district_id=actor.district_id)

    def rows(self) -> ColumnElement[bool]:
        """Name this owner's forms."""
        if self.branch_id is not None:
            return SheetForm.branch_id == self.branch_id
        return SheetForm.district_id == self.district_id


def standing_form(session: Session, district_id: int, purpose: Purpose) -> Standing:
    """Give the form that holds for a district's files now."""
    own = newest(session, Owner(district_id=district_id), purpose)
    if own is not None and not own.is_default:
        return Standing(Layout.of(own.content), own)
    serving = select(ServedDistrict.branch_id).where(ServedDistrict.district_id == district_id)
    asked = (
        select(SheetForm, Organisation.name)
        .join(Organisation, Organisation.id == SheetForm.branch_id)
        .where(SheetForm.branch_id.in_(serving), SheetForm.purpose == purpose)
        .order_by(SheetForm.made_at.desc(), SheetForm.id.desc())
        .limit(1)
    )
    found = session.execute(asked).one_or_none()
    if found is not None and not found[0].is_default:
        return Standing(Layout.of(found[0].content), found[0], found[1])
    return Standing(DEFAULTS[purpose], own or (found[0] if found else None))


def owner_form(session: Session, owner: Owner, purpose: Purpose) -> Standing:
    """Give the form an owner has written, or what holds without one."""
    own = newest(session, owner, purpose)
    if owner.district_id is not None and (own is None or own.is_default):
        return standing_form(session, owner.district_id, purpose)
    return Standing(Layout.of(own.content) if own else DEFAULTS[purpose], own)


def layout_of(session: Session, form_id: int | None, purpose: Purpose) -> Layout:
    """Give the form a file went out with."""
    return Layout.of(session.get_one(SheetForm, form_id).content) if form_id is not None else DEFAULTS[purpose]


def newest(session: Session, owner: Owner, purpose: Purpose) -> SheetForm | None:
    """Give an owner's newest version."""
    return session.scalar(_versions(owner, purpose).limit(1))


def versions_of(session: Session, owner: Owner, purpose: Purpose) -> Sequence[SheetForm]:
    """List every version an owner has written, the newest first."""
    return list(session.scalars(_versions(owner, purpose)))


def form_of(session: Session, form_id: int, *, viewer: Actor) -> SheetForm:
    """Give a version this viewer may see: of the own district, or of a branch that serves it. Raises: FormUnknown."""
    serving = select(ServedDistrict.branch_id).where(ServedDistrict.district_id.in_(viewer.district_ids))
    mine = or_(SheetForm.district_id.in_(viewer.district_ids), SheetForm.branch_id.in_(serving))
    found = session.scalar(select(SheetForm).where(SheetForm.id == form_id, mine))
    if found is None:
        raise FormUnknown
    return found


def write_form(session: Session, purpose: Purpose, layout: Layout | None, *, note: str, by: Actor) -> SheetForm:
    """Keep a new version for whoever `by` writes forms for; without a layout it is the shipped form again.

    Raises: LayoutRefused, NoteMissing, NotAllowed.
    """
    owner, words = Owner.of(by), " ".join(note.split())
    if len(words) < SHORTEST_NOTE:
        raise NoteMissing(field="note")
    former = newest(session, owner, purpose)
    form = SheetForm(
        district_id=owner.district_id,
        branch_id=owner.branch_id,
        purpose=purpose,
        version=former.version + 1 if former else 1,
        is_default=layout is None,
        content=(layout.checked() if layout else DEFAULTS[purpose]).as_content(),
        note=words,
        made_by=by.user_id or 0,
    )
    session.add(form)
    session.flush()
    district = owner.district_id or next(iter(by.district_ids), None)
    said = {"purpose": purpose.value, "version": form.version, "columns": len(form.content["columns"])}
    audit.record(session, "sheet_form:write", form, by=by, reason=words, district_id=district, **said)
    return form


def _versions(owner: Owner, purpose: Purpose) -> Select[SheetForm]:
    asked = select(SheetForm).where(owner.rows(), SheetForm.purpose == purpose)
    return asked.order_by(SheetForm.version.desc())
