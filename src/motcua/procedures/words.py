"""The catalogue in words: limits, levels, what may stand for a paper, which facts are not certain."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.lib.money import vnd
from motcua.procedures.definition import (
    Definition,
    FeeChannel,
    FeeItem,
    Requirement,
    RequirementKind,
    SlipRule,
    SupplementClock,
    TimeLimit,
)
from motcua.worktime.deadlines import LimitKind

ONLINE_LEVELS = {
    "toan_trinh": gettext_lazy("Trực tuyến toàn trình"),
    "mot_phan": gettext_lazy("Trực tuyến một phần"),
    "cung_cap_thong_tin": gettext_lazy("Chỉ cung cấp thông tin trực tuyến"),
}
STANDS_FOR_PAPER = {
    "eform": gettext_lazy("mẫu điện tử"),
    "cccd_qr": gettext_lazy("mã QR trên thẻ căn cước"),
    "vneid": gettext_lazy("căn cước điện tử VNeID"),
    "csdldc": gettext_lazy("cơ sở dữ liệu quốc gia về dân cư"),
    "csdl_ho_tich": gettext_lazy("cơ sở dữ liệu hộ tịch"),
    "csdl_dat_dai": gettext_lazy("cơ sở dữ liệu đất đai"),
    "csdl_giao_duc": gettext_lazy("cơ sở dữ liệu giáo dục"),
    "du_lieu_gcs_ky_so": gettext_lazy("giấy chứng sinh điện tử ký số"),
    "du_lieu_gbt_ky_so": gettext_lazy("giấy báo tử điện tử ký số"),
    "ho_so_truoc": gettext_lazy("kết quả đã lưu ở đây từ trước"),
    "phone": gettext_lazy("thông báo qua điện thoại"),
}
PAPER_KINDS = {
    RequirementKind.FORM: gettext_lazy("khai theo mẫu"),
    RequirementKind.SUBMIT: gettext_lazy("nộp, cơ quan giữ"),
    RequirementKind.PRESENT: gettext_lazy("chỉ xuất trình, trả lại ngay"),
}
SLIP_RULES = {
    SlipRule.AFTER_CUTOFF: gettext_lazy(
        "Trả trong ngày thì không cần giấy hẹn; nhận từ 15 giờ trở đi mà chưa xong thì phải hẹn."
    ),
    SlipRule.ALWAYS: gettext_lazy("Luôn có giấy hẹn, trừ khi trả ngay trong lần đến này."),
    SlipRule.NEVER: gettext_lazy("Không lập giấy hẹn."),
}
SUPPLEMENT_CLOCKS = {
    SupplementClock.NONE: gettext_lazy("Chờ bổ sung không làm dừng thời hạn."),
    SupplementClock.SUBTRACT: gettext_lazy("Thời gian chờ bổ sung không tính vào thời hạn."),
    SupplementClock.RESTART: gettext_lazy("Nộp đủ bổ sung thì thời hạn tính lại từ đầu."),
}
CHANNELS = {
    FeeChannel.ALL: gettext_lazy("mọi cách nộp"),
    FeeChannel.DIRECT: gettext_lazy("nộp tại quầy"),
    FeeChannel.ONLINE: gettext_lazy("nộp trực tuyến"),
}
_CONFIDENCE = {
    "high": gettext_lazy("Nguồn tốt"),
    "medium": gettext_lazy("Một số điều chưa chắc"),
    "low": gettext_lazy("Phần lớn chưa chắc: kiểm tra lại trước khi dùng"),
}
_MEMORY = {
    "M:high": gettext_lazy("theo trí nhớ, khá chắc"),
    "M:medium": gettext_lazy("theo trí nhớ, chưa đối chiếu"),
    "M:low": gettext_lazy("theo trí nhớ, chưa chắc"),
}
# The first word of a mark of uncertainty, and what it is about.
_FACTS = {
    "steps": gettext_lazy("giờ của từng bước"),
    "online_level": gettext_lazy("mức độ trực tuyến"),
    "time_limit": gettext_lazy("thời hạn"),
    "fee": gettext_lazy("phí, lệ phí"),
    "slip_rule": gettext_lazy("giấy hẹn"),
    "components": gettext_lazy("thành phần hồ sơ"),
    "component": gettext_lazy("một giấy tờ trong hồ sơ"),
    "results": gettext_lazy("kết quả"),
    "legal_basis": gettext_lazy("căn cứ pháp lý"),
    "name": gettext_lazy("tên thủ tục"),
    "form": gettext_lazy("mẫu đơn"),
    "anywhere": gettext_lazy("nộp được ở nơi khác"),
    "supplement": gettext_lazy("yêu cầu bổ sung"),
    "financial_pause": gettext_lazy("chờ nghĩa vụ tài chính"),
}


def limit(time_limit: TimeLimit) -> str:
    """Return a time limit as one says it."""
    said = _length(time_limit)
    if time_limit.cutoff is None:
        return said
    late = _("nhận từ %(hour)d giờ trở đi thì tính từ ngày làm việc sau") % {"hour": time_limit.cutoff.hour}
    return f"{said}; {late}"


def _length(time_limit: TimeLimit) -> str:
    number = time_limit.value or 1
    match time_limit.kind:
        case LimitKind.SAME_DAY:
            return _("trong ngày làm việc; nhận từ 15 giờ trở đi thì chậm nhất là ngày làm việc tiếp theo")
        case LimitKind.WORKING_HOURS:
            return ngettext("%(n)d giờ làm việc", "%(n)d giờ làm việc", number) % {"n": number}
        case LimitKind.WORKING_DAYS:
            return ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", number) % {"n": number}
        case LimitKind.CALENDAR_DAYS:
            return ngettext("%(n)d ngày", "%(n)d ngày", number) % {"n": number}
        case None:
            return _("theo đợt, không có thời hạn riêng")


def amount(item: FeeItem) -> str:
    """Return what one line of the schedule costs."""
    return _("theo mức của HĐND tỉnh, nhập tại quầy") if item.amount is None else vnd(item.amount)


def number_of_papers(paper: Requirement) -> str:
    """Return how many originals and copies: 1 bản chính, 1 bản sao."""
    parts = []
    if paper.originals:
        parts.append(ngettext("%(n)d bản chính", "%(n)d bản chính", paper.originals) % {"n": paper.originals})
    if paper.copies:
        parts.append(ngettext("%(n)d bản sao", "%(n)d bản sao", paper.copies) % {"n": paper.copies})
    return ", ".join(parts)


def stands_for(paper: Requirement) -> str:
    """Return which data may stand for a paper."""
    known = (STANDS_FOR_PAPER.get(name.partition(":")[0], name) for name in paper.replaceable_by)
    return "; ".join(str(each) for each in known)


def _remembered(text: str) -> str:
    """Return a text with its marks of memory in words."""
    for mark, meaning in _MEMORY.items():
        text = text.replace(mark, str(meaning))
    return text


def uncertain(definition: Definition) -> list[str]:
    """Return what is not certain, each said once, with what the source says of it."""
    said: dict[str, list[str]] = {}
    for mark in definition.uncertain:
        first = mark.replace(":", " ").replace(".", " ").split(maxsplit=1)[0]
        if first not in _FACTS:
            said.setdefault(_remembered(mark), [])
            continue
        rest = _remembered(mark[len(first) :].removeprefix(".hours")).strip(" :()")
        said.setdefault(str(_FACTS[first]), []).extend([rest] if rest else [])
    return [f"{fact} ({'; '.join(rest)})" if rest else fact for fact, rest in said.items()]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a procedure does about one thing, by which text, and how sure that is."""

    name: str
    said: str
    text: str
    doubts: str


def _doubts(definition: Definition, fact: str) -> str:
    """Return what is not certain of one thing, in words; "" when nothing is."""
    marks = [mark[len(fact) :] for mark in definition.uncertain if re.match(rf"{fact}\b", mark)]
    said = [_remembered(mark).strip(" :") for mark in marks]
    return "; ".join(filter(None, said)) or (str(_("chưa chắc")) if marks else "")


def policies(definition: Definition) -> list[Policy]:
    """Return the policies of a procedure in the order in which a dossier meets them."""
    supplement, pause, fees = definition.supplement, definition.financial_pause, definition.fees
    waits = str(SUPPLEMENT_CLOCKS[supplement.clock])
    if supplement.close_after:
        closes = _("Quá %(n)d ngày làm việc không bổ sung thì kết thúc hồ sơ.") % {"n": supplement.close_after}
        waits = f"{waits} {closes}"
    stands = _("Thời hạn dừng trong khi chờ nộp.") if pause else _("Thời hạn vẫn chạy.")
    council = _("Thu theo mức ghi ở bảng phí.") if fees.items else _("Không thu.")
    rows = (
        ("time_limit", _("Thời hạn"), limit(definition.time_limit), definition.decision),
        ("slip_rule", _("Giấy hẹn"), str(SLIP_RULES[definition.slip_rule]), ""),
        ("supplement", _("Yêu cầu bổ sung"), waits, supplement.legal_basis),
        ("financial_pause", _("Chờ nghĩa vụ tài chính"), stands, pause),
        ("fee", _("Phí, lệ phí"), council, fees.set_by),
    )
    return [Policy(name, said, text, _doubts(definition, fact)) for fact, name, said, text in rows]


def confidence(definition: Definition) -> str:
    """Return how much of a definition was read in a source."""
    return str(_CONFIDENCE.get(definition.confidence, definition.confidence))
