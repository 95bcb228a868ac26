"""The demo: twelve invented firms, 150 positions and 300 people for one coming event."""

from services.demo.loading import DEMO_PASSWORD, is_demo, load, sign_ins

__all__ = ["DEMO_PASSWORD", "is_demo", "load", "sign_ins"]
