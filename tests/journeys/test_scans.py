"""Lan scans bà Tám's paper: files dropped on the page, a page turned, counted, signed, given out again."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import scans
from tests.factories.people import TAM_TEXT
from tests.journeys.conftest import Office

pytestmark = pytest.mark.browser

DROP = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "application/pdf" }));
  const form = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def drop(page: Page, content: bytes, name: str) -> None:
    """Drop a file on the first component that waits for one."""
    page.evaluate(DROP, [base64.b64encode(content).decode(), name])


def test_files_are_dropped_counted_and_signed(office: Office, settings: object) -> None:
    settings.MOTCUA_SIGNING = "standin"  # type: ignore[attr-defined]
    lan = office.sit_down("lan")
    lan.opens("/counter/")
    lan.scans(TAM_TEXT)
    lan.finds("2.000815")
    part = lan.page.locator("#scans")
    part.scroll_into_view_if_needed()  # it is fetched when it comes into view
    expect(part).to_contain_text("0 giấy đã số hóa, 1 giấy chưa")

    drop(lan.page, b"<script>alert(1)</script>", "a.pdf")
    expect(part).to_contain_text("không phải bản quét: không nhận")
    drop(lan.page, scans.tiff(2), "b.tif")
    expect(part.locator(".scan-pages > li")).to_have_count(2)
    part.get_by_role("button", name="Xoay trang 1 sang phải").click()
    expect(part.locator(".scan-pages > li").first).to_contain_text("297 × 210 mm")
    until = part.get_by_label("Giấy có giá trị đến").bounding_box()
    assert until is not None
    assert until["width"] > 140  # a whole date is seen
    part.get_by_label("Số trang giấy").fill("3")
    part.get_by_role("button", name="Ký bản sao").click()
    expect(part).to_contain_text("Quét 2 trang, giấy có 3 trang")
    part.get_by_label("Số trang giấy").fill("2")
    part.get_by_role("button", name="Ký bản sao").click()

    expect(part).to_contain_text(re.compile("Đã ký bởi Nguyễn Thị Lan"))
    with lan.page.expect_download() as download:
        part.get_by_role("link", name="Tải về").click()
    assert download.value.suggested_filename.startswith("ban-quet-")
