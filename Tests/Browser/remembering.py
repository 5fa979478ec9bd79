"""What a profile watched, and on how many devices an account plays, in a real browser; run by run.py or like playback.py.

The account is the one that the tests of the program make; with KINORA_SHOTS, a folder, pictures of the pages are left there.
"""

import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request

from watching import BASE, PATIENCE, WATCH, Watching, documents

ACCOUNT = {"email": "owner@example.org", "password": "a lamp in the projection room"}
DEVICES = 4
FEATURE = re.sub(r".*/watch/", "", WATCH)


def post(path, form, cookie=""):
    """What the house answers to another device: status, text, and the cookies that it sets."""
    request = urllib.request.Request(BASE + path, urllib.parse.urlencode(form).encode(), {"Origin": BASE})
    opener = urllib.request.build_opener(Unmoved)
    if cookie:
        opener.addheaders.append(("Cookie", cookie))
    try:
        answer = opener.open(request)
    except urllib.error.HTTPError as error:
        answer = error
    return answer.status, answer.read().decode(), answer.headers.get_all("Set-Cookie") or []


class Unmoved(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def another_device():
    """The cookie of one more session of the same account."""
    _, text, cookies = post("/login", ACCOUNT)
    found = [cookie.split(";")[0] for cookie in cookies if cookie.startswith("__Host-kinora=")]
    assert found, text[:300]
    return found[0]


class Remembering(Watching):
    def picture(self, name):
        if folder := os.environ.get("KINORA_SHOTS"):
            for width in (360, 1280):
                self.page.set_viewport_size({"width": width, "height": 800})
                self.page.screenshot(path=f"{folder}/{name}-{width}.png")

    def fits(self):
        self.page.set_viewport_size({"width": 360, "height": 740})
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 360, "it is wider than a telephone")

    def test_what_was_left_is_gone_on_with_marked_and_forgotten(self):
        self.page.goto(f"{BASE}/history")
        if self.page.locator("form[data-forgets=all]").count():
            self.page.click("form[data-forgets=all] button")
        self.watch()
        place = self.now()["duration"] * 0.4
        self.do("seek", place)
        self.until(lambda now: now["position"] > place + 6, "it does not play on", start=True)

        # Another page of the same viewer: the home page offers to go on, and the film begins there.
        self.page.goto(f"{BASE}/")
        self.page.evaluate("localStorage.removeItem('kinora.places')")
        card = self.page.locator(f'a.card[href="{WATCH}"], .card a[href="{WATCH}"]').first
        end = time.monotonic() + PATIENCE
        while not card.count() and time.monotonic() < end:
            time.sleep(1)
            self.page.reload()
        self.assertEqual(1, card.count(), "the home page does not offer to go on")
        self.assertTrue(self.page.get_by_text("Continue watching").count())
        self.picture("home")
        self.fits()
        card.click()
        self.page.wait_for_url("**/watch/**")
        self.until(lambda now: now["position"] > place + 3, "it does not go on where it was left", start=True)
        self.assertFalse(self.page.is_hidden("[data-part=resumed]") and self.now()["position"] < place)

        # By hand: watched, and not watched.
        self.page.goto(f"{BASE}/films/{FEATURE.split('/')[-1]}" if FEATURE.startswith("film/") else f"{BASE}/")
        if FEATURE.startswith("film/"):
            self.page.click("form.mark-form button:has-text('Mark as watched')")
            self.page.locator("form.mark-form button:has-text('Mark as not watched')").wait_for(timeout=PATIENCE * 1000)
            self.picture("film")
            self.fits()

        self.page.goto(f"{BASE}/history")
        self.assertEqual(1, self.page.locator(f'form[action="/history/{FEATURE}/remove"]').count(), "the history does not have it")
        self.picture("history")
        self.fits()
        self.page.click("form[data-forgets=all] button")
        self.page.locator(".history").wait_for(state="detached", timeout=PATIENCE * 1000)
        self.assertEqual([], [one for one in documents("progress") or []])
        self.page.goto(f"{BASE}/")
        self.assertEqual(0, self.page.get_by_text("Continue watching").count())


class TooManyDevices(Watching):
    expected = ("429",)

    def test_the_one_device_too_many_reads_why(self):
        subject = {}
        self.watch()
        self.assertIsNone(self.now()["failure"])
        subject["subject"] = self.page.get_attribute("#player", "data-subject")
        own = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.context.cookies() if cookie["name"] == "__Host-kinora")
        # Whoever looked for the film to watch has opened the others' pages too; those places are given back like this one.
        with urllib.request.urlopen(f"{BASE}/films") as films:
            opened = {FEATURE} | {f"film/{film}" for film in re.findall(r'href="/films/([a-z0-9]+)"', films.read().decode())}
        for feature in opened:
            self.assertEqual(204, post(f"/stream/{feature}/leave", {}, own)[0])
        others = [another_device() for _ in range(DEVICES)]
        self.addCleanup(lambda: [post(f"/stream/{FEATURE}/leave", {}, other) for other in others])
        for other in others:
            self.assertEqual(200, post(f"/stream/{FEATURE}", subject, other)[0])
        status, sentence, _ = post(f"/stream/{FEATURE}", subject, own)
        self.assertEqual(429, status)
        self.assertIn(f"on {DEVICES} devices at once", sentence)

        # The player hears of it with its next report, within half a minute, and says it.
        failure = self.page.locator("[data-part=failure]")
        failure.wait_for(state="visible", timeout=2 * PATIENCE * 1000)
        self.assertEqual("refused", self.now()["failure"]["kind"])
        self.assertEqual(sentence, self.page.inner_text("[data-part=reason]"))
        if folder := os.environ.get("KINORA_SHOTS"):
            self.page.screenshot(path=f"{folder}/limit-1280.png")

        # One stops; then it can be tried again.
        post(f"/stream/{FEATURE}/leave", {}, others[0])
        failure.get_by_role("button").click()
        before = self.now()["position"]
        self.until(lambda now: now["position"] > before + 0.5, "it does not go on", start=True)
