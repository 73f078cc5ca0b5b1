"""Signing in somebody else's place: role × delegation × moment × scope × unit, asked at the moment of signing."""

import datetime as dt
from collections.abc import Callable

import pytest

from motcua.accounts.commands import end_post
from motcua.accounts.delegating import revoke
from motcua.accounts.models import Post, Role
from motcua.dossiers import papers, rules
from motcua.dossiers.commands import (
    approve,
    approve_apology,
    confirm_handover,
    decline_apology,
    number,
    propose_apology,
    reject,
    return_for_correction,
)
from motcua.dossiers.models import Decision, Dossier, PaperKind
from motcua.dossiers.rules import delegated
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import delegations
from tests.factories import dossiers as make
from tests.factories.delegations import DAY, DECISION
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db

NOON = later(MORNING, hours=2)
HERS = "Hồ sơ đang ở người ký duyệt, chưa đến lượt bạn."


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def fresh(post: Post) -> Post:
    """The post as the next request reads it."""
    return Post.objects.select_related("user", "agency__authority").get(pk=post.pk)


def reason(dossier: Dossier, by: Post, at: dt.datetime = NOON, verb: str = "approve") -> str:
    return rules.can(verb, dossier, by=fresh(by), at=at).reason


def nobody(unit: Commune) -> None:
    """Nothing was lent."""


STATES: dict[str, tuple[Callable[[Commune], object], str]] = {
    "nothing lent": (nobody, "Việc này của người ký duyệt, không phải của bạn."),
    "lent for today": (delegations.lent, ""),
    "lent for this very day alone": (lambda unit: delegations.lent(unit, ends_on=MORNING.date()), ""),
    "lent from tomorrow": (
        lambda unit: delegations.lent(unit, starts_on=MORNING.date() + DAY),
        f"Ủy quyền của Lê Thị Hoa ({DECISION}) chưa bắt đầu: có hiệu lực từ 26/11/2026.",
    ),
    "lent until yesterday": (
        lambda unit: delegations.lent(
            unit, starts_on=MORNING.date() - 3 * DAY, ends_on=MORNING.date() - DAY, at=MORNING - 3 * DAY
        ),
        f"Ủy quyền của Lê Thị Hoa ({DECISION}) đã hết hiệu lực sau ngày 24/11/2026.",
    ),
    "revoked an hour ago": (
        lambda unit: revoke(
            delegations.lent(unit), reason="Bà Hoa đã về.", by=unit[Role.ADMIN], at=later(NOON, hours=-1)
        ),
        f"Ủy quyền của Lê Thị Hoa ({DECISION}) đã bị thu hồi lúc 09:30 25/11/2026.",
    ),
    "her post taken away": (
        lambda unit: (
            delegations.lent(unit),
            end_post(unit[Role.APPROVER], by=unit[Role.ADMIN], at=later(MORNING, minutes=45)),
        ),
        f"Lê Thị Hoa không còn giữ vị trí, nên ủy quyền ({DECISION}) không còn hiệu lực.",
    ),
    "for this sector": (lambda unit: delegations.lent(unit, sectors=["Hộ tịch"]), ""),
    "for this procedure": (lambda unit: delegations.lent(unit, procedures=[make.SINGLE_STATUS]), ""),
    "for another sector": (
        lambda unit: delegations.lent(unit, sectors=["Đất đai"]),
        f"Ủy quyền của Lê Thị Hoa ({DECISION}) không gồm thủ tục này.",
    ),
    "for another procedure": (
        lambda unit: delegations.lent(unit, procedures=[make.COPIES]),
        f"Ủy quyền của Lê Thị Hoa ({DECISION}) không gồm thủ tục này.",
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_the_head_signs_in_her_place_exactly_while_it_was_lent(unit: Commune, state: str) -> None:
    lend, expected = STATES[state]
    dossier = make.drafted(unit)

    lend(unit)

    assert reason(dossier, unit[Role.HEAD]) == expected
    assert reason(dossier, unit[Role.HEAD], verb="reject") == expected


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.HEAD, Role.APPROVER, Role.CASHIER}])
def test_whatever_was_lent_to_the_head_nobody_else_signs(unit: Commune, state: str, role: Role) -> None:
    dossier = make.drafted(unit)

    STATES[state][0](unit)

    assert reason(dossier, unit[role]) == "Việc này của người ký duyệt, không phải của bạn."


@pytest.mark.parametrize("state", STATES)
def test_whatever_was_lent_here_the_neighbours_head_signs_nothing(unit: Commune, state: str) -> None:
    bat_trang = make.bat_trang()
    dossier = make.drafted(unit)
    delegations.lent(bat_trang)

    STATES[state][0](unit)

    assert not rules.can("approve", dossier, by=fresh(bat_trang[Role.HEAD]), at=NOON).allowed


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-24 23:59", False),
        ("2026-11-25 00:00", True),
        ("2026-11-27 23:59", True),
        ("2026-11-28 00:00", False),
    ],
)
def test_both_days_are_included_by_the_clock_of_the_office(unit: Commune, at: str, *, expected: bool) -> None:
    dossier = make.drafted(unit, at=MORNING - DAY)
    delegations.lent(unit)

    answer = rules.can("approve", dossier, by=fresh(unit[Role.HEAD]), at=make.moment(at))

    assert answer.allowed is expected


def test_it_is_asked_at_the_moment_of_signing_not_when_the_page_was_drawn(unit: Commune) -> None:
    dossier = make.drafted(unit)
    delegation = delegations.lent(unit)
    assert rules.can("approve", dossier, by=fresh(unit[Role.HEAD]), at=NOON).allowed

    revoke(delegation, reason="Bà Hoa đã về.", by=unit[Role.APPROVER], at=later(NOON, minutes=1))

    with pytest.raises(Denied, match="đã bị thu hồi lúc 10:31"):
        approve(dossier=dossier, by=fresh(unit[Role.HEAD]), at=later(NOON, minutes=2))
    assert Decision.objects.get().outcome == ""


NEW_TIME = make.moment("2026-12-02 10:00")


def with_apology(unit: Commune, by: Role = Role.CASE) -> Dossier:
    """At work with the case officer, an apology waits for the approver's signature."""
    return propose_apology(
        dossier=make.at_work(unit),
        reason="Bão.",
        new_due_at=NEW_TIME,
        by=fresh(unit[by]),
        at=later(MORNING, minutes=30),
    )


@pytest.mark.parametrize("verb", ["approve_apology", "decline_apology"])
@pytest.mark.parametrize("state", STATES)
def test_the_head_answers_an_apology_in_her_place_exactly_while_it_was_lent(
    unit: Commune, state: str, verb: str
) -> None:
    lend, expected = STATES[state]
    dossier = with_apology(unit)

    lend(unit)

    assert reason(dossier, unit[Role.HEAD], verb=verb) == expected


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.HEAD, Role.APPROVER, Role.CASHIER}])
def test_an_apology_lent_to_the_head_nobody_else_answers(unit: Commune, role: Role) -> None:
    dossier = with_apology(unit)
    delegations.lent(unit)

    for verb in ("approve_apology", "decline_apology"):
        assert reason(dossier, unit[role], verb=verb) == "Việc này của người ký duyệt, không phải của bạn."


def test_the_neighbours_head_answers_no_apology_of_ours(unit: Commune) -> None:
    bat_trang = make.bat_trang()
    dossier = with_apology(unit)
    delegations.lent(unit)
    delegations.lent(bat_trang)

    assert not rules.can("approve_apology", dossier, by=fresh(bat_trang[Role.HEAD]), at=NOON).allowed
    assert delegated.lent_verbs(dossier, by=fresh(bat_trang[Role.HEAD])) == frozenset()


def test_who_proposed_the_apology_does_not_sign_it_in_her_place_but_may_take_it_back(unit: Commune) -> None:
    dossier = with_apology(unit, by=Role.HEAD)
    delegations.lent(unit)

    assert reason(dossier, unit[Role.HEAD], verb="approve_apology") == (
        "Người đề nghị không được tự ký: để người khác có thẩm quyền ký."
    )
    assert reason(dossier, unit[Role.HEAD], verb="decline_apology") == ""


def test_what_was_lent_speaks_of_an_apology_only_while_one_waits(unit: Commune) -> None:
    delegations.lent(unit)
    head = unit[Role.HEAD]
    dossier = make.at_work(unit)
    assert delegated.lent_verbs(dossier, by=fresh(head)) == frozenset()

    dossier = with_apology(unit)
    assert delegated.lent_verbs(dossier, by=fresh(head)) == {"approve_apology", "decline_apology"}

    dossier = approve_apology(dossier=dossier, by=fresh(head), at=NOON)
    assert delegated.lent_verbs(Dossier.objects.get(pk=dossier.pk), by=fresh(head)) == frozenset()


def test_both_names_stand_on_the_apology_its_event_and_form_04(unit: Commune) -> None:
    delegation = delegations.lent(unit)

    dossier = approve_apology(dossier=with_apology(unit), by=fresh(unit[Role.HEAD]), at=NOON)

    apology = dossier.apologies.get()
    assert (apology.approved_by, apology.on_behalf_of) == (unit[Role.HEAD], unit[Role.APPROVER])
    assert apology.delegation == delegation
    event = Event.objects.get(name="dossier.apology_approved")
    assert event.actor == "Phạm Văn Đức, Trưởng đơn vị, Văn phòng xã Gia Lâm, thay Lê Thị Hoa, Người ký duyệt"
    assert event.details["delegation"] == DECISION
    said = papers.issue(dossier=dossier, kind=PaperKind.APOLOGY, about=apology.pk, by=unit[Role.INTAKE], at=NOON).data
    assert (said["for_title"], said["signer_title"], said["signer"], said["by_delegation"]) == (
        "TUQ. Người ký duyệt", "Trưởng đơn vị", "Phạm Văn Đức", f"Theo ủy quyền của Lê Thị Hoa, {DECISION}",
    )  # fmt: skip


def test_who_signs_an_apology_by_their_own_right_signs_for_nobody(unit: Commune) -> None:
    delegations.lent(unit)

    dossier = approve_apology(dossier=with_apology(unit), by=fresh(unit[Role.APPROVER]), at=NOON)

    apology = dossier.apologies.get()
    assert (apology.delegation, apology.on_behalf_of) == (None, None)
    said = papers.issue(dossier=dossier, kind=PaperKind.APOLOGY, about=apology.pk, by=unit[Role.INTAKE], at=NOON).data
    assert (said["for_title"], said["signer"], said["by_delegation"]) == ("", "Lê Thị Hoa", "")


def test_declining_an_apology_in_her_place_names_both(unit: Commune) -> None:
    delegations.lent(unit)

    dossier = decline_apology(dossier=with_apology(unit), reason="Làm kịp.", by=fresh(unit[Role.HEAD]), at=NOON)

    assert dossier.apologies.get().declined_by == unit[Role.HEAD]
    event = Event.objects.get(name="dossier.apology_declined")
    assert "thay Lê Thị Hoa" in event.actor
    assert event.details["delegation"] == DECISION


def test_an_apology_is_asked_at_the_moment_of_signing_too(unit: Commune) -> None:
    dossier = with_apology(unit)
    delegation = delegations.lent(unit)
    revoke(delegation, reason="Bà Hoa đã về.", by=unit[Role.APPROVER], at=later(NOON, minutes=1))

    with pytest.raises(Denied, match="đã bị thu hồi lúc 10:31"):
        approve_apology(dossier=dossier, by=fresh(unit[Role.HEAD]), at=later(NOON, minutes=2))
    assert dossier.apologies.get().approved_at is None


def test_both_names_stand_on_the_act_the_event_and_the_paper(unit: Commune) -> None:
    dossier = make.drafted(unit)
    delegation = delegations.lent(unit)

    dossier = approve(dossier=dossier, by=fresh(unit[Role.HEAD]), at=NOON)

    decision = dossier.decisions.get()
    assert (decision.decided_by, decision.on_behalf_of) == (unit[Role.HEAD], unit[Role.APPROVER])
    assert decision.delegation == delegation
    event = Event.objects.get(name="dossier.approved")
    assert event.actor == ("Phạm Văn Đức, Trưởng đơn vị, Văn phòng xã Gia Lâm, thay Lê Thị Hoa, Người ký duyệt")
    assert event.details["delegation"] == DECISION
    said = papers.result_data(dossier, decision)
    assert (said["for_title"], said["signer_title"], said["signer"]) == (
        "TUQ. Người ký duyệt", "Trưởng đơn vị", "Phạm Văn Đức",
    )  # fmt: skip
    assert said["by_delegation"] == f"Theo ủy quyền của Lê Thị Hoa, {DECISION}"


def test_the_result_signed_in_her_place_goes_its_way_and_is_printed(unit: Commune) -> None:
    delegations.lent(unit)
    dossier = approve(dossier=make.drafted(unit), by=fresh(unit[Role.HEAD]), at=NOON)
    dossier = number(dossier=dossier, by=unit[Role.RECORDS], at=later(NOON, minutes=5))

    paper = papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=unit[Role.RECORDS], at=later(NOON, minutes=6))

    assert paper.data["for_title"] == "TUQ. Người ký duyệt"
    assert dossier.decisions.get().number


def test_who_signs_by_their_own_right_signs_for_nobody(unit: Commune) -> None:
    delegations.lent(unit)

    dossier = approve(dossier=make.drafted(unit), by=fresh(unit[Role.APPROVER]), at=NOON)

    decision = dossier.decisions.get()
    assert (decision.on_behalf_of, decision.delegation) == (None, None)
    assert "thay" not in Event.objects.get(name="dossier.approved").actor
    assert papers.result_data(dossier, decision)["for_title"] == ""


def test_rejecting_and_returning_in_her_place_carry_both_names_too(unit: Commune) -> None:
    delegations.lent(unit)
    returned = return_for_correction(
        dossier=make.drafted(unit), reason="Sai năm sinh.", by=fresh(unit[Role.HEAD]), at=NOON
    )
    rejected = reject(dossier=make.drafted(unit), reasons="Không đủ điều kiện.", by=fresh(unit[Role.HEAD]), at=NOON)

    names = {
        event.name: event.actor for event in Event.objects.filter(name__in=["dossier.returned", "dossier.rejected"])
    }
    assert {name: "thay Lê Thị Hoa" in actor for name, actor in names.items()} == {
        "dossier.returned": True,
        "dossier.rejected": True,
    }
    assert rejected.decisions.get().on_behalf_of == unit[Role.APPROVER]
    assert returned.decisions.get().returned_by == unit[Role.HEAD]


def test_what_was_handed_to_her_alone_her_deputy_signs_only_by_delegation(unit: Commune) -> None:
    deputy = delegations.deputy(unit)
    dossier = make.drafted(unit)
    dossier = confirm_handover(dossier=dossier, by=unit[Role.APPROVER], at=later(MORNING, minutes=35))
    assert reason(dossier, deputy) == "Hồ sơ đang do Lê Thị Hoa giữ."

    delegations.lent(unit, to_post=deputy, manner="KT")

    signed = approve(dossier=dossier, by=fresh(deputy), at=NOON)
    assert signed.decisions.get().on_behalf_of == unit[Role.APPROVER]


def test_who_drafted_does_not_sign_for_anybody(unit: Commune) -> None:
    minh_heads_too = make.post(unit.department, Role.HEAD, "Trần Văn Minh", user=unit[Role.CASE].user)
    dossier = make.drafted(unit)
    unit[Role.CASE].__class__.objects.filter(pk=unit[Role.CASE].pk).update(revoked_at=MORNING)
    delegations.lent(unit, to_post=minh_heads_too)

    assert reason(dossier, minh_heads_too) == "Người soạn dự thảo không được tự ký: để người khác có thẩm quyền ký."


def test_who_took_it_in_does_not_sign_for_anybody(unit: Commune) -> None:
    dossier = make.drafted(unit)
    Post.objects.filter(pk=unit[Role.INTAKE].pk).update(revoked_at=MORNING)
    lan_heads_now = make.post(unit.department, Role.HEAD, "Nguyễn Thị Lan", user=unit[Role.INTAKE].user)
    delegations.lent(unit, to_post=lan_heads_now)

    assert reason(dossier, lan_heads_now) == (
        "Người tiếp nhận hồ sơ không được ký duyệt: để người khác có thẩm quyền ký."
    )
    assert rules.can("return_for_correction", dossier, by=fresh(lan_heads_now), at=NOON).allowed


def test_what_was_lent_is_not_lent_on(unit: Commune) -> None:
    deputy = delegations.deputy(unit)
    dossier = confirm_handover(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=later(MORNING, minutes=35))
    delegations.lent(unit, to_post=deputy, manner="KT")
    delegations.lent(unit, from_post=deputy, by=deputy)

    assert reason(dossier, unit[Role.HEAD]) == "Hồ sơ đang do Lê Thị Hoa giữ."


def test_her_other_work_is_not_lent(unit: Commune) -> None:
    delegations.lent(unit)
    dossier = make.drafted(unit)

    for verb in ("confirm_handover", "hand_over", "number"):
        assert not rules.can(verb, dossier, by=fresh(unit[Role.HEAD]), at=NOON).allowed


def test_with_two_that_were_lent_the_one_that_holds_is_used(unit: Commune) -> None:
    dossier = make.drafted(unit)
    delegations.lent(unit, sectors=["Đất đai"])
    good = delegations.lent(unit, sectors=["Hộ tịch"])
    delegations.lent(unit, sectors=["Hộ tịch"], starts_on=MORNING.date() + 5 * DAY, ends_on=MORNING.date() + 6 * DAY)

    assert rules.by_delegation("approve", dossier, by=fresh(unit[Role.HEAD]), at=NOON) == good
    assert rules.by_delegation("approve", dossier, by=fresh(unit[Role.CASE]), at=NOON) is None
