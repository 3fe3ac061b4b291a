"""Companies apply, are admitted or refused, declare their own workers, and are suspended."""

from __future__ import annotations

from datetime import datetime, timedelta

from srikandi import messages, organisations, users
from srikandi.audit import Actor
from srikandi.cli.demo.cast import BUSINESSES, LOGINS, Business, actor_for, add_person, application_of
from srikandi.cli.demo.deeds.stage import Stage
from srikandi.organisations import GateDeclaration
from srikandi.users import Post, Role

STREET = Actor(None, "Masyarakat", "public")
GATE_LASTS = timedelta(days=700)


def apply(stage: Stage, box: str, *, at: datetime) -> None:
    """Let a company ask to take part."""
    number, business = next(pair for pair in enumerate(BUSINESSES, 1) if pair[1].box == box)
    village = stage.cast.village_named(business.village).code
    asked = application_of(business, number=number, district_id=stage.district_id, village_code=village)
    with stage.at(at):
        stage.cast.companies[box] = organisations.apply(stage.session, asked, by=STREET)


def admit(stage: Stage, box: str, *, at: datetime) -> None:
    """Let the forum admit a company, and the company's own person log in."""
    apply(stage, box, at=at - timedelta(days=3))
    company, business = stage.cast.companies[box], _business(box)
    with stage.at(at):
        organisations.admit(
            stage.session, company, reason="NIB, NPWP, dan penanda tangan sesuai berkas.", by=stage.by("forum")
        )
        login = next((one for one in LOGINS if one.box == box), None)
        address = login.address if login else f"{box}@contoh.example"
        user = add_person(stage.session, address, name=login.name if login else business.signatory)
        post = Post(Role.COMPANY, stage.district_id, company.id)
        ids = (stage.district_id,)
        stage.cast.actors[box] = actor_for(stage.session, user, post, district_ids=ids, by=stage.by("admin"))


def invite(stage: Stage, box: str, *, at: datetime) -> None:
    """Let the forum admit a company whose person has not opened the invitation yet; the letter lies in the outbox."""
    apply(stage, box, at=at - timedelta(days=3))
    company, name = stage.cast.companies[box], _business(box).signatory
    with stage.at(at):
        by = stage.by("forum")
        organisations.admit(stage.session, company, reason="Berkas lengkap dan sah.", by=by)
        post = Post(Role.COMPANY, stage.district_id, company.id)
        _, token = users.invite(stage.session, company.email, name=name, post=post, by=by)
        hello = f"Yth. {name},\n\nAnda diundang ke Srikandi JKN untuk {company.name}. "
        link = f"{stage.public_url}/undangan/{token}"
        body = f"{hello}Buka tautan ini untuk membuat akun; tautan berlaku tujuh hari.\n\n{link}\n"
        subject = "Undangan Srikandi JKN"
        messages.write(stage.session, company.email, kind="invitation", subject=subject, body=body)


def refuse(stage: Stage, box: str, *, at: datetime) -> None:
    """Let the forum turn an application down, and tell the company why."""
    apply(stage, box, at=at - timedelta(days=4))
    company = stage.cast.companies[box]
    with stage.at(at):
        reason = "NIB tidak aktif pada hari penelaahan. Silakan mendaftar lagi setelah diperbarui."
        organisations.refuse(stage.session, company, reason=reason, by=stage.by("forum"))
        body = f"Yth. {company.name},\n\nKeputusan forum tentang perusahaan Anda: ditolak.\n\nAlasan: {reason}\n"
        subject = f"Keputusan forum tentang {company.name}"
        messages.write(stage.session, company.email, kind="decision", subject=subject, body=body)


def suspend(stage: Stage, box: str, *, at: datetime) -> None:
    """Let the forum stop a company's new promises."""
    with stage.at(at):
        reason = "Dua laporan triwulan belum diserahkan."
        organisations.suspend(stage.session, stage.cast.companies[box], reason=reason, by=stage.by("forum"))


def declare(stage: Stage, box: str, *, at: datetime) -> GateDeclaration:
    """Let a company declare that its own workers are in JKN."""
    company, workers = stage.cast.companies[box], _business(box).workers
    with stage.at(at):
        return organisations.declare_gate(
            stage.session,
            company,
            workers=workers,
            registered=workers,
            business_entity_code=f"000{company.id:05d}",
            by=stage.by(box),
        )


def enter(stage: Stage, box: str, *, at: datetime) -> None:
    """Bring a company all the way: admitted, its gate confirmed by the branch."""
    admit(stage, box, at=at)
    declaration = declare(stage, box, at=at + timedelta(hours=2))
    with stage.at(at + timedelta(hours=5)):
        until = (at + GATE_LASTS).date()
        reason = "Seluruh pekerja dan keluarganya terdaftar."
        organisations.decide_gate(
            stage.session, declaration, is_confirmed=True, reason=reason, expires_on=until, by=stage.by("branch")
        )


def _business(box: str) -> Business:
    return next(one for one in BUSINESSES if one.box == box)
