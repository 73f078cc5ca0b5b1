"""Who owes the next step when a background job fails: a role of the authority, for each queue, with history."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import JobOwner, Post, Role
from motcua.accounts.rules import check_can_manage
from motcua.agencies.models import Agency
from motcua.events.managed import record_change
from motcua.events.record import in_record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

# Who can put a job back in line, and so may owe that.
MAY_OWN = (Role.ADMIN, Role.SUPERVISOR)


def queues() -> list[str]:
    """Return the queues of background work."""
    return list(settings.TASKS["default"]["QUEUES"])


def job_owners(authority: Agency) -> dict[str, Role]:
    """Return the role that looks after each queue here."""
    said = dict(JobOwner.objects.filter(authority=authority).values_list("queue", "role"))
    return {queue: Role(said.get(queue, Role.ADMIN)) for queue in queues()}


def key_of(authority: Agency) -> str:
    """Return the key of an authority's history of job owners."""
    return f"{authority.code}@{authority.valid_from}"


@transaction.atomic
def set_job_owner(queue: str, role: str, *, by: Post, at: dt.datetime) -> bool:
    """Say which role looks after a queue here; tell whether anything changed."""
    today = local(at).date()
    check_can_manage(by.agency, by=by, on=today)
    if queue not in queues() or role not in MAY_OWN:
        raise Denied(_("Chọn một loại việc và một vai trò trong danh sách."))
    authority = Agency.objects.select_for_update(of=("self",)).get(pk=by.authority.pk)
    before = job_owners(authority)[queue]
    if before == role:
        return False
    if not Post.objects.current(today).filter(agency__authority=authority, role=role).exists():
        said = {"role": str(Role(role).label).lower()}
        raise Denied(_("Chưa ai ở đơn vị giữ vai trò %(role)s: giao vị trí ở «Nhân sự» trước.") % said)
    JobOwner.objects.update_or_create(authority=authority, queue=queue, defaults={"role": role})
    record_change(
        "set", kind="job_owner", key=key_of(authority), by=by, at=at, queue=queue,
        before={"owes": in_record(before.label)}, after={"owes": in_record(Role(role).label)},
    )  # fmt: skip
    return True
