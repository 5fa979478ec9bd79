"""Tests of the stand-in itself: every operation it has, judged by PayPal's files; the rules of PayPal's that others rely on; and that the
judge really judges. Run by the tests of Kinora, and by hand: .venv-paypal/bin/python Tests/PayPal/selftest.py"""
import base64
import http.server
import json
import pathlib
import subprocess
import sys
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

HERE = pathlib.Path(__file__).parent


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Receiver(http.server.BaseHTTPRequestHandler):
    got, answers = [], []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.got.append((dict(self.headers), body))
        self.send_response(Receiver.answers.pop(0) if Receiver.answers else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class StandIn(unittest.TestCase):
    def setUp(self):
        self.process = subprocess.Popen([sys.executable, str(HERE / "standin.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.base = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.opener = urllib.request.build_opener(NoRedirects)
        self.token = self.login()
        Receiver.got, Receiver.answers = [], []

    def tearDown(self):
        violations = self.get("/control/state")["violations"]
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.assertEqual(violations, getattr(self, "expected", []))

    def login(self):
        basic = base64.b64encode(b"stand-in-client:stand-in secret/with:signs").decode()
        return self.send("POST", "/v1/oauth2/token", raw=b"grant_type=client_credentials",
                         headers={"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"})[1]["access_token"]

    def send(self, method, path, body=None, name=None, raw=None, headers=None, prefer=None):
        fields = {"Content-Type": "application/json"} | (headers or {"Authorization": f"Bearer {getattr(self, 'token', '')}"})
        if name:
            fields["PayPal-Request-Id"] = name
        if prefer:
            fields["Prefer"] = "return=" + prefer
        data = raw if raw is not None else (json.dumps(body).encode() if body is not None else (b"" if method == "POST" else None))
        try:
            with self.opener.open(urllib.request.Request(self.base + path, data, fields, method=method), timeout=60) as answer:
                text, status, self.headers = answer.read(), answer.status, answer.headers
        except urllib.error.HTTPError as error:
            text, status, self.headers = error.read(), error.code, error.headers
        try:
            return status, json.loads(text) if text else None
        except ValueError:
            return status, text.decode()

    def get(self, path):
        return self.send("GET", path)[1]

    def well(self, wanted, method, path, body=None, name=None):
        status, told = self.send(method, path, body, name, prefer="representation")
        self.assertEqual(status, wanted, told)
        return told

    def control(self, path, **told):
        return self.well(200, "POST", "/control/" + path, told)

    # Ready things

    def plan(self, threshold=2, price="9.99"):
        product = self.send("POST", "/v1/catalogs/products", {"name": "Kinora", "type": "SERVICE"}, "p-1", prefer="representation")[1]
        return self.well(201, "POST", "/v1/billing/plans", {
            "product_id": product["id"], "name": "Monthly " + price, "billing_cycles": [
                {"frequency": {"interval_unit": "MONTH", "interval_count": 1}, "tenure_type": "REGULAR", "sequence": 1, "total_cycles": 0,
                 "pricing_scheme": {"fixed_price": {"value": price, "currency_code": "EUR"}}}],
            "payment_preferences": {"auto_bill_outstanding": True, "payment_failure_threshold": threshold}}, "plan-" + price)

    def subscribed(self, plan=None, approve=True):
        plan = plan or self.plan()
        made = self.well(201, "POST", "/v1/billing/subscriptions", {
            "plan_id": plan["id"], "custom_id": "our-1", "application_context": {
                "user_action": "SUBSCRIBE_NOW", "return_url": "https://kinora.example/back", "cancel_url": "https://kinora.example/no"}}, "s-1")
        if approve:
            self.press(made, "approve")
        return made

    def press(self, made, relation, action="approve"):
        link = next(one["href"] for one in made["links"] if one["rel"] == relation)
        status, _ = self.send("POST", link.removeprefix(self.base), raw=f"action={action}".encode(),
                              headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(status, 302)
        return self.headers["Location"]

    def ordered(self, name="o-1", value="4.99", currency="EUR", approve=True):
        status, made = self.send("POST", "/v2/checkout/orders", {
            "intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": currency, "value": value}, "custom_id": "row-1", "invoice_id": name}],
            "payment_source": {"paypal": {"experience_context": {
                "return_url": "https://kinora.example/back?x=1", "cancel_url": "https://kinora.example/no", "user_action": "PAY_NOW",
                "shipping_preference": "NO_SHIPPING"}}}}, name)
        self.assertIn(status, (200, 201), made)
        if approve:
            self.press(made, "payer-action")
        return made

    def captured(self, name="o-1", **more):
        made = self.ordered(name, **more)
        return self.well(201, "POST", f"/v2/checkout/orders/{made['id']}/capture", {}, name + "-capture")

    def issue(self, status, method, path, body=None, name=None):
        got, told = self.send(method, path, body, name)
        self.assertEqual(got, status, told)
        return told["details"][0]["issue"]

    # What must hold

    def test_subscriptions_go_through_all_their_states(self):
        made = self.subscribed(approve=False)
        self.assertEqual(made["status"], "APPROVAL_PENDING")
        path = f"/v1/billing/subscriptions/{made['id']}"
        self.assertTrue(self.press(made, "approve", "cancel").startswith("https://kinora.example/no?subscription_id="))
        self.assertIn(f"subscription_id={made['id']}", self.press(made, "approve"))
        active = self.get(path)
        self.assertEqual((active["status"], active["billing_info"]["last_payment"]["amount"]["value"], active["custom_id"]), ("ACTIVE", "9.99", "our-1"))
        self.control(f"subscriptions/{made['id']}/renew")
        self.assertEqual(self.get(path)["billing_info"]["cycle_executions"][0]["cycles_completed"], 2)
        self.control(f"subscriptions/{made['id']}/fail")
        self.assertEqual(self.get(path)["billing_info"]["outstanding_balance"]["value"], "9.99")
        self.well(200, "POST", path + "/capture", {"note": "due", "capture_type": "OUTSTANDING_BALANCE", "amount": {"currency_code": "EUR", "value": "9.99"}}, "out-1")
        self.assertEqual(self.issue(422, "POST", path + "/capture", {
            "note": "due", "capture_type": "OUTSTANDING_BALANCE", "amount": {"currency_code": "EUR", "value": "9.99"}}, "out-2"), "ZERO_OUTSTANDING_BALANCE")
        self.assertEqual(self.get(path)["billing_info"]["failed_payments_count"], 0)
        for _ in range(2):
            self.control(f"subscriptions/{made['id']}/fail")
        self.assertEqual(self.get(path)["status"], "SUSPENDED")
        self.well(204, "POST", path + "/activate", {"reason": "paid"})
        self.well(204, "POST", path + "/suspend", {"reason": "pause"})
        self.well(204, "POST", path + "/activate", {"reason": "on"})
        window = urllib.parse.urlencode({"start_time": "2020-01-01T00:00:00Z", "end_time": "2099-01-01T00:00:00Z"})
        self.assertEqual(self.get(f"{path}/transactions?{window}")["total_items"], 3)
        self.well(204, "POST", path + "/cancel", {"reason": "enough"})
        self.assertEqual(self.issue(422, "POST", path + "/cancel", {"reason": "enough"}), "SUBSCRIPTION_STATUS_INVALID")
        self.assertEqual(self.issue(422, "POST", path + "/activate", {"reason": "again"}), "SUBSCRIPTION_STATUS_INVALID")

    def test_a_revised_subscription_changes_once_it_is_approved(self):
        made = self.subscribed()
        other = self.plan(price="14.99")
        path = f"/v1/billing/subscriptions/{made['id']}"
        told = self.well(200, "POST", path + "/revise", {"plan_id": other["id"]})
        self.assertEqual(self.get(path)["plan_id"], made["plan_id"])
        self.press(told, "approve")
        self.assertEqual(self.get(path)["plan_id"], other["id"])

    def test_plans_are_listed_priced_and_put_away(self):
        plan = self.plan()
        path = f"/v1/billing/plans/{plan['id']}"
        self.well(204, "POST", path + "/update-pricing-schemes", {"pricing_schemes": [
            {"billing_cycle_sequence": 1, "pricing_scheme": {"fixed_price": {"value": "11.99", "currency_code": "EUR"}}}]})
        self.assertEqual(self.get(path)["billing_cycles"][0]["pricing_scheme"]["fixed_price"]["value"], "11.99")
        self.well(204, "POST", path + "/deactivate")
        self.assertEqual(self.issue(422, "POST", "/v1/billing/subscriptions", {"plan_id": plan["id"]}), "PLAN_STATUS_INVALID")
        self.well(204, "POST", path + "/activate")
        self.assertEqual(len(self.well(200, "GET", "/v1/billing/plans")["plans"]), 1)
        self.assertEqual(len(self.well(200, "GET", "/v1/catalogs/products")["products"]), 1)
        self.well(200, "GET", f"/v1/catalogs/products/{plan['product_id']}")

    def test_an_order_is_approved_captured_once_and_refunded(self):
        made = self.ordered(approve=False)
        path = f"/v2/checkout/orders/{made['id']}"
        self.assertEqual(self.issue(422, "POST", path + "/capture", {}, "c-0"), "ORDER_NOT_APPROVED")
        self.assertTrue(self.press(made, "payer-action").startswith(f"https://kinora.example/back?x=1&token={made['id']}&PayerID="))
        done = self.well(201, "POST", path + "/capture", {}, "c-1")
        again = self.well(200, "POST", path + "/capture", {}, "c-1")
        self.assertEqual(done, again)
        self.assertEqual(self.issue(422, "POST", path + "/capture", {}, "c-2"), "ORDER_ALREADY_CAPTURED")
        capture = done["purchase_units"][0]["payments"]["captures"][0]
        self.assertEqual((capture["status"], capture["amount"]["value"], capture["custom_id"]), ("COMPLETED", "4.99", "row-1"))
        refund = f"/v2/payments/captures/{capture['id']}/refund"
        first = self.well(201, "POST", refund, {"amount": {"currency_code": "EUR", "value": "1.00"}}, "r-1")
        self.assertEqual(first["id"], self.well(201, "POST", refund, {"amount": {"currency_code": "EUR", "value": "1.00"}}, "r-1")["id"])
        self.assertEqual(self.issue(422, "POST", refund, {"amount": {"currency_code": "EUR", "value": "4.00"}}, "r-2"), "REFUND_AMOUNT_EXCEEDED")
        self.assertEqual(self.issue(422, "POST", refund, {"amount": {"currency_code": "USD", "value": "1.00"}}, "r-3"), "REFUND_CAPTURE_CURRENCY_MISMATCH")
        self.assertEqual(self.well(201, "POST", refund, {}, "r-4")["amount"]["value"], "3.99")
        self.assertEqual(self.issue(422, "POST", refund, {}, "r-5"), "CAPTURE_FULLY_REFUNDED")
        self.assertEqual(self.well(200, "GET", f"/v2/payments/captures/{capture['id']}")["status"], "REFUNDED")
        self.well(200, "GET", f"/v2/payments/refunds/{first['id']}")
        self.assertEqual(len(self.get(path)["purchase_units"][0]["payments"]["refunds"]), 2)

    def test_captures_may_wait_be_declined_and_be_disputed(self):
        self.control("capture", status="PENDING")
        capture = self.captured()["purchase_units"][0]["payments"]["captures"][0]
        self.assertEqual(capture["status"], "PENDING")
        self.assertEqual(self.issue(422, "POST", f"/v2/payments/captures/{capture['id']}/refund", {}, "r"), "PENDING_CAPTURE")
        self.control(f"captures/{capture['id']}/complete")
        self.assertEqual(self.get(f"/v2/payments/captures/{capture['id']}")["status"], "COMPLETED")
        dispute = self.control(f"captures/{capture['id']}/dispute", reason="UNAUTHORISED")
        self.assertEqual(self.issue(422, "POST", f"/v2/payments/captures/{capture['id']}/refund", {}, "r"), "TRANSACTION_DISPUTED")
        self.assertEqual(self.well(200, "GET", "/v1/customer/disputes")["items"][0]["dispute_id"], dispute["dispute_id"])
        self.well(200, "GET", f"/v1/customer/disputes/{dispute['dispute_id']}")
        self.control(f"disputes/{dispute['dispute_id']}/resolve", outcome="RESOLVED_BUYER_FAVOUR")
        self.assertEqual(self.get(f"/v2/payments/captures/{capture['id']}")["status"], "REFUNDED")
        self.well(200, "GET", f"/v1/customer/disputes/{dispute['dispute_id']}")
        self.control("capture", refusal="INSTRUMENT_DECLINED")
        made = self.ordered("o-2")
        self.assertEqual(self.issue(422, "POST", f"/v2/checkout/orders/{made['id']}/capture", {}, "o-2-c"), "INSTRUMENT_DECLINED")
        self.press(made, "payer-action")
        self.well(201, "POST", f"/v2/checkout/orders/{made['id']}/capture", {}, "o-2-d")

    def test_the_judge_refuses_what_is_not_paypals_language(self):
        def fields(told):
            return [detail["field"] for detail in told["details"]]

        status, told = self.send("POST", "/v1/catalogs/products", {"name": "x"})
        self.assertEqual((status, fields(told)), (400, ["/type"]))
        status, told = self.send("POST", "/v1/billing/plans", {"product_id": "PROD-1234567", "name": "x", "payment_preferences": {}, "billing_cycles": []})
        self.assertEqual((status, fields(told)[:1]), (400, ["/billing_cycles"]))
        status, told = self.send("POST", "/v2/checkout/orders", {"intent": "SALE", "purchase_units": [{"amount": {"currency_code": "EUR", "value": "1"}}]}, "x")
        self.assertEqual((status, fields(told)[:1]), (400, ["/intent"]))
        status, told = self.send("POST", "/v2/checkout/orders", {"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "EUR", "value": 4.99}}]}, "x")
        self.assertEqual(status, 400, "a number is no amount")
        status, told = self.send("POST", "/v2/checkout/orders", {"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "EUR", "value": "1.00"}}]})
        self.assertEqual((status, told["details"][0]["issue"]), (400, "PAYPAL_REQUEST_ID_REQUIRED"))
        self.assertEqual(self.issue(422, "POST", "/v2/checkout/orders", {"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "JPY", "value": "1.50"}}]}, "y"),
                         "DECIMAL_PRECISION")
        self.assertEqual(self.send("GET", "/v1/notifications/webhooks-event-types")[0], 501)
        self.assertEqual(self.send("GET", "/v1/nothing")[0], 404)
        self.assertEqual(self.send("GET", "/v1/billing/subscriptions/I-NONE")[0], 404)

    def test_the_judge_sees_an_answer_that_breaks_the_contract(self):
        sys.path.insert(0, str(HERE))
        from flask import Flask, Response, request

        from contract import Contract, Wrong
        contract = Contract("http://127.0.0.1")
        app = Flask("x")
        good = {"id": "P-12345", "status": "ACTIVE", "links": [{"href": "http://x", "rel": "self"}]}
        for change, fine in [({}, True), ({"status": "OPEN"}, False), ({"billing_cycles": []}, False), ({"links": []}, False), ({"name": 7}, False)]:
            with app.test_request_context("/v1/billing/plans/P-12345", base_url="http://127.0.0.1"):
                spec, _, _, wanted = contract.operation(request)
                answer = Response(json.dumps(good | change), 200, content_type="application/json")
                if fine:
                    contract.check_answer(spec, wanted, answer)
                else:
                    self.assertRaises(Wrong, contract.check_answer, spec, wanted, answer)
        with app.test_request_context("/v1/billing/plans/P-12345", base_url="http://127.0.0.1"):
            spec, _, _, wanted = contract.operation(request)
            self.assertRaises(Wrong, contract.check_answer, spec, wanted, Response("{}", 418, content_type="application/json"))

    def test_tokens_end_and_are_asked_for(self):
        self.control("clock", seconds=40000)
        self.assertEqual(self.send("GET", "/v1/billing/plans")[0], 401)
        self.token = self.login()
        self.well(200, "GET", "/v1/billing/plans")
        self.control("token")
        self.assertEqual(self.send("GET", "/v1/billing/plans")[0], 401)
        wrong = {"Authorization": "Basic " + base64.b64encode(b"stand-in-client:wrong").decode(), "Content-Type": "application/x-www-form-urlencoded"}
        self.assertEqual(self.send("POST", "/v1/oauth2/token", raw=b"grant_type=client_credentials", headers=wrong)[0], 401)

    def test_a_request_id_is_remembered_for_its_time_and_no_longer(self):
        one = self.ordered(approve=False)
        self.assertEqual(self.ordered(approve=False)["id"], one["id"])
        self.control("clock", seconds=6 * 3600 + 60)
        self.assertNotEqual(self.ordered(approve=False)["id"], one["id"])
        self.expected = [{"operation": "orders.create", "faults": [["PayPal-Request-Id", "the same id came with another body"]]}]
        self.ordered(approve=False, value="5.99")

    def test_faults(self):
        for kind in ("429", "500", "503"):
            self.control("fault", operation="plans.list", kind=kind, after=3)
            self.assertEqual(self.send("GET", "/v1/billing/plans")[0], int(kind))
            self.assertEqual(self.headers["Retry-After"], "3")
            self.well(200, "GET", "/v1/billing/plans")
        made = self.ordered()
        self.control("fault", operation="orders.capture", kind="422", issue="COMPLIANCE_VIOLATION")
        self.assertEqual(self.issue(422, "POST", f"/v2/checkout/orders/{made['id']}/capture", {}, "c"), "COMPLIANCE_VIOLATION")
        self.control("fault", operation="orders.capture", kind="lost")
        self.assertEqual(self.send("POST", f"/v2/checkout/orders/{made['id']}/capture", {}, "c")[0], 500)
        self.assertEqual(self.get(f"/v2/checkout/orders/{made['id']}")["status"], "COMPLETED")
        self.well(200, "POST", f"/v2/checkout/orders/{made['id']}/capture", {}, "c")

    # Webhooks

    def receiver(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return self.well(201, "POST", "/v1/notifications/webhooks", {
            "url": f"http://127.0.0.1:{server.server_port}/hook", "event_types": [{"name": "PAYMENT.CAPTURE.COMPLETED"}, {"name": "CHECKOUT.ORDER.APPROVED"}]})

    def test_webhooks_are_signed_as_paypal_signs(self):
        webhook = self.receiver()
        self.captured()
        self.control("settle")
        self.assertEqual(sorted(json.loads(body)["event_type"] for _, body in Receiver.got), ["CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED"])
        for headers, body in Receiver.got:
            sent = {name.lower(): value for name, value in headers.items()}
            blocks = self.send("GET", sent["paypal-cert-url"].removeprefix(self.base))[1]
            leaf, middle = x509.load_pem_x509_certificates(blocks.encode())
            root = x509.load_pem_x509_certificate(self.send("GET", "/control/ca")[1].encode())
            leaf.verify_directly_issued_by(middle)
            middle.verify_directly_issued_by(root)
            text = f"{sent['paypal-transmission-id']}|{sent['paypal-transmission-time']}|{webhook['id']}|{zlib.crc32(body)}"
            leaf.public_key().verify(base64.b64decode(sent["paypal-transmission-sig"]), text.encode(), padding.PKCS1v15(), hashes.SHA256())
            names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
            self.assertEqual(names, ["messageverificationcerts.sandbox.paypal.com"])
            told = {name: sent["paypal-" + field] for name, field in [
                ("auth_algo", "auth-algo"), ("cert_url", "cert-url"), ("transmission_id", "transmission-id"), ("transmission_sig", "transmission-sig"),
                ("transmission_time", "transmission-time")]} | {"webhook_id": webhook["id"]}
            for event, outcome in [(body, "SUCCESS"), (body.replace(b"EUR", b"USD"), "FAILURE")]:
                raw = json.dumps(told).encode()[:-1] + b',"webhook_event":' + event + b"}"
                answer = self.send("POST", "/v1/notifications/verify-webhook-signature", raw=raw)[1]
                self.assertEqual(answer.get("verification_status"), outcome, answer)
            self.well(200, "GET", f"/v1/notifications/webhooks-events/{json.loads(body)['id']}")

    def test_webhooks_come_again_late_twice_and_out_of_order(self):
        self.receiver()
        Receiver.answers = [500, 503]
        self.control("webhooks", retry=0.01)
        self.ordered()
        self.control("settle")
        self.assertEqual([d["status"] for d in self.get("/control/state")["deliveries"]], [500, 503, 200])
        Receiver.got.clear()
        self.control("webhooks", hold=True, copies=2)
        self.captured("o-2")
        self.control("settle")
        self.assertEqual(Receiver.got, [])
        self.control("release", order="reversed")
        self.control("settle")
        kinds = [json.loads(body)["event_type"] for _, body in Receiver.got]
        self.assertEqual(kinds, ["PAYMENT.CAPTURE.COMPLETED"] * 2 + ["CHECKOUT.ORDER.APPROVED"] * 2)
        Receiver.got.clear()
        self.control("webhooks", copies=1, before_redirect=True, delay=0.2)
        made = self.ordered("o-3", approve=False)
        self.press(made, "payer-action")
        self.assertEqual(len(Receiver.got), 1, "the webhook was there before the person")

    def test_webhooks_are_kept_changed_and_taken_away(self):
        webhook = self.receiver()
        path = f"/v1/notifications/webhooks/{webhook['id']}"
        self.assertEqual(self.send("POST", "/v1/notifications/webhooks", {"url": webhook["url"], "event_types": [{"name": "*"}]})[0], 400)
        self.well(200, "PATCH", path, [{"op": "replace", "path": "/event_types", "value": [{"name": "*"}]}])
        self.assertEqual(self.well(200, "GET", "/v1/notifications/webhooks")["webhooks"][0]["event_types"][0]["name"], "*")
        self.well(204, "DELETE", path)
        self.assertEqual(self.send("GET", path)[0], 404)


if __name__ == "__main__":
    unittest.main()
