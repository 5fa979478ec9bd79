"""Pictures of every page of a running Kinora at 360, 1280 and 1920 px, to be looked at:

    KINORA_EMAIL=… KINORA_PASSWORD=… python Tests/Browser/screenshots.py http://localhost:8080 [folder]

Without an address and a password only the ways in are shown.
"""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSER = os.environ.get("KINORA_BROWSER", "/usr/bin/chromium")
WIDTHS = {360: 740, 1280: 800, 1920: 1080}


def first(page, base, path, pattern):
    """The first link on a page that fits a pattern, or None."""
    page.goto(base + path)
    found = re.search(f'href="({pattern})"', page.content())
    return found[1] if found else None


def places(page, base):
    film = first(page, base, "/films", r"/films/[^\"?#]+")
    series = first(page, base, "/series", r"/series/[^\"?#/]+")
    season = first(page, base, series, r"/series/[^\"?#]+/[^\"?#]+") if series else None
    watch = first(page, base, film, r"/watch/[^\"?#]+") if film else None
    return {
        "home": "/", "films": "/films", "series-directory": "/series", "film": film, "series": series, "season": season,
        "search": "/search?q=a", "preparation": "/preparation", "missing": "/nothing-here", "watch": watch,
        "account": "/account", "devices": "/account/sessions", "details": "/account/details", "invitations": "/account/invitations",
        "members": "/members", "rules": "/members/rules",
    }


def sign_in(page, base):
    """Comes in by the login page, where it is known as whom."""
    page.goto(base + "/login")
    if not os.environ.get("KINORA_EMAIL"):
        return
    page.fill("[name=email]", os.environ["KINORA_EMAIL"])
    page.fill("[name=password]", os.environ["KINORA_PASSWORD"])
    page.click("main button[type=submit]")


def main(base, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for scheme in ("dark", "light"):
            for width, height in WIDTHS.items():
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
                page.goto(base + "/login")
                page.screenshot(path=folder / f"login-{width}-{scheme}.png", full_page=True)
                sign_in(page, base)
                for name, path in places(page, base).items():
                    if not path:
                        continue
                    page.goto(base + path)
                    page.wait_for_timeout(3000 if name == "watch" else 300)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=name != "watch")
                context.close()
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2] if len(sys.argv) > 2 else "screenshots"))
