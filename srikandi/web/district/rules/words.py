"""A rule in the words of a village office: `Perempuan, 18 sampai 59 tahun, desil 1 sampai 3, di Kecamatan Belinyu`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from srikandi.database import current_session
from srikandi.eligibility import Audience, Condition, Field, Join, Part, Scoring
from srikandi.i18n import N_
from srikandi.places import villages_of
from srikandi.pools import Reasons

FIELD_WORDS: dict[Field, str] = {
    Field.SUBDISTRICT: N_("Kecamatan"),
    Field.VILLAGE: N_("Desa atau kelurahan"),
    Field.AGE: N_("Umur warga"),
    Field.SEX: N_("Jenis kelamin"),
    Field.OCCUPATION: N_("Pekerjaan"),
    Field.DECILE: N_("Desil DTSEN"),
    Field.DECILE_KNOWN: N_("Desil diketahui"),
    Field.KIND: N_("Baru atau reaktivasi"),
    Field.FORMER_PBI: N_("Baru keluar dari PBI"),
    Field.WAITING: N_("Lama menunggu di daftar"),
    Field.FAMILY_SIZE: N_("Jumlah anggota keluarga"),
    Field.FAMILY_COVERED: N_("Keluarga sudah terlindungi"),
    Field.ARREARS: N_("Bulan tunggakan"),
}
"""The name of each kind of condition, in the order they are offered."""


@dataclass(frozen=True)
class Names:
    """What the codes of places are called."""

    villages: dict[str, str]
    subdistricts: dict[str, str]


def names_of(district_id: int) -> Names:
    """Give the names of a district's places, in one question."""
    rows = villages_of(current_session(), district_id)
    return Names({one.code: one.name for one in rows}, {one.subdistrict_code: one.subdistrict_name for one in rows})


def audience_words(audience: Audience, names: Names) -> str:
    """Say who may be listed, in one sentence."""
    groups = [
        _joined([condition_words(one, names) for one in group.conditions], group.join) for group in audience.groups
    ]
    if not groups:
        return str(gettext("Semua warga terverifikasi."))
    between = gettext("; dan juga ") if audience.join is Join.ALL else gettext("; atau ")
    sentence = between.join(groups)
    families = " " + gettext("Seluruh anggota keluarganya ikut.") if audience.whole_families else ""
    return f"{sentence[0].upper()}{sentence[1:]}.{families}"


def scoring_rows(scoring: Scoring, names: Names) -> list[tuple[str, str]]:
    """Say what gives how many points, line by line."""
    rows = [(part_words(one, names), gettext("%(n)s poin", n=one.points)) for one in scoring.parts]
    if scoring.waiting_points and scoring.waiting_months:
        rows.append((waiting_words(scoring), gettext("%(n)s poin per bulan", n=scoring.waiting_points)))
    return rows


def part_words(part: Part, names: Names) -> str:
    """Say what a part gives points for."""
    words = condition_words(part.condition, names)
    return words[0].upper() + words[1:]


def reason_rows(reasons: Reasons, names: Names) -> list[tuple[str, str]] | None:
    """Say what a person's points are made of, line by line; none when it was never kept."""
    if reasons.parts is None:
        return None
    rows = [(part_words(part, names), gettext("%(n)s poin", n=points)) for part, points in reasons.parts]
    if reasons.waited:
        rows.append((waiting_words(reasons.rule.scoring), gettext("%(n)s poin", n=reasons.waited)))
    return rows


def waiting_words(scoring: Scoring) -> str:
    """Say how waiting counts."""
    return str(gettext("Tiap bulan penuh di daftar, paling banyak %(n)s bulan", n=scoring.waiting_months))


def condition_words(said: Condition, names: Names) -> str:
    """Say one condition, small letters first, as a part of a sentence."""
    return _SAYINGS[said.field](said, names)


def _joined(parts: Sequence[str], join: Join) -> str:
    return (", " if join is Join.ALL else gettext(" atau ")).join(parts)


def _listed(words: Sequence[str]) -> str:
    return str(gettext(" atau ")).join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def _places(said: Condition, known: dict[str, str], yes: str, no: str) -> str:
    places = _listed(sorted(known.get(one, one) for one in said.values))
    return str(gettext(no if said.is_not else yes, places=places))


def _subdistrict(said: Condition, names: Names) -> str:
    return _places(said, names.subdistricts, N_("di Kecamatan %(places)s"), N_("bukan di Kecamatan %(places)s"))


def _village(said: Condition, names: Names) -> str:
    return _places(said, names.villages, N_("di Desa %(places)s"), N_("bukan di Desa %(places)s"))


def _between(said: Condition, *, only: str, both: str, least: str, most: str) -> str:
    if said.low is not None and said.low == said.high:
        return str(gettext(only, n=said.low))
    if said.low is not None and said.high is not None:
        return str(gettext(both, low=said.low, high=said.high))
    return str(gettext(most, n=said.high) if said.low is None else gettext(least, n=said.low))


def _age(said: Condition, _: Names) -> str:
    return _between(
        said,
        only=N_("%(n)s tahun"),
        both=N_("%(low)s sampai %(high)s tahun"),
        least=N_("%(n)s tahun ke atas"),
        most=N_("paling tua %(n)s tahun"),
    )


def _decile(said: Condition, _: Names) -> str:
    return _between(
        said,
        only=N_("desil %(n)s"),
        both=N_("desil %(low)s sampai %(high)s"),
        least=N_("desil %(n)s ke atas"),
        most=N_("desil 1 sampai %(n)s"),
    )


def _waiting(said: Condition, _: Names) -> str:
    return _between(
        said,
        only=N_("sudah %(n)s bulan di daftar"),
        both=N_("sudah %(low)s sampai %(high)s bulan di daftar"),
        least=N_("sudah %(n)s bulan atau lebih di daftar"),
        most=N_("paling lama %(n)s bulan di daftar"),
    )


def _family_size(said: Condition, _: Names) -> str:
    return _between(
        said,
        only=N_("keluarganya %(n)s orang"),
        both=N_("keluarganya %(low)s sampai %(high)s orang"),
        least=N_("keluarganya %(n)s orang atau lebih"),
        most=N_("keluarganya paling banyak %(n)s orang"),
    )


def _arrears(said: Condition, _: Names) -> str:
    if said.high == 0:
        return str(gettext("tidak menunggak"))
    return _between(
        said,
        only=N_("menunggak %(n)s bulan"),
        both=N_("menunggak %(low)s sampai %(high)s bulan"),
        least=N_("menunggak %(n)s bulan atau lebih"),
        most=N_("menunggak paling banyak %(n)s bulan"),
    )


def _yes_no(yes: str, no: str) -> Callable[[Condition, Names], str]:
    return lambda said, _: str(gettext(no if said.is_not else yes))


def _one_of(words: dict[str, str], no: str) -> Callable[[Condition, Names], str]:
    def say(said: Condition, _: Names) -> str:
        listed = _listed([gettext(words[one]) for one in sorted(said.values)])
        return str(gettext(no, words=listed)) if said.is_not else listed

    return say


def _occupation(said: Condition, _: Names) -> str:
    listed = _listed([one.lower() for one in sorted(said.values)])
    return str(
        gettext("pekerjaannya bukan %(words)s", words=listed)
        if said.is_not
        else gettext("pekerjaannya %(words)s", words=listed)
    )


_SAYINGS: dict[Field, Callable[[Condition, Names], str]] = {
    Field.SUBDISTRICT: _subdistrict,
    Field.VILLAGE: _village,
    Field.AGE: _age,
    Field.SEX: _one_of({"P": N_("perempuan"), "L": N_("laki-laki")}, N_("bukan %(words)s")),
    Field.OCCUPATION: _occupation,
    Field.DECILE: _decile,
    Field.DECILE_KNOWN: _yes_no(N_("desilnya diketahui"), N_("desilnya belum diketahui")),
    Field.KIND: _one_of(
        {"recruitment": N_("belum pernah terdaftar JKN"), "reactivation": N_("pernah terdaftar JKN dan tidak aktif")},
        N_("bukan yang %(words)s"),
    ),
    Field.FORMER_PBI: _yes_no(N_("baru keluar dari PBI"), N_("bukan yang baru keluar dari PBI")),
    Field.WAITING: _waiting,
    Field.FAMILY_SIZE: _family_size,
    Field.ARREARS: _arrears,
    Field.FAMILY_COVERED: _yes_no(
        N_("ada anggota keluarganya yang sudah terlindungi"), N_("belum ada anggota keluarganya yang terlindungi")
    ),
}
