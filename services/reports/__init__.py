"""Reports for the committee: counted from history month by month, closed, shown, printed."""
