"""An OpenID provider for one test run: django-oauth-toolkit, which keeps strictly to PKCE, addresses to come back to and one-time codes.

Says its port on standard output and ends when standard input does. Whoever comes is signed in as the person whom the cookie `who` names,
or else as ida, and agrees to everything.
--callback ADDRESS: where people are sent back to; may be given several times.
"""
import argparse
import os
import sys
import tempfile
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

parser = argparse.ArgumentParser()
parser.add_argument("--callback", action="append", required=True)
arguments = parser.parse_args()

import django
from django.conf import settings

from joserfc.jwk import RSAKey

folder = tempfile.TemporaryDirectory()
settings.configure(
    DEBUG=False, SECRET_KEY="for one test run", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder.name, "provider.sqlite")}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware", f"{__name__}.Known"],
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": RSAKey.generate_key(2048).as_pem(private=True).decode(), "PKCE_REQUIRED": True,
        "SCOPES": {"openid": "who", "email": "address", "profile": "name"}, "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Claims",
        "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
    },
    LOGGING_CONFIG=None,
)
sys.modules.setdefault("provider", sys.modules[__name__])
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import include, path
from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator


class Known:
    def __init__(self, answer):
        self.answer = answer

    def __call__(self, request):
        name = request.COOKIES.get("who", "ida")
        request.user = User.objects.get_or_create(
            username=name, defaults={"email": f"{name}@example.org", "first_name": name.title(), "last_name": "Example"})[0]
        return self.answer(request)


class Claims(OAuth2Validator):
    oidc_claim_scope = None

    def get_additional_claims(self, request):
        return {"name": request.user.get_full_name(), "email": request.user.email, "email_verified": True}


urlpatterns = [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


call_command("migrate", verbosity=0)
Application.objects.create(
    name="Kinora", client_id="kinora", client_secret="a secret/with:signs", client_type=Application.CLIENT_CONFIDENTIAL,
    authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE, redirect_uris=" ".join(arguments.callback), skip_authorization=True,
    algorithm=Application.RS256_ALGORITHM)

from django.core.wsgi import get_wsgi_application

server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.buffer.read()
folder.cleanup()
os._exit(0)
