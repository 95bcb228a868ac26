import pytest

from models import EmployerKind
from services import tax_codes


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2899900017", "2899900017"),
        ("28999 00017", "2899900017"),
        ("2899900017-001", "2899900017-001"),
        ("2899900017001", "2899900017-001"),
    ],
)
def test_a_firms_code_is_kept_in_one_form(typed, stored):
    assert tax_codes.compact(typed) == stored
    assert tax_codes.problem(stored, EmployerKind.COMPANY) is None


@pytest.mark.parametrize(
    "typed", ["2899900018", "123", "MST 2899900017", "28999000179", "٢٨٩٩٩٠٠٠١٧"]
)
def test_a_wrong_code_is_refused(typed):
    assert tax_codes.problem(tax_codes.compact(typed), EmployerKind.COMPANY) == tax_codes.WRONG


def test_only_a_household_uses_its_owners_number():
    assert tax_codes.problem("038062000911", EmployerKind.HOUSEHOLD) is None
    assert tax_codes.problem("038062000911", EmployerKind.COMPANY) == tax_codes.NOT_HOUSEHOLD
