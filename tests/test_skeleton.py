def test_a_ready_instance_says_so(browser):
    assert browser.get("/healthz").json == {"ok": True}
    assert browser.get("/readyz").json == {"ok": True, "triggers_missing": []}


def test_an_unknown_page_is_a_kind_404(browser):
    answer = browser.get("/tidak-ada")
    assert answer.status_code == 404
    assert "nonce-" in answer.headers["Content-Security-Policy"]
