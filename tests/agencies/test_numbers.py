"""Numbers without gaps and without doubles."""

import pytest
from django.db import transaction

from motcua.agencies.commands import next_number


@pytest.mark.django_db
def test_next_number_counts_each_scope_and_period_from_one() -> None:
    given = [
        next_number(scope=scope, period=period)
        for scope, period in (("a", "2026"), ("a", "2026"), ("b", "2026"), ("a", "2027"), ("a", "2026"))
    ]

    assert given == [1, 2, 1, 1, 3]


@pytest.mark.django_db
def test_next_number_taken_in_a_transaction_that_failed_is_given_again() -> None:
    next_number(scope="a", period="2026")
    with transaction.atomic():
        next_number(scope="a", period="2026")
        transaction.set_rollback(True)

    assert next_number(scope="a", period="2026") == 2
