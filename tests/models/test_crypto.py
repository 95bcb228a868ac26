import pytest
from factories import make_returnee

from models import Keyring, Returnee, WrongKeyError, crypto


def test_a_value_opens_only_in_its_place():
    cipher = Keyring.create().cipher()
    sealed = cipher.seal("Nguyễn Văn A".encode(), "returnees:full_name_ct:1")
    assert cipher.open(sealed, "returnees:full_name_ct:1").decode() == "Nguyễn Văn A"
    with pytest.raises(WrongKeyError):
        cipher.open(sealed, "returnees:full_name_ct:2")


def test_two_seals_of_one_value_differ():
    cipher = Keyring.create().cipher()
    assert cipher.seal(b"x", "p") != cipher.seal(b"x", "p")


def test_name_is_not_in_the_database(session):
    returnee = make_returnee(session, full_name="Trịnh Bá Canary")
    row = session.connection().exec_driver_sql("SELECT * FROM returnees").all()
    assert "Canary" not in str(row)
    session.expunge_all()
    assert session.get(Returnee, returnee.id).full_name == "Trịnh Bá Canary"


def test_erasing_the_data_key_erases_the_person(session):
    returnee = make_returnee(session)
    returnee.data_key_ct = None
    session.commit()
    session.expunge_all()
    with pytest.raises(WrongKeyError):
        _ = session.get(Returnee, returnee.id).full_name


def test_another_persons_key_does_not_open_a_value(session):
    first, second = make_returnee(session), make_returnee(session)
    second.full_name_ct = first.full_name_ct
    with pytest.raises(WrongKeyError):
        _ = second.full_name


def test_key_file_is_never_replaced(tmp_path):
    path = tmp_path / "key.json"
    Keyring.create().save(path)
    with pytest.raises(FileExistsError):
        Keyring.create().save(path)
    assert path.stat().st_mode & 0o077 == 0


def test_fingerprints_differ_by_purpose():
    ring = crypto.keyring()
    assert ring.fingerprint("a", "x") != ring.fingerprint("b", "x")
    assert ring.fingerprint("a", "x") == ring.fingerprint("a", "x")
