"""Events in the database: appended in order, once a key, sealed by the day."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.accounts.models import Role
from motcua.events import sealing
from motcua.events.chain import Link, first_break
from motcua.events.models import Access, DaySeal, Event
from motcua.events.record import AnsweredMeanwhile, answered, note_access, record, remember_answer
from tests.factories import dossiers as make

pytestmark = pytest.mark.django_db

DAY = make.MORNING.date()


def links(stream: str) -> list[tuple[Link, str]]:
    return [
        (
            Link(
                event.stream,
                event.seq,
                event.name,
                event.post_id,
                event.actor,
                event.at,
                event.details,
                event.previous_hash,
            ),
            event.hash,
        )
        for event in Event.objects.filter(stream=stream).order_by("seq")
    ]


def write(stream: str, number: int, at: dt.datetime = make.MORNING) -> None:
    for place in range(number):
        record(stream=stream, name=f"test.{place}", by=None, at=at + dt.timedelta(seconds=place), text="đã làm")


def test_record_what_is_read_back_from_the_database_gives_the_same_hashes() -> None:
    lan = make.gia_lam()[Role.INTAKE]
    record(
        stream="s",
        name="test.all",
        by=lan,
        at=make.MORNING,
        moment=make.MORNING,
        day=DAY,
        none=None,
        text="Đỗ",
        list=(1,),
    )
    record(stream="s", name="test.more", by=None, at=make.MORNING)

    assert first_break(links("s")) is None
    assert list(Event.objects.values_list("seq", "actor")) == [
        (1, "Nguyễn Thị Lan, Cán bộ tiếp nhận, Trung tâm PVHCC xã Gia Lâm"),
        (2, ""),
    ]


def test_record_streams_do_not_meet() -> None:
    write("a", 2)
    write("b", 1)

    assert list(Event.objects.order_by("stream", "seq").values_list("stream", "seq")) == [("a", 1), ("a", 2), ("b", 1)]


def test_event_the_database_refuses_a_second_event_in_the_same_place() -> None:
    write("a", 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(stream="a", seq=1, name="x", at=make.MORNING, hash="0" * 64)


def test_answer_the_same_key_gets_the_first_answer_and_cannot_be_used_again() -> None:
    lan = make.gia_lam()[Role.INTAKE]
    remember_answer(key="k1", act="receive", answer=["H26.90-1"], by=lan, at=make.MORNING)

    with pytest.raises(AnsweredMeanwhile), transaction.atomic():
        remember_answer(key="k1", act="receive", answer=["H26.90-2"], by=lan, at=make.MORNING)

    assert (answered(key="k1"), answered(key="k2"), answered(key="")) == (["H26.90-1"], None, None)


def test_seal_day_covers_the_events_of_that_day_in_vietnam_only() -> None:
    write("a", 2)
    write("b", 1, at=make.moment("2026-11-25 23:59"))
    write("c", 1, at=make.moment("2026-11-26 00:00"))

    assert sealing.seal_day.call(DAY.isoformat()) == 3

    assert (DaySeal.objects.get().events, sealing.broken_seal()) == (3, None)


def test_seal_day_twice_changes_nothing() -> None:
    write("a", 2)
    sealing.seal_day.call(DAY.isoformat())
    before = DaySeal.objects.values().get()

    sealing.seal_day.call(DAY.isoformat())

    assert DaySeal.objects.values().get() == before


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda: Event.objects.filter(stream="a", seq=3).delete(), id="last-event-of-a-chain-deleted"),
        pytest.param(lambda: Event.objects.filter(stream="b").delete(), id="whole-chain-deleted"),
        pytest.param(
            lambda: Event.objects.filter(stream="a", seq=1).update(at=F("at") + dt.timedelta(days=1)), id="day-changed"
        ),
        pytest.param(lambda: DaySeal.objects.filter(day=DAY).update(root="0" * 64), id="seal-changed"),
    ],
)
def test_broken_seal_finds_what_the_chains_alone_cannot(tamper: object) -> None:
    write("a", 3)
    write("b", 1)
    sealing.seal_day.call(DAY.isoformat())
    sealing.seal_day.call((DAY + dt.timedelta(days=1)).isoformat())
    assert sealing.broken_seal() is None

    tamper()  # type: ignore[operator]

    broken = sealing.broken_seal()
    assert broken is not None
    assert broken.day == DAY


def test_broken_seal_a_seal_written_anew_no_longer_fits_the_next_day() -> None:
    write("a", 3)
    sealing.seal_day.call(DAY.isoformat())
    sealing.seal_day.call((DAY + dt.timedelta(days=1)).isoformat())
    Event.objects.filter(stream="a").delete()
    DaySeal.objects.filter(day=DAY).delete()

    sealing.seal_day.call(DAY.isoformat())

    broken = sealing.broken_seal()
    assert broken is not None
    assert broken.day == DAY + dt.timedelta(days=1)


def test_note_access_says_who_looked_at_what_and_why() -> None:
    minh = make.gia_lam()[Role.CASE]

    note_access(subjects=["dossier:H26.90-261125-0001"], purpose="thụ lý", by=minh, at=make.MORNING)

    assert list(Access.objects.values_list("post", "subject", "purpose", "at")) == [
        (minh.pk, "dossier:H26.90-261125-0001", "thụ lý", make.MORNING)
    ]
