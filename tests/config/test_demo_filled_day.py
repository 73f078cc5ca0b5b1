"""The whole service day behind the demonstration: everybody from ticket to result, once."""

import datetime as dt

import pytest

from motcua.accounts.demo import load_staff
from motcua.agencies.models import Agency
from motcua.agencies.seed import load_agencies
from motcua.config.demo.filled_day import callers, load_filled_day
from motcua.config.demo.queues import load_queues
from motcua.lib.clock import TZ
from motcua.procedures.load import load_definition
from motcua.procedures.shipped import shipped_definitions
from motcua.reports.service_day.achieved import Which, achieved
from motcua.reports.service_day.hall import Turns
from motcua.servicedays.seed import load_service_days
from motcua.worktime.seed import load_calendars

NOW = dt.datetime(2026, 11, 26, 10, 30, tzinfo=TZ)


@pytest.mark.django_db
@pytest.mark.slow
def test_the_day_passes_once_and_its_page_has_much_to_tell() -> None:
    load_calendars()
    load_agencies()
    load_staff()
    for definition in shipped_definitions():
        if definition.code in {each.procedure for each in callers()}:
            load_definition(definition, on=dt.date(2025, 7, 1))
    load_service_days(at=NOW)
    load_queues(now=NOW)

    assert (load_filled_day(now=NOW), load_filled_day(now=NOW)) == (len(callers()), 0)

    shop = Agency.objects.get(authority__code="00565", kind="CENTRE", valid_to=None)
    day = achieved([shop], first=dt.date(2026, 11, 25), at=NOW)
    assert [day.count(which) for which in (Which.TAKEN_IN, Which.READY, Which.FROM_TICKET)] == [len(callers())] * 3
    assert day.count(Turns.SERVED) == len(callers())
    assert day.satisfaction.rated == sum(bool(each.score) for each in callers())
    assert day.count(Which.KEPT) > day.count(Which.BROKEN) > 0
