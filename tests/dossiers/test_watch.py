"""Nothing is silently stuck: what has not moved, who owes the next step; results, originals and doubles worked down."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Role
from motcua.dossiers.commands import change_return, hand_over, looking_after, propose_apology, refuse
from motcua.dossiers.models import Dossier, SubmittedDocument
from motcua.dossiers.queries import watch
from motcua.dossiers.rules import watch as rules
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db
FRIDAY = moment("2026-11-27 10:00")
# Sixteen working hours before Friday 10:00 is Wednesday 10:00.
IN_TIME, TOO_LONG = moment("2026-11-25 10:30"), moment("2026-11-25 09:30")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def still(unit: Commune, at: Any = FRIDAY) -> list[tuple[str, str, str, str, bool]]:
    rows = watch.still(post=unit[Role.SUPERVISOR], at=at).rows
    return [(row.code, row.owner, row.role, row.unit, row.on_its_way) for row in rows]


def test_what_nobody_moved_for_sixteen_working_hours_is_named_with_who_owes_the_next_step(unit: Commune) -> None:
    make.received(unit, COPIES, IN_TIME)
    here = make.received(unit, COPIES, TOO_LONG)
    sent = hand_over(dossier=make.received(unit, EXTRACT, MORNING), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    waits = make.submitted(unit, at=TOO_LONG)

    assert still(unit) == [
        (sent.code, "HOLDER", Role.CASE, "Văn phòng xã Gia Lâm", True),
        (here.code, "INTAKE", Role.INTAKE, "Trung tâm PVHCC xã Gia Lâm", False),
        (waits.code, "INTAKE", Role.INTAKE, "Trung tâm PVHCC xã Gia Lâm", False),
    ]
    assert watch.still_count(post=unit[Role.SUPERVISOR], at=FRIDAY) == 3


def test_what_moved_leaves_the_list_and_what_ended_was_never_on_it(unit: Commune) -> None:
    moved = make.received(unit, COPIES, TOO_LONG)
    refuse(dossier=make.submitted(unit, at=TOO_LONG), reason="x", by=unit[Role.INTAKE], at=TOO_LONG)
    assert [row[0] for row in still(unit)] == [moved.code]

    hand_over(dossier=moved, by=unit[Role.INTAKE], at=FRIDAY)

    assert still(unit) == []


NOTED: dict[str, Callable[..., object]] = {
    "how the result is wanted": lambda dossier, lan: change_return(
        dossier=dossier, way="POST", address="Thôn 3, Xã Gia Lâm", by=lan, at=FRIDAY
    ),
    "why it is no double": lambda dossier, lan: looking_after.settle_duplicate(
        dossier=dossier, reason="Hai mục đích.", by=lan, at=FRIDAY
    ),
    "where an original lies": lambda dossier, lan: looking_after.keep_original(
        document=dossier.documents.order_by("-id")[0], where="Tủ 3", by=lan, at=FRIDAY
    ),
    "to whom it was given back": lambda dossier, lan: looking_after.return_original(
        document=dossier.documents.order_by("-id")[0], to_name="TRẦN THỊ TÁM", by=lan, at=FRIDAY
    ),
}


@pytest.mark.parametrize("what", NOTED)
def test_what_is_only_noted_of_a_dossier_does_not_hide_that_it_stands(unit: Commune, what: str) -> None:
    lan, dossier = unit[Role.INTAKE], make.received(unit, at=TOO_LONG)
    if what == "to whom it was given back":
        document = dossier.documents.order_by("-id")[0]
        looking_after.keep_original(document=document, where="Tủ 3", by=lan, at=TOO_LONG)

    NOTED[what](dossier, lan)

    rows = watch.still(post=unit[Role.SUPERVISOR], at=FRIDAY).rows
    assert [(row.code, row.since) for row in rows] == [(dossier.code, TOO_LONG)]
    assert Dossier.objects.get().version > dossier.version


def test_saying_sorry_for_a_dossier_does_not_hide_that_it_stands(unit: Commune) -> None:
    dossier, new = make.at_work(unit, TOO_LONG), moment("2026-12-01 15:00")
    moved = dossier.moved_at

    said = propose_apology(dossier=dossier, reason="Bão.", new_due_at=new, by=unit[Role.CASE], at=FRIDAY)

    assert Dossier.objects.get(pk=said.pk).moved_at == moved


def test_a_dossier_from_before_moves_were_noted_stands_first(unit: Commune) -> None:
    make.received(unit, COPIES, TOO_LONG)
    old = make.received(unit, COPIES, IN_TIME)
    Dossier.objects.filter(pk=old.pk).update(moved_at=None)

    rows = watch.still(post=unit[Role.SUPERVISOR], at=FRIDAY).rows

    assert (rows[0].code, rows[0].since) == (old.code, IN_TIME)


def test_a_long_list_goes_on_behind_its_first_page(unit: Commune) -> None:
    old, *moved = [make.received(unit, COPIES, TOO_LONG) for _time in range(4)]
    Dossier.objects.filter(pk=old.pk).update(moved_at=None)
    waits = make.submitted(unit, at=TOO_LONG)
    who = unit[Role.SUPERVISOR]

    first = watch.still(post=who, at=FRIDAY, size=2)
    second = watch.still(post=who, at=FRIDAY, size=2, after=first.last)
    third = watch.still(post=who, at=FRIDAY, size=2, after=second.last)

    pages = [[row.code for row in page.rows] for page in (first, second, third)]
    assert pages == [[old.code, moved[0].code], [moved[1].code, moved[2].code], [waits.code]]
    assert (third.last, watch.still_count(post=who, at=FRIDAY, all_of_them=True)) == (None, 5)


def test_every_list_is_read_to_its_end(unit: Commune) -> None:
    lan, monday = unit[Role.INTAKE], moment("2026-11-30 09:00")
    for dossier in [make.ready(unit) for _time in range(3)]:
        looking_after.keep_original(document=dossier.documents.order_by("-id")[0], where="x", by=lan, at=MORNING)
    lists: list[Callable[[Any], Any]] = [
        lambda after: watch.uncollected(post=lan, at=monday, after=after, size=2),
        lambda after: watch.originals(post=lan, after=after, size=2),
        lambda after: watch.doubles(post=lan, after=after, size=1),
    ]

    for read in lists:
        first = read(None)
        second = read(first.last)
        assert (len(second.rows), second.last) == (1, None)
        assert second.rows[0] not in first.rows


def test_the_neighbour_is_not_shown_what_stands_still_here(unit: Commune) -> None:
    make.received(unit, COPIES, TOO_LONG)
    quy = make.bat_trang()[Role.HEAD]

    assert (watch.still(post=quy, at=FRIDAY).rows, watch.still_count(post=quy, at=FRIDAY)) == ([], 0)


def test_before_the_calendar_begins_hours_of_the_wall_are_counted(unit: Commune) -> None:
    early = moment("2020-01-01 10:00")

    assert watch.still_since(unit[Role.SUPERVISOR], at=early) == moment("2019-12-31 18:00")


def test_a_result_that_nobody_fetched_is_called_about_and_the_call_is_on_record(unit: Commune) -> None:
    dossier = make.ready(unit)
    lan, monday = unit[Role.INTAKE], moment("2026-11-30 09:00")
    Dossier.objects.filter(pk=dossier.pk).update(applicant_phone="0199000471")
    assert watch.uncollected_count(post=lan, at=FRIDAY) == 0
    (row,) = watch.uncollected(post=lan, at=monday).rows
    assert (row.code, row.called_at) == (dossier.code, None)

    for words in (" Hẹn mai. ", "Hẹn thứ Tư."):
        looking_after.note_call(dossier=dossier, words=words, by=lan, at=monday)

    (row,) = watch.uncollected(post=lan, at=monday).rows
    assert (row.called_at, row.called, row.phone) == (monday, "Hẹn thứ Tư.", "0199000471")
    assert watch.uncollected_count(post=lan, at=monday) == 1
    handed = make.handed_to_tam(dossier, unit, monday)
    assert watch.uncollected(post=lan, at=monday).rows == []
    with pytest.raises(Denied, match=r"^Hồ sơ không còn kết quả chờ trả\.$"):
        looking_after.note_call(dossier=handed, words="x", by=lan, at=monday)


def test_an_original_is_kept_somewhere_and_given_back_into_named_hands(unit: Commune) -> None:
    dossier = make.received(unit)
    lan = unit[Role.INTAKE]
    document = dossier.documents.order_by("-id")[0]
    looking_after.keep_original(document=document, where="Tủ 3", by=lan, at=MORNING)
    assert [(row.pk, row.kept_where) for row in watch.originals(post=lan).rows] == [(document.pk, "Tủ 3")]
    assert [row.pk for row in watch.originals_of(dossier)] == [document.pk]
    assert watch.originals_count(post=make.bat_trang()[Role.HEAD]) == 0
    with pytest.raises(Denied, match=r"^Bản chính này đang được giữ ở: Tủ 3\.$"):
        looking_after.keep_original(document=document, where="Tủ 4", by=lan, at=MORNING)

    looking_after.return_original(document=document, to_name="TRẦN THỊ TÁM", by=lan, at=FRIDAY)

    document.refresh_from_db()
    assert (document.seen_original, document.returned_to, document.returned_at) == (True, "TRẦN THỊ TÁM", FRIDAY)
    assert (watch.originals_count(post=lan), watch.originals_of(dossier)) == (0, [])
    names = list(Event.objects.filter(stream=dossier.stream).order_by("seq").values_list("name", flat=True))
    assert names[1:] == ["dossier.original_kept", "dossier.original_returned"]
    with pytest.raises(Denied, match=r"^Ở đây không giữ bản chính của giấy này\.$"):
        looking_after.return_original(document=document, to_name="x", by=lan, at=FRIDAY)


def test_what_data_stood_in_for_has_no_original(unit: Commune) -> None:
    dossier = make.received(unit, replaced={"giay_to_tuy_than": "card"})

    with pytest.raises(Denied, match=r"^Giấy này được thay bằng dữ liệu"):
        looking_after.keep_original(
            document=dossier.documents.get(key="giay_to_tuy_than"), where="Tủ", by=unit[Role.INTAKE], at=MORNING
        )


def test_open_doubles_of_one_person_and_procedure_are_named_until_somebody_says_why(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    first, second = make.received(unit), make.received(unit, at=TOO_LONG)
    make.received(unit, COPIES)
    other = people.person(id_number="005158004711", full_name="LÊ VĂN CHÍN")
    make.received(unit, submitter=other)
    make.received(unit, duplicate_why="Nộp hai bản.")
    (row,) = watch.doubles(post=lan).rows
    assert (row.code, row.earlier, watch.doubles_count(post=lan)) == (second.code, first.code, 1)
    assert watch.doubles_count(post=make.bat_trang()[Role.INTAKE]) == 0

    looking_after.settle_duplicate(dossier=second, reason="Hai mục đích khác nhau.", by=lan, at=FRIDAY)

    assert watch.doubles(post=lan).rows == []
    assert Dossier.objects.get(pk=second.pk).duplicate_note == "Hai mục đích khác nhau."


def test_of_a_person_without_a_number_nothing_is_called_double(unit: Commune) -> None:
    nobody = people.person(id_number=None, full_name="LÊ VĂN CHÍN")
    for _time in range(2):
        make.received(unit, submitter=nobody)

    assert Person.objects.count() == 1
    assert watch.doubles(post=unit[Role.INTAKE]).rows == []


ACTS: dict[str, tuple[Callable[..., object], str, str]] = {
    "call": (looking_after.note_call, "words", "Ghi đã báo cho ai, bằng cách nào, người ta hẹn thế nào."),
    "settle": (looking_after.settle_duplicate, "reason", "Ghi vì sao không trùng, để người sau khỏi xem lại."),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_noted_without_words(unit: Commune, act: str) -> None:
    do, field, sentence = ACTS[act]

    with pytest.raises(Denied) as denied:
        do(dossier=make.ready(unit), by=unit[Role.INTAKE], at=FRIDAY, **{field: " "})

    assert denied.value.reason == sentence


def test_an_original_is_not_kept_nowhere_nor_given_to_nobody(unit: Commune) -> None:
    document = make.received(unit).documents.order_by("-id")[0]
    lan = unit[Role.INTAKE]
    with pytest.raises(Denied, match=r"^Ghi bản chính cất ở đâu"):
        looking_after.keep_original(document=document, where="", by=lan, at=MORNING)
    looking_after.keep_original(document=document, where="Tủ 3", by=lan, at=MORNING)
    with pytest.raises(Denied, match=r"^Ghi trả bản chính cho ai\.$"):
        looking_after.return_original(document=document, to_name=" ", by=lan, at=MORNING)


# guard × role, for the own authority; of the neighbour nobody may.
WHO = {
    "call": {Role.INTAKE, Role.SUPERVISOR},
    "settle": {Role.INTAKE, Role.HEAD, Role.SUPERVISOR},
    "keep": {Role.INTAKE, Role.CASE, Role.HEAD},
    "return": {Role.INTAKE, Role.CASE, Role.HEAD},
}


@pytest.mark.parametrize("guard", WHO)
def test_truth_table_of_who_looks_after_what(unit: Commune, guard: str) -> None:
    dossier = make.ready(unit)
    document = dossier.documents.order_by("-id")[0]
    if guard == "return":
        looking_after.keep_original(document=document, where="Tủ 3", by=unit[Role.INTAKE], at=FRIDAY)
    document = SubmittedDocument.objects.get(pk=document.pk)
    checks: dict[str, Callable[..., None]] = {
        "call": lambda **who: rules.check_can_note_call(dossier, **who),
        "settle": lambda **who: rules.check_can_settle_duplicate(dossier, **who),
        "keep": lambda **who: rules.check_can_keep_original(document, **who),
        "return": lambda **who: rules.check_can_return_original(document, **who),
    }

    def allowed(commune: Commune) -> set[Role]:
        found = set()
        for role, post in commune.posts.items():
            with suppress(Denied):
                checks[guard](by=post, at=FRIDAY)
                found.add(role)
        return found

    assert allowed(unit) == WHO[guard]
    assert allowed(make.bat_trang()) == set()


def test_an_ended_dossier_is_no_double(unit: Commune) -> None:
    dossier = make.submitted(unit)
    refuse(dossier=dossier, reason="x", by=unit[Role.INTAKE], at=MORNING)

    with pytest.raises(Denied, match=r"^Hồ sơ đã kết thúc"):
        looking_after.settle_duplicate(dossier=dossier, reason="x", by=unit[Role.INTAKE], at=FRIDAY)
    assert Dossier.objects.get().state == State.REFUSED


@pytest.mark.parametrize("name", ["still", "uncollected", "originals", "doubles"])
def test_a_list_takes_as_many_queries_for_one_row_as_for_three(unit: Commune, name: str) -> None:
    lan, monday = unit[Role.INTAKE], moment("2026-11-30 09:00")

    def one_more() -> None:
        if name == "uncollected":
            make.ready(unit)
            return
        dossier = make.received(unit, at=MORNING)
        if name == "originals":
            looking_after.keep_original(document=dossier.documents.order_by("-id")[0], where="x", by=lan, at=MORNING)

    def ask() -> tuple[int, int]:
        lists: dict[str, Callable[[], Any]] = {
            "still": lambda: watch.still(post=lan, at=monday).rows,
            "uncollected": lambda: watch.uncollected(post=lan, at=monday).rows,
            "originals": lambda: watch.originals(post=lan).rows,
            "doubles": lambda: watch.doubles(post=lan).rows,
        }
        with CaptureQueriesContext(connection) as counted:
            rows = lists[name]()
        return len(rows), len(counted)

    if name == "doubles":
        make.received(unit)
    one_more()
    first = ask()
    one_more()
    one_more()
    assert ask() == (3, first[1])
    assert first[0] == 1
