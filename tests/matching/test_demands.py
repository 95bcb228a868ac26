import pytest

from matching.demands import DEMANDS, asked, avoided, conflicts, hindered

CODES = [demand.code for demand in DEMANDS]


ALWAYS = {"employment", "leaving_home"}


def codes(flags):
    return {code for code, flag in zip(CODES, flags, strict=True) if flag}


def special(flags):
    """What is asked beyond what every position asks."""
    return codes(flags) - ALWAYS


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("Phải mang vác nặng, leo hầm hàng", "heavy"),
        ("boc xep hang len xe", "heavy"),
        ("Làm trong phòng lạnh 18 độ, tay ngâm nước", "cold"),
        ("Làm việc trên cao tới 40m", "height"),
        ("Máy móc ồn, bụi gỗ", "dust"),
        ("Làm 3 ca luân phiên", "night"),
        ("Thị lực tốt, nhìn kính hiển vi", "sight"),
        ("Phun thuốc sâu theo lịch", "chemical"),
        ("Chuyến biển 15-20 ngày", "sea"),
    ],
)
def test_a_demand_is_read_from_the_advertisement(make_position, text, demand):
    assert demand in codes(asked(make_position(description=text)))


@pytest.mark.parametrize(
    ("code", "demand"),
    [
        ("9312", "heavy"),
        ("7132", "chemical"),
        ("8112", "dust"),
        ("7211", "heat"),
        ("6222", "sea"),
        ("8332", "driving"),
    ],
)
def test_a_trade_asks_what_its_advertisement_leaves_unsaid(make_position, code, demand):
    assert special(asked(make_position(occupation_code=code))) == {demand}
    assert special(asked(make_position(occupation_code="9112"))) == set()


def test_a_syllable_inside_another_word_is_no_demand(make_position):
    assert special(asked(make_position(title="May", description="Vải vacxin, bụil"))) == set()


@pytest.mark.parametrize(
    ("limit", "demand"),
    [
        ("đau lưng, không mang vác nặng", "heavy"),
        ("huyết áp cao", "height"),
        ("phổi yếu, tránh bụi", "dust"),
        ("viêm xoang", "cold"),
        ("mat kem", "sight"),
        ("tai phải nghe kém", "hearing"),
    ],
)
def test_a_limit_is_read_from_the_stated_health_limits(make_person, limit, demand):
    assert demand in codes(hindered(make_person(health_limits=(limit,))))


def test_skills_in_a_summary_are_no_limits(make_person):
    told = make_person(summary="Leo cao được, quen mang vác nặng, khỏe.", needs_housing=True)
    assert codes(hindered(told)) == codes(avoided(told)) == set()


def test_what_a_person_will_not_do_is_read_from_the_summary(make_person):
    told = make_person(summary="Không trực đêm, tối phải về nhà.")
    assert codes(avoided(told)) == {"night", "away", "lives_in"}
    assert "driving" in codes(avoided(make_person(desired_work="phụ kho, không cầm lái")))


@pytest.mark.parametrize(
    ("overrides", "presumed"),
    [
        ({}, True),
        ({"needs_housing": True}, False),
        ({"summary": "Theo tàu xa bờ 5 năm"}, False),
        ({"summary": "Nhà neo đơn, việc gì cũng được, đi xa được"}, False),
        ({"summary": "Theo tàu xa bờ 5 năm, giờ chỉ làm gần nhà"}, True),
    ],
)
def test_living_in_is_presumed_unwelcome_to_those_who_would_not_move(
    make_person, make_position, overrides, presumed
):
    farm = make_position(description="Ở trong trại cách ly 21 ngày mới ra.")
    found = [demand.code for demand in conflicts(make_person(**overrides), farm)]
    assert ("lives_in" in found) is presumed


@pytest.mark.parametrize(
    "text", ["Không phải mang vác, việc nhẹ", "khong lam dem", "Không ca đêm, không đi tỉnh"]
)
def test_what_an_advertisement_denies_it_does_not_ask(make_position, text):
    assert special(asked(make_position(description=text))) == set()


@pytest.mark.parametrize(
    ("overrides", "demand"),
    [
        ({"summary": "Muốn vay 50 triệu nuôi dê"}, "employment"),
        ({"summary": "Chữa xong chân rồi mới tính việc"}, "employment"),
        ({"desired_work": "hàng về nhà"}, "leaving_home"),
    ],
)
def test_who_wants_something_other_than_a_job_is_asked_first(
    make_person, make_position, overrides, demand
):
    found = [one.code for one in conflicts(make_person(**overrides), make_position())]
    assert found == [demand]


def test_work_at_home_makes_nobody_leave_it(make_person, make_position):
    homebound = make_person(desired_work="việc làm tại nhà")
    for work in ({"at_home": True}, {"description": "Phát hàng về nhà làm, mười ngày thu."}):
        assert conflicts(homebound, make_position(**work)) == ()


def test_a_conflict_needs_both_sides(make_person, make_position):
    heavy = make_position(description="Bốc xếp hàng nặng")
    weak = make_person(health_limits=("đau lưng",))
    assert [demand.code for demand in conflicts(weak, heavy)] == ["heavy"]
    assert conflicts(make_person(), heavy) == ()
    assert conflicts(weak, make_position()) == ()
