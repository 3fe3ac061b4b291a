"""`flask residents import` decides like the samples' truth and keeps nothing without two people."""

import csv
import json

import pytest

from srikandi.residents import ImportStatus, Resident, ResidentImport
from tests.residents.bringing import SAMPLES, as_csv, bring, listed, open_office

SAME = {"accept_with_warning": "warn"}


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture
def run(app, office, session):
    def _run(*words):
        session.commit()
        return app.test_cli_runner().invoke(args=["residents", "import", *map(str, words)])

    return _run


@pytest.mark.parametrize("name", ["siak.xlsx", "dtsen.xlsx", "dinsos.xlsx", "dinsos.csv", "bip.xlsx", "manual.xlsx"])
def test_the_report_is_the_truth_of_the_sample(run, session, tmp_path, name):
    truth = json.loads((SAMPLES / name.replace(".xlsx", ".json").replace(".csv", "_csv.json")).read_text())
    report = tmp_path / "report.csv"
    answer = run(SAMPLES / name, "--report", report)
    assert answer.exit_code == 0, answer.output
    rows = {int(row["row"]): row for row in csv.DictReader(report.read_text().splitlines())}
    for said in truth["rows"]:
        row = rows.pop(said["row"])
        assert row["decision"] == SAME.get(said["decision"], said["decision"])
        codes = () if said["decision"] == "duplicate" else said.get("errors") or said.get("warnings", ())
        assert set(row["codes"].split()) == set(codes)
        assert row["duplicate_of"] == str(said.get("duplicate_of") or "")
    assert not rows
    assert session.query(ResidentImport).count() == 0


def test_two_people_let_a_list_in(run, session, office):
    answer = run(SAMPLES / "siak.xlsx", "--as", office.maker.email, "--approved-by", office.checker.email, "--json")
    said = json.loads(answer.output)
    assert answer.exit_code == 0
    assert said["status"] == ImportStatus.APPROVED
    assert session.query(Resident).count() == said["accept"] + said["warn"]
    again = run(SAMPLES / "siak.xlsx", "--as", office.maker.email, "--approved-by", office.checker.email, "--json")
    assert json.loads(again.output)["import_id"] == said["import_id"]
    assert json.loads(again.output)["effects"]["new"] == 0


def test_one_person_alone_only_stages(run, session, office):
    assert run(SAMPLES / "siak.xlsx", "--as", office.maker.email).exit_code == 0
    assert session.query(ResidentImport).one().status is ImportStatus.STAGED
    assert session.query(Resident).count() == 0


def test_the_maker_does_not_approve_and_nothing_is_kept(run, session, office):
    answer = run(SAMPLES / "siak.xlsx", "--as", office.maker.email, "--approved-by", office.maker.email)
    assert answer.exit_code == 1
    assert session.query(ResidentImport).count() == 0


def test_a_large_change_names_two_checkers(run, session, office, tmp_path):
    bring(session, office, [listed(number) for number in range(4)])
    file = tmp_path / "ubah.csv"
    file.write_bytes(as_csv([listed(0, ALAMAT="JALAN LAIN 1")]))
    people = ["--as", office.maker.email, "--approved-by", office.checker.email]
    assert "staged" in run(file, *people).output
    assert "approved" in run(file, *people, "--approved-by", office.second.email).output


def test_what_is_wrong_is_said_in_one_line(run, office, tmp_path):
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"%PDF-1.7")
    refused = run(broken)
    assert (refused.exit_code, "dokumen PDF" in refused.output) == (1, True)
    assert run(tmp_path / "tidak-ada.xlsx").exit_code == 2
    assert run(SAMPLES / "siak.xlsx", "--approved-by", office.checker.email).exit_code == 2
    assert run(SAMPLES / "siak.xlsx", "--district", "99.99").exit_code == 1
    assert run(SAMPLES / "siak.xlsx", "--as", "siapa@contoh.example").exit_code == 1


def test_no_number_is_printed(run, office, tmp_path):
    file, report = tmp_path / "daftar.csv", tmp_path / "r.csv"
    file.write_bytes(as_csv([listed(0), listed(0), listed(1, NIK="190101990775000")]))
    printed = run(file, "--report", report).output + report.read_text()
    assert listed(0)["NIK"] not in printed
    assert "190101990775000" not in printed


def test_a_district_that_is_not_here_can_still_be_tried(run, session, tmp_path):
    file = tmp_path / "hst.csv"
    file.write_bytes(as_csv([listed(0, DESA="Kambat Utara", KECAMATAN="Pandawan")]))
    answer = run(file, "--district", "6307", "--json")
    assert json.loads(answer.output)["rows"] == 1
