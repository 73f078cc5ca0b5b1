"""`motcua audit verify`: whole chains are counted, the first broken link is named, a broken seal is told."""

import datetime as dt
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from motcua.accounts.models import Role
from motcua.config.cli import app
from motcua.dossiers.models import Dossier
from motcua.events import sealing
from motcua.events.models import Event
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, later

pytestmark = pytest.mark.django_db


def verify() -> Result:
    return CliRunner().invoke(app, ["audit", "verify"])


@pytest.fixture
def dossiers() -> list[Dossier]:
    """Two dossiers that went the whole way."""
    unit = make.gia_lam()
    ready = [make.ready(unit, at=later(MORNING, minutes=place)) for place in range(2)]
    handed = [make.handed_to_tam(dossier, unit, later(MORNING, days=1)) for dossier in ready]
    assert unit[Role.INTAKE].user.full_name in {event.actor.split(",")[0] for event in Event.objects.all()}
    return sorted(handed, key=lambda dossier: dossier.code)


def test_chains_that_are_whole_are_counted(dossiers: list[Dossier]) -> None:
    result = verify()
    assert (result.exit_code, result.stdout.strip()) == (0, "2 chuỗi đều nguyên vẹn.")


TAMPERED: dict[str, tuple[Callable[[str], object], str]] = {
    "a word was changed": (
        lambda stream: Event.objects.filter(stream=stream, seq=3).update(details={"to": "người khác"}),
        "sự kiện số 3: nội dung đã bị sửa.",
    ),
    "an event was taken out": (
        lambda stream: Event.objects.filter(stream=stream, seq=2).delete(),
        "sự kiện số 2: thiếu sự kiện số 2.",
    ),
    "a link was cut": (
        lambda stream: Event.objects.filter(stream=stream, seq=4).update(previous_hash="0" * 64),
        "sự kiện số 4: không nối với sự kiện trước.",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_the_first_broken_link_is_named(dossiers: list[Dossier], how: str) -> None:
    tamper, sentence = TAMPERED[how]
    for dossier in reversed(dossiers):
        tamper(dossier.stream)
    result = verify()
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip().splitlines()[-1] == f"Hỏng ở {dossiers[0].code}, {sentence}"


def test_a_chain_that_lost_its_end_no_longer_fits_the_seal_of_its_day(dossiers: list[Dossier]) -> None:
    for day in (MORNING.date(), MORNING.date() + dt.timedelta(days=1)):
        sealing.seal_day.call(day.isoformat())
    assert verify().exit_code == 0
    Event.objects.filter(stream=dossiers[1].stream).latest("seq").delete()
    result = verify()
    assert result.exit_code == 1
    assert result.stderr.strip().splitlines()[-1] == (
        "Niêm phong ngày 26/11/2026 không còn khớp với sự kiện của ngày đó."
    )
