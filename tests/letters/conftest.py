import pytest

from tests.letters import notify_server
from tests.letters.mail_server import spare_port, started


@pytest.fixture
def mail(settings):
    """Mail goes to a server that is running; `mail.stop()` and `mail.start()` take it away and back."""
    settings.DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", spare_port()
    mail = _Mail(settings.EMAIL_PORT)
    mail.start()
    yield mail
    mail.stop()


@pytest.fixture
def notify(settings):
    """Texts go to a stand-in that speaks GOV.UK Notify's API; emails too where a test sets their template."""
    told, server = notify_server.started()
    settings.DEMO = False
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEXT_TEMPLATE = notify_server.KEY, notify_server.TEXT
    settings.NOTIFY_BASE_URL = f"http://127.0.0.1:{server.server_port}"
    yield told
    notify_server.end(server)


class _Mail:
    def __init__(self, port):
        self.port, self.letterbox, self.server, self.kept = port, None, None, []

    def start(self):
        self.letterbox, self.server = started(self.port)

    def stop(self):
        if self.server is not None:
            self.server.stop()
            self.kept += self.letterbox.messages
        self.server = None

    @property
    def messages(self):
        return [*self.kept, *(self.letterbox.messages if self.server else [])]
