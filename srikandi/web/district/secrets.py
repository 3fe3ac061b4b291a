"""The two forms of a draw, the same for the district and the forum."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from srikandi import pools
from srikandi.database import current_session
from srikandi.pools import Pool
from srikandi.web.forms import Form
from srikandi.web.guard import current_actor


class SecretOrFingerprint:
    """Ask for one of the two."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: CommitForm, field: Field) -> None:
        """Refuse a form with neither."""
        if not field.data and not form.commitment.data:
            raise ValidationError(gettext("Tulis kalimat rahasianya."))


class CommitForm(Form):
    """A secret, of which only the fingerprint is kept; or that fingerprint, made elsewhere."""

    secret = StringField(
        _l("Kalimat rahasia"),
        [SecretOrFingerprint(), Length(max=200)],
        description=_l(
            "20 sampai 100 huruf atau angka, boleh spasi. Catat sendiri: kami hanya menyimpan sidik jarinya."
        ),
    )
    commitment = StringField(
        _l("Atau sidik jari SHA-256 buatan sendiri"),
        [Length(max=64)],
        description=_l("64 tanda. Dengan ini rahasia Anda tidak lewat di sini sebelum waktunya."),
    )

    def lock(self, pool: Pool) -> None:
        """Keep the fingerprint for this side. Raises: what `pools.commit_secret` raises."""
        given = {"secret": self.secret.data or None, "commitment": self.commitment.data or None}
        pools.commit_secret(current_session(), pool, **given, by=current_actor())


class RevealForm(Form):
    """The secret itself."""

    secret = StringField(
        _l("Kalimat rahasia yang dulu dikunci"),
        [InputRequired(_l("Tulis kalimat rahasianya.")), Length(max=200)],
        description=_l("Setelah ini semua orang bisa membacanya."),
    )

    def show(self, pool: Pool) -> None:
        """Reveal for this side. Raises: what `pools.reveal_secret` raises."""
        pools.reveal_secret(current_session(), pool, secret=self.secret.data, by=current_actor())


def steps(pool: Pool) -> list[dict[str, str]]:
    """Tell how far the draw of a pool is, step by step."""
    titles = (
        (gettext("Kabupaten mengunci rahasia"), pool.district_commitment is not None),
        (gettext("Forum mengunci rahasia"), pool.forum_commitment is not None),
        (gettext("Daftar dibekukan"), pool.list_hash is not None),
        (gettext("Kabupaten membuka rahasia"), pool.district_secret is not None),
        (gettext("Forum membuka rahasia"), pool.forum_secret is not None),
        (gettext("Disetujui orang lain"), pool.approved_at is not None),
    )
    now = next((number for number, (_, is_done) in enumerate(titles) if not is_done), len(titles))
    states = ("done" if is_done else "now" if number == now else "next" for number, (_, is_done) in enumerate(titles))
    return [{"title": title, "state": state} for (title, _), state in zip(titles, states, strict=True)]
