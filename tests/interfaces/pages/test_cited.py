import pytest

from interfaces.wording.cited import cited


@pytest.mark.parametrize(
    ("ident", "zh", "en"),
    [
        ("S5.1-d", "第五条第一款", "measures, article 5(1)"),
        ("S4.3-b", "第四条第三款", "measures, article 4(3)"),
        ("S3-i", "第三条", "measures, article 3"),
        ("S0-a", "引言", "preamble of the measures"),
        ("R-order", "步骤依次进行", "Steps are taken in their order"),
        ("G2", "本办法未规定，按系统默认", "not in the measures; our default"),
        ("X-1", "X-1", "X-1"),
    ],
)
def test_a_clause_is_cited_in_words(ident, zh, en):
    assert (cited("zh-Hans", ident), cited("en", ident)) == (zh, en)
