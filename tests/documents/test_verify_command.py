"""`flask certificates verify` knows our papers to the last bit."""

from __future__ import annotations

import json

from srikandi import documents
from tests.documents.papers import a_certificate, a_pledge
from tests.pledges.making import SYSTEM


def verify(app, path):
    answer = app.test_cli_runner().invoke(args=["certificates", "verify", str(path), "--json"])
    said = json.loads(answer.output.splitlines()[0]) if answer.output.startswith("{") else {}
    return answer.exit_code, said


def test_a_paper_is_known_and_an_altered_one_is_not(app, session, tmp_path):
    paper = a_certificate(session, *a_pledge(session))
    content, paper_id = paper.pdf, paper.id
    session.commit()
    path = tmp_path / "s.pdf"
    path.write_bytes(content)
    code, said = verify(app, path)
    assert (code, said["ok"], said["status"], said["serial"]) == (0, True, "valid", paper.serial)
    path.write_bytes(content + b"\n")
    assert verify(app, path)[0] == 1
    path.write_bytes(content)
    documents.revoke(session, session.get_one(documents.Document, paper_id), reason="Salah nama", by=SYSTEM)
    session.commit()
    assert verify(app, path) == (1, {**said, "ok": False, "status": "revoked", "reason": "Salah nama"})
    assert verify(app, tmp_path / "none.pdf")[0] == 2
