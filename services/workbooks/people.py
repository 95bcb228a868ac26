"""The list of people: its columns, and what only a whole row can show."""

from services.workbooks.cells import parse_name, parse_text, parse_title
from services.workbooks.columns import Column, Kind, undated
from services.workbooks.dates import parse_birth, parse_return
from services.workbooks.identity import parse_national_id, parse_phone
from services.workbooks.levels import parse_basis, parse_education, parse_licences, parse_yes
from services.workbooks.pay import parse_wage

_TEXT, _LINE = undated(parse_text), undated(parse_title)

COLUMNS = (
    Column(
        "full_name",
        "Họ và tên",
        (
            "họ và tên | họ tên | họ và tên khai sinh | họ tên người lao động | tên | hoten | "
            "họ và tên người chấp hành xong án phạt tù | họ tên người tái hòa nhập | full "
            "name | tên người lao động | họ chữ đệm và tên | người lao động | người tái hòa "
            "nhập"
        ),
        undated(parse_name),
        "Thiếu họ và tên. Hãy ghi đủ họ và tên.",
    ),
    Column("family_name", "Họ đệm", "họ đệm | họ và tên đệm | họ và chữ đệm | họ", _LINE),
    Column(
        "birth_date",
        "Ngày sinh",
        (
            "ngày sinh | năm sinh | ngày tháng năm sinh | ngày, tháng, năm sinh | sinh ngày | "
            "ngày năm sinh | sinh năm | ntns | nsinh | ngày/tháng/năm sinh | date of birth | "
            "ngày sinh năm sinh | sinh"
        ),
        parse_birth,
        "Thiếu ngày sinh. Nếu chỉ biết năm, hãy ghi năm.",
        joins=True,
    ),
    Column(
        "national_id",
        "Số CCCD",
        (
            "số cccd | cccd | số cc | cmnd | số cmnd | cmnd/cccd | cccd/cmnd | số cccd/cmnd | "
            "số cmnd/cccd | số định danh | số định danh cá nhân | mã định danh | số căn cước "
            "| căn cước | căn cước công dân | số căn cước công dân | thẻ căn cước | số đdcn | "
            "giấy tờ tùy thân | số giấy tờ tùy thân | số cc/cccd | số thẻ căn cước | cmtnd | "
            "số cmtnd | cmt | số cmt | đdcn"
        ),
        undated(parse_national_id),
    ),
    Column(
        "phone",
        "Số điện thoại",
        (
            "sđt | số điện thoại | điện thoại | đt | số đt | di động | điện thoại di động | "
            "điện thoại liên hệ | số điện thoại liên hệ | sđt liên hệ | liên lạc | zalo | "
            "sđt/zalo | số liên lạc | số máy | phone | tel | đtdđ"
        ),
        undated(parse_phone),
    ),
    Column(
        "address",
        "Địa chỉ",
        (
            "nơi thường trú | thường trú | địa chỉ | địa chỉ thường trú | nơi cư trú | hktt | "
            "nơi đkhktt | đkhktt | hộ khẩu thường trú | hộ khẩu | nơi ở | nơi ở hiện nay | "
            "chỗ ở hiện nay | chỗ ở | nơi ở hiện tại | địa chỉ cư trú | nơi về cư trú | nơi "
            "về | địa chỉ hiện nay | nơi đăng ký thường trú | địa chỉ nơi cư trú | nơi đăng "
            "ký hộ khẩu thường trú | nơi sinh sống | address | nơi đăng ký cư trú | quê quán, "
            "nơi ở | nơi về sinh sống"
        ),
        _LINE,
    ),
    Column(
        "hamlet",
        "Thôn, xóm",
        (
            "thôn | thôn/bản | thôn, bản, tổ dân phố | thôn xóm | xóm | bản | tổ dân phố | khu "
            "phố | thôn/tổ dân phố | số nhà | số nhà, thôn"
        ),
        _LINE,
    ),
    Column(
        "commune",
        "Xã, phường",
        (
            "xã | phường | xã/phường | phường/xã | xã, phường, thị trấn | phường xã thị trấn "
            "| xã phường | tên xã | đơn vị hành chính cấp xã | cấp xã | xã mới"
        ),
        _LINE,
    ),
    Column(
        "district",
        "Huyện (cũ)",
        (
            "huyện | quận/huyện | quận huyện | huyện/thị xã/thành phố | huyện, tx, tp | huyện thị "
            "| huyện cũ"
        ),
        _LINE,
    ),
    Column("province", "Tỉnh", "tỉnh | tỉnh/thành phố | tỉnh, tp | tỉnh thành", _LINE),
    Column(
        "education",
        "Trình độ",
        (
            "trình độ | trình độ học vấn | học vấn | trình độ văn hóa | văn hóa | tđhv | tđvh "
            "| trình độ văn hóa, học vấn | học lực | bậc học | học hết lớp | lớp"
        ),
        undated(parse_education),
    ),
    Column(
        "skills_text",
        "Nghề, tay nghề",
        (
            "nghề nghiệp, tay nghề | tay nghề | nghề nghiệp | nghề | kỹ năng | kỹ năng nghề | "
            "nghề đã học | nghề đã biết | nghề biết làm | công việc đã làm | kinh nghiệm | "
            "kinh nghiệm làm việc | trình độ chuyên môn | chuyên môn | chuyên môn kỹ thuật | "
            "nghề nghiệp trước đây | sở trường | khả năng | nghề được đào tạo | việc đã làm | "
            "trình độ tay nghề | nghề nghiệp hiện tại | biết làm nghề gì | nghề học trong "
            "trại | nghề được học trong trại | quá trình làm việc | đã từng làm | năng lực"
        ),
        _TEXT,
        joins=True,
    ),
    Column(
        "wishes",
        "Nguyện vọng",
        (
            "nguyện vọng | nhu cầu | mong muốn | nhu cầu việc làm | việc làm mong muốn | nhu "
            "cầu hỗ trợ | nguyện vọng việc làm | nguyện vọng, nhu cầu | đề xuất | công việc "
            "mong muốn | đăng ký việc làm | nhu cầu tìm việc | đề nghị hỗ trợ | nhu cầu học "
            "nghề | mong muốn hỗ trợ | giới thiệu việc làm | công việc muốn làm"
        ),
        _TEXT,
        joins=True,
    ),
    Column(
        "return_date",
        "Ngày về địa phương",
        (
            "ngày về địa phương | ngày về | ngày trở về | ngày về nơi cư trú | ngày ra trại | "
            "ngày về cư trú | thời gian về địa phương | thời điểm về địa phương | ngày ra tù "
            "| ngày mãn hạn | ngày được tha | ngày tha | ngày tha tù | ngày chấp hành xong | "
            "ngày chấp hành xong án phạt tù | ngày chấp hành xong hình phạt tù | về địa "
            "phương | ngày chấp hành xong án | ngày trình diện | ngày tháng về địa phương | "
            "ngày ra | ngày tái hòa nhập | thời gian chấp hành xong án phạt tù | thời gian "
            "chấp hành xong án phạt | thời gian chấp hành xong"
        ),
        parse_return,
    ),
    Column(
        "return_basis",
        "Diện trở về",
        (
            "diện | diện trở về | diện về | lý do về | hình thức về | hình thức trở về | diện "
            "chấp hành xong | loại | diện đối tượng | diện quản lý | diện tha | hình thức tha "
            "| hình thức"
        ),
        undated(parse_basis),
    ),
    Column(
        "notes",
        "Ghi chú",
        "ghi chú | lưu ý | chú thích | gc | khác | tình hình hiện nay",
        _TEXT,
        joins=True,
    ),
    Column(
        "wage_expected",
        "Mức lương mong muốn",
        "mức lương mong muốn | lương mong muốn | thu nhập mong muốn | mức thu nhập mong muốn",
        undated(parse_wage),
    ),
    Column(
        "licences",
        "Bằng lái, chứng chỉ",
        (
            "bằng lái | bằng lái xe | giấy phép lái xe | gplx | chứng chỉ | bằng lái, chứng chỉ | "
            "bằng cấp chứng chỉ | chứng chỉ nghề | hạng bằng lái"
        ),
        undated(parse_licences),
        joins=True,
    ),
    Column(
        "vehicle",
        "Có xe máy",
        "phương tiện | phương tiện đi lại | xe máy | có xe máy | có xe",
        undated(parse_yes),
    ),
    Column(
        "health",
        "Sức khỏe",
        "sức khỏe | tình trạng sức khỏe | hạn chế sức khỏe | bệnh tật | thể trạng",
        _TEXT,
    ),
)

PEOPLE = Kind(
    "returnees",
    COLUMNS,
    never=(
        "giới tính | nam/nữ | giới | phái | tội danh | tội | hành vi phạm tội | án | mức "
        "án | án phạt | án phạt tù | hình phạt | hình phạt bổ sung | thời hạn tù | trại "
        "giam | trại | nơi chấp hành án | nơi chấp hành | tiền án | tiền sự | tiền án, "
        "tiền sự | điều luật | bản án | số bản án | tòa án | thời gian thụ án | thời gian "
        "chấp hành án | ngày bắt | ngày vào trại | ngày đi tù | phạm tội | khởi tố | tội "
        "phạm | nhân thân | quá trình phạm tội | án tích | xóa án tích | quyết định đặc "
        "xá | giấy chứng nhận đặc xá | số quyết định | hình sự | bị can | tổng hợp hình "
        "phạt | mức hình phạt | loại án | diện án | đã chấp hành án tại | chấp hành án "
        "tại | án tù | số năm tù"
    ),
    ignored=(
        "stt | tt | số tt | số thứ tự | ngày cấp | nơi cấp | ngày cấp cccd | nơi cấp cccd | "
        "ngày cấp cmnd | nơi cấp cmnd | ngày cấp căn cước | nơi sinh | quê quán | dân tộc | "
        "tôn giáo | họ tên cha | họ tên mẹ | họ tên vợ | họ tên vợ chồng | họ tên bố mẹ | họ "
        "tên cán bộ | cán bộ theo dõi | người liên hệ | tên gọi khác | bí danh | tên thường "
        "gọi | sđt người thân | điện thoại người thân | tuổi | tên xã viên | ký tên | chữ ký "
        "| ảnh | sđt cán bộ | nguyên quán | email | họ tên người thân | tên cán bộ | tên trại"
    ),
    must=("full_name",),
    identity=("national_id", "birth_date", "phone"),
)
