"""Learning from what counselors and firms decided: decisions in, tables over the prior out."""
