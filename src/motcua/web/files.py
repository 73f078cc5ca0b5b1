"""Files over HTTP: what is sent is read no further than it may be; what is given out never runs in our origin."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from motcua.documents import checking

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


def sent(upload: "UploadedFile[Any]") -> bytes:
    """Return what was sent; one that is far too large is not even read into memory."""
    most = checking.limits().megabytes * 1_000_000
    content: bytes = upload.read(most + 1)
    return content


def attached(pdf: bytes, name: str) -> HttpResponse:
    """Return a PDF that somebody handed in: always as an attachment."""
    called = f'attachment; filename="{name}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers=SAFE | {"Content-Disposition": called})
