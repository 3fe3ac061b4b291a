"""What a log line may hold."""

import json
import logging

from srikandi.web.frame import logs


def test_a_line_holds_only_what_is_allowed_and_an_exception_with_its_place(capsys):
    logs.set_up()
    log = logging.getLogger("srikandi.test")
    try:
        _ = 1 // 0
    except ZeroDivisionError as error:
        log.exception("unforeseen error", exc_info=error, extra={"status": 500, "nik": "1901010101010001"})
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert "ZeroDivisionError" in line["exception"]
    assert line["status"] == 500
    assert "nik" not in line
    assert "1901010101010001" not in json.dumps(line)
