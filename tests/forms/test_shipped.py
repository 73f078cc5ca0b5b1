"""A form's data file that cannot be taken is refused with its name and its key, before anything is loaded."""

from pathlib import Path

import pytest

from motcua.forms.shipped import DATA, FormError, read_form

COPIES = (DATA / "2.000815.yaml").read_text(encoding="utf-8")


def refused(folder: Path, changed: str) -> str:
    path = folder / "2.000815.yaml"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(FormError) as error:
        read_form(path)
    return str(error.value)


def test_a_form_that_is_as_it_should_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "2.000815.yaml"
    path.write_text(COPIES, encoding="utf-8")
    assert read_form(path).code == "2.000815"
    with pytest.raises(KeyError):
        read_form(path).field("không có")


def test_a_type_that_does_not_exist_is_named_with_its_key(tmp_path: Path) -> None:
    assert "type: INT\n" in COPIES
    said = refused(tmp_path, COPIES.replace("type: INT\n", "type: SỐ\n", 1))
    assert said.startswith("2.000815.yaml: khóa «fields.")
    assert said.endswith("Sửa tệp rồi nạp lại.")


def test_a_field_that_is_spoken_of_but_not_there_is_named(tmp_path: Path) -> None:
    assert "pages: gt.so_trang" in COPIES
    said = refused(tmp_path, COPIES.replace("pages: gt.so_trang", "pages: gt.trang", 1))
    assert said == "2.000815.yaml: nhắc đến trường «gt.trang» mà biểu mẫu không có."
