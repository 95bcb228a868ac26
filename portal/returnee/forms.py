"""Forms of a person's own screens."""

from wtforms import IntegerField, SubmitField
from wtforms.validators import InputRequired

from portal.forms import Form, TextField


class CodeForm(Form):
    code = TextField("Mã trên giấy mời", [InputRequired("Hãy gõ 8 chữ số trên giấy mời.")])
    birth_year = IntegerField("Năm sinh", [InputRequired("Hãy gõ năm sinh, 4 chữ số.")])
    save = SubmitField("Xem việc của tôi")
