"""Codes, slips and messages say what is confirmed, and nothing else."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from sqlalchemy import select

from srikandi import cards, places, programme, residents
from srikandi.audit import AuditEntry
from srikandi.cards import CardUnknown, MemberCard, NobodyToTell, NoPhone, NotCovered, Standing
from srikandi.clock import Month
from srikandi.database import Secret
from srikandi.residents.models import Reveal
from srikandi.signs import printed
from tests.programme.exits.leaving import at_place
from tests.programme.rights.asking import everything
from tests.telling.scene import a_code, a_facility, begins_in_its_month, covered_people


@pytest.fixture
def covered(session, time_machine):
    return covered_people(session, time_machine)


def cover_at(session, covered, place):
    district = places.district_of(session, covered.scene.district_id)
    person = at_place(session, place)
    return cards.covers_of(session, [person.id], district=district)[person.id]


def test_a_code_survives_small_letters_and_hyphens_and_one_wrong_sign_is_none(session, covered):
    signs = a_code(session, covered)
    typed = printed(signs).lower()
    assert cards.card_by_code(session, f" {typed} ").resident_id == at_place(session, 1).id
    other = next(sign for sign in "23456789" if sign != signs[0])
    for wrong in (other + signs[1:], signs[:-1], "", "I" * 12, signs + "2"):
        assert cards.read_code(wrong) is None
        with pytest.raises(CardUnknown):
            cards.card_by_code(session, wrong)


def test_no_code_stands_in_the_database_in_the_clear(session, covered):
    assert a_code(session, covered) not in everything(session)


def test_a_lost_slip_gets_another_code_and_the_old_one_opens_nothing(session, covered):
    old = a_code(session, covered)
    cards.replace(session, at_place(session, 1), by=covered.village(session))
    with pytest.raises(CardUnknown):
        cards.card_by_code(session, old)
    assert a_code(session, covered) != old


def test_a_cover_is_told_from_the_first_confirmed_day_to_the_last_and_what_is_paid_beyond(
    session, covered, time_machine
):
    start = covered.pledge.start_month
    cover = cover_at(session, covered, 1)
    assert (cover.standing, cover.since_on, cover.until_on) == (Standing.ACTIVE, start.first_day, start.last_day)
    assert cover.paid_until == start + 2
    assert cover_at(session, covered, 9).standing is Standing.NEVER
    begins_in_its_month(covered.pledge, time_machine, later=-1)
    assert cover_at(session, covered, 1).standing is Standing.COMING
    begins_in_its_month(covered.pledge, time_machine, later=1)
    assert cover_at(session, covered, 1).standing is Standing.OVER
    whom = {"month": start + 1, "document_number": "BA/2", "by": covered.scene.branch}
    programme.confirm_month(session, covered.pledge.district_id, **whom)
    cover = cover_at(session, covered, 1)
    assert (cover.standing, cover.since_on, cover.until_on) == (
        Standing.ACTIVE, start.first_day, (start + 1).last_day,
    )  # fmt: skip


def test_slips_are_printed_for_who_is_covered_only_and_each_print_is_written_down(session, covered):
    a_facility(session, covered)
    officer = covered.village(session)
    people = [at_place(session, 1), at_place(session, 9)]
    pdf = cards.print_slips(session, people, by=officer)
    assert pdf.startswith(b"%PDF")
    assert [one.resident_id for one in session.scalars(select(MemberCard))] == [people[0].id]
    deeds = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "member_card")).all()
    assert sorted(deeds) == ["card:issue", "card:print"]
    month = Month.of(covered.pledge.start_month.first_day)
    untold = cards.covered_people(officer, month=month).where(cards.without_slip())
    assert people[0].id not in [one.id for one in session.scalars(untold)]
    with pytest.raises(NobodyToTell):
        cards.print_slips(session, people[1:], by=officer)


def test_a_message_says_what_the_slip_says_and_opening_the_number_is_kept_as_a_look(session, covered):
    a_facility(session, covered)
    person, officer = at_place(session, 1), covered.village(session)
    assert cards.open_message(session, person, by=officer).startswith("https://wa.me/?text=")
    assert session.query(Reveal).count() == 0, "nothing was looked at"
    person.phone = Secret("0717-12345", person.uid)
    session.flush()
    session.refresh(person)
    with pytest.raises(NoPhone):
        cards.open_message(session, person, by=officer)
    person.phone = Secret("0812-3456 7890", person.uid)
    session.flush()
    session.refresh(person)
    before = session.query(Reveal).count()
    address = cards.open_message(session, person, by=officer)
    assert address.startswith("https://wa.me/6281234567890?text=")
    words = unquote(address)
    code = cards.code_of(cards.standing_cards(session, [person.id])[person.id])
    for said in (f"/kartu/{code}", "Puskesmas Contoh", "tidak dipungut biaya", "165", "Aktif sejak"):
        assert said in words
    for kept in (person.name, residents.masked_numbers(person).nik[:4] + "01"):
        assert kept not in words
    assert session.query(Reveal).count() == before + 1
    with pytest.raises(NotCovered):
        cards.open_message(session, at_place(session, 9), by=officer)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0812 3456 7890", "6281234567890"), ("+62 812-3456-789", "628123456789"), ("81234567890", "6281234567890")],
)
def test_a_number_is_written_as_whatsapp_wants_it(typed, number):
    assert cards.mobile_number(typed) == number


@pytest.mark.parametrize("typed", ["", "0717 92000", "112", "0812", "+60 12 345 6789"])
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(NoPhone):
        cards.mobile_number(typed)
