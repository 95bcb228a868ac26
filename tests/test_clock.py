from models import LOCAL_ZONE, local_today, utcnow


def test_a_run_starts_at_noon_so_that_no_day_turns_while_it_lasts():
    here = utcnow().astimezone(LOCAL_ZONE)
    assert here.hour >= 12
    assert here.date() == local_today()
