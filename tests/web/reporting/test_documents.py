"""A company's papers in a browser: lists, downloads, statements, hidden rupiah."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from srikandi import documents
from srikandi.documents import Document, DocumentKind
from srikandi.users import Post, Role
from tests.reports.running import a_running_pledge
from tests.web.reporting.test_reports import signed_in


@pytest.fixture
def running(session):
    return a_running_pledge(session)


@pytest.fixture
def company(app, session, running):
    return signed_in(app, session, Post(Role.COMPANY, running.scene.district_id, running.scene.company_id))


def papers(session, kind):
    session.expire_all()
    return session.scalars(select(Document).where(Document.kind == kind).order_by(Document.id)).all()


def test_a_certificate_is_downloaded_bit_by_bit(session, company):
    (paper,) = papers(session, DocumentKind.CERTIFICATE)
    assert paper.serial in company.get("/perusahaan/dokumen").text
    answer = company.get(f"/perusahaan/dokumen/{paper.id}.pdf")
    assert hashlib.sha256(answer.data).hexdigest() == paper.pdf_hash
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_statement_is_made_for_a_span_and_refused_for_a_crooked_one(session, company):
    crooked = company.submit("/perusahaan/dokumen", {"from_on": "2026-12-31", "to_on": "2026-01-01"})
    assert crooked.status_code == 422
    assert "Tanggal akhir" in crooked.text
    made = company.submit("/perusahaan/dokumen", {"from_on": "2026-01-01", "to_on": "2027-12-31"}, follow=True)
    (paper,) = papers(session, DocumentKind.STATEMENT)
    assert paper.serial in made.text
    assert company.get(f"/perusahaan/dokumen/{paper.id}.pdf").data.startswith(b"%PDF-")


def test_hiding_rupiah_issues_a_version_without_them(session, running, company):
    page = "/perusahaan/dokumen"
    company.submit(page, action=f"/komitmen/{running.pledge.id}/rupiah")
    first, second = papers(session, DocumentKind.CERTIFICATE)
    assert first.status.value == "superseded"
    assert documents.certificate_of(second.facts["content"]).shows_amount is False
    company.submit(page, action=f"/komitmen/{running.pledge.id}/rupiah")
    assert len(papers(session, DocumentKind.CERTIFICATE)) == 3


def test_papers_of_others_are_not_found(app, session, running):
    (paper,) = papers(session, DocumentKind.CERTIFICATE)
    stranger = signed_in(app, session, Post(Role.COMPANY, running.scene.district_id, running.scene.government_id))
    assert stranger.get(f"/perusahaan/dokumen/{paper.id}.pdf").status_code == 404
    token = stranger.forms("/perusahaan/dokumen")[0].fields["csrf_token"]
    hidden = stranger.post(f"/perusahaan/dokumen/komitmen/{running.pledge.id}/rupiah", {"csrf_token": token})
    assert hidden.status_code == 404
