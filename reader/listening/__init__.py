"""How one listens: paces, reels, jumps, sleep, following. Rules without a player or a screen."""
