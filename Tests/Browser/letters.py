"""Errands that need mail: the letters are those that a real mail server received.

  KINORA_BASE      where the server answers; it has no owner yet
  KINORA_WELCOME   the path of the link that it printed
  KINORA_MAIL      the folder in which the mail server puts letters down
"""

import json
import os
import pathlib
import re
import time
import unittest

from people import People
from watching import BASE, PATIENCE

WELCOME = os.environ["KINORA_WELCOME"]
MAIL = pathlib.Path(os.environ["KINORA_MAIL"])
OWNER = ("owner@example.org", "a lamp in the projection room")
IDA = ("ida@example.org", "the second reel is upside down")
LATER = "the third reel was never found"


class Letters(People):
    """One house, from its first start on: the tests build on each other, in the order of their names."""

    read = set()

    def letter(self, to):
        """The next letter to somebody that was not read yet."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for file in sorted(MAIL.glob("*.json"), key=lambda file: int(file.stem)):
                letter = json.loads(file.read_text())
                if file.name not in self.read and letter["to"] == [to]:
                    self.read.add(file.name)
                    return letter
            time.sleep(0.1)
        self.fail(f"no letter to {to}")

    def link(self, letter):
        """The link in a letter, the same in the text as in the HTML."""
        link = re.search(r"http://\S+", letter["plain"]).group()
        self.assertIn(f'href="{link}"', letter["html"])
        self.assertTrue(link.startswith(BASE + "/"), link)
        return link

    def test_01_the_owner_opens_registration(self):
        owner = self.page("owner")
        owner.goto(BASE + WELCOME)
        self.fill(owner, name="Olga", email=OWNER[0], password=OWNER[1])
        if "/confirm" not in owner.url and owner.url != f"{BASE}/":
            self.assertIn("letter", self.says(owner).lower())
        owner.goto(f"{BASE}/members/rules")
        owner.select_option("select[name=registration]", "open")
        owner.click("main button[type=submit]")

    def test_02_an_address_is_confirmed_by_its_letter(self):
        ida = self.page("ida")
        ida.goto(f"{BASE}/register")
        self.fill(ida, name="Ida", email=IDA[0], password=IDA[1])
        said = self.says(ida)
        self.sign_in(ida, IDA)
        self.assertNotEqual(f"{BASE}/", ida.url, "not before the address is confirmed")
        letter = self.letter(IDA[0])
        self.assertEqual([], letter["defects"])
        self.assertEqual("multipart/alternative", letter["type"])
        link = self.link(letter)
        ida.goto(link)
        self.fill(ida, password="not the password")
        self.assertIn("/confirm/", ida.url)
        self.fill(ida, password=IDA[1])
        self.assertEqual(f"{BASE}/", ida.url)
        # The address is a member's now: the page says the same as before, and who has the address is told.
        stranger = self.page("stranger")
        stranger.goto(f"{BASE}/register")
        self.fill(stranger, name="Somebody", email=IDA[0], password="guessed by nobody at all")
        self.assertEqual(said, self.says(stranger))
        self.assertIn("/login", self.link(self.letter(IDA[0])))
        stranger.goto(link)
        self.assertIn("leads nowhere", self.says(stranger))

    def test_03_a_forgotten_password_is_set_anew_and_every_session_ends(self):
        elsewhere = self.page("ida elsewhere", {"width": 1280, "height": 800})
        elsewhere.goto(f"{BASE}/login")
        elsewhere.click("a[href='/forgot']")
        self.fill(elsewhere, email="nobody-knows-me@example.org")
        said = self.says(elsewhere)
        elsewhere.goto(f"{BASE}/forgot")
        self.fill(elsewhere, email=IDA[0])
        self.assertEqual(said, self.says(elsewhere), "whether the address is known is not said")
        link = self.link(self.letter(IDA[0]))
        elsewhere.goto(link)
        self.fill(elsewhere, password="short")
        self.assertIn("at least 8 characters", self.says(elsewhere))
        self.fill(elsewhere, password=LATER)
        changed = self.letter(IDA[0])
        self.assertIn("password", changed["subject"].lower() + changed["plain"].lower())
        ida = self.page("ida")
        ida.goto(f"{BASE}/films")
        self.assertIn("/login", ida.url)
        elsewhere.goto(link)
        self.assertIn("leads nowhere", self.says(elsewhere))

    def test_04_a_new_device_is_told(self):
        # After a reset the first device is nothing new, and the letter of the reset told of it; the second is.
        for person in ["ida elsewhere", "ida"]:
            self.sign_in(self.page(person), (IDA[0], LATER))
            self.assertEqual(f"{BASE}/", self.page(person).url)
        letter = self.letter(IDA[0])
        self.assertIn("Chrome on Linux", letter["plain"])
        self.assertIn("Chrome on Linux", letter["html"])

    def test_05_a_new_password_is_told(self):
        elsewhere = self.page("ida elsewhere")
        elsewhere.goto(f"{BASE}/account/password")
        self.fill(elsewhere, current=LATER, new=IDA[1])
        self.assertIn("password", self.letter(IDA[0])["plain"].lower())

    def test_06_nobody_got_a_letter_that_nothing_was_asked_for(self):
        self.assertEqual([], list(MAIL.glob("*nobody*")))
        strangers = [json.loads(file.read_text())["to"] for file in MAIL.glob("*.json")]
        self.assertNotIn(["nobody-knows-me@example.org"], strangers)


if __name__ == "__main__":
    unittest.main(verbosity=2)
