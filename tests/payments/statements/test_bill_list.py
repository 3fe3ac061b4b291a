"""A list of bills is read as somebody types it."""

from __future__ import annotations

import pytest

from srikandi.payments.references import PaymentReference
from srikandi.payments.statements import Bill, StatementRefused, read_bills


@pytest.mark.parametrize(
    "content",
    [
        b"reference,company,amount\nSRKX7Q2WJ97,PT BANGKA JAYA,3500000\n",
        b"\xef\xbb\xbfReference;Company;Amount;VA\r\nSRK-X7Q2-WJ97;PT BANGKA JAYA;3.500.000,00;\r\n",
    ],
)
def test_bills_are_read_with_either_separator(content: bytes) -> None:
    assert read_bills(content) == [Bill(PaymentReference("X7Q2WJ97"), "PT BANGKA JAYA", 3_500_000)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kode,nama\nSRKX7Q2WJ97,PT X\n",
        b"reference,company,amount\nSRKX7Q2WJ98,PT X,1000\n",
        b"reference,company,amount\nSRKX7Q2WJ97,PT X,10.5\n",
        b"reference,company,amount\nSRKX7Q2WJ97,PT X,\n",
    ],
)
def test_a_list_that_could_mislead_is_refused(content: bytes) -> None:
    with pytest.raises(StatementRefused):
        read_bills(content)
