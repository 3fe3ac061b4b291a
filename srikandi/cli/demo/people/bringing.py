"""Villages send their lists, officers bring them in and approve them, villages verify who they know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from srikandi import residents
from srikandi.cli.demo.deeds import Stage
from srikandi.cli.demo.people.families import Villager
from srikandi.cli.demo.people.lists import spoilt, village_list
from srikandi.residents import Resident, ResidentImport, ResidentKind, ResidentStatus

WORDS = {ResidentKind.RECRUITMENT: "calon", ResidentKind.REACTIVATION: "reaktivasi"}
REACTIVATED = 6
"""Every so manieth family was registered once and is inactive now."""
UNKNOWN_YET = 12
"""One person in so many has not been found at home."""


def bring(stage: Stage, people: Sequence[Villager], *, name: str, kind: ResidentKind, at: datetime) -> ResidentImport:
    """Give the import that now waits for the approver."""
    title = f"{people[0].village.kind} {name} Kabupaten Bangka" if name else "Kabupaten Bangka"
    filename = f"{WORDS[kind]}-{name.lower().replace(' ', '-')}.xlsx"
    content = village_list(people, title=title)
    with stage.at(at):
        return residents.stage_import(
            stage.session,
            content,
            filename=filename,
            district_id=stage.district_id,
            kind=kind,
            by=stage.by("maker"),
        )


def bring_all(stage: Stage, families: Iterable[Sequence[Villager]], *, at: datetime) -> None:
    """Bring in everybody: a list from each village, and one a kecamatan of those to be reactivated."""
    lists: dict[tuple[ResidentKind, str, str], list[Villager]] = defaultdict(list)
    for number, family in enumerate(families):
        village, again = family[0].village, number % REACTIVATED == REACTIVATED - 1
        kind = ResidentKind.REACTIVATION if again else ResidentKind.RECRUITMENT
        place = (village.subdistrict_code, village.subdistrict_name) if again else (village.code, village.name)
        lists[kind, *place].extend(family)
    for (kind, _, name), people in lists.items():
        import_ = bring(stage, people, name=name, kind=kind, at=at)
        with stage.at(at):
            seen = import_.content_hash.hex()
            residents.approve_import(stage.session, import_, seen_hash=seen, by=stage.by("checker"))


def bring_spoilt(stage: Stage, people: Sequence[Villager], *, at: datetime) -> None:
    """Bring in one more list, with the mistakes lists have; it waits for the approver."""
    bring(stage, spoilt(people), name="susulan", kind=ResidentKind.RECRUITMENT, at=at)


def verify_all(stage: Stage, *, but_half_of: str, at: datetime) -> None:
    """Let every village verify the people it knows; one village is only half through."""
    with stage.at(at):
        for village in stage.cast.villages:
            here = Resident.village_code == village.code, Resident.status == ResidentStatus.IMPORTED
            every = 2 if village.code == but_half_of else UNKNOWN_YET
            for number, resident in enumerate(
                stage.session.scalars(select(Resident).where(*here).order_by(Resident.id)).all(), 1
            ):
                if number % every:
                    residents.verify(stage.session, resident, by=stage.cast.verifiers[village.code])
