"""Calendar files that Outlook and a telephone take."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from services.calendar_file import Entry, calendar, escape, fold

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
AT = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


def unfold(text):
    return text.replace("\r\n ", "")


def test_one_date_is_a_whole_file():
    text = calendar([Entry("7", AT, "Phỏng vấn số 07", "Cổng 2; nhà A, tầng 1")], now=NOW).decode()
    lines = unfold(text).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "UID:7@noiviec" in lines
    assert "DTSTART:20261126T013000Z" in lines
    assert "DTSTAMP:20261124T030000Z" in lines
    assert "LOCATION:Cổng 2\\; nhà A\\, tầng 1" in lines
    assert not any(line.startswith("DESCRIPTION") for line in lines)


def test_typed_line_ends_begin_no_new_property():
    text = calendar([Entry("7", AT, "a", "x\r\nATTENDEE:mailto:y")], now=NOW).decode()
    assert "\r\nATTENDEE" not in unfold(text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_lines_are_short_whole_letters_and_come_back(text):
    folded = fold(text)
    pieces = folded.split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert "\n" not in escape(text)
