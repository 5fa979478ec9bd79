"""What PayPal knows and does: products, plans, subscriptions, orders, captures, refunds, disputes, webhooks. No HTTP here."""
import datetime
import json
import random
import threading
import time
from decimal import Decimal

WHOLE = {"JPY", "HUF", "TWD"}
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Refusal(Exception):
    def __init__(self, status, issue=None, field=None):
        super().__init__(issue)
        self.status, self.issue, self.field = status, issue, field


class Clock:
    """The real time and what a test added to it."""

    def __init__(self):
        self.ahead = 0.0

    @property
    def seconds(self):
        return time.time() + self.ahead

    def text(self, plus=0.0):
        return datetime.datetime.fromtimestamp(self.seconds + plus, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class House:
    def __init__(self, base, clock, hooks):
        self.base, self.clock, self.hooks = base, clock, hooks
        self.lock = threading.RLock()
        self.products, self.plans, self.subscriptions, self.orders = {}, {}, {}, {}
        self.captures, self.refunds, self.disputes, self.sales = {}, {}, {}, {}
        self.revisions, self.random = {}, random.Random()
        self.next_capture = {"status": "COMPLETED", "refusal": None, "skew": None}

    # Small things

    def name(self, prefix, length):
        return prefix + "".join(self.random.choice(LETTERS) for _ in range(length))

    def link(self, path, rel, method="GET"):
        return {"href": self.base + path, "rel": rel, "method": method}

    @staticmethod
    def find(where, name):
        if name not in where:
            raise Refusal(404, "INVALID_RESOURCE_ID")
        return where[name]

    @staticmethod
    def money(value, currency):
        return {"currency_code": currency, "value": f"{value:.0f}" if currency in WHOLE else f"{value:.2f}"}

    @staticmethod
    def amount(told, field="/amount/value"):
        value = Decimal(told["value"])
        if value != value.quantize(Decimal(1) if told["currency_code"] in WHOLE else Decimal("0.01")):
            raise Refusal(422, "DECIMAL_PRECISION", field)
        return value

    # Products and plans

    def create_product(self, body, _):
        if body.get("id") in self.products:
            raise Refusal(422, "DUPLICATE_RESOURCE_IDENTIFIER", "/id")
        product = {"id": body.get("id") or self.name("PROD-", 17), **body, "create_time": self.clock.text(), "update_time": self.clock.text()}
        product["links"] = [self.link(f"/v1/catalogs/products/{product['id']}", "self")]
        self.products[product["id"]] = product
        return 201, product

    def list_products(self, _, __):
        kept = [{k: p[k] for k in ("id", "name", "description", "create_time", "links") if k in p} for p in self.products.values()]
        return 200, {"products": kept, "total_items": len(kept), "total_pages": 1, "links": [self.link("/v1/catalogs/products", "self")]}

    def get_product(self, _, values):
        return 200, self.find(self.products, values["product_id"])

    def create_plan(self, body, _):
        self.find(self.products, body["product_id"])
        cycles = body["billing_cycles"]
        if sum(c["tenure_type"] == "REGULAR" for c in cycles) != 1:
            raise Refusal(422, "INVALID_BILLING_CYCLE_SEQUENCE", "/billing_cycles")
        plan = {"id": self.name("P-", 24), "status": "ACTIVE", **body, "create_time": self.clock.text(), "update_time": self.clock.text()}
        for cycle in plan["billing_cycles"]:
            if "pricing_scheme" in cycle:
                cycle["pricing_scheme"] = {"version": 1, **cycle["pricing_scheme"]}
        plan["links"] = [self.link(f"/v1/billing/plans/{plan['id']}", "self")]
        self.plans[plan["id"]] = plan
        return 201, plan

    def list_plans(self, _, values):
        query = values["_query"]
        size, page = int(query.get("page_size", 10)), int(query.get("page", 1))
        kept = [{k: p[k] for k in ("id", "product_id", "name", "status", "description", "create_time", "links") if k in p}
                for p in self.plans.values() if query.get("product_id", p["product_id"]) == p["product_id"]]
        return 200, {"plans": kept[size * (page - 1):size * page], "total_items": len(kept), "total_pages": -(-len(kept) // size),
                     "links": [self.link("/v1/billing/plans", "self")]}

    def get_plan(self, _, values):
        return 200, self.find(self.plans, values["id"])

    def plan_status(self, status, kind):
        def act(_, values):
            plan = self.find(self.plans, values["id"])
            plan["status"] = status
            self.hooks.emit(kind, "plan", plan)
            return 204, None
        return act

    def price_plan(self, body, values):
        plan = self.find(self.plans, values["id"])
        for scheme in body["pricing_schemes"]:
            for cycle in plan["billing_cycles"]:
                if cycle["sequence"] == scheme["billing_cycle_sequence"]:
                    version = cycle.get("pricing_scheme", {}).get("version", 0) + 1
                    cycle["pricing_scheme"] = {**scheme["pricing_scheme"], "version": version}
        self.hooks.emit("BILLING.PLAN.PRICING-CHANGE.ACTIVATED", "plan", plan)
        return 204, None

    # Subscriptions

    def create_subscription(self, body, _):
        plan = self.find(self.plans, body["plan_id"])
        if plan["status"] != "ACTIVE":
            raise Refusal(422, "PLAN_STATUS_INVALID", "/plan_id")
        if "quantity" in body and not plan.get("quantity_supported"):
            raise Refusal(422, "SUBSCRIPTION_CANNOT_HAVE_QUANTITY", "/quantity")
        context = body.pop("application_context", {})
        subscription = {"id": self.name("I-", 12), "status": "APPROVAL_PENDING", "status_update_time": self.clock.text(), "quantity": "1",
                        "start_time": self.clock.text(), "create_time": self.clock.text(), "plan_overridden": False, **body}
        subscription["_context"], subscription["_token"] = context, self.name("BA-", 17)
        self.subscriptions[subscription["id"]] = subscription
        self.hooks.emit("BILLING.SUBSCRIPTION.CREATED", "subscription", self.subscription(subscription))
        return 201, self.subscription(subscription)

    def subscription(self, kept):
        told = {k: v for k, v in kept.items() if not k.startswith("_")}
        path = f"/v1/billing/subscriptions/{kept['id']}"
        told["links"] = [self.link(path, "self"), self.link(path, "edit", "PATCH")]
        if kept["status"] == "APPROVAL_PENDING":
            told["links"].insert(0, self.link(f"/webapps/billing/subscriptions?ba_token={kept['_token']}", "approve"))
        return told

    def get_subscription(self, _, values):
        return 200, self.subscription(self.find(self.subscriptions, values["id"]))

    def regular(self, subscription):
        cycle = next(c for c in self.plans[subscription["plan_id"]]["billing_cycles"] if c["tenure_type"] == "REGULAR")
        price = cycle["pricing_scheme"]["fixed_price"]
        unit = {"DAY": 1, "WEEK": 7, "MONTH": 30, "YEAR": 365}[cycle["frequency"]["interval_unit"]]
        return cycle, Decimal(price["value"]), price["currency_code"], 86400 * unit * cycle["frequency"].get("interval_count", 1)

    def approve_subscription(self, subscription):
        """What the person does on PayPal's page."""
        if subscription["id"] in self.revisions:
            subscription["plan_id"] = self.revisions.pop(subscription["id"])
            self.hooks.emit("BILLING.SUBSCRIPTION.UPDATED", "subscription", self.subscription(subscription))
            return
        if subscription["status"] != "APPROVAL_PENDING":
            return
        subscription["subscriber"] = {"email_address": "payer@example.com", "payer_id": self.name("", 13),
                                      "name": {"given_name": "Pia", "surname": "Payer"}} | subscription.get("subscriber", {})
        if subscription["_context"].get("user_action") == "CONTINUE":
            self.move(subscription, "APPROVED")
        else:
            self.begin(subscription)

    def begin(self, subscription):
        plan = self.plans[subscription["plan_id"]]
        self.move(subscription, "ACTIVE")
        cycle, _, currency, length = self.regular(subscription)
        trial = [c for c in plan["billing_cycles"] if c["tenure_type"] == "TRIAL"]
        subscription["billing_info"] = {"outstanding_balance": self.money(Decimal(0), currency), "failed_payments_count": 0, "cycle_executions": [
            {"tenure_type": c["tenure_type"], "sequence": c["sequence"], "cycles_completed": 0, "cycles_remaining": c.get("total_cycles", 0),
             "total_cycles": c.get("total_cycles", 0)} for c in plan["billing_cycles"]][:3]}
        self.hooks.emit("BILLING.SUBSCRIPTION.ACTIVATED", "subscription", self.subscription(subscription))
        if trial:
            first = trial[0]["frequency"]
            length = 86400 * {"DAY": 1, "WEEK": 7, "MONTH": 30, "YEAR": 365}[first["interval_unit"]] * first.get("interval_count", 1)
            subscription["billing_info"]["next_billing_time"] = self.clock.text(length)
        else:
            self.renew(subscription)

    def move(self, subscription, status, note=None):
        subscription.update(status=status, status_update_time=self.clock.text(), update_time=self.clock.text())
        if note:
            subscription["status_change_note"] = note

    def renew(self, subscription):
        if subscription["status"] != "ACTIVE":
            raise Refusal(422, "SUBSCRIPTION_STATUS_INVALID")
        cycle, price, currency, length = self.regular(subscription)
        info = subscription["billing_info"]
        sale = self.sale(subscription, price, currency)
        info["last_payment"] = {"amount": self.money(price, currency), "time": self.clock.text()}
        info["next_billing_time"] = self.clock.text(length)
        run = next(e for e in info["cycle_executions"] if e["tenure_type"] == "REGULAR")
        run["cycles_completed"] += 1
        if run["total_cycles"]:
            run["cycles_remaining"] = max(0, run["total_cycles"] - run["cycles_completed"])
            if not run["cycles_remaining"]:
                self.expire(subscription)
        return sale

    def sale(self, subscription, price, currency):
        sale = {"id": self.name("", 17), "state": "completed", "amount": {"total": self.money(price, currency)["value"], "currency": currency},
                "payment_mode": "INSTANT_TRANSFER", "billing_agreement_id": subscription["id"], "create_time": self.clock.text(),
                "update_time": self.clock.text()}
        if "custom_id" in subscription:
            sale["custom"] = subscription["custom_id"]
        sale["links"] = [self.link(f"/v1/payments/sale/{sale['id']}", "self"), self.link(f"/v1/payments/sale/{sale['id']}/refund", "refund", "POST")]
        self.sales[sale["id"]] = sale
        self.captures[sale["id"]] = self.capture_of(sale["id"], price, currency, subscription.get("custom_id"), "COMPLETED") | {"_sale": True}
        self.hooks.emit("PAYMENT.SALE.COMPLETED", "sale", sale, "1.0")
        return sale

    def fail(self, subscription):
        if subscription["status"] != "ACTIVE":
            raise Refusal(422, "SUBSCRIPTION_STATUS_INVALID")
        _, price, currency, _ = self.regular(subscription)
        info = subscription["billing_info"]
        info["failed_payments_count"] += 1
        info["outstanding_balance"] = self.money(Decimal(info["outstanding_balance"]["value"]) + price, currency)
        info["last_failed_payment"] = {"amount": self.money(price, currency), "time": self.clock.text(), "reason_code": "PAYMENT_DENIED",
                                       "next_payment_retry_time": self.clock.text(5 * 86400)}
        self.hooks.emit("BILLING.SUBSCRIPTION.PAYMENT.FAILED", "subscription", self.subscription(subscription))
        threshold = self.plans[subscription["plan_id"]].get("payment_preferences", {}).get("payment_failure_threshold", 0)
        if threshold and info["failed_payments_count"] >= threshold:
            self.move(subscription, "SUSPENDED")
            self.hooks.emit("BILLING.SUBSCRIPTION.SUSPENDED", "subscription", self.subscription(subscription))

    def expire(self, subscription):
        self.move(subscription, "EXPIRED")
        subscription.get("billing_info", {}).pop("next_billing_time", None)
        self.hooks.emit("BILLING.SUBSCRIPTION.EXPIRED", "subscription", self.subscription(subscription))

    def suspend(self, body, values):
        return self.act(values, {"ACTIVE"}, "SUSPENDED", "BILLING.SUBSCRIPTION.SUSPENDED", body)

    def cancel(self, body, values):
        return self.act(values, {"ACTIVE", "SUSPENDED"}, "CANCELLED", "BILLING.SUBSCRIPTION.CANCELLED", body)

    def act(self, values, allowed, status, kind, body):
        subscription = self.find(self.subscriptions, values["id"])
        if subscription["status"] not in allowed:
            raise Refusal(422, "SUBSCRIPTION_STATUS_INVALID")
        self.move(subscription, status, (body or {}).get("reason"))
        if status != "ACTIVE":
            subscription.get("billing_info", {}).pop("next_billing_time", None)
        self.hooks.emit(kind, "subscription", self.subscription(subscription))
        return 204, None

    def activate(self, body, values):
        subscription = self.find(self.subscriptions, values["id"])
        if subscription["status"] == "APPROVED":
            self.begin(subscription)
            return 204, None
        if subscription["status"] != "SUSPENDED":
            raise Refusal(422, "SUBSCRIPTION_STATUS_INVALID")
        subscription["billing_info"]["failed_payments_count"] = 0
        subscription["billing_info"]["next_billing_time"] = self.clock.text(self.regular(subscription)[3])
        return self.act(values, {"SUSPENDED"}, "ACTIVE", "BILLING.SUBSCRIPTION.ACTIVATED", body)

    def revise(self, body, values):
        subscription = self.find(self.subscriptions, values["id"])
        if subscription["status"] not in ("ACTIVE", "SUSPENDED"):
            raise Refusal(422, "SUBSCRIPTION_STATUS_INVALID")
        plan = self.find(self.plans, body.get("plan_id", subscription["plan_id"]))
        if plan["product_id"] != self.plans[subscription["plan_id"]]["product_id"]:
            raise Refusal(422, "PLAN_PRODUCT_NOT_COMPATIBLE", "/plan_id")
        if plan["status"] != "ACTIVE":
            raise Refusal(422, "PLAN_STATUS_INVALID", "/plan_id")
        self.revisions[subscription["id"]] = plan["id"]
        context = body.pop("application_context", {})
        subscription["_context"] = subscription["_context"] | context
        subscription["_token"] = self.name("BA-", 17)
        return 200, {"plan_id": plan["id"], "plan_overridden": False, "links": [
            self.link(f"/webapps/billing/subscriptions/update?ba_token={subscription['_token']}", "approve"),
            self.link(f"/v1/billing/subscriptions/{subscription['id']}", "self")]}

    def capture_outstanding(self, body, values):
        subscription = self.find(self.subscriptions, values["id"])
        info = subscription.get("billing_info")
        if not info or Decimal(info["outstanding_balance"]["value"]) == 0:
            raise Refusal(422, "ZERO_OUTSTANDING_BALANCE")
        if body["amount"]["currency_code"] != info["outstanding_balance"]["currency_code"]:
            raise Refusal(422, "CURRENCY_MISMATCH", "/amount/currency_code")
        sale = self.sale(subscription, Decimal(body["amount"]["value"]), body["amount"]["currency_code"])
        left = Decimal(info["outstanding_balance"]["value"]) - Decimal(body["amount"]["value"])
        info["outstanding_balance"] = self.money(max(Decimal(0), left), body["amount"]["currency_code"])
        if left <= 0:
            info["failed_payments_count"] = 0
        return 200, self.transaction(sale)

    def transaction(self, sale):
        states = {"completed": "COMPLETED", "refunded": "REFUNDED", "partially_refunded": "PARTIALLY_REFUNDED", "reversed": "REFUNDED"}
        return {"id": sale["id"], "status": states[sale["state"]], "time": sale["create_time"],
                "payer_email": "payer@example.com", "payer_name": {"given_name": "Pia", "surname": "Payer"}, "amount_with_breakdown": {
                    "gross_amount": {"currency_code": sale["amount"]["currency"], "value": sale["amount"]["total"]}}}

    def transactions(self, _, values):
        self.find(self.subscriptions, values["id"])
        kept = [self.transaction(s) for s in self.sales.values() if s["billing_agreement_id"] == values["id"]
                and values["_query"]["start_time"] <= s["create_time"] <= values["_query"]["end_time"]]
        return 200, {"transactions": kept, "total_items": len(kept), "total_pages": 1,
                     "links": [self.link(f"/v1/billing/subscriptions/{values['id']}/transactions", "self")]}

    # Orders

    def create_order(self, body, _):
        for place, unit in enumerate(body["purchase_units"]):
            total = self.amount(unit["amount"], f"/purchase_units/@reference_id/{place}/amount/value")
            if total <= 0:
                raise Refusal(422, "CANNOT_BE_ZERO_OR_NEGATIVE", "/purchase_units/@reference_id=='default'/amount/value")
            if any(o["_invoice"] == unit.get("invoice_id") and o["status"] == "COMPLETED" for o in self.orders.values() if unit.get("invoice_id")):
                raise Refusal(422, "DUPLICATE_INVOICE_ID", "/purchase_units/0/invoice_id")
            if unit.get("items") and sum(Decimal(i["unit_amount"]["value"]) * int(i["quantity"]) for i in unit["items"]) != Decimal(
                    unit["amount"].get("breakdown", {}).get("item_total", {"value": "-1"})["value"]):
                raise Refusal(422, "ITEM_TOTAL_MISMATCH")
        source = body.get("payment_source", {}).get("paypal")
        context = (source or {}).get("experience_context") or body.get("application_context") or {}
        order = {"id": self.name("", 17), "intent": body["intent"], "status": "PAYER_ACTION_REQUIRED" if source is not None else "CREATED",
                 "create_time": self.clock.text(), "purchase_units": [{"reference_id": "default", **unit} for unit in body["purchase_units"]]}
        if source is not None:
            order["payment_source"] = {"paypal": {}}
        order |= {"_context": context, "_invoice": body["purchase_units"][0].get("invoice_id"), "_rel": "payer-action" if source is not None else "approve"}
        self.orders[order["id"]] = order
        return (200 if source is not None else 201), self.order(order)

    def order(self, kept):
        told = {k: v for k, v in kept.items() if not k.startswith("_")}
        told["links"] = [self.link(f"/v2/checkout/orders/{kept['id']}", "self")]
        if kept["status"] in ("CREATED", "PAYER_ACTION_REQUIRED"):
            told["links"].append(self.link(f"/checkoutnow?token={kept['id']}", kept["_rel"]))
        if kept["status"] == "APPROVED":
            told["links"].append(self.link(f"/v2/checkout/orders/{kept['id']}/capture", "capture", "POST"))
        return told

    def get_order(self, _, values):
        return 200, self.order(self.find(self.orders, values["id"]))

    def approve_order(self, order):
        if order["status"] not in ("CREATED", "PAYER_ACTION_REQUIRED"):
            return
        payer = {"email_address": "payer@example.com", "payer_id": self.name("", 13), "name": {"given_name": "Pia", "surname": "Payer"}}
        order.update(status="APPROVED", payer=payer, update_time=self.clock.text())
        order["payment_source"] = {"paypal": {"email_address": payer["email_address"], "account_id": payer["payer_id"], "name": payer["name"]}}
        self.hooks.emit("CHECKOUT.ORDER.APPROVED", "checkout-order", self.order(order))

    def capture_of(self, name, amount, currency, custom, status, invoice=None):
        capture = {"id": name, "status": status, "amount": self.money(amount, currency), "final_capture": True,
                   "seller_protection": {"status": "NOT_ELIGIBLE"}, "create_time": self.clock.text(), "update_time": self.clock.text(),
                   "links": [self.link(f"/v2/payments/captures/{name}", "self"), self.link(f"/v2/payments/captures/{name}/refund", "refund", "POST")],
                   "_refunded": Decimal(0), "_disputed": False}
        if custom:
            capture["custom_id"] = custom
        if invoice:
            capture["invoice_id"] = invoice
        if status == "PENDING":
            capture["status_details"] = {"reason": "PENDING_REVIEW"}
        return capture

    @staticmethod
    def open(kept):
        return {k: v for k, v in kept.items() if not k.startswith("_")}

    def capture_order(self, _, values):
        order = self.find(self.orders, values["id"])
        if order["status"] == "COMPLETED":
            raise Refusal(422, "ORDER_ALREADY_CAPTURED")
        if order["status"] != "APPROVED":
            raise Refusal(422, "ORDER_NOT_APPROVED")
        wanted = self.next_capture
        self.next_capture = {"status": "COMPLETED", "refusal": None, "skew": None}
        if wanted["refusal"]:
            if wanted["refusal"] == "INSTRUMENT_DECLINED":
                order["status"] = "PAYER_ACTION_REQUIRED"
            raise Refusal(422, wanted["refusal"])
        for unit in order["purchase_units"]:
            value, currency = Decimal(unit["amount"]["value"]), unit["amount"]["currency_code"]
            if wanted["skew"]:
                value += Decimal(wanted["skew"])
            capture = self.capture_of(self.name("", 17), value, currency, unit.get("custom_id"), wanted["status"], unit.get("invoice_id"))
            capture["_order"] = order["id"]
            self.captures[capture["id"]] = capture
            unit["payments"] = {"captures": [self.open(capture)]}
            self.hooks.emit("PAYMENT.CAPTURE." + wanted["status"], "capture", self.told_capture(capture))
        order.update(status="COMPLETED", update_time=self.clock.text())
        return 201, self.order(order)

    def told_capture(self, capture):
        told = self.open(capture)
        if "_order" in capture:
            told["supplementary_data"] = {"related_ids": {"order_id": capture["_order"]}}
        return told

    def settle_capture(self, capture, status):
        """A pending capture comes to an end."""
        capture.update(status=status, update_time=self.clock.text())
        capture.pop("status_details", None)
        self.refresh(capture)
        self.hooks.emit("PAYMENT.CAPTURE." + ("DENIED" if status == "DECLINED" else status), "capture", self.told_capture(capture))

    def refresh(self, capture):
        order = self.orders.get(capture.get("_order"))
        if order:
            order["purchase_units"][0]["payments"]["captures"] = [self.open(capture)]
            refunds = [self.open(r) for r in self.refunds.values() if r["_capture"] == capture["id"]]
            if refunds:
                order["purchase_units"][0]["payments"]["refunds"] = refunds

    def get_capture(self, _, values):
        return 200, self.told_capture(self.find(self.captures, values["capture_id"]))

    def refund(self, body, values):
        capture = self.find(self.captures, values["capture_id"])
        body = body or {}
        value, currency = Decimal(capture["amount"]["value"]), capture["amount"]["currency_code"]
        left = value - capture["_refunded"]
        if capture["status"] == "PENDING":
            raise Refusal(422, "PENDING_CAPTURE")
        if capture["_disputed"]:
            raise Refusal(422, "TRANSACTION_DISPUTED")
        if left <= 0:
            raise Refusal(422, "CAPTURE_FULLY_REFUNDED")
        wanted = left
        if "amount" in body:
            if body["amount"]["currency_code"] != currency:
                raise Refusal(422, "REFUND_CAPTURE_CURRENCY_MISMATCH", "/amount/currency_code")
            wanted = self.amount(body["amount"])
            if wanted > left:
                raise Refusal(422, "REFUND_AMOUNT_EXCEEDED", "/amount/value")
        return 201, self.open(self.give_back(capture, wanted, currency, body))

    def give_back(self, capture, wanted, currency, body):
        capture["_refunded"] += wanted
        full = capture["_refunded"] >= Decimal(capture["amount"]["value"])
        capture.update(status="REFUNDED" if full else "PARTIALLY_REFUNDED", update_time=self.clock.text())
        refund = {"id": self.name("", 17), "status": "COMPLETED", "amount": self.money(wanted, currency), "create_time": self.clock.text(),
                  "update_time": self.clock.text(), "_capture": capture["id"], "seller_payable_breakdown": {
                      "gross_amount": self.money(wanted, currency), "total_refunded_amount": self.money(capture["_refunded"], currency)}}
        for name in ("custom_id", "invoice_id", "note_to_payer"):
            if name in body:
                refund[name] = body[name]
        refund["links"] = [self.link(f"/v2/payments/refunds/{refund['id']}", "self"), self.link(f"/v2/payments/captures/{capture['id']}", "up")]
        self.refunds[refund["id"]] = refund
        self.refresh(capture)
        if capture.get("_sale"):
            sale = self.sales[capture["id"]]
            sale["state"] = "refunded" if full else "partially_refunded"
            self.hooks.emit("PAYMENT.SALE.REFUNDED", "refund", {
                "id": refund["id"], "sale_id": sale["id"], "state": "completed", "create_time": self.clock.text(),
                "amount": {"total": refund["amount"]["value"], "currency": currency}, "links": sale["links"]}, "1.0")
        else:
            self.hooks.emit("PAYMENT.CAPTURE.REFUNDED", "refund", self.open(refund))
        return refund

    def get_refund(self, _, values):
        return 200, self.open(self.find(self.refunds, values["refund_id"]))

    # Disputes

    def dispute(self, capture, reason):
        capture["_disputed"] = True
        dispute = {"dispute_id": "PP-R-" + self.name("", 3) + "-" + str(self.random.randrange(10**7, 10**8)), "create_time": self.clock.text(),
                   "update_time": self.clock.text(), "reason": reason, "status": "WAITING_FOR_SELLER_RESPONSE", "dispute_state": "REQUIRED_ACTION",
                   "dispute_amount": capture["amount"], "dispute_life_cycle_stage": "CHARGEBACK" if reason == "UNAUTHORISED" else "INQUIRY",
                   "dispute_channel": "INTERNAL", "disputed_transactions": [
                       {"seller_transaction_id": capture["id"], "gross_amount": capture["amount"], "transaction_status": "COMPLETED",
                        "create_time": capture["create_time"], **({"custom": capture["custom_id"]} if "custom_id" in capture else {})}]}
        dispute["links"] = [self.link(f"/v1/customer/disputes/{dispute['dispute_id']}", "self")]
        self.disputes[dispute["dispute_id"]] = dispute
        self.hooks.emit("CUSTOMER.DISPUTE.CREATED", "dispute", dispute)
        return dispute

    def resolve(self, dispute, outcome):
        capture = self.captures[dispute["disputed_transactions"][0]["seller_transaction_id"]]
        capture["_disputed"] = False
        dispute.update(status="RESOLVED", dispute_state="RESOLVED", update_time=self.clock.text(),
                       dispute_outcome={"outcome_code": outcome})
        if outcome == "RESOLVED_BUYER_FAVOUR":
            dispute["dispute_outcome"]["amount_refunded"] = dispute["dispute_amount"]
            capture["_refunded"] = Decimal(capture["amount"]["value"])
            capture.update(status="REFUNDED", update_time=self.clock.text())
            self.refresh(capture)
            if capture.get("_sale"):
                self.sales[capture["id"]]["state"] = "reversed"
                self.hooks.emit("PAYMENT.SALE.REVERSED", "sale", self.sales[capture["id"]], "1.0")
            else:
                self.hooks.emit("PAYMENT.CAPTURE.REVERSED", "capture", self.told_capture(capture))
        self.hooks.emit("CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute)

    def get_dispute(self, _, values):
        told = dict(self.find(self.disputes, values["id"]))
        told.pop("dispute_state", None)
        return 200, told

    def list_disputes(self, _, __):
        names = ("dispute_id", "create_time", "update_time", "reason", "status", "dispute_state", "dispute_amount", "dispute_life_cycle_stage",
                 "dispute_channel", "links")
        kept = [{k: d[k] for k in names} for d in self.disputes.values()]
        return 200, {"links": [self.link("/v1/customer/disputes", "self")], **({"items": kept} if kept else {})}

    # Webhooks

    def create_webhook(self, body, _):
        if any(w["url"] == body["url"] for w in self.hooks.webhooks.values()):
            raise Refusal(400, "WEBHOOK_URL_ALREADY_EXISTS", "/url")
        webhook = {"id": self.name("", 17), "url": body["url"], "event_types": [{"name": t["name"], "status": "ENABLED"} for t in body["event_types"]]}
        webhook["links"] = [self.link(f"/v1/notifications/webhooks/{webhook['id']}", "self")]
        self.hooks.webhooks[webhook["id"]] = webhook
        return 201, webhook

    def list_webhooks(self, _, __):
        return 200, {"webhooks": list(self.hooks.webhooks.values())}

    def get_webhook(self, _, values):
        return 200, self.find(self.hooks.webhooks, values["webhook_id"])

    def change_webhook(self, body, values):
        webhook = self.find(self.hooks.webhooks, values["webhook_id"])
        for change in body:
            if change["op"] == "replace":
                value = change["value"]
                webhook[change["path"].strip("/")] = [{"name": t["name"], "status": "ENABLED"} for t in value] if isinstance(value, list) else value
        return 200, webhook

    def delete_webhook(self, _, values):
        self.find(self.hooks.webhooks, values["webhook_id"])
        del self.hooks.webhooks[values["webhook_id"]]
        return 204, None

    def get_event(self, _, values):
        return 200, self.find(self.hooks.events, values["event_id"])

    def list_events(self, _, values):
        query = values["_query"]
        kept = [e for e in self.hooks.events.values() if query["start_time"] <= e["create_time"] <= query["end_time"]][:int(query["page_size"])]
        return 200, {"events": kept, "count": len(kept), "links": [self.link("/v1/notifications/webhooks-events", "self")]}

    def resend_event(self, _, values):
        event = self.find(self.hooks.events, values["event_id"])
        self.hooks.resend(event)
        return 202, event

    def verify(self, body, values):
        raw = values["_raw"]
        start = raw.index(b'"webhook_event"') + len(b'"webhook_event"')
        start = raw.index(b":", start) + 1
        while raw[start:start + 1] in b" \n\t\r":
            start += 1
        _, end = json.JSONDecoder().raw_decode(raw[start:].decode())
        event = raw[start:].decode()[:end].encode()
        return 200, {"verification_status": "SUCCESS" if self.hooks.verifies(body, event) else "FAILURE"}

    @property
    def operations(self):
        return {
            "products.create": self.create_product, "products.list": self.list_products, "products.get": self.get_product,
            "plans.create": self.create_plan, "plans.list": self.list_plans, "plans.get": self.get_plan,
            "plans.activate": self.plan_status("ACTIVE", "BILLING.PLAN.ACTIVATED"),
            "plans.deactivate": self.plan_status("INACTIVE", "BILLING.PLAN.DEACTIVATED"), "plans.update-pricing-schemes": self.price_plan,
            "subscriptions.create": self.create_subscription, "subscriptions.get": self.get_subscription,
            "subscriptions.suspend": self.suspend, "subscriptions.cancel": self.cancel, "subscriptions.activate": self.activate,
            "subscriptions.revise": self.revise, "subscriptions.capture": self.capture_outstanding, "subscriptions.transactions": self.transactions,
            "orders.create": self.create_order, "orders.get": self.get_order, "orders.capture": self.capture_order,
            "captures.get": self.get_capture, "captures.refund": self.refund, "refunds.get": self.get_refund,
            "disputes.list": self.list_disputes, "disputes.get": self.get_dispute,
            "webhooks.post": self.create_webhook, "webhooks.list": self.list_webhooks, "webhooks.get": self.get_webhook,
            "webhooks.update": self.change_webhook, "webhooks.delete": self.delete_webhook,
            "verify-webhook-signature.post": self.verify, "webhooks-events.list": self.list_events, "webhooks-events.get": self.get_event, "webhooks-events.resend": self.resend_event,
        }
