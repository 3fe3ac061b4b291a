"""Bangka: one company covers thirty lives for a year, and everybody can check it."""

from __future__ import annotations

from tests.journeys.steps import walk
from tests.journeys.town import a_town, connect_cards, done, tell_webhooks
from tests.simulator import Simulator


def test_a_company_covers_thirty_lives_from_the_village_list_to_the_public_page(app, session, monkeypatch):
    with Simulator() as simulator:
        connect_cards(app, monkeypatch, simulator)
        town = a_town(app)

        def pay_by_card(company, payer):
            begun = done(company.submit(f"{payer}/kartu", {"amount": "6.804.000"}))
            assert done(company.get(begun)).startswith(simulator.base_url)
            simulator.pay(simulator.sessions[-1]["id"])
            for _ in range(2):
                tell_webhooks(town, simulator)

        walk(town, pay_by_card=pay_by_card, people=44)
