"""A test client that signs in like a browser and sends the form's token and `once` key."""

import hashlib
import secrets
import uuid

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer


class PortalClient(FlaskClient):
    """Sign in with `sign_in(user)`, send forms with `submit(url, **fields)`."""

    def sign_in(self, user, role=None):
        return self._become(f"u:{user.id}", role=role.value if role else None)

    def pair(self, device):
        return self._become(f"d:{device.id}")

    def open_link(self, attendance):
        return self._become(f"p:{attendance.id}")

    def _become(self, key, **values):
        with self.session_transaction() as browser:
            browser["_user_id"] = key
            browser["_fresh"] = True
            browser.update({name: value for name, value in values.items() if value})
        return self

    def submit(self, url, *, once=None, **fields):
        """Send a form as the page would: with its CSRF token and a `once` key."""
        data = {"csrf_token": self.csrf_token(), "once": once or str(uuid.uuid4()), **fields}
        return self.post(url, data=data)

    def csrf_token(self):
        with self.session_transaction() as browser:
            raw = browser.get("csrf_token")
            if raw is None:
                raw = hashlib.sha1(secrets.token_bytes(32)).hexdigest()  # noqa: S324 - as Flask-WTF does
                browser["csrf_token"] = raw
        secret = self.application.secret_key
        return URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)
