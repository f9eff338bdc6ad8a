import pytest

from interfaces.audit.verifier.policy import read_policy
from interfaces.audit.verifier.report import Unusable
from tests.interfaces.audit.verifier.signing_keys import WITNESS, Signer

LOG_KEY = Signer("a.example/log").vkey
W1, W2, W3 = (Signer(f"w{number}.example", WITNESS).vkey for number in (1, 2, 3))
THREE = f"witness a {W1}\nwitness b {W2} https://b.example\nwitness c\t{W3}\n"

BAD = {
    "no_quorum": f"log {LOG_KEY}\n",
    "two_quorums": "quorum none\nquorum none\n",
    "unknown_word": "trust everybody\nquorum none\n",
    "unknown_quorum": "quorum a\n",
    "defined_below": f"quorum a\nwitness a {W1}\n",
    "duplicate_witness_name": f"witness a {W1}\nwitness a {W2}\nquorum none\n",
    "duplicate_witness_key": f"witness a {W1}\nwitness b {W1}\nquorum none\n",
    "duplicate_key_under_another_name": f"witness a {W1}\nwitness b {Signer('x', WITNESS, 'w1.example').vkey}\nquorum none\n",
    "duplicate_log": f"log {LOG_KEY}\nlog {LOG_KEY}\nquorum none\n",
    "witness_with_the_key_of_a_log": f"log {LOG_KEY}\nwitness a {Signer('x', WITNESS, 'a.example/log').vkey}\nquorum a\n",
    "log_key_as_witness": f"witness a {LOG_KEY}\nquorum a\n",
    "witness_key_as_log": f"log {W1}\nquorum none\n",
    "other_key_id": f"log {LOG_KEY.replace('+', '+0', 1)[:-1]}\nquorum none\n",
    "no_key": "log a+b+c\nquorum none\n",
    "empty_log": "log\nquorum none\n",
    "too_many_words": f"witness a {W1} u v\nquorum a\n",
    "group_of_none": f"{THREE}group g any\nquorum g\n",
    "group_of_unknown": f"{THREE}group g any d\nquorum g\n",
    "group_twice_of_one": f"{THREE}group g any a a\nquorum g\n",
    "member_of_two_groups": f"{THREE}group g any a\ngroup h any a\nquorum g\n",
    "group_of_itself": f"{THREE}group g any g\nquorum g\n",
    "group_named_none": f"{THREE}group none any a\nquorum none\n",
    "group_with_none": f"{THREE}group g any none\nquorum g\n",
    "threshold_0": f"{THREE}group g 0 a\nquorum g\n",
    "threshold_too_large": f"{THREE}group g 4 a b c\nquorum g\n",
    "threshold_negative": f"{THREE}group g -1 a b c\nquorum g\n",
    "threshold_of_another_script": f"{THREE}group g ² a b c\nquorum g\n",
    "carriage_return": "quorum none\r\n",
    "control": "# \x00\nquorum none\n",
}


def met(text, *witnesses):
    return read_policy((THREE + text).encode()).is_met_by(witnesses)


class TestPolicy:
    @pytest.mark.parametrize("name", sorted(BAD))
    def test_that_is_malformed_is_unusable(self, name):
        with pytest.raises(Unusable, match="polic"):
            read_policy(BAD[name].encode())

    def test_that_is_too_large_is_unusable(self):
        with pytest.raises(Unusable, match="large"):
            read_policy(b"#" * 2_000_000)

    def test_may_hold_comments_tabs_and_other_scripts(self):
        raw = "  # 说明\n\n\t\nlog\t" + LOG_KEY + "  https://a.example \nwitness 市总工会 " + W1 + "\nquorum 市总工会\n"
        policy = read_policy(raw.encode())
        assert [key.name for key in policy.logs] == ["a.example/log"]
        assert policy.is_met_by(["市总工会"])

    def test_may_hold_no_log_and_ask_for_nobody(self):
        assert read_policy(b"quorum none\n").is_met_by([])


class TestQuorum:
    def test_of_one_witness(self):
        assert met("quorum a\n", "a")
        assert not met("quorum a\n", "b", "c")

    def test_of_all_any_and_some(self):
        assert met("group g all a b\nquorum g\n", "a", "b")
        assert not met("group g all a b\nquorum g\n", "a", "c")
        assert met("group g any a b\nquorum g\n", "b")
        assert met("group g 2 a b c\nquorum g\n", "c", "a")
        assert not met("group g 2 a b c\nquorum g\n", "c")

    def test_of_groups_of_groups(self):
        nested = "group g any a b\ngroup h all g c\nquorum h\n"
        assert met(nested, "b", "c")
        assert not met(nested, "a", "b")
