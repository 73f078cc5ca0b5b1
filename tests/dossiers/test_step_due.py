"""By when a step is due: after the hours it has in this case, never after the dossier itself."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.models import Role
from motcua.dossiers.clock import promise, step_due
from motcua.dossiers.commands import hand_over
from tests.factories import dossiers as make
from tests.factories.dossiers import moment
from tests.factories.procedures import definition, step
from tests.worktime.test_deadlines import CALENDAR

CORRECTION, REISSUE = "1.004859", "2.000575"
SENT = moment("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("hours", "due", "expected"),
    [
        (2, None, "2026-11-23 11:00"),
        (2, "2026-11-23 17:00", "2026-11-23 11:00"),
        (17, "2026-11-23 17:00", "2026-11-23 17:00"),
        (2, "2026-11-23 09:00", "2026-11-23 11:00"),
        (2, "2026-11-20 17:00", "2026-11-23 11:00"),
        (0.5, "2026-11-23 17:00", None),
    ],
)
def test_a_step_is_due_after_its_hours_and_never_after_a_dossier_that_is_in_time(
    hours: float, due: str | None, expected: str | None
) -> None:
    at = step_due(hours, sent_at=SENT, due=moment(due) if due else None, calendar=CALENDAR)

    assert at == (moment(expected) if expected else None)


@given(st.floats(1, 60), st.integers(1, 60 * 24 * 14))
def test_no_step_is_due_after_its_dossier(hours: float, minutes: int) -> None:
    due = SENT + dt.timedelta(minutes=minutes)

    at = step_due(hours, sent_at=SENT, due=due, calendar=CALENDAR)

    assert at is not None
    assert SENT < at <= due


def test_what_is_settled_in_this_visit_is_promised_by_the_hours_of_its_case() -> None:
    steps = [step(1, "INTAKE"), step(2, "CASE", hours=4), step(3, "RECORDS", gives_result=True)]
    short = {"key": "mat", "name": "mất", "time_limit": {"kind": "SAME_DAY"}, "hours": [1, 1, 1]}
    same_day = definition(slip_rule="AFTER_CUTOFF", time_limit={"kind": "SAME_DAY"}, steps=steps, cases=[short])

    promised = [
        promise(definition=same_day, case=case, received_at=SENT, calendar=CALENDAR).promised_at for case in ("", "mat")
    ]

    assert promised == [moment("2026-11-23 15:00"), moment("2026-11-23 11:00")]


@pytest.mark.django_db
@pytest.mark.parametrize("code", [CORRECTION, REISSUE])
def test_a_step_of_a_short_case_is_due_before_the_dossier_is(code: str) -> None:
    unit = make.gia_lam()
    usual, short = (make.received(unit, code, case=case, quantities={"entered": 0}) for case in ("", "case_1"))
    at = moment("2026-11-25 09:00")

    for dossier in (usual, short):
        hand_over(dossier=dossier, by=unit[Role.INTAKE], at=at)

    assert short.handovers.get().step_due_at == moment("2026-11-25 14:00")
    assert usual.handovers.get().step_due_at == moment("2026-11-27 10:00")
    due = short.due_at
    assert due is not None
    assert moment("2026-11-25 14:00") <= due
