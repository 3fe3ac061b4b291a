"""Invented residents of real villages: families with possible identity numbers, and the files villages send.

Nobody here exists. Names are drawn from those Malay, Javanese and Hakka families of Bangka give; numbers follow the
rules of identity numbers with serials from 9001 to 9998, far above those offices hand out in a day, and spread so that
the last four digits, all a masked number shows of them, tell neighbours apart.
"""

from srikandi.cli.demo.people.bringing import bring_all, bring_spoilt, verify_all
from srikandi.cli.demo.people.families import FIRST_SERIAL, Villager, families
from srikandi.cli.demo.people.lists import spoilt, village_list
from srikandi.cli.demo.people.owing import owe_and_settle

__all__ = [
    "FIRST_SERIAL",
    "Villager",
    "bring_all",
    "bring_spoilt",
    "families",
    "owe_and_settle",
    "spoilt",
    "verify_all",
    "village_list",
]
