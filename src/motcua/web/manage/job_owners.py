"""/manage/job-owners/: who owes the next step when a background job fails, for each kind of job."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.job_owners import MAY_OWN, job_owners, key_of, set_job_owner
from motcua.accounts.models import Role
from motcua.web.attempt import attempt
from motcua.web.manage import history
from motcua.web.shell import PostRequest, at_desk

# Queue → what it does. What is not here is told by its name, never left out.
QUEUES: dict[str, str | Promise] = {
    "default": gettext_lazy("Việc hằng ngày: niêm phong sổ sự kiện, dọn tệp không ai dùng, dọn hồ sơ thực hành"),
    "scans": gettext_lazy("Đọc bản quét dài"),
}


@require_safe
@at_desk(*MAY_OWN)
def owners(request: PostRequest) -> HttpResponse:
    """List the kinds of jobs with who looks after each here."""
    return _draw(request)


def _draw(request: PostRequest, *, problem: str = "", about: str = "", status: int = 200) -> HttpResponse:
    authority = request.post.authority
    context = {
        "rows": [
            (queue, QUEUES.get(queue, queue), role, problem if queue == about else "")
            for queue, role in job_owners(authority).items()
        ],
        "roles": [(role.value, role.label) for role in MAY_OWN],
        "may_edit": request.post.role == Role.ADMIN,
        "history": history.told("job_owner", key_of(authority)),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/job_owners.html", context, status=status)


@require_POST
@at_desk(Role.ADMIN)
def set_owner(request: PostRequest, queue: str) -> HttpResponse:
    """Say who looks after a kind of job."""

    def act() -> None:
        set_job_owner(queue, request.POST.get("role", ""), by=request.post, at=request.at)

    if denied := attempt(request, act, name="job_owner"):
        return _draw(request, problem=denied.reason, about=queue, status=422)
    messages.success(request, _("Đã ghi: danh sách «Việc máy làm nền» nêu tên vai trò ấy."))
    return redirect("manage:job_owners")
