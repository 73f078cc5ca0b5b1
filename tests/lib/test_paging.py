"""A long list, page by page: nothing twice, nothing left out, whatever stands at one moment."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from motcua.jobs import queries as jobs
from motcua.jobs.models import Job
from motcua.lib.paging import Page, Place
from tests.factories.dossiers import MORNING

MOMENT = dt.datetime(2026, 11, 25, 1, 30, tzinfo=dt.UTC)


@given(st.integers(0, 3), st.none() | st.datetimes(timezones=st.just(dt.UTC)), st.integers(1, 10**9))
def test_a_place_is_read_back_from_an_address(part: int, at: dt.datetime | None, number: int) -> None:
    place = Place(part, at, number)

    assert Place.parse(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "0", "0__", "x__1", "0__x", "0_2026-11-25_1", "0_2026-11-25T08:30_1", "0_never_1", "0__1_2"]
)
def test_what_names_no_place_is_the_beginning(text: str) -> None:
    assert Place.parse(text) is None


class Pages(TestCase):
    """Lists of jobs, given up and waiting, many of them at one moment."""

    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=12), st.integers(1, 5))
    def test_the_pages_together_are_the_list(self, said: list[tuple[bool, int]], size: int) -> None:
        """Page behind page gives every row once, in one order; the last page knows that it is the last."""
        for failed, hours in said:
            at = MORNING + dt.timedelta(hours=hours)
            ended = {"finished_at": at} if failed else {}
            Job.objects.create(function="motcua.x", enqueued_at=MORNING, run_after=at, **ended)

        read: list[int] = []
        after: Place | None = None
        while True:
            page: Page[jobs.Unfinished] = jobs.unfinished(at=MORNING, after=after, size=size)
            read += [row.id for row in page.rows]
            after = page.last
            if after is None:
                break

        failed_first = [
            *Job.objects.failed().order_by("finished_at", "pk"),
            *Job.objects.pending().order_by("run_after", "pk"),
        ]
        assert read == [job.pk for job in failed_first]
        assert jobs.unfinished_count() == len(said)
