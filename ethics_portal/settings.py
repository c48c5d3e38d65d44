"""One settings file, read from the environment.

`PORTAL_MODE` is `production` (the default, and the strict one), `demo` or `test`. Production refuses to start
with demo secrets or with something missing, and names the variable to set (`ethics_portal/checks.py`).
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if env("PORTAL_ENV_FILE", default=""):
    environ.Env.read_env(env("PORTAL_ENV_FILE"))

PORTAL_MODE = env("PORTAL_MODE", default="production")
IS_DEMO = PORTAL_MODE == "demo"
IS_TEST = PORTAL_MODE == "test"
IS_PRODUCTION = not (IS_DEMO or IS_TEST)
DEBUG = env.bool("DEBUG", default=False) and not IS_PRODUCTION

DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))
SEALED_FILES_DIR = DATA_DIR / "sealed"

# --- secrets -----------------------------------------------------------------------------------------------
# Absent secrets are empty here and refused by ethics_portal/checks.py, so that the message names the variable.
SECRET_KEY = env("SECRET_KEY", default="") or "missing: set SECRET_KEY"
# Comma-separated `name:base64 of 32 bytes`; the first wraps new keys, the others only open old ones.
VAULT_KEYS = env.list("VAULT_KEYS", default=[])
# How long backups are kept, in days: a retired wrapping key is destroyed when the last one that needs it is gone.
BACKUP_HORIZON_DAYS = env.int("BACKUP_HORIZON_DAYS", default=35)

# --- the company -------------------------------------------------------------------------------------------
COMPANY_NAME = env("COMPANY_NAME", default="Our company")
COMPANY_TIME_ZONE = env("COMPANY_TIME_ZONE", default="America/New_York")
# How many levels of the reporting line below a named person are walled off too; 0 walls off the person alone.
WALL_REPORTING_LEVELS = env.int("WALL_REPORTING_LEVELS", default=1)
LINKED_REPORTS = env.int("LINKED_REPORTS", default=3)  # open ones on one person or site that ask for a decision
IDENTITY_DAYS = env.int("IDENTITY_DAYS", default=30)  # the longest that a reporter's name may be seen
IMPLICIT_WAIVER_DAYS = env.int("IMPLICIT_WAIVER_DAYS", default=30)  # that a known departure may stay without action
IDENTITY_NOTICE_DAYS = env.int("IDENTITY_NOTICE_DAYS", default=7)  # that a reporter is told before, where law says so
REVIEW_DAYS = env.int("REVIEW_DAYS", default=30)  # after closing, for which a reporter may ask for a review
# Days after which the manager hears that somebody has not affirmed the Code.
AFFIRMATION_MANAGER_DAYS = env.int("AFFIRMATION_MANAGER_DAYS", default=14)
# Employees for "reports per 100 employees", where the directory holds only some of them; 0 counts the directory.
HEADCOUNT = env.int("HEADCOUNT", default=0)
DIGEST_MONTHS = env.int("DIGEST_MONTHS", default=3)
# How often the clock tests each channel of the hotline; 0 leaves it to the General Auditor.
HOTLINE_TEST_MONTHS = env.int("HOTLINE_TEST_MONTHS", default=3)
HOTLINE_TEST_DAYS = env.int("HOTLINE_TEST_DAYS", default=14)  # to acknowledge a test in, before it has failed
# From which address the clock writes to the ethics mailbox: one that the staff don't know. Empty: somebody writes.
HOTLINE_TEST_SENDER = env("HOTLINE_TEST_SENDER", default="")

# How long a process shows what it read of contact points and promises before it looks again.
STANDING_WORDS_SECONDS = env.int("STANDING_WORDS_SECONDS", default=60)

# --- hosts -------------------------------------------------------------------------------------------------
PORTAL_HOST = env("PORTAL_HOST", default="")
PUBLIC_HOST = env("PUBLIC_HOST", default="")  # the speak-up pages' own host name; empty means path mode
PUBLIC_CODE = env.bool("PUBLIC_CODE", default=True)  # whether anybody may read the Code in force there
# True in ethics_portal.public_settings: a process that has the public pages and nothing else.
PUBLIC_SITE_ONLY = False
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[host for host in (PORTAL_HOST, PUBLIC_HOST) if host]
    or ([] if IS_PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]),
)
HTTPS = env.bool("HTTPS", default=IS_PRODUCTION)

# --- apps --------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "ethics_portal.apps.EthicsPortalConfig",
    "reporting",
    "cases",
    "waivers",
    "code_of_ethics",
    "clocks",
    "accounts",
    "audit",
    "vault",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "ethics_portal.public_host.PublicHostMiddleware",  # first: the speak-up pages leave before any session exists
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ethics_portal.headers.HeadersMiddleware",
    "ethics_portal.headers.PolicyMiddleware",
    "ethics_portal.faults.FaultsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PersonMiddleware",
    "accounts.middleware.ShownInsteadMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "ethics_portal.urls"
PUBLIC_URLCONF = "ethics_portal.public_urls"
WSGI_APPLICATION = "ethics_portal.wsgi.application"

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
                "ethics_portal.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# --- database ----------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
# SQLite reads every table and trigger for each new connection, PostgreSQL begins a process.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "ethics_portal.sqlite3"  # its writers stand in line
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Each that was forgotten is compiled anew: the pages have hundreds between them, and Python remembers 128.
        "cached_statements": 1024,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["ENGINE"] = "ethics_portal.postgresql"  # a connection that was lost is seen without a question
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a statement takes PostgreSQL longer than answering it, here where each is short and none runs twice.
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 3, "options": "-c jit=off"}
    # Behind a pooler in transaction mode the next statement may run on another connection: no cursor stays open on the
    # server there, and no statement is kept prepared.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False)
# One door, `accounts.door.perform`, opens transactions; a refusal is recorded outside the one rolled back.
ATOMIC_REQUESTS = False

# --- the clock ---------------------------------------------------------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
# Without Redis, worker and beat run as threads of the one web process.
EMBEDDED_CLOCK = not REDIS_URL
# Each web process counts what comes to it, so a limit for all of them is divided by their number.
WEB_PROCESSES = 1 if EMBEDDED_CLOCK else env.int("WEB_PROCESSES", default=2)
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 2} if REDIS_URL else {}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TIMEZONE = "UTC"
# Tests without Redis have no worker to nudge; there the sweeps are called by the tests themselves.
NUDGE_TASK = "" if IS_TEST and not REDIS_URL else "ethics_portal.urgent_sweeps"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A Redis that hangs must not hang a page.
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- mail --------------------------------------------------------------------------------------------------
# The demo keeps its mails as files in DATA_DIR/mail unless EMAIL_URL says otherwise.
if env("EMAIL_URL", default=""):
    EMAIL_CONFIG = env.email_url("EMAIL_URL")
    vars().update(EMAIL_CONFIG)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 8
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="ethics-portal@localhost")
PORTAL_URL = env("PORTAL_URL", default="http://localhost:8000")

# The ethics mailbox, `imaps://user:password@host:993/INBOX`; empty for none. Its address is where people write to.
MAILBOX_URL = env("MAILBOX_URL", default="")
MAILBOX_ADDRESS = env("MAILBOX_ADDRESS", default="") or DEFAULT_FROM_EMAIL
MAILBOX_DONE_FOLDER = env("MAILBOX_DONE_FOLDER", default="Kept in the Ethics Portal")
MAILBOX_MAIL_LIMIT = env.int("MAILBOX_MAIL_LIMIT", default=50 * 1024 * 1024)  # bytes, one mail with its files

# --- sign-in -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Passes and KiB of memory of Argon2 for each look-up of a pick-up code (`cases.pick_up_codes`): a tenth of a second.
PICK_UP_CODE_COST = (2, 64 * 1024)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.allauth_adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm", "reset_password": "accounts.forms.ForgottenPasswordForm"}
MFA_ADAPTER = "accounts.allauth_adapters.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # no "remember me": the page may be open on a shared computer
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"

# --- language and time -------------------------------------------------------------------------------------
# The public pages speak all of these, and the address says which (`accounts/languages.py`); the signed-in ones English.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("pt", "Português"),
    ("zh-hans", "简体中文"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["ethics_portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = COMPANY_TIME_ZONE

# --- static files ------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Collected files are compressed and may be kept by browsers for ever. `make demo` collects them too.
STATIC_IS_COLLECTED = env.bool("STATIC_IS_COLLECTED", default=IS_PRODUCTION)
WHITENOISE_USE_FINDERS = not STATIC_IS_COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- uploads -----------------------------------------------------------------------------------------------
UPLOAD_FILE_LIMIT = env.int("UPLOAD_FILE_LIMIT", default=25 * 1024 * 1024)  # bytes, one file
UPLOAD_FILES_PER_FORM = env.int("UPLOAD_FILES_PER_FORM", default=10)
UPLOAD_REQUEST_LIMIT = env.int("UPLOAD_REQUEST_LIMIT", default=120 * 1024 * 1024)  # bytes, one request
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # the text of one form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = ["vault.uploads.SealingUploadHandler"]
UPLOAD_REPORT_LIMIT = env.int("UPLOAD_REPORT_LIMIT", default=1024 * 1024 * 1024)  # bytes, all files of one report
# What cleaning one file may take. It happens in a child process, one file at a time.
CLEANING_SECONDS = env.int("CLEANING_SECONDS", default=120)
CLEANING_MEMORY = env.int("CLEANING_MEMORY", default=1536 * 1024 * 1024)  # bytes
# What drawing one page of a PDF may take, while somebody waits for it.
PAGE_SECONDS = env.int("PAGE_SECONDS", default=10)
PAGE_MEMORY = env.int("PAGE_MEMORY", default=512 * 1024 * 1024)  # bytes
# A virus scanner: `host:port` of a clamd, or the path of its socket; empty scans nothing.
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")
# What lies unsent and what came with forms since yesterday, in bytes; beyond it texts are taken and files are not.
INTAKE_QUOTA = env.int("INTAKE_QUOTA", default=20 * 1024 * 1024 * 1024)
# The last bytes of the disk belong to texts: files leave them free.
FREE_SPACE_RESERVE = env.int("FREE_SPACE_RESERVE", default=512 * 1024 * 1024)
NARRATIVE_LIMIT = 100_000  # characters that one text field accepts

# --- the spam wall -----------------------------------------------------------------------------------------
# Counted for the whole company, by nothing personal; 0 switches a limit off. Above them sending, and trying keys, costs
# some work of the browser or a longer wait.
SENDINGS_PER_MINUTE = env.int("SENDINGS_PER_MINUTE", default=20)
TRIES_PER_MINUTE = env.int("TRIES_PER_MINUTE", default=30)
# Reports that arrived in one minute from which on it is a flood: files are refused and the alarm is raised.
FLOOD_PER_MINUTE = env.int("FLOOD_PER_MINUTE", default=120)
WORK_BITS = env.int("WORK_BITS", default=18)  # each one more doubles the work; 18 are some seconds on an old phone
WORK_WAIT = env.int("WORK_WAIT", default=20)  # seconds to wait without script
# Whoever fills a form in faster than a person reads it is asked to press once more.
QUICKEST_FORM = env.int("QUICKEST_FORM", default=8)  # seconds
SECOND_PRESS = 2  # seconds from which on the second press counts

# The dotted path of a translation service's class (`cases/machine_translation.py`); empty lets no words out.
MACHINE_TRANSLATOR = env("MACHINE_TRANSLATOR", default="")

# --- forms and looks ---------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "ethics_portal.form_renderer.WidgetRenderer"
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- security headers --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
# Not `no-referrer`: Chromium would send `Origin: null` and Django would refuse every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 60 * 60 * 8  # seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ethics_portal.faults.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- logs --------------------------------------------------------------------------------------------------
# Class and route only: no address, agent, narrative, SQL or argument. See ethics_portal/logs.py.
LOGGING_CONFIG = None
ADMINS: list[tuple[str, str]] = []
DEBUG_PROPAGATE_EXCEPTIONS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
