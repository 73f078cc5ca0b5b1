"""May this procedure be taken in?"""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.lib.outcomes import Denied
from motcua.procedures.models import Procedure, ProcedureVersion, VersionStatus


def check_can_take_in(version: ProcedureVersion, *, on: dt.date) -> None:
    """Raise Denied unless the version is in force on `on`; a repealed code is answered with what replaces it."""
    said = {"code": version.procedure.code, "day": f"{version.valid_from:%d/%m/%Y}"}
    if version.status == VersionStatus.REPEALED:
        replacement = Procedure.objects.filter(code=version.replaced_by_code).first()
        if replacement is None:
            raise Denied(_("Thủ tục %(code)s đã bị bãi bỏ, không còn tiếp nhận.") % said)
        said |= {"new": replacement.code, "name": replacement.short_name}
        raise Denied(_("Thủ tục %(code)s đã bị bãi bỏ; thay bằng %(new)s «%(name)s».") % said)
    if version.status != VersionStatus.PUBLISHED:
        raise Denied(_("Bản này của thủ tục %(code)s chưa được công bố.") % said)
    if on < version.valid_from:
        raise Denied(_("Thủ tục %(code)s có hiệu lực từ %(day)s, chưa tiếp nhận được.") % said)
    if version.valid_to is not None and on > version.valid_to:
        said["day"] = f"{version.valid_to:%d/%m/%Y}"
        raise Denied(_("Bản này của thủ tục %(code)s hết hiệu lực sau ngày %(day)s: chọn lại thủ tục.") % said)
