import pytest

from matching.extraction import find_skills


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bảo trì, sửa chữa điện", ["bao-tri-dien"]),
        ("lắp ráp và bảo trì tủ lạnh", ["sua-tu-lanh-may-giat"]),
        ("kiểm tra, vận hành máy CNC", ["van-hanh-may-cnc"]),
        ("Sửa chữa, bảo trì máy móc", ["bao-tri-co-khi"]),
        ("sửa chữa điện. Bảo trì thang máy", ["dien-dan-dung", "lap-thang-may"]),
    ],
)
def test_verbs_in_a_row_share_their_object(text, expected):
    assert [mention.code for mention in find_skills(text)] == expected
