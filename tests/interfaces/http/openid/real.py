"""Somebody at the real provider: signs in with a password and is sent back."""

import html
import re
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from subprocess import PIPE, Popen
from urllib.parse import urlencode, urlsplit

from application.access.openid.provider import Provider
from tests.interfaces.http.openid.browser import return_of
from tests.interfaces.http.openid.real_provider import CLIENT, PASSWORD_ALONE, PASSWORDS, SECRET, TWO_FACTORS

NAMES = ("gov", "open", "other")


@contextmanager
def running(folder):
    """The issuer of a provider that runs in a process of its own."""
    command = [sys.executable, "-m", "tests.interfaces.http.openid.real_provider", str(folder), *map(return_of, NAMES)]
    with Popen(command, stdout=PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def provider(issuer, **told):
    """The provider as the town is told of it."""
    return Provider(
        **{
            "name": "gov",
            "issuer": issuer,
            "client": CLIENT,
            "conferences": frozenset({"chengqiao"}),
            "secret": SECRET,
            "strong_acr": (TWO_FACTORS,),
            **told,
        }
    )


def signs_in(location, who="wang", acr=PASSWORD_ALONE):
    """Fill in the provider's form; where the provider sends the browser back to."""
    parts = urlsplit(location)
    page = _asked(parts, "GET", f"{parts.path}?{parts.query}")
    query = html.unescape(re.findall("value=(.*?)>", page.read().decode())[0].strip("'"))
    form = {"query": query, "username": who, "password": PASSWORDS[who], "acr": acr}
    answer = _asked(parts, "POST", "/login", urlencode(form))
    assert answer.status == 303, answer.read()
    return answer.getheader("location")


def _asked(parts, method, path, body=None):
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request(method, path, body)
    return connection.getresponse()
