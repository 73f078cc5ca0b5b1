"""«Việc đứng yên»: what does not move by itself, who owes the next step, since when; lists that someone works down."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from motcua.accounts.job_owners import MAY_OWN, job_owners
from motcua.accounts.models import Role
from motcua.dossiers.models import ReturnWay, SubmittedDocument
from motcua.dossiers.queries import watch as queries
from motcua.jobs import queries as jobs
from motcua.jobs.queries import JobState, Unfinished
from motcua.lib import paging
from motcua.lib.clock import local
from motcua.lib.paging import Page, Place
from motcua.outreach import queries as outreach
from motcua.outreach.models import IntakeState, OfflineIntake
from motcua.people import masking
from motcua.procedures.queries import version_in_force
from motcua.queues import queries as queues
from motcua.queues.models import StrayNumber
from motcua.web import words
from motcua.web.filters import Filter
from motcua.web.shell import PostRequest, at_desk

WATCHERS = (Role.INTAKE, Role.HEAD, Role.SUPERVISOR)
DESKS = (*WATCHERS, Role.ADMIN)
JOB_OWNERS = MAY_OWN


class Which(StrEnum):
    """The lists, as they stand in an address."""

    STILL = "still"
    UNCOLLECTED = "uncollected"
    ORIGINALS = "originals"
    DOUBLES = "doubles"
    OUTREACH = "outreach"
    NUMBERS = "numbers"
    JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is, since when, who owes what; the act that takes it off the list."""

    url: str
    title: str
    sub: str
    procedure: str
    since: str
    owes: str
    owes_url: str = ""
    more: str = ""
    act_url: str = ""
    act: str = ""
    asks: str = ""
    typed: str = ""
    refused: str = ""


_OWNERS = {
    "APPLICANT": gettext_lazy("người nộp"),
    "INTAKE": gettext_lazy("bộ phận một cửa"),
}
_JOB_STATES: dict[JobState, str | Promise] = {
    JobState.FAILED: gettext_lazy("Đã bỏ cuộc"),
    JobState.RUNNING: gettext_lazy("Đang chạy"),
    JobState.RETRYING: gettext_lazy("Sẽ thử lại"),
    JobState.WAITING: gettext_lazy("Đang đợi"),
}


def _dossier_url(code: str) -> str:
    return reverse("office:dossier", args=[code])


def _still(request: PostRequest, after: Place | None) -> Page[Row]:
    found = queries.still(post=request.post, at=request.at, after=after)
    return Page([_still_row(row, request) for row in found.rows], found.last)


def _still_row(row: queries.Still, request: PostRequest) -> Row:
    role = str(Role(row.role).label).lower() if row.role in Role.values else ""
    owner = _OWNERS.get(row.owner)
    who = str(owner) if owner else ", ".join(filter(None, [row.person or role, row.unit]))
    return Row(
        url=_dossier_url(row.code),
        title=row.name,
        sub=row.code,
        procedure=words.named(row.procedure),
        since=words.moment(row.since, request.at),
        owes=who if row.owner == "APPLICANT" or not owner else f"{who}, {row.unit}",
        more=_("chờ bên nhận xác nhận bàn giao") if row.on_its_way else words.state_mark(row.state).label,
    )


def _uncollected(request: PostRequest, after: Place | None) -> Page[Row]:
    found = queries.uncollected(post=request.post, at=request.at, after=after)
    return Page([_uncollected_row(row, request) for row in found.rows], found.last)


# What is wanted in another way than at the counter is not called about: the office has not sent it.
_TO_SEND: dict[str, str | Promise] = {
    ReturnWay.POST: gettext_lazy("Người dân đăng ký nhận qua bưu chính: gửi đi"),
    ReturnWay.ONLINE: gettext_lazy("Người dân đăng ký nhận trực tuyến: gửi bản điện tử"),
}


def _uncollected_row(row: queries.Uncollected, request: PostRequest) -> Row:
    lies = Row(
        url=_dossier_url(row.code),
        title=row.name,
        sub=row.code,
        procedure=words.named(row.procedure),
        since=words.moment(row.since, request.at),
        owes=str(_TO_SEND.get(row.way, "")),
        more=_("bộ phận một cửa chưa gửi"),
    )
    if lies.owes:
        return lies
    told = {"at": words.moment(row.called_at, request.at), "words": row.called} if row.called_at else {}
    phone = {"phone": masking.phone(row.phone)}
    return replace(
        lies,
        owes=_("Số điện thoại: %(phone)s") % phone if row.phone else _("không có số điện thoại"),
        more=_("Đã báo %(at)s: %(words)s") % told if told else _("chưa báo"),
        act_url=reverse("office:call", args=[row.code]),
        act=_("Ghi đã báo"),
        asks=_("Báo bằng cách nào, người ta hẹn thế nào?"),
    )


def _originals(request: PostRequest, after: Place | None) -> Page[Row]:
    found = queries.originals(post=request.post, after=after)
    return Page([_original_row(row, request) for row in found.rows], found.last)


def _original_row(row: SubmittedDocument, request: PostRequest) -> Row:
    dossier = row.dossier
    return Row(
        url=reverse("office:originals", args=[dossier.code]),
        title=row.name,
        sub=f"{dossier.applicant_name} · {dossier.code}",
        procedure=words.named(dossier.procedure_name),
        since=words.moment(row.kept_at, request.at) if row.kept_at else "",
        owes=_("cất ở: %(where)s") % {"where": row.kept_where},
        more=words.state_mark(dossier.state).label,
        act_url=reverse("office:return_original", args=[dossier.code, row.pk]),
        act=_("Trả bản chính"),
        asks=_("Trả cho ai?"),
    )


def _doubles(request: PostRequest, after: Place | None) -> Page[Row]:
    found = queries.doubles(post=request.post, after=after)
    return Page([_double_row(row, request) for row in found.rows], found.last)


def _double_row(row: queries.Double, request: PostRequest) -> Row:
    return Row(
        url=_dossier_url(row.code),
        title=row.name,
        sub=f"{masking.id_number(row.id_number)} · {row.code}",
        procedure=words.named(row.procedure),
        since=words.moment(row.since, request.at),
        owes=_("hồ sơ trước: %(code)s") % {"code": row.earlier},
        owes_url=_dossier_url(row.earlier),
        more=_("%(state)s; trùng thật thì mở ra, hủy hoặc dừng") % {"state": words.state_mark(row.state).label},
        act_url=reverse("office:settle_duplicate", args=[row.code]),
        act=_("Không trùng"),
        asks=_("Vì sao không trùng?"),
    )


def _outreach(request: PostRequest, after: Place | None) -> Page[Row]:
    found = outreach.still(post=request.post, after=after)
    today = local(request.at).date()
    versions = {code: version_in_force(code, on=today) for code in {row.procedure_code for row in found.rows}}
    names = {code: words.named(each.definition.short_name) if each else code for code, each in versions.items()}
    return Page([_outreach_row(row, names[row.procedure_code], request) for row in found.rows], found.last)


def _outreach_row(row: OfflineIntake, procedure: str, request: PostRequest) -> Row:
    said = {"officer": row.post.user.full_name, "device": row.device.name, "unit": row.device.agency.short_name}
    mine = request.post.role == Role.INTAKE and request.post.agency_id == row.device.agency_id
    back = row.state == IntakeState.RETURNED
    return Row(
        url=reverse("outreach:conflict", args=[row.pk]) if mine else "",
        title=masking.name(row.who) or _("chưa biết ai nộp"),
        sub=f"{row.code} · {row.get_reason_display() if row.reason else row.get_state_display()}",
        procedure=procedure,
        since=words.moment(row.received_at, request.at),
        owes=_("%(officer)s, sửa trên máy «%(device)s»") % said if back else _("bộ phận một cửa, %(unit)s") % said,
        more=_("hoặc bộ phận một cửa, %(unit)s") % said if back else _("%(officer)s gửi từ máy «%(device)s»") % said,
        refused="" if mine else _("Cán bộ một cửa ở %(unit)s xem và giải quyết.") % said,
    )


def _numbers(request: PostRequest, after: Place | None) -> Page[Row]:
    found = paging.page([([queues.strays_of_authority(request.post)], "came_at")], after=after)
    return Page([_number_row(row, request) for row in found.rows], found.last)


def _number_row(row: StrayNumber, request: PostRequest) -> Row:
    shop = row.block.line.shop
    said = {"unit": shop.short_name}
    mine = request.post.role == Role.INTAKE and request.post.agency_id == shop.pk
    return Row(
        url=reverse("counter:queue") if mine else "",
        title=row.label,
        sub=row.problem,
        procedure=words.line(row.block.line),
        since=words.moment(row.taken_at, request.at),
        owes=_("bộ phận một cửa, %(unit)s") % said,
        more=_("gọi số ở phòng chờ, cấp số mới hoặc ghi lại"),
        refused="" if mine else _("Cán bộ một cửa ở %(unit)s xem và giải quyết.") % said,
    )


def _jobs(request: PostRequest, after: Place | None) -> Page[Row]:
    found = jobs.unfinished(at=request.at, after=after)
    owners = job_owners(request.post.authority)
    return Page([_job_row(job, request, owners) for job in found.rows], found.last)


def _job_row(job: Unfinished, request: PostRequest, owners: Mapping[str, Role]) -> Row:
    owner = str(owners.get(job.queue, Role.ADMIN).label).lower()
    mine, failed = request.post.role in JOB_OWNERS, job.state is JobState.FAILED
    attempts = ngettext("đã thử %(n)d lần", "đã thử %(n)d lần", job.attempts) % {"n": job.attempts}
    return Row(
        url="",
        title=str(_JOB_STATES[job.state]),
        sub=f"{attempts}{f' · {job.error}' if job.error else ''}",
        procedure=job.function.removeprefix("motcua."),
        since=words.moment(job.since, request.at),
        owes=owner,
        more="" if failed else _("lần tới: %(at)s") % {"at": words.moment(job.next_at, request.at)},
        act_url=reverse("office:retry_job", args=[job.id]) if failed and mine else "",
        act=_("Thử lại"),
        refused=_("Giám sát hoặc quản trị cho chạy lại.") if failed and not mine else "",
    )


@dataclass(frozen=True, slots=True)
class _List:
    label: str | Promise
    empty: str | Promise
    page: Callable[[PostRequest, Place | None], Page[Row]]
    # How many; whether all are counted, or only as many as a mark beside a name can say.
    count: Callable[[PostRequest, bool], int]
    loud: bool = False


_LISTS: dict[Which, _List] = {
    Which.STILL: _List(
        gettext_lazy("Hồ sơ không động"),
        gettext_lazy("Không có hồ sơ nào đứng yên"),
        _still,
        lambda request, all_of_them: queries.still_count(post=request.post, at=request.at, all_of_them=all_of_them),
        loud=True,
    ),
    Which.UNCOLLECTED: _List(
        gettext_lazy("Kết quả chưa trả"),
        gettext_lazy("Không có kết quả nào để lâu"),
        _uncollected,
        lambda request, all_of_them: queries.uncollected_count(
            post=request.post, at=request.at, all_of_them=all_of_them
        ),
    ),
    Which.ORIGINALS: _List(
        gettext_lazy("Bản chính đang giữ"),
        gettext_lazy("Không giữ bản chính nào"),
        _originals,
        lambda request, all_of_them: queries.originals_count(post=request.post, all_of_them=all_of_them),
    ),
    Which.DOUBLES: _List(
        gettext_lazy("Hồ sơ có thể trùng"),
        gettext_lazy("Không có hồ sơ nào trùng"),
        _doubles,
        lambda request, all_of_them: queries.doubles_count(post=request.post, all_of_them=all_of_them),
    ),
    Which.OUTREACH: _List(
        gettext_lazy("Hồ sơ lưu động"),
        gettext_lazy("Không có hồ sơ lưu động nào chờ người xem"),
        _outreach,
        lambda request, _all_of_them: outreach.still_count(post=request.post),
        loud=True,
    ),
    Which.NUMBERS: _List(
        gettext_lazy("Số chưa vào hàng"),
        gettext_lazy("Mọi số của máy lấy số đã vào hàng"),
        _numbers,
        lambda request, _all_of_them: queues.strays_of_authority(request.post).count(),
        loud=True,
    ),
    Which.JOBS: _List(
        gettext_lazy("Việc máy làm nền"),
        gettext_lazy("Không có việc nền nào đang đợi"),
        _jobs,
        lambda _request, all_of_them: jobs.unfinished_count() if all_of_them else jobs.failed_count(),
        loud=True,
    ),
}


def url(which: Which, after: Place | None = None) -> str:
    """Return the address of a list, or of its page behind a place."""
    said = {"f": which.value} | ({"after": str(after)} if after else {})
    return f"{reverse('office:watch')}?{urlencode(said)}"


def place(request: PostRequest) -> Place | None:
    """Return where the page begins that was asked for, or that an act came from."""
    return Place.parse(request.POST.get("after") or request.GET.get("after", ""))


@require_safe
@at_desk(*DESKS)
def watch(request: PostRequest) -> HttpResponse:
    """Show a list; `f` names it. The technical administrator sees the jobs, which hold nothing of anybody."""
    said = request.GET.get("f", "")
    return draw(request, Which(said) if said in set(Which) else Which.STILL)


def draw(request: PostRequest, which: Which, *, problem: str = "", sent: tuple[str, str] = ("", "")) -> HttpResponse:
    """Draw a list; `sent` is the address of an act that was refused, with what was typed there."""
    open_to: Sequence[Which] = (Which.JOBS,) if request.post.role == Role.ADMIN else tuple(Which)
    if which not in open_to:
        which = open_to[0]
    counts = {each: _LISTS[each].count(request, False) for each in open_to}
    after = place(request)
    page = _LISTS[which].page(request, after)
    total = _LISTS[which].count(request, True) if after or page.last else len(page.rows)
    context: dict[str, Any] = {
        "which": which.value,
        "rows": page.rows,
        "after": after or "",
        "earlier_url": url(which) if after else "",
        "later_url": url(which, page.last) if page.last else "",
        "words": ngettext("tất cả %(n)d dòng", "tất cả %(n)d dòng", total) % {"n": total} if total else "",
        "filters": [
            Filter(url(each), str(_LISTS[each].label), each is which, _shown(counts[each]), loud=_LISTS[each].loud)
            for each in open_to
        ],
        "sets_owners": which is Which.JOBS and request.post.role in JOB_OWNERS,
        "empty": str(_LISTS[which].empty),
        "problem": problem,
        "sent_url": sent[0],
        "typed": sent[1],
        "key": uuid.uuid4(),
    }
    return render(request, "office/watch.html", context, status=409 if problem else 200)


def _shown(count: int) -> int | str:
    return f"{queries.MOST_COUNTED}+" if count > queries.MOST_COUNTED else count
