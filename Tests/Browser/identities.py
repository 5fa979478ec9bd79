"""Linking an account with a provider and coming in through it: the provider is django-oauth-toolkit, which lets everybody through as the
person whom its cookie `who` names.

  KINORA_BASE       where the server answers; it has no owner yet
  KINORA_WELCOME    the path of the link that it printed
  KINORA_PROVIDER   where the provider answers
"""

import os
import unittest

from people import People
from watching import BASE

WELCOME = os.environ["KINORA_WELCOME"]
PROVIDER = os.environ["KINORA_PROVIDER"]
OWNER = ("owner@example.org", "a lamp in the projection room")


class Identities(People):
    """The tests build on each other, in the order of their names."""

    def is_somebody_else_there(self, page, name):
        page.context.add_cookies([{"name": "who", "value": name, "url": PROVIDER}])

    def test_01_an_account_is_linked_in_the_settings(self):
        owner = self.page("owner")
        owner.goto(BASE + WELCOME)
        self.fill(owner, name="Olga", email=OWNER[0], password=OWNER[1])
        owner.goto(f"{BASE}/account")
        owner.click("a[href='/account/identities']")
        owner.click("main a[href$='/with/oidc']")
        self.assertEqual(f"{BASE}/account/identities", owner.url)
        self.assertIn("ida@example.org", self.says(owner))

    def test_02_and_lets_its_member_in(self):
        owner = self.page("owner")
        self.sign_out(owner)
        owner.goto(f"{BASE}/login?next=%2Ffilms")
        owner.click("a[href^='/login/with/oidc']")
        self.assertEqual(f"{BASE}/films", owner.url)
        owner.goto(f"{BASE}/account/sessions")
        self.assertIn("this one", self.says(owner))

    def test_03_who_has_no_password_shows_there_again_who_one_is(self):
        owner = self.page("owner")
        owner.goto(f"{BASE}/login/again?next=%2Faccount%2Fidentities")
        owner.click("main a[href^='/login/with/oidc']")
        self.assertEqual(f"{BASE}/account/identities", owner.url)

    def test_04_a_stranger_needs_an_invitation(self):
        stranger = self.page("bo")
        self.is_somebody_else_there(stranger, "bo")
        stranger.goto(f"{BASE}/login")
        stranger.click("a[href^='/login/with/oidc']")
        self.assertIn("invitation", self.says(stranger).lower())
        owner = self.page("owner")
        owner.goto(f"{BASE}/account/invitations")
        self.fill(owner, note="Bo")
        stranger.goto(owner.inner_text(".account-link"))
        stranger.click("a[href^='/login/with/oidc']")
        self.assertEqual(f"{BASE}/", stranger.url)
        stranger.goto(f"{BASE}/account")
        self.assertIn("Bo Example", self.says(stranger))

    def test_05_the_last_way_in_is_not_taken_away(self):
        stranger = self.page("bo")
        stranger.goto(f"{BASE}/account/identities")
        stranger.click("form[action$='/unlink'] button")
        self.assertEqual(1, stranger.locator("form[action$='/unlink']").count())
        self.assertIn("only", self.says(stranger))

    def test_06_a_linked_account_is_taken_away_and_opens_nothing_any_more(self):
        owner = self.page("owner")
        owner.goto(f"{BASE}/account/identities")
        owner.click("form[action$='/unlink'] button")
        self.assertEqual(0, owner.locator("form[action$='/unlink']").count())
        self.sign_out(owner)
        owner.goto(f"{BASE}/login")
        owner.click("a[href^='/login/with/oidc']")
        self.assertNotEqual(f"{BASE}/", owner.url)

    def test_07_an_account_of_somebody_else_stays_theirs(self):
        owner = self.page("owner")
        self.sign_in(owner, OWNER)
        self.is_somebody_else_there(owner, "bo")
        owner.goto(f"{BASE}/account/identities")
        owner.click("main a[href$='/with/oidc']")
        owner.goto(f"{BASE}/account/identities")
        self.assertEqual(0, owner.locator("form[action$='/unlink']").count())


if __name__ == "__main__":
    unittest.main(verbosity=2)
