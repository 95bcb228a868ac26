"""Names of work in a text without accents: how they begin and where they end."""

import re

JOB = (
    r"(?:(?:nam |nu )?(?:cong nhan|cn(?!\w)|nhan vien|nv(?!\w)|nvkd|nvbh|tho(?!\w)|ky thuat vien"
    r"|ki thuat vien|ky thuat|ktv|ky su|ki su|can bo|lai xe|tai xe|bao ve"
    r"|phu (?:xe|bep|kho|ho|ban|lai|may|cat|ta)"
    r"|ke toan|thu kho|thu ngan|lao dong|ldpt|truong (?:nhom|phong|ca)|pho phong|giam (?:doc|sat)"
    r"|chuyen vien|cong tac vien|ctv|tdv|trinh duoc vien|phien dich|quan ly|to truong|doi truong"
    r"|pha che|phuc vu|bep|dau bep|tap vu|y si|dieu duong|duoc si|buong phong|giup viec|giao vien"
    r"|giao nhan|tro ly|thu ky|tiep tan|le tan|kcs|qa|qc|sale|admin|thiet ke|lap rap|lap trinh"
    r"|van hanh|dong goi|in ao|nuong|ban hang|chu quan|dieu phoi|chi huy truong|ho ly|phun"
    r"|hoc vien|thuc tap(?: sinh)?|thong dich(?: vien)?|video edit[eo]r|editor|designer|content"
    r"|cskh|telesales?|pg|truc (?:page|tong dai)|kinh doanh|marketing|cham soc khach hang"
    r"|sales(?! off)|kien truc su|bac si|hoa vien|trinh duoc|tu van(?: vien| ban hang| khach)"
    r"|stylist|tester|developer|leader|kiem soat vien|giao dich vien|it (?:ho tro|helpdesk|support)"
    r"|tp(?= (?:kinh doanh|nhan su|dieu hanh|ky thuat|marketing|ke toan))))"
)
START = re.compile(rf"(?<!\w){JOB}(?!\w)")
_AFTER_DASH = (
    r"luong|thu nhap|\d|sl|lam|tai|kv|khu vuc|tp|chi nhanh|nam(?!\w)|nu(?!\w)|up ?to|lcb|ha noi"
    r"|ha dong|hcm|ho chi minh|quan |huyen "
)
_OTHER_WORDS = (
    r"so luong|sl(?!\w)|(?<!chat )luong|thu nhap|nam 20\d\d|lam (?:viec )?tai|lam viec"
    r"|tai(?! chinh| xe| lieu| khoan| san| nang| vu| nguyen)(?!\w)|cong ty|tieu chuan|cho mang"
    r"|chua co|di lam|co the|phong van|do tuoi|trong thang|nham|de (?:dap|mo)|yeu cau|mo ta|voi muc"
    r"|mo rong|\d+ (?:nguoi|nhan vien)|muc(?!\w)|thoi vu|ban thoi gian|toan thoi gian|fulltime|part"
)
END = re.compile(
    r"\s*(?:[:;|\[\]{”]|\((?!.*(?:van hanh|eam))|\.|\s[-–]+(?=[^\s\d])|[-–]+\s*\d+ "
    rf"|\s[-–]+\s?(?={_AFTER_DASH})|\s(?:[-–]+|\d{{1,3}})\s(?={JOB}(?!\w))"
    rf"|\s(?:{_OTHER_WORDS})(?!\w)|\s\d{{1,3}}\s*$|$)"
)
"""Where a name of work ends: a sign, pay or a place behind a dash, another name, other words."""

NOT_A_JOB = re.compile(
    r"ho (?:va )?ten|lien he|ung vien|(?<!it )ho tro|phong nhan su|bo phan tuyen|luat lao"
)
NO_NAME = re.compile(r"(?:nhan vien|nv|can bo|chuyen vien|ky su)\W*$")
"""Says who, not for what work."""
