import pytest
from cryptography.exceptions import InvalidSignature

from application.proof.publisher import Altered
from application.proof.receipts import receipt
from tests.application.proof.publishing import TOWN
from tests.application.proof.verifying import verified


@pytest.fixture
def grown(house):
    for count in (1, 2, 3, 7):
        house.grow(count)
        house.publish()
    return house


class TestReceipt:
    def test_proves_every_record_under_every_checkpoint_that_holds_it(self, grown):
        vkey = str(grown.signer.key(TOWN).public)
        records = list(grown.log.records(grown.key))
        for signed in grown.log.checkpoints(grown.key, 1):
            for position in range(1, signed.size + 1):
                text = receipt(grown.log, grown.key, position, signed)
                assert verified(text, records[position - 1], vkey) == position - 1

    def test_proves_no_other_record_and_under_no_other_key(self, grown):
        vkey = str(grown.signer.key(TOWN).public)
        records = list(grown.log.records(grown.key))
        text = receipt(grown.log, grown.key, 5, grown.publish())
        with pytest.raises(AssertionError):
            verified(text, records[5], vkey)
        with pytest.raises(InvalidSignature):
            verified(text, records[4], str(grown.signer.rotate(TOWN)[1].public))

    def test_is_given_for_no_record_beyond_its_checkpoint(self, grown):
        with pytest.raises(ValueError, match="no leaf"):
            receipt(grown.log, grown.key, 4, grown.log.checkpoints(grown.key, 1)[1])

    def test_is_not_given_when_it_would_prove_nothing(self, grown):
        signed = grown.publish()
        grown.log._writer._db.execute("UPDATE events SET leaf = zeroblob(32) WHERE position = 2 AND conference > 0")
        with pytest.raises(Altered, match="signed_otherwise"):
            receipt(grown.log, grown.key, 5, signed)
