"""Pictures of every page of a running Kinora at 360, 1280 and 1920 px, to be looked at:

    python Tests/Browser/screenshots.py http://127.0.0.1:8080 [folder]
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
    }


def main(base, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for scheme in ("dark", "light"):
            for width, height in WIDTHS.items():
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
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
