"""Print forms: what is printed says exactly the number that was rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.model.exact import Rounding
from hotline_lib.model.printform import PrintForm, Zeros

FORMS = st.builds(
    PrintForm,
    id=st.just("form"),
    scale=st.sampled_from([1, 100]),
    decimals=st.integers(0, 6),
    zeros=st.sampled_from(Zeros),
    rounding=st.sampled_from(Rounding),
    prefix=st.sampled_from(["", "约"]),
    suffix=st.sampled_from(["", "%", "分"]),
    plus_sign=st.booleans(),
)
VALUES = st.fractions(-(10**4), 10**4, max_denominator=10**5)


@given(form=FORMS, value=VALUES)
def test_printed_text_reads_back_to_the_rounded_number(form: PrintForm, value: Fraction) -> None:
    text = form.text(value)
    assert text.startswith(form.prefix)
    assert text.endswith(form.suffix)
    digits = text.removeprefix(form.prefix).removesuffix(form.suffix)
    number = form.rounded(value)
    assert Fraction(digits) == number
    assert digits.startswith("+") == (form.plus_sign and number > 0)


@given(form=FORMS, value=VALUES)
def test_trailing_zeros_follow_the_form(form: PrintForm, value: Fraction) -> None:
    bare = form.model_copy(update={"prefix": "", "suffix": ""})
    decimals = bare.text(value).partition(".")[2]
    is_integer = form.rounded(value).denominator == 1
    if form.zeros is Zeros.keep or (form.zeros is Zeros.strip_if_integer and not is_integer):
        assert len(decimals) == form.decimals
    elif form.zeros is Zeros.strip:
        assert not decimals.endswith("0")
    else:
        assert decimals == ""


@given(form=FORMS)
def test_zero_is_printed_without_a_sign(form: PrintForm) -> None:
    tiny = Fraction(-1, 10**12)
    assert "-" not in form.text(Fraction(0))
    assert "-" not in form.text(tiny)


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("rate_hotline", "1", "100%"),
        ("rate_hotline", "16/421", "3.80%"),
        ("rate_hotline", "2/25", "8%"),
        ("index_hotline", "98.04", "98"),
        ("index_hotline", "98.05", "98.1"),
        ("rate_mailbox", "1", "100.00%"),
        ("index_mailbox", "90", "90.00"),
        ("index_mailbox_text", "100", "100"),
        ("index_mailbox_text", "99.4", "99.40"),
        ("rate_text", "0.108", "10.8%"),
        ("rate_text", "0.1", "10%"),
        ("points", "1.5", "+1.5"),
        ("points", "-2", "-2"),
        ("points", "0", "0"),
        ("points_plain", "0.5", "0.5"),
        ("count", "100", "100"),
    ],
)
def test_forms_of_yueyang(form: str, value: str, text: str, params: PlaceParams) -> None:
    assert params.place.form(form).text(Fraction(value)) == text
