"""Captions that stand as paragraphs are set aside; sentences about pictures are not."""

from __future__ import annotations

import pytest

from summarizer.captions import captions
from summarizer.clean import find_boilerplate
from summarizer.records import Article


@pytest.mark.parametrize(
    "line",
    [
        "Facebook Twitter Pinterest The sea wall at Lunde. Photograph: Ida Brandt/Getty Images",
        "Facebook Twitter Pinterest Mayor Ana Ferro says she was not told",
        "The sea wall at Lunde after the storm. (Photo by Ida Brandt, Harbour Post/SCNG)",
        "The sea wall at Lunde on Monday (Photo: Jo Lind, The (Lunde) Courier)",
        "Ana Ferro speaks to reporters in Lunde, Varn, May 3, 2019. REUTERS/Ida Brandt",
        "Sailors look at the wall. It fell at noon. Ida Brandt/AFP via Getty Images, FILE",
        "A worker clears the road. Ida Brandt | Getty Images",
        "“Nobody warned us,” Ana Ferro said on Monday. | Ida Brandt/Getty Images",
        "Nurses hold candles outside the clinic in Lunde. [Ida Brandt/Reuters]",
        "Hide caption Sailors look at the wall in Lunde. Previous Next Ida Brandt/AP",
        "Ida Brandt/AP Sailors wait in the rain at the wall on Friday. It had fallen at noon.",
        "FILE - In this May 3, 2019, file photo, Ana Ferro waves in Lunde. She was told.",
        "PHOTO: Ana Ferro, center, sits in the council in Lunde. (Ida Brandt/Post, FILE) More",
        "In this image from video, the wall falls into the sea in Lunde on May 3.",
        "In this May 3 photo, sailors look at the wall in Lunde.",
        "This undated photo provided by the council shows the wall.",
        "Mayor Ana Ferro speaks at the opening of the harbour in Lunde on May 3, 2019.",
        "Supporters of Ana Ferro cheer during a rally at the harbour in Lunde on May 3, 2019.",
        "Ida Brandt argues with the captain as the wall breaks in Lunde, Varn, 3 May 2019.",
        "Photo courtesy of Ida Brandt",
    ],
)
def test_a_caption_is_set_aside_whole(line: str) -> None:
    assert [(start, end) for start, end, _ in captions(line)] == [(0, len(line))]


@pytest.mark.parametrize(
    "line",
    [
        "In this picture of the town, the wall is what holds it together.",
        "In this image the sailors saw themselves.",
        "In a photo released by the police, the suspect holds a crate.",
        "The photograph by Ida Brandt won the prize.",
        "In this photo essay she tells of the wall; Reuters paid for it.",
        "A poll by Reuters/Ipsos found that most people want a new wall.",
        "According to a survey for Reuters/Ipsos, the wall is safe.",
        "Mayor Ana Ferro spoke at the opening of the harbour on May 3, 2019.",
        "Mayor Ana Ferro wasn’t in Lunde during the storm and the flood of May 3, 2019.",
        "The order extends the time in which sailors may register to noon on May 3, 2019.",
        "Sailors and their families visited the wall in Lunde again on May 3, 2019.",
        "The next vote on the wall at Lunde is scheduled for May 3, 2019.",
        "Mayor Ana Ferro speaks of a new wall, which will be built by May 3, 2022, she said.",
        "On May 3, 2019, the council meets in secret and sells the harbour.",
        "May 3, 2019: Ana Ferro meets with the owners of the harbour.",
        "Getty Images said on Monday that it had bought the archive.",
        "The picture shows the wall as it was before the storm.",
        "“I stand with the sailors of Lunde.” — Ana Ferro (@anaferro) May 3, 2019",
        "The wall fell at noon (AP).",
        "Ferro (right) won by 31 to 22; the left boycotted the vote on May 3, 2019.",
    ],
)
def test_news_is_no_caption(line: str) -> None:
    assert list(captions(line)) == []


def test_what_follows_a_gallery_or_a_credit_is_told() -> None:
    gallery = (
        "Photos: The wall of Lunde The wall falls on Monday. Hide Caption 1 of 2 "
        "Photos: The wall of Lunde Sailors clear the road. Hide Caption 2 of 2 The road is open."
    )
    ((start, end, _),) = captions(gallery)
    assert gallery[start:end].endswith("2 of 2")
    assert gallery[end:] == " The road is open."
    line = "The wall of Lunde. (Photo: Ida Brandt, AP) Story Highlights The wall fell at noon"
    ((start, end, _),) = captions(line)
    assert line[end:] == "The wall fell at noon"


def test_captions_are_no_sentences_of_an_article() -> None:
    text = (
        "The sea wall of Lunde fell at noon on Monday, the council said.\n\n"
        "Facebook Twitter Pinterest The wall. Photograph: Ida Brandt/AP\n\n"
        "Nobody was hurt, and the road was open again by the evening.\n\nIda Brandt/Getty Images"
    )
    marks = find_boilerplate(Article(id="a", text=text))
    assert [text[m.span.start : m.span.end][:20] for m in marks] == [
        "Facebook Twitter Pin",
        "Ida Brandt/Getty Ima",
    ]
    assert marks[0].reason == "photo caption"
