"""Every table of the system, imported so that the metadata is whole."""

from srikandi.arrears import models as arrears
from srikandi.arrears.lists import models as arrears_lists
from srikandi.arrears.paying import models as arrears_paying
from srikandi.audit import models as audit
from srikandi.cards import models as member_cards
from srikandi.closings import models as closings
from srikandi.complaints import models as complaints
from srikandi.coverage import models as coverage
from srikandi.coverage.rosters import models as rosters
from srikandi.coverage.sheets import models as sheets
from srikandi.coverage.succession import models as succession
from srikandi.coverage.urgency import models as urgency
from srikandi.database import Model
from srikandi.documents import models as documents
from srikandi.facilities import models as facilities
from srikandi.fieldwork import models as fieldwork
from srikandi.ledger import models as ledger
from srikandi.ledger.verification import models as checks
from srikandi.messages import models as messages
from srikandi.nominations import models as nominations
from srikandi.organisations import models as organisations
from srikandi.payments import cards
from srikandi.payments import models as payments
from srikandi.payments.destinations import models as destinations
from srikandi.payments.direct import models as direct
from srikandi.payments.qris import models as qris
from srikandi.payments.refunding import models as refunding
from srikandi.places import models as places
from srikandi.places.uhc import models as uhc
from srikandi.pledges import models as pledges
from srikandi.pledges.credits import models as credits_
from srikandi.pledges.successions import models as successions
from srikandi.pools import models as pools
from srikandi.receipts import models as receipts
from srikandi.reports import models as reports
from srikandi.residents import models as residents
from srikandi.residents.duplicates import models as duplicates
from srikandi.residents.exits import models as exits
from srikandi.residents.tallies import models as tallies
from srikandi.residents.words import models as words
from srikandi.rights import models as rights
from srikandi.samples import models as samples
from srikandi.seals import models as seals
from srikandi.tariffs import models as tariffs
from srikandi.throttles import models as throttles
from srikandi.users import models as users

ROOMS = (
    audit,
    seals,
    receipts,
    places,
    uhc,
    tariffs,
    throttles,
    users,
    organisations,
    residents,
    exits,
    duplicates,
    arrears,
    arrears_lists,
    words,
    tallies,
    arrears_paying,
    ledger,
    checks,
    pools,
    pledges,
    coverage,
    sheets,
    rosters,
    urgency,
    succession,
    payments,
    destinations,
    refunding,
    qris,
    direct,
    cards,
    closings,
    credits_,
    successions,
    documents,
    messages,
    reports,
    rights,
    nominations,
    fieldwork,
    samples,
    facilities,
    member_cards,
    complaints,
)
METADATA = Model.metadata
