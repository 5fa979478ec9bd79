"""Webhooks: signed by an authority of our own, delivered with retries, late, twice or out of order."""
import base64
import datetime
import json
import random
import threading
import time
import urllib.request
import uuid
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

SUBJECT = "messageverificationcerts.sandbox.paypal.com"
MOST_ATTEMPTS = 25
DAY = datetime.timedelta(days=1)


class Authority:
    def __init__(self, name):
        self.key, self.middle_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.root = self.make(name, self.key, name, self.key, ca=True)
        self.middle = self.make(name + " 2", self.middle_key, name, self.key, ca=True)
        self.name = name

    @staticmethod
    def make(subject, key, issuer, issuer_key, ca=False, names=(), begin=-30, end=3650):
        now = datetime.datetime.now(datetime.timezone.utc)
        made = (x509.CertificateBuilder().subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
                .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)])).public_key(key.public_key())
                .serial_number(x509.random_serial_number()).not_valid_before(now + begin * DAY).not_valid_after(now + end * DAY)
                .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True))
        if names:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        return made.sign(issuer_key, hashes.SHA256())

    def leaf(self, key, name=SUBJECT, begin=-30, end=400):
        leaf = self.make(name, key, self.name + " 2", self.middle_key, names=[name], begin=begin, end=end)
        return pem(leaf) + pem(self.middle)


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


class Hooks:
    def __init__(self, base, clock):
        self.base, self.clock = base, clock
        authority, stranger = Authority("Stand-in CA"), Authority("Stranger's CA")
        self.key = rsa.generate_private_key(65537, 2048)
        self.ca = pem(authority.root)
        self.certificates = {
            "CERT-good": authority.leaf(self.key), "CERT-expired": authority.leaf(self.key, begin=-300, end=-2),
            "CERT-stranger": stranger.leaf(self.key), "CERT-other-name": authority.leaf(self.key, "example.org"),
            "CERT-other-key": authority.leaf(rsa.generate_private_key(65537, 2048)), "CERT-no-certificate": "<html>Not found</html>",
            "CERT-huge": "x" * (1 << 20), "CERT-leaf-alone": authority.leaf(self.key).split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n",
        }
        self.webhooks, self.events, self.deliveries, self.waiting = {}, {}, [], []
        self.style = {"hold": False, "copies": 1, "delay": 0.0, "retry": 0.2, "before_redirect": False, "certificate": "CERT-good"}
        self.changed, self.busy = threading.Condition(), False
        self.certificate_looks = {}
        threading.Thread(target=self.work, daemon=True).start()

    # What happened

    def emit(self, kind, resource_type, resource, version="2.0"):
        event = {"id": f"WH-{uuid.uuid4().hex[:17].upper()}-{uuid.uuid4().hex[:17].upper()}", "create_time": self.clock.text(),
                 "resource_type": resource_type, "event_type": kind, "event_version": "1.0", "resource_version": version,
                 "summary": kind.replace(".", " ").capitalize(), "resource": json.loads(json.dumps(resource)),
                 "links": [{"href": f"{self.base}/v1/notifications/webhooks-events/", "rel": "self", "method": "GET"}]}
        event["links"][0]["href"] += event["id"]
        with self.changed:
            self.events[event["id"]] = event
            for webhook in self.webhooks.values():
                if any(wanted["name"] in ("*", kind) for wanted in webhook["event_types"]):
                    for _ in range(self.style["copies"]):
                        self.queue(event, webhook, self.style["delay"])
        return event

    def queue(self, event, webhook, delay):
        self.waiting.append({"event": event, "webhook": webhook, "due": time.monotonic() + delay, "attempt": 0, "held": self.style["hold"]})
        self.changed.notify_all()

    def resend(self, event):
        with self.changed:
            for webhook in self.webhooks.values():
                self.queue(event, webhook, 0)

    def release(self, order):
        with self.changed:
            held = [item for item in self.waiting if item["held"]]
            rest = [item for item in self.waiting if not item["held"]]
            if order == "reversed":
                held.reverse()
            elif order == "shuffled":
                random.Random(7).shuffle(held)
            for place, item in enumerate(held):
                item.update(held=False, due=time.monotonic() + place * 1e-6)
            self.waiting = rest + held
            self.style["hold"] = False
            self.changed.notify_all()
            return len(held)

    # On its way

    def signed(self, event, webhook, certificate=None, changes=()):
        body = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
        sent = {"id": str(uuid.uuid4()), "time": self.clock.text(), "webhook": webhook["id"], "algo": "SHA256withRSA",
                "url": f"{self.base}/v1/notifications/certs/{certificate or self.style['certificate']}"} | dict(changes)
        text = f"{sent['id']}|{sent['time']}|{sent['webhook']}|{zlib.crc32(body)}"
        signature = self.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return body, {"PAYPAL-TRANSMISSION-ID": sent["id"], "PAYPAL-TRANSMISSION-TIME": sent["time"], "PAYPAL-CERT-URL": sent["url"],
                      "PAYPAL-AUTH-ALGO": sent["algo"], "PAYPAL-TRANSMISSION-SIG": base64.b64encode(signature).decode(),
                      "PAYPAL-AUTH-VERSION": "v2", "CORRELATION-ID": uuid.uuid4().hex[:13], "Content-Type": "application/json"}

    def work(self):
        while True:
            with self.changed:
                ready = [item for item in self.waiting if not item["held"] and item["due"] <= time.monotonic()]
                if not ready:
                    self.changed.wait(0.05 if any(not item["held"] for item in self.waiting) else None)
                    continue
                item = min(ready, key=lambda one: one["due"])
                self.waiting.remove(item)
                self.busy = True
            self.deliver(item)

    def deliver(self, item):
        body, headers = self.signed(item["event"], item["webhook"])
        try:
            opener = urllib.request.build_opener(NoRedirects)
            with opener.open(urllib.request.Request(item["webhook"]["url"], body, headers), timeout=120) as answer:
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        with self.changed:
            self.busy = False
            item["attempt"] += 1
            self.deliveries.append({"event": item["event"]["id"], "type": item["event"]["event_type"], "status": status, "attempt": item["attempt"]})
            if not 200 <= status < 300 and item["attempt"] < MOST_ATTEMPTS:
                self.waiting.append(item | {"due": time.monotonic() + self.style["retry"]})
            self.changed.notify_all()

    def settle(self, seconds):
        """Waits until nothing is on its way."""
        end = time.monotonic() + seconds
        with self.changed:
            count = len(self.deliveries)
            while (self.busy or any(not item["held"] for item in self.waiting)) and time.monotonic() < end:
                self.changed.wait(0.05)
            return len(self.deliveries) - count

    def verifies(self, told, raw_event):
        """The answer of verify-webhook-signature: over the event exactly as it was sent."""
        text = f"{told['transmission_id']}|{told['transmission_time']}|{told['webhook_id']}|{zlib.crc32(raw_event)}"
        known = ("CERT-good", "CERT-leaf-alone")
        if told["auth_algo"] != "SHA256withRSA" or told["webhook_id"] not in self.webhooks or told["cert_url"].split("/")[-1] not in known:
            return False
        try:
            self.key.public_key().verify(base64.b64decode(told["transmission_sig"]), text.encode(), padding.PKCS1v15(), hashes.SHA256())
            return True
        except Exception:
            return False


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
