import pytest

from matching.leaving import left_behind


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bỏ nghề may, muốn chuyển sang bán hàng", {"may-cong-nghiep"}),
        ("bo nghe may roi, muon di ban hang", {"may-cong-nghiep"}),
        ("không muốn làm may nữa", {"may-cong-nghiep"}),
        ("Hàn 5 năm nhưng mắt kém không hàn được nữa", {"han-dien"}),
        ("lái xe tải 9 năm nay không lái được nữa", {"lai-xe-tai"}),
        ("May công nghiệp 3 năm; xây tường thì chán", {"xay-tuong"}),
        ("chán nghề xây", {"xay-tuong"}),
        ("Không biết hàn", {"han-dien"}),
        ("May công nghiệp 3 năm, không muốn đi làm xa nữa", set()),
        ("May công nghiệp 3 năm không muốn làm xa nhà nữa", set()),
        ("may công nghiệp 3 năm, còn muốn làm nữa", set()),
        ("Thợ hàn 5 năm, muốn hàn tiếp", set()),
        ("Bỏ học sớm, biết xây tường", set()),
        ("", set()),
    ],
)
def test_trades_that_are_over_are_told_from_those_that_are_not(text, codes):
    assert left_behind(text) == codes
