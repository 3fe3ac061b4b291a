"""Papers are drawn once, frozen, superseded, never changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from srikandi import database, documents, programme
from srikandi.audit import AuditEntry
from srikandi.documents import Document, DocumentEnded, DocumentStatus, DocumentUnknown, ReasonMissing
from srikandi.money import Money
from srikandi.signs import printed
from tests.documents.papers import FACTS, a_certificate, a_pledge
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, shared_terms, terms_of
from tests.programme.registering.answers import an_answer


def test_a_certificate_is_frozen_with_its_hash_its_serial_and_a_code(session):
    pledge, district = a_pledge(session)
    paper = a_certificate(session, pledge, district)
    assert paper.pdf.startswith(b"%PDF-")
    assert paper.pdf_hash == hashlib.sha256(paper.pdf).hexdigest()
    assert paper.serial.startswith("SERT-")
    assert paper.serial.endswith("-0001")
    assert len(paper.code) == 16
    assert not set(paper.code) & set("01OILUV")
    assert session.scalar(select(func.count()).where(AuditEntry.action == "document:issue")) == 1


def test_the_same_facts_give_the_same_paper_and_new_facts_a_new_version(session):
    pledge, district = a_pledge(session)
    first = a_certificate(session, pledge, district)
    before = first.pdf
    assert a_certificate(session, pledge, district) is first
    second = a_certificate(session, pledge, district, replace(FACTS, life_months=390))
    assert (second.version, second.status, second.serial[-4:]) == (2, DocumentStatus.VALID, "0002")
    assert (first.status, first.ended_reason) == (DocumentStatus.SUPERSEDED, f"Digantikan {second.serial}")
    session.expire_all()
    assert session.get_one(Document, first.id).pdf == before
    assert documents.successor_of(session, first).id == second.id


CHANGES = {
    "pdf": b"%PDF-other",
    "pdf_hash": "0" * 64,
    "facts": {"content": {}},
    "serial": "SERT-2026-9999",
    "code": "2" * 16,
    "version": 7,
}


@pytest.mark.leaves_a_broken_book
@pytest.mark.parametrize("name", CHANGES)
def test_the_database_refuses_to_change_a_paper(session, name):
    paper = a_certificate(session, *a_pledge(session))
    session.commit()
    with pytest.raises(DatabaseError, match="never changes"):
        session.execute(update(Document).where(Document.id == paper.id).values({name: CHANGES[name]}))


@pytest.mark.leaves_a_broken_book
def test_the_database_refuses_to_delete_a_paper(session):
    a_certificate(session, *a_pledge(session))
    session.commit()
    with pytest.raises(DatabaseError, match="never deleted"):
        session.execute(delete(Document))


def test_without_the_trigger_a_paper_could_be_changed(session):
    paper = a_certificate(session, *a_pledge(session))
    lite = session.get_bind().dialect.name == "sqlite"
    name = "srk_document_is_frozen_update" if lite else "srk_document_is_frozen"
    session.execute(text(f'DROP TRIGGER "{name}"' + ("" if lite else " ON document")))
    assert database.missing(session.connection()) == [name]
    session.execute(update(Document).where(Document.id == paper.id).values(pdf=b"%PDF-other"))
    session.refresh(paper)
    assert paper.pdf == b"%PDF-other"


def test_a_revoked_paper_says_why_and_stays_revoked(session):
    paper = a_certificate(session, *a_pledge(session))
    with pytest.raises(ReasonMissing):
        documents.revoke(session, paper, reason=" ", by=SYSTEM)
    documents.revoke(session, paper, reason="Salah nama perusahaan", by=SYSTEM)
    assert (paper.status, paper.ended_reason) == (DocumentStatus.REVOKED, "Salah nama perusahaan")
    with pytest.raises(DocumentEnded):
        documents.supersede(session, paper, by_serial="SERT-2026-0002", by=SYSTEM)
    session.commit()
    with pytest.raises(DatabaseError, match="never changes"):
        session.execute(update(Document).values(status=DocumentStatus.VALID))


def test_a_paper_is_found_by_its_code_as_people_type_it_and_by_its_bytes_alone(session):
    paper = a_certificate(session, *a_pledge(session))
    typed = printed(paper.code).lower().replace("-", " - ")
    assert documents.find_by_code(session, typed).id == paper.id
    assert documents.find_by_bytes(session, paper.pdf).id == paper.id
    for at in range(16):
        other = "3" if paper.code[at] == "2" else "2"
        with pytest.raises(DocumentUnknown):
            documents.find_by_code(session, paper.code[:at] + other + paper.code[at + 1 :])
    for at in range(0, len(paper.pdf), len(paper.pdf) // 20):
        altered = bytearray(paper.pdf)
        altered[at] ^= 1
        with pytest.raises(DocumentUnknown):
            documents.find_by_bytes(session, bytes(altered))


@pytest.mark.parametrize("typed", ["", "x", "0" * 16, "É" * 16, "2" * 17, "' OR 1=1 --", "２" * 16])
def test_what_can_not_be_a_code_finds_nothing(session, typed):
    with pytest.raises(DocumentUnknown):
        documents.find_by_code(session, typed)


def test_a_certificate_comes_by_rule_when_the_first_month_is_confirmed(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=3))
    pay(session, pledge, 3 * 3 * 37_800)
    assert programme.certify(session, pledge.id, by=SYSTEM) is None
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    paper = documents.valid_certificates(session, [pledge.id])[pledge.id]
    said = documents.certificate_of(paper.facts["content"])
    assert (said.lives, said.life_months, said.amount) == (3, 3, Money(113_400))
    programme.confirm_month(session, scene.district_id, month=pledge.start_month + 1, document_number="B/2", by=SYSTEM)
    second = documents.valid_certificates(session, [pledge.id])[pledge.id]
    assert (second.version, documents.certificate_of(second.facts["content"]).life_months) == (2, 6)


def test_a_shared_pledge_states_the_companys_own_rupiah_and_names_who_else_paid(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=2, months=1))
    pay(session, pledge, 2 * 20_000, payer=0)
    pay(session, pledge, 2 * 15_000, payer=1)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2]), filename="1.csv", by=scene.branch)
    facts = programme.certificate_facts(session, pledge.id)
    assert facts.amount == Money(40_000)
    assert facts.co_payers == ("Pemerintah Kabupaten Bangka",)


def test_a_company_may_hide_the_sum(session):
    pledge, _ = a_pledge(session)
    assert documents.shows_amount(session, pledge.id)
    documents.choose_amount(session, pledge.id, hides_amount=True, by=SYSTEM)
    assert not documents.shows_amount(session, pledge.id)
    documents.choose_amount(session, pledge.id, hides_amount=False, by=SYSTEM)
    assert documents.shows_amount(session, pledge.id)
