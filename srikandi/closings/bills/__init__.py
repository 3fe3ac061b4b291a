"""What BPJS Kesehatan bills: read from its list, stated by its branch, never changed."""

from srikandi.closings.bills.reading import BilledList, ListedPerson, read_list
from srikandi.closings.bills.stating import StatedBill, bill_of, bills_of, current_bills, newest_bill, state_bill

__all__ = [
    "BilledList",
    "ListedPerson",
    "StatedBill",
    "bill_of",
    "bills_of",
    "current_bills",
    "newest_bill",
    "read_list",
    "state_bill",
]
