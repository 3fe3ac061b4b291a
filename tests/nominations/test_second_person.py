"""Who names a person does not list them; two who list one person at once make one record and get one clear answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from srikandi import clock, database, nominations
from srikandi.audit import AuditEntry
from srikandi.database import unit_of_work
from srikandi.nominations import (
    Decline,
    NamedByYou,
    Nomination,
    NominationMoved,
    NominationStatus,
    VillageDecides,
    reading,
)
from srikandi.nominations.deciding import accepting
from srikandi.users import Post, Role, hash_password
from tests.browsing import Browser
from tests.nominations.naming import ADDRESS, CARD, HIMSELF, NIK, Office
from tests.people import SYSTEM, actor_for, make_user
from tests.residents.pages.opening import signed_in

S = NominationStatus
PASSWORD = "kuda laut terbang pelan"
SAID = {"name": "Siti Maryam", "birth_on": "1985-04-05", "sex": "P", "family_card": CARD, "kind": "recruitment"}


@pytest.fixture
def office(session):
    return Office(session)


def colleague_of(office):
    """Give another officer of the same village."""
    ids = (office.scene.district.id,)
    user = make_user(office.session, Role.VILLAGE, post=Post(Role.VILLAGE, *ids, village_code=office.village_code))
    return actor_for(user, Role.VILLAGE, district_ids=ids, village_code=office.village_code)


def named_by_officer(office):
    """Have the village officer name somebody by the poster, signed in."""
    nominations.receive(
        office.session, office.poster, office.who, nominator=HIMSELF, address=ADDRESS, by=office.officer
    )
    return office.session.query(Nomination).order_by(Nomination.id.desc()).first()


def test_an_officer_does_not_list_whom_they_named_and_a_colleague_does(office):
    one = named_by_officer(office)
    with pytest.raises(NamedByYou):
        office.accept(one)
    nominations.accept(office.session, one, office.listing(one), by=colleague_of(office))
    assert (one.status, office.people()) == (S.LISTED, 1)


def test_without_the_rule_one_officer_would_do_both(office, monkeypatch):
    monkeypatch.setattr(accepting, "_check_hands", lambda *_, **__: None)
    one = named_by_officer(office)
    office.accept(one)
    assert one.status is S.LISTED


def test_a_second_nomination_of_the_same_person_is_no_way_around_it(office):
    named_by_officer(office)
    _, from_the_street = office.name()
    _, mistyped = office.name(nik=NIK[:-1] + "4")
    for one, other in ((from_the_street, {}), (mistyped, {"nik": NIK})):
        with pytest.raises(NamedByYou):
            office.accept(one, **other)
    assert office.people() == 0


def test_the_district_lists_whom_an_officer_named_and_nobody_else(app, office, session):
    _, street = office.name(nik="1901014504850019")
    with pytest.raises(VillageDecides):
        nominations.accept(session, street, office.listing(street), by=office.maker)
    one = named_by_officer(office)
    session.commit()
    village, maker = signed_in(app, office.scene.village), signed_in(app, office.scene.maker)
    assert "Anda sendiri yang mengusulkan" in village.get(f"/desa/usulan/{one.id}").text
    assert village.submit(f"/desa/usulan/{one.id}/terima", SAID).status_code == 422
    assert "Diusulkan petugas sendiri" in maker.get(f"/kabupaten/usulan/{one.id}").text
    assert "Diusulkan petugas sendiri" not in maker.get(f"/kabupaten/usulan/{street.id}").text
    assert maker.submit(f"/kabupaten/usulan/{one.id}/terima", SAID).status_code == 303
    session.expire_all()
    assert one.status is S.LISTED


def on_one_device(app, office, session, *, is_signed_in_first):
    """Name somebody from the officer's browser without being signed in; give what the officer is answered."""
    email = "desa.lain@contoh.example"
    post = Post(Role.VILLAGE, office.scene.district.id, village_code=office.village_code)
    user = make_user(session, Role.VILLAGE, post=post, password_hash=hash_password(PASSWORD))
    user.email = email
    session.commit()
    browser, account = Browser(app), {"email": email, "password": PASSWORD}
    if is_signed_in_first:
        assert browser.submit("/masuk", account).status_code == 303
        browser.submit("/beranda", action="/keluar")
    typed = {**SAID, "kind": "self", "nik": NIK, "village": office.village_code, "agreed": "y"}
    del typed["family_card"]
    assert browser.submit(f"/usul/{office.poster.code}", typed).status_code == 303
    assert browser.submit("/masuk", account).status_code == 303
    one = session.query(Nomination).one()
    session.rollback()
    return browser.submit(f"/desa/usulan/{one.id}/terima", SAID).status_code


@pytest.mark.parametrize("is_signed_in_first", [True, False])
def test_naming_somebody_from_the_own_device_while_signed_out_is_known(app, office, session, is_signed_in_first):
    assert on_one_device(app, office, session, is_signed_in_first=is_signed_in_first) == 422
    assert office.people() == 0


def test_without_the_memory_of_the_device_signing_out_would_be_enough(app, office, session, monkeypatch):
    monkeypatch.setattr("srikandi.web.public.nominating.views.officer_here", lambda: None)
    monkeypatch.setattr("srikandi.web.public.nominating.views.remember_sent", lambda _: None)
    assert on_one_device(app, office, session, is_signed_in_first=True) == 303


def test_what_nobody_decides_is_closed_and_erased_in_time(office, session):
    code, one = office.name()
    _, decided = office.name(nik="1901014504850019")
    nominations.decline(session, decided, Decline.COVERED, note="Kartunya aktif.", by=office.officer)
    assert nominations.close_unanswered(session, office.scene.district, by=SYSTEM) == 0
    with time_machine.travel(clock.now() + timedelta(days=181), tick=True):
        assert nominations.close_unanswered(session, office.scene.district, by=SYSTEM) == 1
    session.expire_all()
    assert (one.name, one.nik_index, one.nik.open(one.uid)) == ("–", None, "")
    assert decided.erased_at is None
    told = nominations.follow(session, code)
    assert (told.status, told.decline) == (S.DECLINED, Decline.UNANSWERED)
    assert session.query(AuditEntry).filter_by(action="nomination:decline").count() == 2


def listed_at_once(app, office, session):
    """Two officers list two nominations of one number at the same moment; give what each of them is answered."""
    ids = [office.name()[1].id for _ in range(2)]
    officers = [office.officer, colleague_of(office)]
    session.commit()
    start, meeting = Barrier(2), Barrier(2)

    def accept(nomination_id, by):
        with app.app_context():
            one = database.current_session()
            start.wait(timeout=30)
            try:
                with unit_of_work(one):
                    nomination = nominations.locked(one, nomination_id, by=by)
                    meet(meeting)
                    nominations.accept(one, nomination, office.listing(nomination), by=by)
            except (NominationMoved, OperationalError) as no:
                return type(no)
            finally:
                database.db.session.remove()
        return "listed"

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(accept, ids, officers))
    session.rollback()
    assert office.people() == 1
    assert {one.status for one in session.query(Nomination)} == {S.LISTED}
    return answers


def meet(barrier):
    """Wait for the other a moment, unless it is held up."""
    try:
        barrier.wait(timeout=0.7)
    except BrokenBarrierError:
        return


def test_two_officers_at_two_nominations_of_one_person_get_one_yes_and_one_clear_no(app, office, session):
    assert sorted(map(str, listed_at_once(app, office, session))) == sorted(["listed", str(NominationMoved)])


def test_without_holding_them_together_two_officers_would_lock_each_other_out(app, office, session, monkeypatch):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("writers take turns on SQLite")

    def only_this_one(session, nomination_id, *, by):
        found = reading.nomination_of(session, nomination_id, viewer=by)
        session.refresh(found, with_for_update=True)
        return found

    monkeypatch.setattr(nominations, "locked", only_this_one)
    assert OperationalError in listed_at_once(app, office, session)


def test_a_nomination_passed_on_late_is_given_its_time_anew(session):
    office = Office(session)
    _, one = office.name()
    with time_machine.travel(clock.now() + timedelta(days=150), tick=True):
        nominations.decline(session, one, Decline.OTHER_VILLAGE, note="Warga desa sebelah.", by=office.officer)
    with time_machine.travel(clock.now() + timedelta(days=185), tick=True):
        nominations.pass_on(session, one, village_code=one.village_code, by=office.maker)
        nominations.close_unanswered(session, office.scene.district, by=SYSTEM)
        assert (one.status, one.erased_at) == (NominationStatus.RECEIVED, None)


def test_a_cookie_that_names_nobody_holds_nobody_up(app, session):
    office = Office(session)
    session.commit()
    browser = Browser(app)
    with browser.client.session_transaction() as kept:
        kept["officer"] = 999_999
    typed = {"name": "SITI MARYAM", "birth_on": "1985-04-05", "sex": "P", "kind": "self", "nik": NIK}
    answer = browser.submit(f"/usul/{office.poster.code}", {**typed, "village": office.village_code, "agreed": "y"})
    assert answer.status_code in {200, 303}
    session.rollback()
    assert session.scalars(select(Nomination.named_by)).one() is None
