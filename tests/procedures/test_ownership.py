"""One agency of an installation edits the catalogue; which one, and what the others are told."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.agencies.models import Agency, AgencyKind
from motcua.forms import editions
from motcua.lib.outcomes import Denied
from motcua.procedures import commands
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.ownership import can_edit, catalogue_owner
from motcua.procedures.synonyms import say_synonyms
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
GIA_LAM, BAT_TRANG, HA_NOI, NOBODY = "H26.90", "H26.91", "H26", ""


@dataclass(frozen=True)
class World:
    """Two communes, and the city above them where there is one."""

    gia_lam: make.Commune
    bat_trang: make.Commune
    city: Agency | None


def world(*admins: str, city: bool = True) -> World:
    """The same two communes, with administrators in the named places (Gia Lâm has one already)."""
    gia_lam, bat_trang = make.gia_lam(), make.bat_trang()
    top = make.agency(HA_NOI, "UBND thành phố Hà Nội", AgencyKind.PROVINCE) if city else None
    for place in (gia_lam.authority, bat_trang.authority):
        place.parent = top
        place.save()
    for code in admins:
        make.post(Agency.objects.get(code=code), Role.ADMIN, f"Quản trị {code}")
    return World(gia_lam, bat_trang, top)


@pytest.mark.parametrize(
    ("named", "city", "admins", "owner"),
    [
        # one authority has administrators: it stands alone, whatever else is in the list of units
        ("", False, [], GIA_LAM),
        ("", True, [], GIA_LAM),
        # several have: the agency above all of them, with or without an administrator of its own
        ("", True, [BAT_TRANG], HA_NOI),
        ("", True, [HA_NOI], HA_NOI),
        ("", True, [BAT_TRANG, HA_NOI], HA_NOI),
        # several have and nothing stands above them: somebody has to say it
        ("", False, [BAT_TRANG], NOBODY),
        # who installs says it; a code that is not there says nothing
        (BAT_TRANG, False, [BAT_TRANG], BAT_TRANG),
        (BAT_TRANG, True, [BAT_TRANG, HA_NOI], BAT_TRANG),
        (BAT_TRANG, False, [], BAT_TRANG),
        ("X99", True, [BAT_TRANG], HA_NOI),
    ],
)
def test_whose_the_catalogue_is(settings: Any, named: str, city: bool, admins: list[str], owner: str) -> None:
    settings.MOTCUA_CATALOGUE_OWNER = named
    world(*admins, city=city)

    found = catalogue_owner(on=TODAY)

    assert (found.code if found else NOBODY) == owner


@pytest.mark.parametrize("place", [GIA_LAM, BAT_TRANG, HA_NOI])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.HEAD, Role.SUPERVISOR, Role.CASE])
def test_only_administrators_of_the_owner_edit(role: Role, place: str) -> None:
    world(BAT_TRANG, HA_NOI)
    post = make.post(Agency.objects.get(code=place), role, "Người hỏi")

    answer = can_edit(by=post, on=TODAY)

    shared = "Danh mục này dùng chung, do UBND thành phố Hà Nội giữ: nơi bạn xem được, không sửa được."
    why = "Việc này của quản trị kỹ thuật, không phải của bạn." if role != Role.ADMIN else shared
    assert (answer.allowed, answer.reason) == ((True, "") if (role, place) == (Role.ADMIN, HA_NOI) else (False, why))


def test_a_post_that_is_over_edits_nothing() -> None:
    kien = world().gia_lam[Role.ADMIN]
    kien.ends_on = make.SINCE

    assert can_edit(by=kien, on=TODAY).reason == "Việc này của quản trị kỹ thuật, không phải của bạn."


def test_where_nothing_stands_above_the_reason_says_where_it_is_written() -> None:
    kien = world(BAT_TRANG, city=False).gia_lam[Role.ADMIN]

    assert "MOTCUA_CATALOGUE_OWNER" in can_edit(by=kien, on=TODAY).reason


def test_the_others_read_the_catalogue_with_the_reason_and_keep_their_own_words() -> None:
    here = world(HA_NOI)
    version = make.version_of(COPIES)
    citys = make.post(Agency.objects.get(code=HA_NOI), Role.ADMIN, "Lê Văn Thành")
    theirs = here.gia_lam[Role.ADMIN]
    client = desk(theirs)
    why = "do UBND thành phố Hà Nội giữ"
    page = text(client.get(f"/manage/procedures/{COPIES}/"))
    assert 'aria-disabled="true" aria-describedby="why-edit"' in page
    assert why in page

    def propose() -> Any:
        return client.post(f"/manage/procedures/{COPIES}/propose/", {"key": str(uuid.uuid4())}, follow=True)

    assert why in text(propose())
    assert not ProcedureVersion.objects.drafts().exists()
    draft = commands.propose(procedure=version.procedure, by=citys, at=MORNING)
    assert why in text(client.get(f"/manage/procedures/{COPIES}/draft/"))
    assert 'href="/manage/procedures/2.000815/draft/fees/"' not in text(
        client.get(f"/manage/procedures/{COPIES}/draft/")
    )
    assert client.get(f"/manage/procedures/{COPIES}/draft/fees/").status_code == 403
    for act in (
        lambda: commands.edit(draft, changes={"note": "x"}, by=theirs, at=MORNING),
        lambda: commands.withdraw(draft, by=theirs, at=MORNING),
        lambda: editions.publish(draft, by=theirs, at=MORNING),
        lambda: editions.edit_form(draft, edits=[], by=theirs, at=MORNING),
        lambda: editions.give_back(procedure=version.procedure, by=theirs, at=MORNING),
    ):
        with pytest.raises(Denied, match=why):
            act()
    assert say_synonyms(COPIES, ["phô tô có dấu"], by=theirs, at=MORNING)
