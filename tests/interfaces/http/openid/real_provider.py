"""A provider of OpenID Connect that others wrote and had certified (idpyoidc), served on the loopback address.

Around its classes stands only what a web server needs, and a form to sign in with. It is a program of its own, which
shares nothing with what is tested: given a folder and the addresses it may send people back to, it prints its
issuer and serves until it is killed.
"""

import json
import os
import sys
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from idpyoidc.message.oidc import AccessTokenRequest, AuthorizationRequest
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.oidc.token import Token
from idpyoidc.server.user_authn.user import UserAuthnMethod
from idpyoidc.time_util import utc_time_sans_frac

CLIENT, SECRET = "lianxi", "a-secret-that-is-long-enough-for-anybody"
OTHER_CLIENT = "another"
PASSWORDS = {"wang": "correct horse", "li": "battery staple"}
PASSWORD_ALONE, TWO_FACTORS = "urn:example:acr:password", "urn:example:acr:two-factors"
_KEYS = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]


class Form(UserAuthnMethod):  # type: ignore[misc]
    """Asks for a password each time; the form carries the request on."""

    def __call__(self, **asked):
        return f"<form method=post action=/login><input name=query value='{escape(asked['query'])}'></form>"


def configured(issuer, folder, redirect_uris):
    """The provider, with two clients and two ways to sign in."""
    client = {
        "client_secret": SECRET,
        "redirect_uris": [(uri, {}) for uri in redirect_uris],
        "response_types_supported": ["code"],
        "response_types": ["code"],
        "allowed_scopes": ["openid"],
        "token_endpoint_auth_method": "client_secret_basic",
    }
    keys = {"key_defs": _KEYS}
    conf = {
        "issuer": issuer,
        "key_conf": keys,
        "add_on": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_methods": {"S256": None}},
            }
        },
        "authentication": {
            "password": {"acr": PASSWORD_ALONE, "class": Form, "kwargs": {}},
            "factors": {"acr": TWO_FACTORS, "class": Form, "kwargs": {}},
        },
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": {each: {} for each in PASSWORDS}}},
        "session_params": {
            "encrypter": {
                "kwargs": {
                    "keys": {
                        "key_defs": [
                            {"type": "OCT", "use": ["enc"], "kid": "password"},
                            {"type": "OCT", "use": ["enc"], "kid": "salt"},
                        ]
                    }
                }
            }
        },
        "cookie_handler": {
            "class": "idpyoidc.server.cookie_handler.CookieHandler",
            "kwargs": {
                "sign_key": "ghsNKDDLshZTPn974nOsIGhedULrsqnsGoBFBLwUKuJhE2ch",
                "name": {"session": "a", "register": "b", "session_management": "c"},
            },
        },
        "token_handler_args": {
            "key_conf": {
                "private_path": f"{folder}/token.json",
                "read_only": False,
                "key_defs": [{"type": "oct", "bytes": 24, "use": ["enc"], "kid": "code"}],
            },
            "code": {"lifetime": 600},
            "token": {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": 3600}},
            "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {"lifetime": 300}},
        },
    }
    server = Server(OPConfiguration(conf, base_path=folder), cwd=folder)
    for name in (CLIENT, OTHER_CLIENT):
        server.context.cdb[name] = dict(client)
        server.context.keyjar.add_symmetric(name, SECRET)
    server.context.provider_info |= {
        "jwks_uri": f"{issuer}/jwks",
        "authorization_response_iss_parameter_supported": True,
    }
    return server


class Handler(BaseHTTPRequestHandler):
    """Passes requests to the provider's endpoints."""

    protocol_version = "HTTP/1.0"

    def do_GET(self):
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        if path == "/jwks":
            return self._send(
                200, json.dumps(self.op.context.keyjar.export_jwks()), [("Content-Type", "application/json")]
            )
        name = {"/.well-known/openid-configuration": "provider_config", "/authorization": "authorization"}.get(path)
        return self._served(self.op.get_endpoint(name), dict(parse_qsl(query))) if name else self._send(404, "", [])

    def do_POST(self):
        told = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        if self.path == "/login":
            return self._logged_in(told)
        return self._served(self.op.get_endpoint("token"), told)

    def _logged_in(self, told):
        asked = AuthorizationRequest().from_urlencoded(told["query"])
        endpoint = self.op.get_endpoint("authorization")
        if PASSWORDS.get(told["username"]) != told["password"]:
            return self._send(403, "no", [])
        method = self.op.context.authn_broker.get_method_by_id("password")
        session = endpoint.create_session(asked, told["username"], told["acr"], utc_time_sans_frac(), method)
        args = endpoint.authz_part2(request=asked, session_id=session)
        return self._answer(endpoint.do_response(request=asked, **args), endpoint)

    def _served(self, endpoint, asked):
        seen = {"headers": {k.lower(): v for k, v in self.headers.items()}, "method": self.command, "url": self.path}
        try:
            request = endpoint.parse_request(asked, http_info=seen)
            if "error" in request:
                return self._send(400, request.to_json(), [("Content-Type", "application/json")])
            if isinstance(endpoint, Token):
                request = AccessTokenRequest(**request)
            args = endpoint.process_request(request, http_info=seen)
        except Exception as refused:  # noqa: BLE001 - as its own examples answer whatever its classes raise
            return self._send(400, json.dumps({"error": "invalid_request", "error_description": str(refused)}), [])
        if "http_response" in args:
            return self._send(200, args["http_response"], [("Content-Type", "text/html")])
        return self._answer(endpoint.do_response(request=request, **args), endpoint)

    def _answer(self, info, endpoint):
        if info.get("response_placement", endpoint.response_placement) == "body":
            return self._send(info.get("response_code", 200), info["response"], info["http_headers"])
        return self._send(303, "", [("Location", info["response"])])

    def _send(self, status, body, headers):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def main():
    folder, *redirect_uris = sys.argv[1:]
    os.chdir(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = f"http://127.0.0.1:{server.server_port}"
    Handler.op = configured(issuer, folder, redirect_uris)
    sys.stdout.write(f"{issuer}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
