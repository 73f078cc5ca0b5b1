"""Applications, middleware, templates, languages and static files."""

from pathlib import Path

from motcua.config.env import ConfigurationError, env_bool, env_list, env_moment, env_path, env_str

PACKAGE = Path(__file__).parents[2]

MOTCUA_DEMO = env_bool("MOTCUA_DEMO", default=False)
# A demo shown in the evening may say that it is half past eight; real work has the real time.
MOTCUA_DEMO_CLOCK = env_moment("MOTCUA_DEMO_CLOCK")
if MOTCUA_DEMO_CLOCK and not MOTCUA_DEMO:
    raise ConfigurationError("MOTCUA_DEMO_CLOCK chỉ dùng cho bản thử (MOTCUA_DEMO=1)")
MOTCUA_DATA_DIR = env_path("MOTCUA_DATA_DIR", Path("var"))
DEBUG = env_bool("MOTCUA_DEBUG", default=False)
ALLOWED_HOSTS = env_list("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1]")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "motcua.config",
    "motcua.jobs",
    "motcua.events",
    "motcua.worktime",
    "motcua.agencies",
    "motcua.accounts",
    "motcua.people",
    "motcua.documents",
    "motcua.procedures",
    "motcua.forms",
    "motcua.dossiers",
    "motcua.outreach",
    "motcua.payments",
    "motcua.servicedays",
    "motcua.queues",
    "motcua.surveys",
    "motcua.reports",
    "motcua.exchange",
    "motcua.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shell.desk",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "motcua.web.templatetags.house",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "motcua_language"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = MOTCUA_DATA_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages use our files
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MOTCUA_DATA_DIR}},
    "staticfiles": {
        "BACKEND": env_str("MOTCUA_STATIC_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage"),
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
