"""Measurements: ratios taken in one run, interleaved, with the durability named."""
