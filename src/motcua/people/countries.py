"""Countries by the codes that passports carry (ICAO 9303 part 3), named as Vietnamese papers name them.

Those whose people come to a commune's counter; any other code is shown as it is.
"""

NAMES = {
    "VNM": "Việt Nam",
    "AUS": "Úc",
    "BEL": "Bỉ",
    "CAN": "Ca-na-đa",
    "CHE": "Thụy Sĩ",
    "CHN": "Trung Quốc",
    "CZE": "Séc",
    "D": "Đức",
    "DNK": "Đan Mạch",
    "ESP": "Tây Ban Nha",
    "FIN": "Phần Lan",
    "FRA": "Pháp",
    "GBR": "Anh",
    "IDN": "In-đô-nê-xi-a",
    "IND": "Ấn Độ",
    "ITA": "I-ta-li-a",
    "JPN": "Nhật Bản",
    "KHM": "Cam-pu-chia",
    "KOR": "Hàn Quốc",
    "LAO": "Lào",
    "MMR": "Mi-an-ma",
    "MYS": "Ma-lai-xi-a",
    "NLD": "Hà Lan",
    "NOR": "Na Uy",
    "NZL": "Niu Di-lân",
    "PHL": "Phi-líp-pin",
    "POL": "Ba Lan",
    "RUS": "Nga",
    "SGP": "Xinh-ga-po",
    "SWE": "Thụy Điển",
    "THA": "Thái Lan",
    "TWN": "Đài Loan (Trung Quốc)",
    "UKR": "U-crai-na",
    "USA": "Hoa Kỳ",
    "XXA": "Không quốc tịch",
    "XXB": "Người tị nạn",
    "XXC": "Người tị nạn",
}


def nationality_of(code: str) -> str:
    """Return the country's name, or the code where the table has none."""
    return NAMES.get(code, code)
