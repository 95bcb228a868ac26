"""The dot map of the province: models, positions, people, as counts."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.community.views import bp
from portal.database import session
from portal.employer.places import default_province
from services import places, province_map
from services.province_map import Dot

LAYERS = {
    "models": ("Số mô hình", "Mô hình đang hoạt động"),
    "positions": ("Số việc làm", "Số người cần tuyển của tin đang mở"),
    "people": ("Số người", "Người tái hòa nhập cộng đồng đang quản lý"),
}
NAMED = 8
NAME_WIDTH, NAME_HEIGHT = 190, 34
LISTED = 20


@bp.get("/map")
@requires(Permission.COMMUNITY_READ)
def dot_map() -> ResponseReturnValue:
    """Draw one layer; the same counts stand in a table below."""
    asked = request.args.get("layer", "")
    layer = asked if asked in LAYERS else "models"
    province = default_province()
    drawn = province_map.draw(session, layer, province)
    counted = [dot for dot in drawn.dots if dot.count]
    return render_template(
        "community/dot_map.html",
        drawn=drawn,
        province=places.provinces()[province],
        layers=[
            (words[0], url_for(".dot_map", layer=code), code == layer)
            for code, words in LAYERS.items()
        ],
        title=LAYERS[layer][1],
        named=_apart(counted)[:NAMED],
        listed=counted[:LISTED],
        more=max(0, len(counted) - LISTED),
        secret=sum(dot.count is None for dot in drawn.dots),
    )


def _apart(dots: list[Dot]) -> list[Dot]:
    """Return the biggest dots whose names do not lie over each other."""
    kept: list[Dot] = []
    for dot in dots:
        if all(
            abs(dot.x - other.x) > NAME_WIDTH or _rise(dot, other) > NAME_HEIGHT for other in kept
        ):
            kept.append(dot)
    return kept


def _rise(dot: Dot, other: Dot) -> float:
    return abs((dot.y - dot.radius) - (other.y - other.radius))
