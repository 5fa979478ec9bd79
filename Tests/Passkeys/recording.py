"""Records ceremonies of passkeys in a real browser, for the tests of the verifier:

    python Tests/Passkeys/recording.py > Tests/Fixtures/passkeys.json

Chromium makes them with virtual authenticators (DevTools, domain WebAuthn): one for each kind of key and each form of attestation, each
registered once and used twice. PyPI's webauthn agrees to every one before it is written down.
"""

import http.server
import json
import threading

import webauthn
from playwright.sync_api import sync_playwright
from webauthn.helpers import base64url_to_bytes

KINDS = [-7, -8, -257]
CHALLENGES = ["cmVnaXN0ZXJpbmctYS1wYXNza2V5LTAwMDAwMDAwMDE", "c2lnbmluZy1pbi1maXJzdC10aW1lLTAwMDAwMDAwMDI", "c2lnbmluZy1pbi1zZWNvbmQtdGltZS0wMDAwMDAwMDM"]
HANDLE = "aWRhLWlzLWEtbWVtYmVy"

CREATE = """async ([kind, attestation, challenge, handle]) => {
  const options = PublicKeyCredential.parseCreationOptionsFromJSON({
    rp: {id: "localhost", name: "Kinora"}, user: {id: handle, name: "ida", displayName: "Ida"}, challenge,
    pubKeyCredParams: [{type: "public-key", alg: kind}], attestation,
    authenticatorSelection: {residentKey: "required", requireResidentKey: true, userVerification: "required"}})
  return (await navigator.credentials.create({publicKey: options})).toJSON()
}"""
GET = """async (challenge) => {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON({challenge, rpId: "localhost", userVerification: "required"})
  return (await navigator.credentials.get({publicKey: options})).toJSON()
}"""


class Empty(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Recording</title>")

    def log_message(self, *words):
        pass


def record(page, devices, kind, attestation, origin):
    authenticator = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}})["authenticatorId"]
    made = page.evaluate(CREATE, [kind, attestation, CHALLENGES[0], HANDLE])
    uses = [page.evaluate(GET, challenge) for challenge in CHALLENGES[1:]]
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})

    # A virtual authenticator's certificate has no root that anybody trusts; what is asked is whether it is well formed.
    kept = webauthn.verify_registration_response(
        credential=made, expected_challenge=base64url_to_bytes(CHALLENGES[0]), expected_rp_id="localhost", expected_origin=origin,
        require_user_verification=True)
    counter = kept.sign_count
    for challenge, use in zip(CHALLENGES[1:], uses):
        counter = webauthn.verify_authentication_response(
            credential=use, expected_challenge=base64url_to_bytes(challenge), expected_rp_id="localhost", expected_origin=origin,
            credential_public_key=kept.credential_public_key, credential_current_sign_count=counter,
            require_user_verification=True).new_sign_count
    return {"algorithm": kind, "attestation": getattr(kept.fmt, "value", kept.fmt), "origin": origin, "challenges": CHALLENGES, "handle": HANDLE, "made": made, "uses": uses}


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://localhost:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(origin)
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        recorded = [record(page, devices, kind, attestation, origin) for kind in KINDS for attestation in ("none", "direct")]
        browser.close()
    print(json.dumps(recorded, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
