"""What the browser tests share: a Chromium, a page that is being watched, and patience.

Settings come from the environment:
  KINORA_BASE     where the server answers, such as http://127.0.0.1:8080
  KINORA_WATCH    the path of the watch page that is played: two spoken languages, subtitles, 40 seconds or more
  KINORA_DATA     the server's data folder, to see what it wrote down (optional)
  KINORA_COOKIE   the cookie of whoever is signed in, as name=value
  KINORA_BROWSER  the browser (default /usr/bin/chromium)
  KINORA_EMAIL, KINORA_PASSWORD   who comes in by the login page (optional)
  KINORA_PICTURES a folder for pictures of pages (optional)

The policy of our pages forbids eval, and with it Playwright's wait_for_function: `until` asks again and again instead.
"""

import json
import os
import re
import sqlite3
import time
import unittest
import urllib.request
import xml.etree.ElementTree
from pathlib import Path
from urllib.parse import urljoin, urlparse

from playwright.sync_api import Error, sync_playwright

BASE = os.environ.get("KINORA_BASE", "http://127.0.0.1:8080").rstrip("/")
WATCH = os.environ.get("KINORA_WATCH", "")
BROWSER = os.environ.get("KINORA_BROWSER", "/usr/bin/chromium")
PICTURES = os.environ.get("KINORA_PICTURES")
DASH = "{urn:mpeg:dash:schema:mpd:2011}"

# Seconds after which something that should happen has not happened. Generous: the machine may be busy.
PATIENCE = 40

# Collects what a page says against its policy. The console tells it too, but not reliably with an address.
WATCH_POLICY = """
window.policyViolations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI || event.sourceFile}`);
});
"""


COOKIE = os.environ.get("KINORA_COOKIE", "")


def come_as_signed_in(context):
    """Gives a browser's context the cookie of whoever is signed in."""
    if COOKIE:
        name, value = COOKIE.split("=", 1)
        context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/", "secure": True, "httpOnly": True, "sameSite": "Lax"}])


class Grants(urllib.request.BaseHandler):
    """Keeps the rights to films that watch pages give, as a browser does; ours come over http, where Python sends no secure cookies."""

    # Before the handler that turns the opener's own fields into the request's: what is set first counts.
    handler_order = 400

    def __init__(self):
        self.kept = {}

    def http_request(self, request):
        path = urlparse(request.full_url).path
        cookies = [COOKIE] + [cookie for folder, cookie in self.kept.items() if path.startswith(folder)]
        if len(cookies) > 1:
            request.add_unredirected_header("Cookie", "; ".join(filter(None, cookies)))
        return request

    def http_response(self, request, response):
        for field in response.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"((?:__Secure-)?kn_m=[^;]+); Path=([^;]+)", field):
                self.kept[found[2]] = found[1]
        return response


if COOKIE:
    opener = urllib.request.build_opener(Grants())
    opener.addheaders.append(("Cookie", COOKIE))
    urllib.request.install_opener(opener)


def documents(collection):
    """What stands in the server's own database; None where its folder is not known."""
    folder = os.environ.get("KINORA_DATA")
    if not folder:
        return None
    with sqlite3.connect(f"file:{folder}/kinora.sqlite?mode=ro", uri=True, timeout=10) as database:
        return [json.loads(body) for (body,) in database.execute(f'SELECT body FROM "documents/{collection}" ORDER BY number')]


class Package:
    """What the manifest offers, read without the player's code."""

    def __init__(self, address):
        with urllib.request.urlopen(address) as answer:
            root = xml.etree.ElementTree.fromstring(answer.read())
        sets = root.findall(f"{DASH}Period/{DASH}AdaptationSet")
        kind = lambda each: (each.get("contentType") or each.get("mimeType") or each[-1].get("mimeType", "")).split("/")[0]
        of = lambda wanted: [each for each in sets if kind(each) == wanted]
        self.rates = sorted(int(each.get("bandwidth")) for one in of("video") for each in one.findall(f"{DASH}Representation"))
        self.languages = [each.get("lang") for each in of("audio")]
        self.audio_rate = max(int(each.get("bandwidth")) for one in of("audio") for each in one.findall(f"{DASH}Representation"))
        length = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", root.get("mediaPresentationDuration"))
        hours, minutes, seconds = (float(part or 0) for part in length.groups())
        self.duration = hours * 3600 + minutes * 60 + seconds
        self.subtitles = [each.get("lang") for each in of("text")]


class Watching(unittest.TestCase):
    """A test with a fresh browser profile, which fails on every console error and every violated policy."""

    # Console errors that a test brings about itself, as parts of their text.
    expected = ()
    viewport = {"width": 1280, "height": 720}
    context_options = {}
    init_script = ""

    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.chromium = cls.playwright.chromium.launch(executable_path=BROWSER, headless=True, args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.chromium.close()
        cls.playwright.stop()

    def setUp(self):
        self.context = self.chromium.new_context(viewport=self.viewport, **self.context_options)
        come_as_signed_in(self.context)
        self.addCleanup(self.context.close)
        self.context.add_init_script(WATCH_POLICY + self.init_script)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.complain(message.text))
        self.page.on("pageerror", lambda error: self.complain(f"uncaught: {error}"))
        self.network = self.context.new_cdp_session(self.page)
        self.network.send("Network.enable")
        self.network.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def sign_in(self):
        """Comes in by the login page."""
        self.page.goto(f"{BASE}/login")
        self.page.fill("[name=email]", os.environ["KINORA_EMAIL"])
        self.page.fill("[name=password]", os.environ["KINORA_PASSWORD"])
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda url: "/login" not in url)

    def picture(self, name):
        """Takes a picture of the whole page, narrow and wide, where KINORA_PICTURES names a folder."""
        if not PICTURES:
            return
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        for width, height in ((360, 740), (1280, 720)):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size(self.viewport)

    def fits(self):
        """Nothing is wider than a narrow window."""
        self.page.set_viewport_size({"width": 360, "height": 740})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(self.viewport)
        self.assertLessEqual(wide, 360, self.page.url)

    def complain(self, text):
        if not any(part in text for part in self.expected):
            self.complaints.append(text)

    def tearDown(self):
        try:
            violations = self.page.evaluate("window.policyViolations ?? []")
        except Error:
            violations = []
        self.assertEqual([], violations, "the page broke its own policy")
        self.assertEqual([], self.complaints, "the console is not silent")

    # Watching.

    def watch(self, query="?t=0"):
        """Opens the watch page the way a visitor does, so that playing may begin by itself: after a click on our pages."""
        self.page.goto(f"{BASE}/")
        self.page.mouse.click(2, 2)
        self.page.goto(f"{BASE}{WATCH}{query}")
        self.until(lambda now: now["position"] > 0.5, "playing did not begin", start=True)

    def package(self):
        urllib.request.urlopen(f"{BASE}{WATCH}").read()
        return Package(urljoin(BASE, self.page.get_attribute("#player", "data-dash")))

    def now(self):
        return self.page.evaluate("window.kinoraPlayer?.statistics() ?? null")

    def do(self, command, *values):
        """Runs one of the player's commands without a button."""
        self.page.evaluate("([name, values]) => { window.kinoraPlayer.commands[name](...values); }", [command, values])

    def until(self, holds, sentence, start=False, patience=PATIENCE):
        """Waits until `holds` is true of the player's statistics; returns them."""
        end = time.monotonic() + patience
        now = None
        while time.monotonic() < end:
            now = self.now()
            if now and now["failure"]:
                self.fail(f"{sentence}: the player gave up: {now['failure']}")
            if now and holds(now):
                return now
            if start and now and now["state"] == "paused" and now["duration"] and not self.page.is_hidden("[data-part=centre]"):
                self.page.click("[data-part=centre]")
            time.sleep(0.1)
        self.fail(f"{sentence} within {patience} s; last seen: {now}")

    def plays_on(self, seconds=1.5):
        """Both the clock and the decoder move."""
        before = self.now()
        return self.until(
            lambda now: now["position"] >= before["position"] + seconds and now["decodedFrames"] > before["decodedFrames"] + 10,
            "time and pictures do not advance",
        )

    def limit(self, bits_per_second=None, offline=False):
        """Shapes the network: so many bits per second, or all it gives."""
        self.network.send(
            "Network.emulateNetworkConditions",
            {
                "offline": offline,
                "latency": 40 if bits_per_second else 0,
                "downloadThroughput": bits_per_second / 8 if bits_per_second else -1,
                "uploadThroughput": -1,
            },
        )

    def focused(self):
        return self.page.evaluate("document.activeElement?.dataset.part ?? document.activeElement?.getAttribute('aria-label') ?? ''")
