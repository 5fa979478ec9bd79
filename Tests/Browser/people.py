"""Several people, each with a browser of one's own, who fill in forms as people do."""

import unittest

from watching import BASE, PATIENCE, BROWSER
from playwright.sync_api import sync_playwright


class People(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.people = {}
        cls.playwright = sync_playwright().start()
        cls.chromium = cls.playwright.chromium.launch(executable_path=BROWSER, headless=True, args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.chromium.close()
        cls.playwright.stop()

    def page(self, person, viewport={"width": 360, "height": 740}):
        if person not in self.people:
            context = self.chromium.new_context(viewport=viewport)
            context.set_default_timeout(PATIENCE * 1000)
            self.people[person] = context.new_page()
        return self.people[person]

    def fill(self, page, **fields):
        for name, value in fields.items():
            page.fill(f"main [name={name}]", value)
        page.click("main button[type=submit]")

    def sign_in(self, page, account):
        page.goto(f"{BASE}/login")
        self.fill(page, email=account[0], password=account[1])

    def sign_out(self, page):
        page.goto(f"{BASE}/account")
        page.click(".top-person button")

    def says(self, page):
        return page.inner_text("main")
