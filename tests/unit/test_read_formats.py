"""Every input format gives the same articles, plain and gzipped."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.read import read_paths
from summarizer.records import Article

TEXT = (
    "The council of Port Ellis voted on Tuesday to rebuild the sea wall that the storm broke.\n\n"
    "Mayor Ana Ferro said the work would begin within weeks. It will cost 3.5 million crowns."
)
TITLE = "Port Ellis votes to rebuild its sea wall"
RECORD = {
    "id": "wall-1",
    "text": TEXT,
    "title": TITLE,
    "source": "Harbour Post",
    "url": "https://harbour.example/wall",
    "published": "2021-10-12T08:30:00+02:00",
    "language": "en",
}
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in (TEXT.split("\n\n") * 3))
PAGE = f"""<html lang="en"><head><title>{TITLE}</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Harbour Post">
<link rel="canonical" href="https://harbour.example/wall">
<meta property="article:published_time" content="2021-10-12T08:30:00+02:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>
<footer>Copyright 2021 Harbour Post</footer></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>
<item><title>{TITLE}</title><link>https://harbour.example/wall</link>
<pubDate>Tue, 12 Oct 2021 06:30:00 GMT</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>The sea wall will be rebuilt.</p><script>x()</script>
<p>It costs 3.5&nbsp;million.<br>Work begins soon.</p>]]></content:encoded></item>
<item><title>Ferry late</title><description>The ferry was late &amp; full.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Skar Times</title>
<entry><title>Lake frozen</title><link href="https://skar.example/lake"/>
<updated>2021-01-03T10:00:00Z</updated>
<content type="html">&lt;p&gt;The lake froze over on Sunday.&lt;/p&gt;</content></entry></feed>"""


def one(path: Path) -> Article:
    (article,) = read_paths([path]).articles
    return article


def test_plain_text_is_kept_exactly(tmp_path: Path) -> None:
    text = (
        " date 2021-10-12 Port Ellis votes to rebuild its sea wall\r\n\r\n“So be it,” she said.\r\n"
    )
    (tmp_path / "wall.txt").write_bytes(text.encode())
    article = one(tmp_path / "wall.txt")
    assert article.text == text
    assert (article.id, article.title) == ("wall", TITLE)
    assert article.published == datetime(2021, 10, 12, tzinfo=UTC)
    assert article.notes == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\n\nIt was a close vote.", TITLE),
        (f"Twitter\nAdvertisement\n\n{TITLE}\n\nIt was a close vote.", TITLE),
        ("The vote was close and it took all night.\n\nNobody slept.", ""),
        (f"{TITLE}\nThe vote was close.", ""),
        (f"{TITLE}\n{TEXT.replace(chr(10), ' ')}", TITLE),
        (f"{TITLE} and the\n{TEXT.replace(chr(10), ' ').lower()}", ""),
        (f"{TITLE}", ""),
        ("Fire\n\nA barn burnt down in Skar.", ""),
        ("By Ida Brandt and Jo Lind of Skar\n\nA barn burnt down in Skar.", ""),
        ("“We will not wait” says Skar\n\nThe storm came.", "“We will not wait” says Skar"),
    ],
)  # fmt: skip
def test_title_line_of_plain_text(tmp_path: Path, text: str, title: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert one(tmp_path / "a.txt").title == title


@pytest.mark.parametrize("first", [" date 2021-02-31 x", "date: soon", "update 2021-02-03"])
def test_no_date_line(tmp_path: Path, first: str) -> None:
    (tmp_path / "a.txt").write_text(f"{first}\n\nThe barn burnt down.", encoding="utf-8")
    assert one(tmp_path / "a.txt").published is None


def check_record(article: Article) -> None:
    assert (article.id, article.title, article.text) == ("wall-1", TITLE, TEXT)
    assert (article.source, article.url) == ("Harbour Post", "https://harbour.example/wall")
    assert article.published == datetime(2021, 10, 12, 6, 30, tzinfo=UTC)
    assert article.language == "en"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(RECORD)),
        ("a.json", json.dumps([RECORD], indent=2)),
        ("a.json", json.dumps({"articles": [RECORD]})),
        ("a.jsonl", json.dumps(RECORD) + "\n\n"),
        ("a.ndjson", "\ufeff" + json.dumps(RECORD)),
    ],
)
def test_json(tmp_path: Path, name: str, content: str, packed: bool) -> None:
    path = tmp_path / (name + ".gz" if packed else name)
    data = content.encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    check_record(one(path))


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), (".csv", ";"), (".tsv", "\t")])
def test_tables(tmp_path: Path, suffix: str, delimiter: str) -> None:
    quoted = [f'"{value}"' for value in RECORD.values()]
    content = delimiter.join(RECORD) + "\r\n" + delimiter.join(quoted) + "\r\n"
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content.encode())
    check_record(one(path))


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([RECORD, {"text": "Second.", "id": "b"}]), path)
    found = read_paths([path]).articles
    assert found[0].text == "Second."
    check_record(found[1])
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_paths([packed]).articles == found


def test_page(tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_text(PAGE, encoding="utf-8")
    article = one(tmp_path / "wall.html")
    assert article.id == "wall"
    assert article.title == TITLE
    assert article.source == "Harbour Post"
    assert article.url == "https://harbour.example/wall"
    assert article.published == datetime(2021, 10, 12, 6, 30, tzinfo=UTC)
    assert "It will cost 3.5 million crowns." in article.text
    assert "Home" not in article.text
    assert "text extracted from HTML" in article.notes


def test_page_without_a_date_has_none(tmp_path: Path) -> None:
    page = re.sub('<meta property="article:published_time".*?>', "", PAGE)
    (tmp_path / "wall.html").write_text(page, encoding="utf-8")
    assert one(tmp_path / "wall.html").published is None


def test_the_address_of_a_page_may_give_its_day(tmp_path: Path) -> None:
    page = re.sub('<meta property="article:published_time".*?>', "", PAGE)
    page = page.replace("example/wall", "example/2021/10/12/wall")
    (tmp_path / "wall.html").write_text(page, encoding="utf-8")
    assert one(tmp_path / "wall.html").published == datetime(2021, 10, 12, tzinfo=UTC)


def test_rss(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS, encoding="utf-8")
    articles = {article.title: article for article in read_paths([tmp_path]).articles}
    wall, ferry = articles[TITLE], articles["Ferry late"]
    assert wall.text.split("\n\n")[0] == "The sea wall will be rebuilt."
    assert "x()" not in wall.text
    assert wall.text.endswith("million.\n\nWork begins soon.")
    assert (wall.source, wall.url) == ("Harbour Post", "https://harbour.example/wall")
    assert wall.published == datetime(2021, 10, 12, 6, 30, tzinfo=UTC)
    assert ferry.text == "The ferry was late & full."
    assert any("teaser" in note for note in ferry.notes)
    assert not any("teaser" in note for note in wall.notes)
    assert ferry.published is None


def test_atom_is_read_by_any_feed_suffix(tmp_path: Path) -> None:
    for name in ("feed.atom", "feed.xml"):
        (tmp_path / name).write_text(ATOM, encoding="utf-8")
        article = one(tmp_path / name)
        assert article.text == "The lake froze over on Sunday."
        assert article.published == datetime(2021, 1, 3, 10, tzinfo=UTC)
        assert article.source == "Skar Times"


def test_standard_input() -> None:
    line = (json.dumps(RECORD) + "\n").encode()
    for data in (line, gzip.compress(line)):
        stdin = io.BytesIO(data)
        check_record(read_paths(["-"], stdin=stdin).articles[0])
        assert not stdin.closed


def test_gzip_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"The barn burnt down in Skar."))
    assert one(tmp_path / "a.txt").text == "The barn burnt down in Skar."


def test_folders_are_read_whole_and_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("hidden")
    (tmp_path / ".y.txt").write_text("hidden")
    (tmp_path / "b" / "two.txt").write_text("The second.")
    (tmp_path / "one.txt").write_text("The first.")
    (tmp_path / "notes.doc").write_text("?")
    found = read_paths([tmp_path])
    assert [article.id for article in found.articles] == ["one", "two"]
    assert found.warnings == ()
    again = read_paths([tmp_path / "b", tmp_path / "one.txt", tmp_path])
    assert again.articles == found.articles
    assert again.duplicates == ()


def test_every_file_that_a_folder_passes_over_is_told_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "far.txt").write_text("The third.")
    (folder / "one.txt").write_text("The first.")
    for name in ("b.pdf", "a.pdf", ".kept.txt", "README.md", "sub/c.docx"):
        (folder / name).write_text("?")
    (folder / "sub" / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    found = read_paths([folder])
    assert [article.id for article in found.articles] == ["one"]
    formats, hidden, link = found.not_read(shown=2)[2], *found.not_read()[1::-1]
    assert formats.startswith("not read, not a known format (known: .txt, .json")
    assert formats.endswith(f": {folder}/a.pdf, {folder}/b.pdf and 1 more")
    assert found.not_read()[2].endswith(f", {folder}/sub/c.docx")
    assert hidden == f"not read, hidden: {folder}/.kept.txt"
    assert link == f"not read, a link to a folder; name the folder itself: {folder}/sub/link"


def test_what_is_named_by_itself_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The first.")
    (tmp_path / ".two.txt").write_text("The second.")
    assert read_paths([tmp_path]).passed_over != ()
    found = read_paths([tmp_path, tmp_path / ".two.txt"])
    assert (len(found.articles), found.passed_over) == (2, ())


def test_nothing_to_read_names_what_is_there_and_what_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "notes.doc").write_text("?")
    with pytest.raises(InputError, match=r"\.jsonl.*notes\.doc"):
        read_paths([tmp_path])
    with pytest.raises(InputError, match="no such file"):
        read_paths([tmp_path / "absent"])
    with pytest.raises(InputError, match=r"no path.*\.jsonl"):
        read_paths([])
