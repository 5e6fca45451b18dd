"""Take the pictures of the README anew: ``make pictures``, with Chromium, the font Inter and a real worker."""

import io
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from demo.__main__ import SAMPLES, service

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "images"
CANDIDATES = [*sorted((ROOT / "benchmarks" / "reference").glob("*.pdf")), *sorted(SAMPLES.glob("*.*"))]
BATCH_SECONDS = 30
PATIENCE_MILLISECONDS = 60_000
FONTS = """<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match><edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
</fontconfig>
"""
"""Chromium's notion of a system's own font, where the machine has no desktop that names one."""


def main() -> None:
    """Analyse invented people and photograph the page."""
    browser_path = shutil.which("chromium") or "/usr/bin/chromium"
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with service() as url, sync_playwright() as playwright, TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS)
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"], env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        page = browser.new_page(base_url=url)
        take_result(page)
        take_batch(page, hand_in_batch(url))
        browser.close()


def take_result(page: Page) -> None:
    """Show the sample beside its findings, on light ground."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 820})
    page.goto("/")
    page.get_by_role("button", name="Try a sample").click()
    expect(page.get_by_role("img", name="Page 1 of the document")).to_have_js_property("complete", value=True)
    keep(page.screenshot(), "page-result.png")


def hand_in_batch(url: str) -> str:
    """Have a batch analysed, one document of which is cut off; return its address on the page."""
    documents = [(path.name, path.read_bytes()) for path in CANDIDATES if path.suffix != ".json"]
    documents.append(("zelda-cut-off.pdf", documents[0][1][:900]))
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        files = [("files", document) for document in documents]
        batch = client.post("/v1/batches", files=files, data={"name": "Autumn applications"}).raise_for_status().json()
        while client.get(batch["links"]["self"], params={"wait": BATCH_SECONDS}).json()["state"] != "finished":
            continue
    return f"/batches/{batch['id']}"


def take_batch(page: Page, address: str) -> None:
    """Show the table of a batch that has ended, on dark ground."""
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(address)
    page.locator("html.scripted").wait_for()
    keep(page.screenshot(), "page-batch.png")


def keep(picture: bytes, name: str) -> None:
    """Write a picture with 256 colours, which eyes cannot tell from all of them and which is a third of the size."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256).save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
