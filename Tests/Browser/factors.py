"""Passwords, second factors and passkeys in a real browser, with a virtual authenticator (DevTools, domain WebAuthn). Run with the house's
address, and with who signs in:

    KINORA_BASE=http://localhost:8080 KINORA_EMAIL=… KINORA_PASSWORD=… python Tests/Browser/factors.py

oathtool computes the codes, ZBar reads the picture.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from watching import BASE, PATIENCE, Watching

EMAIL = os.environ.get("KINORA_EMAIL", "")
PASSWORD = os.environ.get("KINORA_PASSWORD", "")
PICTURES = os.environ.get("KINORA_PICTURES", "")
PROGRAM = os.environ.get("KINORA_PROGRAM", "")
DATA = os.environ.get("KINORA_DATA", "")


class Entering(Watching):
    """Comes as a stranger."""

    # What a browser says of answers that are no success.
    expected = ("status of 400", "status of 401", "status of 409", "Failed to load resource")
    cookie = None

    def setUp(self):
        super().setUp()
        self.context.clear_cookies()
        self.page.set_default_timeout(PATIENCE * 1000)

    def sign_in(self, password=PASSWORD, arrives=True):
        self.page.goto(f"{BASE}/login")
        self.page.fill("[name=email]", EMAIL)
        self.page.fill("[name=password]", password)
        self.press("Sign in")
        if arrives:
            self.arrives()

    def arrives(self):
        self.assertNotIn("/login", self.page.url, self.page.locator("main").inner_text())

    def sign_out(self):
        with self.page.expect_navigation():
            self.page.locator(".top-person form button").click()
        self.assertTrue(self.page.url.endswith("/login"), self.page.url)

    def press(self, label, within=None, goes_on=True):
        button = (within or self.page).get_by_role("button", name=label, exact=within is None)
        if not goes_on:
            return button.click()
        with self.page.expect_navigation():
            button.click()

    def is_in(self):
        return self.page.locator(".top-person").count() == 1

    def look(self, name):
        """No page is wider than a phone, and whoever wants may look at it."""
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 760})
            self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), width, f"{name} sticks out of {width} pixels")
            if PICTURES:
                self.page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)

    def faults(self):
        return self.page.locator(".faults:not([hidden])").inner_text()


class Passkeys(Entering):
    def authenticator(self, verified=True):
        devices = self.context.new_cdp_session(self.page)
        devices.send("WebAuthn.enable")
        name = devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                         "isUserVerified": verified, "automaticPresenceSimulation": True}})["authenticatorId"]
        return devices, name

    def test_a_passkey_is_made_signs_in_proves_again_and_is_removed(self):
        devices, device = self.authenticator()
        self.sign_in()
        self.page.goto(f"{BASE}/account/passkeys")
        self.look("passkeys-none")
        self.page.fill(".passkey [name=name]", "The blue one")
        self.press("Add a passkey")
        line = self.page.locator(".account-entries li")
        line.wait_for()
        self.assertEqual("The blue one", line.locator("[name=name]").input_value())
        made = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
        self.assertEqual(1, len(made))
        self.assertEqual("localhost", made[0]["rpId"])
        self.assertTrue(made[0]["isResidentCredential"])
        self.look("passkeys-one")

        line.locator("[name=name]").fill("The green one")
        self.press("Save", within=line)
        self.assertEqual("The green one", self.page.locator(".account-entries [name=name]").input_value())

        # The same device is not asked for a second one.
        self.page.fill(".passkey [name=name]", "Once more")
        self.press("Add a passkey", goes_on=False)
        self.page.locator(".passkey .faults", has_text="No passkey was made").wait_for()

        # The virtual authenticator shows the key as soon as the browser offers it in the field for the address, which a person would pick.
        self.leave(devices, device)
        self.page.goto(f"{BASE}/login")
        self.page.wait_for_url(f"{BASE}/")
        self.assertTrue(self.is_in(), "the browser's own offer does not sign in")

        # And with the button, in a browser that makes no such offers.
        self.leave(devices, device)
        self.context.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
        self.page.goto(f"{BASE}/login?next=/account")
        self.look("login")
        self.press("Sign in with a passkey")
        self.assertTrue(self.page.url.endswith("/account"), self.page.url)
        self.page.goto(f"{BASE}/login/again")
        self.look("prove-again")
        self.press("Use a passkey")
        self.arrives()
        self.page.goto(f"{BASE}/account/sessions")
        self.assertIn("passkey", self.page.locator(".account-entries li", has_text="this one").inner_text().lower())

        self.page.goto(f"{BASE}/account/passkeys")
        self.assertIn("last used", self.page.locator(".account-entries li").inner_text())
        self.press("Remove", within=self.page.locator(".account-entries li"))
        self.assertEqual(0, self.page.locator(".account-entries li").count())

        # The device still has it, the house does not know it any more.
        self.sign_out()
        self.press("Sign in with a passkey")
        self.assertIn("No account here has this passkey", self.faults())
        self.assertFalse(self.is_in())

    def test_the_button_works_while_the_browser_makes_its_offer(self):
        devices, device = self.authenticator()
        self.sign_in()
        self.page.goto(f"{BASE}/account/passkeys")
        self.press("Add a passkey")
        self.presence(devices, device, False)
        with self.page.expect_response("**/login/passkey/question"):
            self.sign_out()
        with self.page.expect_response("**/login/passkey/question"):
            self.press("Sign in with a passkey", goes_on=False)
        # The device is asked, and waits for a finger: had the offer stood in the way, the button would be ready again.
        self.page.wait_for_timeout(500)
        self.assertTrue(self.page.locator(".passkey .faults").is_hidden(), "the browser's offer stands in the way")
        self.assertTrue(self.page.get_by_role("button", name="Sign in with a passkey").is_disabled())
        self.page.goto("about:blank")
        self.presence(devices, device, True)
        self.page.goto(f"{BASE}/login")
        self.page.wait_for_url(f"{BASE}/")
        self.page.goto(f"{BASE}/account/passkeys")
        self.press("Remove", within=self.page.locator(".account-entries li"))

    @staticmethod
    def presence(devices, device, is_on):
        devices.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": device, "enabled": is_on})

    def leave(self, devices, device):
        """Signs out without being signed in again at once."""
        self.presence(devices, device, False)
        self.sign_out()
        self.page.goto("about:blank")
        self.presence(devices, device, True)

    def test_a_device_that_does_not_ask_for_its_owner_gets_no_passkey(self):
        self.authenticator(verified=False)
        self.sign_in()
        self.page.goto(f"{BASE}/account/passkeys")
        self.press("Add a passkey", goes_on=False)
        self.page.locator(".passkey .faults", has_text="No passkey was made").wait_for()
        self.assertEqual(0, self.page.locator(".account-entries li").count())


class WithoutScript(Entering):
    context_options = {"java_script_enabled": False}

    def look(self, name):
        pass

    def test_the_second_factor_works_without_javascript_and_the_passkey_button_is_not_there(self):
        self.page.goto(f"{BASE}/login")
        self.assertFalse(self.page.get_by_role("button", name="Sign in with a passkey").is_visible())
        self.sign_in()
        secret = SecondFactor.begin(self)
        SecondFactor.confirm(self, secret)
        self.assertEqual(10, self.page.locator(".recovery-codes li").count())
        self.press("Turn off the second factor")
        self.page.get_by_role("button", name="Set up").wait_for()


class SecondFactor(Entering):
    def begin(self):
        self.page.goto(f"{BASE}/account/second-factor")
        self.press("Set up")
        return self.page.locator(".factor-secret").inner_text().replace(" ", "")

    def confirm(self, secret, code=None):
        self.page.fill("[name=code]", code or SecondFactor.code(secret))
        self.press("Turn on")

    @staticmethod
    def code(secret, later=0):
        moment = int(time.time()) + later
        return subprocess.run(
            ["oathtool", "--totp=sha1", "--base32", f"--now=@{moment}", secret], check=True, capture_output=True, text=True).stdout.strip()

    def read_picture(self):
        with tempfile.TemporaryDirectory() as folder:
            picture = str(Path(folder) / "code.png")
            self.page.locator(".factor-picture").screenshot(path=picture)
            return subprocess.run(["zbarimg", "--quiet", "--raw", picture], check=True, capture_output=True, text=True).stdout.strip()

    def test_an_app_is_set_up_guards_the_account_and_is_turned_off(self):
        self.sign_in()
        self.page.goto(f"{BASE}/account/second-factor")
        self.look("second-factor-none")
        secret = self.begin()
        self.look("second-factor-set-up")
        address = self.read_picture()
        self.assertTrue(address.startswith("otpauth://totp/"), address)
        self.assertIn(f"secret={secret}&", address)
        self.assertEqual(address, self.page.locator("a[href^='otpauth:']").get_attribute("href"))

        self.confirm(secret, "000000")
        self.assertIn("not right", self.faults())
        self.assertEqual(secret, self.page.locator(".factor-secret").inner_text().replace(" ", ""), "a wrong code makes another secret")
        self.confirm(secret)
        codes = self.page.locator(".recovery-codes code").all_inner_texts()
        self.assertEqual(10, len(set(codes)))
        self.look("second-factor-codes")
        self.page.goto(f"{BASE}/account/second-factor")
        self.assertEqual(0, self.page.locator(".recovery-codes").count(), "recovery codes are shown twice")
        self.look("second-factor-on")

        self.sign_out()
        self.sign_in(arrives=False)
        self.assertTrue(self.page.url.endswith("/login/code"), self.page.url)
        self.assertFalse(self.is_in())
        self.enter("123456")
        self.assertIn("wrong", self.faults())
        self.enter(self.code(secret, later=30))
        self.arrives()

        self.sign_out()
        self.sign_in(arrives=False)
        self.enter(codes[4].upper())
        self.arrives()
        self.sign_out()
        self.sign_in(arrives=False)
        self.enter(codes[4])
        self.assertIn("wrong", self.faults())
        self.enter(codes[5])
        self.arrives()

        self.page.goto(f"{BASE}/account/second-factor")
        self.assertIn("8 are left", self.page.locator(".naming-now").inner_text())
        self.press("Turn off the second factor")
        self.page.get_by_role("button", name="Set up").wait_for()
        self.sign_out()
        self.sign_in()

    @unittest.skipUnless(PROGRAM and DATA, "needs the program (KINORA_PROGRAM) and the house's data (KINORA_DATA)")
    def test_a_lost_app_is_forgotten_at_the_server_itself(self):
        self.sign_in()
        self.confirm(self.begin())
        self.page.goto(f"{BASE}/account/second-factor")
        subprocess.run([PROGRAM, "members", "forget-factor", EMAIL, "--data", DATA], check=True, capture_output=True)
        self.page.goto(f"{BASE}/account")
        self.assertFalse(self.is_in(), "whoever has the lost device is still signed in")
        self.sign_in()

    def enter(self, code):
        self.page.fill("[name=code]", code)
        self.press("Sign in")


class Password(Entering):
    def test_a_password_is_changed_with_the_present_one_and_other_devices_are_signed_out(self):
        other = self.chromium.new_context()
        self.addCleanup(other.close)
        elsewhere = other.new_page()
        elsewhere.goto(f"{BASE}/login")
        elsewhere.fill("[name=email]", EMAIL)
        elsewhere.fill("[name=password]", PASSWORD)
        elsewhere.get_by_role("button", name="Sign in", exact=True).click()
        elsewhere.wait_for_url(lambda url: "/login" not in url)

        self.sign_in()
        new = "an umbrella on the balcony"
        self.page.goto(f"{BASE}/account/password")
        self.look("password")
        self.assertEqual("current-password", self.page.get_attribute("[name=current]", "autocomplete"))
        self.assertEqual("new-password", self.page.get_attribute("[name=new]", "autocomplete"))
        for current, wanted, says in (("wrong", new, "not right"), (PASSWORD, "password1", "lists"), (PASSWORD, "short", "too short")):
            self.change(current, wanted)
            self.assertIn(says, self.faults())
        self.change(PASSWORD, new)
        self.assertIn("changed", self.page.locator(".desk-news").inner_text())
        self.page.goto(f"{BASE}/account")
        self.assertTrue(self.is_in(), "the device that changed it was signed out")
        elsewhere.goto(f"{BASE}/account")
        self.assertIn("/login", elsewhere.url, "another device is still signed in")

        self.sign_out()
        self.sign_in(PASSWORD, arrives=False)
        self.assertIn("/login", self.page.url)
        self.sign_in(new)
        self.page.goto(f"{BASE}/account/password")
        self.change(new, PASSWORD)
        self.assertIn("changed", self.page.locator(".desk-news").inner_text())

    def change(self, current, new):
        self.page.fill("[name=current]", current)
        self.page.fill("[name=new]", new)
        self.press("Set a new password")


if __name__ == "__main__":
    unittest.main(verbosity=2)
