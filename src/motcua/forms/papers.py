"""The official form as a PDF."""

from motcua.forms.models import FilledForm
from motcua.printing import render


def form_pdf(filled: FilledForm) -> bytes:
    """Return the form as A4 pages."""
    return render("forms/plain.typ", {"form": filled.pk})
