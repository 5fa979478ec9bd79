"""Stands in for GitHub and Facebook, as their documentation describes them: /github/… and /facebook/…; a mode follows a tilde: /github~denied/…

Says its port on standard output and ends when standard input does.
"""
import base64
import hashlib
import hmac
import json
import os
import secrets
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "12345", "0123456789abcdef0123456789abcdef"
codes, tokens = {}, {}


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body, fields=()):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def parts(self):
        address = urlsplit(self.path)
        _, place, *rest = address.path.split("/")
        name, _, mode = place.partition("~")
        return name, mode, "/" + "/".join(rest), {name: values[0] for name, values in parse_qs(address.query).items()}

    def send_back(self, query, answer, fragment=""):
        self.say(302, {}, [("Location", query["redirect_uri"] + "?" + urlencode(answer | {"state": query["state"]}) + fragment)])

    def do_GET(self):
        name, mode, path, query = self.parts()
        if name == "github":
            return self.github(mode, path, query)
        if name == "facebook" and path.startswith("/v26.0/"):
            return self.facebook(mode, path.removeprefix("/v26.0"), query)
        self.say(404, {})

    def do_POST(self):
        name, mode, path, _ = self.parts()
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        if name != "github" or path != "/login/oauth/access_token" or "json" not in self.headers.get("Accept", ""):
            return self.say(404, {})
        asked = codes.pop(form.get("code"), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        fine = asked and asked["code_challenge"] == challenge and asked["redirect_uri"] == form.get("redirect_uri")
        if not fine or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET) or mode == "bad-code":
            # As GitHub does: an error, with the status of success.
            return self.say(200, {"error": "bad_verification_code", "error_description": "<b>The code is incorrect.</b>"})
        token = secrets.token_urlsafe(20)
        tokens[token] = mode
        self.say(200, {"access_token": token, "token_type": "bearer", "scope": "user:email"})

    def github(self, mode, path, query):
        if path == "/login/oauth/authorize":
            if mode == "denied":
                return self.send_back(query, {"error": "access_denied", "error_description": "<script>alert(1)</script>"})
            if query.get("client_id") != CLIENT or query.get("code_challenge_method") != "S256" or query.get("scope") != "user:email":
                return self.say(400, {})
            code = secrets.token_urlsafe(20)
            codes[code] = query
            return self.send_back(query, {"code": code})
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in tokens or not self.headers.get("User-Agent"):
            return self.say(401, {"message": "Bad credentials"})
        if path == "/user":
            person = {"id": 583231, "login": "ida", "name": "Ida Example", "avatar_url": "https://avatars.example.org/u/1", "email": "public@example.org"}
            if mode == "text-id":
                person["id"] = "583231"
            return self.say(200, person)
        if path == "/user/emails":
            return self.say(200, [
                {"email": "old@example.org", "primary": False, "verified": True},
                {"email": "ida@example.org", "primary": True, "verified": mode != "unverified"},
            ])
        self.say(404, {})

    def facebook(self, mode, path, query):
        if path == "/dialog/oauth":
            if mode == "denied":
                answer = {"error": "access_denied", "error_reason": "user_denied", "error_description": "<script>alert(1)</script>"}
                return self.send_back(query, answer, "#_=_")
            if query.get("client_id") != CLIENT or query.get("scope") != "public_profile,email":
                return self.say(400, {})
            code = secrets.token_urlsafe(20)
            codes[code] = query
            return self.send_back(query, {"code": code}, "#_=_")
        if path == "/oauth/access_token":
            asked = codes.pop(query.get("code"), None)
            if not asked or asked["redirect_uri"] != query.get("redirect_uri") or query.get("client_secret") != SECRET:
                return self.say(400, {"error": {"message": "Invalid verification code format.", "code": 100}})
            token = secrets.token_urlsafe(20)
            tokens[token] = mode
            return self.say(200, {"access_token": token, "token_type": "bearer", "expires_in": 5_183_944})
        shown = query.get("access_token", "")
        proof = hmac.new(SECRET.encode(), shown.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(proof, query.get("appsecret_proof", "")):
            return self.say(400, {"error": {"message": "Invalid appsecret_proof", "code": 100}})
        if path == "/debug_token" and shown == f"{CLIENT}|{SECRET}":
            told = {"app_id": "999" if mode == "foreign-app" else CLIENT, "is_valid": mode != "invalid", "user_id": "10150000000000001"}
            return self.say(200, {"data": told})
        if path == "/app" and shown == f"{CLIENT}|{SECRET}":
            return self.say(200, {"id": CLIENT})
        if path == "/me" and shown in tokens:
            person = {"id": "7" if mode == "other-person" else "10150000000000001", "name": "Ida Example", "email": "ida@example.org"}
            person["picture"] = {"data": {"url": "https://scontent.example.org/ida.jpg"}}
            return self.say(200, {name: person[name] for name in ("id", "name", "email", "picture")})
        self.say(400, {"error": {"message": "not so", "code": 100}})


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.buffer.read()
os._exit(0)
