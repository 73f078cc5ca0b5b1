"""What people of the demonstration handed in or received lies in their vault, to be offered the next time they come."""

import datetime as dt
import io

from PIL import Image, ImageDraw, ImageFont

from motcua.accounts.models import Role
from motcua.config.demo.days import post_of
from motcua.documents import checking, digitising
from motcua.dossiers import papers
from motcua.dossiers.commands import copies
from motcua.dossiers.models import Dossier, PaperKind
from motcua.dossiers.queries.copies import components_of
from motcua.exchange.signing.copies import can_sign_here, sign_copy
from motcua.printing.render import FONTS

_A4 = (1240, 1754)
_DPI = 150


def keep_result(dossier: Dossier, *, at: dt.datetime) -> None:
    """Print the result of a story, as the records clerk does when it is sealed: by that it comes into the vault."""
    ready = dossier.ready_at or at
    clerk = post_of(dossier.signing_agency, Role.RECORDS, ready)
    papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=clerk, at=ready)


def keep_copies(dossier: Dossier, *, at: dt.datetime) -> None:
    """Scan what was handed in and let the officer sign it; where nothing signs, the copies are there to be signed."""
    officer = post_of(dossier.intake_agency, Role.INTAKE, at)
    for component in components_of(dossier):
        if component.owed:
            pages = digitising.keep(checking.pages_of(_sheet(component.requirement.name)), at=at)
            copies.add_pages(dossier, component, pages=pages, by=officer, at=at)
            copies.count(dossier, component, paper_pages=len(pages), difference="", by=officer, at=at)
            if can_sign_here().allowed:
                sign_copy(dossier, component, by=officer, at=at)


def _sheet(name: str) -> bytes:
    """Return a page as a scanner makes it, of a paper that does not exist."""
    page = Image.new("L", _A4, "white")
    pen = ImageDraw.Draw(page)
    large, small = (ImageFont.truetype(FONTS / "LiberationSerif-Regular.ttf", size) for size in (44, 30))
    pen.rectangle((60, 60, _A4[0] - 60, _A4[1] - 60), outline=90, width=3)
    pen.text((_A4[0] / 2, 200), "BẢN MẪU, KHÔNG CÓ GIÁ TRỊ", font=large, fill=40, anchor="mm")
    pen.text((_A4[0] / 2, 290), name, font=small, fill=40, anchor="mm")
    for line in range(420, 1400, 60):
        pen.line((160, line, _A4[0] - 160, line), fill=170, width=2)
    content = io.BytesIO()
    page.save(content, "JPEG", dpi=(_DPI, _DPI))
    return content.getvalue()
