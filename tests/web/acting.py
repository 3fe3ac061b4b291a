"""People of a scene who sit before a browser."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from srikandi import programme  # noqa: F401 - the stories register their checks
from srikandi.organisations import Kind, Organisation, ServedDistrict, Standing
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.pledges.making import Scene, a_scene


@dataclass(frozen=True)
class Desk:
    """A scene with a browser for each person in it."""

    scene: Scene
    company: Browser
    maker: Browser
    checker: Browser
    branch: Browser


def a_desk(app: Flask, session: Session, *, lives: int = 40) -> Desk:
    """Give a scene whose company, maker, checker and branch are signed in."""
    scene = a_scene(session, lives=lives)
    branch = Organisation(
        kind=Kind.BRANCH, standing=Standing.ADMITTED, name="BPJS Contoh", address="Jl. 1", email="b@contoh.example"
    )
    session.add(branch)
    session.flush()
    session.add(ServedDistrict(branch_id=branch.id, district_id=scene.district_id))
    posts = {
        Role.COMPANY: Post(Role.COMPANY, scene.district_id, scene.company_id),
        Role.MAKER: Post(Role.MAKER, scene.district_id),
        Role.CHECKER: Post(Role.CHECKER, scene.district_id),
        Role.BRANCH: Post(Role.BRANCH, None, branch.id),
    }
    users = {role: make_user(session, role, post=post) for role, post in posts.items()}
    session.commit()
    browsers = {role: Browser(app) for role in users}
    for role, user in users.items():
        browsers[role].sign_in(user.id)
    return Desk(scene, *(browsers[role] for role in (Role.COMPANY, Role.MAKER, Role.CHECKER, Role.BRANCH)))
