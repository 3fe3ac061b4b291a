"""The part of a form that says who would pay what of each life-month."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from srikandi import clock, organisations
from srikandi.database import current_session
from srikandi.money import Money
from srikandi.organisations import Organisation
from srikandi.pledges import Proposal, Share
from srikandi.web.forms import MoneyField, OnceForm

NOBODY = 0
PARTNERS = (1, 2, 3)


class SharesForm(OnceForm):
    """The own share, the Pemkab's, and those of up to three other companies."""

    own_share = MoneyField(_l("Porsi perusahaan Anda"), [InputRequired(_l("Tulis porsinya."))])
    government_share = MoneyField(
        _l("Porsi pemerintah kabupaten"),
        [Optional()],
        description=_l("Kosongkan bila pemerintah kabupaten tidak ikut menanggung."),
    )
    partner_1 = SelectField(_l("Perusahaan lain"), coerce=int, default=NOBODY)
    share_1 = MoneyField(_l("Porsinya"), [Optional()])
    partner_2 = SelectField(_l("Perusahaan lain"), coerce=int, default=NOBODY)
    share_2 = MoneyField(_l("Porsinya"), [Optional()])
    partner_3 = SelectField(_l("Perusahaan lain"), coerce=int, default=NOBODY)
    share_3 = MoneyField(_l("Porsinya"), [Optional()])

    leader: Organisation

    def offer_partners(self, leader: Organisation) -> None:
        """Let companies of the district that may pay today be chosen by name."""
        self.leader = leader
        others = organisations.able_to_pledge(
            current_session(), leader.district_id or 0, on=clock.today(), but=leader.id
        )
        for number in PARTNERS:
            self[f"partner_{number}"].choices = [(NOBODY, gettext("Tidak ada")), *others]

    def start_from(self, proposal: Proposal) -> None:
        """Start from what was proposed before."""
        names = dict(self.partner_1.choices)
        others = [one for one in proposal.asked if one.organisation_id != self.leader.id]
        companies = [one for one in others if one.organisation_id in names]
        self.own_share.data = next(one.share for one in proposal.asked if one.organisation_id == self.leader.id)
        government = organisations.government_of(current_session(), self.leader.district_id or 0)
        self.government_share.data = next((one.share for one in others if one.organisation_id == government.id), None)
        for number, one in zip(PARTNERS, companies, strict=False):
            self[f"partner_{number}"].data, self[f"share_{number}"].data = one.organisation_id, one.share

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the other half of a company without a share, or a share without a company."""
        is_fine = bool(super().validate(extra_validators))
        for number in PARTNERS:
            partner, share = self[f"partner_{number}"], self[f"share_{number}"]
            if bool(partner.data) != bool(share.data):
                words = gettext("Tulis porsinya.") if partner.data else gettext("Pilih perusahaannya.")
                self.refuse(words, field=share.name if partner.data else partner.name)
                is_fine = False
        return is_fine

    def shares(self) -> tuple[Share, ...]:
        """Give who would pay what. Raises: organisations.NoGovernment."""
        return tuple(self._shares())

    def _shares(self) -> Iterator[Share]:
        yield Share(self.leader.id, self.own_share.data or Money(0))
        if self.government_share.data:
            government = organisations.government_of(current_session(), self.leader.district_id or 0)
            yield Share(government.id, self.government_share.data)
        for number in PARTNERS:
            partner, share = self[f"partner_{number}"].data, self[f"share_{number}"].data
            if partner and share:
                yield Share(partner, share)
