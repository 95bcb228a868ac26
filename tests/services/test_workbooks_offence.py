import pytest

from services.workbooks import drop_offence


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("phạm tội trộm cắp", ""),
        ("pham toi trom cap", ""),
        ("bị phạt tù 3 năm", ""),
        ("bi phat tu 3 nam", ""),
        ("chấp hành án tại trại giam", ""),
        ("án treo", ""),
        ("có tiền án", ""),
        ("mới ra tù", ""),
        ("mãn hạn 2025", ""),
        ("học may trong trại", "học may"),
        ("hoc may trong trai", "hoc may"),
        ("HỌC MAY TRONG TRẠI", "HỌC MAY"),
        ("học may trong trại giam Thanh Phong, biết vắt sổ", "học may, biết vắt sổ"),
        ("học nghề mộc khi chấp hành án", "học nghề mộc"),
        ("thợ hàn 5 năm (học trong trại 2 năm)", "thợ hàn 5 năm (học 2 năm)"),
        ("may trong xưởng của trại, chạy máy 1 kim", "may trong xưởng, chạy máy 1 kim"),
        ("biết hàn, bị phạt tù 3 năm và biết sửa xe", "biết hàn, biết sửa xe"),
        ("ở tù về, thợ hồ", "thợ hồ"),
        ("từ trại về làm phụ hồ", "làm phụ hồ"),
        ("Ra trại 2025; lái xe C", "lái xe C"),
        ("phạm tội đánh bạc\nmay 3,5 năm", "may 3,5 năm"),
        ("được đặc xá 2/9. Biết nấu ăn", "Biết nấu ăn"),
    ],
)
def test_what_speaks_of_an_offence_goes_and_the_rest_stays(text, left):
    assert drop_offence(text) == (left, True)


@pytest.mark.parametrize(
    "text",
    [
        "làm trang trại gà",
        "nuôi lợn ở trại gà của anh trai",
        "làm ở trại lợn 3 năm",
        "lam o trai ga",
        "trại giống, trại cưa",
        "đồ án tốt nghiệp",
        "dự án đường cao tốc, phương án thi công",
        "phuc vu ban an",
        "ho tro tien an",
        "ban trai cay",
        "2 nam tu hoc sua xe",
        "3 năm tự học nghề",
        "tu sửa nhà, tư vấn bán hàng",
        "từ 2019 đến nay làm thợ hồ",
        "cải tạo ao nuôi cá",
        "nạo vét ao tù",
        "bảo vệ, chống trộm",
        "tủ bếp, đóng tủ",
        "hết hạn hợp đồng, mãn hạn hợp đồng",
        "thợ hồ; lái xe 3,5 tấn. biết sửa máy - khéo tay",
        "",
    ],
)
def test_innocent_words_are_left_letter_for_letter(text):
    assert drop_offence(text) == (text, False)
