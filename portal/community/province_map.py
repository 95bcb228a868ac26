"""The dot map of the province: models, positions, people, as counts."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.community.views import bp
from portal.database import session
from portal.employer.places import default_province
from services import places, province_map

LAYERS = {
    "models": ("Mô hình", "Mô hình đang hoạt động"),
    "positions": ("Việc làm", "Số người cần tuyển của tin đang mở"),
    "people": ("Người lao động", "Người tái hòa nhập cộng đồng đang quản lý"),
}
NAMED = 6
LISTED = 20


@bp.get("/map")
@requires(Permission.COMMUNITY_READ)
def dot_map() -> ResponseReturnValue:
    """Draw one layer; the same counts stand in a table below."""
    asked = request.args.get("layer", "")
    layer = asked if asked in LAYERS else "models"
    province = default_province()
    drawn = province_map.draw(session, layer, province)
    counted = [dot for dot in drawn.dots if dot.radius]
    return render_template(
        "community/dot_map.html",
        drawn=drawn,
        province=places.provinces()[province],
        layers=[
            (words[0], url_for(".dot_map", layer=code), code == layer)
            for code, words in LAYERS.items()
        ],
        title=LAYERS[layer][1],
        named=[dot for dot in counted if dot.count is not None][:NAMED],
        listed=counted[:LISTED],
        more=max(0, len(counted) - LISTED),
        has_hidden=any(dot.count is None for dot in drawn.dots),
    )
