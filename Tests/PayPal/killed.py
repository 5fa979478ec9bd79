"""Buys things while the house is killed, again and again: before PayPal is asked, while it is, after the payer agreed, while the money is taken.

    killed.py KINORA DATA PAYPAL ROUNDS SEED

A member buys gifts and pays through the stand-in's pages. In the end the books must hold what PayPal took, each payment once and no other, and
nothing may have been taken twice. Prints what happened; exits 1 with what is wrong.
"""
import csv
import http.client
import io
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

KINORA, DATA, PAYPAL, ROUNDS, SEED = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
PASSWORD = "a lamp in the projection room"
# Seconds for what must come in the end.
PATIENCE = 120
chance = random.Random(SEED)
kills = {"ordering": 0, "agreed": 0, "coming back": 0, "none": 0}


class House:
    def __init__(self):
        # The same each time: the payer comes back there, and PayPal is told it under the same name of a request.
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        log = os.path.join(DATA, "..", f"log-{time.monotonic_ns()}")
        self.process = subprocess.Popen([KINORA, "serve", "--no-prepare", "--port", str(self.port), "--data", DATA], stdout=open(log, "w"), stderr=subprocess.STDOUT)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if "Kinora is at http" in open(log).read():
                return
            time.sleep(0.05)
        sys.exit("the house does not open: " + open(log).read())

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


house, cookies = House(), {}


def ask(method, path, form=None):
    """Of the house. None where it died meanwhile."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
    headers = {"Host": f"localhost:{house.port}", "Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Origin": f"http://localhost:{house.port}",
               "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    body = None
    if form is not None:
        body = urllib.parse.urlencode(form)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
    except (OSError, http.client.HTTPException):
        return None
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            cookies[key] = rest.split(";")[0]
    return answer.status, answer.getheader("Location"), text


def killing(after):
    """Kills the house so many seconds from now, and starts it again when `with` ends."""
    class Killing:
        def __enter__(self):
            self.thread = threading.Timer(after, house.kill)
            self.thread.start()

        def __exit__(self, *_):
            self.thread.join()
            house.start()
    return Killing()


def orders():
    return re.findall(r'href="(/account/payments/[0-9a-z]{26})"', ask("GET", "/account/payments")[2])


def way_to_paypal(deal):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = re.search(rf'href="({re.escape(PAYPAL)}/checkoutnow[^"]*)"', ask("GET", deal)[2])
        if found:
            return found.group(1).replace("&amp;", "&")
        time.sleep(0.3)
    return None


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def agree(address):
    """What the payer does on PayPal's page: agrees, and is sent back. Where to."""
    opener = urllib.request.build_opener(NoRedirects)
    try:
        opener.open(address, data=b"action=approve", timeout=60)
    except urllib.error.HTTPError as answer:
        return urllib.parse.urlsplit(answer.headers["Location"])
    sys.exit("PayPal's page sends nobody back")


def state():
    return json.load(urllib.request.urlopen(f"{PAYPAL}/control/state", timeout=60))


def buy(number):
    known = set(orders())
    gift = chance.choice(re.findall(r'href="(/account/payments/order\?[^"]+)"', ask("GET", "/account/payments/gifts")[2])).replace("&amp;", "&")
    when = chance.choice(list(kills))
    kills[when] += 1
    form = {"provider": "paypal", "consent": "yes"}
    if when == "ordering":
        with killing(chance.uniform(0, 0.15)):
            ask("POST", gift, form)
    else:
        ask("POST", gift, form)
    mine = [deal for deal in orders() if deal not in known]
    if not mine:
        # It was killed before anything was written down: the buyer orders again.
        ask("POST", gift, form)
        mine = [deal for deal in orders() if deal not in known]
    way = way_to_paypal(mine[0])
    if way is None:
        sys.exit(f"round {number}: the order cannot be paid")
    back = agree(way)
    path = f"{back.path}?{back.query}"
    if when == "agreed":
        with killing(0):
            pass
    if when == "coming back":
        with killing(chance.uniform(0, 0.2)):
            ask("GET", path)
        if chance.random() < 0.5:
            # The payer looks again; or does not, and the house finds out by itself.
            ask("GET", path)
    else:
        ask("GET", path)
    return mine[0]


def main():
    house.start()
    if ask("POST", "/login", {"email": "ida@example.org", "password": PASSWORD})[0] != 303:
        sys.exit("nobody can sign in")
    bought = [buy(number) for number in range(ROUNDS)]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        captured = [capture for capture in state()["captures"] if capture["status"] == "COMPLETED"]
        if len(captured) >= len(bought) and all(re.search(r"\bpaid\b", ask("GET", deal)[2]) for deal in bought):
            break
        time.sleep(1)
    house.kill()
    books = subprocess.run([KINORA, "billing", "books", "--data", DATA], capture_output=True, text=True, check=True).stdout
    years = [str(year) for year in sorted({time.gmtime(moment).tm_year for moment in (time.time() - 86400, time.time() + 86400)})]
    papers = [row["number"] for year in years for row in csv.DictReader(io.StringIO(
        subprocess.run([KINORA, "billing", "invoices", year, "--data", DATA], capture_output=True, text=True, check=True).stdout))]
    payments = [row for row in csv.DictReader(io.StringIO(books)) if row.get("kind") == "payment"]
    captured = [capture for capture in state()["captures"] if capture["status"] == "COMPLETED"]
    told = state()
    print(f"{ROUNDS} purchases, killed: {kills}; PayPal took {len(captured)}, the books hold {len(payments)}")
    wrong = []
    if not (len(captured) == len(payments) == len(bought)):
        wrong.append(f"bought {len(bought)}, taken {len(captured)}, in the books {len(payments)}")
    if sorted(str(capture["amount"]["value"]) for capture in captured) != sorted(row["amount"] for row in payments):
        wrong.append(f"other amounts: {[capture['amount'] for capture in captured]} and {[row['amount'] for row in payments]}")
    numbers = {}
    for paper in papers:
        year, _, number = paper.rpartition("-")
        numbers.setdefault(year, []).append(int(number))
    if len(papers) != len(payments) or any(sorted(found) != list(range(1, len(found) + 1)) for found in numbers.values()):
        wrong.append(f"the numbers of invoices have gaps: {papers} for {len(payments)} payments")
    if len({row["order"] for row in payments}) != len(payments):
        wrong.append("an order was paid twice")
    if told["violations"]:
        wrong.append(f"PayPal would not have taken: {told['violations'][:3]}")
    if wrong:
        sys.exit("\n".join(wrong) + "\n" + books)


main()
