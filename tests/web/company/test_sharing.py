"""Shares and reserves over HTTP: each answers for itself, each sets its own money aside."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from srikandi import pledges, programme
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.pledges.making import a_company, pay
from tests.web.acting import a_desk

NEW = "/perusahaan/komitmen/baru"
SHARED = {"lives": "5", "months": "2", "own_share": "20.000", "share_1": "17.800"}


@pytest.fixture
def desk(app, session):
    return a_desk(app, session)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def the_pledge(session):
    session.rollback()
    return session.scalars(select(Pledge).order_by(Pledge.id.desc())).first()


def a_partner(app, session, desk):
    officer = a_company(session, desk.scene, "PT Lada Putih Contoh")
    post = Post(Role.COMPANY, desk.scene.district_id, officer.organisation_id)
    user = make_user(session, Role.COMPANY, post=post)
    session.commit()
    partner = Browser(app)
    partner.sign_in(user.id)
    return officer, partner


def test_another_company_is_asked_declines_and_the_leader_proposes_again(app, desk, session):
    officer, partner = a_partner(app, session, desk)
    typed = {**SHARED, "partner_1": str(officer.organisation_id)}
    page = desk.company.submit(NEW, typed, action="/baru").headers["Location"]
    pledge = the_pledge(session)
    assert "Menunggu jawaban" in words(desk.company.get(page))
    assert pledge.number in partner.get("/perusahaan/komitmen").text
    assert "Porsi Anda: Rp17.800" in words(partner.get(page))
    assert partner.submit(page, {"reason": ""}, action="/porsi/tolak").status_code == 422
    assert partner.submit(page, {"reason": "Anggaran habis"}, action="/porsi/tolak").status_code == 303
    assert "Anggaran habis" in words(desk.company.get(page))
    wrong = desk.company.submit(page, {"own_share": "1", "partner_1": "0", "share_1": ""}, action="/porsi/ubah")
    assert wrong.status_code == 422
    assert "Porsi seluruh penanggung berjumlah Rp1" in words(wrong)
    alone = {"own_share": "37.800", "partner_1": "0", "share_1": ""}
    assert desk.company.submit(page, alone, action="/porsi/ubah").status_code == 303
    assert "Pembagian sebelumnya" in words(desk.company.get(page))
    assert partner.get(page).status_code == 404
    session.rollback()
    assert len(pledges.payers_of(session, pledge.id)) == 1


def test_a_partner_without_a_share_is_asked_for_it(app, desk, session):
    officer, _ = a_partner(app, session, desk)
    answer = desk.company.submit(NEW, {"lives": "3", "partner_1": str(officer.organisation_id)}, action="/baru")
    assert answer.status_code == 422
    assert "Tulis porsinya." in words(answer)


def test_a_reserve_is_set_filled_asked_back_and_given_back(desk, session):
    page = desk.company.submit(NEW, {"lives": "3", "months": "2"}, action="/baru").headers["Location"]
    here = page.replace("/perusahaan/", "/kabupaten/")
    assert desk.company.submit(page, {"reserve_months": "1"}, action="/cadangan").status_code == 303
    assert "Rp113.400" in words(desk.company.get(page))
    assert "Rp113.400" in words(desk.maker.get(here))
    pledge = the_pledge(session)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=desk.scene.checker)
    pay(session, pledge, 6 * 37_800 + 113_400)
    session.commit()
    too_much = desk.company.submit(page, {"amount": "113.401", "release_reason": "Perlu"}, action="/minta")
    assert too_much.status_code == 422
    assert "Cadangan yang terisi hanya Rp113.400" in words(too_much)
    assert (
        desk.company.submit(page, {"amount": "13.400", "release_reason": "Perlu"}, action="/minta").status_code == 303
    )
    assert "meminta Rp13.400 kembali" in words(desk.checker.get(here))
    assert desk.checker.submit(here, action="/setujui").status_code == 303
    assert "Rp100.000" in words(desk.company.get(page))
    assert the_pledge(session).status is PledgeStatus.APPROVED


def an_unanswered_offer(app, session, desk):
    officer, partner = a_partner(app, session, desk)
    desk.company.submit(NEW, {**SHARED, "partner_1": str(officer.organisation_id)}, action="/baru")
    return the_pledge(session), partner


def cancelled_by_the_partner(app, session, desk, monkeypatch):
    """Let a company that was asked for a share send the form its page does not have."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    pledge, partner = an_unanswered_offer(app, session, desk)
    answer = partner.post(f"/perusahaan/komitmen/{pledge.id}/batal", {"reason": "Bukan urusan saya"})
    return answer.status_code, the_pledge(session).status


def test_who_was_asked_for_a_share_does_not_cancel_the_promise(app, desk, session, monkeypatch):
    assert cancelled_by_the_partner(app, session, desk, monkeypatch) == (404, PledgeStatus.OFFERED)


def test_without_asking_whose_it_is_a_partner_would_cancel_it(app, desk, session, monkeypatch):
    monkeypatch.setattr("srikandi.programme.approving.check_maker", lambda *_, **__: None)
    assert cancelled_by_the_partner(app, session, desk, monkeypatch) == (303, PledgeStatus.CANCELLED)
