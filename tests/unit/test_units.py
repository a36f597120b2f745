"""The unit register: names, aliases, validity, groups and stated sizes."""

from __future__ import annotations

from datetime import date

import pytest
from made import REGISTER, row
from pydantic import ValidationError

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.units import UnitRegister, normal_name
from hotline_lib.scoring.grades import register_counts

APRIL = date(2024, 4, 30)
GROUPS = [{"id": "county", "label": "县市区"}, {"id": "agency", "label": "行政事业单位"}]


def register(*units: dict[str, object]) -> UnitRegister:
    return UnitRegister.model_validate({"source": "测试", "groups": GROUPS, "units": units})


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("临湘市", "linxiang"),
        ("临湘", "linxiang"),
        (" 临 湘\n市　", "linxiang"),
        ("市水务局", "water"),
        ("临相市", None),
        ("", None),
    ],
)
def test_names_and_aliases_resolve(name: str, unit: str | None) -> None:
    found = REGISTER.resolve(name, APRIL)
    assert (found.id if found else None) == unit


@pytest.mark.parametrize(
    ("name", "day", "known"),
    [
        ("市物价局", date(2024, 3, 31), True),
        ("市物价局", date(2024, 4, 1), False),
        ("市数据局", date(2024, 3, 31), False),
        ("市数据局", date(2024, 4, 1), True),
    ],
)
def test_a_unit_is_known_from_its_first_to_its_last_day(name: str, day: date, known: bool) -> None:
    assert (REGISTER.resolve(name, day) is not None) is known


@pytest.mark.parametrize(
    ("alias", "unit"),
    [
        ("经开区", "economic_zone"),
        ("岳阳移动分公司", "china_mobile"),
        ("市公共资源交易中", "public_resources"),
        ("市住房公积金管理", "housing_fund"),
        ("岳阳电信公司", "china_telecom"),
        ("国家金融监督管理 总局岳阳监管分局", "financial_regulation"),
    ],
)
def test_names_that_the_bulletin_cuts_or_varies(alias: str, unit: str, params: PlaceParams) -> None:
    found = params.units.resolve(alias, APRIL)
    assert found is not None
    assert found.id == unit


def test_every_registered_name_resolves_to_its_own_unit(params: PlaceParams) -> None:
    for unit in params.units.units:
        for name in (unit.name, *unit.aliases):
            found = params.units.resolve(name, APRIL)
            assert found is not None
            assert found.id == unit.id


def test_nearest_names_best_first_and_none_for_the_unlike() -> None:
    assert REGISTER.nearest("临相市")[0] == "临湘市"
    assert REGISTER.nearest(" 市水 利局 ")[0] == "市水利局"
    assert len(REGISTER.nearest("市局", count=2)) == 2
    assert REGISTER.nearest("XYZ") == ()


def test_a_unit_in_two_groups_is_refused_with_both() -> None:
    with pytest.raises(ValidationError) as caught:
        register(
            {"id": "linxiang", "name": "临湘市", "group": "county"},
            {"id": "linxiang_agency", "name": "临湘市", "group": "agency"},
        )
    message = str(caught.value)
    assert "名称“临湘市”属于两个单位或两个组别" in message
    assert "linxiang（county）" in message
    assert "linxiang_agency（agency）" in message


def test_an_alias_that_is_anothers_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="名称“云溪区”属于两个单位"):
        register(
            {"id": "linxiang", "name": "临湘市", "group": "county", "aliases": ["云溪 区"]},
            {"id": "yunxi", "name": "云溪区", "group": "county"},
        )


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"单位标识重复.*：linxiang"):
        register(
            {"id": "linxiang", "name": "临湘市", "group": "county"},
            {"id": "linxiang", "name": "临湘市局", "group": "agency"},
        )


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValidationError, match="单位“临湘市”的组别“city”未在 groups 中登记"):
        register({"id": "linxiang", "name": "临湘市", "group": "city"})


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2024, 3, 31), None), (date(2024, 4, 1), 79), (date(2024, 12, 31), 79), (date(2025, 1, 1), 81)],
)
def test_the_stated_size_in_force_counts(day: date, count: int | None) -> None:
    size = REGISTER.size("hotline", day)
    assert (size.count if size else None) == count
    assert REGISTER.size("mailbox", day) is None


def test_units_without_tickets_are_the_rest_of_the_stated_size(params: PlaceParams) -> None:
    counts = register_counts("hotline", [], params.units, APRIL)
    stated = params.units.size("hotline", APRIL)
    assert stated is not None
    assert counts["hotline.units_registered"].number == stated.count
    assert counts["hotline.units_without"].number == stated.count
    assert stated.source in counts["hotline.units_registered"].formula


def test_without_a_stated_size_the_units_in_force_count() -> None:
    counts = register_counts("mailbox", [], REGISTER, APRIL)
    assert counts["mailbox.units_registered"].number == 4
    assert counts["mailbox.units_registered"].formula == "名录：units.yml 在册单位数"


def test_more_units_listed_than_registered_is_refused() -> None:
    small = REGISTER.model_copy(
        update={"sizes": (REGISTER.sizes[0].model_copy(update={"count": 1}),)},
    )
    rows = [row("linxiang"), row("yunxi")]
    with pytest.raises(ParamsError, match=r"“sizes\.hotline”列：在册单位数应不少于列表单位数 2，实为“1”"):
        register_counts("hotline", rows, small, APRIL)


def test_lookups_by_id_name_what_is_missing() -> None:
    assert REGISTER.unit("water").name == "市水利局"
    assert REGISTER.group("agency").label == "行政事业单位"
    for lookup in (REGISTER.unit, REGISTER.group):
        with pytest.raises(KeyError, match="nothing"):
            lookup("nothing")


def test_normal_names_lose_every_kind_of_space() -> None:
    assert normal_name(" 市\t公　安\n局 ") == "市公安局"


RENAMED = (
    {
        "id": "education",
        "name": "市教育局",
        "group": "agency",
        "valid_until": "2019-03-31",
        "successor": "both",
    },
    {"id": "sports", "name": "市体育局", "group": "agency", "valid_until": "2019-03-31", "successor": "both"},
    {
        "id": "both",
        "name": "市教育体育局",
        "group": "agency",
        "valid_from": "2019-04-01",
        "aliases": ["市教体局", "市教育局"],
    },
)


@pytest.mark.parametrize(
    ("name", "day", "unit"),
    [
        ("市教育局", date(2019, 3, 31), "education"),
        ("市教育局", date(2019, 4, 1), "both"),
        ("市体育局", date(2019, 3, 31), "sports"),
        ("市体育局", date(2019, 4, 1), None),
        ("市教体局", date(2019, 3, 31), None),
        ("市教体局", date(2019, 4, 1), "both"),
        ("市教育体育局", date(2019, 4, 1), "both"),
    ],
)
def test_a_name_passes_to_the_merged_bureau_on_the_day(name: str, day: date, unit: str | None) -> None:
    found = register(*RENAMED).resolve(name, day)
    assert (found.id if found else None) == unit


def test_a_name_that_two_units_share_for_a_single_day_is_refused() -> None:
    first, _, both = RENAMED
    with pytest.raises(ValidationError, match="名称“市教育局”属于两个单位或两个组别"):
        register({**first, "valid_until": "2019-04-01"}, both)
    assert register(first, both).unit("education").overlaps(register(both).unit("both")) is False


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ({"valid_from": "2019-04-01", "valid_until": "2019-03-31"}, "早于首日"),
        ({"valid_until": "2019-03-31", "successor": "gone"}, "承接单位“gone”未登记"),
        ({"valid_until": "2019-03-31", "successor": "a"}, "承接单位“a”未登记"),
        ({"successor": "b"}, "须同时写末日"),
    ],
)
def test_days_and_successors_that_make_no_sense_are_refused(unit: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        register(
            {"id": "a", "name": "甲局", "group": "agency", **unit},
            {"id": "b", "name": "乙局", "group": "agency"},
        )


def test_a_name_of_the_past_is_found_with_its_unit_and_not_suggested() -> None:
    merged = register(*RENAMED)
    former = merged.former("市体育局", date(2020, 1, 1))
    assert former is not None
    assert (former.id, former.successor) == ("sports", "both")
    assert merged.former("市教育局", date(2020, 1, 1)) is not None, "the alias now means the merged bureau"
    assert "市体育局" not in merged.nearest("市体育局", on=date(2020, 1, 1))
    assert merged.nearest("市体育居", on=date(2019, 1, 1))[0] == "市体育局"
