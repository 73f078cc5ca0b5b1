"""What people say at the counter, and the procedure they mean."""

import pytest

from motcua.procedures.search import Entry, Index, synonyms
from motcua.procedures.shipped import repealed_codes, shipped_definitions

SAID = {
    "lam giay khai sinh cho con": "1.001193",
    "làm giấy khai sinh cho con": "1.001193",
    "khai sinh": "1.001193",
    "dang ky khai sih": "1.001193",
    "toi muon lam khai sinh cho chau": "1.001193",
    "đk khai sinh": "1.001193",
    "gks cho be": "1.001193",
    "sao y": "2.000815",
    "sao y ban chinh": "2.000815",
    "cong chung": "2.000815",
    "cong chung ban sao": "2.000815",
    "photo cong chung bang tot nghiep": "2.000815",
    "chung thuc ban xao": "2.000815",
    "giay doc than": "1.004873",
    "xin giay xac nhan doc than": "1.004873",
    "tinh trang hon nhan": "1.004873",
    "tinh trang hon nhat": "1.004873",
    "xn tthn": "1.004873",
    "ket hon": "1.000894",
    "ket hom": "1.000894",
    "dang ky ket hon": "1.000894",
    "lay vo": "1.000894",
    "lay chong nuoc ngoai": "2.000806",
    "bao tu": "1.000656",
    "khai tu": "1.000656",
    "giay chung tu cho bo toi": "1.000656",
    "nha co nguoi mat": "1.000656",
    "trich luc khai sinh": "2.000635",
    "ban sao giay khai sinh": "2.000635",
    "mat giay khai sinh": "1.004884",
    "sua ten trong giay khai sinh": "1.004859",
    "doi ho cho con": "1.004859",
    "nhan con nuoi": "2.001263",
    "nhan cha cho con": "1.001022",
    "giam ho": "1.004837",
    "nhap khau": "1.004222",
    "nhap ho khau cho vo": "1.004222",
    "chuyen ho khau": "1.004222",
    "cat khau": "1.003197",
    "tach ho": "1.010038",
    "tach khau": "1.010038",
    "tam tru": "1.004194",
    "o tro": "1.004194",
    "gia han tam tru": "1.002755",
    "tam vang": "1.003677",
    "xac nhan cu tru": "1.010041",
    "mo tiem tap hoa": "1.001612",
    "mo quan an": "1.001612",
    "giay phep kinh doanh": "1.001612",
    "dkkd": "1.001612",
    "dong cua hang": "1.001266",
    "nghi kinh doanh": "1.001266",
    "tam ngung kinh doanh": "1.001570",
    "giay uy quyen": "2.000884",
    "so yeu ly lich": "2.000884",
    "di chuc": "2.001019",
    "hop dong mua ban dat": "2.001035",
    "mua ban xe may": "2.001035",
    "chia thua ke": "2.001406",
    "dich thuat": "2.001008",
    "so ho ngheo": "1.011607",
    "xin vao ho ngheo": "1.011607",
    "thoat ngheo": "1.011608",
    "tro cap nguoi gia": "1.001776",
    "tien nguoi cao tuoi": "1.001776",
    "huu tri xa hoi": "1.014027",
    "giay khuyet tat": "1.001699",
    "mai tang phi": "1.001731",
    "tho cung liet si": "1.010803",
    "lam so do": "1.013978",
    "cap bia do": "1.013978",
    "tranh chap dat": "1.012812",
    "hang xom lan dat": "1.012812",
    "xin phep xay nha": "1.013225",
    "gia han giay phep xay dung": "1.013227",
    "chuyen truong cho con": "2.002481",
    "the bao hiem y te": "1.001939",
    "mat bhyt": "1.001939",
    "dinh danh muc 2": "3.000228",
    "ghi chu ket hon": "2.002189",
    "khai sinh thuong tru bao hiem": "3.000722",
    "1.004873": "1.004873",
    "2.00081": "2.000815",
}


@pytest.fixture(scope="module")
def index() -> Index:
    gone = {row.code: row.replaced_by for row in repealed_codes()}
    known = [Entry(each.code, each.name, each.short_name, each.sector) for each in shipped_definitions()]
    return Index(known, gone)


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_find_what_people_say_gives_what_they_mean_first(index: Index, said: str, meant: str) -> None:
    assert [hit.entry.code for hit in index.find(said)][:1] == [meant]


def test_find_an_own_name_gives_that_procedure_first(index: Index) -> None:
    missed = [code for code, entry in index.entries.items() if index.find(entry.short_name)[0].entry.code != code]

    assert missed == []


def test_find_a_repealed_code_gives_what_replaces_it(index: Index) -> None:
    hit = index.find("2.002621")[0]

    assert (hit.entry.code, hit.instead_of) == ("3.000722", "2.002621")


def test_find_a_repealed_code_without_successor_gives_nothing(index: Index) -> None:
    assert index.find("2.001009") == []


@pytest.mark.parametrize("nothing", ["", "   ", "???", "zzzzqqqq"])
def test_find_what_means_nothing_gives_nothing(index: Index, nothing: str) -> None:
    assert index.find(nothing) == []


def test_find_gives_no_more_than_asked_for(index: Index) -> None:
    assert len(index.find("dang ky", limit=3)) == 3


def test_find_equal_hits_puts_the_more_used_first() -> None:
    twins = [Entry("9.000001", "Việc giống nhau", "Việc", uses=1), Entry("9.000002", "Việc giống nhau", "Việc", uses=9)]

    assert [hit.entry.code for hit in Index(twins).find("viec giong nhau")] == ["9.000002", "9.000001"]


def test_synonyms_name_procedures_of_the_catalogue_only() -> None:
    assert set(synonyms()) <= {each.code for each in shipped_definitions()}
