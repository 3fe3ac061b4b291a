"""What a test of nominations starts from: an office, its poster, somebody to name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from srikandi import nominations
from srikandi.audit import Actor
from srikandi.nominations import Listing, Nomination, Nominator, NominatorKind, Nominee
from srikandi.residents import Corrections, Resident, ResidentKind
from srikandi.users import Role
from tests.people import actor_for
from tests.residents.bringing import open_office

STREET = Actor(None, "Masyarakat", "public")
NIK, CARD = "1901014504850003", "1901010101150007"
ADDRESS = "198.51.100.7"
HIMSELF = Nominator(NominatorKind.SELF)


class Office:
    """A district with a village officer who has a poster."""

    def __init__(self, session) -> None:
        self.session = session
        self.scene = open_office(session)
        ids = (self.scene.district.id,)
        self.village_code = self.scene.village_code
        self.officer = actor_for(self.scene.village, Role.VILLAGE, district_ids=ids, village_code=self.village_code)
        self.maker = actor_for(self.scene.maker, Role.MAKER, district_ids=ids)
        self.poster = nominations.make_poster(
            session, district_id=ids[0], village_code=self.village_code, by=self.officer
        )
        self.who = Nominee(NIK, "SITI MARYAM", date(1985, 4, 5), "P", self.village_code, reason="Belum punya kartu.")

    def name(self, *, address=ADDRESS, poster=None, nominator=HIMSELF, **other) -> tuple[str, Nomination]:
        """Name somebody; give the code and the row."""
        code = nominations.receive(
            self.session,
            poster or self.poster,
            replace(self.who, **other),
            nominator=nominator,
            address=address,
            by=STREET,
        )
        newest = select(Nomination).order_by(Nomination.id.desc()).limit(1)
        return code, self.session.scalars(newest).one()

    def listing(self, nomination, **other) -> Listing:
        """Give what the officer reads from the cards: the same as was typed."""
        details = Corrections(nomination.name, nomination.birth_on, nomination.sex)
        return replace(Listing(details, CARD, ResidentKind.RECRUITMENT), **other)

    def accept(self, nomination, **other) -> Resident:
        """List somebody as the village officer does."""
        return nominations.accept(self.session, nomination, self.listing(nomination, **other), by=self.officer)

    def people(self) -> int:
        """Count the records of the registry."""
        return self.session.scalar(select(func.count(Resident.id)))
