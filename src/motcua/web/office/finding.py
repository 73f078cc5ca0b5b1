"""A dossier found from any page: by code, number, telephone or name, mistyped or not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.dossiers.queries import finding
from motcua.dossiers.queries import inbox as queries
from motcua.outreach.queries import not_sent_yet
from motcua.web.office.inbox import line
from motcua.web.shell import READERS, PostRequest, at_desk


def _hint(text: str, request: PostRequest) -> str:
    """Say what to try next; of a number on a receipt of a tablet, that it holds and has not been sent."""
    block = not_sent_yet(text.upper(), authority=request.post.authority)
    if block is None:
        return _("Thử mã hồ sơ, số định danh, số điện thoại, hoặc gõ ít chữ hơn.")
    said = {"device": block.device.name}
    return _("Số này cấp cho máy lưu động «%(device)s», vẫn có giá trị: hồ sơ chưa được gửi về.") % said


@require_POST
@at_desk(*READERS)
def find(request: PostRequest) -> HttpResponse:
    """Show what was found; a POST, so that no name stands in an address. Writes nothing.

    Of a whole card only its number is looked for, and its text is not drawn again.
    """
    text = request.POST.get("q", "").split("|", 1)[0].strip()
    found = finding.find(text, post=request.post, ended=True)
    rows = queries.with_senders(queries.rows_of(found), post=request.post)
    n = len(rows)
    context = {
        "rows": [line(row, request.at) for row in rows],
        "looked_for": text,
        "summary": ngettext("%(n)d hồ sơ, mới nhất đứng trước", "%(n)d hồ sơ, mới nhất đứng trước", n) % {"n": n},
        "more": _("Có thể còn nữa: gõ thêm chữ để thu hẹp.") if n == queries.PAGE else "",
        "empty": _("Không thấy hồ sơ nào"),
        "hint": _hint(text, request),
    }
    return render(request, "office/found.html", context)
