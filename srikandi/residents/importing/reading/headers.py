"""Finding the header of a list, in one line or two, whatever it calls its columns, and the village its title names.

BIP and OpenSID print the village once, above the header, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from srikandi.residents.importing.cleaning import REGISTER_WORDS, Cell, is_blank, is_number, key_of, text_of
from srikandi.residents.importing.reading.sheet import Field, Grid, Header, Row

# "(16 digit)", "(DD/MM/YYYY)", "(79)": how to fill the column, not whose it is; "(ayah)" must stay.
_HINT = re.compile(r"\((?:[\ddmyhbtlp/.,\s*-]|digit|angka|wajib|sesuai ktp)+\)", re.IGNORECASE)
_LINES_SEARCHED = 100
_LONGEST_TITLE = 60
_DIGITS_OF_DATA = 6
_ROWS_ASKED = 2_000

_LONGEST_TITLE_LINE = 300
_NEXT_LABEL = r"\b(?:kec(?:amatan)?|kab(?:upaten)?|kota|prov(?:insi)?|kode|tahun|bulan)\b"
_END_OF_NAME = rf"(?=\s*(?:[,;|]|{_NEXT_LABEL}|$))"
_VILLAGE = re.compile(
    rf"\b(?:desa|kelurahan)(?:\s*/\s*(?:kel(?:urahan)?|desa))?\b\s*[:.]?\s*([a-z][\w' .-]*?){_END_OF_NAME}",
    re.IGNORECASE,
)
_SUBDISTRICT = re.compile(rf"\bkec(?:amatan)?\b\s*[:.]*\s*([a-z][\w' .-]*?){_END_OF_NAME}", re.IGNORECASE)

# The spellings of each field, first choice first: letters and digits only, lower case (see `key_of`).
SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: ("no", "nourut", "nomor", "nomorurut", "nomorurutart", "nmr"),
    Field.NIK: (
        "nik", "nonik", "nomornik", "nikktp", "noktpnik", "niknoktp", "nomorindukkependudukan", "noindukkependudukan",
        "nomorindukkependudukannik", "nikart", "nikpeserta", "403nik", "noktp", "nomorktp", "nikka",
    ),
    Field.FAMILY_CARD: (
        "nokk", "nomorkk", "kk", "nkk", "nokartukeluarga", "nomorkartukeluarga", "nomorkartukeluargakk",
        "nokartukeluargakk", "kartukeluarga",
    ),
    Field.NAME: (
        "nama", "namalengkap", "namapenduduk", "namapeserta", "namaart", "namaanggotakeluarga", "namapenerima",
        "402nama", "namawarga", "namasesuaiktp", "nmcetak",
    ),
    Field.BIRTH_PLACE: ("tempatlahir", "tmptlahir", "tmptlhr", "tmplhr", "tmplahir", "tptlahir", "tempatkelahiran"),
    Field.BIRTH_ON: (
        "tanggallahir", "tgllahir", "tgllhr", "tglblnth", "tgllahirddmmyyyy", "tanggallahirddmmyyyy", "tgllhrpst",
    ),
    Field.BIRTH_PLACE_AND_DATE: (
        "ttl", "tempattgllahir", "tempattanggallahir", "tempatdantanggallahir", "tempatdantgllahir", "tmptgllahir",
        "tempatlahirtanggallahir", "tempatlahirtgllahir",
    ),
    Field.SEX: ("jk", "lp", "sex", "kelamin", "jeniskelamin", "jenkel", "jkel", "jkpst", "jeniskelaminlp", "jklp"),
    Field.RELATION: (
        "shdk", "kklevel", "hubkeluarga", "hubkel", "hubungankeluarga", "statushubungandalamkeluarga",
        "hubungandalamkeluarga", "statushubungankeluarga", "pisa", "pisat", "kdhubkel", "hubkrt",
    ),
    Field.OCCUPATION: ("pekerjaan", "pekerjaanid", "pekerjaanktp", "jenispekerjaan"),
    Field.ADDRESS: ("alamat", "alamatlengkap", "alamatktp", "alamatrumah", "alamatsekarang"),
    Field.HAMLET: ("dusun", "dusunktp", "namadusun", "lingkungan", "dusunlingkungan", "daerah", "namasls"),
    Field.RT: ("rt", "rtktp"),
    Field.RW: ("rw", "rwktp"),
    Field.RT_RW: ("rtrw",),
    Field.VILLAGE: (
        "desa", "kelurahan", "desakel", "desakelurahan", "kelurahandesa", "keldesa", "kelurahandesaktp", "namadesa",
        "namakelurahan", "namadesakelurahan", "namakelurahandesa", "nmkel", "nmdesa",
    ),
    Field.VILLAGE_CODE: ("kodedesa", "kodekelurahandesa", "kodekelurahandesaktp", "kodedesakelurahan"),
    Field.SUBDISTRICT: ("kecamatan", "kec", "namakecamatan", "kecamatanktp", "nmkec"),
    Field.STATUS: ("status",),
    Field.REGISTER_STATUS: ("statusdasar", "statuspenduduk", "statushidup"),
    Field.DECILE: ("desil", "desildtsen", "desilnasional"),
    Field.SEGMENT: ("segmen", "jenispeserta"),
    Field.INSURANCE: ("idasuransi",),
    Field.PBI_NATIONAL: ("pbinas",),
    Field.PBI_LOCAL: ("pbipemda",),
}  # fmt: skip

# A second line under a wide heading ("Tempat dan tanggal lahir") may use these short words alone.
_SHORT_SUBTITLES = {"tempat": Field.BIRTH_PLACE, "tanggal": Field.BIRTH_ON, "tgl": Field.BIRTH_ON}
_MEANINGS = {spelling: (name, rank) for name, spellings in SYNONYMS.items() for rank, spelling in enumerate(spellings)}
_SECOND_CHOICE = len(SYNONYMS[Field.NIK])


def find_header(grid: Grid) -> Header | None:
    """Give the header that names most columns and a NIK among them; one line is preferred to two."""
    best: Header | None = None
    lines = grid.rows[: _LINES_SEARCHED + 1]
    for index, line in enumerate(lines[:_LINES_SEARCHED]):
        under = lines[index + 1] if index + 1 < len(lines) else ()
        for header in (_one_line(line, index), _two_lines(line, under, index)):
            if header is not None and (best is None or _weight(header) > _weight(best)):
                best = header
    return best


def is_nik_title(cell: Cell) -> bool:
    """Tell whether a cell is the title of a NIK column, as in a header repeated in the middle of a list."""
    return isinstance(cell, str) and _MEANINGS.get(key_of(cell), (None, 0))[0] is Field.NIK


def meaning_of(cell: Cell) -> Field | None:
    """Give the field a title names, or nothing."""
    found = _meaning(cell)
    return found[0] if found else None


def settle_columns(grid: Grid, header: Header, people: Sequence[Row]) -> dict[Field, int]:
    """Give the columns as their values settle them, where a title alone can mean several things."""
    columns: dict[Field, int] = {name: at for name, at in header.columns.items() if name is not Field.STATUS}
    asked = people[:_ROWS_ASKED]
    _part_place_and_date(columns, grid, header, people=asked)
    if Field.REGISTER_STATUS not in columns:
        status = next((column for column in _status_columns(grid, header) if _is_register(column, asked)), None)
        if status is not None:
            columns[Field.REGISTER_STATUS] = status
    return columns


def _part_place_and_date(columns: dict[Field, int], grid: Grid, header: Header, *, people: Sequence[Row]) -> None:
    """Part a title merged over two columns: the place stands under it, the date to its right."""
    column = columns.get(Field.BIRTH_PLACE_AND_DATE)
    if column is None or Field.BIRTH_ON in columns or Field.BIRTH_PLACE in columns:
        return
    is_untitled = not _title([grid.rows[row - 1] for row in header.rows], column + 1)
    dated = sum(not is_blank(_at(row.cells, column + 1)) for row in people)
    if is_untitled and dated * 2 > len(people):
        del columns[Field.BIRTH_PLACE_AND_DATE]
        columns |= {Field.BIRTH_PLACE: column, Field.BIRTH_ON: column + 1}


def _status_columns(grid: Grid, header: Header) -> list[int]:
    lines = [grid.rows[row - 1] for row in header.rows]
    return [column for line in lines for column, cell in enumerate(line) if meaning_of(cell) is Field.STATUS]


def _is_register(column: int, people: Sequence[Row]) -> bool:
    """Tell a register's state (Hidup, Pindah) from a marriage (Cerai Mati) or a membership (AKTIF)."""
    spoken = [word for row in people if (word := key_of(_at(row.cells, column)))]
    return "hidup" in spoken or (sum(word in REGISTER_WORDS for word in spoken) * 2 > len(spoken))


def _weight(header: Header) -> tuple[int, int]:
    return len(header.columns), -len(header.rows)


def _one_line(line: Sequence[Cell], index: int) -> Header | None:
    found = {column: meaning for column, cell in enumerate(line) if (meaning := _meaning(cell))}
    return _header((index + 1,), found, [line])


def _two_lines(line: Sequence[Cell], under: Sequence[Cell], index: int) -> Header | None:
    if not under or any(_is_a_value(cell) for cell in (*line, *under)):
        return None
    found: dict[int, tuple[Field, int]] = {}
    for column in range(max(len(line), len(under))):
        above, below = _at(line, column), _at(under, column)
        meaning = _meaning_of_two(above, below)
        if meaning:
            found[column] = meaning
    return _header((index + 1, index + 2), found, [under, line])


def _meaning_of_two(above: Cell, below: Cell) -> tuple[Field, int] | None:
    joined = _meaning(f"{text_of(above)} {text_of(below)}") if text_of(above) and text_of(below) else None
    short = _SHORT_SUBTITLES.get(key_of(below))
    return joined or _meaning(below) or ((short, _SECOND_CHOICE) if short else None) or _meaning(above)


def _header(
    rows: tuple[int, ...], found: Mapping[int, tuple[Field, int]], lines: Sequence[Sequence[Cell]]
) -> Header | None:
    ranked: dict[Field, tuple[int, int]] = {}
    for column, (name, rank) in found.items():
        if name not in ranked or rank < ranked[name][0]:
            ranked[name] = (rank, column)
    columns = {name: column for name, (_, column) in ranked.items()}
    if Field.NIK not in columns:
        return None
    return Header(rows, columns, {name: _title(lines, column) for name, column in columns.items()})


def _title(lines: Sequence[Sequence[Cell]], column: int) -> str:
    return next((text for line in lines if (text := text_of(_at(line, column)))), "")


def _meaning(cell: Cell) -> tuple[Field, int] | None:
    if not isinstance(cell, str) or not cell or len(cell) > _LONGEST_TITLE:
        return None
    return _MEANINGS.get(key_of(cell)) or _MEANINGS.get(key_of(_HINT.sub("", cell)))


def _is_a_value(cell: Cell) -> bool:
    return is_number(cell) or sum(sign.isdigit() for sign in text_of(cell)) >= _DIGITS_OF_DATA


def _at(line: Sequence[Cell], column: int) -> Cell:
    return line[column] if column < len(line) else ""


def place_in_title(lines: Sequence[Sequence[Cell]]) -> tuple[str, str]:
    """Give the village and the sub-district that the lines above a header name, or empty texts."""
    texts = [" ".join(text for cell in line if (text := text_of(cell)))[:_LONGEST_TITLE_LINE] for line in lines]
    return _first_found(_VILLAGE, texts), _first_found(_SUBDISTRICT, texts)


def _first_found(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    return next((found[1].strip() for text in texts if (found := pattern.search(text))), "")
