"""All configuration, from the environment by the readers of ``loket.env``; defaults make the demo run."""

import pathlib
from email.utils import parseaddr

from csp.constants import NONE, SELF

from loket import env, frontend
from loket.accounts import sign_in
from loket.launcher import places

BASE_DIR = pathlib.Path(__file__).resolve().parent.parent
LOCAL_DIR = places.local_dir()

MODE = env.choice("LOKET_MODE", "demo", ("demo", "production"), "demo met ingebouwde onderdelen, of productie")
IS_DEMO = MODE == "demo"
_demo_only = "alleen-voor-de-demo-nooit-in-productie-gebruiken-0123456789" if IS_DEMO else None

SECRET_KEY = env.text("SECRET_KEY", _demo_only, "sleutel voor ondertekening, minstens 50 tekens")
DEBUG = env.flag("DEBUG", False, "foutpagina's voor ontwikkelaars")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "*" if IS_DEMO else None, "namen waarop de site te bereiken is")
SITE_URL = env.text("SITE_URL", "http://localhost:8000" if IS_DEMO else None, "adres van de site, voor links in mail")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
PORTAL_NAME = env.text("PORTAL_NAME", "Loket Gezondheidsbevordering", "naam van het portaal")

INSTALLED_APPS = [
    "loket.home",
    "loket.monitoring.steering",
    "loket.monitoring.surveys",
    "loket.monitoring",
    "loket.newsletter",
    "xperts.trajectories",
    "xperts.kernteam",
    "xperts.pool",
    "xperts.cases",
    "servicedesk.collective",
    "servicedesk.appeals",
    "servicedesk.consulting",
    "servicedesk",
    "network.invitations",
    "network.regions",
    "network.learning",
    "network.events",
    "network.notices",
    "network.campaigns",
    "network.outside",
    "network.directory",
    "loket.catalogue.dossiers",
    "loket.catalogue.gaps",
    "loket.catalogue.partners",
    "loket.catalogue.points",
    "loket.catalogue.mixes",
    "loket.catalogue.collections",
    "loket.catalogue.experiences",
    "loket.catalogue.following",
    "loket.catalogue.recognition",
    "loket.catalogue",
    "loket.usage",
    "loket.api",
    "loket.accounts",
    "loket.search.saved",
    "loket.search",
    "loket.vocabulary",
    "loket.post",
    "loket.core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "loket.core.middleware.RequestLog",
    "loket.core.middleware.WholeRequest",
    "loket.core.middleware.ReadableRefusal",
    "loket.api.middleware.ApiAnswers",
    "loket.core.middleware.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "loket.accounts.middleware.SecondFactorForStaff",
]

ROOT_URLCONF = "loket.urls"
WSGI_APPLICATION = "loket.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "loket.core.context.portal",
            ],
            "builtins": ["loket.core.templatetags.loket_tags"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "nlds"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("nlds",)

DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", places.database_url(LOCAL_DIR) if IS_DEMO else None, "PostgreSQL 15 of nieuwer")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", places.redis_url(LOCAL_DIR) if IS_DEMO else None, "Redis 6 of nieuwer")
CACHES = {
    "default": {
        "BACKEND": "loket.accounts.cache.SpareableRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient", "IGNORE_EXCEPTIONS": True},
        "KEY_PREFIX": "loket",
    }
}
CELERY_BROKER_URL = env.celery_broker(REDIS_URL)
# With Redis away a visitor waits a tenth of a second rather than six; a sweep finds what was not sent.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(LOCAL_DIR / "beat-schedule")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Signing in (django-allauth): by e-mail address, with an app or a passkey as second factor.
ACCOUNT_ADAPTER = "loket.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "loket.accounts.forms.SignIn",
    "signup": "loket.accounts.forms.SignUp",
    "add_email": "loket.accounts.allauth_forms.AddEmail",
    "change_email": "loket.accounts.allauth_forms.ChangeEmail",
    "change_password": "loket.accounts.allauth_forms.ChangePassword",
    "set_password": "loket.accounts.allauth_forms.SetPassword",
    "reset_password": "loket.accounts.allauth_forms.ResetPassword",
    "reset_password_from_key": "loket.accounts.allauth_forms.ChooseNewPassword",
    "reauthenticate": "loket.accounts.allauth_forms.PasswordAgain",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.flag("BEHIND_PROXY", False, "een proxy ervoor zet X-Forwarded-Proto en -For"))
MFA_ADAPTER = "loket.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "loket.accounts.allauth_forms.EnrolApp",
    "authenticate": "loket.accounts.allauth_forms.EnterCode",
    "reauthenticate": "loket.accounts.allauth_forms.EnterCodeAgain",
    "add_webauthn": "loket.accounts.allauth_forms.AddKey",
    "edit_webauthn": "loket.accounts.allauth_forms.RenameKey",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute off (RFC 6238, section 5.2); a code still counts once
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_DEMO
_issuer = env.text("OIDC_ISSUER", "", "adres van een OpenID Connect-aanbieder; leeg is alleen inloggen met e-mail")
SOCIALACCOUNT_ADAPTER = "loket.accounts.adapter.OrganisationSignInAdapter"
SOCIALACCOUNT_PROVIDERS = sign_in.openid_connect(
    _issuer,
    name=env.text("OIDC_NAME", "het account van uw organisatie", "naam van die aanbieder op de knop"),
    client_id=env.text("OIDC_CLIENT_ID", "", "naam van dit loket bij de aanbieder"),
    secret=env.text("OIDC_CLIENT_SECRET", "", "geheim van dit loket bij de aanbieder"),
)
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique in any case, by a constraint on LOWER(email)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_loket"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "loket" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = pathlib.Path(
    env.text("STATIC_ROOT", str(LOCAL_DIR / "static"), "map voor de verzamelde stijl- en scriptbestanden")
)
STATICFILES_DIRS = frontend.static_dirs(BASE_DIR)
_manifest = env.flag("STATIC_MANIFEST", True, "bestandsnamen met een vingerafdruk, na collectstatic")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "loket.core.static_storage.PortalStaticFilesStorage"
        if _manifest
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _manifest
MEDIA_ROOT = pathlib.Path(env.text("MEDIA_ROOT", str(LOCAL_DIR / "files"), "map voor geüploade bestanden"))
_bucket = env.text("FILES_S3_BUCKET", "", "S3-emmer voor bestanden; leeg is de map MEDIA_ROOT")
if _bucket:
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": _bucket}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "loket.core.files.receiving.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Loket Gezondheidsbevordering <loket@example.org>", "afzender van mail")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SERVICEDESK_EMAIL = env.text("SERVICEDESK_EMAIL", "loket@example.org", "adres van de servicedesk")
SERVICEDESK_PHONE = env.text(
    "SERVICEDESK_PHONE", "0800-0000 (verzonnen)" if IS_DEMO else "", "telefoonnummer van de servicedesk; leeg is geen"
)
OPEN_DATA_LICENCE = env.text(
    "OPEN_DATA_LICENCE",
    "http://standaarden.overheid.nl/owms/terms/licentieonbekend",
    "adres van de licentie van de open data als geheel; zonder keuze: onbekend",
)
SECURITY_CONTACT = env.text(
    "SECURITY_CONTACT", "mailto:security@example.org", "adres voor meldingen van kwetsbaarheden"
)
for _name, _value in env.email(
    env.text("EMAIL_URL", f"file://{LOCAL_DIR}/post" if IS_DEMO else None, "smtp://… of file://… voor uitgaande mail")
).items():
    globals()[_name] = _value
# Mail that comes in (loket/post): mailboxes to fetch, whom to believe, and what leads answers back.
IMAP_URLS = env.items(
    "IMAP_URLS", "", "mailboxen om op te halen: imaps://naam:wachtwoord@server/map?queue=servicedesk&after=seen"
)
MAIL_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
MAIL_LOOP_MARK = f"loket@{MAIL_DOMAIN}"
MAIL_REFERENCE_SEPARATOR = env.choice(
    "MAIL_REFERENCE_SEPARATOR", "+", ("+", "-", "_", "="), "teken tussen adres en kenmerk, zoals uw mailserver het kent"
)
MAIL_TRUSTED_HOSTS = env.items(
    "MAIL_TRUSTED_HOSTS", "", "mailservers van uzelf waarvan Authentication-Results wordt geloofd"
)
MAIL_FORM_SENDERS = env.items(
    "MAIL_FORM_SENDERS", "", "afzenders die een webformulier zijn: de vrager staat in Reply-To"
)

# The virus scanner for files with questions (servicedesk/scanning.py); empty is none, and each file says so.
CLAMAV_URL = env.text("CLAMAV_URL", "", "ClamAV-daemon: tcp://host:3310?timeout=30; leeg is geen virusscanner")

# Checking links speaks to addresses that are open to the world only; tests have a server of their own.
LINK_CHECK_ALLOW_PRIVATE = False
# Webhooks too; in the demo also to a receiver on this machine, to try them with.
WEBHOOKS_ALLOW_LOOPBACK = IS_DEMO

# How long a recognition is valid and how it is judged (domain.md §2.1); the years of the higher levels are a choice.
RECOGNITION_YEARS_WELL_DESCRIBED = env.number(
    "RECOGNITION_YEARS_WELL_DESCRIBED", 3, "jaren dat de erkenning goed beschreven geldt"
)
RECOGNITION_YEARS_WELL_FOUNDED = env.number(
    "RECOGNITION_YEARS_WELL_FOUNDED", 5, "jaren dat de erkenning goed onderbouwd geldt"
)
RECOGNITION_YEARS_EVIDENCE = env.number(
    "RECOGNITION_YEARS_EVIDENCE", 5, "jaren dat een erkenning met aanwijzingen voor effectiviteit geldt"
)
RECOGNITION_ANNOUNCED_MONTHS = env.number(
    "RECOGNITION_ANNOUNCED_MONTHS", 6, "maanden vooraf dat de eigenaar hoort dat een erkenning afloopt"
)
RECOGNITION_MOST_ROUNDS = env.number(
    "RECOGNITION_MOST_ROUNDS", 3, "stemrondes over een erkenning voordat de redactie verder beslist"
)
RECOGNITION_OBJECTION_DAYS = env.number(
    "RECOGNITION_OBJECTION_DAYS", 42, "dagen om bezwaar te maken tegen een besluit over een erkenning"
)

# The open API: what it accepts and answers stands in ``loket/api``.
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "loket.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"API van {PORTAL_NAME}",
    "DESCRIPTION": "Zoeken en lezen wat openbaar is; voor partners voorstellen doen en horen wat verandert.",
    "VERSION": "1.1.0",
    "CONTACT": {"name": "Servicedesk", "email": SERVICEDESK_EMAIL, "url": f"{SITE_URL}/open-data/"},
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    "SERVERS": [{"url": f"{SITE_URL}/api/v1", "description": "Dit loket"}],
    "TAGS": [
        {"name": "Zoeken", "description": "Zoeken in alles wat openbaar is."},
        {"name": "Catalogus", "description": "Bijdragen, en interventies met hun erkenning."},
        {"name": "Bijeenkomsten", "description": "Openbare bijeenkomsten."},
        {"name": "Campagnes", "description": "Landelijke campagnes."},
        {"name": "Netwerken", "description": "Lerende netwerken die iedereen kan vinden."},
        {"name": "Lijsten", "description": "Organisaties, woordenlijsten en gebieden."},
        {"name": "Voorstellen van partners", "description": "Met een token: voorstellen doen en volgen."},
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "CAMELIZE_NAMES": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["loket.api.schema.finish"],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # htmx and the autosave read the token from the page; the cookie stays for plain forms
CSRF_FAILURE_VIEW = "loket.core.views.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

_https = env.flag("HTTPS", not IS_DEMO, "de site is alleen met https te bereiken")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
if env.flag("BEHIND_PROXY", False, "een proxy ervoor zet X-Forwarded-Proto"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *sign_in.form_targets(_issuer)],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "loket.core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING", "kleinste ernst die wordt gelogd")},
    "loggers": {"loket": {"level": env.text("LOKET_LOG_LEVEL", "INFO", "idem voor het portaal zelf")}},
}
IS_UNDER_MAINTENANCE = env.flag("MAINTENANCE", False, "toon bezoekers de onderhoudspagina")
