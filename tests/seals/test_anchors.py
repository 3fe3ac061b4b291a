"""The worker seals once a day and tells the forum; a kept head shows an end that was cut off and sealed anew."""

import json
from contextvars import Context
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, text

from srikandi import seals
from srikandi.audit import Actor
from srikandi.cli import work
from srikandi.database import current_session
from srikandi.messages import Message
from srikandi.seals import SealBlock
from srikandi.users import Post, Role
from srikandi.users.accounts import add_user, grant
from tests.ledger.book import drop_guards, make_district, receive, restore_guards
from tests.people import SYSTEM

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
SEALS = ("seal_block", "seal_range", "seal_pack")
