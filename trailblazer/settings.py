"""Settings, read once from the environment. `trailblazer check` says what is unsafe before anything is served."""

from datetime import date
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
DEFAULT_SECRET = "not-a-secret-set-SECRET_KEY-before-serving-real-people"


class Environment(BaseSettings):
    """What an installation may set. Names are upper case in the environment."""

    model_config = SettingsConfigDict(extra="ignore")

    database_url: str = ""
    database_role: str = Field(
        "", description="The PostgreSQL role the web service works as; it owns no table"
    )
    secret_key: str = DEFAULT_SECRET
    secret_key_fallbacks: str = Field("", description="Earlier secrets, newest first, with commas between")
    debug: bool = False
    allowed_hosts: str = "localhost,127.0.0.1"
    origin: str = Field(
        "http://localhost:8000", description="The address people type, used in links and passkeys"
    )
    trusted_proxies: int = Field(0, ge=0, description="How many proxies of ours a request passes before us")
    trailblazer_demo: bool = False
    today: date | None = Field(None, description="Moves the clock; for demonstrations and tests only")
    var: Path = ROOT / "var"
    email_url_host: str = Field("localhost", alias="EMAIL_HOST")
    email_port: int = 25
    email_user: str = ""
    email_password: str = ""
    email_tls: bool = False
    email_from: str = "Trailblazer <no-reply@localhost>"
    rcads_t_scores: bool = Field(
        default=True,
        description="Off where a site has no leave to use the norms of the RCADS: no T score then",
    )
    notify_api_key: str = Field(
        "", description="GOV.UK Notify: name-service-secret; without it no text is sent"
    )
    notify_base_url: str = "https://api.notifications.service.gov.uk"
    notify_text_template: str = Field(
        "", description="Its template of a text, with the one field ((message))"
    )
    notify_email_template: str = Field(
        "", description="Of an email, with ((subject)) and ((message)); or SMTP"
    )
    instrument_wording: Path | None = Field(
        None,
        description="A folder of content packs: wording of questionnaires that the site has a licence for",
    )
    oidc_issuer: str = Field(
        "", description="An OpenID Connect provider that knows the staff of schools, such as DfE Sign-in"
    )
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "DfE Sign-in"
    oidc_scope: str = "openid email profile organisation"
    oidc_urn_claim: str = Field(
        "organisation.urn", description="Where the provider says the number of the school, steps with dots"
    )
    review_tools: Path | None = Field(
        None, description="A folder of review tools that the site has leave to use, one file each"
    )
    leave_quickly_to: str = "https://www.bbc.co.uk/weather"


ENVIRONMENT = Environment()

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = [key.strip() for key in ENVIRONMENT.secret_key_fallbacks.split(",") if key.strip()]
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.trailblazer_demo
TODAY = ENVIRONMENT.today
VAR = ENVIRONMENT.var
ORIGIN = ENVIRONMENT.origin.rstrip("/")
LEAVE_QUICKLY_TO = ENVIRONMENT.leave_quickly_to
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.allowed_hosts.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
IS_SECURE = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "trailblazer.ui",
    "trailblazer.access",
    "trailblazer.tasks",
    "trailblazer.imports",
    "trailblazer.places",
    "trailblazer.teams",
    "trailblazer.young_people",
    "trailblazer.letters",
    "trailblazer.alerts",
    "trailblazer.referrals",
    "trailblazer.care",
    "trailblazer.safeguarding",
    "trailblazer.outcomes",
    "trailblazer.joint_working",
    "trailblazer.advice",
    "trailblazer.school_leads",
    "trailblazer.whole_school",
    "trailblazer.activities",
    "trailblazer.team_part",
    "trailblazer.noticing",
    "trailblazer.surveys",
    "trailblazer.allocation",
    "trailblazer.governance",
    "trailblazer.insight",
    "trailblazer.desk",
    *(["trailblazer.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "trailblazer.access.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trailblazer.outcomes.kiosk.OneFormOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trailblazer.access.middleware.SeenOnceAMinute",
    "trailblazer.access.middleware.WhoIsAsking",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "trailblazer.urls"
WSGI_APPLICATION = "trailblazer.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / app / "pages" for app in ("ui", "access")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "trailblazer.ui.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "trailblazer.ui.page.context",
                "trailblazer.desk.menu.context",
                "trailblazer.young_people.first_seen.context",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "trailblazer.ui.forms.Renderer"

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
DATABASE_URL = ENVIRONMENT.database_url or f"sqlite:///{VAR / 'trailblazer.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=None)}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    # The counts of a list are one short question with many columns. To compile it takes longer than to answer it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DATABASE_ROLE = ENVIRONMENT.database_role
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "trailblazer.access.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "trailblazer.access.forms.SignIn",
    "reset_password": "trailblazer.access.forms.AskForNewPassword",
    "reset_password_from_key": "trailblazer.access.forms.NewPassword",
    "change_password": "trailblazer.access.forms.ChangePassword",
    "reauthenticate": "trailblazer.access.forms.Reauthenticate",
}
# We count tries in the database, where they hold for every process: access/accounts.py, access/forms.py and axes.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reset_password": None}
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "trailblazer.access.sign_in.SecondFactors"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from invitations that were accepted
MFA_FORMS = {
    "authenticate": "trailblazer.access.forms.SecondStep",
    "reauthenticate": "trailblazer.access.forms.SecondStepAgain",
    "activate_totp": "trailblazer.access.forms.StartApp",
    "add_webauthn": "trailblazer.access.forms.AddPasskey",
    "edit_webauthn": "trailblazer.access.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
MFA_TOTP_ISSUER = "Trailblazer"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off, or a slow typist; no code works twice (access/forms.py)
OIDC_ISSUER = ENVIRONMENT.oidc_issuer.strip().rstrip("/")
OIDC_CLIENT_ID = ENVIRONMENT.oidc_client_id.strip()
OIDC_CLIENT_SECRET = ENVIRONMENT.oidc_client_secret.strip()
OIDC_NAME = ENVIRONMENT.oidc_name.strip()
OIDC_SCOPE = ENVIRONMENT.oidc_scope.split()
OIDC_URN_CLAIM = ENVIRONMENT.oidc_urn_claim.strip()
SOCIALACCOUNT_ADAPTER = "trailblazer.access.oidc.SchoolSignIn"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host would break the policy of our pages
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}  # whose: access/oidc.py
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "trailblazer.access.sign_in.typed_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or a stranger could keep someone out for ever
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "trailblazer.access.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "trailblazer.access.limits.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False

SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # nothing is left on a phone once the browser is closed
SESSION_ENGINE = "trailblazer.access.sessions"
SESSION_COOKIE_AGE = 20 * 60
VISITOR_SESSION_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SEEN_EVERY = 60  # seconds
ABSOLUTE_SESSION_HOURS = {"staff": 12, "school": 8}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_HSTS_SECONDS = 31536000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "report-uri": ["/csp"],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("en-xa", "Pseudo-English, long and right to left")]
LANGUAGES_BIDI = ["en-xa"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
FORMAT_MODULE_PATH = None

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "trailblazer.ui.uploads.RefuseTooLarge",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = ENVIRONMENT.email_url_host
EMAIL_PORT = ENVIRONMENT.email_port
EMAIL_HOST_USER = ENVIRONMENT.email_user
EMAIL_HOST_PASSWORD = ENVIRONMENT.email_password
EMAIL_USE_TLS = ENVIRONMENT.email_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
RCADS_T_SCORES = ENVIRONMENT.rcads_t_scores
INSTRUMENT_WORDING = ENVIRONMENT.instrument_wording
REVIEW_TOOLS = ENVIRONMENT.review_tools
NOTIFY_API_KEY = ENVIRONMENT.notify_api_key.strip()
NOTIFY_BASE_URL = ENVIRONMENT.notify_base_url.strip()
NOTIFY_TEXT_TEMPLATE = ENVIRONMENT.notify_text_template.strip()
NOTIFY_EMAIL_TEMPLATE = ENVIRONMENT.notify_email_template.strip()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django_tasks_db": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the e-mail is unique without regard to case, by a constraint
    "axes.W006",  # an account is closed from wherever it is tried; an address on the network has its own allowance
]
