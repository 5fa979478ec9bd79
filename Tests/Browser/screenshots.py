"""Pictures of every page of a running Kinora at 360, 1280 and 1920 px, to be looked at:

    KINORA_EMAIL=… KINORA_PASSWORD=… python Tests/Browser/screenshots.py http://localhost:8080 [folder]

The pages are found by following links, one of each kind (one film, one season, one plan …), so a page that others lead to needs no word
here. What nothing leads to stands in `ALONE`. The pages of `MIRRORED` are also taken as they stand where texts run from right to left.
Without an address and a password only the ways in are shown. `KINORA_WIDTHS=360,1280` takes fewer widths.
"""

import os
import re
import sys
from collections import deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

BROWSER = os.environ.get("KINORA_BROWSER", "/usr/bin/chromium")
HEIGHTS = {360: 740, 1280: 800, 1920: 1080}
WIDTHS = [int(width) for width in os.environ.get("KINORA_WIDTHS", "360,1280,1920").split(",")]
# Pages that no link leads to.
ALONE = ["/nothing-here", "/search?q=a"]
# Ways in, as somebody sees them who is not signed in.
OUTSIDE = ["/login", "/register", "/forgot", "/tv"]
MIRRORED = {"home", "films-x", "series-x", "edit-film-x", "pictures-film-x", "preparation", "account", "watch-film-x"}
# More kinds than this are no site but a loop.
MOST = 150


def kind(address):
    """What a page is a page of: its path, with an x for each name among documents and each number."""
    segments = [part for part in urlsplit(address).path.split("/") if part]
    plain = []
    for segment in segments:
        named = re.fullmatch(r"(film|series|season|episode|source)-.+", segment)
        if named:
            plain.append(f"{named[1]}-x")
        elif re.fullmatch(r"\d+|[0-9a-z-]{12,}", segment) and re.search(r"\d", segment):
            plain.append("x")
        else:
            plain.append(segment)
    return "-".join(plain) or "home"


def links(page):
    """Addresses of this house's pages that the page leads to."""
    base = urlsplit(page.url)
    for link in page.eval_on_selector_all("a[href]", "all => all.map((one) => one.getAttribute('href'))"):
        address = urlsplit(urljoin(page.url, link))
        if (address.scheme, address.netloc) == (base.scheme, base.netloc) and not link.startswith("#"):
            yield address.path + (f"?{address.query}" if address.query else "")


def pages(page, base):
    """One address of each kind that can be reached from the first page."""
    found, seen, waiting = {}, set(), deque(["/", *ALONE])
    while waiting and len(found) < MOST:
        path = waiting.popleft()
        name = kind(path)
        if name in seen:
            continue
        seen.add(name)
        try:
            answer = page.goto(base + path)
        except Exception as error:  # A file to download is no page.
            print(f"{path}: {str(error).splitlines()[0]}")
            continue
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        found[name] = path
        waiting.extend(links(page))
    return found


def sign_in(page, base):
    """Comes in by the login page, where it is known as whom."""
    page.goto(base + "/login")
    if not os.environ.get("KINORA_EMAIL"):
        return False
    page.fill("[name=email]", os.environ["KINORA_EMAIL"])
    page.fill("[name=password]", os.environ["KINORA_PASSWORD"])
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    return True


def take(page, folder, name, width, scheme):
    page.wait_for_timeout(2500 if name.startswith("watch-") else 250)
    whole = not name.startswith("watch-")
    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=whole)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        print(f"{name} at {width}: {wide} px too wide")


def main(base, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        known = None
        for scheme in ("dark", "light"):
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": HEIGHTS.get(width, 800)}, color_scheme=scheme)
                page = context.new_page()
                for path in OUTSIDE:
                    page.goto(base + path)
                    take(page, folder, kind(path), width, scheme)
                if not sign_in(page, base):
                    continue
                known = known or pages(page, base)
                for name, path in known.items():
                    page.goto(base + path)
                    take(page, folder, name, width, scheme)
                    if name in MIRRORED and scheme == "dark":
                        page.evaluate("document.documentElement.dir = 'rtl'")
                        take(page, folder, f"{name}-mirrored", width, scheme)
                context.close()
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures of {len(known or OUTSIDE)} kinds of pages in {folder}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2] if len(sys.argv) > 2 else "screenshots"))
