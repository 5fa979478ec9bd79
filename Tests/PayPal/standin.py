"""A stand-in for PayPal. Every request and every answer is judged by PayPal's own OpenAPI files (contract.py); what PayPal does is in
house.py, webhooks in hooks.py. Prints its port, and ends when its input ends.

Faults of ours come as 400 with the place of the fault; an answer of the stand-in's own that breaks the contract is a 599 and is kept among
the violations (GET /control/state). Operations that PayPal has and this has not answer 501."""
import argparse
import base64
import html
import json
import os
import secrets
import sys
import threading
import time
from urllib.parse import urlencode

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from contract import Contract, Wrong
from hooks import Hooks
from house import Clock, House, Refusal

options = argparse.ArgumentParser()
options.add_argument("--port", type=int, default=0)
options.add_argument("--life", type=int, default=32400, help="seconds that a token lives")
options.add_argument("--client", default="stand-in-client")
options.add_argument("--secret", default="stand-in secret/with:signs")
arguments = options.parse_args()

app = Flask("paypal")
WSGIRequestHandler.protocol_version = "HTTP/1.1"
server = make_server("127.0.0.1", arguments.port, app, threaded=True)
BASE = f"http://127.0.0.1:{server.server_port}"
clock = Clock()
hooks = Hooks(BASE, clock)
house = House(BASE, clock, hooks)
contract = Contract(BASE)
tokens, faults, calls, violations, earlier = {}, [], [], [], {}
running, guard = {}, threading.Lock()
HOURS = {"orders": 6, "captures": 45 * 24}
# PayPal's files want a request id there: without one, each repetition is another purchase.
NEEDS_ID = {"orders.create"}


def say(status, body=None, **headers):
    data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    answer = Response(data, status, content_type="application/json")
    answer.headers["Paypal-Debug-Id"] = secrets.token_hex(7)
    for name, value in headers.items():
        answer.headers[name.replace("_", "-")] = value
    return answer


@app.post("/v1/oauth2/token")
def token():
    calls.append({"operation": "token", "id": None})
    broken = fault("token", "before")
    if broken is not None:
        return broken
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    try:
        told = base64.b64decode(text).decode() if kind == "Basic" else ""
    except ValueError:
        told = ""
    if told != f"{arguments.client}:{arguments.secret}":
        return say(401, {"error": "invalid_client", "error_description": "Client Authentication failed"})
    if request.form.get("grant_type") != "client_credentials":
        return say(400, {"error": "unsupported_grant_type", "error_description": "Grant Type is NULL"})
    made = "A21AA" + secrets.token_urlsafe(40)
    tokens[made] = clock.seconds + arguments.life
    return say(200, {"scope": "https://uri.paypal.com/services/subscriptions", "access_token": made, "token_type": "Bearer", "app_id": "APP-80W284485P519543T",
                     "expires_in": arguments.life, "nonce": clock.text() + secrets.token_urlsafe(8)})


@app.get("/v1/notifications/certs/<name>")
def certificate(name):
    hooks.certificate_looks[name] = hooks.certificate_looks.get(name, 0) + 1
    if name == "CERT-moved":
        return Response(status=302, headers={"Location": f"{BASE}/v1/notifications/certs/CERT-good"})
    if name == "CERT-slow":
        time.sleep(20)
    if name not in hooks.certificates:
        return say(404, {"name": "RESOURCE_NOT_FOUND"})
    return Response(hooks.certificates[name], content_type="text/plain", headers={"Cache-Control": "max-age=86400"})


def fault(operation, place):
    """A fault that a test asked for: 429, 500, 503, 409, a 422 of its own, slow, lost (done, but never answered)."""
    with guard:
        found = next((f for f in faults if f["operation"] in (operation, "*") and (f["kind"] == "lost") == (place == "after")), None)
        if found is None:
            return None
        found["times"] -= 1
        if found["times"] <= 0:
            faults.remove(found)
    if found["kind"] == "slow":
        time.sleep(found.get("seconds", 1))
        return None
    if found["kind"] == "lost":
        return say(500, {"name": "INTERNAL_SERVER_ERROR", "message": "An internal server error occurred.", "debug_id": "lost"})
    status = int(found["kind"])
    if operation == "token":
        return say(status, {"error": "temporarily_unavailable"})
    body = contract.refusal(operation, status, found.get("issue"))
    body["debug_id"] = secrets.token_hex(7)
    return say(status, body, **({"Retry_After": str(found["after"])} if "after" in found else {}))


@app.route("/v1/<path:_>", methods=["GET", "POST", "PATCH", "DELETE", "PUT"])
@app.route("/v2/<path:_>", methods=["GET", "POST", "PATCH", "DELETE", "PUT"])
def api(_):
    raw = request.get_data()
    found = contract.operation(request)
    if found is None:
        return say(404, {"name": "RESOURCE_NOT_FOUND", "message": "The specified resource does not exist."})
    spec, operation, values, wanted = found
    name = request.headers.get("PayPal-Request-Id")
    calls.append({"operation": operation, "id": name})
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or tokens.get(told, 0) <= clock.seconds:
        return say(401, {"error": "invalid_token", "error_description": "Token signature verification failed"})
    broken = fault(operation, "before")
    if broken is not None:
        return broken
    try:
        contract.check_request(spec, wanted)
    except Wrong as wrong:
        body = {"name": "INVALID_REQUEST", "message": "Request is not well-formed, syntactically incorrect, or violates schema.",
                "debug_id": secrets.token_hex(7),
                "details": [{"field": field, "location": "body", "issue": "INVALID_SYNTAX", "description": text} for field, text in wrong.faults]}
        return say(400, body)
    if operation in NEEDS_ID and not name:
        return refused(operation, Refusal(400, "PAYPAL_REQUEST_ID_REQUIRED"))
    answer = once(operation, name, raw, values, spec, wanted)
    lost = fault(operation, "after")
    return answer if lost is None else lost


def once(operation, name, raw, values, spec, wanted):
    """Does it, or says again what was said to the same request id before."""
    key = (operation, request.path, name) if name and request.method == "POST" else None
    with house.lock:
        kept = earlier.get(key) if key else None
        if kept and kept["until"] > clock.seconds:
            if kept["raw"] != raw:
                violations.append({"operation": operation, "faults": [["PayPal-Request-Id", "the same id came with another body"]]})
            status = 200 if kept["status"] == 201 and operation in ("orders.create", "orders.capture", "subscriptions.create", "products.create", "plans.create") else kept["status"]
            return judged(operation, spec, wanted, say(status, kept["body"]))
        work = house.operations.get(operation)
        if work is None:
            return say(501, {"name": "NOT_IMPLEMENTED", "message": operation})
        body = json.loads(raw) if raw.strip() else None
        try:
            status, told = work(body, values | {"_raw": raw, "_query": request.args.to_dict()})
        except Refusal as refusal:
            return judged(operation, spec, wanted, refused(operation, refusal))
        told = json.loads(json.dumps(told))
        if key:
            hours = HOURS.get(operation.split(".")[0], 72)
            earlier[key] = {"status": status, "body": told, "raw": raw, "until": clock.seconds + hours * 3600}
        if "minimal" in request.headers.get("Prefer", "minimal") and request.method == "POST" and isinstance(told, dict) and operation.split(".")[0] in (
                "orders", "subscriptions", "captures") and operation.endswith(("create", "refund")):
            told = {k: told[k] for k in ("id", "status", "links") if k in told}
        return judged(operation, spec, wanted, say(status, told))


def refused(operation, refusal):
    body = contract.refusal(operation, refusal.status, refusal.issue, refusal.field)
    body["debug_id"] = secrets.token_hex(7)
    return say(refusal.status, body)


def judged(operation, spec, wanted, answer):
    if answer.status_code == 404 or (answer.status_code == 400 and operation.startswith("webhooks")):
        return answer
    try:
        contract.check_answer(spec, wanted, answer)
        return answer
    except Wrong as wrong:
        violations.append({"operation": operation, "status": answer.status_code, "faults": wrong.faults})
        return say(599, {"name": "STAND_IN_IS_WRONG", "operation": operation, "faults": wrong.faults})


# PayPal's pages

def page(title, rows):
    body = "".join(f"<p>{html.escape(row)}</p>" for row in rows)
    return (f"<!doctype html><html lang=en><title>{html.escape(title)}</title><h1>{html.escape(title)}</h1>{body}<form method=post>"
            "<button name=action value=approve id=approve>Agree and pay</button> <button name=action value=cancel id=cancel>Cancel and return</button></form>")


def back(target, **fields):
    if hooks.style["before_redirect"]:
        hooks.settle(10)
    return Response(status=302, headers={"Location": target + ("&" if "?" in target else "?") + urlencode(fields)})


@app.route("/checkoutnow", methods=["GET", "POST"])
def checkout():
    order = house.orders.get(request.args.get("token"))
    if order is None:
        return Response("Things do not appear to be working at the moment.", 404)
    if request.method == "GET":
        return page("Pay with PayPal", [f"{u['amount']['value']} {u['amount']['currency_code']}" for u in order["purchase_units"]])
    if request.form.get("action") != "approve":
        return back(order["_context"]["cancel_url"], token=order["id"])
    with house.lock:
        house.approve_order(order)
    return back(order["_context"]["return_url"], token=order["id"], PayerID=order["payer"]["payer_id"])


@app.route("/webapps/billing/subscriptions", methods=["GET", "POST"])
@app.route("/webapps/billing/subscriptions/update", methods=["GET", "POST"])
def subscribe():
    token = request.args.get("ba_token")
    subscription = next((s for s in house.subscriptions.values() if s["_token"] == token), None)
    if subscription is None:
        return Response("Things do not appear to be working at the moment.", 404)
    if request.method == "GET":
        return page("Subscribe with PayPal", [house.plans[house.revisions.get(subscription["id"], subscription["plan_id"])]["name"]])
    if request.form.get("action") != "approve":
        return back(subscription["_context"]["cancel_url"], subscription_id=subscription["id"], ba_token=token)
    with house.lock:
        house.approve_subscription(subscription)
    return back(subscription["_context"]["return_url"], subscription_id=subscription["id"], ba_token=token, token=secrets.token_hex(8))


# What tests steer

@app.post("/control/<what>")
@app.post("/control/<what>/<name>/<action>")
def control(what, name=None, action=None):
    told = request.get_json(silent=True) or {}
    with house.lock:
        if what == "clock":
            clock.ahead += told["seconds"]
            return say(200, {"now": clock.text()})
        if what == "token":
            tokens.clear()
            return say(200, {})
        if what == "fault":
            with guard:
                faults.append({"times": 1} | told)
            return say(200, {})
        if what == "capture":
            house.next_capture = house.next_capture | told
            return say(200, {})
        if what == "webhooks":
            with hooks.changed:
                hooks.style |= told
            return say(200, {})
        if what == "release":
            return say(200, {"released": hooks.release(told.get("order"))})
        if what == "sign":
            webhook = hooks.webhooks[told["webhook"]] if "webhook" in told else {"id": told["webhook_id"]}
            body, headers = hooks.signed(told["event"], webhook, told.get("certificate"), told.get("changes", {}))
            return say(200, {"body": body.decode(), "headers": headers})
        try:
            return acted(what, name, action, told)
        except Refusal as refusal:
            return say(refusal.status, {"issue": refusal.issue})


def acted(what, name, action, told):
    if what == "subscriptions":
        subscription = house.find(house.subscriptions, name)
        outcome = {"renew": house.renew, "fail": house.fail, "expire": house.expire, "approve": house.approve_subscription}[action](subscription)
        return say(200, outcome if isinstance(outcome, dict) else {})
    if what == "captures":
        capture = house.find(house.captures, name)
        if action == "dispute":
            return say(200, house.dispute(capture, told.get("reason", "UNAUTHORISED")))
        house.settle_capture(capture, {"complete": "COMPLETED", "decline": "DECLINED"}[action])
        return say(200, {})
    if what == "disputes":
        house.resolve(house.find(house.disputes, name), told.get("outcome", "RESOLVED_BUYER_FAVOUR"))
        return say(200, {})
    if what == "orders":
        house.approve_order(house.find(house.orders, name))
        return say(200, {})
    raise Refusal(404)


@app.post("/control/settle")
def settle():
    hooks.settle((request.get_json(silent=True) or {}).get("seconds", 60))
    return say(200, {})


@app.get("/control/ca")
def authority():
    return Response(hooks.ca, content_type="text/plain")


@app.get("/control/state")
def state():
    with house.lock, hooks.changed:
        return say(200, {
            "calls": calls, "violations": violations, "deliveries": hooks.deliveries, "looks": hooks.certificate_looks,
            "events": [{"id": e["id"], "type": e["event_type"]} for e in hooks.events.values()], "webhooks": list(hooks.webhooks.values()),
            "orders": [{"id": o["id"], "status": o["status"]} for o in house.orders.values()],
            "captures": [house.open(c) for c in house.captures.values() if not c.get("_sale")], "sales": list(house.sales.values()),
            "refunds": [house.open(r) for r in house.refunds.values()], "disputes": list(house.disputes.values()),
            "subscriptions": [{"id": s["id"], "status": s["status"], "plan_id": s["plan_id"]} for s in house.subscriptions.values()],
            "products": len(house.products), "plans": len(house.plans)})


@app.get("/control/events/<name>")
def event(name):
    return say(200, hooks.events[name])


import logging
logging.getLogger("werkzeug").setLevel(logging.ERROR)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.buffer.read()
os._exit(0)
