"""People at their screens: the desk's actors with memberships, and an application that pays at the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from srikandi.audit import Actor
from srikandi.organisations import Kind, NewOrganisation, establish
from srikandi.places import District
from srikandi.settings import StripeSettings
from srikandi.users import Membership, Role, User
from tests.browsing import Browser
from tests.payments.receiving.making import Desk
from tests.pledges.making import SYSTEM
from tests.simulator import Simulator


def enrol(session: Session, desk: Desk) -> None:
    """Let everybody of the desk sign in."""
    district = session.get_one(District, desk.scene.district_id)
    serving = NewOrganisation(
        Kind.BRANCH, "BPJS Kesehatan Cabang Contoh", "Jl. Contoh 3", "cabang@contoh.example", serves=(district.id,)
    )
    branch = establish(session, serving, by=SYSTEM)
    seats: list[tuple[Actor, Role, int | None, int | None]] = [
        (desk.treasurer, Role.TREASURER, district.id, None),
        (desk.second, Role.TREASURER, district.id, None),
        (desk.scene.officer, Role.COMPANY, None, desk.scene.company_id),
        (desk.scene.branch, Role.BRANCH, None, branch.id),
        (desk.scene.maker, Role.MAKER, district.id, None),
    ]
    for actor, role, district_id, organisation_id in seats:
        seat = Membership(user_id=actor.user_id, role=role, district_id=district_id, organisation_id=organisation_id)
        session.add(seat)
        user = session.get_one(User, actor.user_id)
        user.skips_second_factor = True
    session.commit()


def as_(app: Flask, actor: Actor) -> Browser:
    """Give the browser of somebody who is signed in."""
    made = Browser(app)
    assert actor.user_id is not None
    made.sign_in(actor.user_id)
    return made


@contextmanager
def paying_at(app: Flask, simulator: Simulator) -> Iterator[Flask]:
    """Let the application pay at a simulator."""
    before = app.extensions["srikandi"]
    stripe = StripeSettings(simulator.secret_key, (simulator.webhook_secret,), simulator.base_url)
    app.extensions["srikandi"] = replace(before, stripe=stripe)
    try:
        yield app
    finally:
        app.extensions["srikandi"] = before


def tell(app: Flask, simulator: Simulator, event: Any, **more: Any) -> TestResponse:
    """Post an event as the provider would."""
    sent = simulator.signed(event, **more)
    return Browser(app)._alone(  # one request as another process would send it
        app.test_client().post, "/webhooks/stripe", data=sent.payload, headers=sent.headers
    )
