"""Forms of the firm itself: its contact, its people, and signing up."""

from typing import Any

from wtforms import PasswordField, RadioField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from models import EmployerKind
from portal.employer.places import PlacedForm
from portal.forms import Form, TextField, clean_text
from portal.labels import choices
from portal.mail.forms import ADDRESS
from services import members, tax_codes
from services.accounts import MAX_PASSWORD, MIN_PASSWORD, normalise_login
from services.employer_contact import Contact
from services.employers import EmployerFacts
from services.workbooks.identity import parse_phone

TOO_SHORT = f"Mật khẩu dài từ {MIN_PASSWORD} đến {MAX_PASSWORD} ký tự. Một câu ngắn là dễ nhớ nhất."


class ReachedForm(PlacedForm):
    """Where a firm is and how it is reached."""

    address = TextField("Số nhà, đường, thôn, khu công nghiệp", [Length(max=200)])
    contact_name = TextField(
        "Người liên hệ", [InputRequired("Hãy ghi người liên hệ."), Length(max=120)]
    )
    contact_phone = TextField(
        "Số điện thoại", [InputRequired("Hãy ghi số điện thoại."), Length(max=60)]
    )
    contact_email = TextField("Thư điện tử", [Optional(), Length(max=120), ADDRESS])

    def validate_contact_phone(self, field: TextField) -> None:
        """Say what a number looks like."""
        parsed = parse_phone(field.data)
        if parsed.value is None:
            raise ValidationError(parsed.problem or "Hãy ghi đủ 10 số, bắt đầu bằng 0.")

    def phone(self) -> str:
        """Return the number in one spelling."""
        number: Any = parse_phone(self.contact_phone.data or "").value
        return str(number or "")


class ContactForm(ReachedForm):
    """How a firm is reached and what it says of itself."""

    industry = TextField("Ngành nghề", [Length(max=80)])
    about = TextAreaField(
        "Giới thiệu ngắn", [Length(max=1000)], filters=[clean_text], render_kw={"rows": 3}
    )
    save = SubmitField("Lưu")

    def contact(self) -> Contact:
        """Return what was filled in."""
        return Contact(
            commune_code=self.commune_code,
            address=self.address.data or "",
            contact_name=self.contact_name.data or "",
            contact_phone=self.phone(),
            contact_email=self.contact_email.data or "",
            industry=self.industry.data or "",
            about=self.about.data or "",
        )


class LoginForm(Form):
    """A name and a login that is easy to type."""

    full_name = TextField("Họ và tên", [InputRequired("Hãy ghi họ và tên."), Length(max=120)])
    login = TextField(
        "Tên đăng nhập",
        [
            InputRequired("Hãy ghi tên đăng nhập."),
            Length(3, 60, "Tên đăng nhập dài từ 3 đến 60 ký tự."),
        ],
        description="Chữ thường không dấu, ví dụ huong.mayviet.",
    )

    def validate_login(self, field: TextField) -> None:
        """Take letters that any keyboard types."""
        login = normalise_login(field.data)
        if not login.isascii() or not login.replace(".", "").replace("-", "").isalnum():
            raise ValidationError("Chỉ dùng chữ không dấu, số, dấu chấm và gạch ngang.")

    def refuse_taken(self) -> None:
        """Say that somebody signs in under this name already."""
        self.login.errors = [*self.login.errors, members.TAKEN]


class MemberForm(LoginForm):
    """A colleague who is to sign in."""

    address = TextField(
        "Thư điện tử",
        [Optional(), Length(max=200), ADDRESS],
        description="Thư báo tên đăng nhập và nơi đăng nhập. Mật khẩu anh/chị đưa riêng.",
    )
    save = SubmitField("Tạo tài khoản")

    def colleague(self) -> members.Colleague:
        """Return who was typed in."""
        return members.Colleague(
            self.login.data, self.full_name.data, address=self.address.data or ""
        )


class JoinForm(ReachedForm, LoginForm):
    """A firm and the person who is responsible for it."""

    kind = RadioField(
        "Loại hình",
        [InputRequired("Hãy chọn loại hình.")],
        choices=choices(EmployerKind),
        default=EmployerKind.COMPANY.value,
    )
    name = TextField(
        "Tên doanh nghiệp, hộ kinh doanh", [InputRequired("Hãy ghi tên."), Length(max=200)]
    )
    tax_code = TextField(
        "Mã số thuế",
        [Length(max=30)],
        description="10 hoặc 13 số. Hộ kinh doanh: 12 số của chủ hộ, chưa có thì để trống.",
    )
    password = PasswordField(
        "Mật khẩu",
        [
            InputRequired("Hãy gõ mật khẩu."),
            Length(MIN_PASSWORD, MAX_PASSWORD, TOO_SHORT),
        ],
        description=f"Từ {MIN_PASSWORD} ký tự.",
    )
    again = PasswordField("Gõ lại mật khẩu", [InputRequired("Hãy gõ lại mật khẩu.")])
    save = SubmitField("Đăng ký")

    def validate_tax_code(self, field: TextField) -> None:
        """Check the code; a household business may have none yet."""
        kind = EmployerKind(self.kind.data) if self.kind.data in set(EmployerKind) else None
        code = tax_codes.compact(field.data or "")
        if not code and kind == EmployerKind.HOUSEHOLD:
            return
        wrong = tax_codes.problem(code, kind or EmployerKind.COMPANY)
        if wrong:
            raise ValidationError(wrong)

    def validate_again(self, field: PasswordField) -> None:
        """Refuse a slip of the keyboard."""
        if field.data != self.password.data:
            raise ValidationError("Hai lần gõ chưa giống nhau.")

    def code(self) -> str | None:
        """Return the tax code in one spelling, or None."""
        return tax_codes.compact(self.tax_code.data or "") or None

    def facts(self) -> EmployerFacts:
        """Return what is known of the firm now."""
        return EmployerFacts(
            kind=EmployerKind(self.kind.data),
            name=self.name.data,
            tax_code=self.code(),
            commune_code=self.commune_code,
            address=self.address.data or "",
            contact_name=self.contact_name.data or "",
            contact_phone=self.phone(),
            contact_email=self.contact_email.data or "",
        )
