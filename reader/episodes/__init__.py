"""What makes an episode: when two are one, what is merged, whose audio it is. Pure."""
