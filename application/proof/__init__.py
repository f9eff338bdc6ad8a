"""What makes the log provable: its tree, signed checkpoints, tiles, receipts, the signer and the witnesses."""
