"""The verifier that travels in every package: standard library only, Python 3.8 or later, nothing of the product."""
