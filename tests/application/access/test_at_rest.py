"""What lies in the folder: nothing of it lets anybody in."""

import re
from datetime import timedelta

from tests.application.access.entrance import LI, PASSWORD, SLUG


class TestFolder:
    def test_holds_no_secret_in_clear(self, entrance):
        access = entrance.access
        code = entrance.opened()
        access.signing_in.activate(SLUG, "li", code, PASSWORD)
        again = access.accounts.give_code(entrance.key, LI, by="operator")
        secret, recovery = entrance.equipped()
        made, _ = entrance.signs_in(code=entrance.shown(secret))
        token, _ = access.tokens.issue(entrance.key, LI, by="operator", days=1)
        whole = {each.name: each.read_bytes() for each in entrance.folder.rglob("*") if each.is_file()}
        assert {"access.db", "access.db-wal", "log.db", "log.db.keys"} <= set(whole)
        secrets = [code, again, PASSWORD, secret, made, token, *recovery]
        secrets += [made.removeprefix("lxs_"), token.removeprefix("lx_")]
        assert [(each, name) for each in secrets for name, text in whole.items() if each.encode() in text] == []
        assert LI.encode() in whole["access.db-wal"] + whole["access.db"]

    def test_holds_the_device_under_the_persons_key(self, entrance):
        entrance.member()
        secret, _ = entrance.equipped()
        (locked,) = entrance.access.store.one("SELECT totp FROM accounts")
        assert entrance.log.vault.unlock(entrance.key, LI, locked) == secret.encode()
        assert entrance.log.vault.unlock(entrance.key, "another", locked) is None
        assert entrance.log.vault.unlock(entrance.other, LI, locked) is None
        for altered in (b"", locked[:12], locked[:-1], bytes([*locked[:-1], locked[-1] ^ 1])):
            assert entrance.log.vault.unlock(entrance.key, LI, altered) is None
        entrance.log.vault.forget(entrance.key, LI)
        assert entrance.log.vault.unlock(entrance.key, LI, locked) is None

    def test_holds_the_same_secret_differently_each_time(self, entrance):
        locked = {entrance.log.vault.lock(entrance.key, LI, b"secret") for _ in range(20)}
        assert len(locked) == len({each[:12] for each in locked}) == 20

    def test_holds_only_what_argon2_makes_of_a_password(self, entrance):
        entrance.member()
        assert re.match(r"\$argon2id\$", entrance.account().password)

    def test_holds_codes_of_activation_no_longer_than_they_are_good(self, entrance):
        entrance.opened()
        found = entrance.account()
        assert found.code_until - entrance.clock.at == timedelta(days=7)
        entrance.member("wu")
        assert entrance.account("wu").code is None
