"""Lists and dicts, edited as Python edits them."""

from typing import Any

import pytest
from conftest import HearingClient, eventually


@pytest.fixture(autouse=True)
def as_they_were(client: HearingClient) -> None:
    client.update_value("float_list", [1.0, 2.0, 3.0])


def test_sets_an_entry(client: HearingClient, proxy: Any) -> None:
    proxy.float_list[1] = 9.5
    assert proxy.float_list == [1.0, 9.5, 3.0]
    eventually(lambda: client.heard("float_list[1]", 9.5))


@pytest.mark.pydase_fault("the entry is another one")
def test_counts_from_the_end(proxy: Any) -> None:
    proxy.float_list[-1] = 7.5
    assert proxy.float_list == [1.0, 2.0, 7.5]


def test_edits_a_list(proxy: Any) -> None:
    proxy.float_list.append(9.0)
    proxy.float_list.extend([1.5, 2.5])
    proxy.float_list.insert(0, 7.0)
    assert proxy.float_list == [7.0, 1.0, 2.0, 3.0, 9.0, 1.5, 2.5]
    assert proxy.float_list.pop() == 2.5
    assert proxy.float_list.pop(0) == 7.0
    proxy.float_list.remove(9.0)
    assert proxy.float_list == [1.0, 2.0, 3.0, 1.5]
    assert len(proxy.float_list) == 4
    proxy.float_list.clear()
    assert proxy.float_list == []


def test_refuses_what_python_refuses(proxy: Any) -> None:
    with pytest.raises(ValueError, match="not in list"):
        proxy.float_list.remove(12345.0)
    with pytest.raises(IndexError):
        proxy.float_list.pop(99)
    with pytest.raises(IndexError):
        proxy.float_list[99] = 1.0
    with pytest.raises(IndexError, match="pop from empty list"):
        proxy.empty_list.pop()


def test_a_list_is_told_as_a_whole_when_its_length_changes(client: HearingClient, proxy: Any) -> None:
    proxy.float_list.append(4.0)
    eventually(lambda: any(path == "float_list" and len(value) == 4 for path, value in client.told))


def test_nested_lists(proxy: Any) -> None:
    proxy.nested_list[0][1] = 7
    assert proxy.nested_list == [[1, 7], [3]]
    proxy.nested_list[1].append(4)
    assert proxy.nested_list[1] == [3, 4]


@pytest.mark.pydase_fault("a list takes anything")
def test_an_entry_of_another_type_is_refused(own_proxy: Any) -> None:
    with pytest.raises(TypeError):
        own_proxy.float_list[0] = "text"


def test_edits_a_dict(client: HearingClient, proxy: Any) -> None:
    proxy.table["one"] = 1.75
    proxy.table["dotted.key"] = 3.75
    assert proxy.table["one"] == 1.75 and proxy.table["dotted.key"] == 3.75
    proxy.table["newkey"] = "v"
    assert proxy.table["newkey"] == "v"
    eventually(lambda: client.heard('table["newkey"]', "v"))
    proxy.table.pop("newkey")
    assert "newkey" not in proxy.table
    with pytest.raises(KeyError):
        proxy.table.pop("nokey")
    proxy.table["sub"]["x"] = 2
    assert proxy.table["sub"]["x"] == 2
    with pytest.raises(ValueError, match="ke[y]"):
        proxy.table[5] = 1.0
    proxy.table["one"] = 1.0
    proxy.table["dotted.key"] = 3.0
