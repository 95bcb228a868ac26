"""Which roles may open which endpoint. A new view adds its row here by hand, on purpose."""

from models import Role
from portal.access import PUBLIC

R = Role
OFFICE = {R.ADMINISTRATOR, R.POLICE, R.COUNSELOR, R.ORGANISER, R.DESK, R.COMMITTEE, R.EMPLOYER}

MATRIX = {
    "auth.home": PUBLIC,
    "auth.sign_in": PUBLIC,
    "auth.sign_out": PUBLIC,
    "auth.pair": PUBLIC,
    "auth.account": OFFICE,
    "auth.access_log": {R.ADMINISTRATOR},
}
