"""A password alone, where there is a second factor, becomes no more by any way through one's own account."""

import pytest

from tests.interfaces.http.keyring import Keyring, refused

NEEDED = (403, "factor_needed")


@pytest.fixture
def wei(town):
    """Somebody with a passkey, and a session that a password alone has begun."""
    ring = Keyring.of(town, "wei").has()
    ring.session = ring.by_password()
    return ring


class TestPasswordAlone:
    def test_sets_up_no_device_beside_a_passkey(self, wei):
        assert refused(wei.asks("/account/totp", {})) == NEEDED
        assert refused(wei.asks("/account/totp/confirmation", {"code": "000000"})) == NEEDED

    def test_makes_no_recovery_codes(self, wei):
        assert refused(wei.asks("/account/recovery-codes", {})) == NEEDED

    def test_takes_no_device_away(self, wei):
        assert refused(wei.asks("/account/totp/removal", {})) == NEEDED

    def test_makes_no_recovery_codes_where_there_is_no_device_yet(self, town):
        ring = Keyring.of(town, "wei")
        assert refused(ring.asks("/account/recovery-codes", {})) == (403, "second_factor_needed")

    def test_is_more_once_a_factor_was_shown(self, wei):
        wei.session = wei.confirms().json()["token"]
        assert wei.asks("/account/totp", {}).status_code == 201
