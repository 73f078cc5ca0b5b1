"""May this procedure be taken in?"""

import datetime as dt

from motcua.lib.outcomes import Denied
from motcua.procedures.models import Procedure, ProcedureVersion, VersionStatus


def check_can_take_in(version: ProcedureVersion, *, on: dt.date) -> None:
    """Raise Denied unless the version is in force on `on`; a repealed code is answered with what replaces it."""
    procedure = version.procedure
    if version.status == VersionStatus.REPEALED:
        replacement = Procedure.objects.filter(code=version.replaced_by_code).first()
        if replacement is None:
            raise Denied(f"Thủ tục {procedure.code} đã bị bãi bỏ, không còn tiếp nhận.")
        raise Denied(f"Thủ tục {procedure.code} đã bị bãi bỏ; thay bằng {replacement.code} «{replacement.short_name}».")
    if version.status != VersionStatus.PUBLISHED:
        raise Denied(f"Bản này của thủ tục {procedure.code} chưa được công bố.")
    if on < version.valid_from:
        raise Denied(f"Thủ tục {procedure.code} có hiệu lực từ {version.valid_from:%d/%m/%Y}, chưa tiếp nhận được.")
    if version.valid_to is not None and on > version.valid_to:
        raise Denied(
            f"Bản này của thủ tục {procedure.code} hết hiệu lực sau ngày {version.valid_to:%d/%m/%Y}: chọn lại thủ tục."
        )
