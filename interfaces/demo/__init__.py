"""A conference to look at: some years of a town's conference, of people who do not exist, played through the door."""

from interfaces.demo.performance import Demonstration, play
from interfaces.demo.signing_in import Player

__all__ = ["Demonstration", "Player", "play"]
