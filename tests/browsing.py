"""A browser for tests: opens pages, fills in the forms that are really on them, follows redirects."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import select
from werkzeug.test import TestResponse

from srikandi import database
from srikandi.users import Membership, User, open_session


@dataclass
class PageForm:
    """A form as it stands on a page, with what is already in it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = {key: value if value is not None else "" for key, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(here.get("action", ""), here.get("method", "get").lower()))
        elif self.forms:
            self._inside(tag, here)

    def _inside(self, tag: str, here: dict[str, str]) -> None:
        name, form = here.get("name"), self.forms[-1]
        if tag == "select" and name:
            self._select = name
            form.fields.setdefault(name, [])
        elif tag == "option" and self._select and "selected" in here:
            form.fields[self._select].append(here.get("value", ""))
        elif tag == "textarea" and name:
            self._area = name
            form.fields[name] = [""]
        elif tag == "input" and name:
            self._input(form, name, here)
        elif tag == "button" and name:
            form.fields.setdefault(name, [])

    def _input(self, form: PageForm, name: str, here: dict[str, str]) -> None:
        kind = here.get("type", "text")
        if kind == "file":
            form.files.add(name)
        elif kind in {"checkbox", "radio"}:
            form.fields.setdefault(name, [])
            if "checked" in here:
                form.fields[name].append(here.get("value", "on"))
        elif kind != "submit":
            form.fields.setdefault(name, []).append(here.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            self.forms[-1].fields[self._area][0] += data.removeprefix("\n").removeprefix("\r\n")

    def handle_endtag(self, tag: str) -> None:
        self._select = None if tag == "select" else self._select
        self._area = None if tag == "textarea" else self._area


class Browser:
    """Somebody's browser. `submit` fills the form of the page at `path` and sends it as a person would."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def sign_in(self, user_id: int) -> None:
        """Be signed in as this person, in their newest membership."""
        if has_app_context():
            database.current_session().commit()
        with self.app.app_context():
            session = database.current_session()
            user = session.get_one(User, user_id)
            membership = session.scalars(
                select(Membership).where(Membership.user_id == user_id).order_by(Membership.id.desc()).limit(1)
            ).one()
            token = open_session(session, user, membership=membership, address="127.0.0.1", browser="test")
            session.commit()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True

    def get(self, path: str, *, follow: bool = False) -> TestResponse:
        """Open a page."""
        return self._alone(self.client.get, path, follow_redirects=follow)

    def post(
        self, path: str, sent: Mapping[str, Any] | None = None, *, follow: bool = False, **more: Any
    ) -> TestResponse:
        """Send something no page has a form for."""
        return self._alone(self.client.post, path, data=dict(sent or {}), follow_redirects=follow, **more)

    def _alone(self, call: Any, *args: Any, **more: Any) -> TestResponse:
        """Do one request as another process would: what the test has arranged is kept first, no context is shared."""
        if has_app_context():
            database.current_session().commit()
        answer: TestResponse = Context().run(call, *args, buffered=True, **more)  # a file that leaves in parts, whole
        for one in (*answer.history, answer):
            one.request.environ["wsgi.input"].close()  # what was uploaded lies in a file of the test client's own
        return answer

    def forms(self, path: str) -> list[PageForm]:
        """Give the forms of a page."""
        answer = self.get(path, follow=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[:2000]}"
        parser = _Forms()
        parser.feed(answer.text)
        return parser.forms

    def submit(
        self, path: str, values: Mapping[str, Any] | None = None, *, action: str | None = None, follow: bool = False
    ) -> TestResponse:
        """Fill in the form on a page (the one that goes to `action`, else the one with these fields) and send it."""
        values = dict(values or {})
        form = self._form(path, values, action)
        sent: dict[str, Any] = {**form.fields, **values}
        for name in form.files & values.keys():
            content, filename = values[name]
            sent[name] = (BytesIO(content), filename)
        absent = [name for name in values if name not in form.fields and name not in form.files]
        assert not absent, f"{path} has no field {absent}"
        return self.post(form.action or path, sent, follow=follow)

    def _form(self, path: str, values: Mapping[str, Any], action: str | None) -> PageForm:
        posts = [form for form in self.forms(path) if form.method == "post"]
        if action is not None:
            fitting = [form for form in posts if form.action.endswith(action)]
        else:
            fitting = [form for form in posts if values.keys() <= form.fields.keys() | form.files]
            fitting = [form for form in fitting if not form.action.endswith(("/bahasa", "/keluar"))] or fitting
        assert fitting, f"{path} has no form with {sorted(values)} to {action}"
        return fitting[0]
