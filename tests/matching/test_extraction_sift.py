import pytest

from matching.extraction import find_skills


def codes(text):
    return [mention.code for mention in find_skills(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thợ đá: xẻ đá, mài", "mai-da"),
        ("thợ mộc, mài", "cha-nham-go"),
        ("thợ hàn, mài", "mai-kim-loai"),
        ("làm mỏ đá, khoan", "khoan-da"),
        ("thợ tiện, khoan", "khoan-doa"),
        ("thợ mộc, sơn", "phun-son-pu"),
        ("sửa ô tô, sơn", "dong-son-o-to"),
        ("bảo trì điện - cơ khí", "bao-tri-co-khi"),
        ("lập trình, vận hành máy phay cnc", "lap-trinh-cnc"),
    ],
)
def test_a_word_of_many_trades_follows_what_the_text_speaks_of(text, code):
    assert code in codes(text)


def test_a_programmers_title_gives_way_to_what_is_programmed():
    assert codes("Wordpress Developer") == ["lap-trinh-web"]
    assert codes("Software Engineer") == ["lap-trinh-phan-mem"]
