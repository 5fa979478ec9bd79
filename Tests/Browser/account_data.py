"""What an account may do about its data, in a real browser: take it along, close the account, change one's mind, be erased.

  KINORA_BASE      where the server answers; it has no owner yet
  KINORA_WELCOME   the path of the link that it printed
  KINORA_PICTURES  a folder for pictures of the pages; none are taken without it
"""

import csv
import io
import json
import os
import time
import unittest
import zipfile

from people import People
from watching import BASE, PATIENCE

WELCOME = os.environ["KINORA_WELCOME"]
PICTURES = os.environ.get("KINORA_PICTURES")
OLGA = ("olga@example.org", "a lamp in the projection room")
IDA = ("ida@example.org", "the second reel is upside down")


class AccountData(People):
    """One house: the tests build on each other, in the order of their names."""

    def look(self, page, name):
        """No page is wider than its window; and pictures, where somebody wants to look."""
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width, f"{name} at {width}")
            if PICTURES:
                page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 360, "height": 740})

    def test_01_two_people_live_here(self):
        olga = self.page("olga")
        olga.goto(BASE + WELCOME)
        self.fill(olga, name="Olga", email=OLGA[0], password=OLGA[1])
        olga.goto(f"{BASE}/account/invitations")
        self.fill(olga, note="For a friend")
        link = olga.inner_text(".account-link")
        ida = self.page("ida")
        ida.goto(link)
        self.fill(ida, name="Ida", email=IDA[0], password=IDA[1])
        self.assertEqual(f"{BASE}/", ida.url)

    def test_02_everything_is_found_from_one_page(self):
        ida = self.page("ida")
        ida.goto(f"{BASE}/account")
        self.look(ida, "account")
        for name in ["language", "privacy", "data", "close"]:
            ida.goto(f"{BASE}/account")
            ida.click(f"main a[href='/account/{name}']")
            self.assertEqual(f"{BASE}/account/{name}", ida.url)
            self.look(ida, name)

    def test_03_the_archive_is_downloaded_and_opened(self):
        ida = self.page("ida")
        ida.goto(f"{BASE}/account/data")
        with ida.expect_download() as waiting:
            ida.click("main button[type=submit]")
        self.assertRegex(waiting.value.suggested_filename, r"^kinora-\d{4}-\d\d-\d\d\.zip$")
        with zipfile.ZipFile(waiting.value.path()) as archive:
            self.assertIsNone(archive.testzip())
            account = json.loads(archive.read("account.json"))
            self.assertEqual(["ida@example.org"], [one["email"] for one in account])
            profiles = list(csv.DictReader(io.StringIO(archive.read("profiles.csv").decode(), newline="")))
            self.assertEqual(["Ida"], [one["name"] for one in profiles])
            everything = b"".join(archive.read(name) for name in archive.namelist())
        self.assertNotIn(b"argon2", everything)
        self.assertNotIn(b"olga@example.org", everything)
        cookie = next(cookie["value"] for cookie in ida.context.cookies() if cookie["name"] == "__Host-kinora")
        self.assertNotIn(cookie.encode(), everything)

    def test_04_privacy_is_a_matter_of_each_profile(self):
        ida = self.page("ida")
        ida.goto(f"{BASE}/account/privacy")
        ida.uncheck("input[name^=history-]")
        ida.click("form.privacy button")
        self.assertIn("Saved", self.says(ida))
        self.assertFalse(ida.is_checked("input[name^=history-]"))
        ida.click("main section form button")
        self.assertIn("is cleared", self.says(ida))

    def test_05_the_last_owner_stays(self):
        olga = self.page("olga")
        olga.goto(f"{BASE}/account/close")
        self.fill(olga, word="close")
        self.assertIn("needs an owner", self.says(olga))

    def test_06_an_account_is_closed_only_on_ones_word_and_may_be_kept(self):
        ida = self.page("ida")
        ida.goto(f"{BASE}/account/close")
        self.assertIn("14 days", self.says(ida))
        self.fill(ida, word="perhaps")
        self.assertIn("Nothing was done", self.says(ida))
        self.fill(ida, word="close")
        self.assertIn("Your account is closed", self.says(ida))
        self.look(ida, "closed")
        ida.goto(f"{BASE}/films")
        self.assertIn("/login", ida.url)
        self.fill(ida, email=IDA[0], password=IDA[1])
        self.assertIn("/login/keep", ida.url)
        self.assertIn("This account is closing", self.says(ida))
        self.look(ida, "keep")
        ida.goto(f"{BASE}/account")
        self.assertIn("/login", ida.url, "nobody is in before saying so")
        self.sign_in(ida, IDA)
        ida.click("main button[type=submit]")
        self.assertEqual(f"{BASE}/", ida.url)
        ida.goto(f"{BASE}/account")
        self.assertIn("Ida", self.says(ida))

    def test_07_after_the_grace_time_the_account_is_gone(self):
        olga = self.page("olga")
        olga.goto(f"{BASE}/members/rules")
        olga.select_option("select[name=grace]", "0")
        olga.click("main button[type=submit]")
        self.look(olga, "rules")
        ida = self.page("ida")
        ida.goto(f"{BASE}/account/close")
        self.assertIn("no way back", self.says(ida))
        self.fill(ida, word="close")
        self.assertIn("being erased now", self.says(ida))
        end = time.monotonic() + 4 * PATIENCE
        while True:
            olga.goto(f"{BASE}/members")
            if "ida@example.org" not in self.says(olga):
                break
            self.assertLess(time.monotonic(), end, "the account is still there")
            time.sleep(2)
        self.sign_in(ida, IDA)
        self.assertIn("did not work", self.says(ida))


if __name__ == "__main__":
    unittest.main(verbosity=2)
