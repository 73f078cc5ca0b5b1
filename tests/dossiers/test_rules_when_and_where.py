"""The table of test_rules.py at other moments and from other desks: time opens nothing, a desk opens its own alone."""

from dataclasses import replace

import pytest

from motcua.accounts.models import Role
from motcua.agencies.models import AgencyKind
from tests.dossiers.test_rules import STAGES, allowed
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db
# When → what is no longer open then. A mistaken intake is cancelled on its day, an apology comes before it is late.
GONE = {
    "on its last minute of the day": (later(MORNING, hours=15), set()),
    "the next day": (later(MORNING, days=1), {"cancel"}),
    "long overdue": (later(MORNING, days=60), {"cancel", "propose_apology", "approve_apology"}),
}


@pytest.mark.parametrize("stage", STAGES)
def test_time_closes_what_must_be_done_in_time_and_opens_nothing(stage: str) -> None:
    build, expected = STAGES[stage]
    unit = make.gia_lam()
    dossier = build(unit)

    for at, gone in GONE.values():
        left = {role: verbs - gone for role, verbs in expected.items()}
        assert allowed(dossier, unit, at=at) == {role: verbs for role, verbs in left.items() if verbs}, at


@pytest.mark.parametrize("stage", STAGES)
def test_another_desk_of_the_same_commune_does_nothing_but_hand_over_results(stage: str) -> None:
    unit = make.gia_lam()
    dossier = STAGES[stage][0](unit)

    expected = {Role.INTAKE: {"deliver"}} if dossier.state == "RESULT_READY" else {}
    assert allowed(dossier, elsewhere_in(unit)) == expected


@pytest.mark.parametrize("name", ["starts_on", "ends_on"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_post_that_is_not_held_does_nothing(stage: str, name: str) -> None:
    unit = make.gia_lam()
    dossier = STAGES[stage][0](unit)
    for post in unit.posts.values():
        setattr(post, name, later(MORNING, days=1 if name == "starts_on" else -1).date())

    assert allowed(dossier, unit) == {}


def elsewhere_in(unit: Commune) -> Commune:
    """A reception point and a department of the same committee, each with its people."""
    inside = {"parent": unit.authority, "authority": unit.authority}
    point = make.agency("H26.90.03", "Điểm tiếp nhận thôn 3", AgencyKind.RECEPTION_POINT, **inside)
    economy = make.agency("H26.90.04", "Phòng Kinh tế", AgencyKind.DEPARTMENT, sectors=["Đất đai"], **inside)
    places = {Role.INTAKE: point, Role.CASHIER: point, Role.CASE: economy, Role.HEAD: economy}
    return replace(unit, posts={role: make.post(place, role, f"Người khác {role}") for role, place in places.items()})
