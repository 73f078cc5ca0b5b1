"""What a password must be, said in the screen's language."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Length is what protects; the sentence says how to reach it."""

    def get_error_message(self) -> str:
        """Return what to do."""
        return _("Mật khẩu ngắn quá: cần ít nhất %(least)d ký tự, chẳng hạn ba, bốn từ ghép lại.") % {
            "least": self.min_length
        }
