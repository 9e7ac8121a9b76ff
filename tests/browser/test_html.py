"""The page in a real browser: a citation opens its passage, nothing is fetched, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.render import to_html
from tests.browser.chrome import PATH, Page
from tests.unit.digest_sample import DIGEST, with_text

pytestmark = pytest.mark.skipif(PATH is None, reason="no Chromium on this machine")

OPENED = "document.querySelector(':popover-open')?.innerText ?? ''"
FIRST = "button.cite[popovertarget='event-1-passage-{}']"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with Page(tmp_path_factory.mktemp("profile")) as started:
        still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        started.call("Emulation.setEmulatedMedia", features=still)
        yield started


@pytest.fixture
def digest(page: Page, tmp_path: Path) -> Page:
    path = tmp_path / "digest.html"
    path.write_text(to_html(DIGEST), encoding="utf-8")
    page.resize(1000, 900)
    page.open(path)
    return page


def test_a_click_on_a_citation_opens_its_passage(digest: Page) -> None:
    assert digest.value(OPENED) == ""
    digest.click(FIRST.format(2))
    shown = digest.value(OPENED)
    assert "All 186 passengers were taken off a car ferry on Wednesday." in shown
    assert "Marsden Herald, 12 March 2025, Passengers taken off grounded ferry" in shown
    assert digest.value("document.querySelector(':popover-open mark').innerText") == (
        "All 186 passengers were taken off a car ferry on Wednesday."
    )


def test_another_citation_takes_its_place_and_escape_closes_it(digest: Page) -> None:
    digest.click(FIRST.format(2))
    digest.click(FIRST.format(3))
    assert "Nine people were treated" in digest.value(OPENED)
    assert digest.value("document.querySelectorAll(':popover-open').length") == 1
    digest.press("Escape", 27)
    assert digest.value(OPENED) == ""


def test_its_button_closes_it(digest: Page) -> None:
    digest.click(FIRST.format(1))
    digest.click(":popover-open .shut")
    assert digest.value(OPENED) == ""


def test_the_keyboard_opens_it_too(digest: Page) -> None:
    digest.value(f'document.querySelector("{FIRST.format(4)}").focus()')
    digest.call(
        "Input.dispatchKeyEvent", type="keyDown", key="Enter", text="\r", windowsVirtualKeyCode=13
    )
    digest.press("Enter", 13)
    assert "harbour master Ruth Ansel said." in digest.value(OPENED)


def test_the_passage_stands_in_its_context(digest: Page) -> None:
    digest.click(FIRST.format(3))
    quote = digest.value("document.querySelector(':popover-open blockquote').innerText")
    assert quote.startswith("The ferry Maren Star ran aground")
    assert "injuries. “Had there been" in quote


def test_details_open(digest: Page) -> None:
    assert not digest.value("document.querySelector('#event-1 .unused').open")
    digest.click("#event-1 .unused summary")
    assert "Sign up for our newsletter." in digest.value(
        "document.querySelector('#event-1 .unused').innerText"
    )


def test_a_related_event_is_a_jump_away(digest: Page) -> None:
    digest.click("#event-1 .related a")
    assert digest.value("location.hash") == "#event-2"


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_sticks_out_and_the_card_is_in_view(digest: Page, width: int) -> None:
    digest.resize(width, 700)
    digest.value("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert digest.value("document.documentElement.scrollWidth") <= width
    digest.click(FIRST.format(4))
    inside = (
        "(() => { const b = document.querySelector(':popover-open').getBoundingClientRect();"
        "return b.left >= 0 && b.top >= 0 && b.right <= innerWidth && b.bottom <= innerHeight })()"
    )
    assert digest.value(inside)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(digest: Page, scheme: str) -> None:
    wanted = {"name": "prefers-color-scheme", "value": scheme}
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    digest.call("Emulation.setEmulatedMedia", features=[wanted, still])
    digest.value("document.querySelectorAll('details').forEach(one => { one.open = true })")
    digest.click(FIRST.format(3))
    low = digest.value(CONTRAST)
    digest.call("Emulation.setEmulatedMedia", features=[still])
    assert low == []


def test_nothing_is_fetched_and_nothing_is_refused(digest: Page) -> None:
    assert digest.requests() == []
    assert digest.complaints() == []
    assert digest.value("performance.getEntriesByType('resource').length") == 0
    assert digest.value("getComputedStyle(document.body).maxWidth") != "none"


@pytest.mark.parametrize(
    "text",
    [
        "<script>document.title = 'run'</script>",
        "<img src='https://evil.example/x.png' onerror=\"document.title = 'run'\">",
        "</style><style>@import 'https://evil.example/x.css';</style>",
        "<svg onload=\"document.title = 'run'\">",
    ],
)
def test_hostile_text_does_nothing(page: Page, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(to_html(with_text(text, url="javascript:void(0)")), encoding="utf-8")
    page.open(path)
    assert page.value("document.title") == text
    assert page.value("document.querySelector('.event h2').innerText") == text
    assert page.requests() == []


def test_citations_are_told_apart_on_paper(digest: Page) -> None:
    digest.call("Emulation.setEmulatedMedia", media="print")
    marks = digest.value(
        "[...document.querySelectorAll('#event-1 .summary .cite')].map(c => "
        "['::before', '::after'].map(p => getComputedStyle(c, p).content).join(c.innerText))"
    )
    digest.call("Emulation.setEmulatedMedia", media="")
    assert marks == ['"["1"]"', '"["2"]"', '"["3"]"', '"["4"]"']


@pytest.mark.parametrize("width", [320, 360, 768, 1200])
def test_nothing_is_wider_than_the_window(page: Page, tmp_path: Path, width: int) -> None:
    """Whatever the length of a word, a name or an address."""
    path = tmp_path / "digest.html"
    path.write_text(to_html(with_text("x" * 400, url="https://a.example/" + "y" * 900)), "utf-8")
    page.resize(width, 900)
    page.open(path)
    page.value("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.value("document.documentElement.scrollWidth") == width


def test_print_shows_every_passage(digest: Page) -> None:
    digest.call("Emulation.setEmulatedMedia", media="print")
    seen = digest.value(
        "[...document.querySelectorAll('#event-1 .sources q')].map(q => q.checkVisibility())"
    )
    digest.call("Emulation.setEmulatedMedia", media="")
    assert seen == [True] * 5


# Every visible text against the colour behind it; the least contrast is WCAG's 4.5.
CONTRAST = """
(() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parse(c).map(v => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const behind = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor, p = parse(c);
    if (p.length < 4 || p[3] === 1) return c } return 'rgb(255, 255, 255)' };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(e.className + ': ' + e.textContent.slice(0, 30) + ' ' + ratio);
  }
  return low;
})()
"""
