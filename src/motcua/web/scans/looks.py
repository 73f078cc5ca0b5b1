"""What the part «Bản quét» shows: plain shapes, ready in words."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.documents import digitising
from motcua.dossiers.models import CopyStatus, DigitalCopy, ReadingState, ScanReading, VaultItem, VaultSource
from motcua.dossiers.queries.copies import Component
from motcua.dossiers.queries.vault import fitting
from motcua.lib.clock import local
from motcua.web import words
from motcua.web.scans.owners import Place

# So long the worker may take before the panel says who looks after it.
_LATE = dt.timedelta(minutes=10)
_TONES = {
    CopyStatus.NONE: ("scan", ""),
    CopyStatus.DIGITISED: ("check-circle", "good"),
    CopyStatus.FROM_COMPONENT: ("history", "good"),
    CopyStatus.FROM_RESULT: ("seal", "good"),
}


@dataclass(frozen=True, slots=True)
class PageLook:
    """One page: its small picture, its place, its size."""

    place: int
    number: int
    small: str
    large: str
    size: str


@dataclass(frozen=True, slots=True)
class OfferLook:
    """Something of the vault that may be used instead; `warning` when no office answers for it."""

    id: int
    title: str
    source: str
    validity: str
    warning: str


@dataclass(frozen=True, slots=True)
class ReadingLook:
    """A long scan: how far it is read, and whether the page looks again by itself."""

    id: int
    words: str
    icon: str
    tone: str
    waits: bool
    may_go: bool


@dataclass(frozen=True, slots=True)
class ComponentLook:
    """One component with everything that can be done for it."""

    id: str
    name: str
    procedure: str
    status: str
    icon: str
    tone: str
    no_scan: str
    done: bool
    done_words: str
    warning: str
    pages: tuple[PageLook, ...]
    counted: str
    paper_pages: int | None
    difference: str
    differs: bool
    offers: tuple[OfferLook, ...]
    not_offered: tuple[str, ...]
    valid_to: dt.date | None
    months: str
    download: str
    version: int
    readings: tuple[ReadingLook, ...]

    @property
    def waits(self) -> bool:
        """Whether a scan of it is being read."""
        return any(each.waits for each in self.readings)


def component(
    each: Component, place: Place, *, held: list[VaultItem], ended: list[VaultItem], at: dt.datetime
) -> ComponentLook:
    """Return one component as it is drawn."""
    copy = each.copy
    icon, tone = _TONES[each.status]
    pages = _pages(copy, place) if copy else ()
    done = each.status != CopyStatus.NONE
    months = each.requirement.valid_months
    return ComponentLook(
        id=each.id,
        name=each.requirement.name,
        procedure=words.named(each.procedure),
        status=str(each.status.label),
        icon=icon,
        tone=tone,
        no_scan=each.no_scan,
        done=done,
        done_words=_done_words(copy) if copy else "",
        warning=_warning(copy.reused) if copy and copy.reused else "",
        pages=pages,
        counted=ngettext("%(n)d trang quét", "%(n)d trang quét", len(pages)) % {"n": len(pages)} if pages else "",
        paper_pages=copy.paper_pages if copy else None,
        difference=copy.difference if copy else "",
        differs=bool(copy and copy.paper_pages is not None and copy.paper_pages != len(pages)),
        offers=() if done or pages else tuple(_offer(item) for item in fitting(held, each.requirement)),
        not_offered=() if done or pages else tuple(_why_not(item) for item in fitting(ended, each.requirement)),
        valid_to=copy.valid_to if copy else None,
        months=ngettext("%(n)d tháng từ ngày cấp", "%(n)d tháng từ ngày cấp", months) % {"n": months} if months else "",
        download=place.url("download", copy.pk) if copy and (copy.signed_id or copy.reused_id) else "",
        version=copy.version if copy else 1,
        readings=tuple(_reading(row, at) for row in copy.readings.all()) if copy and not done else (),
    )


def _pages(copy: DigitalCopy, place: Place) -> tuple[PageLook, ...]:
    looks = []
    for at, page in enumerate(digitising.from_data(copy.pages)):
        url = place.url("picture", copy.pk, at)
        mark = f"?v={page.picture[:8]}{page.turn}"
        wide, high = page.size_mm
        looks.append(PageLook(at, at + 1, url + mark, f"{url}{mark}&large=1", f"{wide} × {high} mm"))
    return tuple(looks)


def _reading(row: ScanReading, at: dt.datetime) -> ReadingLook:
    said = {"name": row.name, "n": row.pages}
    if row.state == ReadingState.REFUSED:
        return ReadingLook(row.pk, row.sentence, "alert", "late", waits=False, may_go=True)
    if row.state == ReadingState.DONE:
        words = ngettext("«%(name)s»: đã đọc %(n)d trang", "«%(name)s»: đã đọc %(n)d trang", row.pages) % said
        return ReadingLook(row.pk, words, "check", "good", waits=False, may_go=False)
    if at - row.asked_at > _LATE:
        words = _("«%(name)s»: lâu chưa đọc xong, máy đang thử lại; ai lo thì xem «Việc đứng yên», việc máy làm nền.")
        return ReadingLook(row.pk, words % said, "alert", "late", waits=True, may_go=True)
    words = ngettext(
        "«%(name)s»: đang đọc %(n)d trang, chưa dùng được",
        "«%(name)s»: đang đọc %(n)d trang, chưa dùng được",
        row.pages,
    )
    return ReadingLook(row.pk, words % said, "clock", "soon", waits=True, may_go=True)


def _done_words(copy: DigitalCopy) -> str:
    if copy.reused is not None:
        return _("Dùng lại: %(source)s") % {"source": source_words(copy.reused)}
    if copy.signed_by is None or copy.signed_at is None:
        return ""
    said = {"name": copy.signed_by.user.full_name, "at": f"{local(copy.signed_at):%H:%M %d/%m/%Y}"}
    if copy.signature.get("for_show"):
        return _("Đã ký bởi %(name)s, %(at)s (chứng thư thử)") % said
    return _("Đã ký bởi %(name)s, %(at)s") % said


def source_words(item: VaultItem) -> str:
    """Return where something of the vault comes from."""
    said = {"code": item.dossier.code if item.dossier else "", "day": f"{item.issued_on:%d/%m/%Y}"}
    if item.source == VaultSource.ISSUED:
        return _("kết quả cấp ngày %(day)s, hồ sơ %(code)s") % said
    if item.source == VaultSource.SIGNED:
        return _("bản quét cán bộ ký ngày %(day)s, hồ sơ %(code)s") % said
    return _("công dân tự tải lên ngày %(day)s") % said


def _warning(item: VaultItem) -> str:
    return "" if item.verified else _("chưa được cơ quan kiểm tra")


def _offer(item: VaultItem) -> OfferLook:
    validity = (
        _("còn giá trị đến %(day)s") % {"day": f"{item.valid_to:%d/%m/%Y}"} if item.valid_to else _("còn giá trị")
    )
    return OfferLook(item.pk, item.title, source_words(item), validity, _warning(item))


def _why_not(item: VaultItem) -> str:
    """Why something of the vault is not offered, so that nobody looks for it."""
    said = {"title": item.title, "source": source_words(item), "why": item.revoke_reason}
    if item.revoked_at is not None:
        return _("%(title)s (%(source)s) đã thu hồi, không dùng lại được: %(why)s") % said
    said |= {"day": f"{item.valid_to:%d/%m/%Y}"}
    return _("%(title)s (%(source)s) hết giá trị từ sau ngày %(day)s, không dùng lại được") % said


def summary(looks: list[ComponentLook]) -> str:
    """Return how far it is: what is owed, what is done."""
    done = sum(look.done for look in looks)
    owed = sum(not look.done and not look.no_scan for look in looks)
    if not done and not owed:
        return _("không giấy nào phải quét")
    return _("%(done)d giấy đã số hóa, %(owed)d giấy chưa") % {"done": done, "owed": owed}
