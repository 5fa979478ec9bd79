"""A provider of OpenID Connect that lies in one way for each issuer: http://127.0.0.1:<port>/<mode>.

Says its port on standard output and ends when standard input does. `honest` does everything right; the other modes do everything right
but one thing. Like a strict provider it keeps to PKCE, the client's secret and the address to come back to, so that a client that leaves
something out does not get through.

--apple PEM-FILE: the public key with which the mode `apple` checks the client's secret.
"""
import argparse
import base64
import hashlib
import hmac
import html
import json
import os
import secrets
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey

arguments = argparse.ArgumentParser()
arguments.add_argument("--apple")
arguments = arguments.parse_args()

CLIENT, SECRET, CALLBACK = "kinora", "a secret/with:signs", "http://127.0.0.1:8080/login/callback/oidc"
RSA = RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"})
ROTATED = RSAKey.generate_key(2048, {"kid": "rsa-2", "use": "sig"})
NAMELESS = RSAKey.generate_key(2048)
FOREIGN = RSAKey.generate_key(2048, {"kid": "rsa-1"})
EC = ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"})
ED = OKPKey.generate_key("Ed25519", {"kid": "ed-1", "use": "sig"})
# A set of keys in which only some are of any use to somebody who checks tokens.
ODD = [
    {"kty": "oct", "k": "c2VjcmV0", "kid": "oct-1"}, {"kty": "future", "kid": "new-1"}, {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
    {"kty": "OKP", "crv": "X25519", "x": "AA", "kid": "x-1"}, {"kty": "RSA", "kid": "rsa-0"}, "no key at all", None,
    RSAKey.generate_key(1024, {"kid": "small"}).as_dict(private=False),
]

codes, looks, lock = {}, {}, threading.Lock()
DAY = 86_400


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def at_hash(token, mode=""):
    digest = hashlib.sha512 if mode in ("rs512", "eddsa") else hashlib.sha256
    half = digest(token.encode()).digest()
    return b64(half[: len(half) // 2])


def claims(mode, issuer, nonce, access):
    now = int(time.time())
    told = {"iss": issuer, "sub": "ida-1", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, "at_hash": at_hash(access, mode),
            "name": "Ida Example", "email": "ida@example.org", "email_verified": True}
    change = {
        "wrong-iss": {"iss": issuer + "x"}, "wrong-aud": {"aud": "another"}, "no-aud": {"aud": None}, "two-aud": {"aud": [CLIENT, "x"], "azp": CLIENT},
        "foreign-azp": {"aud": [CLIENT, "another"], "azp": "another"}, "two-aud-no-azp": {"aud": [CLIENT, "another"]},
        "one-aud-foreign-azp": {"azp": "another"}, "expired": {"exp": now - 120, "iat": now - 600}, "just-expired": {"exp": now - 30},
        "no-exp": {"exp": None}, "exp-text": {"exp": "tomorrow"}, "iat-tomorrow": {"iat": now + DAY, "exp": now + 2 * DAY}, "no-iat": {"iat": None},
        "nbf-tomorrow": {"nbf": now + DAY}, "clock-ahead": {"iat": now + 30, "nbf": now + 30},
        "nonce-missing": {"nonce": None}, "nonce-foreign": {"nonce": "that-of-another"}, "sub-missing": {"sub": None}, "sub-empty": {"sub": ""},
        "sub-number": {"sub": 7}, "sub-long": {"sub": "x" * 300}, "at-hash-wrong": {"at_hash": at_hash(access + "x")}, "at-hash-absent": {"at_hash": None},
        "email-unverified": {"email_verified": False}, "email-string": {"email_verified": "true"}, "email-absent": {"email": None, "email_verified": None},
        "iss-slash": {"iss": issuer + "/"}, "apple": {"email_verified": "true", "name": None},
    }.get(mode, {})
    return {name: value for name, value in (told | change).items() if value is not None}


def token(mode, issuer, nonce, access):
    body = claims(mode, issuer, nonce, access)
    head, key = {"alg": "RS256", "kid": "rsa-1"}, RSA
    if mode == "honest-es256":
        head, key = {"alg": "ES256", "kid": "ec-1"}, EC
    elif mode == "eddsa":
        head, key = {"alg": "EdDSA", "kid": "ed-1"}, ED
    elif mode == "rs512":
        head = {"alg": "RS512", "kid": "rsa-1"}
    elif mode == "rotated":
        head, key = {"alg": "RS256", "kid": "rsa-2"}, ROTATED
    elif mode in ("no-kid", "no-kid-two"):
        head, key = {"alg": "RS256"}, NAMELESS
    elif mode == "none":
        return f"{b64(json.dumps({'alg': 'none', 'kid': 'rsa-1'}).encode())}.{b64(json.dumps(body).encode())}."
    elif mode == "hs256":
        signed = f"{b64(json.dumps({'alg': 'HS256', 'kid': 'rsa-1'}).encode())}.{b64(json.dumps(body).encode())}"
        return f"{signed}.{b64(hmac.new(RSA.as_pem(private=False), signed.encode(), hashlib.sha256).digest())}"
    elif mode == "unknown-kid":
        head = {"alg": "RS256", "kid": "nobody-knows"}
    elif mode == "kid-number":
        return signed_by_hand({"alg": "RS256", "kid": 7}, body)
    elif mode == "crit":
        return signed_by_hand({"alg": "RS256", "kid": "rsa-1", "crit": ["exp"], "exp": 1}, body)
    elif mode == "jku":
        head, key = {"alg": "RS256", "kid": "rsa-1", "jku": f"{issuer}/foreign-jwks"}, FOREIGN
    elif mode == "jwk":
        head, key = {"alg": "RS256", "kid": "rsa-1", "jwk": FOREIGN.as_dict(private=False)}, FOREIGN
    elif mode == "x5u":
        head, key = {"alg": "RS256", "kid": "rsa-1", "x5u": f"{issuer}/foreign-jwks"}, FOREIGN
    elif mode == "foreign-key":
        key = FOREIGN
    made = jwt.encode(head, body, key, algorithms=[head["alg"]])
    if mode == "bad-signature":
        start, signature = made.rsplit(".", 1)
        raw = bytearray(base64.urlsafe_b64decode(signature + "=="))
        raw[10] ^= 1
        return f"{start}.{b64(bytes(raw))}"
    if mode == "changed-body":
        start, _, signature = made.split(".")
        return f"{start}.{b64(json.dumps(body | {'sub': 'another'}).encode())}.{signature}"
    if mode == "twice-claim":
        start, _, signature = made.split(".")
        return f"{start}.{b64((json.dumps(body)[:-1] + ', ' + json.dumps({'sub': 'b'})[1:]).encode())}.{signature}"
    return made


def signed_by_hand(head, body):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(body).encode())}"
    return f"{signed}.{b64(RSA.private_key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body, kind="application/json", fields=()):
        data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def parts(self):
        address = urlsplit(self.path)
        _, mode, *rest = address.path.split("/")
        return mode, "/" + "/".join(rest), {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self):
        mode, path, query = self.parts()
        issuer = f"{self.base}/{mode}"
        with lock:
            looks[mode + path] = looks.get(mode + path, 0) + 1
        if path == "/looks":
            return self.say(200, {name[len(mode):]: count for name, count in looks.items() if name.startswith(mode + "/")})
        if path == "/.well-known/openid-configuration":
            return self.discovery(mode, issuer)
        if path == "/authorize":
            return self.authorize(mode, issuer, query)
        if path == "/jwks":
            return self.jwks(mode)
        if path == "/foreign-jwks":
            return self.say(200, {"keys": [FOREIGN.as_dict(private=False)]})
        if path == "/userinfo":
            return self.userinfo(mode)
        self.say(404, {"error": "not_found"})

    def discovery(self, mode, issuer):
        papers = {
            "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token", "jwks_uri": f"{issuer}/jwks",
            "userinfo_endpoint": f"{issuer}/userinfo", "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"], "authorization_response_iss_parameter_supported": True,
        }
        if mode == "discovery-foreign":
            papers["issuer"] = "https://accounts.example.org"
        if mode == "secret-post":
            papers["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        if mode == "secret-jwt":
            papers["token_endpoint_auth_methods_supported"] = ["private_key_jwt"]
        if mode == "plain-http":
            papers["token_endpoint"] = "http://example.org/token"
        if mode == "inside":
            papers["token_endpoint"] = "https://10.0.0.1/token"
        if mode == "no-jwks-uri":
            del papers["jwks_uri"]
        if mode == "discovery-redirect":
            return self.say(302, "", fields=[("Location", f"{self.base}/honest/.well-known/openid-configuration")])
        if mode == "apple":
            papers.pop("userinfo_endpoint"), papers.pop("authorization_response_iss_parameter_supported")
        self.say(200, papers)

    def authorize(self, mode, issuer, query):
        wanted = {"response_type": "code", "client_id": CLIENT}
        if any(query.get(name) != value for name, value in wanted.items()) or not query.get("redirect_uri", "").startswith("http://127.0.0.1:"):
            return self.say(400, "not so", "text/plain")
        if mode != "apple" and query.get("code_challenge_method") != "S256":
            return self.say(400, "no challenge", "text/plain")
        if len(query.get("state", "")) < 22 or len(query.get("nonce", "")) < 22 or "openid" not in query.get("scope", "").split():
            return self.say(400, "no state, nonce or scope", "text/plain")
        code = secrets.token_urlsafe(24)
        with lock:
            codes[code] = query | {"mode": mode}
        answer = {"code": code, "state": query["state"], "iss": issuer}
        if mode == "iss-foreign":
            answer["iss"] = f"{self.base}/honest"
        if mode == "iss-missing":
            del answer["iss"]
        if mode == "state-lost":
            del answer["state"]
        if mode == "state-foreign":
            answer["state"] = secrets.token_urlsafe(32)
        if mode == "error-script":
            answer = {"error": "server_error", "error_description": "<script>alert(1)</script> call 0900-123", "state": query["state"], "iss": issuer}
        if mode == "declined":
            answer = {"error": "access_denied", "state": query["state"], "iss": issuer}
        if query.get("response_mode") == "form_post":
            del answer["iss"]
            answer["user"] = json.dumps({"name": {"firstName": "Ida", "lastName": "Example"}, "email": "ida@example.org"})
            fields = "".join(f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in answer.items())
            page = f'<form method="post" action="{html.escape(query["redirect_uri"])}">{fields}<button>Go on</button></form>'
            return self.say(200, f"<!doctype html><title>Apple</title>{page}", "text/html")
        target = query["redirect_uri"]
        self.say(302, "", fields=[("Location", target + ("&" if "?" in target else "?") + urlencode(answer))])

    def jwks(self, mode):
        known = [RSA, EC, ED]
        if mode == "rotated":
            known = [RSA] if looks[mode + "/jwks"] == 1 else [ROTATED]
        if mode == "no-kid":
            known = []
        public = ODD + [key.as_dict(private=False) for key in known]
        if mode in ("no-kid", "no-kid-two"):
            key = {name: value for name, value in NAMELESS.as_dict(private=False).items() if name != "kid"}
            public = [key] if mode == "no-kid" else [key, {**FOREIGN.as_dict(private=False), "kid": None}]
        if mode == "jwks-slow":
            time.sleep(15)
        if mode == "enc-key":
            public = [{**RSA.as_dict(private=False), "use": "enc"}]
        self.say(200, {"keys": public})

    def do_POST(self):
        mode, path, _ = self.parts()
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()).items()}
        if path != "/token":
            return self.say(404, {"error": "not_found"})
        if not self.knows(mode, form):
            return self.say(401, {"error": "invalid_client"})
        with lock:
            asked = codes.get(form.get("code", "")) if mode == "code-twice" else codes.pop(form.get("code", ""), None)
        if not asked or asked["mode"] != mode or asked["redirect_uri"] != form.get("redirect_uri"):
            return self.say(400, {"error": "invalid_grant"})
        if mode != "apple" and b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest()) != asked["code_challenge"]:
            return self.say(400, {"error": "invalid_grant", "error_description": "wrong verifier"})
        if mode == "html":
            return self.say(200, "<html><body>Welcome!</body></html>", "text/html")
        if mode == "endless":
            return self.endless()
        if mode == "token-error":
            return self.say(200, {"error": "server_error"})
        access = secrets.token_urlsafe(24)
        codes["access " + access] = asked
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token(mode, f"{self.base}/{mode}", asked["nonce"], access)}
        if mode == "no-id-token":
            del answer["id_token"]
        if mode == "mac-token":
            answer["token_type"] = "mac"
        self.say(200, answer)

    def knows(self, mode, form):
        if mode == "apple":
            told = jwt.decode(form["client_secret"], ECKey.import_key(open(arguments.apple).read()), algorithms=["ES256"])
            life = told.claims["exp"] - told.claims["iat"]
            wanted = {"iss": "TEAM123456", "sub": CLIENT, "aud": "https://appleid.apple.com"}
            return told.header.get("kid") == "KEY1234567" and 0 < life <= 15_777_000 and wanted.items() <= told.claims.items()
        if mode == "secret-post":
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET) and not self.headers.get("Authorization")
        kind, _, text = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic" or "client_secret" in form:
            return False
        name, _, secret = base64.b64decode(text).decode().partition(":")
        return (unquote(name), unquote(secret)) == (CLIENT, SECRET) and ":" not in secret

    def endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(131 << 20))
        self.end_headers()
        try:
            for _ in range(131):
                self.wfile.write(b" " * (1 << 20))
        except OSError:
            self.close_connection = True

    def userinfo(self, mode):
        if "access " + self.headers.get("Authorization", "").removeprefix("Bearer ") not in codes:
            return self.say(401, {"error": "invalid_token"})
        told = {"sub": "ida-1", "picture": "https://example.org/ida.png", "https://example.org/groups": ["films"]}
        if mode == "userinfo-foreign":
            told["sub"] = "another"
        if mode == "userinfo-none":
            del told["sub"]
        if mode == "email-in-userinfo":
            told |= {"email": "other@example.org", "email_verified": True}
        self.say(200, told)


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.buffer.read()
os._exit(0)
