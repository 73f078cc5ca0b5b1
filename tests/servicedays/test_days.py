"""On which days a programme runs: a public day off is none, unless its date was named."""

import datetime as dt

import pytest

from motcua.servicedays.queries.programmes import next_days, programme_at
from tests.factories import dossiers as make
from tests.factories.dossiers import moment
from tests.factories.servicedays import programme

pytestmark = pytest.mark.django_db
NEW_YEAR, WEEK_AFTER = dt.date(2027, 1, 1), dt.date(2027, 1, 8)


def test_a_public_day_off_is_no_service_day_unless_its_date_was_named() -> None:
    unit = make.gia_lam()
    fridays = programme(unit, weekdays=[4])
    assert list(next_days(fridays, since=dt.date(2026, 12, 28), number=1)) == [WEEK_AFTER]
    assert programme_at(unit.centre, at=moment("2027-01-01 09:00")) is None

    named = programme(unit, name="Ngày đầu năm", weekdays=[4], dates=[NEW_YEAR.isoformat()])
    assert list(next_days(named, since=dt.date(2026, 12, 28), number=2)) == [NEW_YEAR, WEEK_AFTER]
    assert programme_at(unit.centre, at=moment("2027-01-01 09:00")) == named
