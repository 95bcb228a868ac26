"""The list of positions firms want to fill: its columns; a firm's own list names no firm."""

from dataclasses import replace

from services.workbooks.cells import parse_text, parse_title
from services.workbooks.columns import Column, Kind, undated
from services.workbooks.dates import parse_deadline
from services.workbooks.identity import parse_phone
from services.workbooks.levels import (
    parse_experience,
    parse_licences,
    parse_min_education,
    parse_shift,
)
from services.workbooks.pay import parse_headcount, parse_pay

_TEXT, _LINE = undated(parse_text), undated(parse_title)

COLUMNS = (
    Column(
        "employer",
        "Tên doanh nghiệp",
        (
            "tên đơn vị | tên doanh nghiệp | doanh nghiệp | công ty | tên công ty | đơn vị | "
            "đơn vị tuyển dụng | nhà tuyển dụng | người sử dụng lao động | cơ sở | tên cơ sở "
            "| chủ sử dụng lao động | cơ sở sản xuất kinh doanh | tên nhà tuyển dụng | tên dn "
            "| dn | tên cơ sở, doanh nghiệp | doanh nghiệp, cơ sở | tên đơn vị, doanh nghiệp "
            "| bên tuyển | người tuyển | nhà máy | hợp tác xã"
        ),
        _LINE,
        "Thiếu tên doanh nghiệp. Hãy ghi tên doanh nghiệp.",
    ),
    Column("tax_code", "Mã số thuế", "mã số thuế | mst | mã số doanh nghiệp", _LINE),
    Column(
        "title",
        "Vị trí tuyển dụng",
        (
            "vị trí tuyển dụng | vị trí | chức danh | tên công việc | vị trí việc làm | công "
            "việc | vị trí cần tuyển | nghề | ngành nghề | việc làm | tên việc làm | vị trí "
            "công việc | ngành nghề tuyển dụng | chức danh công việc | nghề cần tuyển | vị "
            "trí, công việc cần tuyển | công việc cần tuyển | việc cần tuyển | tên nghề | job"
        ),
        _LINE,
        "Thiếu vị trí tuyển dụng. Hãy ghi tên công việc.",
    ),
    Column(
        "headcount",
        "Số lượng",
        (
            "số lượng | sl | số lượng cần tuyển | số lượng tuyển | số lượng tuyển dụng | chỉ "
            "tiêu | số người | số người cần tuyển | nhu cầu | số lao động cần tuyển | nhu cầu "
            "tuyển | số lượng lao động | số lđ | cần tuyển | sl tuyển"
        ),
        undated(parse_headcount),
    ),
    Column(
        "wage",
        "Mức lương",
        (
            "mức lương | lương | thu nhập | mức thu nhập | tiền lương | lương tháng | mức "
            "lương dự kiến | thu nhập bình quân | lương cơ bản | mức lương vnđ | thu nhập dự "
            "kiến | lương, thu nhập | mức lương triệu đồng | lương khởi điểm | tiền công"
        ),
        undated(parse_pay),
    ),
    Column(
        "wage_min",
        "Lương từ",
        "lương từ | lương tối thiểu | lương thấp nhất | mức lương từ | mức lương thấp nhất",
        undated(parse_pay),
    ),
    Column(
        "wage_max",
        "Lương đến",
        "lương đến | lương tối đa | lương cao nhất | mức lương đến | mức lương cao nhất",
        undated(parse_pay),
    ),
    Column(
        "address",
        "Địa điểm làm việc",
        (
            "địa điểm làm việc | nơi làm việc | địa chỉ làm việc | địa điểm | địa chỉ | trụ "
            "sở | địa chỉ doanh nghiệp | địa bàn làm việc | địa chỉ công ty | nơi làm | làm "
            "việc tại | khu công nghiệp | địa bàn"
        ),
        _LINE,
    ),
    Column("commune", "Xã, phường", "xã | phường | xã/phường | xã, phường, thị trấn", _LINE),
    Column(
        "district",
        "Huyện (cũ)",
        "huyện | quận/huyện | huyện/thị xã/thành phố | huyện cũ",
        _LINE,
    ),
    Column("province", "Tỉnh", "tỉnh | tỉnh/thành phố | tỉnh thành", _LINE),
    Column(
        "education",
        "Trình độ",
        (
            "trình độ | trình độ học vấn | học vấn | yêu cầu trình độ | trình độ chuyên môn | "
            "bằng cấp | trình độ yêu cầu | yêu cầu bằng cấp | trình độ văn hóa | yêu cầu về "
            "trình độ | học vấn tối thiểu"
        ),
        undated(parse_min_education),
    ),
    Column(
        "experience",
        "Kinh nghiệm",
        (
            "kinh nghiệm | yêu cầu kinh nghiệm | số năm kinh nghiệm | kinh nghiệm làm việc | "
            "kn | số năm kn | yêu cầu kn"
        ),
        undated(parse_experience),
    ),
    Column(
        "description",
        "Mô tả công việc",
        (
            "mô tả công việc | mô tả | nội dung công việc | công việc cụ thể | chi tiết công "
            "việc | nhiệm vụ | mô tả vị trí | công việc chính | nội dung"
        ),
        _TEXT,
        joins=True,
    ),
    Column(
        "requirements",
        "Yêu cầu",
        (
            "yêu cầu | yêu cầu công việc | yêu cầu ứng viên | yêu cầu khác | điều kiện | yêu cầu "
            "tuyển dụng | tiêu chuẩn | kỹ năng | tay nghề | yêu cầu tay nghề"
        ),
        _TEXT,
        joins=True,
    ),
    Column(
        "benefits",
        "Quyền lợi",
        (
            "quyền lợi | chế độ | chế độ đãi ngộ | phúc lợi | đãi ngộ | chế độ phúc lợi | quyền "
            "lợi được hưởng | hỗ trợ | phụ cấp | ghi chú"
        ),
        _TEXT,
        joins=True,
    ),
    Column(
        "deadline",
        "Hạn nộp hồ sơ",
        (
            "hạn nộp hồ sơ | hạn nộp | hạn cuối | thời hạn | thời hạn tuyển | ngày hết hạn | "
            "thời hạn nộp hồ sơ | hạn tuyển | hạn nhận hồ sơ | thời gian tuyển | nộp hồ sơ "
            "trước | deadline"
        ),
        parse_deadline,
    ),
    Column(
        "shift",
        "Ca làm việc",
        "ca làm việc | thời gian làm việc | ca | giờ làm việc | ca làm | ca kíp | giờ làm",
        undated(parse_shift),
    ),
    Column(
        "licences",
        "Bằng lái, chứng chỉ",
        "bằng lái | giấy phép lái xe | gplx | chứng chỉ | bằng lái, chứng chỉ",
        undated(parse_licences),
    ),
    Column(
        "contact_phone",
        "Điện thoại liên hệ",
        (
            "điện thoại | sđt | số điện thoại | điện thoại liên hệ | sđt liên hệ | liên hệ | số "
            "điện thoại liên hệ | hotline | thông tin liên hệ"
        ),
        undated(parse_phone),
    ),
)

POSITIONS = Kind(
    "positions",
    COLUMNS,
    never=(
        "giới tính | nam/nữ | độ tuổi | tuổi | yêu cầu độ tuổi | giới | tình trạng hôn nhân | "
        "lý lịch tư pháp | tiền án, tiền sự | tiền án"
    ),
    ignored=(
        "stt | tt | số thứ tự | người liên hệ | họ tên người liên hệ | email | website | "
        "người đại diện | loại hình doanh nghiệp | ngành nghề kinh doanh | tổng số lao động | "
        "số lao động hiện có | nam | nữ | chức vụ | số lượng nam | số lượng nữ"
    ),
    must=("title", "employer"),
    identity=("title", "employer"),
)

OWN_POSITIONS = replace(
    POSITIONS,
    name="own_positions",
    columns=tuple(column for column in COLUMNS if column.field not in {"employer", "tax_code"}),
    ignored=f"{POSITIONS.ignored} | tên đơn vị | tên doanh nghiệp | doanh nghiệp | công ty | mst",
    must=("title",),
    identity=("title",),
)
