import pytest

from matching import openness


def test_elementary_work_is_open_and_a_trade_is_not(make_position):
    hand = make_position(
        title="Phụ kho", required_skills=(), occupation_code="9333", description=""
    )
    welder = make_position(title="Thợ hàn", occupation_code="7212", min_experience_years=2)
    assert openness.level(hand) == 1
    assert openness.level(welder) == 0


def test_teaching_opens_a_position(make_position):
    closed = make_position(required_skills=(), description="May hàng xuất khẩu.")
    taught = make_position(required_skills=(), description="Chưa biết may được đào tạo 1 tháng.")
    assert openness.teaches(taught)
    assert not openness.teaches(closed)
    assert openness.level(taught) > openness.level(closed)


@pytest.mark.parametrize("years", [0.5, 1, 3])
def test_asked_experience_closes_a_position(make_position, years):
    assert openness.level(make_position(min_experience_years=years)) < openness.level(
        make_position()
    )


def test_rooms_and_buses_are_read_from_the_text_too(make_position):
    told = make_position(description="Có xe đưa đón, bao ăn ở.")
    assert openness.houses(told)
    assert openness.fetches(told)
    assert not openness.houses(make_position())


def test_driving_the_bus_is_not_having_one(make_position):
    driver = make_position(
        title="Lái xe khách", description="Có xe đưa đón công nhân cần lái.", occupation_code="8331"
    )
    assert not openness.fetches(driver)
