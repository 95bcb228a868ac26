"""The product's own server in a thread, for tests that drive a browser against this process."""

import threading
from contextlib import contextmanager

from cheroot.wsgi import Server


@contextmanager
def serving(app):
    """Yield the address of `app` on a free port.

    Not Werkzeug's development server: it leaves a file open when a browser goes away
    in the middle of it, and a warning is an error here.
    """
    server = Server(("127.0.0.1", 0), app, numthreads=8)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield f"http://127.0.0.1:{server.bind_addr[1]}"
    server.stop()
    thread.join()
