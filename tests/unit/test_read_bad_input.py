"""Bad input: a clear message with file and line, and the rest is read."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from summarizer import read
from summarizer.errors import InputError, RecordError
from summarizer.read import Problem, read_paths

GOOD = '{"text": "The barn burnt down in Skar."}'


def problems(path: Path, content: str | bytes) -> tuple[list[str], int]:
    """``where: reason`` without the folder, and how many articles were read beside a good file."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    path.write_bytes(data)
    (path.parent / "good.txt").write_text("The good one.")
    found = read_paths([path.parent])
    folder = str(path.parent) + os.sep
    return [f"{p.where.removeprefix(folder)}: {p.reason}" for p in found.problems], len(
        found.articles
    ) - 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": broken}', "not valid JSON: Expecting value (column 10)"),
        ("[1, 2]", "must be a JSON object"),
        ("7", "must be a JSON object"),
        ('{"text": 5}', "text must be a string, was: the number 5"),
        ('{"text": null, "body": "x"}', "text is missing (keys found: body, text)"),
        ('{"text": ["a"]}', "text must be a string, was: an array"),
        ('{"text": NaN}', "text must be a string, was: NaN"),
        ('{"text": "   "}', "text must not be empty"),
        ('{"text": "a", "text": "b"}', 'the key "text" stands in it twice'),
        ('{"text": "a", "title": {}}', "title must be a string, was: an object"),
        ('{"text": "a", "id": true}', "id must be a string, was: true"),
        ('{"text": "a", "id": ""}', "id must not be empty"),
        ('{"text": "a", "id": "x\\u0007"}', "control characters"),
        ('{"text": "a", "id": "' + "x" * 201 + '"}', "at most 200 characters, has: 201"),
        ('{"text": "a", "id": 1' + "0" * 5000 + "}", "id must be a string, was: a huge number"),
        ('{"text": "a", "published": "yesterday"}', "ISO 8601 date or time such as 2018-03-20"),
        ('{"text": "a", "published": "0001-01-01"}', "years 1500 to 2200, was: 1"),
        ('{"text": "a", "published": 20210304}', "published must be a string"),
        ('{"text": "a", "language": "Klingonese"}', 'code such as "en"'),
        ('{"text": "a", "url": 1e400}', "url must be a string, was: a huge number"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_costs_only_itself(tmp_path: Path, line: str, reason: str) -> None:
    found, articles = problems(tmp_path / "a.jsonl", f"{GOOD}\n{line}\n" + GOOD[:-2] + ' 2"}\n')
    assert articles == 2
    assert len(found) == 1
    assert found[0].startswith("a.jsonl:2: ")
    assert reason in found[0]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "a.txt: is empty"),
        ("a.txt", b" \n\n", "a.txt: is empty"),
        ("a.jsonl", b"\n\n", "a.jsonl: is empty"),
        ("a.json", b"", "a.json: is empty"),
        ("a.json", b"[]", "a.json: holds an empty array"),
        ("a.json", b'{"text":\n "x",,}', "a.json: is not valid JSON"),
        ("a.json", b'{"text":\n "x",,}', "(line 2, column 6)"),
        (
            "a.jsonl",
            b'{"id": "b", "text":\n',
            "a.jsonl:1: is not valid JSON: Expecting value (column 20)",
        ),
        ("a.json", b"[" * 100_000 + b"]" * 100_000, "a.json: is nested too deeply"),
        ("a.txt", b"\x00\x01\x02" * 50, "a.txt: is binary"),
        ("a.txt", b"\x01\x02\x03" * 50, "a.txt: is binary"),
        ("a.txt", b"%PDF-1.7", "a.txt: is a PDF document"),
        ("a.txt", bytes(range(128, 256)) * 20, "a.txt: has an unknown encoding"),
        ("a.txt", b"\xff\xfea\x00b", "a.txt: is marked as utf-16-le but is not"),
        ("a.txt.gz", gzip.compress(os.urandom(999))[:-9], "ends too early"),
        ("a.txt.gz", b"\x1f\x8b" + b"x" * 90, "a.txt.gz: the gzip data is damaged"),
        ("a.txt.gz", gzip.compress(bytes(40_000_000)), "refused as a decompression bomb"),
        ("a.jsonl.gz", gzip.compress(b"\n" * 40_000_000), "refused as a decompression bomb"),
        ("a.txt", b"word " * 2_100_000, "at most 1000000 characters, has: 10500000"),
        ("a.html", b"<html><body><nav>Menu</nav></body></html>", "has no article text"),
        ("a.html", b"no markup", "has no article text"),
        ("a.html", b"<p>" * 100_001, "has more than 100000 tags"),
        ("a.xml", b"<doc><p>x</p></doc>", "a.xml: is not an RSS or Atom feed"),
        ("a.xml", b"", "a.xml: is empty"),
        (
            "a.xml",
            b'<rss version="2.0"><channel><title>T</title></channel></rss>',
            "a.xml: is a feed without entries",
        ),
        ("a.xml", b"<rss><chan", "a.xml: is damaged XML of which no entry can be read"),
        ("a.csv", b"id,body\n1,x\n", 'a.csv:1: has no column "text"; found "id", "body"'),
        ("a.csv", b"text,text\nx,y\n", 'a.csv:1: has the column "text" twice'),
        ("a.csv", b"text,id\n", "a.csv: has a header and no rows"),
        ("a.csv", b"text,id\nx,y,z\n", "a.csv:2: has 3 cells, the header has 2"),
        ("a.csv", b'text,id\n"x,y\n', "a.csv:2: is not valid CSV"),
        ("a.parquet", b"PAR1 no", "a.parquet: is not a readable Parquet file"),
    ],
)
def test_a_bad_file_costs_only_itself(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    found, articles = problems(tmp_path / name, content)
    assert articles == 0
    assert len(found) == 1
    assert message in found[0]


def test_a_line_of_ten_megabytes(tmp_path: Path) -> None:
    long = json.dumps({"text": "a" * 10_000_000})
    found, articles = problems(tmp_path / "a.jsonl", f"{GOOD}\n{long}\n" + GOOD[:-2] + ' 2"}\n')
    assert articles == 2
    assert found == [f"a.jsonl:2: the line is longer than 8388608 bytes (has {len(long) + 1})"]


def test_a_feed_that_expands_without_end(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "lol">{entities}]><rss version="2.0">'
        "<channel><item><description>&e11;</description></item></channel></rss>"
    )
    # Written out it would be 300 GB.
    assert problems(tmp_path / "a.xml", feed) == ([], 1)


def test_strict_stops_at_the_first_bad_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{GOOD}\n{{"text": 5}}\nnonsense\n')
    with pytest.raises(RecordError) as caught:
        read_paths([path], strict=True)
    assert caught.value.where == f"{path}:2"


def test_all_bad_is_an_input_error_that_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("nonsense\n" * 9)
    with pytest.raises(InputError, match=r"a\.jsonl:1: is not valid JSON.*and 4 more"):
        read_paths([path])


def test_an_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> object:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("The barn burnt down.")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="cannot be read \\(Permission denied\\)"):
        read_paths([path])


def test_what_is_no_regular_file_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "absent")
    (tmp_path / "a.txt").write_text("The barn burnt down.")
    reasons = [problem.reason for problem in read_paths([tmp_path]).problems]
    assert reasons == ["cannot be read (No such file or directory)", "is not a regular file"]


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match=r"newsweave\[parquet\]"):
        read_paths([tmp_path / "a.parquet"])


def test_keys_that_are_not_known_are_one_warning_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    keys = {f"extra{n}": n for n in range(11)}
    path.write_text(json.dumps({"text": "The barn burnt down.", **keys, "{odd}": 1}) + "\n")
    (told,) = read_paths([path]).warnings
    assert told.startswith(f'{path}: the keys "extra0", "extra1", "extra10", "extra2", ')
    assert told.endswith('"extra6" and 4 more are not known and were passed over')


def test_an_empty_name_is_not_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("The barn burnt down.")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match='"": names no file or folder'):
        read_paths([""])
    found = read_paths(["", "a.txt"])
    assert len(found.articles) == len(found.problems) == 1


def test_an_unknown_key_is_a_warning_not_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "The barn burnt down.", "colour": 1}\n' * 3)
    found = read_paths([path])
    assert [w for w in found.warnings if "colour" in w] == [
        f'{path}: the key "colour" is not known and was passed over'
    ]
    assert found.problems == ()


def test_problems_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_text(f"{GOOD}\nx\ny\n")
    wheres = [problem.where for problem in read_paths([tmp_path]).problems]
    assert wheres == [f"{tmp_path}{os.sep}{n}.jsonl:{line}" for n in "ab" for line in (2, 3)]
    assert Problem(where="a", reason="b") == Problem(where="a", reason="b")


def test_every_format_is_named_in_the_messages() -> None:
    for suffix in (".txt", ".json", ".jsonl", ".html", ".xml", ".csv", ".parquet"):
        assert suffix in read.FORMATS
        assert suffix in read._ALLOWED
