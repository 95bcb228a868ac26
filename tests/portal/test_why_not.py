"""Why a position is not on the list, and how it is brought there."""

import re
import uuid

from factories import (
    make_position,
    make_returnee,
)
from sqlalchemy import func, select

from models import (
    OccupationBan,
    Suggestion,
    SuggestionState,
)
from models.actor import SYSTEM
from services import matching


class TestWhyNot:
    def test_a_gate_is_named(self, session, officer):
        position = make_position(session, title="Thủ kho", title_key="thu kho")
        position.occupation_code = "4321"
        returnee = make_returnee(session)
        returnee.bans.append(OccupationBan(isco_prefix="43"))
        session.commit()
        url = f"/review/{returnee.id}/why-not?position={position.id}"
        assert "Nghề này đang bị cấm" in officer.get(url).text

    def test_what_passes_gets_place_and_points(self, session, officer):
        position, returnee = make_position(session), make_returnee(session)
        page = officer.get(f"/review/{returnee.id}/why-not?position={position.id}").text
        assert "đứng thứ 1 trong 1 việc" in page
        shown = [int(n) for n in re.findall(r'<td class="num">([+-]\d+)</td>', page)]
        total = int(re.search(r"Cộng lại là (\d+)/100", page)[1])
        assert shown
        assert abs(sum(shown) - total) <= len(shown)  # each row is rounded

    def test_positions_are_found_by_title_or_firm(self, session, officer):
        returnee = make_returnee(session)
        make_position(session, title="Thợ hàn", title_key="tho han")
        make_position(session, title="Phụ bếp", title_key="phu bep")
        page = officer.get(f"/review/{returnee.id}/why-not?q=thợ hàn").text
        assert "Thợ hàn" in page
        assert "Phụ bếp" not in page
        assert "Không có việc nào" in officer.get(f"/review/{returnee.id}/why-not?q=%25_").text

    def test_a_counselor_brings_a_position_to_who_wants_no_automatic_ones(self, session, officer):
        position, returnee = make_position(session), make_returnee(session)
        returnee.automatic_matching = False
        session.commit()
        url = f"/review/{returnee.id}/why-not?position={position.id}"
        assert "Đưa việc này cho người này" in officer.get(url).text
        answer = officer.submit(
            f"/review/{returnee.id}/positions/{position.id}/choose", back=url, reason="wants_it"
        )
        assert "Đã duyệt: Công nhân may." in officer.get(answer.location).text
        (card,) = matching.showable_cards(session, returnee)
        assert card.state == SuggestionState.APPROVED
        matching.run(session, by=SYSTEM)
        assert card.state == SuggestionState.APPROVED
        again = officer.submit(
            f"/review/{returnee.id}/positions/{position.id}/choose", back=url, reason="wants_it"
        )
        assert "đã có người làm rồi" in officer.get(again.location).text

    def test_a_gated_position_is_not_brought(self, session, officer):
        position = make_position(session)
        returnee = make_returnee(session, consented=False)
        url = f"/review/{returnee.id}/why-not?position={position.id}"
        assert "Đưa việc này cho người này" not in officer.get(url).text
        answer = officer.submit(
            f"/review/{returnee.id}/positions/{position.id}/choose", back=url, reason="wants_it"
        )
        assert "Chưa có đồng ý" in officer.get(answer.location).text
        assert session.scalar(select(func.count()).select_from(Suggestion)) == 0

    def test_an_unknown_position_shows_the_list(self, session, officer):
        returnee = make_returnee(session)
        for typed in ("x", str(uuid.uuid4())):
            status = officer.get(f"/review/{returnee.id}/why-not?position={typed}").status_code
            assert status in {200, 404}
