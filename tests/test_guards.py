"""Who may do what beside the moves of a dossier: role by role, at home and next door, while a post is held and after.

The moves have a table of their own (dossiers/test_rules.py). What is asked without a moment is asked of a post that the
frame has found to be held (web/test_shell.py).
"""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import motcua
from motcua.accounts import rules as staff
from motcua.accounts.models import Post, Role
from motcua.agencies.models import AgencyKind
from motcua.dossiers import rules as moves
from motcua.dossiers import visit_rules
from motcua.dossiers.models import Channel, Dossier, SubmittedDocument, Visit
from motcua.dossiers.rules import copies, door, filing, vault, watch
from motcua.forms import offers
from motcua.forms.models import FormOffer
from motcua.lib.outcomes import Denied
from motcua.outreach import rules as outreach
from motcua.outreach.models import OPEN, OfflineIntake
from motcua.people import account_rules
from motcua.people import rules as persons
from motcua.people.commands import answer_merge, close_account, open_account, propose_merge
from motcua.people.models import CitizenAccount, Person, PersonMerge
from motcua.procedures import ownership
from motcua.procedures import rules as editions
from motcua.procedures.models import ProcedureVersion
from motcua.queues import commands as halls
from motcua.queues import rules as queues
from motcua.queues.models import Slot, StrayNumber, TicketBlock
from motcua.servicedays import rules as days
from tests.dossiers.test_filing import opened, visit_of
from tests.dossiers.test_vault import item
from tests.factories import delegations, people, servicedays
from tests.factories import dossiers as make
from tests.factories import outreach as tablets
from tests.factories.dossiers import MORNING, Commune, later
from tests.factories.queues import hall
from tests.procedures.editing import CODE, FEE, proposed

pytestmark = pytest.mark.django_db
NOON, TODAY = later(MORNING, hours=2), MORNING.date()
INTAKE, CASE, HEAD, APPROVER, SUPERVISOR, ADMIN = (
    Role.INTAKE, Role.CASE, Role.HEAD, Role.APPROVER, Role.SUPERVISOR, Role.ADMIN,
)  # fmt: skip
DEFINED = re.compile(r"^def (check_can_\w+)\((.*?)\) ->", re.MULTILINE | re.DOTALL)
ACCOUNT: dict[str, Any] = {"proof": "CARD", "phone": "0199123456", "consents": True}


@dataclass(frozen=True)
class World:
    """Gia Lâm, and a neighbour with somebody in every role."""

    home: Commune
    next_door: Commune


@dataclass(frozen=True)
class Row:
    """A guard, what it is asked about, and who may: at home, next door."""

    guard: Callable[..., object]
    about: Callable[[World], tuple[Any, ...]]
    home: frozenset[Role]
    next_door: frozenset[Role] = frozenset()
    more: Any = None


def visit(world: World) -> Visit:
    return visit_of(world.home[INTAKE])


def basket(world: World) -> tuple[Any, ...]:
    """With an account to file under."""
    row = visit(world)
    opened(row, world.home[INTAKE])
    return row, list(row.items.all())


def online(world: World) -> Dossier:
    return make.submitted(world.home, papers=make.intake().papers, channel=Channel.ONLINE)


def certificate(world: World) -> Any:
    dossier = make.ready(world.home)
    return item(dossier.submitter, dossier=dossier)


def original(world: World, **kept: Any) -> SubmittedDocument:
    document = make.received(world.home).documents.filter(replaced_by="")[0]
    SubmittedDocument.objects.filter(pk=document.pk).update(**kept or {"kept_at": None})
    return SubmittedDocument.objects.get(pk=document.pk)


def draft(world: World) -> ProcedureVersion:
    """Proposed by a second administrator."""
    return proposed(make.post(world.home.authority, ADMIN, "Tạ Kim Oanh"), fees=FEE)


def offer(world: World) -> FormOffer:
    draft(world).procedure.versions.drafts().delete()
    return FormOffer.objects.create(procedure_code=CODE, content={}, digest="1", offered_on=TODAY)


def lent(world: World) -> tuple[Any, ...]:
    city = make.agency("01", "UBND thành phố Hà Nội", AgencyKind.PROVINCE)
    return city, world.home.authority, make.version_of(make.COPIES).procedure.code


def joined(world: World) -> Any:
    """What the neighbour announced, with a place here."""
    return servicedays.programme(world.next_door, places=[world.next_door.centre, world.home.centre])


def slot(world: World) -> Slot:
    made = halls.open_slots(hall(world.home).a, TODAY, minutes=30, capacity=2, by=world.home[ADMIN], at=MORNING)
    return made[-1]


def stray(world: World) -> StrayNumber:
    block = TicketBlock(line=hall(world.home).a, day=TODAY, first=501, last=520, device="k", reserved_at=MORNING)
    return StrayNumber(block=block, number=501)


def tam(**changes: Any) -> Person:
    return people.person(**changes)


def account(world: World) -> CitizenAccount:
    return open_account(person=tam(), by=world.home[INTAKE], at=MORNING, **ACCOUNT)


def closed(world: World) -> CitizenAccount:
    return close_account(account=account(world), reason="Thôi.", by=world.home[INTAKE], at=MORNING)


def two_rows(_world: World) -> tuple[Person, Person]:
    return tam(), tam(id_number=None, old_id_number="012345678")


def merge(world: World, *, confirmed: bool = False) -> PersonMerge:
    kept, gone = two_rows(world)
    clerk = make.post(world.home.centre, INTAKE, "Trần Thu Hoa")
    row = propose_merge(kept=kept, gone=gone, reason="Cùng sổ.", by=clerk, at=MORNING)
    return answer_merge(merge=row, confirmed=True, by=world.home[HEAD], at=MORNING) if confirmed else row


def who(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


COUNTER, WATCH = who(INTAKE), who(INTAKE, HEAD, SUPERVISOR)
TABLE = (
    Row(visit_rules.check_can_start, lambda _: (), COUNTER, COUNTER),
    Row(visit_rules.check_can_take_over, lambda w: (visit(w),), COUNTER),
    Row(visit_rules.check_can_work, lambda w: (visit(w),), COUNTER),
    Row(filing.check_can_begin, basket, COUNTER),
    Row(filing.check_can_check, lambda w: (online(w),), COUNTER),
    Row(door.check_can_take_in_all, lambda _: (make.intake(),), COUNTER, COUNTER),
    Row(door.check_can_submit, lambda _: (make.intake(papers=frozenset()),), COUNTER, COUNTER),
    Row(door.check_can_take_up, lambda w: (make.submitted(w.home),), COUNTER),
    Row(copies.check_can_digitise, lambda w: (make.at_work(w.home),), who(INTAKE, CASE, HEAD)),
    Row(vault.check_can_revoke, lambda w: (certificate(w),), who(HEAD, APPROVER)),
    Row(watch.check_can_note_call, lambda w: (make.ready(w.home),), who(INTAKE, SUPERVISOR)),
    Row(watch.check_can_settle_duplicate, lambda w: (make.received(w.home),), WATCH),
    Row(watch.check_can_keep_original, lambda w: (original(w),), who(INTAKE, CASE, HEAD)),
    Row(watch.check_can_return_original, lambda w: (original(w, kept_at=MORNING),), who(INTAKE, CASE, HEAD)),
    Row(staff.check_can_manage, lambda w: (w.home.department,), who(ADMIN)),
    Row(staff.check_can_manage_user, lambda w: (w.home[CASE].user,), who(ADMIN)),
    Row(staff.check_can_reset_password, lambda w: (w.home[CASE].user,), who(ADMIN)),
    Row(staff.check_can_change_delegations, lambda w: (w.home[APPROVER],), who(APPROVER, ADMIN)),
    Row(staff.check_can_revoke, lambda w: (delegations.lent(w.home),), who(APPROVER, ADMIN)),
    Row(ownership.check_can_edit, lambda _: (), who(ADMIN)),
    Row(editions.check_can_publish, lambda w: (draft(w),), who(ADMIN), more={"last": None}),
    Row(editions.check_can_lend, lent, who(ADMIN)),
    Row(offers.check_can_take_over, lambda w: (offer(w),), who(ADMIN)),
    Row(outreach.check_can_manage, lambda w: (tablets.tablet(w.home),), who(ADMIN)),
    Row(outreach.check_can_use, lambda w: (tablets.tablet(w.home),), COUNTER),
    Row(
        outreach.check_can_settle,
        lambda w: (OfflineIntake(device=tablets.tablet(w.home), state=next(iter(OPEN))),),
        COUNTER,
    ),
    Row(days.check_can_plan, lambda _: (), who(ADMIN, SUPERVISOR), who(ADMIN, SUPERVISOR)),
    Row(days.check_can_change, lambda w: (servicedays.programme(w.home),), who(ADMIN, SUPERVISOR)),
    Row(days.check_can_staff, lambda w: (servicedays.programme(w.home), w.home[INTAKE]), who(ADMIN, SUPERVISOR)),
    Row(days.check_can_leave_out, lambda w: (visit(w).items.get(), None), COUNTER),
    Row(days.check_can_leave, lambda w: (joined(w),), who(ADMIN, SUPERVISOR)),
    Row(queues.check_can_take, lambda w: (hall(w.home).a,), COUNTER),
    Row(queues.check_can_settle, lambda w: (stray(w),), COUNTER),
    Row(queues.check_can_book, lambda w: (slot(w),), COUNTER),
    Row(queues.check_can_cancel, lambda w: (halls.book_slot(slot(w), at=MORNING),), COUNTER),
    # A person, and the account of a person, belong to no authority: pages show each authority its own.
    Row(account_rules.check_can_open_account, lambda _: (tam(),), COUNTER, COUNTER, ACCOUNT),
    Row(account_rules.check_can_reopen_account, lambda w: (closed(w),), COUNTER, COUNTER, ACCOUNT),
    Row(account_rules.check_can_close_account, lambda w: (account(w),), WATCH, WATCH),
    Row(persons.check_can_propose_merge, two_rows, WATCH, WATCH),
    Row(persons.check_can_answer_merge, lambda w: (merge(w),), who(HEAD, SUPERVISOR), who(HEAD, SUPERVISOR)),
    Row(
        persons.check_can_undo_merge,
        lambda w: (merge(w, confirmed=True),),
        who(HEAD, SUPERVISOR),
        who(HEAD, SUPERVISOR),
    ),
)


@pytest.fixture
def world(settings: Any) -> World:
    home = make.gia_lam()
    settings.MOTCUA_CATALOGUE_OWNER = home.authority.code
    return World(home, make.commune("Bát Tràng", 91, {role: f"Người {role}" for role in Role}))


def reason(row: Row, about: tuple[Any, ...], by: Post) -> str:
    """Why this post may not; nothing: it may."""
    names = inspect.signature(row.guard).parameters
    when = {name: moment for name, moment in (("at", NOON), ("on", TODAY)) if name in names}
    try:
        row.guard(*about, by=by, **when, **row.more or {})
    except Denied as denied:
        return denied.reason
    return ""


def open_to(row: Row, about: tuple[Any, ...], unit: Commune) -> frozenset[Role]:
    """Who may; whoever may not is told why in a sentence."""
    said = {role: reason(row, about, unit[role]) for role in Role}
    assert [words for words in said.values() if words and not words.endswith(".")] == []
    return frozenset(role for role, words in said.items() if not words)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.guard.__module__}.{row.guard.__name__}")
def test_a_guard_is_open_to_these_roles_and_no_other(world: World, row: Row) -> None:
    about = row.about(world)

    assert (open_to(row, about, world.home), open_to(row, about, world.next_door)) == (row.home, row.next_door)


@pytest.mark.parametrize("days_away", [-1, 1], ids=["ended", "to come"])
@pytest.mark.parametrize(
    "row",
    [row for row in TABLE if {"at", "on"} & inspect.signature(row.guard).parameters.keys()],
    ids=lambda row: f"{row.guard.__module__}.{row.guard.__name__}",
)
def test_a_post_that_is_not_held_opens_nothing(world: World, row: Row, days_away: int) -> None:
    about = row.about(world)
    for post in world.home.posts.values():
        name = "ends_on" if days_away < 0 else "starts_on"
        setattr(post, name, later(MORNING, days=days_away).date())

    assert open_to(row, about, world.home) == frozenset()


def guards() -> Iterator[str]:
    """Every guard that asks who it is, by its module and name."""
    folder = Path(motcua.__file__).parent
    for path in folder.rglob("*.py"):
        module = ".".join(("motcua", *path.relative_to(folder).with_suffix("").parts))
        for name, said in DEFINED.findall(path.read_text(encoding="utf-8")):
            if "by: Post" in said:
                yield f"{module}.{name}"


def test_no_guard_is_without_its_table() -> None:
    tabled = [*moves.CHECKS.values(), *(row.guard for row in TABLE)]

    assert set(guards()) - {f"{guard.__module__}.{guard.__name__}" for guard in tabled} == set()
