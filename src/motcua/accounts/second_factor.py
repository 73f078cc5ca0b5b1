"""The second factor: time-based codes (RFC 6238) of an authenticator app, kept by django-allauth's MFA."""

from urllib.parse import quote, urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from motcua.accounts.models import User

ISSUER = "Một Cửa"


def _authenticator(user: User) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return found


def is_enrolled(user: User) -> bool:
    """Tell whether the user has set an authenticator app up."""
    return _authenticator(user) is not None


def new_secret() -> str:
    """Return a fresh secret in base 32."""
    secret: str = totp.generate_totp_secret()
    return secret


def address(user: User, secret: str) -> str:
    """Return what stands in the QR that an authenticator app reads."""
    label = quote(f"{ISSUER}:{user.username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def accept(user: User, code: str, *, new: str = "") -> bool:
    """Check a code; the first right one for a `new` secret enrols the user. A code is taken once."""
    kept = _authenticator(user)
    if kept is not None:
        return bool(totp.TOTP(kept).validate_code(code))
    if not new or not totp.validate_totp_code(new, code):
        return False
    totp.TOTP.activate(user, new)
    return True


def forget(user: User) -> None:
    """Forget the user's app, so that the next sign-in enrols a new one."""
    Authenticator.objects.filter(user=user).delete()
