"""Letters to the district about a promise its payers have made longer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import messages, organisations, users
from srikandi.clock import Month
from srikandi.i18n import N_, long_month, say
from srikandi.money import Money
from srikandi.pledges import Pledge
from srikandi.users import Role

LENGTHENED = "lengthened"
READERS = (Role.MAKER, Role.CHECKER)
GREETING = N_("Yth. %(name)s,")
SUBJECT = N_("Komitmen %(number)s diperpanjang %(months)s bulan dari saldonya")
NEWS = N_(
    "%(company)s memperpanjang komitmen %(number)s sebanyak %(months)s bulan, sampai %(last)s, untuk orang yang sama. "
    "Iurannya, %(amount)s, sudah ada sebagai saldo bebas dan kini mendanai bulan-bulan itu; tidak ada uang yang "
    "ditunggu."
)
NEXT = N_(
    "Anda tidak perlu menyetujui apa pun. Bila masa perjanjian harus disesuaikan, buatlah adendum bersama perusahaan."
)


def tell_district(session: Session, pledge: Pledge, *, months: int, last: Month, amount: Money) -> int:
    """Write to everybody who prepares and approves promises of the district; say to how many."""
    company = organisations.names(session, [pledge.company_id])[pledge.company_id]
    readers = {
        user.email: user
        for role in READERS
        for user, seat in users.live_people(session, role=role)
        if seat.district_id == pledge.district_id
    }
    for address, user in sorted(readers.items()):
        language = user.language
        said = {
            "name": user.name,
            "company": company,
            "number": pledge.number,
            "months": months,
            "last": long_month(last, language),
            "amount": str(amount),
        }
        parts = [say(words, language=language, **said) for words in (GREETING, NEWS, NEXT)]
        subject, body = say(SUBJECT, language=language, **said), "\n\n".join(parts) + "\n"
        messages.write(session, address, kind=LENGTHENED, subject=subject, body=body, district_id=pledge.district_id)
    return len(readers)
