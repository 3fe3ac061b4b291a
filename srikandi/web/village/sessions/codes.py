"""The code people are named through at a session, as the pages of a session tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from srikandi import documents, nominations, signs
from srikandi.clock import now
from srikandi.database import current_session
from srikandi.fieldwork import FieldSession
from srikandi.nominations import Brought, NominationPoster


@dataclass(frozen=True)
class VisitCode:
    """The valid code of a session, if there is one, and what came in through all it has had."""

    poster: NominationPoster | None
    brought: Brought
    is_near: bool
    """Whether the session comes, or was no more than a day ago."""

    @property
    def printed(self) -> str:
        """The code as people type it."""
        return signs.printed(self.poster.code) if self.poster else ""

    @property
    def address(self) -> str:
        """Where its form is, for a telephone that scans it or for a message."""
        return nominations.poster_address(self.poster) if self.poster else ""

    @property
    def qr(self) -> str:
        """The same as a picture."""
        return documents.qr_to(self.address)


def code_of(visit: FieldSession) -> VisitCode:
    """Give the code of a session."""
    session = current_session()
    poster, brought = nominations.visit_poster(session, visit), nominations.brought_by(session, visit)
    return VisitCode(poster, brought, is_near=now() <= visit.ends_at + nominations.NEAR)
