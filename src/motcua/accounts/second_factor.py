"""The second factor: time-based codes (RFC 6238) of an authenticator app, kept by django-allauth's MFA."""

import datetime as dt
from urllib.parse import quote, urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

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


def is_locked(user: User, *, at: dt.datetime) -> bool:
    """Tell whether too many codes were wrong: six digits would be found by trying. As many and as long as passwords."""
    kept = _authenticator(user)
    return kept is not None and len(_wrong_lately(kept, at)) >= settings.AXES_FAILURE_LIMIT


def _wrong_lately(kept: Authenticator, at: dt.datetime) -> list[str]:
    since = at - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    return [moment for moment in kept.data.get("wrong", []) if dt.datetime.fromisoformat(moment) > since]


@transaction.atomic
def accept(user: User, code: str, *, at: dt.datetime, new: str = "") -> bool:
    """Check a code, taken once; a wrong one counts. The first right one for a `new` secret enrols the user."""
    # The user's row is locked, so that guesses sent at once are counted one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    kept = _authenticator(user)
    if kept is None:
        right = bool(new) and totp.validate_totp_code(new, code)
        kept = totp.TOTP.activate(user, new).instance if right else None
    elif len(wrong := _wrong_lately(kept, at)) >= settings.AXES_FAILURE_LIMIT:
        right = False
    else:
        right = code != kept.data.get("used") and totp.validate_totp_code(decrypt(kept.data["secret"]), code)
        kept.data["wrong"] = [] if right else [*wrong, at.isoformat()]
    if kept is not None:
        kept.data |= {"used": code} if right else {}
        kept.save(update_fields=["data"])
    return right


def forget(user: User) -> None:
    """Forget the user's app, so that the next sign-in enrols a new one."""
    Authenticator.objects.filter(user=user).delete()
