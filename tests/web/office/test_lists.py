"""The office's lists: inbox, what waits to be signed, what is found; whose, in which order, at what cost."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Post, Role
from motcua.dossiers.commands import cancel, draft, hand_over, return_for_correction
from motcua.dossiers.models import Dossier, Handover
from motcua.lib import clock
from tests.factories import delegations
from tests.factories import dossiers as make
from tests.factories.delegations import DECISION
from tests.factories.dossiers import MORNING, Commune, later, moment
from tests.web.desks import desk, press, text, url

pytestmark = pytest.mark.django_db
INBOX, APPROVALS, FIND = "/office/", "/office/approvals/", "/office/find/"


@pytest.fixture
def unit() -> Any:
    clock.begin_at(later(MORNING, hours=1))
    yield make.gia_lam()
    clock.begin_at(None)


def sent(unit: Commune) -> Dossier:
    return hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))


def due_tomorrow(unit: Commune) -> Dossier:
    return make.at_work(unit, at=moment("2026-11-23 08:30"))


def codes(page: Any) -> list[str]:
    return [row.code for row in page.context["rows"]]


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        client.get(path)
    return len(counted)


@pytest.mark.parametrize(
    ("path", "role", "build"),
    [
        (INBOX, Role.INTAKE, make.received),
        (INBOX, Role.CASE, sent),
        (f"{INBOX}?f=unit", Role.SUPERVISOR, make.drafted),
        (f"{INBOX}?f=apology", Role.HEAD, due_tomorrow),
        (APPROVALS, Role.APPROVER, make.drafted),
    ],
)
def test_page_takes_as_many_queries_for_one_dossier_as_for_three(
    unit: Commune, path: str, role: Role, build: Any
) -> None:
    client = desk(unit[role])
    build(unit)
    one = queries(client, path)

    build(unit)
    build(unit)

    assert (len(codes(client.get(path))), queries(client, path)) == (3, one)


def test_what_waits_for_her_is_shown_to_whom_she_lent_her_signature_marked_and_signed(unit: Commune) -> None:
    head = desk(unit[Role.HEAD])
    dossier = make.drafted(unit)
    make.drafted(make.bat_trang())
    assert (codes(head.get(APPROVALS)), codes(head.get(f"{INBOX}?f=lent"))) == ([], [])

    delegations.lent(unit)

    page = head.get(APPROVALS)
    assert [(row.code, row.behalf) for row in page.context["rows"]] == [(dossier.code, f"thay Lê Thị Hoa ({DECISION})")]
    assert [act.name for act in page.context["rows"][0].acts] == ["approve", "return_for_correction", "reject"]
    inbox = head.get(f"{INBOX}?f=lent")
    assert [(row.code, row.behalf) for row in inbox.context["rows"]] == [(dossier.code, "ký thay")]
    assert [each.count for each in inbox.context["filters"] if each.current] == [1]
    press(head, dossier, "approve")
    decision = dossier.decisions.get()
    assert (decision.decided_by, decision.on_behalf_of) == (unit[Role.HEAD], unit[Role.APPROVER])
    assert f"thay Lê Thị Hoa ({DECISION})" in text(head.get(url(dossier)))


def test_outside_its_scope_nothing_is_shown_and_her_own_list_stays_unmarked(unit: Commune) -> None:
    delegations.lent(unit, procedures=[make.COPIES])
    dossier = make.drafted(unit)

    assert codes(desk(unit[Role.HEAD]).get(APPROVALS)) == []
    assert [(row.code, row.behalf) for row in desk(unit[Role.APPROVER]).get(APPROVALS).context["rows"]] == [
        (dossier.code, "")
    ]


def test_by_sector_it_is_shown_and_costs_as_many_queries_for_three_as_for_one(unit: Commune) -> None:
    delegations.lent(unit, sectors=["Hộ tịch"])
    head = desk(unit[Role.HEAD])
    make.drafted(unit)
    one = queries(head, APPROVALS)

    make.drafted(unit)
    make.drafted(unit)

    assert (len(codes(head.get(APPROVALS))), queries(head, APPROVALS)) == (3, one)


def test_the_day_after_the_dossiers_page_says_why_he_does_not_sign(unit: Commune) -> None:
    delegations.lent(unit, ends_on=MORNING.date())
    dossier = make.drafted(unit)
    head = desk(unit[Role.HEAD])
    clock.begin_at(later(MORNING, days=1))

    assert codes(head.get(APPROVALS)) == []
    acts = {act.name: act.answer.reason for act in head.get(url(dossier)).context["acts"]}
    reason = f"Ủy quyền của Lê Thị Hoa ({DECISION}) đã hết hiệu lực sau ngày 25/11/2026."
    assert (acts["approve"], acts["reject"]) == (reason, reason)
    answer: Any = press(head, dossier, "approve")
    assert (answer.status_code, answer.context["problem"]) == (409, reason)
    assert dossier.decisions.get().outcome == ""


def test_whose_apology_is_near_is_a_list_only_where_there_is_any(unit: Commune) -> None:
    minh = desk(unit[Role.CASE])
    make.at_work(unit)

    def shown() -> list[Any]:
        return [each.count for each in minh.get(INBOX).context["filters"] if each.label.startswith("Sắp hết lúc")]

    assert shown() == []
    near = due_tomorrow(unit)
    assert (shown(), codes(minh.get(f"{INBOX}?f=apology"))) == ([1], [near.code])


def test_filters_stand_in_the_address_as_words_with_their_counts(unit: Commune) -> None:
    sent(unit)
    make.received(unit)

    page = desk(unit[Role.CASE]).get(f"{INBOX}?f=unit")

    filters = [(each.url, each.count, each.current) for each in page.context["filters"]]
    assert filters == [
        ("/office/?f=mine", 1, False),
        ("/office/?f=incoming", 1, False),
        ("/office/?f=unit", 2, True),
        ("/office/?f=late", 0, False),
    ]


def test_a_head_has_a_list_of_what_nobody_was_named_for(unit: Commune) -> None:
    dossier = sent(unit)

    page = desk(unit[Role.HEAD]).get(f"{INBOX}?f=unassigned")

    assert codes(page) == [dossier.code]
    assert "Chưa phân công" not in text(desk(unit[Role.CASE]).get(INBOX))


@pytest.mark.parametrize("query", ["?f=nothing", "?due=x&id=y", "?due=2026-11-25&id=1", "?due=&id=", "?due=&id=5"])
def test_an_address_that_means_nothing_shows_the_inbox(unit: Commune, query: str) -> None:
    make.received(unit)

    assert desk(unit[Role.INTAKE]).get(INBOX + query).status_code == 200


def test_next_page_begins_where_this_one_ends(unit: Commune) -> None:
    every = {make.received(unit, at=later(MORNING, minutes=n)).code for n in range(28)}
    lan = desk(unit[Role.INTAKE])

    first = lan.get(INBOX)
    second = lan.get(first.context["later_url"])

    assert (len(codes(first)), len(codes(second))) == (25, 3)
    assert {*codes(first), *codes(second)} == every


def confirm(client: Client, handovers: list[int], key: str = "") -> Any:
    return client.post("/office/confirm/", {"handover": handovers, "key": key or str(uuid.uuid4()), "f": "mine"})


def test_several_are_confirmed_at_once_and_sent_twice_only_once(unit: Commune) -> None:
    for _ in range(3):
        sent(unit)
    minh = desk(unit[Role.CASE])
    waiting = [row.handover for row in minh.get(INBOX).context["rows"]]

    answers = [confirm(minh, waiting[:2], key="một trang") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Handover.objects.filter(confirmed_at=None).count() == 1
    assert sorted(Dossier.objects.values_list("version", flat=True)) == [2, 3, 3]


def test_what_belongs_to_others_is_not_confirmed(unit: Commune) -> None:
    waiting = [sent(unit).handovers.get().pk]
    neighbour, lan = make.bat_trang()[Role.CASE], unit[Role.INTAKE]

    assert confirm(desk(neighbour), waiting).status_code == 302
    refused = confirm(desk(lan), waiting)

    assert refused.status_code == 409
    assert "Việc này của" in text(refused)
    assert Handover.objects.filter(confirmed_at=None).count() == 1


def find(post: Post, words: str) -> list[str]:
    return codes(desk(post).post(FIND, {"q": words}))


def test_found_by_what_a_person_types_or_scans_and_by_nobody_else(unit: Commune) -> None:
    dossier = make.received(unit)
    card = "005158004710||TRẦN THỊ TÁM|15081958|Nữ|Thôn 3, Xã Gia Lâm, Thành phố Hà Nội|01032021"
    minh, hung = unit[Role.CASE], make.bat_trang()[Role.CASE]

    for words in (dossier.code, dossier.pickup_code, "005158004710", "tran thi", "Trần Thị Tám", card):
        assert (words, find(minh, words), find(hung, words)) == (words, [dossier.code], [])


def test_an_ended_dossier_is_found_and_not_called_late(unit: Commune) -> None:
    dossier = cancel(dossier=make.received(unit), reason="Nhầm.", by=unit[Role.INTAKE], at=later(MORNING, minutes=9))
    clock.begin_at(later(MORNING, days=20))

    page = desk(unit[Role.CASE]).post(FIND, {"q": dossier.code})

    assert [(row.code, row.done, row.tone) for row in page.context["rows"]] == [(dossier.code, True, "")]


def test_a_search_is_sent_by_post_only(unit: Commune) -> None:
    assert desk(unit[Role.CASE]).get(f"{FIND}?q=tám").status_code == 405


def test_approvals_show_the_draft_large_and_what_changed_since_it_was_returned(unit: Commune) -> None:
    minh, hoa = unit[Role.CASE], unit[Role.APPROVER]
    dossier = make.drafted(unit)
    dossier = return_for_correction(dossier=dossier, reason="Ghi rõ hơn.", by=hoa, at=later(MORNING, minutes=40))
    dossier = draft(dossier=dossier, content={"text": "Từ 2020 đến nay."}, by=minh, at=later(MORNING, minutes=45))
    hand_over(dossier=dossier, by=minh, at=later(MORNING, minutes=46))

    row = desk(hoa).get(APPROVALS).context["rows"][0]

    assert row.decision.lines == (("Nội dung", "Từ 2020 đến nay.", "Xác nhận."),)
    assert row.decision.returned == "Lê Thị Hoa đã trả lại: Ghi rõ hơn."
    assert [act.name for act in row.acts] == ["approve", "return_for_correction", "reject"]


def test_signed_from_the_list_one_comes_back_to_the_list(unit: Commune) -> None:
    first, second = make.drafted(unit), make.drafted(unit)
    hoa = desk(unit[Role.APPROVER])

    answer = press(hoa, first, "approve", back="approvals")

    assert answer["location"] == APPROVALS
    assert codes(hoa.get(APPROVALS)) == [second.code]
    assert first.decisions.get().outcome == "APPROVED"


def test_who_drafted_is_not_offered_to_sign_in_the_list(unit: Commune) -> None:
    minh_signs_too = make.post(unit.authority, Role.APPROVER, "Trần Văn Minh", user=unit[Role.CASE].user)
    dossier = make.drafted(unit)
    client = desk(minh_signs_too)
    client.post("/accounts/post/", {"post": minh_signs_too.pk})

    row = client.get(APPROVALS).context["rows"][0]

    assert (row.code, [act.name for act in row.acts]) == (dossier.code, ["return_for_correction"])


def test_the_same_field_in_two_forms_has_two_ids(unit: Commune) -> None:
    make.drafted(unit)
    make.drafted(unit)

    for path in (APPROVALS, url(Dossier.objects.all()[0])):
        page = text(desk(unit[Role.APPROVER]).get(path))
        ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
        assert sorted(ids) == sorted(set(ids))
