"""`hordak_writers.py URL TIMES WRITERS`: single transfers a second with django-hordak, by one writer and by several.

It is run by an environment that has Django and not Srikandi, on tables of its own in the database it is handed, and
prints JSON: {"one": ..., "many": ...}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.management import call_command

URL, TIMES, WRITERS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
PLACE = urlsplit(URL)

settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": PLACE.path.lstrip("/"),
            "USER": PLACE.username,
            "PASSWORD": PLACE.password,
            "HOST": PLACE.hostname,
            "PORT": PLACE.port,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "djmoney", "hordak"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    HORDAK_DECIMAL_PLACES=0,
    HORDAK_CURRENCIES=["IDR"],
    DEFAULT_CURRENCY="IDR",
    CURRENCIES=["IDR"],
    USE_TZ=True,
)
django.setup()

from django.db import connection, transaction  # noqa: E402 - Django must be set up first
from hordak.models import Account, Leg, Transaction  # noqa: E402 - the same
from moneyed import Money  # noqa: E402 - the same


def transfer(times: int) -> None:
    """Book so many transfers on the one pair of accounts, each committed on its own."""
    one = Money(1, "IDR")
    for _ in range(times):
        with transaction.atomic():
            booked = Transaction.objects.create(date=date(2026, 11, 22), description="bench")
            Leg.objects.create(transaction=booked, account=FUNDS, debit=one)
            Leg.objects.create(transaction=booked, account=COMMITTED, credit=one)
    connection.close()


def together() -> float:
    """Give the seconds in which so many processes share the work, all of them ready before the first begins."""
    ready, go = os.pipe(), os.pipe()
    children = []
    for _ in range(WRITERS):
        child = os.fork()
        if not child:
            transfer(1)
            os.write(ready[1], b".")
            os.read(go[0], 1)
            transfer(TIMES // WRITERS)
            os._exit(0)
        children.append(child)
    for _ in children:
        os.read(ready[0], 1)
    began = time.perf_counter()
    os.write(go[1], b"." * WRITERS)
    for child in children:
        os.waitpid(child, 0)
    return time.perf_counter() - began


call_command("migrate", verbosity=0)
FUNDS = Account.objects.create(name="funds", code="1", type="LI", currencies=["IDR"])
COMMITTED = Account.objects.create(name="committed", code="2", type="LI", currencies=["IDR"])
transfer(20)
start = time.perf_counter()
transfer(TIMES)
one = TIMES / (time.perf_counter() - start)
print(json.dumps({"one": one, "many": TIMES / together()}))
