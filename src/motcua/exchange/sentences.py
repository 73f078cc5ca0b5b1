"""What the officer reads when a register did not help: which one, why, and how to go on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.exchange.models import Outcome
from motcua.forms.registers import CIVIL_REGISTRY, HEALTH, POPULATION

NAMES = {
    POPULATION: gettext_lazy("Cơ sở dữ liệu dân cư"),
    CIVIL_REGISTRY: gettext_lazy("Cơ sở dữ liệu hộ tịch"),
    HEALTH: gettext_lazy("Hệ thống giấy chứng sinh, báo tử của bệnh viện"),
}


def sentence(register: str, outcome: Outcome, *, seconds: float) -> str:
    """Return the sentence for a register that failed; `seconds` is how long it was waited for, or must be waited."""
    words = {
        Outcome.SLOW: _("%(name)s chưa trả lời (quá %(seconds)s giây). Nhập tay hoặc thử lại."),
        Outcome.DOWN: _("%(name)s không kết nối được. Nhập tay hoặc thử lại."),
        Outcome.WRONG: _("%(name)s trả lời sai, không dùng được. Nhập tay, và báo quản trị nếu còn lặp lại."),
        Outcome.FORGED: _(
            "%(name)s đưa giấy có chữ ký số không đúng: không dùng để điền. Xin xem giấy gốc rồi nhập tay."
        ),
        Outcome.SKIPPED: _("%(name)s hỏng nhiều lần liền, tạm ngừng hỏi %(seconds)s giây. Nhập tay cho kịp."),
        Outcome.NOT_CONNECTED: _("%(name)s chưa được nối với đơn vị này. Nhập tay."),
    }
    return words[outcome] % {"name": NAMES[register], "seconds": f"{seconds:g}".replace(".", ",")}
