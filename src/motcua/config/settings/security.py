"""Sign-in, sessions, passwords, and what a browser may do with our pages."""

from django.utils.csp import CSP

from motcua.config.env import env_bool, env_int, env_list, env_str
from motcua.config.settings.base import MOTCUA_DEMO

# Empty is refused by Django when it is first needed and by `motcua check`, in a sentence, before that.
SECRET_KEY = env_str("MOTCUA_SECRET_KEY", "demo-only-not-a-secret" if MOTCUA_DEMO else "")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "motcua.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

AXES_FAILURE_LIMIT = env_int("MOTCUA_LOGIN_FAILURES", 5, least=1)
AXES_COOLOFF_TIME = env_int("MOTCUA_LOGIN_LOCK_HOURS", 1, least=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "motcua.web.entrance.locked_out"
AXES_HTTP_RESPONSE_CODE = 429

_TLS = env_bool("MOTCUA_HTTPS", default=not MOTCUA_DEMO)
SESSION_COOKIE_NAME = "motcua_session"
SESSION_COOKIE_AGE = env_int("MOTCUA_SESSION_HOURS", 10, least=1) * 3600
SESSION_COOKIE_SECURE = _TLS
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_COOKIE_SECURE = _TLS
CSRF_TRUSTED_ORIGINS = env_list("MOTCUA_ORIGINS")
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("MOTCUA_BEHIND_PROXY", default=False) else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env_str("MOTCUA_LOG_LEVEL", "WARNING")},
}
