"""Who may take part: admission by the forum, the gate by the branch, and what a refusal says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import clock, organisations, places
from srikandi.audit import Actor, AuditEntry
from srikandi.organisations import Kind, NewOrganisation, Standing
from srikandi.organisations import refusals as no
from srikandi.users import User
from tests.organisations.companies import BRANCH, FORUM, a_company, a_gate, an_application
from tests.people import SYSTEM
from tests.places.test_places import new_district


@pytest.fixture
def district_id(session: Session) -> int:
    return places.add_district(session, new_district("19.01"), by=SYSTEM).id


def test_a_company_applies_is_admitted_and_passes_the_gate_before_it_may_pledge(
    session: Session, district_id: int
) -> None:
    today = clock.today()
    company = organisations.apply(session, an_application(district_id), by=FORUM)
    with pytest.raises(organisations.NotAdmitted):
        organisations.check_may_pledge(session, company.id, on=today)
    organisations.admit(session, company, reason="Lengkap", by=FORUM)
    with pytest.raises(organisations.GateMissing):
        organisations.check_may_pledge(session, company.id, on=today)
    a_gate(session, company, expires_on=today + timedelta(days=30))
    organisations.check_may_pledge(session, company.id, on=today + timedelta(days=30))
    with pytest.raises(organisations.GateExpired, match="berakhir pada"):
        organisations.check_may_pledge(session, company.id, on=today + timedelta(days=31))
    organisations.suspend(session, company, reason="Menunggak", by=FORUM)
    with pytest.raises(organisations.Suspended):
        organisations.check_may_pledge(session, company.id, on=today)
    organisations.restore(session, company, reason="Lunas", by=FORUM)
    organisations.check_may_pledge(session, company.id, on=today)


def test_a_waiting_renewal_keeps_the_gate_and_a_later_refusal_ends_it(session: Session, district_id: int) -> None:
    company = a_company(session, district_id)
    a_gate(session, company)
    renewal = organisations.declare_gate(
        session, company, workers=200, registered=20, business_entity_code="1", by=FORUM
    )
    organisations.check_may_pledge(session, company.id, on=clock.today())
    organisations.decide_gate(session, renewal, is_confirmed=False, reason="Kurang", expires_on=None, by=BRANCH)
    with pytest.raises(organisations.GateMissing):
        organisations.check_may_pledge(session, company.id, on=clock.today())
    with pytest.raises(no.GateDecided):
        organisations.decide_gate(session, renewal, is_confirmed=False, reason="Lagi", expires_on=None, by=BRANCH)


def test_who_declares_never_confirms_and_a_confirmation_ends_some_day(session: Session, district_id: int) -> None:
    company = a_company(session, district_id)
    user = User(email="a@contoh.example", name="A")
    session.add(user)
    session.flush()
    one = Actor(user.id, "A", "company")
    declaration = organisations.declare_gate(
        session, company, workers=10, registered=10, business_entity_code="1", by=one
    )
    until = clock.today() + timedelta(days=90)
    with pytest.raises(no.OwnDeclaration):
        organisations.decide_gate(session, declaration, is_confirmed=True, reason="ya", expires_on=until, by=one)
    for unfit in (None, clock.today(), clock.today() + timedelta(days=900)):
        with pytest.raises(no.ExpiryUnfit):
            organisations.decide_gate(session, declaration, is_confirmed=True, reason="y", expires_on=unfit, by=BRANCH)
    with pytest.raises(no.ReasonMissing):
        organisations.decide_gate(session, declaration, is_confirmed=True, reason=" ", expires_on=until, by=BRANCH)


@pytest.mark.parametrize(("workers", "registered"), [(0, 0), (10, 11), (10, -1)])
def test_numbers_of_workers_that_cannot_be_are_refused(
    session: Session, district_id: int, workers: int, registered: int
) -> None:
    company = a_company(session, district_id)
    with pytest.raises(no.WorkersUnfit):
        organisations.declare_gate(
            session, company, workers=workers, registered=registered, business_entity_code="1", by=FORUM
        )


def test_a_refused_company_may_apply_again_but_a_known_one_not(session: Session, district_id: int) -> None:
    company = organisations.apply(session, an_application(district_id), by=FORUM)
    with pytest.raises(no.AlreadyApplied):
        organisations.apply(session, an_application(district_id), by=FORUM)
    organisations.refuse(session, company, reason="Belum lengkap", by=FORUM)
    again = organisations.apply(session, an_application(district_id, name="PT  Nama   Baru"), by=FORUM)
    assert (again.id, again.name, again.standing) == (company.id, "PT Nama Baru", Standing.APPLIED)
    with pytest.raises(no.StandingMoved):
        organisations.suspend(session, again, reason="x", by=FORUM)


@pytest.mark.parametrize("nib", ["912000123456", "91200012345678", "912000123456a", "٩١٢٠٠٠١٢٣٤٥٦٧"])
def test_a_nib_has_thirteen_digits(session: Session, district_id: int, nib: str) -> None:
    with pytest.raises(no.NibUnfit):
        organisations.apply(session, an_application(district_id, nib=nib), by=FORUM)


def test_a_npwp_and_a_village_must_exist(session: Session, district_id: int) -> None:
    application = an_application(district_id)
    with pytest.raises(no.NpwpUnfit):
        organisations.apply(session, replace(application, npwp="123"), by=FORUM)
    foreign = replace(application, profile=replace(application.profile, village_code="63.07.01.2001"))
    with pytest.raises(no.VillageUnfit):
        organisations.apply(session, foreign, by=FORUM)


def test_each_decision_leaves_one_row_in_the_trail(session: Session, district_id: int) -> None:
    company = a_company(session, district_id)
    organisations.edit_profile(session, company, an_application(district_id).profile, by=FORUM)
    organisations.edit_profile(
        session, company, replace(an_application(district_id).profile, email="baru@contoh.example"), by=FORUM
    )
    trail = select(AuditEntry.action).where(AuditEntry.subject_kind == "organisation").order_by(AuditEntry.id)
    assert list(session.scalars(trail)) == ["company:apply", "company:admitted", "company:edit"]
    assert session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.reason == "Lengkap")) == 1


def test_viewers_see_what_is_theirs(session: Session, district_id: int) -> None:
    company, other = a_company(session, district_id), a_company(session, district_id, nib="9120001234568")
    itself = Actor(1, "x", "company", (district_id,), organisation_id=company.id)
    forum, foreign = Actor(2, "y", "forum", (district_id,)), Actor(3, "z", "forum", (district_id + 1,))
    assert organisations.organisation_of(session, company.id, viewer=itself) is company
    assert organisations.organisation_of(session, other.id, viewer=forum) is other
    for viewer, hidden in ((itself, other), (foreign, company)):
        with pytest.raises(organisations.OrganisationNotFound):
            organisations.organisation_of(session, hidden.id, viewer=viewer)


def test_the_pemkab_pays_without_a_gate_and_a_branch_serves_districts(session: Session, district_id: int) -> None:
    with pytest.raises(organisations.NoGovernment):
        organisations.government_of(session, district_id)
    new = NewOrganisation(Kind.GOVERNMENT, "Pemerintah Kabupaten Bangka", "Jl. A", "a@contoh.example", district_id)
    government = organisations.establish(session, new, by=SYSTEM)
    organisations.check_may_pledge(session, government.id, on=clock.today())
    assert organisations.government_of(session, district_id) is government
    serving = NewOrganisation(Kind.BRANCH, "BPJS Cabang", "Jl. B", "b@contoh.example", serves=(district_id,))
    branch = organisations.establish(session, serving, by=SYSTEM)
    assert organisations.districts_served(session, branch.id) == (district_id,)
    assert organisations.names(session, [branch.id]) == {branch.id: "BPJS Cabang"}
    with pytest.raises(organisations.NotAdmitted):
        organisations.check_may_pledge(session, branch.id, on=clock.today())
