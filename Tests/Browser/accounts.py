"""Becoming a member, signing in, and what an account may do, in a real browser, as people do it.

  KINORA_BASE      where the server answers; it has no owner yet
  KINORA_WELCOME   the path of the link that it printed
"""

import os
import re
import unittest
import urllib.error
import urllib.request

from people import People
from watching import BASE

WELCOME = os.environ["KINORA_WELCOME"]
OWNER = ("owner@example.org", "a lamp in the projection room")
IDA = ("ida@example.org", "the second reel is upside down")


class Accounts(People):
    """One house, from its first start on: the tests build on each other, in the order of their names."""

    def status(self, page, path):
        return page.request.get(BASE + path, headers={"Accept": "text/html"}, max_redirects=0).status

    # The first start

    def test_01_a_house_without_an_owner_shows_nothing_and_says_what_to_do(self):
        page = self.page("stranger")
        page.goto(f"{BASE}/films")
        self.assertEqual(f"{BASE}/login?next=%2Ffilms", page.url)
        self.assertIn("no owner yet", self.says(page))

    def test_02_the_printed_link_makes_the_owner_once(self):
        page = self.page("owner")
        page.goto(BASE + WELCOME)
        self.fill(page, name="Olga", email=OWNER[0], password="short")
        self.assertIn("at least 8 characters", self.says(page))
        self.fill(page, password=OWNER[1])
        self.assertEqual(f"{BASE}/", page.url)
        stranger = self.page("stranger")
        stranger.goto(BASE + WELCOME)
        self.assertIn("leads nowhere", self.says(stranger))

    def test_03_cookies_are_out_of_reach_of_scripts_and_of_other_sites(self):
        page = self.page("owner")
        cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
        session = cookies["__Host-kinora"]
        self.assertTrue(session["httpOnly"] and session["secure"] and session["sameSite"] == "Lax" and session["path"] == "/")
        self.assertEqual("", page.evaluate("document.cookie"))

    # Others come in

    def test_04_nobody_registers_unless_the_owner_says_so(self):
        page = self.page("ida")
        page.goto(f"{BASE}/register")
        self.assertIn("By invitation only", self.says(page))

    def test_05_an_invitation_lets_somebody_in(self):
        owner = self.page("owner")
        owner.goto(f"{BASE}/account/invitations")
        self.fill(owner, note="Ida from the film club")
        link = owner.inner_text(".account-link")
        ida = self.page("ida")
        ida.goto(link)
        self.fill(ida, name="Ida", email=IDA[0], password=IDA[1])
        self.assertEqual(f"{BASE}/", ida.url)
        ida.goto(link)
        self.assertIn("leads nowhere", self.says(ida))

    def test_06_a_member_sees_nothing_of_what_is_the_owners(self):
        ida = self.page("ida")
        for path in ["/preparation", "/members", "/members/rules"]:
            self.assertEqual(403, self.status(ida, path), path)
        self.assertEqual(0, ida.locator("a[href='/members'], a[href='/preparation']").count())

    # In and out

    def test_07_signing_out_ends_the_session_and_the_way_back_leads_where_one_was(self):
        ida = self.page("ida")
        token = next(cookie["value"] for cookie in ida.context.cookies() if cookie["name"] == "__Host-kinora")
        ida.goto(f"{BASE}/account")
        ida.click(".top-person button")
        self.assertIn("/login", ida.url)
        old = urllib.request.Request(f"{BASE}/films", headers={"Cookie": f"__Host-kinora={token}"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(old)
        self.assertEqual(401, refused.exception.code)
        ida.goto(f"{BASE}/films?order=year")
        self.fill(ida, email=IDA[0], password="wrong password")
        self.assertIn("did not work", self.says(ida))
        self.fill(ida, password=IDA[1])
        self.assertEqual(f"{BASE}/films?order=year", ida.url)

    def test_08_the_way_back_never_leads_elsewhere(self):
        ida = self.page("ida")
        for next in ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "/%0d%0aLocation:x"]:
            ida.context.clear_cookies(name="__Host-kinora")
            ida.goto(f"{BASE}/login?next={urllib.request.quote(next, safe='')}")
            self.fill(ida, email=IDA[0], password=IDA[1])
            self.assertTrue(ida.url.startswith(BASE + "/"), ida.url)

    def test_09_one_sees_where_one_is_signed_in_and_ends_it(self):
        other = self.page("ida elsewhere", {"width": 1280, "height": 800})
        self.sign_in(other, IDA)
        ida = self.page("ida")
        ida.goto(f"{BASE}/account/sessions")
        self.assertIn("Chrome on Linux", self.says(ida))
        self.assertIn("this one", self.says(ida))
        ida.click("form[action$='/end-others'] button")
        other.goto(f"{BASE}/films")
        self.assertIn("/login", other.url)
        ida.goto(f"{BASE}/films")
        self.assertEqual(f"{BASE}/films", ida.url)

    # The owner's hand

    def test_10_the_owner_gives_and_takes_roles(self):
        owner = self.page("owner")
        owner.goto(f"{BASE}/members")
        owner.click("text=Ida")
        owner.select_option("select[name=role]", "curator")
        owner.click("form[action$='/role'] button")
        ida = self.page("ida")
        ida.goto(f"{BASE}/preparation")
        self.assertIn("/login", ida.url, "with other rights one signs in anew")
        self.fill(ida, email=IDA[0], password=IDA[1])
        self.assertEqual(f"{BASE}/preparation", ida.url)
        self.assertEqual(403, self.status(ida, "/members"))

    def test_11_a_closed_account_is_out_at_once(self):
        owner = self.page("owner")
        owner.goto(f"{BASE}/members")
        owner.click("text=Ida")
        owner.click("form[action$='/disable'] button")
        ida = self.page("ida")
        ida.goto(f"{BASE}/films")
        self.assertIn("/login", ida.url)
        self.fill(ida, email=IDA[0], password=IDA[1])
        self.assertIn("account is closed", self.says(ida))
        owner.click("form[action$='/enable'] button")
        self.sign_in(ida, IDA)
        self.assertEqual(f"{BASE}/", ida.url)

    def test_12_with_open_registration_and_approval_somebody_says_yes(self):
        owner = self.page("owner")
        owner.goto(f"{BASE}/members/rules")
        owner.select_option("select[name=registration]", "approval")
        owner.click("main button[type=submit]")
        jo = self.page("jo")
        jo.goto(f"{BASE}/login")
        jo.click("text=Become a member")
        self.fill(jo, name="Jo", email="jo@example.org", password="nobody guesses this sentence")
        self.assertIn("nearly in", self.says(jo))
        owner.goto(f"{BASE}/members")
        owner.click(".account-waiting >> text=Jo")
        owner.click("form[action$='/admit'] button")
        self.sign_in(jo, ("jo@example.org", "nobody guesses this sentence"))
        self.assertEqual(f"{BASE}/", jo.url)

    # Tries

    def test_90_the_sixth_try_must_wait_and_others_need_not(self):
        page = self.page("guesser")
        for number in range(5):
            self.sign_in(page, (IDA[0], f"guess number {number}"))
            self.assertIn("did not work", self.says(page))
        self.sign_in(page, (IDA[0], IDA[1]))
        self.assertRegex(self.says(page), r"Wait \d+ seconds")
        self.assertRegex(page.request.post(f"{BASE}/login", form={"email": IDA[0], "password": "x"}, headers={"Origin": BASE}).headers["retry-after"], r"^\d+$")
        self.sign_in(page, ("jo@example.org", "nobody guesses this sentence"))
        self.assertEqual(f"{BASE}/", page.url)


if __name__ == "__main__":
    unittest.main(verbosity=2)
