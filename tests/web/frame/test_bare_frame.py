"""The bare frame: health, errors, headers."""

from srikandi.audit import beat


def test_a_process_says_that_it_lives(browser):
    assert browser.get("/healthz").json == {"ok": True}


def test_an_instance_is_ready_when_its_schema_stands_and_its_worker_breathes(browser, session):
    assert browser.get("/readyz").status_code == 503
    beat(session, "worker")
    session.commit()
    assert browser.get("/readyz").json == {"ok": True, "triggers_missing": [], "worker": True}


def test_an_unknown_page_is_a_kind_404(browser):
    answer = browser.get("/tidak-ada")
    assert answer.status_code == 404
    assert "nonce-" in answer.headers["Content-Security-Policy"]
