"""Records to articles: ids, dates, languages, repairs of the text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from summarizer.articles import Duplicate, article_from_record, content_hash, unify
from summarizer.decode import decode
from summarizer.errors import RecordError
from summarizer.language import detect_language
from summarizer.read import read_paths
from summarizer.records import Article


def article(**record: object) -> Article:
    return article_from_record({"text": "The barn burnt down."} | record, where="here")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2018-03-20", datetime(2018, 3, 20, tzinfo=UTC)),
        ("2018-03-20T14:05:00Z", datetime(2018, 3, 20, 14, 5, tzinfo=UTC)),
        ("2018-03-20T14:05:00+02:00", datetime(2018, 3, 20, 12, 5, tzinfo=UTC)),
        (date(2018, 3, 20), datetime(2018, 3, 20, tzinfo=UTC)),
        (datetime(2018, 3, 20, 1, tzinfo=timezone(timedelta(hours=1))),
         datetime(2018, 3, 20, tzinfo=UTC)),
        ("", None),
        (None, None),
        ("20 March 2018", datetime(2018, 3, 20, tzinfo=UTC)),
        ("Tue, 20 Mar 2018 14:05:00 GMT", datetime(2018, 3, 20, 14, 5, tzinfo=UTC)),
        ("Tuesday, March 20th, 2018", datetime(2018, 3, 20, tzinfo=UTC)),
        (" Sept. 3, 2018 at 12:05 a.m. EDT ", datetime(2018, 9, 3, 4, 5, tzinfo=UTC)),
        ("20-MAR-2018 2:05 PM +0200", datetime(2018, 3, 20, 12, 5, tzinfo=UTC)),
        ("2018/3/20", datetime(2018, 3, 20, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_published(given: object, expected: datetime | None) -> None:
    made = article(published=given)
    assert made.published == expected
    assert made.notes == ()


def test_a_time_without_a_zone_is_utc_with_a_note() -> None:
    made = article(published="2018-03-20T14:05:00")
    assert made.published == datetime(2018, 3, 20, 14, 5, tzinfo=UTC)
    assert any("no time zone" in note for note in made.notes)
    assert article(published="20 March 2018 14:05").published == made.published
    assert article(published="20 March 2018 14:05").notes == made.notes


@pytest.mark.parametrize(
    "given",
    [
        "12/05/2031", "20.05.2031", "May 2031", "20 May 31", "yesterday", "1936800000",
        # A Tuesday; no such day; no such time; a zone of several names.
        "Monday, 20 May 2031", "31 June 2031", "20 May 2031 25:00", "20 May 2031 13:05 pm",
        "20 May 2031 14:05 CEST", "20 May 2031 and 21 May 2031",
    ],
)  # fmt: skip
def test_a_day_that_could_be_another_is_refused(given: str) -> None:
    with pytest.raises(RecordError, match=r"month in words.*was: "):
        article(published=given)


@pytest.mark.parametrize(
    ("given", "code"), [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("deu", "de")]
)
def test_language_codes(given: str, code: str) -> None:
    assert article(language=given).language == code


def test_ids() -> None:
    assert article(id=" a b ").id == "a b"
    assert article(id=17).id == "17"
    made = article()
    assert made.id == f"art-{content_hash(made)[:12]}"
    assert article(title="Other").id != made.id
    assert article_from_record({"text": "x"}, where="here", default_id="file").id == "file"


def test_lone_surrogates_and_mojibake_are_repaired_and_quotes_are_kept() -> None:
    assert article(text="a \ud800 b").text == "a \ufffd b"
    broken = "She said â€œnoâ€\x9d in the cafÃ©.\nIt’s “fine” … ﬁne ① here."
    made = article(text=broken)
    assert made.text == "She said “no” in the café.\nIt’s “fine” … ﬁne ① here."
    assert "text repaired on reading: mojibake" in made.notes
    clean = "“Ça va,” she said — ‘naïve’ ﬁ ２ Ⅳ \u00a0 \x07"
    assert article(text=clean).text == clean
    assert article(text=clean).notes == ()


def test_the_text_is_not_stripped_or_normalised() -> None:
    text = "  e\u0301 \r\n\tThe barn.\x0c  "
    assert article(text=text).text == text


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("Größe".encode(), "Größe", ""),
        (b"\xef\xbb\xbfGr\xc3\xb6\xc3\x9fe", "Größe", "byte order mark dropped"),
        ("Größe".encode("utf-16"), "Größe", "decoded as utf-16-le"),
        ("\ufeffGröße".encode("utf-32-be"), "Größe", "decoded as utf-32-be"),
        (
            "Der Bürgermeister sagte, die Brücke müsse größer werden.".encode("cp1252"),
            "Der Bürgermeister sagte, die Brücke müsse größer werden.",
            "decoded as windows-1252 (guessed)",
        ),
        ("Он сказал, что мост закрыт.".encode("cp1251"), "Он сказал, что мост закрыт.", "1251"),
        (
            "naïve café, déjà vu, Ångström ".encode() + b"\xff",
            "naïve café, déjà vu, Ångström \ufffd",
            "1 bytes that are not UTF-8",
        ),
    ],
)
def test_encodings(data: bytes, text: str, note: str) -> None:
    found, notes = decode(data, "a.txt")
    assert found == text
    assert note in "; ".join(notes)


def test_the_encoding_that_a_page_declares_is_used() -> None:
    page = '<meta charset="iso-8859-2"><p>Příliš žluťoučký kůň</p>'
    text, notes = decode(page.encode("iso-8859-2"), "a.html", declared=True)
    assert text == page
    assert notes == ("decoded as iso-8859-2, as declared",)


def test_records_are_checked_the_same_for_a_service() -> None:
    with pytest.raises(RecordError, match=r"^articles\[3\]: text is missing"):
        article_from_record({}, where="articles[3]")
    with pytest.raises(RecordError, match="must be an object, was: an array"):
        article_from_record([], where="articles[0]")  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="at most 5 characters, has: 6"):
        article_from_record({"text": "sixsix"}, where="a", max_article_chars=5)


def test_unify_keeps_one_of_the_same_and_renames_others() -> None:
    one, two = Article(id="a", text="one"), Article(id="a", text="two")
    kept, warnings, duplicates = unify([two, one, two])
    assert len(kept) == 2
    first, second = sorted((one, two), key=content_hash)
    assert kept[0] == first
    assert kept[1].id == f"a~{content_hash(second)[:8]}"
    assert kept[1].text == second.text
    assert duplicates == (Duplicate(article_id=kept[two is second].id, copies=1),)
    assert len(warnings) == 2


def test_a_renamed_id_is_never_one_that_is_taken() -> None:
    pair = [Article(id="a", text="one"), Article(id="a", text="two")]
    taken = f"a~{content_hash(max(pair, key=content_hash))[:8]}"
    kept, _, _ = unify([*pair, Article(id=taken, text="three")])
    assert len({one.id for one in kept}) == 3


def test_two_files_of_one_name_are_two_articles(tmp_path: Path) -> None:
    for folder, text in (("a", "The first."), ("b", "The second.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(text)
    found = read_paths([tmp_path])
    assert len(found.articles) == 2
    assert found.articles[0].id == "story"
    assert found.articles[1].id.startswith("story~")
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("12 34 !!", ""),
        ("Fire", ""),
        ("He denied it.", "en"),
        ("Police said the bridge was closed on Monday.", "en"),
        ("The mayor resigned.", "en"),
        ("Der Bürgermeister trat am Montag nach einer Woche voller Proteste zurück.", "de"),
        ("Le maire a démissionné lundi après une semaine de manifestations.", "fr"),
        ("El alcalde dimitió el lunes tras una semana de protestas en la ciudad.", "es"),
        ("Мэр ушёл в отставку в понедельник после недели протестов.", "ru"),
        ("市長は一週間の抗議の後、月曜日に辞任した。", "ja"),
    ],
)
def test_language_is_detected_or_left_open(text: str, language: str) -> None:
    assert detect_language(text) == language
