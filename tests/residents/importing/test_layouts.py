"""Layouts of registers beyond the samples: other offices, other columns, other kinds of file."""

from __future__ import annotations

import io
import zipfile

import pytest

from srikandi.residents import importing
from srikandi.residents.importing import read_table
from tests.counts import given_up_after
from tests.residents.importing.lists import GOOD, TITLES, decided, one, workbook

NIK, KK = "1901012807750001", "1901011704155573"
SIKS = (
    "id;iddtks;provinsi;kota;kecamatan;kelurahan;rt;rw;dusun;alamat;noka_bpjs;psnoka_bpjs;nama;tanggal_lahir;tempat_lahir;"
    "jenis_kelamin;nik;nokk;hub_keluarga;nama_ibu_kandung;keterangan\n"
    "1;X1;KEP. BANGKA BELITUNG;BANGKA;SUNGAILIAT;KENANGA;1;2;II;JL. MAWAR;0001234567890;0001234567890;SITI;1975-07-28;"
    f"SUNGAILIAT;L;{NIK};{KK};3;RAHASIA;\n"
)


def test_a_social_affairs_list_gives_the_person_and_leaves_the_mother_at_the_door():
    (found,) = decided(SIKS.encode(), filename="pbi.csv")
    assert (found.decision, found.person.village_code, found.person.rt, found.person.rw) == (
        "accept", "19.01.01.1005", "001", "002",
    )  # fmt: skip
    assert "RAHASIA" not in repr(found.person)


def test_a_family_register_of_2016_is_read_under_its_column_numbers():
    content = workbook(
        [
            ("BUKU INDUK PENDUDUK",),
            ("DESA/KELURAHAN : KENANGA", "", "KECAMATAN : SUNGAILIAT"),
            ("No", "Nama Lengkap", "NIK", "Tempat dan Tanggal Lahir", "", "JK", "SHDK", "Agama", "Nama Orang Tua", ""),
            ("", "", "", "", "", "", "", "", "Ayah", "Ibu"),
            tuple(range(-1, -11, -1)),
            (f"No. KK : {KK}\u00a0", "", "Alamat : JL. MAWAR, Nama Dusun : II, RT/RW : 001/002, Kodepos : 33211"),
            (1, "SITI", f"{NIK}\u00a0", "SUNGAILIAT", 27603, "Lk", "Kepala Keluarga", "Islam", "", ""),
        ]
    )
    sheet = read_table(content, filename="bip.xlsx")
    assert [line.why.value for line in sheet.not_people][-2:] == ["column_numbers", "group"]
    (found,) = decided(content)
    assert (found.codes, found.person.birth_place, found.person.family_card.digits) == ((), "SUNGAILIAT", KK)
    assert (found.person.address, found.person.hamlet, found.person.rt, found.person.rw) == (
        "JL. MAWAR",
        "II",
        "001",
        "002",
    )


@pytest.mark.parametrize(
    "written",
    ["Sungailiat, 28-07-1975", "Sungailiat 28-07-1975", "SUNGAILIAT/28-07-1975", "Sungailiat , 28 Juli 1975",
     "Sungailiat, Bangka, 28/07/1975"],
)  # fmt: skip
def test_a_place_and_date_in_one_cell_are_told_apart(written):
    titles = (*TITLES[:4], "TTL", *TITLES[5:])
    (found,) = decided(workbook([titles, (*GOOD[:4], written, *GOOD[5:])]))
    assert (found.decision, found.person.birth_place.split(",")[0]) == ("accept", "SUNGAILIAT")


def test_a_list_of_one_subdistrict_says_so_in_its_title():
    titles, row = TITLES[:7], (*GOOD[:6], "Riding Panjang")
    assert decided(workbook([titles, row]))[0].codes == ("VILLAGE_AMBIGUOUS",)
    (found,) = decided(workbook([("DAFTAR WARGA KECAMATAN MERAWANG",), titles, row]))
    assert found.person.village_code.startswith("19.01.03.")


def test_a_village_code_decides_where_the_name_cannot():
    titles = (*TITLES[:7], "KODE DESA")
    assert decided(workbook([titles, (*GOOD[:6], "", "19.01.03.2006")]))[0].person.village_code == "19.01.03.2006"
    assert decided(workbook([titles, (*GOOD[:6], "", 1901032006)]))[0].person.village_code == "19.01.03.2006"
    assert decided(workbook([titles, (*GOOD[:6], "Kenanga", "1901032006")]))[0].person.village_code == "19.01.01.1005"


@pytest.mark.parametrize(("title", "said"), [("id_asuransi", "2"), ("pbi_nas", "1"), ("pbi_pemda", "YA")])
def test_cover_that_the_register_already_knows_is_said(title, said):
    (found,) = decided(workbook([(*TITLES, title), (*GOOD, said)]))
    assert (found.decision, found.codes) == ("warn", ("ALREADY_COVERED",))


@pytest.mark.parametrize(("title", "said"), [("id_asuransi", "1"), ("pbi_nas", "2"), ("pbi_pemda", "")])
def test_no_cover_in_the_register_is_nothing_to_say(title, said):
    assert decided(workbook([(*TITLES, title), (*GOOD, said)]))[0].decision == "accept"


@pytest.mark.parametrize(
    ("written", "decile"), [(3, 3), ("5", 5), ("Desil 4", 4), ("", None), ("11", None), ("0", None)]
)
def test_a_decile_is_a_rank_from_one_to_ten_or_unknown(written, decile):
    assert decided(workbook([(*TITLES, "DESIL"), (*GOOD, written)]))[0].person.decile == decile


def open_document(rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        spaces = "".join(
            f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
        )
        body = f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
        book.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{spaces}>{body}</office:body></office:document-content>',
        )
    return content.getvalue()


def open_row(cells: tuple[object, ...], attributes: str = "") -> str:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row{attributes}>{texts}</table:table-row>"


def test_an_open_document_is_read_like_a_workbook():
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    (found,) = decided(open_document(open_row(TITLES) + open_row(GOOD) + empty))
    assert (found.row, found.decision) == (2, "accept")


def test_an_open_document_that_repeats_a_person_a_million_times_is_too_large():
    repeated = open_row(GOOD, ' table:number-rows-repeated="1000000"')
    with pytest.raises(importing.FileTooLarge):
        decided(open_document(open_row(TITLES) + repeated))


@pytest.mark.parametrize("text", ["A" + "-" * 30_000 + "1", "- " * 10_000 + "x", "desa " * 6_000, ", 1" * 9_000])
@pytest.mark.parametrize("title", ["NAMA", "NIK", "TGL_LAHIR", "DESA", "NO_KK", "JK"])
def test_no_text_keeps_the_reader_busy(title, text):
    with given_up_after(seconds=60):
        one(**{title: text})


def test_nothing_of_a_person_prints_the_identity_numbers():
    person = one().person
    assert NIK not in repr(person)
    assert KK not in f"{person} {person.nik} {person.family_card!r}"
    assert str(person.nik) == "1901********0001"


def test_a_title_may_say_how_to_fill_its_column():
    titles = (
        "NIK (16 DIGIT)",
        "NAMA LENGKAP*",
        "DESA/KELURAHAN",
        "TANGGAL LAHIR (DD/MM/YYYY)",
        "NO. KK (79)",
        "L/P (wajib)",
    )
    row = (NIK, "SITI", "Kenanga", "28/07/1975", KK, "L")
    assert decided(workbook([titles, row]))[0].decision == "accept"
    with pytest.raises(importing.NoNikColumn):
        decided(workbook([("NIK (AYAH)", *titles[1:]), row]))


def test_a_short_list_without_numbers_keeps_its_people_without_a_nik():
    content = workbook([
        ("NIK", "NAMA", "DESA"), (NIK, "SITI", "Kenanga"), ("", "BUDI", "Kenanga"), ("Total : 2",),
        ("", "Mengetahui,", "Camat"),
    ])  # fmt: skip
    assert [row.codes for row in decided(content)][1] == ("NIK_MISSING",)
    assert [line.why.value for line in read_table(content, filename="a.xlsx").not_people] == [
        "header",
        "total",
        "signature",
    ]


def test_titles_totals_and_signatures_in_the_columns_of_people_are_not_people():
    sheet = read_table(
        workbook([
            TITLES, GOOD, ("KECAMATAN BELINYU",), TITLES, GOOD, ("JUMLAH", "", "", 2),
            ("", "", "", "", "Mengetahui,", "", "Sungailiat, 1 Oktober 2026"), ("", "", "", "KEPALA DESA KENANGA"),
            ("", "", "", "(BUDI)"), ("", "", "", "NIP. 19750728 200001 1 001"),
        ]),
        filename="a.xlsx",
    )  # fmt: skip
    assert [row.number for row in sheet.people] == [2, 5]
    assert [line.why.value for line in sheet.not_people] == [
        "header", "title", "header", "total", *["signature"] * 4,
    ]  # fmt: skip
