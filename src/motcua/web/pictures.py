"""A picture of a code that a page sent: read in memory and forgotten, never stored, never logged.

Luật 91/2025/QH15 guards pictures of identity papers.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.lib.outcomes import Denied
from motcua.people import card_camera


def text_in(request: HttpRequest) -> str:
    """Return what the code in the picture says, "" while none is seen; Denied for what is no picture."""
    sent = request.FILES.get("picture")
    if sent is None or (sent.size or 0) > card_camera.LARGEST_FILE:
        raise Denied(_("Chưa có ảnh, hoặc ảnh quá lớn (trên 2,4 MB): xin chụp lại gần mã QR hơn."))
    try:
        return card_camera.text_in(sent.read())
    except card_camera.PictureRefused:
        raise Denied(_("Tệp này không phải ảnh đọc được: xin chọn ảnh JPEG, PNG hoặc WebP.")) from None
